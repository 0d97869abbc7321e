/**
 * How many shards a range gets and how long each is. A range is a divisible load: cut so that all shards finish at the same
 * time, slower and farther hubs get less, and a hub that can't help before that time gets nothing. V. Bharadwaj, D. Ghose, V. Mani,
 * T. Robertazzi, "Scheduling Divisible Loads in Parallel and Distributed Systems", IEEE CS Press, 1996 (linear cost model).
 */
import { checkHubs, type Link, Network, PlacementError, type PlacementHub, requireAmount } from './cluster.js';
import { type Candidate, describeCandidate, describeRefusal, type Explanation, round } from './explanation.js';
import { HubPace } from './pace.js';

export interface ShardCountRequest {
  readonly iterations: number;
  readonly operationsPerIteration: number;
  readonly hubs: readonly PlacementHub[];
  readonly links?: readonly Link[] | undefined;
  /** The hub that holds the inputs and takes the outputs; left out: data is everywhere. */
  readonly source?: string | undefined;
  /** Input and output bytes of one iteration. */
  readonly bytesPerIteration?: number | undefined;
  /** Input bytes that every shard needs whole. */
  readonly bytesPerShard?: number | undefined;
  /** What one shard costs whatever its size: messages, instantiation. {@link SHARD_OVERHEAD_MS} when left out. */
  readonly overheadMs?: number | undefined;
  readonly maxShards?: number | undefined;
}

/** Iterations [from, to), counted from 0, sized for a hub. */
export interface Slice {
  readonly from: number;
  readonly to: number;
  readonly hub: string;
  /** Share of all iterations, 0..1. */
  readonly weight: number;
}

export interface ShardCount {
  readonly count: number;
  /** Slice i is [cuts[i], cuts[i + 1]); none is empty. [0] for no iterations. */
  readonly cuts: readonly number[];
  readonly slices: readonly Slice[];
  readonly predictedMs: number;
  readonly explanation: Explanation;
}

export const SHARD_OVERHEAD_MS = 5;

/** A worker that would do less than this part of what the fastest does is not worth the risk that all wait for it. */
const WORTHWHILE_PART = 0.1;

/** One lane of a hub, as a line: its shard of x iterations is done at setupMs + x * msPerIteration. */
interface Worker {
  readonly pace: HubPace;
  readonly setupMs: number;
  readonly msPerIteration: number;
  /** What its part of the hub's memory can hold. */
  readonly maxIterations: number;
}

/** Same request, same answer. More than `maxShards` only where memory asks for it. Throws PlacementError. */
export function shardCount(request: ShardCountRequest): ShardCount {
  checkHubs(request.hubs);
  checkAmounts(request);
  const { iterations } = request;
  const overheadMs = request.overheadMs ?? SHARD_OVERHEAD_MS;
  const paces = request.hubs.map((hub) => new HubPace(hub));
  const network = new Network(request.links);

  // The first pass takes each hub's mean speed; its answer says which part of the forecast really matters.
  const rough = balance(workersOf(request, paces, network, undefined), iterations);
  let workers = workersOf(request, paces, network, rough.finishMs);
  let balanced = balance(workers, iterations);
  for (;;) {
    const drop = leastUseful(workers, balanced.iterations, overheadMs, Math.min(iterations, request.maxShards ?? Infinity));
    if (drop === undefined) break;
    const fewer = workers.filter((_, index) => index !== drop);
    if (capacity(fewer) < iterations) break;
    workers = fewer;
    balanced = balance(workers, iterations);
  }
  const slices = cut(workers, balanced.iterations, iterations);
  const predictedMs = round(slices.length > 0 ? balanced.finishMs : 0);
  return {
    count: slices.length,
    cuts: [0, ...slices.map((slice) => slice.to)],
    slices,
    predictedMs,
    explanation: explain(request, paces, workers, slices, predictedMs),
  };
}

function checkAmounts(request: ShardCountRequest): void {
  requireAmount('the number of iterations', request.iterations);
  if (!Number.isSafeInteger(request.iterations)) {
    throw new PlacementError('bad-input', `the number of iterations is ${request.iterations}, not an integer`);
  }
  requireAmount('the operations of an iteration', request.operationsPerIteration);
  requireAmount('the bytes of an iteration', request.bytesPerIteration ?? 0);
  requireAmount('the bytes of a shard', request.bytesPerShard ?? 0);
  requireAmount('the overhead of a shard', request.overheadMs ?? 0);
  requireAmount('the greatest number of shards', request.maxShards ?? 1, 1);
}

