/** How an iteration space is cut into shards. */
import type { IterationRange } from '../engine/marshal.js';

/** `count` contiguous ranges, in order, whose lengths differ by at most one; fewer when there are not that many iterations. */
export function partitionRange(range: IterationRange, count: number): IterationRange[] {
  const total = Math.max(0, range.hi - range.lo);
  const shards = Math.min(Math.max(1, Math.floor(count)), total);
  const bound = (index: number) => range.lo + Math.floor((total * index) / shards);
  return Array.from({ length: shards }, (_, index) => ({ lo: bound(index), hi: bound(index + 1) }));
}
