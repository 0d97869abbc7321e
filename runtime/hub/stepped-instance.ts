/**
 * A shard of a stepped block: at each barrier it gives what others read of what it has written and is given what it reads of theirs. To
 * whoever runs it, it looks like any other instance: it can be suspended at a barrier, moved, and go on waiting elsewhere.
 */
import { setTimeout as delay } from 'node:timers/promises';
import {
  barrierOf,
  ControlBlock,
  type Instance,
  type IterationRange,
  itemOfPortion,
  type Outcome,
  openBarrier,
  type Portion,
  type PreparedModule,
  portionName,
  readPortion,
  type ShardOutputs,
  writePortion,
} from '../engine/index.js';
import { ShoalError } from '../errors.js';
import { isPart, type Part, type ValueBundle } from '../values/index.js';

/** What a shard says at a barrier: without values it only asks what it owes there. */
export type Exchange = (
  barrier: number,
  values: ValueBundle | undefined,
  signal: AbortSignal,
) => Promise<{ readonly barrier: number; readonly send: readonly Portion[]; readonly values: ValueBundle }>;

/** All barriers are passed. */
const DONE = 2 ** 31 - 1;
const RETRY_PAUSE_MS = 50;

export class SteppedInstance implements Instance {
  readonly prepared: PreparedModule;
  readonly #inner: Instance;
  readonly #exchange: Exchange;
  readonly #lifetime = new AbortController();
  /** Aborted by the wish to suspend the shard. */
  #patience = new AbortController();
  /** What the shard owes at the barrier where it stops next; not known when it has just come here. */
  #appointment: { readonly barrier: number; readonly send: readonly Portion[] } | undefined;
  #results: ShardOutputs | undefined;
  #waitedMs = 0;

  constructor(inner: Instance, exchange: Exchange) {
    this.prepared = inner.prepared;
    this.#inner = inner;
    this.#exchange = exchange;
  }

  memory(): Uint8Array {
    return this.#inner.memory();
  }

  grow(memoryBytes: number): void {
    this.#inner.grow(memoryBytes);
  }

  captureGlobals(): Promise<Record<string, number | bigint>> {
    return this.#inner.captureGlobals();
  }

  restoreGlobals(globals: Record<string, number | bigint>): Promise<void> {
    return this.#inner.restoreGlobals(globals);
  }

  requestSuspend(): void {
    this.#patience.abort();
    this.#inner.requestSuspend();
  }

  async resume(): Promise<Outcome> {
    this.#patience = new AbortController();
    for (;;) {
      const barrier = barrierOf(this.memory(), this.prepared.block);
      if (barrier !== undefined) {
        const startedMs = performance.now();
        const isThrough = await this.#cross(barrier);
        this.#waitedMs += performance.now() - startedMs;
        if (!isThrough) return { kind: 'suspended' };
      }
      if (this.#patience.signal.aborted) return { kind: 'suspended' };
      const outcome = await this.#inner.resume();
      if (outcome.kind === 'done') return this.#finish();
      if (outcome.kind === 'failed' || barrierOf(this.memory(), this.prepared.block) === undefined) return outcome;
    }
  }

  /** The last versions of elements that the shard holds, once it is done. */
  get outputs(): ShardOutputs | undefined {
    return this.#results;
  }

  /** How long it has stood at barriers. */
  get waitedMs(): number {
    return this.#waitedMs;
  }

  [Symbol.asyncDispose](): PromiseLike<void> {
    this.#lifetime.abort();
    return this.#inner[Symbol.asyncDispose]();
  }

  /** False when the shard is to be suspended before it could go on. */
  async #cross(barrier: number): Promise<boolean> {
    const signal = AbortSignal.any([this.#lifetime.signal, this.#patience.signal]);
    const send = await this.#owed(barrier, signal);
    const crossing = send && (await this.#ask(barrier, this.#collect(send), signal));
    if (!crossing) return false;
    const { block } = this.prepared;
    for (const [name, value] of crossing.values) {
      if (typeof value !== 'object' || !isPart(value)) throw new ShoalError('SHOAL3004', `"${name}" is no part of an array`);
      writePortion(this.memory(), block, itemOfPortion(name), value.part);
    }
    this.#appointment = { barrier: crossing.barrier, send: crossing.send };
    openBarrier(this.memory(), crossing.barrier);
    return true;
  }

  /** The shard has run through all steps; what it holds for good is known after one more question, if at all. */
  async #finish(): Promise<Outcome> {
    const control = new ControlBlock(this.memory());
    const passed = control.read('barrier');
    const known = this.#appointment?.barrier === passed ? this.#appointment.send : undefined;
    const send = known ?? (await this.#ask(DONE, undefined, this.#lifetime.signal))?.send;
    if (!send) return { kind: 'failed', error: new ShoalError('SHOAL2006', 'the shard was cancelled') };
    const range: IterationRange = { lo: control.read('rangeStart'), hi: control.read('rangeEnd') };
    this.#results = { values: this.#collect(send), returned: false, range };
    return { kind: 'done' };
  }

  #collect(portions: readonly Portion[]): ValueBundle {
    const { block } = this.prepared;
    return new Map(
      portions.map((portion): [string, { readonly part: Part }] => [
        portionName(portion),
        { part: readPortion(this.memory(), block, portion) },
      ]),
    );
  }

  async #owed(barrier: number, signal: AbortSignal): Promise<readonly Portion[] | undefined> {
    if (this.#appointment?.barrier === barrier) return this.#appointment.send;
    return (await this.#ask(barrier, undefined, signal))?.send;
  }

  /** Asks until there is an answer; undefined when nobody waits for it any more. */
  async #ask(
    barrier: number,
    values: ValueBundle | undefined,
    signal: AbortSignal,
  ): Promise<Awaited<ReturnType<Exchange>> | undefined> {
    while (!signal.aborted) {
      try {
        return await this.#exchange(barrier, values, signal);
      } catch {
        // The coordinator is not there, or refuses: it will say that the shard is not wanted any more, or answer.
        await delay(RETRY_PAUSE_MS, undefined, { signal }).catch(() => {});
      }
    }
    return undefined;
  }
}
