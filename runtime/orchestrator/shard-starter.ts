/** How a shard gets to the hub that it starts on: its module, if the hub lacks it, then its inputs. */
import { ShoalError } from '../errors.js';
import { StartShardHeaderSchema } from '../transport/gen/shoal/v1/shoal_pb.js';
import { type Connections, upload } from '../transport/index.js';
import { encodeBundleParts, type ValueBundle } from '../values/index.js';
import type { Cluster } from './cluster.js';
import type { Deployments } from './deployments.js';
import type { OwnedShard } from './owned-shard.js';

/** Inputs can be large, but must not be on their way for ever. */
const START_DEADLINE_MS = 120_000;

export interface StarterServices {
  readonly cluster: Cluster;
  readonly connections: Connections;
  readonly deployments: Deployments;
  /** Address that the shard reports to. */
  readonly coordinator: string;
}

/** Resolves when the hub has taken the shard. Throws SHOAL4001, SHOAL4002, SHOAL5002 when another hub might. */
export async function startShard(
  shard: OwnedShard,
  hub: string,
  epoch: number,
  module: Uint8Array,
  inputs: ValueBundle,
  services: StarterServices,
  signal: AbortSignal,
): Promise<void> {
  const { cluster, connections, deployments, coordinator } = services;
  const info = cluster.require(hub);
  const { digest } = shard.block.module;
  await deployments.ensure(info, digest, module);
  const parts = encodeBundleParts(inputs);
  const call = connections.pages(info.address).startShard({ signal, deadlineMs: START_DEADLINE_MS });
  const header = {
    key: { run: shard.run, shard: shard.id, epoch },
    block: Buffer.from(JSON.stringify(shard.block)),
    moduleDigest: digest,
    ...(shard.range ? { range: { lo: BigInt(shard.range.lo), hi: BigInt(shard.range.hi) } } : {}),
    valueBytes: BigInt(parts.reduce((sum, part) => sum + part.byteLength, 0)),
    coordinator,
  };
  await upload(call, StartShardHeaderSchema, header, ...parts);
}

/** Whether a start that failed so may work on another hub, or later. */
export function isWorthAnotherHub(error: unknown): boolean {
  return error instanceof ShoalError && ['SHOAL4001', 'SHOAL4002', 'SHOAL5002', 'SHOAL5004'].includes(error.code);
}
