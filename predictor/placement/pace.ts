/**
 * How fast a hub will work off abstract operations, step by step, under its forecast load.
 *
 * Of c cores with b of them busy a newcomer gets a whole one while there are free ones, else the part that a fair scheduler gives it,
 * c / (b + 1). b is the forecast load or the number of shards that the hub holds, whichever is more: a forecast does not yet know of
 * shards that have just started, and still speaks of those that have just ended. The capacity is spread over lanes, each a processor to the
 * scheduler: a two-core hub with one busy core is one full lane, not two halves.
 */
import type { Forecast } from '../forecast/forecast.js';
import type { PlacementHub } from './cluster.js';

/** However loaded a hub is, a newcomer gets this share of a core. */
export const MINIMUM_SHARE = 0.05;

/** How far from the median to the 90 % quantile the load is taken to be: 0 trusts the median, 1 plans for the bad case. */
export const PESSIMISM = 0.5;

/** A lane is opened for what is left of a core only above this. */
const WORTH_A_LANE = 0.2;

export class HubPace {
  readonly hub: PlacementHub;
  /** Shards that can run here at a time without slowing each other. At least 1, at most the number of cores. */
  readonly lanes: number;
  /** Mixed load of each step of the forecast; afterwards their mean holds. */
  readonly #loads: readonly number[];
  readonly #laterLoad: number;
  readonly #stepMs: number;
  /** Whether the work is part of the load already. */
  readonly #member: boolean;

  /** `newcomer`: the work is not there yet; `member`: it is one of the shards that the hub holds, and part of its load. */
  constructor(hub: PlacementHub, work: 'newcomer' | 'member' = 'newcomer') {
    this.hub = hub;
    this.#member = work === 'member';
    this.#loads = hub.forecast ? mixedLoads(hub.forecast) : [];
    this.#laterLoad = this.#loads.length > 0 ? this.#loads.reduce((sum, load) => sum + load, 0) / this.#loads.length : 0;
    this.#stepMs = hub.forecast && hub.forecast.stepMs > 0 ? hub.forecast.stepMs : 1000;
    const cores = Math.floor(hub.cores);
    this.lanes = Math.max(1, Math.min(cores, Math.ceil(this.#freeCores(this.#laterLoad) - WORTH_A_LANE)));
  }

  /** Predicted load of the hub in the step that `atMs` falls into, 0..1. */
  load(atMs: number): number {
    return this.#loads[Math.floor(atMs / this.#stepMs)] ?? this.#laterLoad;
  }

  /** Abstract operations per ms of one lane at that time. */
  speed(atMs: number): number {
    return this.hub.speed * Math.min(1, Math.max(MINIMUM_SHARE, this.#freeCores(this.load(atMs)) / this.lanes));
  }

  /** Abstract operations per ms of one lane, averaged over the forecast. */
  meanSpeed(): number {
    const steps = Math.max(1, this.#loads.length);
    let sum = 0;
    for (let step = 0; step < steps; step++) sum += this.speed(step * this.#stepMs);
    return sum / steps;
  }

  /** When one lane that begins at `startMs` has done the operations. */
  finishMs(startMs: number, operations: number): number {
    let atMs = startMs;
    let left = operations;
    for (let step = Math.floor(startMs / this.#stepMs); step < this.#loads.length; step++) {
      const endMs = (step + 1) * this.#stepMs;
      const done = (endMs - atMs) * this.speed(step * this.#stepMs);
      if (done >= left) break;
      left -= done;
      atMs = endMs;
    }
    return atMs + left / this.speed(atMs);
  }

  /** Operations that one lane does from now until `untilMs`. */
  operationsUntil(untilMs: number): number {
    let sum = 0;
    let atMs = 0;
    for (let step = 0; step < this.#loads.length && atMs < untilMs; step++) {
      const endMs = Math.min(untilMs, (step + 1) * this.#stepMs);
      sum += (endMs - atMs) * this.speed(step * this.#stepMs);
      atMs = endMs;
    }
    return sum + Math.max(0, untilMs - atMs) * this.speed(atMs);
  }

  /** Mean predicted load over a time. */
  meanLoad(startMs: number, finishMs: number): number {
    const first = Math.floor(startMs / this.#stepMs);
    const last = Math.min(this.#loads.length, Math.floor(finishMs / this.#stepMs));
    let sum = 0;
    let weight = 0;
    for (let step = first; step <= last; step++) {
      const begin = Math.max(startMs, step * this.#stepMs);
      const end = step === this.#loads.length ? finishMs : Math.min(finishMs, (step + 1) * this.#stepMs);
      sum += this.load(step * this.#stepMs) * Math.max(0, end - begin);
      weight += Math.max(0, end - begin);
    }
    return weight > 0 ? sum / weight : this.load(startMs);
  }

  /** Cores for the work, and more work like it. */
  #freeCores(load: number): number {
    const { cores, queueLength = 0 } = this.hub;
    const busy = Math.max(0, Math.max(cores * load, queueLength) - (this.#member ? 1 : 0));
    return Math.max(cores - busy, cores / (busy + 1));
  }
}

function mixedLoads(forecast: Forecast): number[] {
  return forecast.p50.map((median, step) => {
    const high = forecast.p90[step] ?? median;
    const load = median + PESSIMISM * (high - median);
    return Number.isFinite(load) ? Math.min(1, Math.max(0, load)) : 0;
  });
}
