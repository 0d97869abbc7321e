/** The hub process: what it is made of, how it starts, how it leaves, how it ends. */
import { randomBytes } from 'node:crypto';
import { availableParallelism, hostname, totalmem } from 'node:os';
import { create } from '@bufbuild/protobuf';
import type { Logger } from 'pino';
import { Forecaster } from '../../predictor/index.js';
import { ShoalError } from '../errors.js';
import { Coordinator, Hub, type HubInfo, HubInfoSchema } from '../transport/gen/shoal/v1/shoal_pb.js';
import { type Connections, formatAddress, type Handlers, parseAddress, TransportServer } from '../transport/index.js';
import { packageVersion } from '../version.js';
import { AdminServer, type Readiness } from './admin.js';
import { Deferred } from './deferred.js';
import { Heartbeat } from './heartbeat.js';
import { hubService } from './hub-service.js';
import { Neighbours } from './neighbours.js';
import { askUntilReached } from './patience.js';
import { Resources } from './resources.js';
import { openWorkplace } from './workplace.js';

/** Whose Math functions V8 has here: see Manifest.profile. */
const PROFILE = 'node20';
const NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;
const DESCRIBE_DEADLINE_MS = 5000;
/** For answers that are on their way out when the hub ends. */
const GRACE_MS = 500;

export interface HubOptions {
  /** `host:port` of gRPC; port 0 takes any free one. */
  readonly listen: string;
  /** Address of any hub of the cluster to join; left out for the first hub, which coordinates. */
  readonly join?: string;
  /** Directory for what is to outlive the process; without one nothing does. */
  readonly data?: string;
  readonly name?: string;
  /** `host:port` of HTTP; any free port beside gRPC when left out. */
  readonly admin?: string;
  /** Gives up starting. */
  readonly signal?: AbortSignal;
  readonly log: Logger;
}

export interface RunningHub {
  readonly name: string;
  readonly address: string;
  readonly admin: string;
  readonly pid: number;
  /** Takes no more shards, moves its own to other hubs, and resolves when none is left. */
  drain(): Promise<void>;
  /** Ends at once; what still runs here is dropped. */
  close(): Promise<void>;
  /** Resolves when the hub has ended. */
  readonly closed: Promise<void>;
}

/** What the first hub runs beside its shards. */
export interface LocalCoordinator extends AsyncDisposable {
  readonly handlers: Handlers<typeof Coordinator>;
  /** Takes no more runs and resolves when those it has are over. */
  drain(signal: AbortSignal): Promise<void>;
}

export interface CoordinatorContext {
  /** Of the hub it runs in. */
  readonly address: string;
  /** For what is to outlive the process, if anything is. */
  readonly directory: string | undefined;
  readonly connections: Connections;
  readonly log: Logger;
}

export type StartCoordinator = (context: CoordinatorContext) => Promise<LocalCoordinator>;

/**
 * Starts a hub and joins the cluster, or with `startCoordinator` and without `join` makes a cluster of one. Throws SHOAL0001 for
 * a wrong name, SHOAL0002 for a directory it can't use, SHOAL4004 for an address it can't listen on, SHOAL4001 when the cluster can't
 * be reached.
 */
export async function openHub(options: HubOptions, startCoordinator: StartCoordinator): Promise<RunningHub> {
  const resources = new Resources();
  try {
    return await start(options, startCoordinator, resources);
  } catch (error) {
    await resources[Symbol.asyncDispose]();
    throw error;
  }
}

