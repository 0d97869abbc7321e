/**
 * Who owns a shard: the coordinator's pure state machine for one shard. It alone grants epochs. See hub/shard-life.ts for
 * the other half of the protocol; test/unit/runtime/protocol/simulation.test.ts runs both against a hostile network.
 */
export interface OwnershipState {
  readonly kind: 'starting' | 'running' | 'waiting' | 'done' | 'failed';
  /** Hub that holds the shard; undefined while waiting for one. */
  readonly owner: string | undefined;
  readonly epoch: number;
  /** A move that was asked for and neither committed nor given up. */
  readonly move: { readonly id: string; readonly target: string } | undefined;
  /** The last committed move, so that a repeated question gets the same answer. */
  readonly committed: { readonly id: string; readonly target: string; readonly epoch: number } | undefined;
}

export type OwnershipEvent =
  | { readonly kind: 'placed'; readonly hub: string }
  | { readonly kind: 'startTaken'; readonly epoch: number }
  | { readonly kind: 'startFailed'; readonly epoch: number }
  | { readonly kind: 'moveWanted'; readonly move: string; readonly target: string; readonly stopAndCopy: boolean }
  | { readonly kind: 'commitAsked'; readonly move: string; readonly target: string; readonly epoch: number }
  | { readonly kind: 'ownerAsked'; readonly move: string; readonly by: string; readonly epoch: number }
  | { readonly kind: 'moveEnded'; readonly move: string; readonly result: 'moved' | 'stayed' | 'finished' }
  | { readonly kind: 'result'; readonly hub: string; readonly epoch: number }
  | { readonly kind: 'failure'; readonly hub: string; readonly epoch: number }
  | { readonly kind: 'hubLost'; readonly hub: string }
  /** A hub says in its heartbeat that it holds the shard under this epoch. */
  | { readonly kind: 'seen'; readonly hub: string; readonly epoch: number }
  /** A living hub that should hold the shard does not report it. */
  | { readonly kind: 'missing'; readonly hub: string; readonly epoch: number };

export type OwnershipAction =
  /** Choose a hub and answer with `placed`. */
  | { readonly kind: 'place' }
  /** Send inputs and range to the owner, to start from the beginning under `epoch`. */
  | { readonly kind: 'start'; readonly hub: string; readonly epoch: number }
  | {
      readonly kind: 'askMove';
      readonly hub: string;
      readonly move: string;
      readonly target: string;
      readonly epoch: number;
      readonly stopAndCopy: boolean;
    }
  | { readonly kind: 'refuseMove'; readonly move: string; readonly reason: string }
  /** Write owner and epoch to the placement schedule (compare-and-swap) before any answer goes out. */
  | { readonly kind: 'saveSchedule'; readonly owner: string; readonly epoch: number }
  | { readonly kind: 'answerCommit'; readonly move: string; readonly granted: boolean; readonly epoch: number }
  | { readonly kind: 'answerOwner'; readonly move: string; readonly owner: string; readonly epoch: number }
  | { readonly kind: 'accept' }
  | { readonly kind: 'refuseResult'; readonly reason: string }
  | { readonly kind: 'acceptFailure' }
  /** Tell a hub to drop a copy that is not (or no longer) the owner's. */
  | { readonly kind: 'revoke'; readonly hub: string; readonly epoch: number };

export interface OwnershipStep {
  readonly state: OwnershipState;
  readonly actions: readonly OwnershipAction[];
}

/** A shard that no hub has been given yet. The first step is `place`. */
export function unplacedShard(): OwnershipState {
  return { kind: 'waiting', owner: undefined, epoch: 0, move: undefined, committed: undefined };
}

/** One decision. Events that come late, twice or from an older epoch change nothing but what their answer says. */
export function stepOwnership(state: OwnershipState, event: OwnershipEvent): OwnershipStep {
  switch (event.kind) {
    case 'placed':
      return place(state, event.hub);
    case 'startTaken':
      return state.kind === 'starting' && event.epoch === state.epoch
        ? { state: { ...state, kind: 'running' }, actions: [] }
        : keep(state);
    case 'startFailed':
      return startFailed(state, event.epoch);
    case 'moveWanted':
      return wantMove(state, event);
    case 'commitAsked':
      return commitMove(state, event);
    case 'ownerAsked':
      return resolveMove(state, event.move);
    case 'moveEnded':
      return event.result === 'moved' ? keep(state) : { state: withoutMove(state, event.move), actions: [] };
    case 'result':
    case 'failure':
      return takeEnd(state, event);
    case 'hubLost':
      return loseHub(state, event.hub);
    case 'seen':
      return see(state, event.hub, event.epoch);
    case 'missing':
      return state.kind === 'running' && event.hub === state.owner && event.epoch === state.epoch ? abandon(state) : keep(state);
  }
}

