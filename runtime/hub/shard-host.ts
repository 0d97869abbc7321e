/**
 * One shard on this hub: carries what happens (engine, other hubs, coordinator, clock) into the machine of shard-life.ts and does
 * what that decides. Nothing here decides.
 */
import type { Logger } from 'pino';
import type { PageTracker } from '../checkpoint/index.js';
import {
  ControlBlock,
  cutRange,
  type Instance,
  type IterationRange,
  isRanged,
  readOutputs,
  readProgress,
  type ShardOutputs,
} from '../engine/index.js';
import { ShoalError } from '../errors.js';
import type { MoveReply, ShardReport, SplitReply } from '../transport/gen/shoal/v1/shoal_pb.js';
import type { Connections } from '../transport/index.js';
import { Answers } from './answers.js';
import type { CoordinatorLink } from './coordinator-link.js';
import { Deferred } from './deferred.js';
import { Departure, type Timings } from './departure.js';
import type { HubMetricsRegistry } from './metrics.js';
import type { ModuleStore } from './module-store.js';
import type { ShardDescription } from './shard-description.js';
import { type MoveOrder, type ShardAction, type ShardEvent, type ShardState, stepShard } from './shard-life.js';
import { SteppedInstance } from './stepped-instance.js';

/** What all shards of a hub share. */
export interface HubServices {
  /** Name of this hub. */
  readonly hub: string;
  readonly connections: Connections;
  readonly coordinator: CoordinatorLink;
  readonly modules: ModuleStore;
  readonly metrics: HubMetricsRegistry;
  readonly createTracker: () => PageTracker;
  /** Called when nothing is left of a shard here. */
  readonly onGone?: ((description: ShardDescription) => void) | undefined;
  readonly log: Logger;
}

type Plain<T> = Omit<T, '$typeName' | '$unknown'>;
export type MoveAnswer = Pick<MoveReply, 'result' | 'reason'> & { readonly timings?: Timings };
export type SplitAnswer = Plain<SplitReply>;

export class ShardHost {
  readonly description: ShardDescription;
  readonly #services: HubServices;
  readonly #onGone: (host: ShardHost) => void;
  readonly #lifetime = new AbortController();
  readonly #moves = new Answers<MoveAnswer>();
  readonly #splits = new Answers<SplitAnswer>();
  /** How an arrival ended: whether the shard runs here. */
  readonly arrived = new Deferred<boolean>();
  readonly #events: ShardEvent[] = [];
  #stepping = false;
  #state: ShardState;
  #instance: Instance | undefined;
  #departure: Departure | undefined;
  #outputs: ShardOutputs | undefined;
  #failure: ShoalError | undefined;
  #suspendAskedMs = 0;
  #startedWallMs = 0;
  #busyMs = 0;
  #asking = false;
  #targetAddress = '';

  constructor(description: ShardDescription, state: ShardState, services: HubServices, onGone: (host: ShardHost) => void) {
    this.description = description;
    this.#state = state;
    this.#services = services;
    this.#onGone = onGone;
  }

  get state(): ShardState {
    return this.#state;
  }

  /** Aborted when the shard is gone from here. */
  get signal(): AbortSignal {
    return this.#lifetime.signal;
  }

  /** Gives the host its instance, with inputs or a checkpoint laid out in memory. */
  adopt(instance: Instance): void {
    if (this.#state.kind === 'gone') void this.#dispose(instance);
    else this.#instance = this.description.block.kind === 'stepped' ? this.#stepped(instance) : instance;
  }

  /** The shard's memory cannot be had or its inputs are wrong: it ends like one that trapped, or does not arrive. */
  fail(error: ShoalError): void {
    this.#failure = error;
    if (this.#state.kind === 'pending') this.raise({ kind: 'ready' });
    else this.raise({ kind: 'refused' });
  }

  /** Moves the shard to another hub; the same order again gets the same answer. */
  move(order: MoveOrder, address: string): Promise<MoveAnswer> {
    return this.#moves.to(order.move, () => {
      this.#targetAddress = address;
      this.raise({ kind: 'moveAsked', order });
    });
  }

  /** Gives up the upper half of what is left of the range. Rejects with SHOAL5003 or SHOAL5005 when that can't be. */
  split(split: string): Promise<SplitAnswer> {
    return this.#splits.to(split, () => this.raise({ kind: 'splitAsked', split }));
  }

