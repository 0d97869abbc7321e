/**
 * The source's side of a move: opens the way to the target, sends base and deltas while the shard runs, then, when it is
 * suspended, the last delta, and hears how it ended.
 */
import { setImmediate as yieldToEvents } from 'node:timers/promises';
import { ABI_VERSION } from '../../compiler/abi.js';
import { type Checkpoint, encodeCheckpoint, type PageSet } from '../checkpoint/index.js';
import type { Instance } from '../engine/index.js';
import { ShoalError } from '../errors.js';
import {
  CheckpointHeaderFrameSchema,
  DeployHeaderSchema,
  type MoveTimings,
  type ReceiveReply,
  TransferHeaderSchema,
} from '../transport/gen/shoal/v1/shoal_pb.js';
import { CHUNK_BYTES, type FrameExchange, upload } from '../transport/index.js';
import { Deferred } from './deferred.js';
import { PageSource } from './page-source.js';
import { PlainCopy } from './plain-copy.js';
import { hasConverged, nextRound, PRECOPY_START } from './precopy.js';
import type { ShardDescription } from './shard-description.js';
import type { HubServices } from './shard-host.js';
import type { MoveOrder } from './shard-life.js';

/** A target that neither takes nor answers anything for so long counts as lost. */
const STALL_MS = 5000;
/** So many checkpoints may be on their way: enough to keep both sides busy. */
const MAX_UNACKNOWLEDGED = 4;
const NO_PAGES: PageSet = { pages: new Uint32Array(0), data: new Uint8Array(0) };

export interface DepartingShard {
  readonly description: ShardDescription;
  readonly epoch: number;
  readonly instance: Instance;
  readonly order: MoveOrder;
  /** Of the target. */
  readonly address: string;
}

export type DepartureEvent = { readonly kind: 'converged' | 'handedOver' | 'refused' | 'transferBroken' };
export type Timings = Omit<MoveTimings, '$typeName' | '$unknown'>;

