// Allocation. The heap is a row of cells from HEAP_START to CONTROL.heapTop, each as long as its size field says. New cells are cut from the
// current run [CURSOR, LIMIT): free bytes, all zero. When it is used up the next run is a free cell that the collector left, or new memory.
//
// Free cells of 16 bytes or more stand in lists by the binary logarithm of their size; the lists' heads are in the bottom of the heap, before
// the first cell, so that any size finds a cell that surely fits in one step.
import { trap } from './host';
import {
  CELL_FLAGS, CELL_KIND, CELL_KIND_BYTES, CELL_KIND_FREE, CELL_SIZE, CONTROL_FUEL, CONTROL_HEAP_TOP, REALM_ALLOCATED, REALM_ATOMS,
  REALM_COLLECT_AT, REALM_LIBRARY,
} from './layout';
import { CURSOR, HEAP_START, LIMIT } from './state';

/** Heads of the lists of free cells, by log2 of size: 32 words in front of the first cell. */
const LISTS_BYTES: u32 = 128;
/** Of a free cell: the next one in its list. */
const NEXT: u32 = 8;
/** Most bytes that become the current run at once: they are cleared and then used while they are in the cache. */
const RUN_BYTES: u32 = 32768;
/** By how much the heap grows at least. */
const GROWTH_BYTES: u32 = 65536;
/** A rest of a run that is worth being kept in a list. */
const LEAST_RUN: u32 = 32;
/** Cells above this never become the reason to leave a run. */
const LARGE: u32 = 2048;
/** Fewest bytes between two collections. */
export const LEAST_THRESHOLD: u32 = 8 << 20;
/** Addresses above stay unused, so that the end of a cell never wraps. */
const LAST_ADDRESS: u64 = 0xfff00000;
const TRAP_MEMORY: i32 = 4;

/** Must be the first call of all. `from`: what lies below is not the heap's. */
export function initialiseHeap(from: u32): void {
  memory.fill(REALM_LIBRARY, 0, 128);
  const lists: u32 = (max<u32>(from, load<u32>(CONTROL_HEAP_TOP)) + 7) & ~7;
  const start: u32 = lists + LISTS_BYTES;
  reach(<u64>start, LISTS_BYTES);
  store<u32>(HEAP_START, start);
  store<u32>(CONTROL_HEAP_TOP, start);
  store<u32>(CURSOR, start);
  store<u32>(LIMIT, start);
  store<u32>(REALM_ATOMS, 0);
  store<u32>(REALM_ALLOCATED, 0);
  store<u32>(REALM_COLLECT_AT, LEAST_THRESHOLD);
  // The word HEAP_START lies among the collector's roots: what it points at is never free, and shall refer to nothing.
  allocateCell(CELL_KIND_BYTES, 16);
}

// @ts-ignore: decorator
@inline
export function sizeOf(cell: u32): u32 {
  return load<u32>(cell, CELL_SIZE);
}

// @ts-ignore: decorator
@inline
export function kindOfCell(cell: u32): u32 {
  return <u32>load<u8>(cell, CELL_KIND);
}

// @ts-ignore: decorator
@inline
export function flagsOf(cell: u32): u32 {
  return <u32>load<u8>(cell, CELL_FLAGS);
}

/** A cell of `bytes`, header included, that is zero behind its header. */
export function allocateCell(kind: u32, bytes: u32): u32 {
  const size: u32 = (bytes + 7) & ~7;
  const cell: u32 = load<u32>(CURSOR);
  // The cursor is below 2^32 - 2^20; a size that makes the sum wrap is caught by the comparison as 64-bit numbers.
  const end: u64 = <u64>cell + <u64>size;
  if (end > <u64>load<u32>(LIMIT) || size < bytes) return allocateElsewhere(kind, bytes);
  store<u32>(CURSOR, <u32>end);
  store<u32>(cell, size, CELL_SIZE);
  store<u32>(cell, kind, CELL_KIND);
  return cell;
}

function allocateElsewhere(kind: u32, bytes: u32): u32 {
  const size: u64 = (<u64>bytes + 7) & ~<u64>7;
  if (size > LARGE) return allocateLarge(kind, size);
  retireRun();
  const found: u32 = takeFree(<u32>size);
  if (found != 0) {
    const whole: u32 = sizeOf(found);
    const part: u32 = whole > RUN_BYTES + LEAST_RUN ? RUN_BYTES : whole;
    if (part < whole) makeFree(found + part, whole - part);
    openRun(found, part);
    memory.fill(found, 0, part);
  } else openRun(grow(GROWTH_BYTES), GROWTH_BYTES);
  return allocateCell(kind, bytes);
}

