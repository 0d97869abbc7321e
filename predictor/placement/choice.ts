/** Where one shard goes: at its start, after its hub was lost, or when it has to leave a hub that still runs it. */
import { checkHubs, type Link, Network, PlacementError, type PlacementHub, type ResidentData, requireAmount } from './cluster.js';
import {
  type Candidate,
  describeCandidate,
  describeRefusal,
  type Explanation,
  explainEarliestFinish,
  isBetter,
  round,
} from './explanation.js';
import { HubPace } from './pace.js';

export interface HubRequest {
  readonly operations: number;
  readonly hubs: readonly PlacementHub[];
  readonly links?: readonly Link[] | undefined;
  readonly memoryBytes?: number | undefined;
  /** Where its inputs lie. */
  readonly resident?: readonly ResidentData[] | undefined;
  /** Hubs that must not be chosen. */
  readonly exclude?: readonly string[] | undefined;
}

export interface Choice {
  readonly hub: string;
  readonly startMs: number;
  readonly finishMs: number;
  readonly explanation: Explanation;
}

/** The hub where the shard finishes first. Same request, same answer. Throws PlacementError when no hub can take it. */
export function chooseHub(request: HubRequest): Choice {
  const { operations, memoryBytes = 0, resident = [] } = request;
  requireAmount('the operations of the shard', operations);
  for (const data of resident) requireAmount(`the bytes on ${data.hub}`, data.bytes);
  const network = new Network(request.links);
  return chooseEarliest(request.hubs, memoryBytes, request.exclude ?? [], operations, (pace) => {
    const { name } = pace.hub;
    const bytesIn = resident.reduce((sum, data) => sum + (data.hub === name ? 0 : data.bytes), 0);
    const readyMs = resident.reduce((latest, data) => Math.max(latest, network.transferMs(data.hub, name, data.bytes)), 0);
    return { bytesIn, readyMs, finishMs: pace.finishMs(readyMs, operations), operations };
  });
}

export interface TargetRequest {
  readonly from: string;
  readonly remainingOperations: number;
  /** Size of its checkpoint, which also is the memory it needs. */
  readonly stateBytes: number;
  readonly hubs: readonly PlacementHub[];
  readonly links?: readonly Link[] | undefined;
  readonly exclude?: readonly string[] | undefined;
}

export interface Target extends Choice {
  /** How much sooner it is predicted to finish than if it stayed; negative when it would finish later, 0 when `from` is not listed. */
  readonly gainMs: number;
}

/**
 * The hub, other than `from`, where a running shard finishes first. It goes on running where it is while its state is sent, so a long
 * transfer costs time only in so far as the target would have been faster. Throws PlacementError when no other hub can take it.
 */
export function chooseTarget(request: TargetRequest): Target {
  const { from, remainingOperations, stateBytes } = request;
  requireAmount('the remaining operations of the shard', remainingOperations);
  requireAmount('the size of the state', stateBytes);
  const network = new Network(request.links);
  const source = request.hubs.find((hub) => hub.name === from);
  const staying = source && new HubPace(source, 'member');
  const choice = chooseEarliest(request.hubs, stateBytes, [from, ...(request.exclude ?? [])], remainingOperations, (pace) => {
    const readyMs = network.transferMs(from, pace.hub.name, stateBytes);
    const operations = Math.max(0, remainingOperations - (staying?.operationsUntil(readyMs) ?? 0));
    return { bytesIn: stateBytes, readyMs, finishMs: pace.finishMs(readyMs, operations), operations };
  });
  const gainMs = staying ? round(staying.finishMs(0, remainingOperations) - choice.finishMs) : 0;
  return { ...choice, gainMs };
}

interface Prediction {
  readonly bytesIn: number;
  readonly readyMs: number;
  readonly finishMs: number;
  readonly operations: number;
}

function chooseEarliest(
  hubs: readonly PlacementHub[],
  memoryBytes: number,
  exclude: readonly string[],
  operations: number,
  predict: (pace: HubPace) => Prediction,
): Choice {
  checkHubs(hubs);
  requireAmount('the memory of the shard', memoryBytes);
  const candidates: Candidate[] = [];
  let best: { candidate: Candidate; prediction: Prediction } | undefined;
  for (const hub of hubs) {
    const pace = new HubPace(hub);
    const refusal = refuse(hub, memoryBytes, exclude);
    if (refusal !== undefined) {
      candidates.push(describeRefusal(pace, refusal));
      continue;
    }
    const prediction = predict(pace);
    const candidate = describeCandidate(pace, prediction.operations, { ...prediction, startMs: prediction.readyMs });
    candidates.push(candidate);
    if (!best || isBetter(candidate, best.candidate)) best = { candidate, prediction };
  }
  if (!best) throw noneLeft(hubs, memoryBytes, exclude);
  const { candidate, prediction } = best;
  const explanation: Explanation = {
    algorithm: 'earliest-finish',
    operations: round(operations),
    memoryBytes,
    chosen: candidate.hub,
    reason: explainEarliestFinish(candidate, candidates),
    candidates,
  };
  return { hub: candidate.hub, startMs: prediction.readyMs, finishMs: prediction.finishMs, explanation };
}

function refuse(hub: PlacementHub, memoryBytes: number, exclude: readonly string[]): string | undefined {
  if (exclude.includes(hub.name)) return 'excluded';
  const free = hub.memoryFreeBytes ?? Number.POSITIVE_INFINITY;
  return memoryBytes <= free ? undefined : `needs ${memoryBytes} bytes, ${free} are free`;
}

function noneLeft(hubs: readonly PlacementHub[], memoryBytes: number, exclude: readonly string[]): PlacementError {
  return hubs.every((hub) => exclude.includes(hub.name))
    ? new PlacementError('no-hub', `there is no hub besides ${hubs.map((hub) => hub.name).join(', ')}`)
    : new PlacementError('memory', `no hub has the ${memoryBytes} bytes of free memory that the shard needs`);
}
