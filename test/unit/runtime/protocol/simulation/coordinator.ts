/** The simulated coordinator: what OwnedShard and the heartbeats do around the machine of ownership.ts, for one shard. */
import {
  HEARTBEAT_MS,
  isMember,
  type MembershipEvent,
  noMembers,
  stepMembership,
} from '../../../../../runtime/coordination/membership.js';
import { type OwnershipAction, type OwnershipEvent, unplacedShard } from '../../../../../runtime/orchestrator/ownership.js';
import type { ToCoordinator, ToHub } from './messages.js';
import { Violation, type World } from './world.js';

const START_DEADLINE_MS = 800;
const MOVE_DEADLINE_MS = 3000;
/** A hub that has just been given the shard may have sent its report before. */
const MISSING_AFTER_MS = 2.5 * HEARTBEAT_MS;

export class SimulatedCoordinator {
  static readonly NAME = 'coordinator';
  readonly #world: World;
  readonly #toHub: (to: string, message: ToHub) => void;
  readonly #hubs: readonly string[];
  readonly #incarnations = new Map<string, string>();
  state = unplacedShard();
  /** Moves whose target was told to take over. */
  readonly grantedMoves = new Set<string>();
  /** Moves whose source went on after it had handed the shard out. */
  readonly stayedMoves = new Set<string>();
  accepted = 0;
  starts = 0;
  #members = noMembers(0);
  #ownedSinceMs = 0;
  #savedEpoch = 0;
  #moves = 0;

  constructor(world: World, hubs: readonly string[], toHub: (to: string, message: ToHub) => void) {
    this.#world = world;
    this.#hubs = hubs;
    this.#toHub = toHub;
  }

  get isOver(): boolean {
    return this.state.kind === 'done' || this.state.kind === 'failed';
  }

