/** What placement knows of the cluster. All times in ms from now. */
import type { Forecast } from '../forecast/forecast.js';

export interface PlacementHub {
  readonly name: string;
  readonly cores: number;
  /** Abstract operations per ms of one idle core; CostModel.speed(name) knows it. */
  readonly speed: number;
  /** Left out: the hub has not reported one yet, and counts as idle but for its queue. */
  readonly forecast?: Forecast | undefined;
  /** Shards it holds already, waiting or running. */
  readonly queueLength?: number | undefined;
  /** Left out: not limited. */
  readonly memoryFreeBytes?: number | undefined;
}

/** One direction of the way between two hubs. A pair that is not listed counts as {@link DEFAULT_LINK}. */
export interface Link {
  readonly from: string;
  readonly to: string;
  readonly rttMs: number;
  readonly bytesPerMs: number;
}

/** A local network: 0.5 ms round trip, 100 MB/s. */
export const DEFAULT_LINK = { rttMs: 0.5, bytesPerMs: 100_000 } as const;

/** Data that lies on a hub already, such as the arguments of a run. */
export interface ResidentData {
  readonly hub: string;
  readonly bytes: number;
}

/** Why a request for a placement can't be answered. */
export class PlacementError extends Error {
  override readonly name = 'PlacementError';
  constructor(
    /** no-hub: none to choose from; memory: none has room; cycle: tasks wait for each other; bad-input: the request makes no sense. */
    readonly reason: 'no-hub' | 'memory' | 'cycle' | 'bad-input',
    message: string,
  ) {
    super(message);
  }
}

/** Throws PlacementError unless there is a hub, names are unique, and cores and speed are positive numbers. */
export function checkHubs(hubs: readonly PlacementHub[]): void {
  if (hubs.length === 0) throw new PlacementError('no-hub', 'there is no hub to place work on');
  const names = new Set<string>();
  for (const hub of hubs) {
    if (names.has(hub.name)) throw new PlacementError('bad-input', `hub ${hub.name} is listed twice`);
    names.add(hub.name);
    requireAmount(`the number of cores of hub ${hub.name}`, hub.cores, 1);
    requireAmount(`the speed of hub ${hub.name}`, hub.speed, Number.MIN_VALUE);
    requireAmount(`the queue length of hub ${hub.name}`, hub.queueLength ?? 0);
  }
}

/** Throws PlacementError unless the number is finite and at least the minimum. */
export function requireAmount(what: string, value: number, minimum = 0): void {
  if (!Number.isFinite(value) || value < minimum) {
    throw new PlacementError(
      'bad-input',
      `${what} is ${value}, not a number of at least ${minimum === Number.MIN_VALUE ? '0' : minimum}`,
    );
  }
}

/** The ways between hubs, by their ends. */
export class Network {
  readonly #links = new Map<string, Map<string, { rttMs: number; bytesPerMs: number }>>();

  /** Links with numbers that can't be (NaN, negative, no bandwidth) count as not listed. */
  constructor(links: readonly Link[] = []) {
    for (const { from, to, rttMs, bytesPerMs } of links) {
      if (!(rttMs >= 0 && bytesPerMs > 0 && Number.isFinite(rttMs))) continue;
      const ways = this.#links.get(from) ?? new Map();
      this.#links.set(from, ways.set(to, { rttMs, bytesPerMs }));
    }
  }

  link(from: string, to: string): { readonly rttMs: number; readonly bytesPerMs: number } {
    return this.#links.get(from)?.get(to) ?? DEFAULT_LINK;
  }

  /** Time from the first byte leaving to the last one acknowledged; nothing inside one hub. */
  transferMs(from: string, to: string, bytes: number): number {
    if (from === to) return 0;
    const { rttMs, bytesPerMs } = this.link(from, to);
    return rttMs + bytes / bytesPerMs;
  }

  /** The mean over all ordered pairs of different hubs: a latency and a time per byte. Zero for one hub. */
  mean(hubs: readonly PlacementHub[]): { readonly rttMs: number; readonly msPerByte: number } {
    let rttMs = 0;
    let msPerByte = 0;
    const pairs = hubs.length * (hubs.length - 1);
    if (pairs === 0) return { rttMs, msPerByte };
    for (const from of hubs) {
      for (const to of hubs) {
        if (from === to) continue;
        const link = this.link(from.name, to.name);
        rttMs += link.rttMs / pairs;
        msPerByte += 1 / link.bytesPerMs / pairs;
      }
    }
    return { rttMs, msPerByte };
  }
}
