/**
 * One shard as the coordinator sees it: carries what hubs say into the machine of ownership.ts and does what that decides. Nothing
 * here decides who owns the shard.
 */
import { create } from '@bufbuild/protobuf';
import type { BlockManifest } from '../../compiler/manifest.js';
import type { Explanation } from '../../predictor/index.js';
import type { PlacementSchedule } from '../coordination/index.js';
import type { IterationRange } from '../engine/index.js';
import { ShoalError } from '../errors.js';
import { type MoveEvent, MoveEventSchema, type MoveReply } from '../transport/gen/shoal/v1/shoal_pb.js';
import type { Connections } from '../transport/index.js';
import type { Cluster } from './cluster.js';
import { type OwnershipAction, type OwnershipEvent, type OwnershipState, stepOwnership, unplacedShard } from './ownership.js';

export interface ShardServices {
  readonly cluster: Cluster;
  readonly connections: Connections;
  readonly schedule: PlacementSchedule;
}

/** What the run does for its shards. */
export interface ShardObserver {
  /** The shard has lost its hub: choose another and raise `placed`. */
  needsHub(shard: OwnedShard): void;
  /** Send it to the hub and raise `startTaken` or `startFailed`. */
  startShard(shard: OwnedShard, hub: string, epoch: number): void;
  moveEnded(shard: OwnedShard, move: MoveEvent): void;
}

/** How long a hub may take to drop a copy it has no right to; if it does not hear of it, it hears it with its next report. */
const REVOKE_DEADLINE_MS = 3000;

interface PendingMove {
  readonly from: string;
  readonly to: string;
  readonly resolve: (move: MoveEvent) => void;
  readonly reject: (error: unknown) => void;
}

export class OwnedShard {
  readonly run: string;
  readonly id: string;
  readonly block: BlockManifest;
  readonly createdMs = performance.now();
  /** As far as is known: a split is heard of after it happened. */
  range: IterationRange | undefined;
  /** Why it is where it is. */
  placement: Explanation | undefined;
  /** What its hub said last. */
  progress = 0;
  moves = 0;
  /** Starts that failed, on which hubs. */
  readonly failedHubs: string[] = [];
  /** When its present owner got it. */
  ownedSinceMs = performance.now();
  endedMs: number | undefined;
  readonly #services: ShardServices;
  readonly #observer: ShardObserver;
  readonly #pendingMoves = new Map<string, PendingMove>();
  #state: OwnershipState = unplacedShard();
  #queue: Promise<unknown> = Promise.resolve();
  #moveCount = 0;

  constructor(
    identity: {
      readonly run: string;
      readonly id: string;
      readonly block: BlockManifest;
      readonly range: IterationRange | undefined;
    },
    services: ShardServices,
    observer: ShardObserver,
  ) {
    this.run = identity.run;
    this.id = identity.id;
    this.block = identity.block;
    this.range = identity.range;
    this.#services = services;
    this.#observer = observer;
  }

  get state(): OwnershipState {
    return this.#state;
  }

  get isOpen(): boolean {
    return this.#state.kind !== 'done' && this.#state.kind !== 'failed';
  }

