/** In what the iterations of a loop meet, sorted by how parts of the loop can find it on their own. */
import type { ParallelLoop } from '../analysis/dependence.js';
import type { ExactFold } from '../analysis/exact-folds.js';
import type { Ranges } from '../analysis/ranges.js';
import type { Reduction } from '../analysis/scalars.js';
import type { IrFunction } from '../ir/index.js';
import { asHistogram, type Histogram } from './histograms.js';
import { hasStoresOnly } from './scans.js';

export interface SharedResults {
  readonly folds: readonly ExactFold[];
  /** Folds whose running value the loop uses. */
  readonly scans: readonly ExactFold[];
  readonly histograms: readonly Histogram[];
  /** Folds that keep the order of their terms, for which these are written down. */
  readonly sums: readonly Reduction[];
}

const GREATEST_EXACT_START = 2 ** 52;

/** Undefined when the loop is as it should be, or nothing is known that could be done. */
export function sharedResults(loop: ParallelLoop, fn: IrFunction, ranges: Ranges): SharedResults | undefined {
  const { counted, reductions, folds, arrays, selections } = loop;
  const bounds = [counted.from, counted.limits[0]!.bound].map((bound) => ranges.expression(bound));
  if (bounds.some(({ integer, nan }) => !integer || nan)) return undefined;
  const exact: ExactFold[] = folds.filter(({ scanned }) => !scanned);
  const scans = folds.filter(({ scanned }) => scanned);
  const histograms: Histogram[] = [];
  for (const use of arrays.filter(({ folding }) => folding !== undefined)) {
    const histogram = asHistogram(use, counted.loop, fn, ranges);
    if (!histogram) return undefined;
    histograms.push(histogram);
  }
  const sums: Reduction[] = [];
  if (!isOnlyReduction(loop)) {
    for (const reduction of reductions) {
      const fold = asExact(reduction, ranges, loop);
      if (fold) exact.push(fold);
      else sums.push(reduction);
    }
  }
  const count = exact.length + histograms.length + sums.length + selections.length;
  if (scans.length > 0)
    return count === 0 && reductions.length === 0 && hasStoresOnly(loop) ? { folds: [], scans, histograms, sums } : undefined;
  return count > 0 || arrays.some(({ scratch }) => scratch) ? { folds: exact, scans, histograms, sums } : undefined;
}

/** A reduction that is the only thing that the loop leaves behind needs no change: its terms are folded as they are. */
function isOnlyReduction({ reductions, arrays, folds, selections }: ParallelLoop): boolean {
  const writes = arrays.some((use) => use.writes && !use.scratch);
  return reductions.length === 1 && folds.length + selections.length === 0 && !writes;
}

function asExact({ variable, fold, neutral }: Reduction, ranges: Ranges, { counted }: ParallelLoop): ExactFold | undefined {
  if (fold === 'min' || fold === 'max') return { variable, operator: fold, neutral, scanned: false };
  const start = ranges.before(counted.loop)?.get(variable);
  const isWhole = start?.integer && !start.nan && Math.max(-start.lo, start.hi) <= GREATEST_EXACT_START;
  return fold === '+' && Object.is(neutral, 0) && isWhole ? { variable, operator: '+', neutral, scanned: false } : undefined;
}
