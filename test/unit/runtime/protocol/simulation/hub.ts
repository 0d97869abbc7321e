/**
 * A simulated hub: what ShardHost and ShardTable do around the machine of shard-life.ts, with an engine that only counts. It keeps
 * no promise that the machine does not keep: answers are matched to the copy that asked, and nothing else is remembered.
 */
import {
  isExecuting,
  isHeld,
  pendingShard,
  receivingShard,
  type ShardAction,
  type ShardEvent,
  type ShardState,
} from '../../../../../runtime/hub/shard-life.js';
import type { ToCoordinator, ToHub } from './messages.js';
import type { World } from './world.js';

/** A stream that is silent for so long counts as broken. */
const STREAM_SILENCE_MS = 400;

export interface Copy {
  readonly id: number;
  state: ShardState;
  /** Work done, in ms; exact while it stands still. */
  done: number;
  /** When the engine was last set running, or undefined. */
  runningSinceMs: number | undefined;
  /** Counts changes of the engine's state, so that plans for an earlier one come to nothing. */
  engineTurn: number;
  /** Of a copy that came by a move. */
  readonly arrival?: { readonly move: string; readonly source: string };
}

/** Where the hub's words go, and who watches the copies. */
export interface Surroundings {
  readonly world: World;
  toHub(from: string, to: string, message: ToHub): void;
  toCoordinator(from: string, message: ToCoordinator): void;
  /** Before the engine of a copy is set running: throws a Violation if it must not. */
  onResume(hub: SimulatedHub, copy: Copy, before: ShardState): void;
}

export class SimulatedHub {
  readonly name: string;
  readonly #around: Surroundings;
  held: Copy | undefined;
  readonly arriving = new Map<string, Copy>();
  isUp = true;
  #life = 1;

  constructor(name: string, around: Surroundings) {
    this.name = name;
    this.#around = around;
  }

  get incarnation(): string {
    return `${this.name}#${this.#life}`;
  }

  *copies(): Generator<Copy, void> {
    if (this.held) yield this.held;
    yield* this.arriving.values();
  }

  /** Everything is forgotten. */
  crash(downMs: number): void {
    if (!this.isUp) return;
    const { world } = this.#around;
    world.log(() => `${this.name} crashes`);
    this.isUp = false;
    this.held = undefined;
    this.arriving.clear();
    world.schedule.after(downMs, () => {
      this.#life++;
      this.isUp = true;
      world.log(() => `${this.name} is up again`);
      this.#tell({ kind: 'join', incarnation: this.incarnation });
    });
  }

  tick(): void {
    if (!this.isUp) return;
    for (const copy of [...this.copies()]) this.#raise(copy, { kind: 'tick' });
  }

  beat(): void {
    if (!this.isUp) return;
    const epochs = this.held && isHeld(this.held.state) ? [this.held.state.epoch] : [];
    this.#tell({ kind: 'heartbeat', incarnation: this.incarnation, epochs });
  }

