/** Why a hub was chosen: everything the scheduler knew, as plain JSON. Shown by `shoal ps --json`. Times in ms from now. */
import type { ModelName } from '../forecast/forecast.js';
import type { HubPace } from './pace.js';

export interface Candidate {
  readonly hub: string;
  /** The model behind the forecast; none: the hub has not reported one. */
  readonly model: ModelName | 'none';
  readonly queueLength: number;
  /** Predicted load (mix of p50 and p90) over the time the work would run, 0..1. */
  readonly load: number;
  /** Abstract operations per ms that one lane of this hub would do meanwhile. */
  readonly speed: number;
  /** Input bytes that would have to be sent there. */
  readonly bytesIn: number;
  /** When the inputs would have arrived. */
  readonly readyMs: number;
  readonly startMs: number;
  readonly finishMs: number;
  /** Set when the hub could not take the work at all; the times are then 0. */
  readonly refused?: string;
}

export interface Explanation {
  readonly algorithm: 'heft' | 'earliest-finish' | 'divisible-load';
  readonly operations: number;
  readonly memoryBytes: number;
  readonly chosen: string;
  /** One sentence. */
  readonly reason: string;
  /** In the order of the hubs given. */
  readonly candidates: readonly Candidate[];
}

/** What is known of work on one hub when it can run from `startMs` to `finishMs`. */
export function describeCandidate(
  pace: HubPace,
  operations: number,
  times: { readonly bytesIn: number; readonly readyMs: number; readonly startMs: number; readonly finishMs: number },
): Candidate {
  const runMs = times.finishMs - times.startMs;
  return {
    ...describeHub(pace),
    load: round(pace.meanLoad(times.startMs, times.finishMs)),
    speed: round(runMs > 0 ? operations / runMs : pace.speed(times.startMs)),
    bytesIn: times.bytesIn,
    readyMs: round(times.readyMs),
    startMs: round(times.startMs),
    finishMs: round(times.finishMs),
  };
}

export function describeRefusal(pace: HubPace, refused: string): Candidate {
  const load = round(pace.load(0));
  return { ...describeHub(pace), load, speed: round(pace.speed(0)), bytesIn: 0, readyMs: 0, startMs: 0, finishMs: 0, refused };
}

function describeHub(pace: HubPace): Pick<Candidate, 'hub' | 'model' | 'queueLength'> {
  const { name, forecast, queueLength } = pace.hub;
  return { hub: name, model: forecast && forecast.p50.length > 0 ? forecast.model : 'none', queueLength: queueLength ?? 0 };
}

/** Sooner is better; at the same time (to a microsecond), the hub with fewer shards is, then the one with less load. */
export function isBetter(candidate: Candidate, than: Candidate): boolean {
  const difference = candidate.finishMs - than.finishMs || candidate.queueLength - than.queueLength || candidate.load - than.load;
  return difference < 0;
}

/** The sentence for the hub that finishes first. */
export function explainEarliestFinish(chosen: Candidate, candidates: readonly Candidate[]): string {
  const others = candidates.filter((candidate) => candidate.hub !== chosen.hub && candidate.refused === undefined);
  if (others.length === 0) return `${chosen.hub} is the only hub that can take it`;
  const second = others.reduce((best, candidate) => (candidate.finishMs < best.finishMs ? candidate : best));
  const ahead = second.finishMs - chosen.finishMs;
  return ahead > 0
    ? `${chosen.hub} finishes first, at ${chosen.finishMs} ms, ${round(ahead)} ms before ${second.hub}`
    : `${chosen.hub} finishes first, at ${chosen.finishMs} ms, as does ${second.hub}`;
}

/** Three decimals are enough to read. */
export function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}
