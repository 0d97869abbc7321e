/** Checkpoints and memories for tests. */
import { encodeCheckpoint, type NamedCheckpoint, type PageSet } from '../../../../runtime/checkpoint/index.js';
import type { CheckpointHeader } from '../../../../runtime/checkpoint/types.js';

export const OWNER = { run: 'r1', shard: 'b0.0', moduleDigest: 'ab'.repeat(32) };

export const HEADER: CheckpointHeader = {
  version: 1,
  kind: 'base',
  ...OWNER,
  epoch: 1,
  sequence: 0,
  abi: 1,
  memoryBytes: 18 * 65536,
  globals: {},
};

/** Pages with one byte value each. */
export function pageSet(...entries: readonly (readonly [page: number, fill: number])[]): PageSet {
  return {
    pages: Uint32Array.from(entries, ([page]) => page),
    data: Buffer.concat(entries.map(([, fill]) => Buffer.alloc(4096, fill))),
  };
}

export function named(header: CheckpointHeader, pages: PageSet): NamedCheckpoint {
  return { header, pages, digest: encodeCheckpoint({ header, pages }).digest };
}

/** The checkpoint after `previous` in its chain. */
export function successor(previous: NamedCheckpoint, pages: PageSet, changes: Partial<CheckpointHeader> = {}): NamedCheckpoint {
  const { header, digest } = previous;
  return named({ ...header, kind: 'delta', sequence: header.sequence + 1, parent: digest, ...changes }, pages);
}

/** All bytes of an encoded checkpoint in one piece. */
export function joined(checkpoint: { readonly header: CheckpointHeader; readonly pages: PageSet }): Buffer {
  return Buffer.concat(encodeCheckpoint(checkpoint).chunks);
}