  receive(message: ToHub): void {
    if (!this.isUp) return;
    switch (message.kind) {
      case 'start':
        this.#start(message.epoch);
        return;
      case 'moveShard':
        if (this.held?.state.epoch === message.epoch) this.#raise(this.held, { kind: 'moveAsked', order: message.order });
        else this.#tell({ kind: 'moveEnded', move: message.order.move, result: 'stayed' });
        return;
      case 'splitShard':
        if (this.held?.state.epoch === message.epoch) this.#raise(this.held, { kind: 'splitAsked', split: message.split });
        return;
      case 'cancelShard':
        if (this.held) this.#raise(this.held, { kind: 'revoked', epoch: message.epoch });
        return;
      case 'transferOpen':
        this.#openArrival(message.epoch, message.move, message.source);
        return;
      case 'transferFinal':
        this.#arrive(message.move, (copy) => {
          copy.done = message.done;
          this.#raise(copy, { kind: 'loaded' });
        });
        return;
      case 'transferBroken':
        this.#arrive(message.move, (copy) => this.#raise(copy, { kind: 'transferBroken' }));
        return;
      case 'transferAnswer': {
        const { held } = this;
        if (held && 'order' in held.state && held.state.order.move === message.move) {
          this.#raise(held, { kind: message.resumed ? 'handedOver' : 'refused' });
        }
        return;
      }
      case 'owner':
        this.#answer(message.copy, { kind: 'ownerIs', move: message.move, self: message.self, epoch: message.epoch });
        return;
      case 'commit': {
        const { move, epoch } = message;
        this.#answer(message.copy, message.granted ? { kind: 'granted', move, epoch } : { kind: 'denied', move });
        return;
      }
      case 'reportTaken':
        this.#answer(message.copy, { kind: 'reportTaken', epoch: message.epoch });
        return;
      case 'joinAgain':
        this.#tell({ kind: 'join', incarnation: this.incarnation });
        return;
    }
  }

  #start(epoch: number): void {
    if (this.held && this.held.state.epoch > epoch) return;
    if (this.held?.state.epoch !== epoch) {
      if (this.held) this.#raise(this.held, { kind: 'revoked', epoch: epoch - 1 });
      if (!this.isUp) return;
      const copy = this.#newCopy(pendingShard(epoch));
      this.held = copy;
      this.#later(copy, 0.5, 3, () => this.#raise(copy, { kind: 'ready' }));
    }
    this.#tell({ kind: 'started', epoch });
  }

  #openArrival(epoch: number, move: string, source: string): void {
    const tooLate = this.held && isHeld(this.held.state) && this.held.state.epoch >= epoch;
    if (tooLate || this.arriving.has(move)) return;
    const copy: Copy = { ...this.#newCopy(receivingShard(epoch, move)), arrival: { move, source } };
    this.arriving.set(move, copy);
    this.#around.world.schedule.after(4 * STREAM_SILENCE_MS, () => {
      if (this.arriving.get(move) === copy) this.#raise(copy, { kind: 'transferBroken' });
    });
  }

  #arrive(move: string, then: (copy: Copy) => void): void {
    const copy = this.arriving.get(move);
    if (copy) then(copy);
  }

  #answer(id: number, event: ShardEvent): void {
    for (const copy of this.copies()) {
      if (copy.id === id) {
        this.#raise(copy, event);
        return;
      }
    }
  }

  #raise(copy: Copy, event: ShardEvent): void {
    const { world } = this.#around;
    if (!this.isUp || !this.#has(copy)) return;
    if (this.#crashes()) return;
    const before = copy.state;
    const { state, actions } = world.machines.stepShard(before, event, world.nowMs);
    copy.state = state;
    if (state !== before || actions.length > 0) {
      world.log(
        () =>
          `${this.name} copy ${copy.id} ${event.kind}: ${before.kind}@${before.epoch} => ${state.kind}@${state.epoch} [${actions.map(({ kind }) => kind)}]`,
      );
    }
    if (event.kind === 'finished' || event.kind === 'trapped') copy.runningSinceMs = undefined;
    for (const action of actions) {
      if (!this.isUp || this.#crashes()) return;
      this.#execute(copy, action, before);
    }
  }

  #execute(copy: Copy, action: ShardAction, before: ShardState): void {
    const { name } = this;
    switch (action.kind) {
      case 'resume':
        this.#resume(copy, before);
        return;
      case 'requestSuspend':
        this.#requestSuspend(copy);
        return;
      case 'startTransfer': {
        const { move, target, stopAndCopy } = action.order;
        this.#around.toHub(name, target, { kind: 'transferOpen', epoch: copy.state.epoch, move, source: name });
        if (!stopAndCopy) this.#later(copy, 2, 60, () => this.#raise(copy, { kind: 'converged' }));
        this.#breakStreamAfter(copy, move, 3 * STREAM_SILENCE_MS);
        return;
      }
      case 'sendFinal': {
        if (!('order' in copy.state)) return;
        const { move, target } = copy.state.order;
        this.#around.toHub(name, target, { kind: 'transferFinal', move, done: copy.done });
        this.#breakStreamAfter(copy, move, STREAM_SILENCE_MS);
        return;
      }
      case 'abortTransfer':
        if ('order' in before) this.#around.toHub(name, before.order.target, { kind: 'transferBroken', move: before.order.move });
        return;
      case 'askOwner':
        this.#tell({ kind: 'resolveMove', copy: copy.id, epoch: copy.state.epoch, move: action.move });
        return;
      case 'askCommit':
        this.#tell({ kind: 'commitMove', copy: copy.id, epoch: copy.state.epoch, move: action.move, target: name });
        return;
      case 'answerSource':
        this.#answerSource(copy, action.resumed);
        return;
      case 'answerMove':
        this.#tell({ kind: 'moveEnded', move: action.move, result: action.result });
        return;
      case 'reportResult':
        this.#tell({ kind: 'result', copy: copy.id, epoch: copy.state.epoch, done: copy.done });
        return;
      case 'reportFailure':
        this.#tell({ kind: 'failure', copy: copy.id, epoch: copy.state.epoch });
        return;
      case 'discard':
        copy.runningSinceMs = undefined;
        if (this.held === copy) this.held = undefined;
        for (const [move, arriving] of this.arriving) if (arriving === copy) this.arriving.delete(move);
        return;
      case 'cutRange':
      case 'refuseSplit':
        // The answer to a split changes nothing about who owns the shard.
        return;
    }
  }

  #answerSource(copy: Copy, resumed: boolean): void {
    if (!copy.arrival) return;
    const { move, source } = copy.arrival;
    if (this.arriving.get(move) === copy) this.arriving.delete(move);
    if (resumed) {
      // Still found by its id while it is taken back.
      this.arriving.set(move, copy);
      if (this.held) this.#raise(this.held, { kind: 'revoked', epoch: copy.state.epoch - 1 });
      if (!this.isUp) return;
      this.arriving.delete(move);
      this.held = copy;
    }
    this.#around.toHub(this.name, source, { kind: 'transferAnswer', move, resumed });
  }

  #resume(copy: Copy, before: ShardState): void {
    const { world } = this.#around;
    this.#around.onResume(this, copy, before);
    copy.runningSinceMs = world.nowMs;
    const turn = ++copy.engineTurn;
    world.schedule.after(world.workMs - copy.done, () => {
      if (copy.engineTurn !== turn || copy.runningSinceMs === undefined || !isExecuting(copy.state)) return;
      copy.done = world.workMs;
      this.#raise(copy, { kind: 'finished' });
    });
  }

  #requestSuspend(copy: Copy): void {
    const turn = copy.engineTurn;
    const { world } = this.#around;
    world.schedule.after(world.random.between(0.01, 2), () => {
      if (copy.engineTurn !== turn || copy.runningSinceMs === undefined) return;
      copy.done += world.nowMs - copy.runningSinceMs;
      copy.runningSinceMs = undefined;
      copy.engineTurn++;
      this.#raise(copy, { kind: 'suspended' });
    });
  }

  #breakStreamAfter(copy: Copy, move: string, silenceMs: number): void {
    this.#around.world.schedule.after(silenceMs, () => {
      if ('order' in copy.state && copy.state.order.move === move) this.#raise(copy, { kind: 'transferBroken' });
    });
  }

  #later(copy: Copy, lowMs: number, highMs: number, run: () => void): void {
    const { world } = this.#around;
    world.schedule.after(world.random.between(lowMs, highMs), () => {
      if (this.#has(copy)) run();
    });
  }

  #has(copy: Copy): boolean {
    if (this.held === copy) return true;
    for (const arriving of this.arriving.values()) if (arriving === copy) return true;
    return false;
  }

  #crashes(): boolean {
    const { world } = this.#around;
    if (!world.random.chance(world.faults.crash)) return false;
    this.crash(world.random.chance(0.1) ? 15_000 : world.random.between(5, 5000));
    return true;
  }

  #tell(message: ToCoordinator): void {
    this.#around.toCoordinator(this.name, message);
  }

  #newCopy(state: ShardState): Copy {
    return { id: this.#around.world.nextId(), state, done: 0, runningSinceMs: undefined, engineTurn: 0 };
  }
}
