/** Hub processes on this machine, on loopback, that end with the process that started them. */
import { setTimeout as sleep } from 'node:timers/promises';
import { connect } from '../client/index.js';
import { ShoalError } from '../errors.js';
import { HubProcess, type LocalHub } from './hub-process.js';

export type { LocalHub };

export interface LocalCluster extends AsyncDisposable {
  /** The first is the coordinator. */
  readonly hubs: readonly LocalHub[];
  /** Its address: what `connect` takes. */
  readonly address: string;
}

export interface LocalClusterOptions {
  readonly hubs: number;
  readonly signal?: AbortSignal;
  /** Lines that hubs write to stderr; passed on with the hub's name in front when left out. */
  readonly onLog?: (hub: string, line: string) => void;
}

/** How long hubs that are ready may take to be listed, in ms. */
const JOIN_DEADLINE_MS = 20_000;
const LIST_AGAIN_MS = 50;

/**
 * Starts the hubs (`shoal hub --json` each) and waits until all have joined. Throws SHOAL4001 with what a hub said when it ended.
 * When it throws, and after disposal, no process is left.
 */
export async function startLocalCluster({ hubs: count, signal, onLog = printLog }: LocalClusterOptions): Promise<LocalCluster> {
  if (!Number.isInteger(count) || count < 1 || count > 64)
    throw new ShoalError('SHOAL0001', `1 to 64 hubs can be started, not ${count}`);
  const processes: HubProcess[] = [];
  const end = async () => {
    await Promise.all(processes.splice(0).map((hub) => hub[Symbol.asyncDispose]()));
  };
  const start = async (number: number, join?: string): Promise<LocalHub> => {
    const name = `hub-${number}`;
    const started = await HubProcess.start({
      name,
      signal,
      onLog: (line) => onLog(name, line),
      ...(join === undefined ? {} : { join }),
    });
    processes.push(started.process);
    return started.hub;
  };
  try {
    const coordinator = await start(1);
    const starting = Array.from({ length: count - 1 }, (_, index) => start(index + 2, coordinator.address));
    // All of them, so that none is still on its way when the others are ended.
    const settled = await Promise.allSettled(starting);
    const failed = settled.find((result) => result.status === 'rejected');
    if (failed) throw failed.reason;
    const hubs = [coordinator, ...settled.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []))];
    await waitUntilListed(coordinator.address, hubs, signal);
    return { hubs, address: coordinator.address, [Symbol.asyncDispose]: end };
  } catch (error) {
    await end();
    if (signal?.aborted) throw new ShoalError('SHOAL2006', 'the start of the hubs was cancelled', { cause: signal.reason });
    throw error;
  }
}

async function waitUntilListed(address: string, expected: readonly LocalHub[], signal: AbortSignal | undefined): Promise<void> {
  await using client = await connect(address, signal);
  const deadlineMs = performance.now() + JOIN_DEADLINE_MS;
  for (;;) {
    const { hubs } = await client.hubs(signal);
    const ready = new Set(hubs.filter(({ info }) => info?.state === 'ready').map(({ info }) => info?.name));
    const missing = expected.filter(({ name }) => !ready.has(name)).map(({ name }) => name);
    if (missing.length === 0) return;
    if (performance.now() > deadlineMs) {
      throw new ShoalError('SHOAL4001', `${missing.join(', ')} did not join the cluster within ${JOIN_DEADLINE_MS / 1000} s`);
    }
    await sleep(LIST_AGAIN_MS, undefined, signal ? { signal } : {});
  }
}

function printLog(hub: string, line: string): void {
  process.stderr.write(`${hub}: ${line}\n`);
}
