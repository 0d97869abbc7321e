/**
 * What the shards of a stepped block owe each other at each barrier. The plan keeps who wrote each element last and which version of it each
 * shard has, as a directory of a shared memory does (Censier and Feautrier, "A new solution to coherence problems in multicache systems",
 * 1978), with intervals of arrays for lines; what a phase reads and the shard has an old version of comes from the last writer. All of it
 * follows from the manifest: data have no say.
 */
import type { BlockManifest } from '../../../compiler/manifest.js';
import type { IterationRange, Portion } from '../../engine/index.js';
import { ShoalError } from '../../errors.js';
import type { RegionEnvironment } from '../../values/index.js';
import { IntervalMap } from './interval-map.js';
import { Phases } from './phases.js';

/** Elements that one shard gives another. */
export interface Transfer extends Portion {
  readonly source: number;
  readonly target: number;
}

/** Barriers that an estimate looks at. */
const LOOKED_AT = 400;
/** Most arrays are of doubles. */
const BYTES_PER_ELEMENT = 8;
/** Everybody has what came in at first. */
const GIVEN = 0;

export class ExchangePlan {
  readonly #phases: Phases;
  readonly #ranges: readonly IterationRange[];
  /** By array: the version of each element that was written last. */
  readonly #newest = new Map<string, IntervalMap<number>>();
  /** By array and shard: the version that it has. */
  readonly #held = new Map<string, readonly IntervalMap<number>[]>();
  readonly #transfers: (readonly Transfer[])[] = [];

  /** Shards are numbered by their ranges, which cover all iterations. */
  constructor(block: BlockManifest, environment: RegionEnvironment, ranges: readonly IterationRange[]) {
    this.#phases = new Phases(block, environment);
    this.#ranges = ranges;
    for (const item of new Set(this.#phases.steps.phases.flatMap(({ reads }) => reads.map((touch) => touch.item)))) {
      const length = environment.lengths.get(item) ?? 0;
      this.#newest.set(item, new IntervalMap(length, GIVEN));
      this.#held.set(
        item,
        ranges.map(() => new IntervalMap(length, GIVEN)),
      );
    }
  }

  get barriers(): number {
    return this.#phases.barriers;
  }

  get shards(): number {
    return this.#ranges.length;
  }

  /** What has to be exchanged before the phase behind the barrier may begin. */
  transfersAt(barrier: number): readonly Transfer[] {
    while (this.#transfers.length <= barrier) this.#advance(this.#transfers.length);
    return this.#transfers[barrier]!;
  }

  /** Barriers with something to exchange and its bytes, judged by the first steps. */
  estimate(): { readonly count: number; readonly bytes: number } {
    const looked = Math.min(this.barriers, LOOKED_AT);
    let count = 0;
    let bytes = 0;
    for (let barrier = 0; barrier < looked; barrier++) {
      const transfers = this.transfersAt(barrier);
      if (transfers.length > 0) count += 1;
      for (const { from, to } of transfers) bytes += (to - from) * BYTES_PER_ELEMENT;
    }
    const share = looked === 0 ? 1 : this.barriers / looked;
    return { count: count * share, bytes: bytes * share };
  }

  /** When all is done: the elements of which the shard has the last version, which nobody else must give. */
  results(shard: number): Portion[] {
    if (this.barriers > 0) this.transfersAt(this.barriers - 1);
    const portions: Portion[] = [];
    for (const [item, newest] of this.#newest) {
      for (const { from, to, value } of newest.within(0, Number.MAX_SAFE_INTEGER)) {
        if (value !== GIVEN && this.#writerOf(value) === shard) portions.push({ item, from, to });
      }
    }
    return portions;
  }

  #advance(barrier: number): void {
    const phase = this.#phases.phaseAt(barrier);
    const environment = this.#phases.environmentAt(barrier);
    const shares = this.#ranges.map((range) => this.#phases.shareOf(phase, environment, range));
    const transfers: Transfer[] = [];
    shares.forEach((share, target) => {
      for (const touch of share ? phase.reads : []) {
        const { from, to } = this.#phases.interval(touch, share!);
        for (const portion of this.#stale(touch.item, target, from, to)) transfers.push({ ...portion, target });
        this.#refresh(touch.item, target, from, to);
      }
    });
    this.#transfers.push(transfers);
    this.#write(barrier, shares);
  }

  /** Elements of which the shard has an old version. */
  *#stale(item: string, shard: number, from: number, to: number): Generator<Omit<Transfer, 'target'>, void, undefined> {
    for (const newest of this.#newest.get(item)!.within(from, to)) {
      if (newest.value === GIVEN) continue;
      for (const held of this.#held.get(item)![shard]!.within(newest.from, newest.to)) {
        if (held.value !== newest.value) yield { item, from: held.from, to: held.to, source: this.#writerOf(newest.value) };
      }
    }
  }

  #refresh(item: string, shard: number, from: number, to: number): void {
    const held = this.#held.get(item)![shard]!;
    for (const newest of this.#newest.get(item)!.within(from, to)) held.set(newest.from, newest.to, newest.value);
  }

  #write(barrier: number, shares: readonly (RegionEnvironment | undefined)[]): void {
    const phase = this.#phases.phaseAt(barrier);
    for (const touch of phase.writes) {
      const newest = this.#newest.get(touch.item)!;
      const held = this.#held.get(touch.item)!;
      if (!phase.range) {
        // All have written the same.
        const { from, to } = this.#phases.interval(touch, shares[0]!);
        newest.set(from, to, this.#version(barrier, 0));
        for (const own of held) own.set(from, to, this.#version(barrier, 0));
        continue;
      }
      shares.forEach((share, shard) => {
        if (!share) return;
        const { from, to } = this.#phases.interval(touch, share);
        this.#requireApart(newest, from, to, barrier, shard);
        newest.set(from, to, this.#version(barrier, shard));
        held[shard]!.set(from, to, this.#version(barrier, shard));
      });
    }
  }

  /** No two shards write the same element in one phase, or the loop was not parallel. */
  #requireApart(newest: IntervalMap<number>, from: number, to: number, barrier: number, shard: number): void {
    for (const { value } of newest.within(from, to)) {
      if (value >= this.#version(barrier, 0) && value !== this.#version(barrier, shard)) {
        throw new ShoalError('SHOAL9001', `two shards of a stepped block write the same elements at barrier ${barrier}`);
      }
    }
  }

  #version(barrier: number, shard: number): number {
    return barrier * this.#ranges.length + shard + 1;
  }

  #writerOf(version: number): number {
    return (version - 1) % this.#ranges.length;
  }
}