function workersOf(
  request: ShardCountRequest,
  paces: readonly HubPace[],
  network: Network,
  untilMs: number | undefined,
): readonly Worker[] {
  const { operationsPerIteration, source, bytesPerIteration = 0, bytesPerShard = 0, overheadMs = SHARD_OVERHEAD_MS } = request;
  const workers: Worker[] = [];
  for (const pace of paces) {
    const { name, memoryFreeBytes = Number.POSITIVE_INFINITY } = pace.hub;
    const room = memoryFreeBytes / pace.lanes - bytesPerShard;
    const maxIterations = room < 0 ? 0 : bytesPerIteration > 0 ? Math.floor(room / bytesPerIteration) : Number.POSITIVE_INFINITY;
    if (maxIterations < 1) continue;
    const speed = untilMs !== undefined && untilMs > 0 ? pace.operationsUntil(untilMs) / untilMs : pace.meanSpeed();
    // The shards of one hub share its link.
    const remote = source !== undefined && source !== name;
    const link = network.link(source ?? name, name);
    const msPerByte = remote ? pace.lanes / link.bytesPerMs : 0;
    const worker = {
      pace,
      setupMs: overheadMs + (remote ? link.rttMs : 0) + bytesPerShard * msPerByte,
      msPerIteration: Math.max(operationsPerIteration / speed + bytesPerIteration * msPerByte, Number.EPSILON),
      maxIterations,
    };
    for (let lane = 0; lane < pace.lanes; lane++) workers.push(worker);
  }
  if (capacity(workers) < request.iterations || workers.length === 0) {
    throw new PlacementError('memory', 'the hubs together have not enough free memory for the data of the range');
  }
  return workers;
}

function capacity(workers: readonly Worker[]): number {
  return workers.reduce((sum, { maxIterations }) => sum + maxIterations, 0);
}

/** The earliest time by which the workers together have done all iterations, and (fractional) what each has done by then. */
function balance(workers: readonly Worker[], iterations: number): { finishMs: number; iterations: readonly number[] } {
  const doneBy = (timeMs: number): number[] =>
    workers.map(({ setupMs, msPerIteration, maxIterations }) =>
      Math.min(maxIterations, Math.max(0, (timeMs - setupMs) / msPerIteration)),
    );
  let low = 0;
  let high = workers.reduce(
    (latest, { setupMs, msPerIteration, maxIterations }) =>
      Math.max(latest, setupMs + Math.min(iterations, maxIterations) * msPerIteration),
    0,
  );
  // Halving an interval of doubles: 64 times is past their precision.
  for (let round = 0; round < 64; round++) {
    const middle = (low + high) / 2;
    if (doneBy(middle).reduce((sum, done) => sum + done, 0) >= iterations) high = middle;
    else low = middle;
  }
  return { finishMs: high, iterations: doneBy(high) };
}

/** The worker to do without next: the one with least to do, when that is not worth a shard or there are too many shards. */
function leastUseful(
  workers: readonly Worker[],
  iterations: readonly number[],
  overheadMs: number,
  maxShards: number,
): number | undefined {
  if (workers.length <= 1) return undefined;
  let least = 0;
  for (let index = 1; index < workers.length; index++) if (iterations[index]! <= iterations[least]!) least = index;
  const done = iterations[least]!;
  const most = iterations.reduce((a, b) => Math.max(a, b));
  const worthwhile = done >= 0.5 && done >= most * WORTHWHILE_PART && done * workers[least]!.msPerIteration >= overheadMs;
  return workers.length > maxShards || !worthwhile ? least : undefined;
}

/** Whole iterations: each cut is the nearest to its exact place, so that no rounding adds up. */
function cut(workers: readonly Worker[], exact: readonly number[], iterations: number): Slice[] {
  const total = exact.reduce((sum, done) => sum + done, 0);
  const slices: Slice[] = [];
  let from = 0;
  let sum = 0;
  workers.forEach((worker, index) => {
    sum += exact[index]!;
    const last = index === workers.length - 1;
    const to = last ? iterations : Math.min(iterations, Math.round((sum / total) * iterations));
    if (to > from) slices.push({ from, to, hub: worker.pace.hub.name, weight: (to - from) / iterations });
    from = to;
  });
  return slices;
}

function explain(
  request: ShardCountRequest,
  paces: readonly HubPace[],
  workers: readonly Worker[],
  slices: readonly Slice[],
  predictedMs: number,
): Explanation {
  const { operationsPerIteration, bytesPerIteration = 0, bytesPerShard = 0, iterations } = request;
  const candidates: Candidate[] = paces.map((pace) => {
    const worker = workers.find((candidate) => candidate.pace === pace);
    const mine = slices.filter((slice) => slice.hub === pace.hub.name);
    if (!worker || mine.length === 0)
      return describeRefusal(pace, 'a shard here would not finish the range sooner, or has no room');
    const share = mine.reduce((sum, slice) => sum + slice.to - slice.from, 0);
    const bytesIn = pace.hub.name === request.source ? 0 : share * bytesPerIteration + mine.length * bytesPerShard;
    const longest = Math.max(...mine.map((slice) => slice.to - slice.from));
    const startMs = worker.setupMs;
    const finishMs = startMs + longest * worker.msPerIteration;
    return describeCandidate(pace, longest * operationsPerIteration, { bytesIn, readyMs: startMs, startMs, finishMs });
  });
  const hubs = new Set(slices.map((slice) => slice.hub));
  const largest = slices.reduce<Slice | undefined>(
    (best, slice) => (best && best.weight >= slice.weight ? best : slice),
    undefined,
  );
  return {
    algorithm: 'divisible-load',
    operations: round(iterations * operationsPerIteration),
    memoryBytes: iterations * bytesPerIteration + slices.length * bytesPerShard,
    chosen: largest?.hub ?? '',
    reason: `${count(slices.length, 'shard')} on ${count(hubs.size, 'hub')} finish ${count(iterations, 'iteration')} at ${predictedMs} ms`,
    candidates,
  };
}

function count(amount: number, noun: string): string {
  return amount === 1 ? `1 ${noun}` : `${amount} ${noun}s`;
}
