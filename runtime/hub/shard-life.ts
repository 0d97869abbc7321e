/**
 * The life of one shard as its hub sees it: a pure state machine. It decides; the hub carries events in and actions out.
 *
 * ```
 *   pending ──▶ running ──▶ done | failed
 *                 │  ▲
 *    move asked   │  │ stayed
 *                 ▼  │
 *   precopy ──▶ suspending ──▶ handover ──▶ gone (moved)
 *                                 │ transfer broke: who owns it?
 *                                 └──▶ resolving ──▶ running | gone
 *
 *   receiving ──▶ committing ──▶ running | gone (refused)
 * ```
 *
 * The rule that keeps a shard on exactly one hub: a source that has sent its final delta resumes only after the coordinator
 * said that the move is off, and a target resumes only after the coordinator granted it the next epoch.
 */
export interface MoveOrder {
  readonly move: string;
  readonly target: string;
  readonly stopAndCopy: boolean;
}

export type ShardState =
  | { readonly kind: 'pending'; readonly epoch: number }
  | { readonly kind: 'running'; readonly epoch: number }
  /** Paused for a split; the range is cut at the safepoint. */
  | { readonly kind: 'splitting'; readonly epoch: number; readonly split: string }
  | { readonly kind: 'precopy'; readonly epoch: number; readonly order: MoveOrder }
  | { readonly kind: 'suspending'; readonly epoch: number; readonly order: MoveOrder; readonly broken: boolean }
  | { readonly kind: 'handover'; readonly epoch: number; readonly order: MoveOrder }
  | { readonly kind: 'resolving'; readonly epoch: number; readonly order: MoveOrder; readonly askAgainAtMs: number }
  | { readonly kind: 'receiving'; readonly epoch: number; readonly move: string }
  | { readonly kind: 'committing'; readonly epoch: number; readonly move: string; readonly askAgainAtMs: number }
  | { readonly kind: 'done'; readonly epoch: number; readonly reportAgainAtMs: number }
  | { readonly kind: 'failed'; readonly epoch: number; readonly reportAgainAtMs: number }
  /** Nothing is left of it here; the hub forgets it. */
  | { readonly kind: 'gone'; readonly epoch: number };

export type ShardEvent =
  /** Inputs are laid out. */
  | { readonly kind: 'ready' }
  | { readonly kind: 'moveAsked'; readonly order: MoveOrder }
  | { readonly kind: 'splitAsked'; readonly split: string }
  /** Pre-copy is as far as it will get. */
  | { readonly kind: 'converged' }
  /** The engine's outcomes. */
  | { readonly kind: 'suspended' }
  | { readonly kind: 'finished' }
  | { readonly kind: 'trapped' }
  /** The target's answer to the whole transfer. */
  | { readonly kind: 'handedOver' }
  | { readonly kind: 'refused' }
  /** The stream to the target broke (source) or from the source broke (target). */
  | { readonly kind: 'transferBroken' }
  | { readonly kind: 'ownerIs'; readonly move: string; readonly self: boolean; readonly epoch: number }
  /** Target: the final checkpoint is loaded and verified. */
  | { readonly kind: 'loaded' }
  | { readonly kind: 'granted'; readonly move: string; readonly epoch: number }
  | { readonly kind: 'denied'; readonly move: string }
  /** The coordinator has taken the result or failure of that epoch, or refused it because the epoch is an old one. */
  | { readonly kind: 'reportTaken'; readonly epoch: number }
  /** The coordinator no longer wants this epoch here. */
  | { readonly kind: 'revoked'; readonly epoch: number }
  | { readonly kind: 'tick' };

export type ShardAction =
  | { readonly kind: 'resume' }
  | { readonly kind: 'requestSuspend' }
  /** Start pre-copy to the target (rounds while running), then raise `converged`; at once for stopAndCopy. */
  | { readonly kind: 'startTransfer'; readonly order: MoveOrder }
  /** Capture the last delta, send it marked final, await the answer. */
  | { readonly kind: 'sendFinal' }
  | { readonly kind: 'abortTransfer' }
  | { readonly kind: 'askOwner'; readonly move: string }
  | { readonly kind: 'askCommit'; readonly move: string }
  /** Target: tell the source how it ended. */
  | { readonly kind: 'answerSource'; readonly resumed: boolean }
  /** Source: tell the orchestrator. */
  | {
      readonly kind: 'answerMove';
      readonly move: string;
      readonly result: 'moved' | 'stayed' | 'finished';
      readonly reason?: string;
    }
  /** Cut the range of the suspended instance, answer the split with the same id. */
  | { readonly kind: 'cutRange'; readonly split: string }
  | { readonly kind: 'refuseSplit'; readonly split: string; readonly reason: string }
  | { readonly kind: 'reportResult' }
  | { readonly kind: 'reportFailure' }
  /** Free the instance and its memory. */
  | { readonly kind: 'discard' };

