/**
 * Work stealing, seen from above: when a hub has nothing to do while a shard elsewhere has a long way to go, the shard gives the upper half
 * of what it has left to that hub. Pure. R. Blumofe, C. Leiserson, "Scheduling Multithreaded Computations by Work Stealing",
 * JACM 46(5), 1999, steals from random victims; the coordinator knows who is behind.
 */
export interface RebalanceHub {
  readonly name: string;
  /** Shards given to it. */
  readonly shards: number;
  /** Busy share of all its cores, 0..1, as it said last. */
  readonly cpu: number;
}

export interface RebalanceShard {
  readonly id: string;
  readonly hub: string;
  /** Whether it is a part of a parallel loop, running, and not being moved or split. */
  readonly isSplittable: boolean;
  /** 0..1, as its hub said last. */
  readonly progress: number;
  /** How long it has been running on its hub. */
  readonly ageMs: number;
  /** Iterations of its range. */
  readonly iterations: number;
}

export interface RebalanceState {
  /** When each hub was first seen idle. */
  readonly idleSinceMs: ReadonlyMap<string, number>;
  /** Shards that were split lately, and until when they are left alone. */
  readonly restUntilMs: ReadonlyMap<string, number>;
}

export interface SplitOrder {
  readonly kind: 'split';
  readonly shard: string;
  readonly to: string;
}

/** Shorter waits are the normal gaps between blocks. */
const IDLE_MS = 400;
/** A split costs some ms for the pause, the inputs and the new instance; what is left must be worth it. */
const WORTHWHILE_MS = 1000;
/** Progress is said once a second: after a split the old figures mislead. */
const REST_MS = 2500;
/** On a machine that is busy already, an idle hub has no processor to offer. */
const BUSY_CPU = 0.85;

export const NOTHING_SEEN: RebalanceState = { idleSinceMs: new Map(), restUntilMs: new Map() };

export function stepRebalance(
  state: RebalanceState,
  hubs: readonly RebalanceHub[],
  shards: readonly RebalanceShard[],
  nowMs: number,
): { readonly state: RebalanceState; readonly orders: readonly SplitOrder[] } {
  const idleSinceMs = new Map<string, number>();
  for (const hub of hubs) {
    if (hub.shards === 0 && hub.cpu < BUSY_CPU) idleSinceMs.set(hub.name, state.idleSinceMs.get(hub.name) ?? nowMs);
  }
  const restUntilMs = new Map([...state.restUntilMs].filter(([, until]) => until > nowMs));
  const victims = shards
    .filter((shard) => shard.isSplittable && shard.iterations > 1 && !restUntilMs.has(shard.id) && !idleSinceMs.has(shard.hub))
    .map((shard) => ({ shard, leftMs: estimateLeftMs(shard) }))
    .filter(({ leftMs }) => leftMs >= WORTHWHILE_MS)
    .sort((a, b) => b.leftMs - a.leftMs);
  const orders: SplitOrder[] = [];
  for (const [hub, sinceMs] of idleSinceMs) {
    if (nowMs - sinceMs < IDLE_MS) continue;
    const victim = victims.shift();
    if (!victim) break;
    orders.push({ kind: 'split', shard: victim.shard.id, to: hub });
    restUntilMs.set(victim.shard.id, nowMs + REST_MS);
    idleSinceMs.delete(hub);
  }
  return { state: { idleSinceMs, restUntilMs }, orders };
}

/** By the pace so far; a shard that has not said how far it is says nothing about its pace. */
function estimateLeftMs({ progress, ageMs }: RebalanceShard): number {
  return progress > 0 && progress < 1 ? (ageMs * (1 - progress)) / progress : 0;
}
