/** The gRPC service that every hub offers: see proto/shoal/v1/shoal.proto. */
import { type Engine, measureInputs, writeInputs } from '../engine/index.js';
import { ShoalError } from '../errors.js';
import {
  DeployHeaderSchema,
  type Hub,
  type HubInfo,
  type Range,
  StartShardHeaderSchema,
  TransferHeaderSchema,
} from '../transport/gen/shoal/v1/shoal_pb.js';
import type { FrameReader, Handlers } from '../transport/index.js';
import { decodeBundle } from '../values/index.js';
import { type ArrivalContext, receiveShard } from './arrival.js';
import { MODULE_LIMIT_BYTES } from './module-store.js';
import { readDescription, requireKey, type ShardDescription } from './shard-description.js';
import type { ShardHost } from './shard-host.js';
import type { ShardTable } from './shard-table.js';

/** The inputs of one shard, encoded. */
export const VALUE_LIMIT_BYTES = 2 ** 31;
/** A ping measures the way, it does not carry data. */
const PING_LIMIT_BYTES = 64 << 10;

export interface HubServiceContext extends ArrivalContext {
  readonly shards: ShardTable;
  readonly info: () => HubInfo;
  /** Address of the coordinator. */
  readonly coordinator: () => string;
  /** True while the hub takes no new shards. */
  readonly isLeaving: () => boolean;
}

export function hubService(context: HubServiceContext): Handlers<typeof Hub> {
  const { shards, modules, metrics } = context;
  const requireWelcome = () => {
    if (context.isLeaving()) throw new ShoalError('SHOAL4002', `${context.info().name} is leaving and takes no more shards`);
  };
  return {
    describe: () => ({ info: context.info(), coordinator: context.coordinator() }),

    ping({ payload }) {
      if (payload.byteLength > PING_LIMIT_BYTES)
        throw new ShoalError('SHOAL5006', `a ping carries at most ${PING_LIMIT_BYTES} bytes`);
      return { payload };
    },

    hasModule: ({ digest }) => ({ known: modules.has(digest) }),

    async deployModule(frames) {
      const { digest, bytes } = await frames.requireHeader(DeployHeaderSchema);
      const known = modules.has(digest);
      const module = await frames.bytes(bytes, { what: 'a module', limitBytes: MODULE_LIMIT_BYTES });
      await frames.end();
      metrics.bytes('in', module.byteLength);
      modules.add(digest, module);
      return { known };
    },

    async startShard(frames) {
      requireWelcome();
      const header = await frames.requireHeader(StartShardHeaderSchema);
      const { description, epoch } = readDescription(header);
      const inputs = await readInputs(frames, header.valueBytes, description);
      metrics.bytes('in', Number(header.valueBytes));
      const host = shards.start(description, epoch);
      // The answer says that the shard is here and has begun; whether its inputs are right, its own report will say.
      if (host) await prepare(host, inputs, header.range, context);
      return {};
    },

    async moveShard({ key, move, target, targetAddress, stopAndCopy }) {
      if (move === '' || target === '') throw new ShoalError('SHOAL5008', 'a move without an id or a target');
      if (target === context.info().name) throw new ShoalError('SHOAL5003', `the shard is on ${target} already`);
      return shards.require(requireKey(key)).move({ move, target, stopAndCopy }, targetAddress);
    },

    splitShard: ({ key, split }) => shards.require(requireKey(key)).split(split),

    cancelShard({ key }) {
      shards.cancel(requireKey(key));
      return {};
    },

    async *receiveShard(frames, { signal }) {
      requireWelcome();
      const header = await frames.requireHeader(TransferHeaderSchema);
      const { description, epoch } = readDescription(header);
      const host = shards.arrive(description, epoch, header.move);
      signal.addEventListener('abort', () => host.raise({ kind: 'transferBroken' }), { once: true });
      yield* receiveShard(host, header, frames, context);
    },
  };
}

async function readInputs(frames: FrameReader, valueBytes: bigint, { shard }: ShardDescription) {
  const bundle = await frames.bytes(valueBytes, { what: `the inputs of ${shard}`, limitBytes: VALUE_LIMIT_BYTES });
  await frames.end();
  return decodeBundle(bundle);
}

/** Lays out the inputs and lets the shard start. */
async function prepare(
  host: ShardHost,
  inputs: ReturnType<typeof decodeBundle>,
  range: Range | undefined,
  { engine, modules }: { readonly engine: Engine; readonly modules: ArrivalContext['modules'] },
): Promise<void> {
  const { block, moduleDigest, memoryLimitBytes } = host.description;
  const iterations = range ? { lo: Number(range.lo), hi: Number(range.hi) } : undefined;
  try {
    const prepared = await modules.prepare(moduleDigest, block);
    const memoryBytes = measureInputs(block, inputs, iterations);
    const instance = await engine.instantiate(prepared, memoryBytes, { memoryBytes: memoryLimitBytes });
    writeInputs(instance.memory(), block, inputs, iterations);
    host.adopt(instance);
    host.raise({ kind: 'ready' });
  } catch (error) {
    host.fail(
      error instanceof ShoalError
        ? error
        : new ShoalError('SHOAL9001', `${host.description.shard} can't be started: ${(error as Error).message}`, {
            cause: error,
          }),
    );
  }
}
