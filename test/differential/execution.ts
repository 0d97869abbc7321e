/**
 * One run of a bundle in this process: the orchestrator's dataflow and the V8 engine without hubs between them. How ranges are cut and
 * where shards are paused, saved and restored is up to a `Disturbance`.
 */
import { ABI_VERSION } from '#dist/compiler/abi.js';
import type { BlockManifest, Bundle } from '#dist/compiler/manifest.js';
import {
  decodeCheckpoint,
  encodeCheckpoint,
  type NamedCheckpoint,
  restore,
  ShadowTracker,
} from '#dist/runtime/checkpoint/index.js';
import {
  ControlBlock,
  cutRange,
  type Engine,
  type Instance,
  type IterationRange,
  measureInputs,
  type PreparedModule,
  readOutputs,
  type ShardOutputs,
  usedBytes,
  writeInputs,
} from '#dist/runtime/engine/index.js';
import { type Exchange, SteppedInstance } from '#dist/runtime/hub/stepped-instance.js';
import { Dataflow } from '#dist/runtime/orchestrator/dataflow.js';
import { SteppedRun } from '#dist/runtime/orchestrator/stepped/stepped-run.js';
import { pack, unpack, type Value } from '#dist/runtime/values/index.js';

export interface Disturbance {
  /** The order in which blocks run that are ready at the same time. */
  order(blocks: readonly BlockManifest[]): readonly BlockManifest[];
  /** The shards of a range, in the order in which they run. */
  cut(range: IterationRange): readonly IterationRange[];
  /** Asked before each stretch of running: whether to ask for a pause at the next safepoint. */
  pauses(): boolean;
  /** Whether the block looks for the request at its very next safepoint, and not when its fuel is used up. */
  readonly hurries?: true;
  /** Asked at each pause of a shard that may be split. */
  splits(): boolean;
  /** Asked at each pause of a shard of a stepped block: whether it is lost and has to begin anew. */
  loses(): boolean;
}

/** One shard for each block, never paused. */
export const UNDISTURBED: Disturbance = {
  order: (blocks) => blocks,
  cut: (range) => [range],
  pauses: () => false,
  splits: () => false,
  loses: () => false,
};

/** Ranges in up to five pieces in any order; pauses, restores and splits wherever the random numbers want them. */
export function disturbedBy(random: () => number, pauseShare: number, mostPauses = 60): Disturbance {
  const below = (n: number) => Math.floor(random() * n);
  const shuffled = <T>(list: readonly T[]): T[] => {
    const mixed = [...list];
    for (let k = mixed.length - 1; k > 0; k--) {
      const other = below(k + 1);
      [mixed[k], mixed[other]] = [mixed[other]!, mixed[k]!];
    }
    return mixed;
  };
  let pausesLeft = mostPauses;
  return {
    order: shuffled,
    cut({ lo, hi }) {
      const cuts = Array.from({ length: below(5) }, () => lo + 1 + below(hi - lo - 1)).filter((cut) => cut > lo && cut < hi);
      const bounds = [lo, ...new Set(cuts), hi].sort((a, b) => a - b);
      return shuffled(bounds.slice(1).map((end, k) => ({ lo: bounds[k]!, hi: end })));
    },
    pauses: () => random() < pauseShare && pausesLeft-- > 0,
    splits: () => random() < 0.3,
    loses: () => random() < 0.1,
  };
}

export interface ExecutionCounts {
  shards: number;
  pauses: number;
  splits: number;
}

type ShardEnd = { readonly range?: IterationRange | undefined } & (
  | { readonly outputs: ShardOutputs }
  | { readonly error: unknown }
);

const LIMITS = { memoryBytes: 1 << 29 };

export class Execution {
  readonly #prepared = new Map<string, PreparedModule>();

  constructor(
    private readonly engine: Engine,
    private readonly bundle: Bundle,
    /** Added to by every run. */
    readonly counts: ExecutionCounts = { shards: 0, pauses: 0, splits: 0 },
  ) {}

