/**
 * Who owns a shard: the coordinator's pure state machine for one shard. It alone grants epochs. See hub/shard-life.ts for
 * the other half of the protocol; test/unit/runtime/protocol.simulation.test.ts runs both against a hostile network.
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

export type StepOwnership = (state: OwnershipState, event: OwnershipEvent, nowMs: number) => OwnershipStep;
