/**
 * One run: takes its blocks through the dataflow. Blocks become shards, shards go to hubs, their outputs come back, the next
 * blocks become ready; whatever happens to hubs meanwhile is between the shards and their owners.
 */
import { setTimeout as delay } from 'node:timers/promises';
import { create } from '@bufbuild/protobuf';
import type { Logger } from 'pino';
import type { BlockManifest, Manifest } from '../../compiler/manifest.js';
import type { IterationRange } from '../engine/index.js';
import { ShoalError } from '../errors.js';
import { type MoveEvent, type RunEvent, RunEventSchema } from '../transport/gen/shoal/v1/shoal_pb.js';
import { failureOf } from '../transport/index.js';
import { bundleBytes, type ValueBundle } from '../values/index.js';
import { BlockRun, type ShardOutcome } from './block-run.js';
import { Dataflow } from './dataflow.js';
import { EventStream } from './event-stream.js';
import { OwnedShard, type ShardObserver, type ShardServices } from './owned-shard.js';
import type { Placer } from './placer.js';
import { moveEvent, progressEvent, type RunEventBody, resultEvents, shardEvent } from './run-events.js';
import { isWorthAnotherHub, type StarterServices, startShard } from './shard-starter.js';
import { type Split, Splits } from './splits.js';
import { type BarrierAnswer, loadOf, SteppedRun } from './stepped/stepped-run.js';

/** Hubs that refuse or lose a shard: after so many it is not the hubs. */
const MAX_STARTS = 8;
/** How long a shard waits for a hub that could take it. */
const NO_HUB_MS = 10_000;
const RETRY_PAUSE_MS = 200;
const PROGRESS_EVERY_MS = 200;

export interface RunServices extends ShardServices, StarterServices {
  readonly placer: Placer;
  readonly log: Logger;
}

export interface RunRequest {
  readonly run: string;
  readonly manifest: Manifest;
  /** By digest. */
  readonly modules: ReadonlyMap<string, Uint8Array>;
  readonly argumentValues: ValueBundle;
}

export type RunState = 'running' | 'done' | 'failed' | 'cancelled';

/** What a hub says of a shard that has ended. */
export interface ShardEnd {
  readonly hub: string;
  readonly epoch: number;
  readonly busyMs: number;
  readonly outcome: ShardOutcome;
}

export class Run implements ShardObserver {
  readonly id: string;
  readonly manifest: Manifest;
  readonly events = new EventStream<RunEvent>();
  readonly startedMs = performance.now();
  readonly #modules: ReadonlyMap<string, Uint8Array>;
  readonly #services: RunServices;
  readonly #flow: Dataflow;
  readonly #shards = new Map<string, OwnedShard>();
  readonly #blocks = new Map<string, BlockRun>();
  /** The stepped blocks that are out. */
  readonly #stepped = new Map<string, SteppedRun>();
  readonly #splits: Splits;
  /** Shards that nothing depends on any more. */
  readonly #pointless = new Set<string>();
  readonly #lifetime = new AbortController();
  #state: RunState = 'running';
  #progressSentMs = 0;

  /** Throws SHOAL3001, SHOAL3002 and SHOAL3004 for arguments and bundles that are wrong. */
  constructor({ run, manifest, modules, argumentValues }: RunRequest, services: RunServices) {
    this.id = run;
    this.manifest = manifest;
    this.#modules = modules;
    this.#services = services;
    this.#flow = new Dataflow(manifest, argumentValues);
    this.#splits = new Splits(services, ({ block }, range) => this.#addShard(block, range));
  }

  get state(): RunState {
    return this.#state;
  }

  /** Aborted when the run is over. */
  get signal(): AbortSignal {
    return this.#lifetime.signal;
  }

  get shards(): ReadonlyMap<string, OwnedShard> {
    return this.#shards;
  }

  start(): void {
    this.#attempt(() => this.#advance());
  }

  /** Ends the run with an error, whatever it is doing. */
  fail(error: ShoalError): void {
    this.#end(error.code === 'SHOAL2006' ? 'cancelled' : 'failed', [{ case: 'failed', value: failureOf(error) }]);
  }

  /** Whether a result from that epoch would be taken now: asked before its bytes are read. */
  wouldAccept(shard: string, epoch: number): boolean {
    const owned = this.#shards.get(shard);
    return this.#state === 'running' && owned !== undefined && owned.isOpen && owned.state.epoch === epoch;
  }

