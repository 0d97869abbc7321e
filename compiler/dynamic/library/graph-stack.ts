// The stack of a walk over a graph of values that may be as deep as it likes: frames of 32 bytes in a `words` cell, which grows. `walk` is a
// cell of the walk's own: the stack's cell at 8, the number of frames at 12, and what else the walk needs.
import { allocateCell } from './heap';
import { CELL_KIND_WORDS } from './layout';

const STACK: u32 = 8;
const DEPTH: u32 = 12;
/** Offsets behind these are the walk's. */
export const WALK_FIELDS: u32 = 16;
const WALK_BYTES: u32 = 64;
export const FRAME_BYTES: u32 = 32;
const FIRST_FRAMES: u32 = 32;

/** What all frames begin with: what they are of (a tag of GRAPH), the object, how many children remain. The rest is the tag's. */
export const FRAME_TAG: u32 = 0;
export const FRAME_OBJECT: u32 = 4;
export const FRAME_REST: u32 = 8;
export const FRAME_NOTE: u32 = 12;
export const FRAME_VALUE: u32 = 16;
export const FRAME_EXTRA: u32 = 24;

export function newWalk(): u32 {
  const walk: u32 = allocateCell(CELL_KIND_WORDS, WALK_BYTES);
  store<u32>(walk, allocateCell(CELL_KIND_WORDS, 8 + FIRST_FRAMES * FRAME_BYTES), STACK);
  return walk;
}

export function depthOf(walk: u32): u32 {
  return load<u32>(walk, DEPTH);
}

/** Valid until the next push. */
export function frameAt(walk: u32, depth: u32): u32 {
  return load<u32>(walk, STACK) + 8 + depth * FRAME_BYTES;
}

export function pushFrame(walk: u32, tag: u32, object: u32, rest: u32): u32 {
  const depth: u32 = load<u32>(walk, DEPTH);
  const stack: u32 = load<u32>(walk, STACK);
  const bytes: u32 = load<u32>(stack);
  if ((depth + 1) * FRAME_BYTES + 8 > bytes) {
    const larger: u32 = allocateCell(CELL_KIND_WORDS, bytes << 1);
    memory.copy(larger + 8, stack + 8, bytes - 8);
    store<u32>(walk, larger, STACK);
  }
  const frame: u32 = frameAt(walk, depth);
  memory.fill(frame, 0, FRAME_BYTES);
  store<u32>(frame, tag, FRAME_TAG);
  store<u32>(frame, object, FRAME_OBJECT);
  store<u32>(frame, rest, FRAME_REST);
  store<u32>(walk, depth + 1, DEPTH);
  return frame;
}

export function popFrame(walk: u32): void {
  store<u32>(walk, load<u32>(walk, DEPTH) - 1, DEPTH);
}
