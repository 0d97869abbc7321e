/** The client: finds the coordinator, then is a thin layer over its calls. */
import { ShoalError } from '../errors.js';
import { type CallOptions, Connections, parseAddress } from '../transport/index.js';
import { thrownError } from '../values/index.js';
import type { Client, RunRequest } from './client.js';
import { submitRun } from './submit-run.js';

/**
 * A client of the cluster that the hub at `address` belongs to. Throws SHOAL4001 when the hub or its coordinator can't be reached.
 */
export async function connect(address: string, signal?: AbortSignal): Promise<Client> {
  parseAddress(address);
  const connections = new Connections();
  try {
    const { coordinator, info } = await connections.hub(address).describe({}, { signal });
    if (coordinator === '') {
      throw new ShoalError('SHOAL4001', `the hub ${info?.name ?? ''} at ${address} has not joined a cluster yet`, {
        hint: 'try again in a moment',
      });
    }
    return new CoordinatorClient(connections, coordinator);
  } catch (error) {
    connections[Symbol.dispose]();
    throw error;
  }
}

class CoordinatorClient implements Client {
  readonly #connections: Connections;
  readonly #address: string;
  /** Aborted when the client is disposed of: what it waits for ends with it. */
  readonly #closed = new AbortController();
  readonly #runs = new Set<Promise<unknown>>();

  constructor(connections: Connections, address: string) {
    this.#connections = connections;
    this.#address = address;
  }

  async run(request: RunRequest) {
    const outcome = await this.call(request);
    if (outcome.kind === 'threw') throw thrownError(outcome.error);
    return outcome.result;
  }

  async call(request: RunRequest) {
    const run = submitRun(this.#connections, this.#address, request, this.#until(request.signal));
    this.#runs.add(run);
    try {
      return await run;
    } finally {
      this.#runs.delete(run);
    }
  }

  async hubs(signal?: AbortSignal) {
    const { hubs, coordinator } = await this.#coordinator.listHubs({}, this.#call(signal));
    return { coordinator, hubs };
  }

  async shards({ all = false, signal }: { readonly all?: boolean; readonly signal?: AbortSignal } = {}) {
    return (await this.#coordinator.listShards({ all }, this.#call(signal))).shards;
  }

  async migrate(
    shard: string,
    to: string,
    { stopAndCopy = false, signal }: { readonly stopAndCopy?: boolean; readonly signal?: AbortSignal } = {},
  ) {
    const { move } = await this.#coordinator.migrate({ shard, to, stopAndCopy }, this.#call(signal));
    if (!move)
      throw new ShoalError('SHOAL5008', `the coordinator at ${this.#address} did not say how the move of ${shard} ended`);
    return move;
  }

  split(shard: string, to: string, signal?: AbortSignal) {
    return this.#coordinator.split({ shard, to }, this.#call(signal));
  }

  async cancel(run: string) {
    await this.#coordinator.cancelRun({ run }, this.#call());
  }

  async [Symbol.asyncDispose]() {
    this.#closed.abort();
    // Runs say goodbye first.
    await Promise.allSettled(this.#runs);
    this.#connections[Symbol.dispose]();
  }

  get #coordinator() {
    if (this.#closed.signal.aborted) throw new ShoalError('SHOAL2006', 'the client is closed');
    return this.#connections.coordinator(this.#address);
  }

  #call(signal?: AbortSignal): CallOptions {
    return { signal: this.#until(signal) };
  }

  #until(signal?: AbortSignal): AbortSignal {
    return signal ? AbortSignal.any([signal, this.#closed.signal]) : this.#closed.signal;
  }
}