export class Departure {
  readonly order: MoveOrder;
  readonly #shard: DepartingShard;
  readonly #services: HubServices;
  readonly #raise: (event: DepartureEvent) => void;
  readonly #pages: PageSource;
  readonly #cancelled = new AbortController();
  readonly #opened = new Deferred<void>();
  readonly #answered = new Deferred<void>();
  readonly #startedMs = performance.now();
  #exchange: FrameExchange<ReceiveReply> | undefined;
  #parent: string | undefined;
  #sequence = 0;
  #acknowledged = 0;
  #onAcknowledged: (() => void) | undefined;
  #over = false;
  #suspendAskedMs = 0;
  #suspendedMs = 0;
  #reason = '';
  readonly #timings = {
    precopyMs: 0,
    suspendMs: 0,
    captureMs: 0,
    transferMs: 0,
    blackoutMs: 0,
    totalMs: 0,
    bytes: 0,
    finalBytes: 0,
    rounds: 0,
  };

  constructor(shard: DepartingShard, services: HubServices, raise: (event: DepartureEvent) => void) {
    this.order = shard.order;
    this.#shard = shard;
    this.#services = services;
    this.#raise = raise;
    this.#pages = new PageSource(shard.instance, shard.order.stopAndCopy ? new PlainCopy() : services.createTracker());
  }

  /** Resolves as soon as pages can be sent or never will be. */
  get opened(): Promise<void> {
    return this.#opened.promise;
  }

  /** What went wrong, for whoever asked for the move. */
  get reason(): string {
    return this.#reason;
  }

  get timings(): Timings {
    const { bytes, finalBytes, ...times } = this.#timings;
    return {
      ...times,
      totalMs: times.totalMs || performance.now() - this.#startedMs,
      bytes: BigInt(bytes),
      finalBytes: BigInt(finalBytes),
    };
  }

  /** Raises `converged` when pre-copy has done what it can; `transferBroken` or `refused` when it can't go on. */
  start(): void {
    this.#open()
      .finally(() => this.#opened.resolve())
      .then(() => (this.order.stopAndCopy ? undefined : this.#precopy()))
      .catch((error: unknown) => this.#break(error));
  }

  suspendAsked(nowMs: number): void {
    this.#suspendAskedMs = nowMs;
    this.#timings.precopyMs = nowMs - this.#startedMs;
  }

  /** The shard is suspended: sends what is left and raises the target's answer. */
  sendFinal(nowMs: number): void {
    this.#suspendedMs = nowMs;
    this.#timings.suspendMs = nowMs - this.#suspendAskedMs;
    this.#sendFinal().catch((error: unknown) => this.#break(error));
  }

  /** Stops whatever is under way and frees what it holds; no event is raised any more. */
  close(): void {
    this.#over = true;
    this.#cancelled.abort();
    this.#onAcknowledged?.();
    this.#exchange?.cancel();
    this.#pages[Symbol.dispose]();
  }

  async #open(): Promise<void> {
    const { description, epoch, order, address } = this.#shard;
    await this.#deployModule();
    const exchange = this.#services.connections.pages(address).receiveShard({ signal: this.#cancelled.signal });
    this.#exchange = exchange;
    void this.#listen(exchange);
    await this.#guard(
      exchange.frames.writeHeader(TransferHeaderSchema, {
        key: { run: description.run, shard: description.shard, epoch },
        move: order.move,
        block: Buffer.from(JSON.stringify(description.block)),
        moduleDigest: description.moduleDigest,
        memoryLimitBytes: BigInt(description.memoryLimitBytes),
        coordinator: description.coordinator,
        source: this.#services.hub,
      }),
    );
  }

  /** The target may never have seen the block. */
  async #deployModule(): Promise<void> {
    const { description, address } = this.#shard;
    const digest = description.moduleDigest;
    const options = { signal: this.#cancelled.signal, deadlineMs: STALL_MS };
    if ((await this.#services.connections.hub(address).hasModule({ digest }, options)).known) return;
    const module = this.#services.modules.bytes(digest);
    const call = this.#services.connections.pages(address).deployModule(options);
    await upload(call, DeployHeaderSchema, { digest, bytes: BigInt(module.byteLength) }, module);
  }

  async #precopy(): Promise<void> {
    let progress = PRECOPY_START;
    while (!hasConverged(progress)) {
      const before = this.#timings.bytes;
      for (const pages of this.#pages.collect()) {
        if (this.#over) return;
        if (pages) await this.#send(pages, false, {});
        await yieldToEvents();
      }
      // What the target still works on would be waited for during the blackout.
      await this.#guard(this.#acknowledgedUpTo(this.#sequence));
      if (this.#over) return;
      progress = nextRound(progress, this.#timings.bytes - before);
    }
    this.#timings.rounds = progress.rounds;
    this.#emit({ kind: 'converged' });
  }

  async #sendFinal(): Promise<void> {
    const globals = await this.#shard.instance.captureGlobals();
    const bytesBefore = this.#timings.bytes;
    let last = NO_PAGES;
    let captureMs = 0;
    const pages = this.#pages.collect();
    for (;;) {
      const startedMs = performance.now();
      const next = pages.next();
      captureMs += performance.now() - startedMs;
      if (next.done) break;
      if (!next.value) continue;
      // All but the last go out while the next one is found.
      if (last.pages.length > 0) await this.#send(last, false, {});
      last = next.value;
    }
    await this.#send(last, true, globals);
    this.#exchange?.frames.end();
    this.#timings.rounds += 1;
    this.#timings.captureMs = captureMs;
    this.#timings.finalBytes = this.#timings.bytes - bytesBefore;
    await this.#guard(this.#answered.promise);
  }

  async #send(pages: PageSet, final: boolean, globals: Checkpoint['header']['globals']): Promise<void> {
    const { description, epoch, instance } = this.#shard;
    if (!final) await this.#guard(this.#acknowledgedUpTo(this.#sequence - MAX_UNACKNOWLEDGED));
    const { bytes, digest, chunks } = encodeCheckpoint({
      header: {
        version: 1,
        kind: this.#parent === undefined ? 'base' : 'delta',
        run: description.run,
        shard: description.shard,
        epoch,
        sequence: this.#sequence,
        ...(this.#parent === undefined ? {} : { parent: this.#parent }),
        moduleDigest: description.moduleDigest,
        abi: ABI_VERSION,
        memoryBytes: instance.memory().byteLength,
        globals,
      },
      pages,
    });
    this.#parent = digest;
    this.#sequence += 1;
    const frames = this.#exchange?.frames;
    if (!frames || this.#over) throw new ShoalError('SHOAL2006', 'the move was given up');
    await this.#guard(frames.writeHeader(CheckpointHeaderFrameSchema, { bytes: BigInt(bytes), digest, final }));
    // One frame where one will do: each costs more than to copy its bytes.
    await this.#guard(bytes <= CHUNK_BYTES ? frames.writeBytes(Buffer.concat(chunks)) : frames.writeBytes(...chunks));
    this.#timings.bytes += bytes;
    this.#services.metrics.bytes('out', bytes);
  }

  async #listen(exchange: FrameExchange<ReceiveReply>): Promise<void> {
    try {
      for await (const reply of exchange.replies) {
        if (reply.result === 'loaded') {
          this.#acknowledged += 1;
          this.#onAcknowledged?.();
          continue;
        }
        const nowMs = performance.now();
        this.#answered.resolve();
        if (reply.result === 'resumed') this.#finish(nowMs);
        else this.#reason = reply.reason;
        this.#emit({ kind: reply.result === 'resumed' ? 'handedOver' : 'refused' });
        return;
      }
      throw new ShoalError('SHOAL4001', `${this.order.target} ended the transfer without an answer`);
    } catch (error) {
      this.#break(error);
    }
  }

  #finish(nowMs: number): void {
    this.#timings.transferMs = nowMs - this.#suspendedMs - this.#timings.captureMs;
    this.#timings.blackoutMs = nowMs - this.#suspendAskedMs;
    this.#timings.totalMs = nowMs - this.#startedMs;
  }

  #break(error: unknown): void {
    if (this.#over) return;
    this.#reason ||= error instanceof Error ? error.message : String(error);
    this.#services.log.debug({ shard: this.#shard.description.shard, error }, 'a transfer broke');
    this.#answered.resolve();
    this.#exchange?.cancel();
    this.#emit({ kind: 'transferBroken' });
  }

  #emit(event: DepartureEvent): void {
    if (!this.#over) this.#raise(event);
  }

  /** Resolves when the target has loaded that many checkpoints. */
  async #acknowledgedUpTo(count: number): Promise<void> {
    while (this.#acknowledged < count && !this.#over) {
      await new Promise<void>((resolve) => {
        this.#onAcknowledged = resolve;
      });
    }
  }

  /** Waits for the target, but not for ever. */
  async #guard(work: Promise<void>): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    const stalled = new Promise<never>((_, reject) => {
      timer = setTimeout(() => {
        reject(new ShoalError('SHOAL4001', `${this.order.target} did not take or answer anything for ${STALL_MS} ms`));
      }, STALL_MS);
    });
    try {
      await Promise.race([work, stalled]);
    } finally {
      clearTimeout(timer);
    }
  }
}
