/**
 * The barriers of one stepped block while its shards are out. A shard that comes to one brings what it owes others and gets what others owe
 * it, as soon as those have come there. What was brought is kept: a shard that starts again after its hub was lost runs through its
 * steps once more with what it was given then, and no other shard notices (message logging; Strom and Yemini, "Optimistic recovery in
 * distributed systems", 1985).
 */
import { type Portion, portionName } from '../../engine/index.js';
import { ShoalError } from '../../errors.js';
import { isPart, type Packed, type Part, partCount, type TypedArray, type ValueBundle } from '../../values/index.js';
import type { ExchangePlan, Transfer } from './exchange-plan.js';

/** The barrier at which a shard has to stop next, and what it owes there; when it is done, its results. */
export interface Appointment {
  readonly barrier: number;
  readonly send: readonly Portion[];
}

export interface Crossing {
  readonly next: Appointment;
  /** What the shard has to put into its memory. */
  readonly values: ValueBundle;
}

/** How far ahead is looked for the next exchange. */
const LOOK_AHEAD = 1000;
/** What is kept for shards that start again. */
const MOST_KEPT_BYTES = 2 ** 30;

export class StepExchange {
  readonly #plan: ExchangePlan;
  /** By barrier and shard. */
  readonly #brought = new Map<string, ValueBundle>();
  readonly #reached: number[];
  readonly #mostKeptBytes: number;
  #keptBytes = 0;
  #forgotten = 0;
  #wake: (() => void)[] = [];

  constructor(plan: ExchangePlan, mostKeptBytes = MOST_KEPT_BYTES) {
    this.#plan = plan;
    this.#mostKeptBytes = mostKeptBytes;
    this.#reached = Array.from({ length: plan.shards }, () => 0);
  }

  /** What part of its steps the shard has behind it, 0 to 1. */
  progressOf(shard: number): number {
    return this.#plan.barriers === 0 ? 0 : Math.min(1, this.#reached[shard]! / this.#plan.barriers);
  }

  /** What the shard owes at a barrier. */
  owed(shard: number, barrier: number): readonly Portion[] {
    if (barrier >= this.#plan.barriers) return this.#plan.results(shard);
    return union(this.#plan.transfersAt(barrier).filter(({ source }) => source === shard));
  }

  /** The shard stands at the barrier with what it owes. Throws SHOAL3004 when that is not what it owes. */
  bring(shard: number, barrier: number, values: ValueBundle): void {
    const owed = this.owed(shard, barrier);
    for (const portion of owed) this.#require(values, portion);
    this.#reached[shard] = Math.max(this.#reached[shard]!, barrier);
    const place = placeOf(barrier, shard);
    if (owed.length === 0 || this.#brought.has(place) || barrier < this.#forgotten) return;
    this.#brought.set(place, values);
    for (const { from, to } of owed) this.#keptBytes += (to - from) * 8;
    this.#forget();
    const waiting = this.#wake;
    this.#wake = [];
    for (const wake of waiting) wake();
  }

  /**
   * Resolves when all that the shard reads behind the barrier is there. Undefined when what it was given there has been forgotten: then the
   * block must start again. Rejects with SHOAL2006 when the signal is aborted.
   */
  async cross(shard: number, barrier: number, signal: AbortSignal): Promise<Crossing | undefined> {
    const wanted = this.#plan.transfersAt(barrier).filter(({ target }) => target === shard);
    for (;;) {
      if (signal.aborted) throw new ShoalError('SHOAL2006', 'a shard does not wait at its barrier any more');
      const missing = wanted.some(({ source }) => !this.#brought.has(placeOf(barrier, source)));
      if (!missing) break;
      if (barrier < this.#forgotten) return undefined;
      await new Promise<void>((resolve) => {
        this.#wake.push(resolve);
        signal.addEventListener('abort', () => resolve(), { once: true });
      });
    }
    return { next: this.#appointment(shard, barrier), values: new Map(wanted.map((transfer) => this.#given(barrier, transfer))) };
  }

  /** The next barrier at which the shard owes or is owed something; one without either when that is far away. */
  #appointment(shard: number, barrier: number): Appointment {
    const { barriers, shards } = this.#plan;
    const last = shards === 1 ? barriers : Math.min(barriers, barrier + LOOK_AHEAD);
    let next = shards === 1 ? barriers : barrier + 1;
    while (next < last && !this.#plan.transfersAt(next).some(({ source, target }) => source === shard || target === shard))
      next++;
    return { barrier: next, send: this.owed(shard, next) };
  }

  #given(barrier: number, { item, from, to, source }: Transfer): [string, { readonly part: Part }] {
    const values = this.#brought.get(placeOf(barrier, source))!;
    const [holder] = this.owed(source, barrier).filter(
      (portion) => portion.item === item && portion.from <= from && to <= portion.to,
    );
    const { part } = values.get(portionName(holder!)) as { readonly part: Extract<Part, { readonly elements: unknown }> };
    const elements = (part.elements as TypedArray).subarray(from - part.first, to - part.first);
    return [portionName({ item, from, to }), { part: { length: part.length, first: from, elements } }];
  }

  #require(values: ValueBundle, portion: Portion): void {
    const value: Packed | { readonly part: Part } = values.get(portionName(portion));
    const isRight =
      typeof value === 'object' &&
      isPart(value) &&
      'elements' in value.part &&
      value.part.first === portion.from &&
      partCount(value.part) === portion.to - portion.from;
    if (!isRight) throw new ShoalError('SHOAL3004', `a shard did not bring ${portionName(portion)} to its barrier`);
  }

  /** Drops what is oldest when there is too much of it, but nothing that a shard has still to be given. */
  #forget(): void {
    const slowest = Math.min(...this.#reached);
    for (const [place, values] of this.#brought) {
      const barrier = Number(place.split('/')[0]);
      if (this.#keptBytes <= this.#mostKeptBytes || barrier >= slowest) return;
      this.#brought.delete(place);
      this.#forgotten = Math.max(this.#forgotten, barrier + 1);
      for (const value of values.values()) {
        if (typeof value === 'object' && isPart(value)) this.#keptBytes -= partCount(value.part) * 8;
      }
    }
  }
}

function placeOf(barrier: number, shard: number): string {
  return `${barrier}/${shard}`;
}

/** The same elements in as few portions as possible. */
function union(portions: readonly Portion[]): Portion[] {
  const sorted = portions.toSorted((a, b) => (a.item < b.item ? -1 : a.item > b.item ? 1 : a.from - b.from));
  const result: Portion[] = [];
  for (const { item, from, to } of sorted) {
    const before = result.at(-1);
    if (before?.item === item && from <= before.to) result[result.length - 1] = { ...before, to: Math.max(before.to, to) };
    else result.push({ item, from, to });
  }
  return result;
}
