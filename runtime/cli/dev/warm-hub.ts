/** One hub process for all runs of a watch: started at the first, and again when it has died. */
import { type Client, connect } from '../../client/index.js';
import { type LocalCluster, startLocalCluster } from '../../cluster/index.js';
import { ShoalError } from '../../errors.js';

interface Connected extends AsyncDisposable {
  readonly client: Client;
}

export class WarmHub implements AsyncDisposable {
  #connected: Promise<Connected> | undefined;

  /** `signal` ends the hub's start; it is the command's own, because a run that is cancelled leaves the hub for the next. */
  constructor(private readonly signal: AbortSignal) {}

  /** Gives the work a client. */
  async use<T>(work: (client: Client) => Promise<T>): Promise<T> {
    this.#connected ??= this.#start();
    const connected = this.#connected;
    try {
      const { client } = await connected;
      return await work(client);
    } catch (error) {
      if (isUnreachable(error) && this.#connected === connected) await this[Symbol.asyncDispose]();
      throw error;
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const connected = this.#connected;
    this.#connected = undefined;
    await connected?.then(
      (one) => one[Symbol.asyncDispose](),
      () => undefined,
    );
  }

  async #start(): Promise<Connected> {
    const cluster = await startLocalCluster({ hubs: 1, signal: this.signal });
    try {
      return connectedTo(cluster, await connect(cluster.address, this.signal));
    } catch (error) {
      await cluster[Symbol.asyncDispose]();
      throw error;
    }
  }
}

function connectedTo(cluster: LocalCluster, client: Client): Connected {
  return {
    client,
    async [Symbol.asyncDispose]() {
      await client[Symbol.asyncDispose]();
      await cluster[Symbol.asyncDispose]();
    },
  };
}

/** The hub has died, or was never there. */
function isUnreachable(error: unknown): boolean {
  return error instanceof ShoalError && error.code.startsWith('SHOAL4');
}