async function start(options: HubOptions, startCoordinator: StartCoordinator, resources: Resources): Promise<RunningHub> {
  const { log, data, signal } = options;
  const name = chooseName(options.name);
  const lifetime = new AbortController();
  const starting = AbortSignal.any(signal ? [signal, lifetime.signal] : [lifetime.signal]);
  const workplace = await openWorkplace(name, data, log, resources);
  const { connections, shards, keeper } = workplace;

  const state = { joined: false, leaving: false };
  const server = new TransportServer();
  resources.defer(() => server.shutdown({ graceMs: GRACE_MS }));
  const address = advertised(await server.listen(options.listen));
  const admin = resources.use(
    await AdminServer.listen(options.admin ?? besides(options.listen), workplace.metrics, () => readiness(state)),
  );
  const info = () => describeHub(name, address, advertised(admin.address), state.leaving);

  const coordinator = options.join === undefined ? address : await findCoordinator(connections, options.join, starting);
  const local =
    options.join === undefined
      ? resources.use(await startCoordinator({ address, directory: data, connections, log }))
      : undefined;
  if (local) server.serve(Coordinator, local.handlers);
  server.serve(
    Hub,
    hubService({
      ...workplace,
      info,
      coordinator: () => coordinator,
      isLeaving: () => state.leaving,
      onArrived: keeper && (({ run, shard }, chain) => keeper.keep(run, shard, chain)),
    }),
  );

  const forecaster = resources.use(
    new Forecaster({ onFallback: (reason) => log.info({ reason }, 'forecasts without the LSTM') }),
  );
  const neighbours = new Neighbours(name, connections);
  const heartbeat = new Heartbeat({ info, connections, neighbours, shards, forecaster, log }, coordinator);
  await heartbeat.join(starting);
  heartbeat.start(lifetime.signal);
  resources.defer(() => heartbeat.ended);
  resources.defer(() => lifetime.abort());
  state.joined = true;
  server.setServing(true);

  let closing: Promise<void> | undefined;
  const closed = new Deferred<void>();
  return {
    name,
    address,
    admin: advertised(admin.address),
    pid: process.pid,
    async drain() {
      state.leaving = true;
      server.setServing(false);
      log.info({ shards: shards.size }, 'leaving: moving shards away');
      await connections.coordinator(coordinator).leave({ hub: name }, { signal: lifetime.signal });
      await shards.empty(lifetime.signal);
      await local?.drain(lifetime.signal);
    },
    close() {
      closing ??= resources[Symbol.asyncDispose]().finally(() => closed.resolve());
      return closing;
    },
    closed: closed.promise,
  };
}

function chooseName(name = `hub-${randomBytes(4).toString('hex')}`): string {
  if (NAME.test(name)) return name;
  throw new ShoalError('SHOAL0001', `${JSON.stringify(name)} can't be the name of a hub`, {
    hint: 'use up to 64 letters, digits, dots, dashes and underscores',
  });
}

function readiness({ joined, leaving }: { readonly joined: boolean; readonly leaving: boolean }): Readiness {
  if (leaving) return { ready: false, reason: 'leaving' };
  return { ready: joined, reason: joined ? 'ready' : 'joining' };
}

function describeHub(name: string, address: string, admin: string, isLeaving: boolean): HubInfo {
  return create(HubInfoSchema, {
    name,
    address,
    admin,
    pid: process.pid,
    version: packageVersion(),
    profile: PROFILE,
    cores: availableParallelism(),
    memoryBytes: BigInt(totalmem()),
    state: isLeaving ? 'draining' : 'ready',
  });
}

/** Any hub knows who coordinates. */
async function findCoordinator(connections: Connections, address: string, signal: AbortSignal): Promise<string> {
  const { coordinator } = await askUntilReached(
    () => connections.hub(address).describe({}, { signal, deadlineMs: DESCRIBE_DEADLINE_MS }),
    signal,
  );
  return coordinator;
}

/** What others call this hub by: an address that means "all of mine" means nothing to them. */
function advertised(address: string): string {
  const { host, port } = parseAddress(address);
  return formatAddress({ host: host === '0.0.0.0' || host === '::' ? hostname() : host, port });
}

function besides(listen: string): string {
  return formatAddress({ host: parseAddress(listen, 'SHOAL4004').host, port: 0 });
}