export interface ShardStep {
  readonly state: ShardState;
  readonly actions: readonly ShardAction[];
}

/** How long to wait for an answer before a question or a report is repeated. */
export const ASK_AGAIN_MS = 250;

/** A shard about to be started from its inputs under `epoch`. */
export function pendingShard(epoch: number): ShardState {
  return { kind: 'pending', epoch };
}

/** A shard about to arrive by a move; `epoch` is the source's. */
export function receivingShard(epoch: number, move: string): ShardState {
  return { kind: 'receiving', epoch, move };
}

/** Whether the block may be executing instructions here. */
export function isExecuting(state: ShardState): boolean {
  return state.kind === 'running' || state.kind === 'splitting' || state.kind === 'precopy' || state.kind === 'suspending';
}

/** Whether this hub answers for the shard: what it lists in its heartbeat. A copy on its way in is not yet its own. */
export function isHeld(state: ShardState): boolean {
  return state.kind !== 'receiving' && state.kind !== 'committing' && state.kind !== 'gone';
}

/** One decision. Events that make no sense in a state (late, repeated, overtaken) change nothing. */
export function stepShard(state: ShardState, event: ShardEvent, nowMs: number): ShardStep {
  if (event.kind === 'revoked') return revoke(state, event.epoch);
  switch (state.kind) {
    case 'pending':
      return stepPending(state, event);
    case 'running':
      return stepRunning(state, event, nowMs);
    case 'splitting':
      return stepSplitting(state, event, nowMs);
    case 'precopy':
    case 'suspending':
      return stepLeaving(state, event, nowMs);
    case 'handover':
    case 'resolving':
      return stepHandedOut(state, event, nowMs);
    case 'receiving':
    case 'committing':
      return stepArriving(state, event, nowMs);
    case 'done':
    case 'failed':
      return stepEnded(state, event, nowMs);
    case 'gone':
      return event.kind === 'moveAsked' ? stayAsked(state, event.order, 'the shard is not on this hub') : keep(state);
  }
}

type In<K extends ShardState['kind']> = Extract<ShardState, { kind: K }>;

function keep(state: ShardState): ShardStep {
  return { state, actions: [] };
}

function stayAsked(state: ShardState, order: MoveOrder, reason: string): ShardStep {
  return { state, actions: [{ kind: 'answerMove', move: order.move, result: 'stayed', reason }] };
}

function refuseSplit(state: ShardState, split: string, reason: string): ShardStep {
  return { state, actions: [{ kind: 'refuseSplit', split, reason }] };
}

/** The engine came to an end: `before` are the actions that close what was going on. */
function end(state: ShardState, event: ShardEvent, before: readonly ShardAction[], nowMs: number): ShardStep | undefined {
  const reportAgainAtMs = nowMs + ASK_AGAIN_MS;
  if (event.kind === 'finished') {
    return { state: { kind: 'done', epoch: state.epoch, reportAgainAtMs }, actions: [...before, { kind: 'reportResult' }] };
  }
  if (event.kind === 'trapped') {
    return { state: { kind: 'failed', epoch: state.epoch, reportAgainAtMs }, actions: [...before, { kind: 'reportFailure' }] };
  }
  return undefined;
}

function stepPending(state: In<'pending'>, event: ShardEvent): ShardStep {
  switch (event.kind) {
    case 'ready':
      return { state: { kind: 'running', epoch: state.epoch }, actions: [{ kind: 'resume' }] };
    case 'moveAsked':
      return stayAsked(state, event.order, 'the shard has not started yet');
    case 'splitAsked':
      return refuseSplit(state, event.split, 'the shard has not started yet');
    default:
      return keep(state);
  }
}

