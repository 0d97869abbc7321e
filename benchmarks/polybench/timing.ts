/**
 * How long a kernel takes as one block on one core, beside the same TypeScript function in Node's JIT, in this process. The two take
 * turns, so that whatever else happens on the machine happens to both.
 */
import { build } from 'esbuild';
import { compile } from '../../compiler/index.js';
import type { BlockManifest } from '../../compiler/manifest.js';
import {
  type Engine,
  measureInputs,
  type Outcome,
  type PreparedModule,
  readOutputs,
  writeInputs,
} from '../../runtime/engine/index.js';
import { Dataflow } from '../../runtime/orchestrator/dataflow.js';
import { pack, unpack, type Value } from '../../runtime/values/index.js';
import { type Argument, type Kernel, sourceOf } from './inputs.js';

export interface Spread {
  readonly medianMs: number;
  readonly minMs: number;
  readonly maxMs: number;
}

export interface Timing {
  readonly name: string;
  readonly sizes: readonly number[];
  readonly node: Spread;
  readonly shoal: Spread;
  /** Shoal's median by Node's: below 1 the block is faster. */
  readonly ratio: number;
  /** The same of the processor time of the whole process, which other processes disturb less. */
  readonly processorRatio: number;
}

const LIMITS = { memoryBytes: 2 ** 31 };
/** V8 optimises a module's functions in the background after some calls; Node's JIT after some loops. */
const WARM_UPS = 3;

type NodeFunction = (...values: Argument[]) => Value;

/** Throws when the results differ in a single bit. */
export async function timeKernel(engine: Engine, kernel: Kernel, rounds: number): Promise<Timing> {
  const node = await loadInNode(kernel);
  const block = await prepareBlock(engine, kernel);
  const clocks = { node: new Clock(), shoal: new Clock() };
  for (let round = -WARM_UPS; round < rounds; round++) {
    const values = kernel.make(kernel.large);
    const run = await block(values);
    const result = await clocks.shoal.time(run.resume);
    const wanted = await clocks.node.time(async () => node(...values));
    if (!sameBits(await run.result(result), wanted)) throw new Error(`${kernel.name} gives another result than Node`);
    if (round < 0) for (const clock of Object.values(clocks)) clock.forget();
  }
  const [own, others] = [clocks.shoal, clocks.node];
  return {
    name: kernel.name,
    sizes: kernel.large,
    node: spreadOf(others.wallMs),
    shoal: spreadOf(own.wallMs),
    ratio: spreadOf(own.wallMs).medianMs / spreadOf(others.wallMs).medianMs,
    processorRatio: spreadOf(own.processorMs).medianMs / spreadOf(others.processorMs).medianMs,
  };
}

/** Durations of what it was asked to time. */
class Clock {
  readonly wallMs: number[] = [];
  readonly processorMs: number[] = [];

  async time<T>(work: () => Promise<T>): Promise<T> {
    const startedMs = performance.now();
    const used = process.cpuUsage();
    const result = await work();
    const { user, system } = process.cpuUsage(used);
    this.wallMs.push(performance.now() - startedMs);
    this.processorMs.push((user + system) / 1000);
    return result;
  }

  forget(): void {
    this.wallMs.length = 0;
    this.processorMs.length = 0;
  }
}

export function geometricMean(values: readonly number[]): number {
  return Math.exp(values.reduce((sum, value) => sum + Math.log(value), 0) / values.length);
}

async function loadInNode(kernel: Kernel): Promise<NodeFunction> {
  const { outputFiles } = await build({ entryPoints: [sourceOf(kernel)], write: false, format: 'esm', target: 'node20' });
  const url = `data:text/javascript;base64,${Buffer.from(outputFiles[0]!.contents).toString('base64')}`;
  return ((await import(url)) as Record<string, NodeFunction>)[kernel.functionName]!;
}

/** A shard that is ready to run; only its running is to be timed, not the copying of arguments and results. */
interface ReadyShard {
  readonly resume: () => Promise<Outcome>;
  /** Ends the shard. */
  result(outcome: Outcome): Promise<Value>;
}

async function prepareBlock(engine: Engine, kernel: Kernel): Promise<(values: readonly Argument[]) => Promise<ReadyShard>> {
  const { functionName } = kernel;
  const { manifest, files } = await compile(sourceOf(kernel), { functionName, components: false, oneBlock: true });
  const [block, ...more] = manifest.blocks as [BlockManifest, ...BlockManifest[]];
  if (more.length > 0) throw new Error(`${kernel.name} is more than one block`);
  const prepared: PreparedModule = await engine.prepare(files.get(block.module.file)!, block);
  return async (values) => {
    const packed = manifest.function.parameters.map(({ name, type }, k) => [name, pack(type, values[k]!, name)] as const);
    const flow = new Dataflow(manifest, new Map(packed));
    flow.takeReady();
    const inputs = flow.inputs(block, undefined);
    const instance = await engine.instantiate(prepared, measureInputs(block, inputs, undefined), LIMITS);
    writeInputs(instance.memory(), block, inputs, undefined);
    return {
      resume: () => instance.resume(),
      result: async (outcome) => {
        if (outcome.kind === 'failed') throw outcome.error;
        flow.finish(block.id, [readOutputs(instance.memory(), block)]);
        await instance[Symbol.asyncDispose]();
        return unpack(manifest.function.returns, flow.result!.value);
      },
    };
  };
}

function spreadOf(times: readonly number[]): Spread {
  const sorted = times.toSorted((a, b) => a - b);
  return { medianMs: sorted[sorted.length >> 1]!, minMs: sorted[0]!, maxMs: sorted.at(-1)! };
}

/** Float64Arrays, or objects of them. */
function sameBits(a: Value, b: Value): boolean {
  if (a instanceof Float64Array && b instanceof Float64Array) {
    return (
      Buffer.compare(
        new Uint8Array(a.buffer, a.byteOffset, a.byteLength),
        new Uint8Array(b.buffer, b.byteOffset, b.byteLength),
      ) === 0
    );
  }
  const [x, y] = [a, b] as [Record<string, Value>, Record<string, Value>];
  return Object.keys(y).every((key) => sameBits(x[key]!, y[key]!));
}