  /** The function's result for arguments as JavaScript holds them. Throws the ShoalError of a shard that fails. */
  async run(values: readonly Value[], disturbance: Disturbance): Promise<Value> {
    const { manifest } = this.bundle;
    const packed = manifest.function.parameters.map(({ name, type }, k) => [name, pack(type, values[k], name)] as const);
    const flow = new Dataflow(manifest, new Map(packed));
    while (!flow.result) {
      for (const block of disturbance.order(flow.takeReady())) {
        const range = flow.iterations(block);
        if (block.kind === 'stepped') {
          flow.finish(block.id, await this.#steps(block, flow, range!, disturbance));
          continue;
        }
        // Grows while it is worked off: a shard that is split gives up the rest of its range.
        const shards: (IterationRange | undefined)[] = range
          ? range.hi > range.lo
            ? [...disturbance.cut(range)]
            : []
          : [undefined];
        const ends: ShardEnd[] = [];
        for (let k = 0; k < shards.length; k++) {
          ends.push(await this.#shard(block, flow, shards[k], disturbance, (rest) => shards.push(rest)));
        }
        flow.finish(block.id, outputsOf(ends));
        if (flow.result) break;
      }
    }
    return unpack(manifest.function.returns, flow.result.value);
  }

  /** All shards at the same time; when one fails, what the program does is what one alone does. */
  async #steps(
    block: BlockManifest,
    flow: Dataflow,
    whole: IterationRange,
    disturbance: Disturbance,
  ): Promise<readonly ShardOutputs[]> {
    const cut = whole.lo < whole.hi ? disturbance.cut(whole).toSorted((a, b) => a.lo - b.lo) : [whole];
    const attempt = async (ranges: readonly IterationRange[]): Promise<readonly ShardEnd[]> => {
      const stepped = new SteppedRun(block, flow.environment(block), ranges);
      const over = new AbortController();
      let wrong: unknown;
      for (const [k] of stepped.ranges.entries()) stepped.add(String(k));
      const shards = stepped.ranges.map(async (range, k) => {
        const exchange: Exchange = async (barrier, values, signal) => {
          try {
            const answer = await stepped.at(String(k), barrier, values, AbortSignal.any([signal, over.signal]));
            if (answer) return answer;
            throw new Error('a shard was given nothing at its barrier');
          } catch (error) {
            if (!signal.aborted && !over.signal.aborted) wrong ??= error;
            if (wrong) over.abort();
            throw error;
          }
        };
        const end = await this.#shard(block, flow, range, disturbance, () => {}, exchange, over.signal);
        if ('error' in end) over.abort();
        return end;
      });
      const all = await Promise.all(shards);
      if (wrong) throw wrong;
      return all;
    };
    const ends = await attempt(cut);
    return outputsOf(ends.some((end) => 'error' in end) ? await attempt([whole]) : ends);
  }

  async #shard(
    block: BlockManifest,
    flow: Dataflow,
    range: IterationRange | undefined,
    disturbance: Disturbance,
    giveUp: (rest: IterationRange) => void,
    exchange?: Exchange,
    over?: AbortSignal,
  ): Promise<ShardEnd> {
    this.counts.shards++;
    const prepared = await this.#prepare(block);
    const inputs = flow.inputs(block, range);
    const fresh = async (): Promise<Instance> => {
      const made = await this.engine.instantiate(prepared, measureInputs(block, inputs, range), LIMITS);
      writeInputs(made.memory(), block, inputs, range);
      return exchange ? new SteppedInstance(made, exchange) : made;
    };
    let instance = await fresh();
    const stop = () => instance.requestSuspend();
    over?.addEventListener('abort', stop);
    try {
      for (;;) {
        if (over?.aborted) return { error: new Error('another shard has failed'), range };
        if (disturbance.hurries) new ControlBlock(instance.memory()).write('fuel', 0);
        const running = instance.resume();
        if (disturbance.pauses()) instance.requestSuspend();
        const outcome = await running;
        if (outcome.kind === 'failed') return { error: outcome.error, range };
        if (outcome.kind === 'done') {
          const outputs = instance instanceof SteppedInstance ? instance.outputs! : readOutputs(instance.memory(), block);
          return { outputs, range };
        }
        this.counts.pauses++;
        if (disturbance.splits()) {
          const rest = cutRange(instance.memory(), block);
          if (rest) {
            this.counts.splits++;
            giveUp({ lo: rest.mid, hi: rest.hi });
          }
        }
        if (exchange && disturbance.loses()) {
          await instance[Symbol.asyncDispose]();
          instance = await fresh();
        } else {
          const next = await this.#restored(instance, block);
          instance = exchange ? new SteppedInstance(next, exchange) : next;
        }
      }
    } finally {
      over?.removeEventListener('abort', stop);
      await instance[Symbol.asyncDispose]();
    }
  }

  /** A new instance that goes on where this one stopped, by way of an encoded checkpoint. */
  async #restored(instance: Instance, block: BlockManifest): Promise<Instance> {
    const memory = instance.memory();
    const owner = { run: 'r', shard: 's', moduleDigest: block.module.digest };
    const header = {
      ...owner,
      version: 1 as const,
      kind: 'base' as const,
      epoch: 1,
      sequence: 0,
      abi: ABI_VERSION,
      memoryBytes: memory.byteLength,
      globals: await instance.captureGlobals(),
    };
    using tracker = new ShadowTracker();
    const { chunks, digest } = encodeCheckpoint({ header, pages: tracker.collect(memory.subarray(0, usedBytes(memory))) });
    const memoryBytes = memory.byteLength;
    await instance[Symbol.asyncDispose]();
    const checkpoint: NamedCheckpoint = decodeCheckpoint(Buffer.concat(chunks), digest);
    const next = await this.engine.instantiate(await this.#prepare(block), memoryBytes, LIMITS);
    await next.restoreGlobals({ ...restore(next.memory(), [checkpoint], owner).globals });
    return next;
  }

  async #prepare(block: BlockManifest): Promise<PreparedModule> {
    const known = this.#prepared.get(block.id);
    if (known) return known;
    const module = this.bundle.files.get(block.module.file);
    if (!module) throw new Error(`the bundle lacks ${block.module.file}`);
    const prepared = await this.engine.prepare(module, block);
    this.#prepared.set(block.id, prepared);
    return prepared;
  }
}

/** A failure counts unless an earlier part of the range has returned from the function. */
function outputsOf(ends: readonly ShardEnd[]): ShardOutputs[] {
  const outputs: ShardOutputs[] = [];
  for (const end of ends.toSorted((a, b) => (a.range?.lo ?? 0) - (b.range?.lo ?? 0))) {
    if ('error' in end) throw end.error;
    outputs.push(end.outputs);
    if (end.outputs.returned) break;
  }
  return outputs;
}
