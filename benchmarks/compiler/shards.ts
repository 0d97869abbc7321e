/** Subjects as shards of one block in this process. Only their running is timed, not the copying of arguments and results. */
import { compile } from '../../compiler/index.js';
import { type BlockManifest, GRAPH_ARGUMENTS, type Manifest } from '../../compiler/manifest.js';
import { type Engine, type Instance, measureInputs, readOutputs, writeInputs } from '../../runtime/engine/index.js';
import { Dataflow } from '../../runtime/orchestrator/dataflow.js';
import { decodeOutcome, encodeArguments, type Packed, pack, unpack, type Value } from '../../runtime/values/index.js';
import type { Subject } from './subjects.js';

const LIMITS = { memoryBytes: 2 ** 32 };

export type Tier = 'static' | 'dynamic';

/** A shard that is ready to run. */
export interface ReadyShard extends AsyncDisposable {
  readonly instance: Instance;
  /** To its end. Throws what stopped it. */
  run(): Promise<void>;
  /** After its end. */
  result(): unknown;
}

export interface PreparedSubject {
  readonly tier: Tier;
  shard(values: readonly unknown[]): Promise<ReadyShard>;
}

export async function prepareSubject(
  engine: Engine,
  { name, source, functionName }: Subject,
  options: { readonly safepoints?: boolean } = {},
): Promise<PreparedSubject> {
  const { manifest, files } = await compile(source, { functionName, components: false, oneBlock: true, ...options });
  const [block, ...more] = manifest.blocks as [BlockManifest, ...BlockManifest[]];
  if (more.length > 0) throw new Error(`${name} is more than one block`);
  const prepared = await engine.prepare(files.get(block.module.file)!, block);
  return {
    tier: manifest.function.convention ? 'dynamic' : 'static',
    shard: async (values) => {
      const flow = new Dataflow(manifest, new Map(packArguments(manifest, values)));
      flow.takeReady();
      const inputs = flow.inputs(block, undefined);
      const instance = await engine.instantiate(prepared, measureInputs(block, inputs, undefined), LIMITS);
      writeInputs(instance.memory(), block, inputs, undefined);
      return {
        instance,
        run: async () => {
          const outcome = await instance.resume();
          if (outcome.kind === 'failed') throw outcome.error;
          if (outcome.kind === 'suspended') throw new Error(`${name} paused unasked`);
        },
        result: () => {
          flow.finish(block.id, [readOutputs(instance.memory(), block)]);
          return unpackResult(manifest, flow.result!.value);
        },
        [Symbol.asyncDispose]: () => instance[Symbol.asyncDispose](),
      };
    },
  };
}

function packArguments(manifest: Manifest, values: readonly unknown[]): (readonly [string, Packed])[] {
  const { convention, parameters } = manifest.function;
  if (convention) return [[GRAPH_ARGUMENTS, encodeArguments(convention.parameters, values)]];
  return parameters.map(({ name, type }, k) => [name, pack(type, values[k] as Value, name)]);
}

function unpackResult(manifest: Manifest, packed: Packed): unknown {
  if (!manifest.function.convention) return unpack(manifest.function.returns, packed);
  const outcome = decodeOutcome(packed as Uint8Array);
  if (outcome.kind === 'threw') throw outcome.error;
  return outcome.result;
}
