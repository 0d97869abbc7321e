/** What a hub has to know of a shard to run it, whatever way it came. */
import type { BlockManifest } from '../../compiler/manifest.js';
import { ShoalError } from '../errors.js';
import type { ShardKey } from '../transport/gen/shoal/v1/shoal_pb.js';

export interface ShardDescription {
  readonly run: string;
  /** Unique in the cluster. */
  readonly shard: string;
  readonly block: BlockManifest;
  readonly moduleDigest: string;
  /** Most bytes its linear memory may grow to. */
  readonly memoryLimitBytes: number;
  /** Address of the coordinator it reports to. */
  readonly coordinator: string;
}

/** What the headers of StartShard and ReceiveShard have in common. */
interface DescribingHeader {
  readonly key?: ShardKey | undefined;
  readonly block: Uint8Array;
  readonly moduleDigest: string;
  readonly memoryLimitBytes: bigint;
  readonly coordinator: string;
}

/** 4 GiB: all that 32-bit addresses reach. */
const ADDRESSABLE_BYTES = 2 ** 32;

/** Throws SHOAL5008 when the header makes no sense. */
export function readDescription(header: DescribingHeader): { readonly description: ShardDescription; readonly epoch: number } {
  const key = requireKey(header.key);
  const limit = Number(header.memoryLimitBytes);
  return {
    description: {
      run: key.run,
      shard: key.shard,
      block: readBlock(header.block),
      moduleDigest: header.moduleDigest,
      memoryLimitBytes: limit > 0 ? Math.min(limit, ADDRESSABLE_BYTES) : ADDRESSABLE_BYTES,
      coordinator: header.coordinator,
    },
    epoch: key.epoch,
  };
}

/** Throws SHOAL5008 when a request names no shard. */
export function requireKey(key: ShardKey | undefined): ShardKey {
  if (!key || key.run === '' || key.shard === '')
    throw new ShoalError('SHOAL5008', 'a request does not say which shard it is about');
  return key;
}

function readBlock(json: Uint8Array): BlockManifest {
  try {
    const block = JSON.parse(Buffer.from(json).toString('utf8')) as Partial<BlockManifest>;
    const complete =
      typeof block.id === 'string' &&
      typeof block.kind === 'string' &&
      Array.isArray(block.contract) &&
      typeof block.slots === 'object' &&
      Array.isArray(block.sites) &&
      Array.isArray(block.module?.globals);
    if (!complete) throw new TypeError('fields are missing');
    return block as BlockManifest;
  } catch (cause) {
    throw new ShoalError('SHOAL5008', 'the description of a block is damaged', { cause });
  }
}
