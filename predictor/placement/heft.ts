/**
 * Heterogeneous Earliest Finish Time with insertion: H. Topcuoglu, S. Hariri, M.-Y. Wu, "Performance-effective and low-complexity
 * task scheduling for heterogeneous computing", IEEE TPDS 13(3), 2002. Tasks in the order of their upward rank (the mean
 * length of the longest way from there to the end) go where they finish first. Here a processor is a lane of a hub, a task takes as long as
 * the forecast of its hub says for the time it runs, and a hub without memory for a task is left out.
 */
import { checkHubs, type Link, Network, PlacementError, type PlacementHub } from './cluster.js';
import {
  type Candidate,
  describeCandidate,
  describeRefusal,
  type Explanation,
  explainEarliestFinish,
  isBetter,
  round,
} from './explanation.js';
import { buildTaskGraph, type TaskGraph } from './graph.js';
import { HubPace } from './pace.js';
import type { PlacementTask } from './task.js';
import { HubTimeline, type Slot } from './timeline.js';

export interface Assignment {
  readonly task: string;
  readonly hub: string;
  /** Which of the hub's processors, from 0. */
  readonly lane: number;
  readonly startMs: number;
  readonly finishMs: number;
  readonly explanation: Explanation;
}

export interface Schedule {
  readonly makespanMs: number;
  /** In the order in which they were decided: every task behind those it waits for. */
  readonly assignments: readonly Assignment[];
}

export interface ScheduleRequest {
  readonly tasks: readonly PlacementTask[];
  readonly hubs: readonly PlacementHub[];
  readonly links?: readonly Link[] | undefined;
}

/** Same request, same answer. Throws PlacementError. */
export function schedule(request: ScheduleRequest): Schedule {
  checkHubs(request.hubs);
  const graph = buildTaskGraph(request.tasks);
  const network = new Network(request.links);
  const timelines = request.hubs.map((hub) => new HubTimeline(new HubPace(hub)));
  const placed = new Map<string, Assignment>();
  for (const task of orderByRank(graph, upwardRanks(graph, timelines, network))) {
    placed.set(task.id, placeTask(task, timelines, network, placed));
  }
  const assignments = [...placed.values()];
  return { makespanMs: assignments.reduce((latest, { finishMs }) => Math.max(latest, finishMs), 0), assignments };
}

/** rank(t) = mean run time of t + max over successors s of (mean transfer time to s + rank(s)). In ms. */
function upwardRanks(graph: TaskGraph, timelines: readonly HubTimeline[], network: Network): Map<string, number> {
  let msPerOperation = 0;
  let lanes = 0;
  for (const { pace } of timelines) {
    msPerOperation += pace.lanes / pace.meanSpeed();
    lanes += pace.lanes;
  }
  msPerOperation /= lanes;
  const mean = network.mean(timelines.map(({ pace }) => pace.hub));
  const ranks = new Map<string, number>();
  for (const task of [...graph.order].reverse()) {
    let behind = 0;
    for (const { task: successor, bytes } of graph.successors.get(task.id)!) {
      behind = Math.max(behind, mean.rttMs + bytes * mean.msPerByte + ranks.get(successor)!);
    }
    ranks.set(task.id, task.operations * msPerOperation + behind);
  }
  return ranks;
}

/** By falling rank. Tasks of the same rank (of no operations) stay in topological order, since the sort is stable. */
function orderByRank(graph: TaskGraph, ranks: ReadonlyMap<string, number>): PlacementTask[] {
  return [...graph.order].sort((a, b) => ranks.get(b.id)! - ranks.get(a.id)!);
}

function placeTask(
  task: PlacementTask,
  timelines: readonly HubTimeline[],
  network: Network,
  placed: ReadonlyMap<string, Assignment>,
): Assignment {
  const memoryBytes = task.memoryBytes ?? 0;
  const candidates: Candidate[] = [];
  let best: { timeline: HubTimeline; slot: Slot; candidate: Candidate } | undefined;
  for (const timeline of timelines) {
    const { pace } = timeline;
    if (!timeline.holds(memoryBytes)) {
      candidates.push(describeRefusal(pace, `needs ${memoryBytes} bytes, ${pace.hub.memoryFreeBytes} are free`));
      continue;
    }
    const { bytesIn, readyMs } = inputsAt(pace.hub.name, task, network, placed);
    const slot = timeline.earliest(readyMs, task.operations, memoryBytes);
    const candidate = describeCandidate(pace, task.operations, { bytesIn, readyMs, ...slot });
    candidates.push(candidate);
    if (!best || isBetter(candidate, best.candidate)) best = { timeline, slot, candidate };
  }
  if (!best) throw new PlacementError('memory', `no hub has the ${memoryBytes} bytes of free memory that ${task.id} needs`);
  best.timeline.reserve(best.slot, memoryBytes);
  const hub = best.candidate.hub;
  const reason = explainEarliestFinish(best.candidate, candidates);
  const explanation: Explanation = {
    algorithm: 'heft',
    operations: round(task.operations),
    memoryBytes,
    chosen: hub,
    reason,
    candidates,
  };
  return { task: task.id, hub, ...best.slot, explanation };
}

/** What has to be sent to a hub before the task can start there, and when all of it has arrived. */
function inputsAt(
  hub: string,
  task: PlacementTask,
  network: Network,
  placed: ReadonlyMap<string, Assignment>,
): { bytesIn: number; readyMs: number } {
  let bytesIn = 0;
  let readyMs = 0;
  for (const { task: from, bytes } of task.inputs ?? []) {
    const source = placed.get(from)!;
    if (source.hub !== hub) bytesIn += bytes;
    readyMs = Math.max(readyMs, source.finishMs + network.transferMs(source.hub, hub, bytes));
  }
  for (const data of task.resident ?? []) {
    if (data.hub !== hub) bytesIn += data.bytes;
    readyMs = Math.max(readyMs, network.transferMs(data.hub, hub, data.bytes));
  }
  return { bytesIn, readyMs };
}
