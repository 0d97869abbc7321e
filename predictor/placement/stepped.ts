/**
 * How many shards a loop over steps gets, whose steps are divisible loads with an exchange in between. It is worth more than one only when
 * what the others take over in a step takes longer than the exchange.
 */
import { type ShardCount, type ShardCountRequest, shardCount } from './divisible.js';

export interface SteppedRequest extends ShardCountRequest {
  /** What every shard computes for itself, in all steps together. */
  readonly repeatedOperations: number;
  /** All exchanges together, in ms. */
  readonly exchangesMs: number;
}

/** More shards must promise at least this much of the time of one. */
const WORTHWHILE_PART = 0.9;

/** As {@link shardCount}, with all steps together for the load. Throws PlacementError. */
export function steppedShardCount(request: SteppedRequest): ShardCount {
  const { iterations, repeatedOperations, exchangesMs } = request;
  const parted = shardCount(request);
  if (parted.count < 2) return parted;
  const alone = shardCount({ ...request, maxShards: 1 });
  const speed = Math.max(...request.hubs.map((hub) => hub.speed));
  const repeatedMs = repeatedOperations / speed;
  const together = parted.predictedMs + exchangesMs + repeatedMs;
  return together < (alone.predictedMs + repeatedMs) * WORTHWHILE_PART || alone.count !== 1 || iterations === 0 ? parted : alone;
}
