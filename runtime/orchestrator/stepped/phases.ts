/** What the phases of a stepped block run and touch, in numbers. */
import type { BlockManifest, Phase, Polynomial, Steps, Touch } from '../../../compiler/manifest.js';
import type { IterationRange } from '../../engine/index.js';
import { ShoalError } from '../../errors.js';
import { evaluatePolynomial, evaluateRegion, type Interval, type RegionEnvironment } from '../../values/index.js';

/** Below and above all iterations. */
const FIRST = -(2 ** 31);
const LAST = 2 ** 31 - 1;
/** Touches that are looked at to find the parts of arrays that a shard needs; beyond them it is given the whole arrays. */
const MOST_TOUCHES = 200_000;

export function stepsOf(block: BlockManifest): Steps {
  if (!block.steps) throw new ShoalError('SHOAL3004', `block ${block.id} is a stepped block without steps`);
  return block.steps;
}

export class Phases {
  readonly steps: Steps;
  readonly #environment: RegionEnvironment;
  readonly #first: number;
  readonly #count: number;

  /** Throws SHOAL3004 when the steps are not counted by whole numbers. */
  constructor(block: BlockManifest, environment: RegionEnvironment) {
    this.steps = stepsOf(block);
    this.#environment = environment;
    this.#first = evaluatePolynomial(this.steps.from, environment);
    this.#count = Math.max(0, evaluatePolynomial(this.steps.to, environment) - this.#first);
    if (!Number.isSafeInteger(this.#first) || !Number.isSafeInteger(this.#count)) {
      throw new ShoalError('SHOAL3004', `block ${block.id} counts its steps from ${this.#first} by ${this.#count}`);
    }
  }

  get count(): number {
    return this.#count;
  }

  /** The number of barriers, one before each phase of each step. */
  get barriers(): number {
    return this.#count * this.steps.phases.length;
  }

  phaseAt(barrier: number): Phase {
    return this.steps.phases[barrier % this.steps.phases.length]!;
  }

  /** What polynomials may name at a barrier. */
  environmentAt(barrier: number): RegionEnvironment {
    const step = this.#first + Math.floor(barrier / this.steps.phases.length);
    return { ...this.#environment, scalars: new Map(this.#environment.scalars).set(this.steps.counter, step) };
  }

  /** The environment in which the shard runs the phase; undefined when it has nothing to do there. */
  shareOf(phase: Phase, environment: RegionEnvironment, range: IterationRange): RegionEnvironment | undefined {
    if (!phase.range) return environment;
    const lo = Math.max(range.lo, evaluatePolynomial(phase.range.from, environment));
    const hi = Math.min(range.hi, evaluatePolynomial(phase.range.to, environment));
    return lo < hi ? { ...environment, lo, hi } : undefined;
  }

  /** The ranges of shards, the first and the last made longer where phases have more iterations than what was cut. */
  cover(ranges: readonly IterationRange[]): IterationRange[] {
    const { lo, hi } = this.#allIterations();
    const last = ranges.length - 1;
    return ranges.map((range, k) => ({
      lo: k === 0 ? Math.min(lo, range.lo) : range.lo,
      hi: k === last ? Math.max(hi, range.hi) : range.hi,
    }));
  }

  /** From the first to the last iteration that any phase has in any step. */
  #allIterations(): IterationRange {
    const { counter, phases } = this.steps;
    const isLinear = (p: Polynomial): boolean =>
      p.every(({ factors }) => factors.filter((factor) => factor === counter).length < 2);
    const ranges = phases.flatMap(({ range }) => range ?? []);
    if (!ranges.every(({ from, to }) => isLinear(from) && isLinear(to))) return { lo: FIRST, hi: LAST };
    const ends = [0, Math.max(0, this.barriers - 1)].map((barrier) => this.environmentAt(barrier));
    const values = (bound: 'from' | 'to'): number[] =>
      ranges.flatMap((range) => ends.map((environment) => evaluatePolynomial(range[bound], environment)));
    return { lo: Math.max(FIRST, Math.min(...values('from'))), hi: Math.min(LAST, Math.max(...values('to'))) };
  }

  interval({ item, region }: Touch, environment: RegionEnvironment): Interval {
    const length = this.#environment.lengths.get(item);
    if (length === undefined) throw new ShoalError('SHOAL3004', `a phase touches "${item}", which is no array of the block`);
    return evaluateRegion(region, length, environment);
  }

  /** Abstract operations of one step; of the steps that grow or shrink evenly the mean. */
  get operationsPerStep(): { readonly shared: number; readonly repeated: number } {
    const sum = (barrier: number, isShared: boolean): number =>
      this.steps.phases
        .filter((phase) => (phase.range !== undefined) === isShared)
        .reduce((total, { operations }) => total + Math.max(0, evaluatePolynomial(operations, this.environmentAt(barrier))), 0);
    // Simpson's rule, which is exact up to the third power.
    const last = Math.max(0, this.#count - 1) * this.steps.phases.length;
    const middle = Math.floor(Math.max(0, this.#count - 1) / 2) * this.steps.phases.length;
    const mean = (isShared: boolean): number => (sum(0, isShared) + 4 * sum(middle, isShared) + sum(last, isShared)) / 6;
    return { shared: mean(true), repeated: mean(false) };
  }

  /** The part of each array that a shard of the range touches in any step; whole arrays where that would take long to tell. */
  layout(range: IterationRange): ReadonlyMap<string, Interval> {
    const parts = new Map<string, Interval>();
    const { phases } = this.steps;
    const touches = phases.reduce((total, phase) => total + phase.reads.length, 0);
    const steps = this.#isSteady ? Math.min(1, this.#count) : this.#count;
    const isLong = steps * touches > MOST_TOUCHES;
    for (let barrier = 0; barrier < (isLong ? phases.length : steps * phases.length); barrier++) {
      const phase = this.phaseAt(barrier);
      const environment = this.environmentAt(barrier);
      const share = isLong ? environment : this.shareOf(phase, environment, range);
      if (!share) continue;
      for (const touch of phase.reads) {
        const part = isLong ? this.interval({ ...touch, region: { kind: 'all' } }, share) : this.interval(touch, share);
        if (part.from < part.to) parts.set(touch.item, hull(parts.get(touch.item), part));
      }
    }
    return parts;
  }

  /** Whether every step touches the same elements. */
  get #isSteady(): boolean {
    const { counter, phases } = this.steps;
    return phases.every(({ range, reads }) =>
      [range, ...reads.map(({ region }) => (region.kind === 'interval' ? region : undefined))].every((bounds) =>
        [...(bounds?.from ?? []), ...(bounds?.to ?? [])].every(({ factors }) => !factors.includes(counter)),
      ),
    );
  }
}

function hull(a: Interval | undefined, b: Interval): Interval {
  return a ? { from: Math.min(a.from, b.from), to: Math.max(a.to, b.to) } : b;
}