function stepRunning(state: In<'running'>, event: ShardEvent, nowMs: number): ShardStep {
  const ended = end(state, event, [], nowMs);
  if (ended) return ended;
  switch (event.kind) {
    case 'moveAsked': {
      const { order } = event;
      const start: ShardAction = { kind: 'startTransfer', order };
      return order.stopAndCopy
        ? {
            state: { kind: 'suspending', epoch: state.epoch, order, broken: false },
            actions: [start, { kind: 'requestSuspend' }],
          }
        : { state: { kind: 'precopy', epoch: state.epoch, order }, actions: [start] };
    }
    case 'splitAsked':
      return { state: { kind: 'splitting', epoch: state.epoch, split: event.split }, actions: [{ kind: 'requestSuspend' }] };
    case 'suspended':
      // A pause whose reason went away while it was on its way.
      return { state, actions: [{ kind: 'resume' }] };
    default:
      return keep(state);
  }
}

function stepSplitting(state: In<'splitting'>, event: ShardEvent, nowMs: number): ShardStep {
  const reason = 'the shard ended before it could be split';
  const ended = end(state, event, [{ kind: 'refuseSplit', split: state.split, reason }], nowMs);
  if (ended) return ended;
  switch (event.kind) {
    case 'suspended':
      return {
        state: { kind: 'running', epoch: state.epoch },
        actions: [{ kind: 'cutRange', split: state.split }, { kind: 'resume' }],
      };
    case 'moveAsked':
      return stayAsked(state, event.order, 'the shard is being split');
    case 'splitAsked':
      return event.split === state.split ? keep(state) : refuseSplit(state, event.split, 'the shard is being split already');
    default:
      return keep(state);
  }
}

/** What a source that is moving the shard answers to further wishes; all else passes it by. */
function askedWhileMoving(state: In<'precopy' | 'suspending' | 'handover' | 'resolving'>, event: ShardEvent): ShardStep {
  switch (event.kind) {
    case 'moveAsked': {
      const again = event.order.move === state.order.move;
      return again ? keep(state) : stayAsked(state, event.order, 'the shard is being moved already');
    }
    case 'splitAsked':
      return refuseSplit(state, event.split, 'the shard is being moved');
    default:
      return keep(state);
  }
}

/** The source before its final delta: it may still change its mind on its own. */
function stepLeaving(state: In<'precopy' | 'suspending'>, event: ShardEvent, nowMs: number): ShardStep {
  const { order, epoch } = state;
  const finished: ShardAction[] = [{ kind: 'abortTransfer' }, { kind: 'answerMove', move: order.move, result: 'finished' }];
  const ended = end(state, event, finished, nowMs);
  if (ended) return ended;
  const stayed: ShardAction = {
    kind: 'answerMove',
    move: order.move,
    result: 'stayed',
    reason: 'the target could not be reached',
  };
  switch (event.kind) {
    case 'converged':
      return state.kind === 'precopy'
        ? { state: { kind: 'suspending', epoch, order, broken: false }, actions: [{ kind: 'requestSuspend' }] }
        : keep(state);
    case 'suspended':
      if (state.kind === 'precopy') return { state, actions: [{ kind: 'resume' }] };
      return state.broken
        ? { state: { kind: 'running', epoch }, actions: [{ kind: 'resume' }, stayed] }
        : { state: { kind: 'handover', epoch, order }, actions: [{ kind: 'sendFinal' }] };
    case 'transferBroken':
    case 'refused':
      if (state.kind === 'precopy') {
        return { state: { kind: 'running', epoch }, actions: [{ kind: 'abortTransfer' }, stayed] };
      }
      return state.broken ? keep(state) : { state: { ...state, broken: true }, actions: [{ kind: 'abortTransfer' }] };
    default:
      return askedWhileMoving(state, event);
  }
}

