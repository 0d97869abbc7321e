/**
 * How data flows through the blocks of one run: which blocks are ready, what their shards are given, and what their outputs
 * become. Knows nothing of hubs.
 *
 * ```ts
 * const flow = new Dataflow(manifest, argumentValues);
 * while (!flow.result) {
 *   for (const block of flow.takeReady()) {
 *     const range = flow.iterations(block);
 *     const shards = range ? partitionRange(range, 3) : [undefined];
 *     flow.finish(block.id, shards.map((part) => execute(block, flow.inputs(block, part), part)));
 *   }
 * }
 * ```
 */
import type { BlockManifest, Manifest } from '../../compiler/manifest.js';
import { type IterationRange, isRanged, type ShardOutputs } from '../engine/index.js';
import { ShoalError } from '../errors.js';
import { checkPacked, evaluateRange, isPart, type Packed, type RegionEnvironment, type ValueBundle } from '../values/index.js';
import { blockOutputs } from './block-outputs.js';
import { Definitions } from './definitions.js';
import { shardInputs } from './shard-inputs.js';

/** What the output that carries a returned value is called. */
const RESULT = 'result';

export class Dataflow {
  readonly #manifest: Manifest;
  readonly #definitions: Definitions;
  readonly #waiting: Map<string, BlockManifest>;
  readonly #running = new Map<string, BlockManifest>();
  readonly #finished = new Set<string>();
  #result: { readonly value: Packed } | undefined;

  /** `argumentValues` holds the packed arguments by the parameters' names. Throws SHOAL3001, SHOAL3002. */
  constructor(manifest: Manifest, argumentValues: ValueBundle) {
    this.#manifest = manifest;
    this.#definitions = new Definitions(manifest, argumentValues);
    this.#waiting = new Map(manifest.blocks.map((block) => [block.id, block]));
    for (const block of manifest.blocks) {
      const foreign = block.after.find((id) => !this.#waiting.has(id));
      if (foreign !== undefined)
        throw new ShoalError('SHOAL3004', `block ${block.id} waits for ${foreign}, which does not exist`);
    }
    this.#settle();
  }

  /** The function's result, as soon as a block has returned or all have finished. */
  get result(): { readonly value: Packed } | undefined {
    return this.#result;
  }

  /** Blocks finished of all blocks. */
  get progress(): { readonly finished: number; readonly blocks: number } {
    return { finished: this.#finished.size, blocks: this.#manifest.blocks.length };
  }

  /** The blocks that may start now and have not been taken yet. They count as running until `finish`. */
  takeReady(): readonly BlockManifest[] {
    if (this.#result) return [];
    const ready = [...this.#waiting.values()].filter((block) => block.after.every((id) => this.#finished.has(id)));
    if (ready.length === 0 && this.#running.size === 0) {
      throw new ShoalError('SHOAL3004', `the bundle's blocks ${[...this.#waiting.keys()].join(', ')} wait for each other`);
    }
    for (const block of ready) {
      this.#waiting.delete(block.id);
      this.#running.set(block.id, block);
    }
    return ready;
  }

  /** All iterations of a range or reduce block, maybe none; undefined for other blocks. */
  iterations(block: BlockManifest): IterationRange | undefined {
    if (!isRanged(block)) return undefined;
    if (!block.range) throw new ShoalError('SHOAL3004', `block ${block.id} is a ${block.kind} block without a range`);
    return evaluateRange(block.range, this.#definitions.environment(block.contract));
  }

  /** What polynomials of the block's contract may name. */
  environment(block: BlockManifest): RegionEnvironment {
    return this.#definitions.environment(block.contract);
  }

  /** What a shard over `range` (left out for blocks without one) is given. Views of the run's values: not to be written. */
  inputs(block: BlockManifest, range?: IterationRange): ValueBundle {
    return shardInputs(block, this.#definitions, range);
  }

  /**
   * Takes the outputs of all the shards of a running block, in any order; none for an empty range. With a return among them the
   * first one of those given counts: the iterations behind it would never have run.
   */
  finish(id: string, outputs: readonly ShardOutputs[]): void {
    const block = this.#running.get(id);
    if (!block) throw new ShoalError('SHOAL9001', `block ${id} has finished without running`);
    const returned = outputs.find((shard) => shard.returned);
    if (returned) {
      this.#return(returned);
      return;
    }
    const shards = outputs.toSorted((a, b) => (a.range?.lo ?? 0) - (b.range?.lo ?? 0));
    this.#requireCover(block, shards);
    for (const [name, value] of blockOutputs(block, this.#definitions, shards)) this.#definitions.define(id, name, value);
    this.#running.delete(id);
    this.#finished.add(id);
    this.#settle();
  }

  #return(shard: ShardOutputs): void {
    const value = shard.values.get(RESULT);
    if (typeof value === 'object' && isPart(value)) throw new ShoalError('SHOAL3004', 'the result came back in parts');
    this.#result = { value: checkPacked(this.#manifest.function.returns, value, 'the result') };
    this.#waiting.clear();
    this.#running.clear();
  }

  /** A function whose blocks have all finished without a return returns nothing. */
  #settle(): void {
    if (this.#waiting.size > 0 || this.#running.size > 0) return;
    const { name, returns } = this.#manifest.function;
    if (returns.kind !== 'void') throw new ShoalError('SHOAL3004', `the bundle's blocks end without a result of ${name}`);
    this.#result = { value: undefined };
  }

  #requireCover(block: BlockManifest, shards: readonly ShardOutputs[]): void {
    // The shards of a stepped block cover whatever there is.
    if (block.kind === 'stepped') return;
    const range = this.iterations(block);
    if (!range) {
      if (shards.length !== 1) throw new ShoalError('SHOAL9001', `block ${block.id} ran as ${shards.length} shards`);
      return;
    }
    let next = range.lo;
    for (const shard of shards) {
      if (shard.range?.lo !== next) throw new ShoalError('SHOAL9001', `iteration ${next} of block ${block.id} has not run`);
      next = shard.range.hi;
    }
    if (next !== range.hi) throw new ShoalError('SHOAL9001', `iteration ${next} of block ${block.id} has not run`);
  }
}
