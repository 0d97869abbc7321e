/** The other hubs of the cluster, and how long a round trip to each takes. */
import type { HubInfo } from '../transport/gen/shoal/v1/shoal_pb.js';
import type { Connections } from '../transport/index.js';

const PING_DEADLINE_MS = 2000;
const PAYLOAD = new Uint8Array(32);
/** Weight of the newest measurement. */
const SMOOTHING = 0.3;

export class Neighbours {
  readonly #self: string;
  readonly #connections: Connections;
  #hubs: readonly HubInfo[] = [];
  readonly #rttMs = new Map<string, number>();

  constructor(self: string, connections: Connections) {
    this.#self = self;
    this.#connections = connections;
  }

  get hubs(): readonly HubInfo[] {
    return this.#hubs;
  }

  /** By name, smoothed; only hubs that answered. */
  get rttMs(): Record<string, number> {
    return Object.fromEntries(this.#rttMs);
  }

  update(hubs: readonly HubInfo[]): void {
    this.#hubs = hubs.filter((hub) => hub.name !== this.#self && hub.state !== 'lost');
    for (const name of this.#rttMs.keys()) {
      if (!this.#hubs.some((hub) => hub.name === name)) this.#rttMs.delete(name);
    }
  }

  async measure(signal: AbortSignal): Promise<void> {
    await Promise.all(this.#hubs.map((hub) => this.#ping(hub, signal)));
  }

  async #ping({ name, address }: HubInfo, signal: AbortSignal): Promise<void> {
    try {
      const startedMs = performance.now();
      await this.#connections.hub(address).ping({ payload: PAYLOAD }, { signal, deadlineMs: PING_DEADLINE_MS });
      const measuredMs = performance.now() - startedMs;
      const knownMs = this.#rttMs.get(name);
      this.#rttMs.set(name, knownMs === undefined ? measuredMs : knownMs + SMOOTHING * (measuredMs - knownMs));
    } catch {
      // Whether it is lost is for the coordinator to say.
      this.#rttMs.delete(name);
    }
  }
}
