/**
 * Splits of running shards: the owner gives up the upper half of what it has left, and that becomes a new shard. The answer of the owner
 * can be lost, or come after the shard's result; a result that covers less than was known of says what is missing.
 */
import type { IterationRange } from '../engine/index.js';
import { ShoalError } from '../errors.js';
import type { Connections } from '../transport/index.js';
import type { BlockRun } from './block-run.js';
import type { Cluster } from './cluster.js';
import type { OwnedShard } from './owned-shard.js';
import { MAX_SHARDS_PER_BLOCK } from './placer.js';

/** What the two halves of a split cover. */
export interface Split {
  readonly created: OwnedShard;
  readonly kept: IterationRange;
  readonly given: IterationRange;
  /** How long the shard stood still. */
  readonly pauseMs: number;
}

export interface SplitServices {
  readonly cluster: Cluster;
  readonly connections: Connections;
}

export class Splits {
  readonly #services: SplitServices;
  readonly #createShard: (like: OwnedShard, range: IterationRange) => OwnedShard;
  /** Iterations that an ended shard gave up in a split whose answer has not been heard. */
  readonly #gaps = new Map<string, IterationRange>();
  readonly #pending = new Set<string>();

  constructor(services: SplitServices, createShard: (like: OwnedShard, range: IterationRange) => OwnedShard) {
    this.#services = services;
    this.#createShard = createShard;
  }

  /**
   * Asks the owner and makes the new shard, yet without a hub. Rejects with SHOAL5003 or SHOAL5005; look for a gap then, too: the
   * shard may have been cut all the same.
   */
  async split(shard: OwnedShard, block: BlockRun | undefined): Promise<Split> {
    const { id } = shard;
    this.#requireSplittable(shard, block);
    const { owner, epoch } = shard.state;
    const { lo, hi: end } = shard.range!;
    this.#pending.add(id);
    block!.splitBegins();
    try {
      const hub = this.#services.connections.hub(this.#services.cluster.require(owner!).address);
      const reply = await hub.splitShard({ key: shard.key, split: `${id}.${epoch}.${end}` });
      const [mid, hi] = [Number(reply.mid), Number(reply.hi)];
      const gap = this.#gaps.get(id);
      const isCut = gap ? gap.lo === mid && gap.hi === end : shard.range!.hi === end;
      // A shard that has started anew covers everything again.
      if (shard.state.epoch !== epoch || hi !== end || !isCut) {
        throw new ShoalError('SHOAL5003', `${id} changed hands while it was split`);
      }
      this.#gaps.delete(id);
      shard.range = { lo, hi: mid };
      return {
        created: this.#createShard(shard, { lo: mid, hi }),
        kept: shard.range,
        given: { lo: mid, hi },
        pauseMs: reply.pauseMs,
      };
    } finally {
      this.#pending.delete(id);
      block!.splitEnds();
    }
  }

  /** Takes note of what an ended shard really covered. Throws SHOAL9001 when it can't have. */
  ended(shard: OwnedShard, covered: IterationRange | undefined): void {
    const { range } = shard;
    if (!range) return;
    if (covered?.lo !== range.lo || covered.hi > range.hi) {
      throw new ShoalError(
        'SHOAL9001',
        `${shard.id} should cover ${range.lo} to ${range.hi}, not ${covered?.lo} to ${covered?.hi}`,
      );
    }
    if (covered.hi < range.hi) this.#gaps.set(shard.id, { lo: covered.hi, hi: range.hi });
    shard.range = covered;
  }

  /** A new shard for iterations that nobody has, when no answer can bring one any more. */
  fillGap(shard: OwnedShard): OwnedShard | undefined {
    const gap = this.#gaps.get(shard.id);
    if (!gap || this.#pending.has(shard.id)) return undefined;
    this.#gaps.delete(shard.id);
    return this.#createShard(shard, gap);
  }

  #requireSplittable(shard: OwnedShard, block: BlockRun | undefined): asserts block is BlockRun {
    const { id, range, state } = shard;
    if (state.kind !== 'running' || state.owner === undefined || !block) {
      throw new ShoalError('SHOAL5003', `${id} can't be split: it is ${state.kind}, not running`);
    }
    if (this.#pending.has(id)) throw new ShoalError('SHOAL5003', `${id} is being split already`);
    if (!range || !shard.block.parallel) {
      throw new ShoalError('SHOAL5005', `${id} can't be split: block ${shard.block.id} is not a parallel loop`);
    }
    if (block.size >= MAX_SHARDS_PER_BLOCK) {
      throw new ShoalError('SHOAL5005', `${id} can't be split: block ${shard.block.id} has ${block.size} shards already`);
    }
  }
}
