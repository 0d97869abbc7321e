// The cells of strings: flat ones with their UTF-16 units, ropes (concatenations not yet carried out), and indirect ones, whose units lie in
// another, flat cell from a byte offset on: slices and flattened ropes. Everything else reads units through `unitsOf`.
import { toAtom } from './atoms';
import { allocateCell, flagsOf, kindOfCell } from './heap';
import {
  CELL_KIND, CELL_KIND_BYTES, CELL_KIND_INDIRECT_STRING, CELL_KIND_ROPE, CELL_KIND_STRING, CELL_KIND_WORDS, STRING_FLAT, STRING_HASH,
  STRING_IS_ATOM, STRING_LEFT, STRING_LENGTH, STRING_RIGHT, STRING_UNITS,
} from './layout';
import { EMPTY_STRING, SCRATCH, UNIT_STRINGS } from './state';

/** Of an indirect string: bytes from the flat cell's first unit to its own. */
export const OFFSET: u32 = 20;
const POINTER_BYTES: u32 = 24;
/** V8's limit: the error for longer ones is part of the language as people know it. */
export const MAX_STRING_LENGTH: u32 = 536870888;
/** Shorter results are copied: a rope would cost more than it saves. */
const LEAST_ROPE: u32 = 24;
const LEAST_SLICE: u32 = 24;
/** Room for what the host writes at most at once, 1200 units, and behind it the stack of `flatten`. */
const SCRATCH_BYTES: u32 = 8 + 2400 + 512;

// @ts-ignore: decorator
@inline
export function stringLength(text: u32): u32 {
  return load<u32>(text, STRING_LENGTH);
}

// @ts-ignore: decorator
@inline
export function isAtom(text: u32): bool {
  return (flagsOf(text) & STRING_IS_ATOM) != 0;
}

/** Address of the first unit. A rope becomes an indirect string on the way. */
// @ts-ignore: decorator
@inline
export function unitsOf(text: u32): u32 {
  return kindOfCell(text) == CELL_KIND_STRING ? text + STRING_UNITS : unitsElsewhere(text);
}

function unitsElsewhere(text: u32): u32 {
  if (kindOfCell(text) == CELL_KIND_ROPE) flatten(text);
  return unitsOfIndirect(text);
}

// @ts-ignore: decorator
@inline
function unitsOfIndirect(text: u32): u32 {
  return load<u32>(text, STRING_FLAT) + STRING_UNITS + load<u32>(text, OFFSET);
}

/** A flat string whose units are to be written at once. */
export function newFlat(length: u32): u32 {
  const text: u32 = allocateCell(CELL_KIND_STRING, STRING_UNITS + (length << 1));
  store<u32>(text, length, STRING_LENGTH);
  return text;
}

/** With a copy of the units. Short ones may be shared cells. */
export function stringOfUnits(at: u32, length: u32): u32 {
  if (length <= 1) return length == 0 ? emptyString() : unitString(<u32>load<u16>(at));
  return copyOfUnits(at, length);
}

/** A new cell with a copy of the units. */
export function copyOfUnits(at: u32, length: u32): u32 {
  const text: u32 = newFlat(length);
  memory.copy(text + STRING_UNITS, at, length << 1);
  return text;
}

export function emptyString(): u32 {
  const known: u32 = load<u32>(EMPTY_STRING);
  if (known != 0) return known;
  const text: u32 = toAtom(newFlat(0));
  store<u32>(EMPTY_STRING, text);
  return text;
}

/** Those of one unit below 256 exist once. */
export function unitString(unit: u32): u32 {
  if (unit >= 256) return newUnitString(unit);
  let table: u32 = load<u32>(UNIT_STRINGS);
  if (table == 0) {
    table = allocateCell(CELL_KIND_WORDS, 8 + 256 * 4);
    store<u32>(UNIT_STRINGS, table);
  }
  const place: u32 = table + 8 + (unit << 2);
  let text: u32 = load<u32>(place);
  if (text == 0) {
    text = toAtom(newUnitString(unit));
    store<u32>(place, text);
  }
  return text;
}

function newUnitString(unit: u32): u32 {
  const text: u32 = newFlat(1);
  store<u16>(text, <u16>unit, STRING_UNITS);
  return text;
}

/** Memory for what the host writes: 1200 units. */
export function scratch(): u32 {
  let cell: u32 = load<u32>(SCRATCH);
  if (cell == 0) {
    cell = allocateCell(CELL_KIND_BYTES, SCRATCH_BYTES);
    store<u32>(SCRATCH, cell);
  }
  return cell + 8;
}

/** Units from..to, 0 <= from <= to <= length. */
export function substring(text: u32, from: u32, to: u32): u32 {
  const length: u32 = to - from;
  if (length == stringLength(text)) return text;
  const units: u32 = unitsOf(text) + (from << 1);
  if (length < LEAST_SLICE) return stringOfUnits(units, length);
  let flat: u32 = text;
  if (kindOfCell(text) == CELL_KIND_INDIRECT_STRING) flat = load<u32>(text, STRING_FLAT);
  const slice: u32 = allocateCell(CELL_KIND_INDIRECT_STRING, POINTER_BYTES);
  store<u32>(slice, length, STRING_LENGTH);
  store<u32>(slice, flat, STRING_FLAT);
  store<u32>(slice, units - flat - STRING_UNITS, OFFSET);
  return slice;
}

