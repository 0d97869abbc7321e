/** What a checkpoint is made of. The state of a suspended shard, as a base of non-zero pages and deltas of changed ones. */

/** Unit of tracking and transfer, in bytes: the page size of the kernel, so that a kernel-backed tracker can take over. */
export const PAGE_BYTES = 4096;

/** Throws RangeError for a memory that is not made of whole pages. */
export function requireWholePages({ byteLength }: Uint8Array): void {
  if (byteLength % PAGE_BYTES !== 0) throw new RangeError(`${byteLength} bytes are no whole number of pages`);
}

/** A set of whole pages with their contents: `pages[k]` is the number of the page whose bytes start at `k * PAGE_BYTES` in `data`. */
export interface PageSet {
  /** Strictly increasing page numbers. */
  readonly pages: Uint32Array;
  readonly data: Uint8Array;
}

/** Page numbers, `to` exclusive. */
export interface PageRange {
  readonly from: number;
  readonly to: number;
}

/**
 * Finds the pages that changed. Implementations: comparison with a shadow copy (anywhere), and the kernel's write tracking.
 * A scan of a running shard may see torn pages: it must report a page again later if it changed after it was copied.
 */
export interface PageTracker extends Disposable {
  readonly name: string;
  /** Bytes of memory that the tracker itself needs per byte tracked; 1 for a shadow copy. */
  readonly overhead: number;
  /**
   * The pages that differ from what earlier calls returned (at first: from zero), copied out. Memory may have grown. It may be given
   * without its end, where that is known to be zero (see `usedBytes` of the engine). With `range` only these pages are looked at, so
   * that a large memory can be scanned in slices without keeping the thread from other work.
   */
  collect(memory: Uint8Array, range?: PageRange): PageSet;
  /** Tells the tracker that memory now holds exactly what it last reported plus `pages`, e.g. after a restore. */
  adopt(memory: Uint8Array): void;
}

/** The head of one checkpoint; its digest is sha256 over the encoded form. */
export interface CheckpointHeader {
  readonly version: 1;
  readonly kind: 'base' | 'delta';
  readonly run: string;
  readonly shard: string;
  /** Ownership number under which it was taken. */
  readonly epoch: number;
  /** 0 for a base, then counting up along the chain. */
  readonly sequence: number;
  /** Digest of the checkpoint this delta builds on; absent for a base. */
  readonly parent?: string;
  readonly moduleDigest: string;
  readonly abi: number;
  /** Size of the linear memory. */
  readonly memoryBytes: number;
  readonly globals: Readonly<Record<string, number | bigint>>;
}

export interface Checkpoint {
  readonly header: CheckpointHeader;
  readonly pages: PageSet;
}