  /** Takes what a shard has come to, if it comes from its owner. Returns why it is refused. */
  async shardEnded(id: string, { hub, epoch, busyMs, outcome }: ShardEnd): Promise<string | undefined> {
    const shard = this.#shards.get(id);
    if (!shard || this.#state !== 'running') return 'the run is over';
    const actions = await shard.raise({ kind: outcome.kind === 'done' ? 'result' : 'failure', hub, epoch });
    for (const action of actions) {
      if (action.kind === 'refuseResult') return action.reason;
      if (action.kind !== 'accept' && action.kind !== 'acceptFailure') continue;
      this.#attempt(() => this.#settle(shard, hub, busyMs, outcome));
    }
    return undefined;
  }

  /** What a shard of a stepped block says at a barrier; it is answered when it may go on. Throws SHOAL5003 when it is not wanted any more. */
  async atBarrier(
    id: string,
    epoch: number,
    barrier: number,
    values: ValueBundle | undefined,
    signal: AbortSignal,
  ): Promise<BarrierAnswer> {
    const block = this.#shards.get(id)?.block;
    const stepped = block && this.#stepped.get(block.id);
    if (!stepped || !this.wouldAccept(id, epoch) || this.#pointless.has(id)) {
      throw new ShoalError('SHOAL5003', `${id} is not wanted any more under epoch ${epoch}`);
    }
    let answer: BarrierAnswer | undefined;
    try {
      answer = await stepped.at(id, barrier, values, AbortSignal.any([signal, this.signal]));
    } catch (error) {
      // Whatever is wrong with the bundle would be wrong again.
      if (error instanceof ShoalError && error.code !== 'SHOAL2006') this.#failWith(error);
      throw error;
    }
    if (answer) return answer;
    // What it was given at this barrier is not kept any more.
    if (this.#stepped.get(block.id) === stepped) this.#restartSteps(block, stepped.ranges);
    throw new ShoalError('SHOAL5003', `${id} begins anew`);
  }

  /** What a hub says of a shard that it runs. */
  reported(shard: OwnedShard, progress: number): void {
    const stepped = this.#pointless.has(shard.id) ? undefined : this.#stepped.get(shard.block.id);
    shard.progress = stepped?.progressOf(shard.id) ?? progress;
    if (performance.now() - this.#progressSentMs < PROGRESS_EVERY_MS) return;
    this.#progressSentMs = performance.now();
    this.#emit(progressEvent(this.progress));
  }

  /** 0 to 1: blocks that are finished, and of the others what their shards say. */
  get progress(): number {
    const { finished, blocks } = this.#flow.progress;
    let running = 0;
    for (const { block } of this.#blocks.values()) {
      const shards = [...this.#shards.values()].filter((shard) => shard.block.id === block.id);
      const size = ({ range, block: { kind } }: OwnedShard) => (range && kind !== 'stepped' ? range.hi - range.lo : 1);
      const total = shards.reduce((sum, shard) => sum + size(shard), 0);
      if (total > 0) running += shards.reduce((sum, shard) => sum + shard.progress * size(shard), 0) / total;
    }
    return Math.min(1, (finished + running) / Math.max(1, blocks));
  }

  /** Hands the upper half of what a shard has left to a new shard on the hub `to`. Rejects with SHOAL5003 or SHOAL5005. */
  async split(shard: OwnedShard, to: string): Promise<Split> {
    const block = this.#blocks.get(shard.block.id);
    try {
      const split = await this.#splits.split(shard, block);
      await split.created.raise({ kind: 'placed', hub: to });
      return split;
    } finally {
      // The shard may have ended meanwhile, or have been cut although its answer was lost.
      this.#attempt(() => this.#resume(shard, block));
    }
  }

  // What shards ask for.

  needsHub(shard: OwnedShard): void {
    if (this.#state !== 'running' || this.#pointless.has(shard.id)) return;
    this.#emitShard(shard, 'lost');
    this.#placeAgain(shard).catch((error: unknown) => this.#failWith(error));
  }

  startShard(shard: OwnedShard, hub: string, epoch: number): void {
    this.#emitShard(shard, 'starting');
    this.#sendTo(shard, hub, epoch).catch((error: unknown) => this.#failWith(error));
  }

  moveEnded(_shard: OwnedShard, move: MoveEvent): void {
    this.#emit(moveEvent(move));
  }

  /** Starts whatever is ready; ends the run when there is a result. */
  #advance(): void {
    for (let isAgain = true; isAgain; ) {
      isAgain = false;
      const created: OwnedShard[] = [];
      for (const block of this.#flow.takeReady()) {
        if (block.kind === 'stepped') {
          created.push(...this.#startSteps(block, this.#cutSteps(block)));
          continue;
        }
        const ranges = this.#cut(block);
        if (ranges.length === 0) {
          // Nothing to iterate over: what stands behind it may be ready now.
          this.#flow.finish(block.id, []);
          isAgain = true;
          continue;
        }
        this.#blocks.set(block.id, new BlockRun(block));
        for (const range of ranges) created.push(this.#addShard(block, range));
      }
      this.#place(created);
    }
    if (this.#flow.result) this.#end('done', resultEvents(this.#flow.result.value));
  }

  /** The ranges of the block's shards; `[undefined]` for a block that has none. */
  #cut(block: BlockManifest): readonly (IterationRange | undefined)[] {
    const range = this.#flow.iterations(block);
    if (!range) return [undefined];
    if (range.hi <= range.lo) return [];
    const whole = bundleBytes(this.#flow.inputs(block, range));
    const first = bundleBytes(this.#flow.inputs(block, { lo: range.lo, hi: range.lo + 1 }));
    const bytesPerIteration = Math.max(0, (whole - first) / Math.max(1, range.hi - range.lo - 1));
    try {
      return this.#services.placer.cut(block, range, bytesPerIteration, Math.max(0, first - bytesPerIteration));
    } catch (error) {
      if (!isWorthAnotherHub(error)) throw error;
      // There is no hub at this moment; the one shard waits for one.
      return [range];
    }
  }

  /** The ranges of the shards of a stepped block, before they are opened on both sides. */
  #cutSteps(block: BlockManifest): readonly IterationRange[] {
    const range = this.#flow.iterations(block)!;
    const load = loadOf(block, this.#flow.environment(block));
    try {
      return this.#services.placer.cutSteps(block, range, load);
    } catch (error) {
      if (!isWorthAnotherHub(error)) throw error;
      return [range];
    }
  }

  #startSteps(block: BlockManifest, cut: readonly IterationRange[]): OwnedShard[] {
    const stepped = new SteppedRun(block, this.#flow.environment(block), cut);
    this.#stepped.set(block.id, stepped);
    this.#blocks.set(block.id, new BlockRun(block, this.#blocks.get(block.id)?.made));
    return stepped.ranges.map((range) => {
      const shard = this.#addShard(block, range);
      stepped.add(shard.id);
      return shard;
    });
  }

  /** Gives a stepped block up as it is and begins it anew. */
  #restartSteps(block: BlockManifest, cut: readonly IterationRange[]): void {
    for (const id of this.#blocks.get(block.id)?.shards ?? []) {
      this.#pointless.add(id);
      this.#shards.get(id)?.cancel();
    }
    this.#place(this.#startSteps(block, cut));
  }

  #addShard(block: BlockManifest, range: IterationRange | undefined): OwnedShard {
    const blockRun = this.#blocks.get(block.id)!;
    const id = `${this.id}.${block.id}.${blockRun.made}`;
    const shard = new OwnedShard({ run: this.id, id, block, range }, this.#services, this);
    this.#shards.set(id, shard);
    blockRun.add(id, range);
    return shard;
  }

  #place(shards: readonly OwnedShard[]): void {
    if (shards.length === 0) return;
    const placed = this.#tryPlace(shards);
    for (const shard of shards) {
      const place = placed?.get(shard.id);
      if (place) {
        shard.placement = place.explanation;
        this.#raise(shard, { kind: 'placed', hub: place.hub });
      } else this.#placeAgain(shard).catch((error: unknown) => this.#failWith(error));
    }
  }

  #tryPlace(shards: readonly OwnedShard[]) {
    try {
      return this.#services.placer.place(shards.map((shard) => this.#describe(shard)));
    } catch (error) {
      if (isWorthAnotherHub(error)) return undefined;
      throw error;
    }
  }

  #describe(shard: OwnedShard) {
    const { id, block, range } = shard;
    const operations = this.#stepped.get(block.id)?.operationsPerShard;
    return { id, block, range, inputBytes: bundleBytes(this.#flow.inputs(block, range)), operations };
  }

  /** Finds a hub for a shard that lost its own, or could not be started; waits for one for a while. */
  async #placeAgain(shard: OwnedShard): Promise<void> {
    const { placer, cluster } = this.#services;
    if (shard.failedHubs.length >= MAX_STARTS) {
      throw new ShoalError('SHOAL4003', `${shard.id} could not be started on ${[...new Set(shard.failedHubs)].join(', ')}`);
    }
    const deadlineMs = performance.now() + NO_HUB_MS;
    while (this.#state === 'running') {
      try {
        // A hub that failed a moment ago is the last choice, not none.
        const others = cluster.ready().filter(({ info }) => !shard.failedHubs.includes(info.name));
        const { hub, explanation } = placer.placeOne(this.#describe(shard), others.length > 0 ? shard.failedHubs : []);
        shard.placement = explanation;
        await shard.raise({ kind: 'placed', hub });
        return;
      } catch (error) {
        if (!isWorthAnotherHub(error)) throw error;
        if (performance.now() > deadlineMs) {
          const message = `${shard.id} has lost its hub and for ${NO_HUB_MS / 1000} s there was no other that could take it`;
          throw new ShoalError('SHOAL4003', message, { cause: error });
        }
      }
      await delay(RETRY_PAUSE_MS, undefined, { signal: this.signal });
    }
  }

  async #sendTo(shard: OwnedShard, hub: string, epoch: number): Promise<void> {
    const module = this.#modules.get(shard.block.module.digest);
    if (!module) throw new ShoalError('SHOAL3004', `the bundle lacks the module of block ${shard.block.id}`);
    try {
      const inputs = this.#flow.inputs(shard.block, shard.range);
      await startShard(shard, hub, epoch, module, inputs, this.#services, this.signal);
    } catch (error) {
      if (this.#state !== 'running' || shard.state.epoch !== epoch) return;
      if (!isWorthAnotherHub(error)) throw error;
      this.#services.log.warn({ shard: shard.id, hub, reason: (error as Error).message }, 'a shard could not be started');
      shard.failedHubs.push(hub);
      await delay(RETRY_PAUSE_MS, undefined, { signal: this.signal });
      await shard.raise({ kind: 'startFailed', epoch });
      return;
    }
    await shard.raise({ kind: 'startTaken', epoch });
    if (shard.state.epoch === epoch && shard.isOpen) this.#emitShard(shard, 'running');
  }

  #settle(shard: OwnedShard, hub: string, busyMs: number, outcome: ShardOutcome): void {
    const block = this.#blocks.get(shard.block.id);
    if (!block || this.#state !== 'running' || this.#pointless.has(shard.id)) return;
    shard.endedMs = performance.now();
    shard.progress = 1;
    const stepped = this.#stepped.get(shard.block.id);
    if (stepped && outcome.kind === 'failed' && stepped.ranges.length > 1) {
      // Alone it fails at the very place at which the program does.
      this.#emitShard(shard, outcome.kind, busyMs);
      this.#restartSteps(shard.block, [{ lo: 0, hi: 0 }]);
      return;
    }
    if (outcome.kind === 'done' && !outcome.outputs.returned) {
      this.#splits.ended(shard, outcome.outputs.range);
      const { placer } = this.#services;
      if (stepped) placer.learnSteps(hub, shard.block, stepped.operationsPerShard, busyMs);
      else if (shard.moves === 0) placer.learn(hub, shard.block, shard.range, busyMs);
    }
    this.#emitShard(shard, outcome.kind, busyMs);
    block.record(shard.id, outcome);
    this.#resume(shard, block);
  }

  /** Goes on after something has become of a shard. */
  #resume(shard: OwnedShard, block: BlockRun | undefined): void {
    if (this.#state !== 'running' || !block) return;
    const filling = this.#splits.fillGap(shard);
    if (filling) this.#place([filling]);
    this.#judge(block);
  }

  #judge(block: BlockRun): void {
    if (this.#state !== 'running' || this.#blocks.get(block.block.id) !== block) return;
    const verdict = block.verdict();
    switch (verdict.kind) {
      case 'running':
        for (const id of verdict.pointless) {
          this.#pointless.add(id);
          this.#shards.get(id)?.cancel();
        }
        return;
      case 'failed':
        this.fail(verdict.error);
        return;
      case 'finished':
        this.#blocks.delete(block.block.id);
        this.#stepped.delete(block.block.id);
        this.#flow.finish(block.block.id, verdict.outputs);
        this.#advance();
    }
  }

  #end(state: Exclude<RunState, 'running'>, last: readonly RunEventBody[]): void {
    if (this.#state !== 'running') return;
    for (const event of last) this.#emit(event);
    this.#state = state;
    this.events.end();
    for (const shard of this.#shards.values()) shard.cancel();
    this.#lifetime.abort();
    this.#services.schedule.removeRun(this.id).catch((error: unknown) => {
      // The store was closed: the coordinator ends.
      if (error instanceof ShoalError && error.code === 'SHOAL2006') return;
      this.#services.log.warn({ run: this.id, error }, 'a run that is over stays in the schedule');
    });
  }

  #emit(event: RunEventBody): void {
    if (this.#state !== 'running') return;
    this.events.push(create(RunEventSchema, { timeMs: performance.now() - this.startedMs, event }));
  }

  #emitShard(shard: OwnedShard, state: string, busyMs = 0): void {
    this.#emit(shardEvent(shard, state, busyMs));
  }

  #raise(shard: OwnedShard, event: Parameters<OwnedShard['raise']>[0]): void {
    shard.raise(event).catch((error: unknown) => this.#failWith(error));
  }

  #attempt(work: () => void): void {
    try {
      work();
    } catch (error) {
      this.#failWith(error);
    }
  }

  #failWith(error: unknown): void {
    if (this.#state !== 'running') return;
    if (!(error instanceof ShoalError)) this.#services.log.error({ run: this.id, error }, 'a run failed inside');
    this.fail(
      error instanceof ShoalError
        ? error
        : new ShoalError('SHOAL9001', `run ${this.id} failed inside: ${(error as Error).message}`, { cause: error }),
    );
  }
}