  /** What the heartbeat says of it. */
  report(): Omit<ShardReport, '$typeName' | 'key' | 'range'> & { readonly range: IterationRange | undefined } {
    const { block } = this.description;
    const memory = this.#instance?.memory();
    const ended = this.#state.kind === 'done' || this.#state.kind === 'failed';
    return {
      state: this.#state.kind,
      progress: ended ? 1 : memory ? readProgress(memory, block) : 0,
      range: memory && isRanged(block) ? readRange(memory) : undefined,
    };
  }

  /** Lets the machine decide about an event. Events raised by its own actions wait until those are done. */
  raise(event: ShardEvent): void {
    this.#events.push(event);
    if (this.#stepping) return;
    this.#stepping = true;
    try {
      for (let next = this.#events.shift(); next; next = this.#events.shift()) {
        const { state, actions } = stepShard(this.#state, next, performance.now());
        this.#state = state;
        for (const action of actions) this.#execute(action);
      }
    } finally {
      this.#stepping = false;
    }
  }

  #execute(action: ShardAction): void {
    switch (action.kind) {
      case 'resume':
        this.#resume();
        break;
      case 'requestSuspend':
        this.#requestSuspend();
        break;
      case 'startTransfer':
        this.#startTransfer(action.order);
        break;
      case 'sendFinal':
        this.#departure?.sendFinal(performance.now());
        break;
      case 'abortTransfer':
        this.#departure?.close();
        break;
      case 'askOwner':
        this.#ask(() => this.#askOwner(action.move));
        break;
      case 'askCommit':
        this.#ask(() => this.#askCommit(action.move));
        break;
      case 'answerSource':
        this.arrived.resolve(action.resumed);
        break;
      case 'answerMove':
        this.#answerMove(action);
        break;
      case 'cutRange':
        this.#cutRange(action.split);
        break;
      case 'refuseSplit':
        this.#splits.refuse(action.split, new ShoalError('SHOAL5003', `${this.description.shard}: ${action.reason}`));
        break;
      case 'reportResult':
      case 'reportFailure':
        this.#ask(() => this.#report());
        break;
      case 'discard':
        this.#discard();
    }
  }

  #resume(): void {
    // A shard that could not be set up, or that was taken away in the meantime.
    if (this.#failure || !this.#instance) {
      this.raise({ kind: 'trapped' });
      return;
    }
    const startedMs = performance.now();
    this.#startedWallMs ||= Date.now();
    this.#instance.resume().then(
      (outcome) => {
        this.#busyMs += performance.now() - startedMs;
        if (outcome.kind === 'failed') this.#failure = outcome.error;
        if (outcome.kind === 'suspended') this.raise({ kind: 'suspended' });
        else this.raise({ kind: outcome.kind === 'done' && this.#readOutputs() ? 'finished' : 'trapped' });
      },
      (error: unknown) => {
        this.#failure = asShoalError(error, `${this.description.shard} stopped`);
        this.raise({ kind: 'trapped' });
      },
    );
  }

  #stepped(instance: Instance): SteppedInstance {
    const { coordinator } = this.#services;
    return new SteppedInstance(instance, (barrier, values, signal) =>
      coordinator.exchange(this.description, this.#state.epoch, barrier, values, signal),
    );
  }

  #readOutputs(): boolean {
    const instance = this.#instance!;
    try {
      this.#outputs =
        instance instanceof SteppedInstance ? instance.outputs : readOutputs(instance.memory(), this.description.block);
      return true;
    } catch (error) {
      this.#failure = asShoalError(error, `the outputs of ${this.description.shard} can't be read`);
      return false;
    }
  }