function openRun(start: u32, bytes: u32): void {
  store<u32>(CURSOR, start);
  store<u32>(LIMIT, start + bytes);
  count(bytes);
}

/** Cut from a free cell or from new memory; the current run stays. */
function allocateLarge(kind: u32, size: u64): u32 {
  let cell: u32 = size < LAST_ADDRESS ? takeFree(<u32>size) : 0;
  if (cell != 0) {
    const whole: u32 = sizeOf(cell);
    const rest: u32 = whole - <u32>size;
    if (rest > 0) makeFree(cell + <u32>size, rest);
    memory.fill(cell, 0, <u32>size);
  } else cell = grow(size);
  store<u32>(cell, <u32>size, CELL_SIZE);
  store<u32>(cell, kind, CELL_KIND);
  count(<u32>size);
  return cell;
}

/** When a collection is due the next safepoint shall look. Saturates: what is allocated between two safepoints may be anything. */
function count(bytes: u32): void {
  const total: u64 = <u64>load<u32>(REALM_ALLOCATED) + <u64>bytes;
  store<u32>(REALM_ALLOCATED, total > 0xffffffff ? 0xffffffff : <u32>total);
  if (total > <u64>load<u32>(REALM_COLLECT_AT)) store<i32>(CONTROL_FUEL, 0);
}

/** New memory at the heap's top, zero. */
function grow(bytes: u64): u32 {
  const top: u32 = load<u32>(CONTROL_HEAP_TOP);
  reach(<u64>top + bytes, bytes);
  store<u32>(CONTROL_HEAP_TOP, top + <u32>bytes);
  return top;
}

/** Makes the memory reach to `end`; some more than asked for, so that many small allocations grow it seldom. */
function reach(end: u64, bytes: u64): void {
  if (!tryReach(end)) {
    trap(TRAP_MEMORY, -1, <f64>bytes, 0.0);
    unreachable();
  }
}

export function tryReach(end: u64): bool {
  const size: u64 = <u64>memory.size() << 16;
  if (end <= size) return true;
  if (end > LAST_ADDRESS) return false;
  const needed: u64 = (end - size + 0xffff) >> 16;
  const wanted: u64 = max<u64>(needed, min<u64>(size >> 19, 1024));
  return memory.grow(<i32>wanted) >= 0 || memory.grow(<i32>needed) >= 0;
}

/** The rest of the current run becomes a free cell: the heap is a row of cells again. */
export function retireRun(): void {
  const cursor: u32 = load<u32>(CURSOR);
  const limit: u32 = load<u32>(LIMIT);
  if (cursor < limit) makeFree(cursor, limit - cursor);
  store<u32>(CURSOR, 0);
  store<u32>(LIMIT, 0);
}

// @ts-ignore: decorator
@inline
function listOf(size: u32): u32 {
  return load<u32>(HEAP_START) - LISTS_BYTES + ((31 - clz<u32>(size)) << 2);
}

export function clearLists(): void {
  memory.fill(load<u32>(HEAP_START) - LISTS_BYTES, 0, LISTS_BYTES);
}

/** A free cell of a multiple of 8 bytes; in a list if it is worth it. */
export function makeFree(cell: u32, size: u32): void {
  store<u32>(cell, size, CELL_SIZE);
  store<u32>(cell, CELL_KIND_FREE, CELL_KIND);
  if (size < LEAST_RUN) return;
  const list: u32 = listOf(size);
  store<u32>(cell, load<u32>(list), NEXT);
  store<u32>(list, cell);
}

/** A free cell of at least `size` bytes out of its list, or 0. Small ones first: they would be of no use to others. */
function takeFree(size: u32): u32 {
  const lists: u32 = load<u32>(HEAP_START) - LISTS_BYTES;
  // In the list of `size` itself not all cells are large enough: only the first few are looked at.
  let at: u32 = listOf(size);
  let before: u32 = at;
  for (let tries: i32 = 0; tries < 4; tries++) {
    const cell: u32 = load<u32>(before);
    if (cell == 0) break;
    if (sizeOf(cell) >= size) {
      store<u32>(before, load<u32>(cell, NEXT));
      return cell;
    }
    before = cell + NEXT;
  }
  for (at += 4; at < lists + LISTS_BYTES; at += 4) {
    const cell: u32 = load<u32>(at);
    if (cell == 0) continue;
    store<u32>(at, load<u32>(cell, NEXT));
    return cell;
  }
  return 0;
}