function keep(state: OwnershipState): OwnershipStep {
  return { state, actions: [] };
}

function isOpen(state: OwnershipState): boolean {
  return state.kind !== 'done' && state.kind !== 'failed';
}

/** Gives up a pending move: a later commit of it will be denied. */
function withoutMove(state: OwnershipState, move: string): OwnershipState {
  return state.move?.id === move ? { ...state, move: undefined } : state;
}

/** Takes the shard from its owner. The epoch rises at once, so that nothing the old owner still does can count. */
function abandon(state: OwnershipState): OwnershipStep {
  return {
    state: { ...state, kind: 'waiting', owner: undefined, epoch: state.epoch + 1, move: undefined },
    actions: [{ kind: 'place' }],
  };
}

function place(state: OwnershipState, hub: string): OwnershipStep {
  if (state.kind !== 'waiting') return keep(state);
  const epoch = state.epoch + 1;
  return {
    state: { ...state, kind: 'starting', owner: hub, epoch },
    actions: [
      { kind: 'saveSchedule', owner: hub, epoch },
      { kind: 'start', hub, epoch },
    ],
  };
}

/** The start may have been taken although its answer was lost: the next attempt runs under a higher epoch. */
function startFailed(state: OwnershipState, epoch: number): OwnershipStep {
  if (state.kind !== 'starting' || epoch !== state.epoch || state.owner === undefined) return keep(state);
  const step = abandon(state);
  return { state: step.state, actions: [{ kind: 'revoke', hub: state.owner, epoch }, ...step.actions] };
}

function wantMove(state: OwnershipState, event: Extract<OwnershipEvent, { kind: 'moveWanted' }>): OwnershipStep {
  const refuse = (reason: string): OwnershipStep => ({ state, actions: [{ kind: 'refuseMove', move: event.move, reason }] });
  if (state.kind !== 'running' || state.owner === undefined) return refuse(`the shard is ${state.kind}, not running`);
  if (state.move) return refuse(`the shard is being moved to ${state.move.target} already`);
  if (state.owner === event.target) return refuse(`the shard is on ${event.target} already`);
  const { move, target, stopAndCopy } = event;
  return {
    state: { ...state, move: { id: move, target } },
    actions: [{ kind: 'askMove', hub: state.owner, move, target, epoch: state.epoch, stopAndCopy }],
  };
}

function commitMove(state: OwnershipState, event: Extract<OwnershipEvent, { kind: 'commitAsked' }>): OwnershipStep {
  const { move, target } = event;
  const { committed } = state;
  if (committed?.id === move && committed.target === target && committed.epoch === state.epoch && isOpen(state)) {
    return { state, actions: [{ kind: 'answerCommit', move, granted: true, epoch: state.epoch }] };
  }
  const wanted =
    state.kind === 'running' && state.move?.id === move && state.move.target === target && event.epoch === state.epoch;
  if (!wanted) return { state, actions: [{ kind: 'answerCommit', move, granted: false, epoch: state.epoch }] };
  const epoch = state.epoch + 1;
  return {
    state: { kind: 'running', owner: target, epoch, move: undefined, committed: { id: move, target, epoch } },
    actions: [
      { kind: 'saveSchedule', owner: target, epoch },
      { kind: 'answerCommit', move, granted: true, epoch },
    ],
  };
}

function resolveMove(state: OwnershipState, move: string): OwnershipStep {
  const next = withoutMove(state, move);
  return { state: next, actions: [{ kind: 'answerOwner', move, owner: next.owner ?? '', epoch: next.epoch }] };
}

function takeEnd(state: OwnershipState, event: Extract<OwnershipEvent, { kind: 'result' | 'failure' }>): OwnershipStep {
  const current = (state.kind === 'running' || state.kind === 'starting') && event.epoch === state.epoch;
  if (!current) {
    const reason = isOpen(state) ? `epoch ${event.epoch} is old, the shard is at ${state.epoch}` : 'the shard has ended already';
    return { state, actions: [{ kind: 'refuseResult', reason }] };
  }
  const kind = event.kind === 'result' ? 'done' : 'failed';
  return {
    state: { ...state, kind, move: undefined },
    actions: [{ kind: event.kind === 'result' ? 'accept' : 'acceptFailure' }],
  };
}

function loseHub(state: OwnershipState, hub: string): OwnershipStep {
  if (!isOpen(state)) return keep(state);
  if (state.owner === hub) return abandon(state);
  return keep(state.move?.target === hub ? { ...state, move: undefined } : state);
}

function see(state: OwnershipState, hub: string, epoch: number): OwnershipStep {
  if (hub === state.owner && epoch === state.epoch) {
    return keep(state.kind === 'starting' ? { ...state, kind: 'running' } : state);
  }
  return { state, actions: [{ kind: 'revoke', hub, epoch }] };
}
