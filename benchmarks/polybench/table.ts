/** The loops that the compiler finds in each kernel, beside those that are known to be there. */
import { type LoopVerdict, loopVerdicts } from '../../compiler/index.js';
import { EXPECTED, type ExpectedLoop } from './expected.js';
import { type Kernel, sourceOf } from './inputs.js';

export interface FoundLoops {
  readonly name: string;
  readonly found: number;
  readonly expected: number;
  /** Known loops that were not found, or found to be of a lesser kind, with the compiler's reason. */
  readonly missed: readonly { readonly loop: string; readonly kind: string; readonly verdict: string; readonly reason: string }[];
  /** Loops found to be parallel of which the list does not know. */
  readonly unknown: readonly { readonly loop: string; readonly kind: string; readonly reason: string }[];
}

export function findLoops(kernel: Kernel): FoundLoops {
  const verdicts = loopVerdicts(sourceOf(kernel), { functionName: kernel.functionName });
  const byName = new Map(verdicts.map((verdict) => [verdict.name, verdict]));
  const expected = EXPECTED[kernel.name] ?? [];
  const missed = expected.filter(({ loop, kind }) => !serves(byName.get(loop), kind));
  const known = new Set(expected.map(({ loop }) => loop));
  return {
    name: kernel.name,
    found: expected.length - missed.length,
    expected: expected.length,
    missed: missed.map(({ loop, kind }) => {
      const { kind: verdict = 'missing', reason = 'There is no such loop.' } = byName.get(loop) ?? {};
      return { loop, kind, verdict, reason };
    }),
    unknown: verdicts
      .filter(({ name, kind }) => kind !== 'sequential' && !known.has(name))
      .map(({ name, kind, reason }) => ({ loop: name, kind, reason })),
  };
}

/** A doall loop is better than any other. */
function serves(verdict: LoopVerdict | undefined, wanted: ExpectedLoop['kind']): boolean {
  return verdict !== undefined && (verdict.kind === wanted || verdict.kind === 'doall');
}