/** `a + b`; 0 when that is longer than a string may be. */
export function join(a: u32, b: u32): u32 {
  const m: u32 = stringLength(a);
  const n: u32 = stringLength(b);
  if (m == 0) return b;
  if (n == 0) return a;
  const length: u32 = m + n;
  if (length < LEAST_ROPE) {
    // Parts that short are never ropes.
    const text: u32 = newFlat(length);
    copyShort(text + STRING_UNITS, unitsOf(a), m);
    copyShort(text + STRING_UNITS + (m << 1), unitsOf(b), n);
    return text;
  }
  if (length > MAX_STRING_LENGTH) return 0;
  const rope: u32 = allocateCell(CELL_KIND_ROPE, POINTER_BYTES);
  store<u32>(rope, length, STRING_LENGTH);
  store<u32>(rope, a, STRING_LEFT);
  store<u32>(rope, b, STRING_RIGHT);
  return rope;
}

/** A loop: calling memory.copy would cost more than it does. */
// @ts-ignore: decorator
@inline
function copyShort(to: u32, from: u32, units: u32): void {
  for (let i: u32 = 0; i < units; i++) store<u16>(to + (i << 1), load<u16>(from + (i << 1)));
}

/**
 * Carries a concatenation out. A leaf is copied to the end of the range that its rope covers where it stands; of two ropes the smaller one is
 * done first, so that at most log2 of the length ranges wait.
 */
function flatten(rope: u32): void {
  const length: u32 = stringLength(rope);
  const flat: u32 = newFlat(length);
  const stack: u32 = scratch() + 2400;
  let waiting: u32 = stack;
  let node: u32 = rope;
  let at: u32 = flat + STRING_UNITS;
  for (;;) {
    while (kindOfCell(node) == CELL_KIND_ROPE) {
      const left: u32 = load<u32>(node, STRING_LEFT);
      const right: u32 = load<u32>(node, STRING_RIGHT);
      const m: u32 = stringLength(left);
      const behind: u32 = at + (m << 1);
      if (kindOfCell(right) != CELL_KIND_ROPE) {
        copyLeaf(behind, right);
        node = left;
      } else if (kindOfCell(left) != CELL_KIND_ROPE) {
        copyLeaf(at, left);
        node = right;
        at = behind;
      } else {
        const leftFirst: bool = m < stringLength(right);
        store<u32>(waiting, leftFirst ? right : left);
        store<u32>(waiting, leftFirst ? behind : at, 4);
        waiting += 8;
        node = leftFirst ? left : right;
        if (!leftFirst) at = behind;
      }
    }
    copyLeaf(at, node);
    if (waiting == stack) break;
    waiting -= 8;
    node = load<u32>(waiting);
    at = load<u32>(waiting, 4);
  }
  store<u8>(rope, <u8>CELL_KIND_INDIRECT_STRING, CELL_KIND);
  store<u32>(rope, flat, STRING_FLAT);
  store<u32>(rope, 0, OFFSET);
}

/** Of a string that is no rope. */
function copyLeaf(to: u32, text: u32): void {
  const length: u32 = stringLength(text);
  const units: u32 = kindOfCell(text) == CELL_KIND_STRING ? text + STRING_UNITS : unitsOfIndirect(text);
  if (length <= 16) copyShort(to, units, length);
  else memory.copy(to, units, length << 1);
}

/** Never 0; the same in every run, since orders of tables must not differ. */
export function hashOf(text: u32): u32 {
  let hash: u32 = load<u32>(text, STRING_HASH);
  if (hash == 0) {
    hash = hashUnits(unitsOf(text), stringLength(text));
    store<u32>(text, hash, STRING_HASH);
  }
  return hash;
}

export function hashUnits(at: u32, length: u32): u32 {
  const end: u32 = at + (length << 1);
  let hash: u32 = length;
  for (; at < end; at += 2) hash = (rotl<u32>(hash, 5) ^ <u32>load<u16>(at)) * 0x9e3779b1;
  hash ^= hash >> 15;
  return hash == 0 ? 1 : hash;
}

export function sameUnits(p: u32, q: u32, length: u32): bool {
  const end: u32 = p + (length << 1);
  while (p + 8 <= end) {
    if (load<u64>(p) != load<u64>(q)) return false;
    p += 8;
    q += 8;
  }
  while (p < end) {
    if (load<u16>(p) != load<u16>(q)) return false;
    p += 2;
    q += 2;
  }
  return true;
}

export function equalStrings(a: u32, b: u32): bool {
  if (a == b) return true;
  const length: u32 = stringLength(a);
  if (length != stringLength(b)) return false;
  if ((flagsOf(a) & flagsOf(b) & STRING_IS_ATOM) != 0) return false;
  const hash: u32 = load<u32>(a, STRING_HASH);
  const other: u32 = load<u32>(b, STRING_HASH);
  if (hash != other && hash != 0 && other != 0) return false;
  return sameUnits(unitsOf(a), unitsOf(b), length);
}

/** -1, 0 or 1, by code units. */
export function compareStrings(a: u32, b: u32): i32 {
  if (a == b) return 0;
  const m: u32 = stringLength(a);
  const n: u32 = stringLength(b);
  let p: u32 = unitsOf(a);
  let q: u32 = unitsOf(b);
  const end: u32 = p + (min<u32>(m, n) << 1);
  while (p + 8 <= end && load<u64>(p) == load<u64>(q)) {
    p += 8;
    q += 8;
  }
  while (p < end) {
    const difference: i32 = <i32>load<u16>(p) - <i32>load<u16>(q);
    if (difference != 0) return difference < 0 ? -1 : 1;
    p += 2;
    q += 2;
  }
  return m < n ? -1 : m > n ? 1 : 0;
}
