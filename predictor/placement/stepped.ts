/**
 * How many shards a loop over steps gets, whose steps are divisible loads with an exchange in between. It is worth more than one only when
 * what the others take over in a step takes longer than the exchange.
 */
import { type ShardCount, type ShardCountRequest, shardCount } from './divisible.js';

export interface SteppedRequest extends ShardCountRequest {
  /** What every shard computes for itself, in all steps together. */
  readonly repeatedOperations: number;
  /** What all exchanges take together, in ms, when the iterations are cut so. */
  exchangesMs(cuts: readonly number[]): number;
}

/** More shards must promise to need no more than this part of the time of one. */
const WORTHWHILE_PART = 0.9;

/** As {@link shardCount}, with all steps together for the load. Throws PlacementError. */
export function steppedShardCount(request: SteppedRequest): ShardCount {
  const parted = shardCount(request);
  if (parted.count < 2) return parted;
  const alone = shardCount({ ...request, maxShards: 1 });
  // Memory may ask for more than one.
  if (alone.count !== 1) return parted;
  const speed = Math.max(...request.hubs.map((hub) => hub.speed));
  const repeatedMs = request.repeatedOperations / speed;
  const togetherMs = parted.predictedMs + request.exchangesMs(parted.cuts) + repeatedMs;
  return togetherMs < (alone.predictedMs + repeatedMs) * WORTHWHILE_PART ? parted : alone;
}
