/** The iteration range of a shard as its memory holds it: how far it is, and how its rest is cut off for another shard. */
import { STATUS } from '../../compiler/abi.js';
import type { BlockManifest } from '../../compiler/manifest.js';
import { ControlBlock } from './control-block.js';

/** Whether the block has an iteration space of its own. */
export function isRanged(block: BlockManifest): boolean {
  return block.kind === 'range' || block.kind === 'reduce' || block.kind === 'stepped';
}

/**
 * Lowers the end of a suspended shard's range to the middle of what no chunk covers yet. What it gave up is [mid, hi). Undefined, and
 * nothing changes, when the block can't be split or there is not one iteration for each side.
 */
export function cutRange(memory: Uint8Array, block: BlockManifest): { readonly mid: number; readonly hi: number } | undefined {
  if (!isRanged(block) || !block.parallel) return undefined;
  const control = new ControlBlock(memory);
  if (control.read('status') === STATUS.done) return undefined;
  const next = control.read('rangeNext');
  const hi = control.read('rangeEnd');
  if (hi - next < 2) return undefined;
  const mid = next + Math.ceil((hi - next) / 2);
  control.write('rangeEnd', mid);
  return { mid, hi };
}

/** The share of the shard's work that is done, 0 to 1. May be called while it runs. Blocks without a range don't know: 0 until done. */
export function readProgress(memory: Uint8Array, block: BlockManifest): number {
  const control = new ControlBlock(memory);
  if (control.read('status') === STATUS.done) return 1;
  if (!isRanged(block)) return 0;
  const start = control.read('rangeStart');
  const end = control.read('rangeEnd');
  return end <= start ? 0 : Math.min(Math.max((control.read('rangeNext') - start) / (end - start), 0), 1);
}