  get key() {
    return { run: this.run, shard: this.id, epoch: this.#state.epoch };
  }

  /**
   * Lets the machine decide about an event, one after another. A new owner is written to the schedule before anybody hears of it;
   * if that fails nothing has happened and the error is thrown. Returns the actions, for whoever waits for an answer.
   */
  raise(event: OwnershipEvent): Promise<readonly OwnershipAction[]> {
    const decided = this.#queue.then(async () => {
      const { state, actions } = stepOwnership(this.#state, event);
      for (const action of actions) {
        if (action.kind !== 'saveSchedule') continue;
        await this.#services.schedule.assign({ run: this.run, shard: this.id, hub: action.owner, epoch: action.epoch });
      }
      if (state.owner !== this.#state.owner) this.ownedSinceMs = performance.now();
      this.#state = state;
      for (const action of actions) this.#execute(action);
      return actions;
    });
    this.#queue = decided.catch(() => {});
    return decided;
  }

  /** Moves the shard; resolves when it is known how that ended. Rejects with SHOAL5003 when it can't be moved now. */
  move(to: string, stopAndCopy: boolean): Promise<MoveEvent> {
    const move = `${this.id}.m${++this.#moveCount}`;
    return new Promise((resolve, reject) => {
      this.#pendingMoves.set(move, { from: this.#state.owner ?? '', to, resolve, reject });
      this.raise({ kind: 'moveWanted', move, target: to, stopAndCopy }).catch((error: unknown) => {
        this.#pendingMoves.delete(move);
        reject(error);
      });
    });
  }

  /** Tells the owner to drop it. */
  cancel(): void {
    if (this.isOpen && this.#state.owner !== undefined) this.#revoke(this.#state.owner, this.#state.epoch);
  }

  #execute(action: OwnershipAction): void {
    switch (action.kind) {
      case 'place':
        this.#observer.needsHub(this);
        return;
      case 'start':
        this.#observer.startShard(this, action.hub, action.epoch);
        return;
      case 'askMove':
        void this.#askMove(action);
        return;
      case 'refuseMove':
        this.#pendingMoves.get(action.move)?.reject(new ShoalError('SHOAL5003', `${this.id} can't be moved: ${action.reason}`));
        this.#pendingMoves.delete(action.move);
        return;
      case 'revoke':
        this.#revoke(action.hub, action.epoch);
        return;
      default:
        // Answers to whoever raised the event, who has them from `raise`; the schedule is written already.
        return;
    }
  }

  async #askMove({ hub, move, target, epoch, stopAndCopy }: Extract<OwnershipAction, { kind: 'askMove' }>): Promise<void> {
    const { cluster, connections } = this.#services;
    let reply: Pick<MoveReply, 'result' | 'reason'> & Partial<Pick<MoveReply, 'timings'>>;
    try {
      const source = connections.hub(cluster.require(hub).address);
      const targetAddress = cluster.require(target).address;
      const key = { run: this.run, shard: this.id, epoch };
      reply = await source.moveShard({ key, move, target, targetAddress, stopAndCopy });
    } catch (error) {
      reply = this.#withoutAnswer(error);
    }
    const said = reply.result === 'moved' || reply.result === 'finished' ? reply.result : 'stayed';
    await this.raise({ kind: 'moveEnded', move, result: said }).catch(() => {});
    // After all events before it: a source that lost its copy for another reason does not know that the target has it.
    const result = this.#state.committed?.id === move ? 'moved' : said;
    if (result === 'moved') this.moves += 1;
    const event = create(MoveEventSchema, {
      shard: this.id,
      block: this.block.id,
      from: hub,
      to: target,
      result,
      reason: reply.reason,
      ...(reply.timings ? { timings: reply.timings } : {}),
    });
    this.#pendingMoves.get(move)?.resolve(event);
    this.#pendingMoves.delete(move);
    this.#observer.moveEnded(this, event);
  }

  /** The source did not say how the move ended. */
  #withoutAnswer(error: unknown): Pick<MoveReply, 'result' | 'reason'> {
    const reason = error instanceof Error ? error.message : String(error);
    const ended = !this.isOpen || (error instanceof ShoalError && error.code === 'SHOAL5001');
    return { result: ended ? 'finished' : 'stayed', reason };
  }

  #revoke(hub: string, epoch: number): void {
    const { cluster, connections } = this.#services;
    if (cluster.isLost(hub)) return;
    connections
      .hub(cluster.require(hub).address)
      .cancelShard({ key: { run: this.run, shard: this.id, epoch } }, { deadlineMs: REVOKE_DEADLINE_MS })
      .catch(() => {});
  }
}
