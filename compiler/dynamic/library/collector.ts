// Mark and sweep. Cells never move. It runs while the stack lies in memory: between unwinding and rewinding.
//
// Roots are all words of Asyncify's stack and of the reserved area that look like addresses in the heap, even into the middle of a cell, since
// code keeps addresses of elements. To find the cell around an address there is a bitmap with a bit for each 8 bytes, set where a cell
// begins; a second one holds the marks, so that dead cells are not touched again. Both, and behind them the stack of marked cells whose
// content has not been looked at, lie above the heap's top, which must be zero again afterwards.
import { dropDeadAtoms } from './atoms';
import { clearLists, kindOfCell, LEAST_THRESHOLD, makeFree, retireRun, sizeOf, tryReach } from './heap';
import {
  ASYNCIFY_BASE, CELL_KIND_BIGINT, CELL_KIND_BYTES, CELL_KIND_PLAIN, CELL_KIND_STRING, CELL_KIND_VALUES, CONTROL_ASYNCIFY,
  CONTROL_HEAP_TOP, HEAP_BASE, REALM_ALLOCATED, REALM_ATOMS, REALM_COLLECT_AT, TAG_STRING,
} from './layout';
import { COLLECTION, HEAP_START } from './state';

// The collection under way, in words of the realm: see state.ts.
const TOP: u32 = COLLECTION;
const STARTS: u32 = COLLECTION + 4;
const MARKS: u32 = COLLECTION + 8;
const STACK: u32 = COLLECTION + 12;
const STACK_TOP: u32 = COLLECTION + 16;
const STACK_LIMIT: u32 = COLLECTION + 20;
/** 1: a marked cell found no room on the stack, so all marked cells are to be looked at again. */
const OVERFLOWED: u32 = COLLECTION + 24;
const STACK_HIGH: u32 = COLLECTION + 28;

/** Small heaps are collected when they have allocated twice what lives, large ones do with less. */
const MOST_SLACK: u32 = 64 << 20;
const LEAST_STACK: u32 = 4096;
const STACK_GROWTH: u32 = 1 << 20;

/** `reservedEnd`: the end of the area from HEAP_BASE on that holds the program's constants, caches and globals. */
export function collect(reservedEnd: u32): void {
  retireRun();
  if (!begin()) {
    // The bitmaps do not fit any more: the program goes on as long as it can.
    store<u32>(REALM_COLLECT_AT, 0xffffffff);
    return;
  }
  const atoms: u32 = load<u32>(REALM_ATOMS);
  // The table of atoms keeps no string alive: it is marked without a look at its content.
  if (atoms >= load<u32>(HEAP_START)) setBit(load<u32>(MARKS), atoms);
  markRange(ASYNCIFY_BASE, load<u32>(CONTROL_ASYNCIFY));
  markRange(HEAP_BASE, reservedEnd);
  drain();
  if (atoms != 0) dropDeadAtoms(atoms);
  const live: u32 = sweep();
  end();
  store<u32>(REALM_ALLOCATED, 0);
  const limit: u64 = <u64>live + <u64>min<u32>(live, MOST_SLACK);
  store<u32>(REALM_COLLECT_AT, max<u32>(LEAST_THRESHOLD, <u32>min<u64>(limit, 0xffffffff)));
}

/** Lays out the bitmaps and the stack, and finds the cells. false: there is no memory for it. */
function begin(): bool {
  const start: u32 = load<u32>(HEAP_START);
  const top: u32 = load<u32>(CONTROL_HEAP_TOP);
  const bytes: u32 = (((top - start) >> 6) + 15) & ~7;
  const starts: u32 = (top + 7) & ~7;
  const stack: u32 = starts + 2 * bytes;
  if (!tryReach(<u64>starts + 2 * <u64>bytes + LEAST_STACK)) return false;
  store<u32>(TOP, top);
  store<u32>(STARTS, starts);
  store<u32>(MARKS, starts + bytes);
  store<u32>(STACK, stack);
  store<u32>(STACK_TOP, stack);
  store<u32>(STACK_HIGH, stack);
  store<u32>(STACK_LIMIT, memoryEnd());
  store<u32>(OVERFLOWED, 0);
  for (let cell: u32 = start; cell < top; cell += sizeOf(cell)) setBit(starts, cell);
  return true;
}

function memoryEnd(): u32 {
  return <u32>min<u64>(<u64>memory.size() << 16, 0xffff0000);
}

/** Memory above the heap's top is zero again. */
function end(): void {
  const starts: u32 = load<u32>(STARTS);
  memory.fill(starts, 0, load<u32>(STACK_HIGH) - starts);
  memory.fill(COLLECTION, 0, 32);
}

// @ts-ignore: decorator
@inline
function setBit(bitmap: u32, cell: u32): void {
  const bit: u32 = (cell - load<u32>(HEAP_START)) >> 3;
  const at: u32 = bitmap + (bit >> 3);
  store<u8>(at, <u8>(<u32>load<u8>(at) | ((<u32>1) << (bit & 7))));
}

// @ts-ignore: decorator
@inline
function hasBit(bitmap: u32, cell: u32): bool {
  const bit: u32 = (cell - load<u32>(HEAP_START)) >> 3;
  return ((load<u8>(bitmap + (bit >> 3)) >> <u8>(bit & 7)) & 1) != 0;
}

