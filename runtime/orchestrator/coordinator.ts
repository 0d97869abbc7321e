/** The coordinator: who is in the cluster, which runs go on, who owns which shard. Lives in the process of the first hub. */
import { join } from 'node:path';
import type { Logger } from 'pino';
import { openEmbeddedStore, PlacementSchedule, type Store } from '../coordination/index.js';
import { ShoalError } from '../errors.js';
import type { CoordinatorContext, LocalCoordinator } from '../hub/index.js';
import type { Connections } from '../transport/index.js';
import { Cluster } from './cluster.js';
import { coordinatorService } from './coordinator-service.js';
import { Deployments } from './deployments.js';
import { Placer } from './placer.js';
import { Prober } from './prober.js';
import { Rebalancer } from './rebalancer.js';
import type { RunServices } from './run.js';
import { Runs } from './runs.js';

export class Coordinator implements LocalCoordinator {
  readonly address: string;
  readonly log: Logger;
  readonly connections: Connections;
  readonly runs = new Runs();
  readonly cluster: Cluster;
  readonly placer: Placer;
  readonly schedule: PlacementSchedule;
  readonly handlers = coordinatorService(this);
  readonly #store: Store;
  readonly #deployments: Deployments;
  readonly #rebalancer: Rebalancer;
  readonly #prober: Prober;
  readonly #lifetime = new AbortController();
  #isLeaving = false;

  private constructor({ address, connections, log }: CoordinatorContext, store: Store) {
    this.address = address;
    this.log = log;
    this.connections = connections;
    this.#store = store;
    this.schedule = new PlacementSchedule(store);
    this.#deployments = new Deployments(connections);
    this.cluster = new Cluster({
      hubJoined: (hub) => log.info({ hub }, 'a hub has joined'),
      hubLost: (hub, hubAddress) => this.#hubLost(hub, hubAddress),
    });
    this.placer = new Placer(this.cluster, address, (hub) => this.runs.countOn(hub));
    this.#rebalancer = new Rebalancer(this.cluster, this.runs, log);
    this.#prober = new Prober(this.cluster, connections);
  }

  /** Throws SHOAL0002 when the directory can't be used. */
  static async start(context: CoordinatorContext): Promise<Coordinator> {
    return new Coordinator(
      context,
      await openEmbeddedStore({ directory: context.directory && join(context.directory, 'coordinator') }),
    );
  }

  /** Aborted when the coordinator ends. */
  get signal(): AbortSignal {
    return this.#lifetime.signal;
  }

  /** What a run needs. */
  get runServices(): RunServices {
    const { cluster, connections, schedule, placer, log, address: coordinator } = this;
    return { cluster, connections, schedule, placer, log, coordinator, deployments: this.#deployments };
  }

  /** Throws SHOAL4002 when the coordinator takes no more runs. */
  requireOpen(): void {
    if (this.#isLeaving)
      throw new ShoalError('SHOAL4002', `the coordinator at ${this.address} is leaving and takes no more runs`);
  }

  async drain(signal: AbortSignal): Promise<void> {
    this.#isLeaving = true;
    await this.runs.empty(signal);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#isLeaving = true;
    this.#rebalancer[Symbol.dispose]();
    this.#prober[Symbol.dispose]();
    for (const run of [...this.runs]) run.fail(new ShoalError('SHOAL4003', `the coordinator at ${this.address} has ended`));
    this.#lifetime.abort();
    this.cluster[Symbol.dispose]();
    await this.#store[Symbol.asyncDispose]();
  }

  #hubLost(hub: string, address: string): void {
    this.log.warn({ hub, address }, 'a hub is lost: its shards start again elsewhere');
    this.#deployments.forget(address);
    if (address !== '') this.connections.drop(address);
    for (const shard of this.runs.shards()) {
      shard
        .raise({ kind: 'hubLost', hub })
        .catch((error: unknown) => this.log.error({ shard: shard.id, error }, 'a shard was not taken back'));
    }
  }
}
