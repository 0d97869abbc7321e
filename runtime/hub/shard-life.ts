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
  | { readonly kind: 'ownerIs'; readonly self: boolean; readonly epoch: number }
  /** Target: the final checkpoint is loaded and verified. */
  | { readonly kind: 'loaded' }
  | { readonly kind: 'granted'; readonly epoch: number }
  | { readonly kind: 'denied' }
  /** The coordinator has taken the result or failure, or refused it for an old epoch. */
  | { readonly kind: 'reportTaken' }
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
  | { readonly kind: 'answerMove'; readonly result: 'moved' | 'stayed' | 'finished'; readonly reason?: string }
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

export type StepShard = (state: ShardState, event: ShardEvent, nowMs: number) => ShardStep;
