/** How long a caller waits when it does not say: forever is never right for an answer that takes no time to give. */
import type { DescMethod } from '@bufbuild/protobuf';

/** In ms. */
export const ANSWER_DEADLINE_MS = 10_000;

/** Calls that last as long as the work they ask for; their callers hold a signal. */
const LASTS_AS_LONG_AS_THE_WORK = new Set(['MoveShard', 'SplitShard', 'Leave', 'Migrate', 'Split']);

/** Default deadline of a method in ms; streams have none. */
export function defaultDeadlineMs(method: DescMethod): number {
  return method.methodKind === 'unary' && !LASTS_AS_LONG_AS_THE_WORK.has(method.name)
    ? ANSWER_DEADLINE_MS
    : Number.POSITIVE_INFINITY;
}
