/** What the coordinator makes of the shards that a hub reports, and of those that it does not. */
import type { ShardReport } from '../transport/gen/shoal/v1/shoal_pb.js';
import type { Connections } from '../transport/index.js';
import type { Cluster } from './cluster.js';
import type { Runs } from './runs.js';

/**
 * A report may have been written before the shard came, or before its source has heard that it is gone: right after a change of owner
 * nothing follows from who reports the shard and who does not.
 */
const SETTLED_AFTER_MS = 5000;
const REVOKE_DEADLINE_MS = 3000;

export function takeReports(
  hub: string,
  reports: readonly ShardReport[],
  { runs, cluster, connections }: { readonly runs: Runs; readonly cluster: Cluster; readonly connections: Connections },
): void {
  const nowMs = performance.now();
  const reported = new Set<string>();
  for (const { key, progress } of reports) {
    if (!key) continue;
    reported.add(key.shard);
    const run = runs.get(key.run);
    const shard = run?.shards.get(key.shard);
    if (run && shard) {
      const isOwner = shard.state.owner === hub && shard.state.epoch === key.epoch;
      if (isOwner) run.reported(shard, progress);
      if (isOwner || nowMs - shard.ownedSinceMs > SETTLED_AFTER_MS)
        shard.raise({ kind: 'seen', hub, epoch: key.epoch }).catch(() => {});
    } else {
      // Its run is over; the hub has not heard of it.
      const { address } = cluster.require(hub);
      connections
        .hub(address)
        .cancelShard({ key }, { deadlineMs: REVOKE_DEADLINE_MS })
        .catch(() => {});
    }
  }
  for (const shard of runs.shards()) {
    const { owner, epoch, kind } = shard.state;
    if (owner !== hub || kind !== 'running' || reported.has(shard.id) || nowMs - shard.ownedSinceMs < SETTLED_AFTER_MS) continue;
    shard.raise({ kind: 'missing', hub, epoch }).catch(() => {});
  }
}
