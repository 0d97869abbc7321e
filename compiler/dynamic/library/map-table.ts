// The hash table of Map and Set. Entries lie in the order of insertion: keys (and values) in a `values` cell, and in a `words` cell, behind the
// head and the buckets (1 + number of the first entry, or 0), for each entry its hash, 1 + number of the next one in its bucket, and its
// serial number. Deleted keys are EMPTY until the table is made anew.
//
// A cursor is 1 + the serial number of the entry that it names, so that it stays valid whatever is added, deleted or moved in between.
import { digitAt, digitCount } from './bigint-cells';
import { allocateCell } from './heap';
import { CELL_KIND, CELL_KIND_MAP, CELL_KIND_VALUES, CELL_KIND_WORDS } from './layout';
import { MAP_ENTRIES, MAP_TABLE } from './object-layout';
import { sameValueZero } from './operators';
import { hashOf } from './text';
import { addressOf, EMPTY, isBigint, isDouble, isString, numberOf } from './values';

const CAPACITY: u32 = 8;
const USED: u32 = 12;
const LIVE: u32 = 16;
/** Serial number of the next entry. */
const SERIAL: u32 = 20;
/** The entry that a cursor last came to. */
const HINT: u32 = 24;
/** Entries before this one are deleted: a map may be used as a queue. */
const FIRST: u32 = 28;
const BUCKETS: u32 = 32;
const ENTRY_BYTES: u32 = 12;
const ENTRY_HASH: u32 = 0;
const ENTRY_NEXT: u32 = 4;
const ENTRY_SERIAL: u32 = 8;
const FIRST_CAPACITY: u32 = 4;
export const NOT_FOUND: u32 = 0xffffffff;

export function mapSizeOf(map: u32): u32 {
  const table: u32 = load<u32>(map, MAP_TABLE);
  return table == 0 ? 0 : load<u32>(table, LIVE);
}

/** Binary logarithm of the bytes of key and value. */
// @ts-ignore: decorator
@inline
export function strideOf(map: u32): u32 {
  return load<u8>(map, CELL_KIND) == CELL_KIND_MAP ? 4 : 3;
}

/** Where the key of an entry lies; a map's value lies 8 bytes on. */
// @ts-ignore: decorator
@inline
export function keyPlace(map: u32, index: u32): u32 {
  return load<u32>(map, MAP_ENTRIES) + 8 + (index << strideOf(map));
}

// @ts-ignore: decorator
@inline
function entryOf(table: u32, index: u32): u32 {
  return table + BUCKETS + (load<u32>(table, CAPACITY) << 2) + index * ENTRY_BYTES;
}

/** -0 becomes 0. */
// @ts-ignore: decorator
@inline
export function normalized(key: u64): u64 {
  return key == 0x8000000000000000 ? 0 : key;
}

// @ts-ignore: decorator
@inline
function mix(word: u32): u32 {
  let hash: u32 = word * 0x9e3779b1;
  hash ^= hash >> 15;
  hash *= 0x85ebca77;
  return hash ^ (hash >> 13);
}

export function hashOfValue(key: u64): u32 {
  if (isDouble(key)) {
    const x: f64 = numberOf(key);
    const i: i32 = <i32>x;
    return <f64>i == x ? mix(i) : mix(<u32>(key >> 32) * 31 + <u32>key);
  }
  if (isString(key)) return hashOf(addressOf(key));
  if (isBigint(key)) return digitCount(addressOf(key)) == 0 ? 0 : mix(digitAt(addressOf(key), 0));
  return mix(addressOf(key) >> 3);
}

/** The number of the key's entry, or NOT_FOUND. The key is normalized. */
export function findKey(map: u32, key: u64, hash: u32): u32 {
  const table: u32 = load<u32>(map, MAP_TABLE);
  if (table == 0) return NOT_FOUND;
  const capacity: u32 = load<u32>(table, CAPACITY);
  const entries: u32 = table + BUCKETS + (capacity << 2);
  const keys: u32 = load<u32>(map, MAP_ENTRIES) + 8;
  const stride: u32 = strideOf(map);
  const byContent: bool = isString(key) || isBigint(key);
  let number: u32 = load<u32>(table + BUCKETS + ((hash & (capacity - 1)) << 2));
  while (number != 0) {
    const entry: u32 = entries + (number - 1) * ENTRY_BYTES;
    if (load<u32>(entry, ENTRY_HASH) == hash) {
      const other: u64 = load<u64>(keys + ((number - 1) << stride));
      if (other == key || (byContent && other != EMPTY && sameValueZero(other, key))) return number - 1;
    }
    number = load<u32>(entry, ENTRY_NEXT);
  }
  return NOT_FOUND;
}

/** Adds a key that is not there; gives its place. */
export function addKey(map: u32, key: u64, hash: u32): u32 {
  let table: u32 = load<u32>(map, MAP_TABLE);
  if (table == 0) table = rebuild(map, 0);
  else if (load<u32>(table, USED) == load<u32>(table, CAPACITY)) table = rebuild(map, table);
  const number: u32 = load<u32>(table, USED);
  link(table, number, hash, load<u32>(table, SERIAL));
  store<u32>(table, number + 1, USED);
  store<u32>(table, load<u32>(table, LIVE) + 1, LIVE);
  store<u32>(table, load<u32>(table, SERIAL) + 1, SERIAL);
  const place: u32 = keyPlace(map, number);
  store<u64>(place, key);
  return place;
}

