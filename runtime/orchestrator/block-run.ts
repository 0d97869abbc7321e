/** One block of a run while its shards are out: decides when it is over, and how. Pure. */
import type { BlockManifest } from '../../compiler/manifest.js';
import type { IterationRange, ShardOutputs } from '../engine/index.js';
import type { ShoalError } from '../errors.js';

export type ShardOutcome =
  | { readonly kind: 'done'; readonly outputs: ShardOutputs }
  | { readonly kind: 'failed'; readonly error: ShoalError };

export type Verdict =
  /** `pointless`: shards behind an iteration that failed or returned; their iterations would never have run. */
  | { readonly kind: 'running'; readonly pointless: readonly string[] }
  | { readonly kind: 'finished'; readonly outputs: readonly ShardOutputs[] }
  | { readonly kind: 'failed'; readonly error: ShoalError };

interface Slot {
  readonly id: string;
  range: IterationRange | undefined;
  outcome?: ShardOutcome;
}

export class BlockRun {
  readonly block: BlockManifest;
  readonly #slots: Slot[] = [];
  /** Splits that were asked for and not answered: iterations may be missing that no shard has been made for. */
  #openSplits = 0;

  readonly #numbersFrom: number;

  /** `numbersFrom`: shards that were made for the block before, in attempts that came to nothing. */
  constructor(block: BlockManifest, numbersFrom = 0) {
    this.block = block;
    this.#numbersFrom = numbersFrom;
  }

  /** All shards that were ever made for the block. */
  get made(): number {
    return this.#numbersFrom + this.#slots.length;
  }

  get shards(): readonly string[] {
    return this.#slots.map(({ id }) => id);
  }

  add(id: string, range: IterationRange | undefined): void {
    this.#slots.push({ id, range });
    this.#slots.sort((a, b) => (a.range?.lo ?? 0) - (b.range?.lo ?? 0));
  }

  get size(): number {
    return this.#slots.length;
  }

  splitBegins(): void {
    this.#openSplits += 1;
  }

  splitEnds(): void {
    this.#openSplits -= 1;
  }

  get isSplitting(): boolean {
    return this.#openSplits > 0;
  }

  /** The first outcome counts. */
  record(id: string, outcome: ShardOutcome): void {
    const slot = this.#slots.find((candidate) => candidate.id === id);
    if (slot && !slot.outcome) slot.outcome = outcome;
  }

  /**
   * What the block has come to. As in a loop that runs one iteration after another, the first failure or return in the order of
   * the iterations is the one that counts, once all before it are done.
   */
  verdict(): Verdict {
    const outputs: ShardOutputs[] = [];
    let isComplete = true;
    for (const [index, { outcome }] of this.#slots.entries()) {
      if (!outcome) {
        isComplete = false;
        continue;
      }
      const ends = outcome.kind === 'failed' || outcome.outputs.returned;
      if (outcome.kind === 'done') outputs.push(outcome.outputs);
      if (!ends) continue;
      if (!isComplete) return { kind: 'running', pointless: this.#open(index + 1) };
      return outcome.kind === 'failed' ? outcome : { kind: 'finished', outputs };
    }
    return isComplete && !this.isSplitting ? { kind: 'finished', outputs } : { kind: 'running', pointless: [] };
  }

  #open(from: number): string[] {
    return this.#slots
      .slice(from)
      .filter((slot) => !slot.outcome)
      .map(({ id }) => id);
  }
}
