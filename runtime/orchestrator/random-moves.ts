/** `--move-every`: moves a random running shard of a run to another hub, again and again. */
import { setTimeout as delay } from 'node:timers/promises';
import type { Cluster } from './cluster.js';
import { Random } from './random.js';
import type { Run } from './run.js';

/** Ends with the run. A move that can't be made now is not made up for: the next one comes soon. */
export async function moveAtRandom(run: Run, cluster: Cluster, everyMs: number, seed: bigint): Promise<void> {
  const random = new Random(seed);
  const { signal } = run;
  for (let nextMs = performance.now() + everyMs; !signal.aborted; nextMs = Math.max(nextMs + everyMs, performance.now())) {
    await delay(Math.max(0, nextMs - performance.now()), undefined, { signal });
    const movable = [...run.shards.values()].filter(({ state }) => state.kind === 'running' && !state.move);
    if (movable.length === 0) continue;
    const shard = movable[random.below(movable.length)]!;
    const targets = cluster.ready().filter(({ info }) => info.name !== shard.state.owner);
    if (targets.length === 0) continue;
    await shard.move(targets[random.below(targets.length)]!.info.name, false).catch(() => undefined);
  }
}
