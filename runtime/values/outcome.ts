/** Calls of functions of any values: arguments as they go out, and what comes back. See GraphConvention in compiler/manifest.ts. */
import type { SourceParameter } from '../../compiler/manifest.js';
import { ShoalError } from '../errors.js';
import { decodeGraph, encodeGraph, GraphError } from './graph.js';

/** How a call ended. */
export type CallOutcome = (
  | { readonly kind: 'returned'; readonly result: unknown }
  /** Functions of any values only; others fail with SHOAL2002. */
  | { readonly kind: 'threw'; readonly error: unknown }
) & {
  /** Functions of any values only: the arguments as the function left them. */
  readonly arguments?: readonly unknown[];
};

/** Throws SHOAL3001 with the parameter and the place in it. */
export function encodeArguments(parameters: readonly SourceParameter[], values: readonly unknown[]): Uint8Array {
  try {
    return encodeGraph(values);
  } catch (error) {
    if (!(error instanceof GraphError)) throw error;
    throw new ShoalError('SHOAL3001', `${placeIn(parameters, error.path)}: ${error.message}`, { cause: error });
  }
}

/** `[0].items[3]` with the parameter's name in place of its number. */
function placeIn(parameters: readonly SourceParameter[], path: string): string {
  const index = Number(/^\[(\d+)\]/.exec(path)?.[1]);
  const rest = path.slice(path.indexOf(']') + 1);
  const parameter = parameters[index];
  if (parameter && !parameter.isRest) return `${parameter.name}${rest}`;
  return `argument ${index + 1}${rest}`;
}

/** Throws SHOAL5008 when the bytes are no outcome. */
export function decodeOutcome(bytes: Uint8Array): CallOutcome {
  let outcome: unknown;
  try {
    outcome = decodeGraph(bytes);
  } catch (cause) {
    throw new ShoalError('SHOAL5008', 'the block gave a result that can not be read', { cause });
  }
  const [threw, value, values] = Array.isArray(outcome) ? (outcome as unknown[]) : [];
  if (typeof threw !== 'boolean' || !Array.isArray(values))
    throw new ShoalError('SHOAL5008', 'the block gave a result that is no outcome');
  return threw ? { kind: 'threw', error: value, arguments: values } : { kind: 'returned', result: value, arguments: values };
}

/** What the function threw, as the failure of its run: SHOAL2002, with the thrown value as `cause`. */
export function thrownError(thrown: unknown): ShoalError {
  return new ShoalError('SHOAL2002', messageOf(thrown), { cause: thrown });
}

function messageOf(thrown: unknown): string {
  if (thrown instanceof Error) {
    const { name, message } = thrown as { readonly name: unknown; readonly message: unknown };
    const text = typeof message === 'string' && message !== '' ? message : 'the function threw an error without a message';
    return name === 'Error' || typeof name !== 'string' ? text : `${name}: ${text}`;
  }
  if (typeof thrown === 'string') return `the function threw ${JSON.stringify(thrown)}`;
  return `the function threw ${thrown !== null && typeof thrown === 'object' ? 'an object' : String(thrown)}`;
}
