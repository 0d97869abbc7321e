// A hash table of properties in the order in which they were added, in a `words` cell: four words of head, the buckets (1 + number of the
// first entry, or 0), then the entries of three words: key (0: deleted), info, 1 + number of the next entry in the bucket.
import { CELL_KIND_WORDS } from './layout';
import { allocateCell } from './heap';
import { hashOfKey } from './keys';

const CAPACITY: u32 = 8;
/** Entries given out, deleted ones included. */
const USED: u32 = 12;
const LIVE: u32 = 16;
const BUCKETS: u32 = 24;
const ENTRY_BYTES: u32 = 12;
export const ENTRY_KEY: u32 = 0;
export const ENTRY_INFO: u32 = 4;
const ENTRY_NEXT: u32 = 8;

/** `capacity` is a power of two; there are as many buckets as entries. */
export function newTable(capacity: u32): u32 {
  const table: u32 = allocateCell(CELL_KIND_WORDS, BUCKETS + capacity * (4 + ENTRY_BYTES));
  store<u32>(table, capacity, CAPACITY);
  return table;
}

export function tableUsed(table: u32): u32 {
  return load<u32>(table, USED);
}

export function tableLive(table: u32): u32 {
  return load<u32>(table, LIVE);
}

export function tableIsFull(table: u32): bool {
  return load<u32>(table, USED) == load<u32>(table, CAPACITY);
}

/** The address of the entry number `i`. */
export function entryAt(table: u32, i: u32): u32 {
  return table + BUCKETS + (load<u32>(table, CAPACITY) << 2) + i * ENTRY_BYTES;
}

/** The address of the key's entry or 0. */
export function findEntry(table: u32, key: u32): u32 {
  const capacity: u32 = load<u32>(table, CAPACITY);
  const entries: u32 = table + BUCKETS + (capacity << 2);
  let number: u32 = load<u32>(table + BUCKETS + ((hashOfKey(key) & (capacity - 1)) << 2));
  while (number != 0) {
    const entry: u32 = entries + (number - 1) * ENTRY_BYTES;
    if (load<u32>(entry, ENTRY_KEY) == key) return entry;
    number = load<u32>(entry, ENTRY_NEXT);
  }
  return 0;
}

/** Adds a key that is not there; the table must not be full. */
export function addEntry(table: u32, key: u32, info: u32): void {
  const capacity: u32 = load<u32>(table, CAPACITY);
  const number: u32 = load<u32>(table, USED);
  const entry: u32 = table + BUCKETS + (capacity << 2) + number * ENTRY_BYTES;
  const bucket: u32 = table + BUCKETS + ((hashOfKey(key) & (capacity - 1)) << 2);
  store<u32>(entry, key, ENTRY_KEY);
  store<u32>(entry, info, ENTRY_INFO);
  store<u32>(entry, load<u32>(bucket), ENTRY_NEXT);
  store<u32>(bucket, number + 1);
  store<u32>(table, number + 1, USED);
  store<u32>(table, load<u32>(table, LIVE) + 1, LIVE);
}

/** The entry stays in its bucket, without a key. */
export function removeEntry(table: u32, entry: u32): void {
  store<u32>(entry, 0, ENTRY_KEY);
  store<u32>(table, load<u32>(table, LIVE) - 1, LIVE);
}

/** A table with the same entries, deleted ones left out, and room for at least one more. */
export function rebuilt(table: u32): u32 {
  const live: u32 = load<u32>(table, LIVE);
  const used: u32 = load<u32>(table, USED);
  let capacity: u32 = 8;
  while (capacity < live + (live >> 1) + 1) capacity <<= 1;
  const fresh: u32 = newTable(capacity);
  for (let i: u32 = 0; i < used; i++) {
    const entry: u32 = entryAt(table, i);
    if (load<u32>(entry, ENTRY_KEY) != 0) addEntry(fresh, load<u32>(entry, ENTRY_KEY), load<u32>(entry, ENTRY_INFO));
  }
  return fresh;
}