  #requestSuspend(): void {
    const suspend = () => {
      this.#suspendAskedMs = performance.now();
      this.#departure?.suspendAsked(this.#suspendAskedMs);
      this.#instance?.requestSuspend();
    };
    // Stop-and-copy: nobody would stop a shard before there is a way to send it.
    if (this.#state.kind === 'suspending' && this.#state.order.stopAndCopy && this.#departure) {
      void this.#departure.opened.then(suspend);
    } else suspend();
  }

  #startTransfer(order: MoveOrder): void {
    const { description } = this;
    const services = this.#services;
    const departure = new Departure(
      { description, epoch: this.#state.epoch, instance: this.#instance!, order, address: this.#targetAddress },
      services,
      (event) => {
        if (this.#departure === departure) this.raise(event);
      },
    );
    this.#departure = departure;
    departure.start();
  }

  async #askOwner(move: string): Promise<void> {
    const { self, epoch } = await this.#services.coordinator.resolveMove(this.description, this.#state.epoch, move, this.signal);
    this.raise({ kind: 'ownerIs', move, self, epoch });
  }

  async #askCommit(move: string): Promise<void> {
    const { granted, epoch } = await this.#services.coordinator.commitMove(
      this.description,
      this.#state.epoch,
      move,
      this.signal,
    );
    this.raise(granted ? { kind: 'granted', move, epoch } : { kind: 'denied', move });
  }

  async #report(): Promise<void> {
    const { coordinator } = this.#services;
    const { epoch } = this.#state;
    const waitedMs = this.#instance instanceof SteppedInstance ? this.#instance.waitedMs : 0;
    const times = { startedMs: this.#startedWallMs, busyMs: Math.max(0, this.#busyMs - waitedMs) };
    try {
      if (this.#outputs && !this.#failure)
        await coordinator.reportResult(this.description, epoch, this.#outputs, times, this.signal);
      else {
        const failure = this.#failure ?? new ShoalError('SHOAL9001', `${this.description.shard} failed without a reason`);
        await coordinator.reportFailure(this.description, epoch, failure, this.signal);
      }
    } catch (error) {
      // What the coordinator refuses it would refuse again; it is told why there is no result.
      if (error instanceof ShoalError && error.code !== 'SHOAL4001' && error.code !== 'SHOAL2006') this.#failure ??= error;
      throw error;
    }
    this.raise({ kind: 'reportTaken', epoch });
  }

  /** One question or report at a time; without an answer the machine's clock asks again. */
  #ask(question: () => Promise<void>): void {
    if (this.#asking) return;
    this.#asking = true;
    question()
      .catch((error: unknown) => {
        if (!this.signal.aborted) this.#services.log.debug({ shard: this.description.shard, error }, 'no answer yet');
      })
      .finally(() => {
        this.#asking = false;
      });
  }

  #answerMove({ move, result, reason }: Extract<ShardAction, { kind: 'answerMove' }>): void {
    const timings = this.#departure?.order.move === move ? this.#departure.timings : undefined;
    const why = (result === 'stayed' && this.#departure?.reason) || reason || '';
    if (this.#departure?.order.move === move) {
      this.#departure.close();
      this.#departure = undefined;
    }
    this.#services.metrics.moveEnded(result, result === 'moved' ? timings?.blackoutMs : undefined);
    this.#moves.give(move, { result, reason: why, ...(timings ? { timings } : {}) });
  }

  #cutRange(split: string): void {
    const cut = cutRange(this.#instance!.memory(), this.description.block);
    const pauseMs = performance.now() - this.#suspendAskedMs;
    if (cut) this.#splits.give(split, { mid: BigInt(cut.mid), hi: BigInt(cut.hi), pauseMs });
    else {
      const reason = `${this.description.shard} has too few iterations left, or no range to split`;
      this.#splits.refuse(split, new ShoalError('SHOAL5005', reason));
    }
  }

  #discard(): void {
    const instance = this.#instance;
    this.#instance = undefined;
    this.#outputs = undefined;
    if (instance) void this.#dispose(instance);
    // The answer to a move may still be on its way out of this very step.
    queueMicrotask(() => this.#lifetime.abort());
    this.#onGone(this);
    this.#services.onGone?.(this.description);
  }

  async #dispose(instance: Instance): Promise<void> {
    try {
      await instance[Symbol.asyncDispose]();
    } catch (error) {
      this.#services.log.warn({ shard: this.description.shard, error }, 'an instance could not be freed');
    }
  }
}

/** What the shard covers, after splits. */
function readRange(memory: Uint8Array): IterationRange {
  const control = new ControlBlock(memory);
  return { lo: control.read('rangeStart'), hi: control.read('rangeEnd') };
}

function asShoalError(error: unknown, what: string): ShoalError {
  if (error instanceof ShoalError) return error;
  return new ShoalError('SHOAL9001', `${what}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
}
