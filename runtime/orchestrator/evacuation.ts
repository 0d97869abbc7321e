/** How a hub is emptied that wants to leave: its shards move to others, one after another, or end where they are. */
import { setTimeout as delay } from 'node:timers/promises';
import type { Logger } from 'pino';
import { ShoalError } from '../errors.js';
import type { Cluster } from './cluster.js';
import type { Placer } from './placer.js';
import type { Runs } from './runs.js';

const PAUSE_MS = 50;

/** Resolves when no shard is left on the hub, or when the signal is aborted. */
export async function evacuate(
  hub: string,
  {
    cluster,
    runs,
    placer,
    log,
  }: { readonly cluster: Cluster; readonly runs: Runs; readonly placer: Placer; readonly log: Logger },
  signal: AbortSignal,
): Promise<void> {
  let isAlone = false;
  while (!signal.aborted && !cluster.isLost(hub)) {
    const held = [...runs.shards()].filter((shard) => shard.isOpen && shard.state.owner === hub);
    if (held.length === 0) return;
    for (const shard of held.filter(({ state }) => state.kind === 'running' && !state.move)) {
      const target = chooseTarget(hub, shard);
      if (target === undefined) break;
      const move = await shard.move(target, false).catch((error: unknown) => error);
      if (move instanceof Error)
        log.info({ shard: shard.id, target, reason: move.message }, 'a shard could not be moved away yet');
    }
    await delay(PAUSE_MS, undefined, { signal }).catch(() => {});
  }

  function chooseTarget(from: string, shard: Parameters<typeof describe>[0]): string | undefined {
    try {
      return placer.placeElsewhere(from, describe(shard), shard.progress).hub;
    } catch (error) {
      if (!(error instanceof ShoalError) || error.code !== 'SHOAL4002') throw error;
      if (!isAlone) log.warn({ hub: from }, 'there is no other hub for the shards of a hub that leaves: they end where they are');
      isAlone = true;
      return undefined;
    }
  }

  function describe(shard: ReturnType<Runs['requireShard']>['shard']) {
    return { id: shard.id, block: shard.block, range: shard.range, inputBytes: 0 };
  }
}
