/** What a thread that runs a function in Node needs of this folder: it is bundled for it. */
import { encodeGraph } from './graph.js';

export { decodeGraph } from './graph.js';

/** The bytes that a dynamic block gives for this outcome. */
export function encodeOutcome(
  outcome: { readonly arguments: readonly unknown[] } & (
    | { readonly kind: 'returned'; readonly result: unknown }
    | { readonly kind: 'threw'; readonly error: unknown }
  ),
): Uint8Array {
  const ended = outcome.kind === 'threw' ? [true, outcome.error] : [false, outcome.result];
  return encodeGraph([...ended, outcome.arguments], { instances: 'keep' });
}