function link(table: u32, number: u32, hash: u32, serial: u32): void {
  const bucket: u32 = table + BUCKETS + ((hash & (load<u32>(table, CAPACITY) - 1)) << 2);
  const entry: u32 = entryOf(table, number);
  store<u32>(entry, hash, ENTRY_HASH);
  store<u32>(entry, load<u32>(bucket), ENTRY_NEXT);
  store<u32>(entry, serial, ENTRY_SERIAL);
  store<u32>(bucket, number + 1);
}

/** A table without the deleted entries and with room for more. */
function rebuild(map: u32, old: u32): u32 {
  const live: u32 = old == 0 ? 0 : load<u32>(old, LIVE);
  const used: u32 = old == 0 ? 0 : load<u32>(old, USED);
  let capacity: u32 = FIRST_CAPACITY;
  while (capacity < live + (live >> 1) + 1) capacity <<= 1;
  const table: u32 = allocateCell(CELL_KIND_WORDS, BUCKETS + capacity * (4 + ENTRY_BYTES));
  const stride: u32 = strideOf(map);
  const entries: u32 = allocateCell(CELL_KIND_VALUES, 8 + (capacity << stride));
  store<u32>(table, capacity, CAPACITY);
  store<u32>(table, live, LIVE);
  store<u32>(table, live, USED);
  if (old != 0) store<u32>(table, load<u32>(old, SERIAL), SERIAL);
  let to: u32 = 0;
  for (let from: u32 = 0; from < used; from++) {
    const place: u32 = keyPlace(map, from);
    if (load<u64>(place) == EMPTY) continue;
    const entry: u32 = entryOf(old, from);
    link(table, to, load<u32>(entry, ENTRY_HASH), load<u32>(entry, ENTRY_SERIAL));
    memory.copy(entries + 8 + (to << stride), place, 1 << stride);
    to++;
  }
  store<u32>(map, table, MAP_TABLE);
  store<u32>(map, entries, MAP_ENTRIES);
  return table;
}

/** Deletes the entry of that number. */
export function removeAt(map: u32, index: u32): void {
  const table: u32 = load<u32>(map, MAP_TABLE);
  const place: u32 = keyPlace(map, index);
  store<u64>(place, EMPTY);
  if (strideOf(map) == 4) store<u64>(place + 8, 0);
  store<u32>(table, load<u32>(table, LIVE) - 1, LIVE);
  if (index != load<u32>(table, FIRST)) return;
  const used: u32 = load<u32>(table, USED);
  let first: u32 = index + 1;
  while (first < used && load<u64>(keyPlace(map, first)) == EMPTY) first++;
  store<u32>(table, first, FIRST);
}

/** Serial numbers go on, so that cursors find what is added later. */
export function clearAll(map: u32): void {
  const old: u32 = load<u32>(map, MAP_TABLE);
  if (old == 0) return;
  store<u32>(old, 0, LIVE);
  store<u32>(old, 0, USED);
  rebuild(map, old);
}

/** The number of the first entry at or behind a cursor's next serial number that is not deleted, or NOT_FOUND. */
export function entryBehind(map: u32, cursor: u32): u32 {
  const table: u32 = load<u32>(map, MAP_TABLE);
  if (table == 0) return NOT_FOUND;
  const used: u32 = load<u32>(table, USED);
  for (let i: u32 = max<u32>(firstFrom(table, cursor), load<u32>(table, FIRST)); i < used; i++) {
    if (load<u64>(keyPlace(map, i)) != EMPTY) {
      store<u32>(table, i, HINT);
      return i;
    }
  }
  return NOT_FOUND;
}

/** The number of the entry that the cursor names. */
export function entryNamed(map: u32, cursor: u32): u32 {
  return firstFrom(load<u32>(map, MAP_TABLE), cursor - 1);
}

export function cursorOf(map: u32, index: u32): u32 {
  return load<u32>(entryOf(load<u32>(map, MAP_TABLE), index), ENTRY_SERIAL) + 1;
}

/** The number of the first entry whose serial number is not below: often the hint or the one behind it, else by bisection. */
function firstFrom(table: u32, serial: u32): u32 {
  const used: u32 = load<u32>(table, USED);
  const hint: u32 = load<u32>(table, HINT);
  if (hint < used) {
    const at: u32 = serialAt(table, hint);
    if (at == serial) return hint;
    if (at + 1 == serial || (at < serial && hint + 1 < used && serialAt(table, hint + 1) >= serial)) return hint + 1;
  }
  let low: u32 = 0;
  let high: u32 = used;
  while (low < high) {
    const middle: u32 = (low + high) >> 1;
    if (serialAt(table, middle) < serial) low = middle + 1;
    else high = middle;
  }
  return low;
}

// @ts-ignore: decorator
@inline
function serialAt(table: u32, index: u32): u32 {
  return load<u32>(entryOf(table, index), ENTRY_SERIAL);
}