/** The source after its final delta: only the coordinator can say whose the shard is. */
function stepHandedOut(state: In<'handover' | 'resolving'>, event: ShardEvent, nowMs: number): ShardStep {
  const { order, epoch } = state;
  const moved: ShardStep = {
    state: { kind: 'gone', epoch },
    actions: [{ kind: 'discard' }, { kind: 'answerMove', move: order.move, result: 'moved' }],
  };
  const ask: ShardStep = {
    state: { kind: 'resolving', epoch, order, askAgainAtMs: nowMs + ASK_AGAIN_MS },
    actions: [{ kind: 'askOwner', move: order.move }],
  };
  switch (event.kind) {
    case 'handedOver':
      return moved;
    case 'refused':
    case 'transferBroken':
      return state.kind === 'handover' ? ask : keep(state);
    case 'ownerIs':
      // An answer about an earlier move, overtaken by this one, says nothing about this one.
      if (state.kind !== 'resolving' || event.move !== order.move) return keep(state);
      if (!event.self || event.epoch !== epoch) return moved;
      return {
        state: { kind: 'running', epoch },
        actions: [
          { kind: 'resume' },
          { kind: 'answerMove', move: order.move, result: 'stayed', reason: 'the target did not take over' },
        ],
      };
    case 'tick':
      return state.kind === 'resolving' && nowMs >= state.askAgainAtMs ? ask : keep(state);
    default:
      return askedWhileMoving(state, event);
  }
}

function stepArriving(state: In<'receiving' | 'committing'>, event: ShardEvent, nowMs: number): ShardStep {
  const { epoch, move } = state;
  const ask: ShardStep = {
    state: { kind: 'committing', epoch, move, askAgainAtMs: nowMs + ASK_AGAIN_MS },
    actions: [{ kind: 'askCommit', move }],
  };
  const drop: ShardStep = {
    state: { kind: 'gone', epoch },
    actions: [{ kind: 'discard' }, { kind: 'answerSource', resumed: false }],
  };
  if (state.kind === 'receiving') {
    if (event.kind === 'loaded') return ask;
    return event.kind === 'transferBroken' || event.kind === 'refused' ? drop : keep(state);
  }
  switch (event.kind) {
    case 'granted':
      if (event.move !== move) return keep(state);
      return {
        state: { kind: 'running', epoch: event.epoch },
        actions: [{ kind: 'resume' }, { kind: 'answerSource', resumed: true }],
      };
    case 'denied':
      return event.move === move ? drop : keep(state);
    case 'tick':
      // A broken stream changes nothing here: the coordinator may have granted the move already.
      return nowMs >= state.askAgainAtMs ? ask : keep(state);
    default:
      return keep(state);
  }
}

function stepEnded(state: In<'done' | 'failed'>, event: ShardEvent, nowMs: number): ShardStep {
  switch (event.kind) {
    case 'reportTaken':
      if (event.epoch !== state.epoch) return keep(state);
      return { state: { kind: 'gone', epoch: state.epoch }, actions: [{ kind: 'discard' }] };
    case 'tick':
      if (nowMs < state.reportAgainAtMs) return keep(state);
      return {
        state: { ...state, reportAgainAtMs: nowMs + ASK_AGAIN_MS },
        actions: [{ kind: state.kind === 'done' ? 'reportResult' : 'reportFailure' }],
      };
    case 'moveAsked':
      return { state, actions: [{ kind: 'answerMove', move: event.order.move, result: 'finished' }] };
    case 'splitAsked':
      return refuseSplit(state, event.split, 'the shard has ended');
    default:
      return keep(state);
  }
}

/** The coordinator has given the shard away; whatever is here under that epoch or an older one is void. */
function revoke(state: ShardState, epoch: number): ShardStep {
  if (epoch < state.epoch || state.kind === 'gone') return keep(state);
  if (state.kind === 'receiving' || state.kind === 'committing') {
    // A copy on its way in holds its source's epoch, which may well be over: it could be granted the next one, and no other.
    if (epoch === state.epoch) return keep(state);
    return {
      state: { kind: 'gone', epoch: state.epoch },
      actions: [{ kind: 'discard' }, { kind: 'answerSource', resumed: false }],
    };
  }
  const actions: ShardAction[] = [{ kind: 'discard' }];
  if (state.kind === 'splitting')
    actions.push({ kind: 'refuseSplit', split: state.split, reason: 'the shard was given to another hub' });
  if (state.kind === 'precopy' || state.kind === 'suspending' || state.kind === 'handover' || state.kind === 'resolving') {
    const reason = 'the shard was given to another hub';
    actions.unshift({ kind: 'abortTransfer' });
    actions.push({ kind: 'answerMove', move: state.order.move, result: 'stayed', reason });
  }
  return { state: { kind: 'gone', epoch: state.epoch }, actions };
}
