/** A run beside Node's. */
import type { Bundle } from '../../../compiler/index.js';
import type { CallOutcome } from '../../client/index.js';
import { ShoalError } from '../../errors.js';
import { type Difference, firstDifference, graphToJson, type Value } from '../values/index.js';
import { outcomeInNode, runInNode } from './reference.js';

/** Node's time for the same call, in ms. Throws SHOAL2007 at the first difference: of results, of errors, or of changed arguments. */
export async function verify(
  file: string,
  { manifest }: Bundle,
  values: readonly unknown[],
  outcome: CallOutcome,
  signal: AbortSignal,
): Promise<number> {
  const { name, convention } = manifest.function;
  if (!convention) {
    const reference = await runInNode(file, name, values as readonly Value[], signal);
    const result = outcome.kind === 'returned' ? outcome.result : undefined;
    refuseDifference(firstDifference(result, reference.result));
    return reference.nodeMs;
  }
  const reference = await outcomeInNode(file, name, values, signal);
  refuseDifference(firstDifference(outcome, reference.outcome, 'outcome'));
  return reference.nodeMs;
}

function refuseDifference(difference: Difference | undefined): void {
  if (!difference) return;
  const { path, left, right } = difference;
  const place = path.replace(/^outcome\./, '');
  throw new ShoalError('SHOAL2007', `${place} is ${left} on the hubs, but ${right} in Node`);
}

/** `args`, when the function changed what it was given. */
export function changedArguments(values: readonly unknown[], { arguments: after }: CallOutcome): object {
  if (!after || !firstDifference(values, after)) return {};
  return { args: after.map((value) => graphToJson(value)) };
}