/** Whether a cell survives: of cells outside of the heap always. For weak tables, between marking and sweeping. */
export function isMarked(cell: u32): bool {
  return cell < load<u32>(HEAP_START) || hasBit(load<u32>(MARKS), cell);
}

/** Every aligned word is perhaps an address in the heap. */
function markRange(from: u32, to: u32): void {
  const start: u32 = load<u32>(HEAP_START);
  const bytes: u32 = load<u32>(TOP) - start;
  for (let at: u32 = from; at < to; at += 4) {
    const word: u32 = load<u32>(at);
    if (word - start < bytes && at != REALM_ATOMS) markAround(word);
  }
}

/** Marks the cell that `address` points into, which lies in the heap. */
function markAround(address: u32): void {
  const start: u32 = load<u32>(HEAP_START);
  const starts: u32 = load<u32>(STARTS);
  const bit: u32 = (address - start) >> 3;
  let word: u32 = bit >> 6;
  let bits: u64 = load<u64>(starts + (word << 3)) & (0xffffffffffffffff >> <u64>(63 - (bit & 63)));
  while (bits == 0) {
    word--;
    bits = load<u64>(starts + (word << 3));
  }
  mark(start + (((word << 6) + <u32>(63 - clz<u64>(bits))) << 3));
}

/** `cell` is the address of a cell in the heap. */
function mark(cell: u32): void {
  const bit: u32 = (cell - load<u32>(HEAP_START)) >> 3;
  const at: u32 = load<u32>(MARKS) + (bit >> 3);
  const byte: u32 = <u32>load<u8>(at);
  const mask: u32 = 1 << (bit & 7);
  if ((byte & mask) != 0) return;
  store<u8>(at, <u8>(byte | mask));
  const kind: u32 = kindOfCell(cell);
  if (kind <= CELL_KIND_BYTES || kind == CELL_KIND_STRING || kind == CELL_KIND_BIGINT) return;
  push(cell);
}

function push(cell: u32): void {
  const top: u32 = load<u32>(STACK_TOP);
  if (top + 4 > load<u32>(STACK_LIMIT)) {
    if (!tryReach(<u64>top + <u64>STACK_GROWTH)) {
      store<u32>(OVERFLOWED, 1);
      return;
    }
    store<u32>(STACK_LIMIT, memoryEnd());
  }
  store<u32>(top, cell);
  store<u32>(STACK_TOP, top + 4);
}

function drain(): void {
  empty();
  while (load<u32>(OVERFLOWED) != 0) {
    store<u32>(OVERFLOWED, 0);
    const top: u32 = load<u32>(TOP);
    for (let cell: u32 = load<u32>(HEAP_START); cell < top; cell += sizeOf(cell)) {
      if (!hasBit(load<u32>(MARKS), cell)) continue;
      const kind: u32 = kindOfCell(cell);
      if (kind <= CELL_KIND_BYTES || kind == CELL_KIND_STRING || kind == CELL_KIND_BIGINT) continue;
      // The table of atoms must stay unseen.
      if (cell != load<u32>(REALM_ATOMS)) scan(cell);
      empty();
    }
  }
}

function empty(): void {
  const stack: u32 = load<u32>(STACK);
  for (;;) {
    const top: u32 = load<u32>(STACK_TOP);
    if (top == stack) return;
    if (top > load<u32>(STACK_HIGH)) store<u32>(STACK_HIGH, top);
    store<u32>(STACK_TOP, top - 4);
    scan(load<u32>(top - 4));
  }
}

/** Marks what the cell refers to. */
function scan(cell: u32): void {
  const kind: u32 = kindOfCell(cell);
  const end: u32 = cell + sizeOf(cell);
  const start: u32 = load<u32>(HEAP_START);
  const bytes: u32 = load<u32>(TOP) - start;
  if (kind == CELL_KIND_VALUES) {
    for (let at: u32 = cell + 8; at < end; at += 8) {
      const value: u64 = load<u64>(at);
      if (value >= TAG_STRING && <u32>value - start < bytes) mark(<u32>value);
    }
    return;
  }
  if (kind >= CELL_KIND_PLAIN) {
    for (let at: u32 = cell + 8; at < end; at += 4) {
      const word: u32 = load<u32>(at);
      if (word - start < bytes) markAround(word);
    }
    return;
  }
  // Words that are addresses of cells or anything else.
  const starts: u32 = load<u32>(STARTS);
  for (let at: u32 = cell + 8; at < end; at += 4) {
    const word: u32 = load<u32>(at);
    if (word - start < bytes && (word & 7) == 0 && hasBit(starts, word)) mark(word);
  }
}

/** What lies between marked cells becomes free cells. Gives the bytes that are alive. */
function sweep(): u32 {
  clearLists();
  const start: u32 = load<u32>(HEAP_START);
  const top: u32 = load<u32>(TOP);
  const marks: u32 = load<u32>(MARKS);
  const words: u32 = load<u32>(STACK) - marks;
  let reached: u32 = start;
  let live: u32 = 0;
  for (let word: u32 = 0; word < words; word += 8) {
    let bits: u64 = load<u64>(marks + word);
    while (bits != 0) {
      const cell: u32 = start + (((word << 3) + <u32>ctz<u64>(bits)) << 3);
      bits &= bits - 1;
      if (cell > reached) makeFree(reached, cell - reached);
      const size: u32 = sizeOf(cell);
      live += size;
      reached = cell + size;
    }
  }
  if (top > reached) makeFree(reached, top - reached);
  return live;
}
