/** Asks hubs that have fallen silent whether they are there: a busy one answers, a process that has ended refuses at once. */
import type { HubInfo } from '../transport/gen/shoal/v1/shoal_pb.js';
import type { Connections } from '../transport/index.js';
import type { Cluster } from './cluster.js';

const PROBE_EVERY_MS = 500;
/** A heartbeat and a half. */
const SILENT_MS = 1500;
const ANSWER_DEADLINE_MS = 3000;

export class Prober implements Disposable {
  readonly #cluster: Cluster;
  readonly #connections: Connections;
  readonly #timer: NodeJS.Timeout;
  readonly #asked = new Set<string>();

  constructor(cluster: Cluster, connections: Connections) {
    this.#cluster = cluster;
    this.#connections = connections;
    this.#timer = setInterval(() => {
      for (const hub of cluster.silent(SILENT_MS)) void this.#probe(hub);
    }, PROBE_EVERY_MS);
  }

  [Symbol.dispose](): void {
    clearInterval(this.#timer);
  }

  async #probe(hub: HubInfo): Promise<void> {
    if (this.#asked.has(hub.address)) return;
    this.#asked.add(hub.address);
    try {
      await this.#connections.hub(hub.address).ping({}, { deadlineMs: ANSWER_DEADLINE_MS });
      this.#cluster.heard(hub.name);
    } catch (error) {
      if (isRefusal(error)) this.#cluster.refused(hub);
    } finally {
      this.#asked.delete(hub.address);
    }
  }
}

/** The system answers so for an address that nothing listens at. */
function isRefusal(error: unknown): boolean {
  return error instanceof Error && (/ECONNREFUSED/.test(error.message) || isRefusal(error.cause));
}
