/**
 * The target's side of a move: prepares the instance and loads base and deltas while the shard still runs on its source, so that
 * the last delta is all that is missing when that has stopped.
 */
import { HEAP_BASE } from '../../compiler/abi.js';
import { ChainRestorer, decodeCheckpoint, type EncodedCheckpoint } from '../checkpoint/index.js';
import type { Engine, Instance } from '../engine/index.js';
import { ShoalError } from '../errors.js';
import {
  type CheckpointHeaderFrame,
  CheckpointHeaderFrameSchema,
  type ReceiveReply,
  type TransferHeader,
} from '../transport/gen/shoal/v1/shoal_pb.js';
import type { FrameReader } from '../transport/index.js';
import type { HubMetricsRegistry } from './metrics.js';
import type { ModuleStore } from './module-store.js';
import { ReceiveBuffer } from './receive-buffer.js';
import type { ShardDescription } from './shard-description.js';
import type { ShardHost } from './shard-host.js';

/** Head and page numbers of a checkpoint come on top of its pages. */
const OVERHEAD_BYTES = 64 << 20;

export type ArrivalReply = Omit<ReceiveReply, '$typeName' | '$unknown'>;

export interface ArrivalContext {
  readonly engine: Engine;
  readonly modules: ModuleStore;
  readonly metrics: HubMetricsRegistry;
  /** Called with the checkpoints of a shard that has arrived; left out when they are not kept. */
  readonly onArrived?: ((description: ShardDescription, chain: readonly EncodedCheckpoint[]) => void) | undefined;
}

/**
 * Yields `loaded` for each checkpoint and at last `resumed` or `refused`. Whatever is wrong with what comes in, the source is told
 * and goes on; only the machine of `host` decides that the shard runs here.
 */
export async function* receiveShard(
  host: ShardHost,
  header: TransferHeader,
  frames: FrameReader,
  context: ArrivalContext,
): AsyncGenerator<ArrivalReply, void, undefined> {
  const reply = (result: string, reason = '', loadMs = 0, commitMs = 0): ArrivalReply => ({ result, reason, loadMs, commitMs });
  let loadedMs = 0;
  let loadMs = 0;
  const chain: EncodedCheckpoint[] = [];
  try {
    const instance = await prepareInstance(host.description, context);
    host.adopt(instance);
    const restorer = new ChainRestorer(host.description);
    const buffer = new ReceiveBuffer();
    for (;;) {
      const announced = await frames.requireHeader(CheckpointHeaderFrameSchema);
      const startedMs = performance.now();
      const encoded = await buffer.read(frames, announced.bytes, {
        what: `a checkpoint of ${host.description.shard}`,
        limitBytes: host.description.memoryLimitBytes + OVERHEAD_BYTES,
        truncated: 'SHOAL6001',
      });
      context.metrics.bytes('in', encoded.byteLength);
      await load(encoded, announced, restorer, host.description, header, instance);
      if (context.onArrived) chain.push({ digest: announced.digest, bytes: encoded.byteLength, chunks: [encoded.slice()] });
      loadedMs = performance.now();
      loadMs = loadedMs - startedMs;
      if (announced.final) break;
      yield reply('loaded', '', loadMs);
    }
  } catch (error) {
    const lost = error instanceof ShoalError && error.code === 'SHOAL4001';
    host.raise({ kind: lost ? 'transferBroken' : 'refused' });
    if (!(error instanceof ShoalError)) throw error;
    yield reply('refused', `${error.code}: ${error.message}`);
    return;
  }
  host.raise({ kind: 'loaded' });
  const resumed = await host.arrived.promise;
  const commitMs = performance.now() - loadedMs;
  if (resumed) context.onArrived?.(host.description, chain);
  yield resumed
    ? reply('resumed', '', loadMs, commitMs)
    : reply('refused', 'the coordinator did not grant the move', loadMs, commitMs);
}

async function prepareInstance(description: ShardDescription, { engine, modules }: ArrivalContext): Promise<Instance> {
  const prepared = await modules.prepare(description.moduleDigest, description.block);
  return engine.instantiate(prepared, HEAP_BASE, { memoryBytes: description.memoryLimitBytes });
}

async function load(
  encoded: Uint8Array,
  { digest, final }: CheckpointHeaderFrame,
  restorer: ChainRestorer,
  description: ShardDescription,
  { key }: TransferHeader,
  instance: Instance,
): Promise<void> {
  const checkpoint = decodeCheckpoint(encoded, digest);
  const { header } = checkpoint;
  restorer.check(checkpoint);
  if (header.epoch !== key?.epoch) {
    throw new ShoalError(
      'SHOAL6003',
      `a checkpoint of epoch ${header.epoch} of ${description.shard} came in a move from ${key?.epoch}`,
    );
  }
  if (header.memoryBytes > description.memoryLimitBytes) {
    throw new ShoalError('SHOAL2003', `${description.shard} takes ${header.memoryBytes} bytes, more than it may`);
  }
  instance.grow(header.memoryBytes);
  restorer.apply(instance.memory(), checkpoint);
  if (final) await instance.restoreGlobals(header.globals);
}
