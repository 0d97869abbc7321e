/** What a hub runs its shards with. */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Logger } from 'pino';
import { openTracking } from '../checkpoint/index.js';
import { createV8Engine, type Engine } from '../engine/index.js';
import { ShoalError } from '../errors.js';
import { Connections } from '../transport/index.js';
import { CheckpointKeeper } from './checkpoint-keeper.js';
import { CoordinatorLink } from './coordinator-link.js';
import { HubMetricsRegistry } from './metrics.js';
import { ModuleStore } from './module-store.js';
import type { Resources } from './resources.js';
import { ShardTable } from './shard-table.js';

export interface Workplace {
  readonly connections: Connections;
  readonly engine: Engine;
  readonly modules: ModuleStore;
  readonly metrics: HubMetricsRegistry;
  /** Only of hubs that have a directory. */
  readonly keeper: CheckpointKeeper | undefined;
  readonly shards: ShardTable;
}

/** `directory` is for what is to outlive the process. Throws SHOAL0002 when it can't be used. */
export async function openWorkplace(
  hub: string,
  directory: string | undefined,
  log: Logger,
  resources: Resources,
): Promise<Workplace> {
  if (directory !== undefined) await makeDirectory(directory);
  const connections = resources.use(new Connections());
  const engine = resources.use(createV8Engine());
  const modules = new ModuleStore(engine);
  const metrics = new HubMetricsRegistry((): ReadonlyMap<string, number> => shards.count());
  const tracking = openTracking();
  if (tracking.method === 'shadow')
    log.info({ reason: tracking.reason }, 'changed pages are found by comparison, not by the kernel');
  const keeper = directory === undefined ? undefined : new CheckpointKeeper(join(directory, 'checkpoints'), log);
  resources.defer(() => keeper?.idle);
  const shards: ShardTable = resources.use(
    new ShardTable({
      hub,
      connections,
      coordinator: new CoordinatorLink(hub, connections, metrics),
      modules,
      metrics,
      createTracker: tracking.createTracker,
      onGone: keeper && (({ run, shard }) => keeper.drop(run, shard)),
      log,
    }),
  );
  return { connections, engine, modules, metrics, keeper, shards };
}

async function makeDirectory(path: string): Promise<void> {
  try {
    await mkdir(path, { recursive: true });
  } catch (cause) {
    throw new ShoalError('SHOAL0002', `the directory ${path} can't be used: ${(cause as Error).message}`, { cause });
  }
}