  /** All hubs have joined; the shard is placed. */
  begin(incarnationOf: (hub: string) => string): void {
    for (const hub of this.#hubs) this.#join(hub, incarnationOf(hub));
    this.#execute({ kind: 'place' });
  }

  tick(): void {
    this.#member({ kind: 'tick' });
  }

  /** Somebody wants the shard elsewhere, or split. */
  meddle(): void {
    const { random } = this.#world;
    if (this.isOver) return;
    if (random.chance(0.15) && this.state.owner !== undefined) {
      const split = `s${this.#world.nextId()}`;
      this.#toHub(this.state.owner, { kind: 'splitShard', epoch: this.state.epoch, split });
      return;
    }
    const target = random.pick(this.#hubs);
    if (!isMember(this.#members, target)) return;
    const move = `m${++this.#moves}`;
    this.#raise({ kind: 'moveWanted', move, target, stopAndCopy: random.chance(0.3) });
  }

  receive(from: string, message: ToCoordinator): void {
    switch (message.kind) {
      case 'join':
        this.#join(from, message.incarnation);
        return;
      case 'heartbeat':
        this.#heartbeat(from, message.incarnation, message.epochs);
        return;
      case 'started':
        this.#raise({ kind: 'startTaken', epoch: message.epoch });
        return;
      case 'commitMove': {
        const { move, target, epoch, copy } = message;
        for (const action of this.#raise({ kind: 'commitAsked', move, target, epoch })) {
          if (action.kind !== 'answerCommit') continue;
          if (action.granted) this.#grant(move);
          this.#toHub(from, { kind: 'commit', copy, move, granted: action.granted, epoch: action.epoch });
        }
        return;
      }
      case 'resolveMove': {
        const { move, epoch, copy } = message;
        for (const action of this.#raise({ kind: 'ownerAsked', move, by: from, epoch })) {
          if (action.kind !== 'answerOwner') continue;
          this.#toHub(from, { kind: 'owner', copy, move, self: action.owner === from, epoch: action.epoch });
        }
        return;
      }
      case 'moveEnded':
        this.#raise({ kind: 'moveEnded', move: message.move, result: message.result });
        return;
      case 'result':
      case 'failure': {
        const { copy, epoch } = message;
        const actions = this.#raise({ kind: message.kind, hub: from, epoch });
        const isAccepted = actions.some(({ kind }) => kind === 'accept');
        if (isAccepted && message.kind === 'result' && message.done !== this.#world.workMs) {
          throw new Violation(`a result after ${message.done} of ${this.#world.workMs} ms of work was accepted`);
        }
        this.#toHub(from, { kind: 'reportTaken', copy, epoch });
        return;
      }
    }
  }

  #grant(move: string): void {
    if (this.stayedMoves.has(move))
      throw new Violation(`the target of ${move} was granted the shard although its source went on`);
    this.grantedMoves.add(move);
  }

  #heartbeat(hub: string, incarnation: string, epochs: readonly number[]): void {
    if (!isMember(this.#members, hub) || this.#incarnations.get(hub) !== incarnation) {
      this.#toHub(hub, { kind: 'joinAgain' });
      return;
    }
    this.#member({ kind: 'beat', hub });
    for (const epoch of epochs) this.#raise({ kind: 'seen', hub, epoch });
    const isDue = this.#world.nowMs - this.#ownedSinceMs > MISSING_AFTER_MS;
    if (this.state.owner === hub && isDue && !epochs.includes(this.state.epoch)) {
      this.#raise({ kind: 'missing', hub, epoch: this.state.epoch });
    }
  }

  #join(hub: string, incarnation: string): void {
    // A join that was long under way must not bring a former life back.
    const known = this.#incarnations.get(hub);
    if (known !== undefined && Number(known.split('#')[1]) > Number(incarnation.split('#')[1])) return;
    this.#incarnations.set(hub, incarnation);
    this.#member({ kind: 'joined', hub, incarnation });
  }

  #member(event: MembershipEvent): void {
    const { state, actions } = stepMembership(this.#members, event, this.#world.nowMs);
    this.#members = state;
    for (const action of actions) {
      this.#world.log(() => `coordinator: ${action.kind} ${action.hub}`);
      if (action.kind === 'hubLost') this.#raise({ kind: 'hubLost', hub: action.hub });
    }
  }

  #raise(event: OwnershipEvent): readonly OwnershipAction[] {
    const before = this.state;
    const { state, actions } = this.#world.machines.stepOwnership(before, event);
    if (state.epoch < before.epoch) throw new Violation(`the epoch fell from ${before.epoch} to ${state.epoch}`);
    if (state.owner !== before.owner) this.#ownedSinceMs = this.#world.nowMs;
    this.state = state;
    if (state !== before || actions.length > 0) {
      this.#world.log(
        () =>
          `coordinator ${event.kind}: ${before.kind}@${before.epoch} ${before.owner ?? '-'} => ${state.kind}@${state.epoch} ${state.owner ?? '-'} [${actions.map(({ kind }) => kind)}]`,
      );
    }
    for (const action of actions) this.#execute(action);
    return actions;
  }

  #execute(action: OwnershipAction): void {
    const { schedule, random } = this.#world;
    switch (action.kind) {
      case 'place':
        schedule.after(random.between(1, 20), () => this.#place());
        return;
      case 'start': {
        const { hub, epoch } = action;
        this.starts++;
        this.#toHub(hub, { kind: 'start', epoch });
        schedule.after(START_DEADLINE_MS, () => this.#raise({ kind: 'startFailed', epoch }));
        return;
      }
      case 'askMove': {
        const { hub, move, target, epoch, stopAndCopy } = action;
        this.#toHub(hub, { kind: 'moveShard', epoch, order: { move, target, stopAndCopy } });
        schedule.after(MOVE_DEADLINE_MS, () => this.#raise({ kind: 'moveEnded', move, result: 'stayed' }));
        return;
      }
      case 'saveSchedule':
        if (action.epoch <= this.#savedEpoch) throw new Violation(`epoch ${action.epoch} was saved after ${this.#savedEpoch}`);
        this.#savedEpoch = action.epoch;
        return;
      case 'accept':
      case 'acceptFailure':
        if (++this.accepted > 1) throw new Violation('an end of the shard was accepted twice');
        return;
      case 'revoke':
        this.#toHub(action.hub, { kind: 'cancelShard', epoch: action.epoch });
        return;
      default:
        return;
    }
  }

  #place(): void {
    const members = this.#hubs.filter((hub) => isMember(this.#members, hub));
    if (members.length > 0) this.#raise({ kind: 'placed', hub: this.#world.random.pick(members) });
    else this.#world.schedule.after(200, () => this.#place());
  }
}
