// The own keys of an object in JavaScript's order: integers ascending, then strings, then symbols in the order in which they were added.
import { allocateArray } from './allocation';
import { elementAt, ensureCapacity, lengthOf, peek } from './array-elements';
import { elementCount, exoticValue } from './exotic';
import { resolveAll } from './functions';
import { allocateCell } from './heap';
import { indexOfKey, integerKey, isPrivateKey, isSymbolKey, keyOf, keyValue, NAME_LENGTH } from './keys';
import {
  ARRAY_LENGTH,
  CELL_KIND,
  CELL_KIND_ARRAY,
  CELL_KIND_BYTES,
  CELL_KIND_FUNCTION,
  CELL_KIND_PLAIN,
  CELL_KIND_WORDS,
  CELL_KIND_WRAPPER,
} from './layout';
import { addKey, findKey, hashOfValue, NOT_FOUND } from './map-table';
import { newSet } from './maps';
import { refuse } from './needs';
import {
  ABSENT,
  INFO_SHIFT,
  IS_ACCESSOR,
  NOT_ENUMERABLE,
  SHAPE_COUNT,
  SHAPE_FLAGS,
  SHAPE_HAS_INTEGERS,
  SHAPE_KEY,
  SHAPE_LAST,
  SHAPE_TABLE,
} from './object-layout';
import { ENTRY_INFO, ENTRY_KEY, entryAt, tableUsed } from './property-table';
import { findProperty, prototypeOf, shapeOf, slotOf } from './properties';
import { isUnique, listSteps } from './shapes';
import { sortWords } from './sorting';
import { stringElement } from './strings';
import { stringLength } from './text';
import { addressOf, EMPTY, isNullish, isObject, isString, objectValue } from './values';

/** Bits of `filter`. */
export const STRINGS: u32 = 1;
export const SYMBOLS: u32 = 2;
export const ENUMERABLE: u32 = 4;

/**
 * The keys in the slots, in order, as (key, info) pairs of words: gives the address of a count and, 8 bytes on, the pairs. Integers that are
 * array indices come first, ascending.
 */
export function slotKeys(object: u32): u32 {
  const shape: u32 = shapeOf(object);
  const most: u32 = isUnique(shape) ? tableUsed(load<u32>(shape, SHAPE_TABLE)) : load<u32>(shape, SHAPE_COUNT);
  const list: u32 = allocateCell(CELL_KIND_WORDS, 16 + (most << 3)) + 8;
  let count: u32 = 0;
  if (isUnique(shape)) {
    const table: u32 = load<u32>(shape, SHAPE_TABLE);
    for (let i: u32 = 0; i < most; i++) {
      const entry: u32 = entryAt(table, i);
      if (load<u32>(entry, ENTRY_KEY) != 0) put(list, count++, load<u32>(entry, ENTRY_KEY), load<u32>(entry, ENTRY_INFO));
    }
    store<u32>(list, count);
    if ((load<u32>(shape, SHAPE_FLAGS) & SHAPE_HAS_INTEGERS) != 0) integersFirst(list);
  } else {
    // The steps are listed into the second half and turned into pairs from the front.
    const steps: u32 = list + 8 + (most << 2);
    listSteps(shape, steps);
    for (let i: u32 = 0; i < most; i++) {
      const step: u32 = load<u32>(steps + (i << 2));
      put(list, i, load<u32>(step, SHAPE_KEY), (i << INFO_SHIFT) | load<u32>(step, SHAPE_LAST));
    }
    store<u32>(list, most);
  }
  return list;
}

function put(list: u32, i: u32, key: u32, info: u32): void {
  store<u32>(list + 8 + (i << 3), key);
  store<u32>(list + 8 + (i << 3), info, 4);
}

/** Sorts by 64-bit words: array index, or 2^32 and the position, above; the position below. */
function integersFirst(list: u32): void {
  const count: u32 = load<u32>(list);
  const order: u32 = allocateCell(CELL_KIND_BYTES, 8 + (count << 3)) + 8;
  const copy: u32 = allocateCell(CELL_KIND_WORDS, 16 + (count << 3)) + 8;
  memory.copy(copy, list, 8 + (count << 3));
  for (let i: u32 = 0; i < count; i++) {
    const index: i64 = indexOfKey(load<u32>(list + 8 + (i << 3)));
    store<u64>(order + (i << 3), ((index < 0 ? 0xffffffff : <u64>index) << 32) | <u64>i);
  }
  sortWords(order, count);
  for (let i: u32 = 0; i < count; i++)
    store<u64>(list + 8 + (i << 3), load<u64>(copy + 8 + ((<u32>load<u64>(order + (i << 3))) << 3)));
}

/** Own keys as an array of strings and symbols. */
export function forEachKey(object: u32, filter: u32): u32 {
  const kind: u32 = load<u8>(object, CELL_KIND);
  if (kind == CELL_KIND_FUNCTION && (filter & ENUMERABLE) == 0) resolveAll(object);
  const elements: u32 = elementCount(object, kind);
  const slots: u32 = slotKeys(object);
  const count: u32 = load<u32>(slots);
  const keys: u32 = allocateArray(elements + count + 1);
  if ((filter & STRINGS) != 0) {
    for (let i: u32 = 0; i < elements; i++) if (kind != CELL_KIND_ARRAY || peek(object, i) != EMPTY) pushKey(keys, integerKey(i));
    const hasLength: bool =
      kind == CELL_KIND_ARRAY || (kind == CELL_KIND_WRAPPER && exoticValue(object, kind, load<u32>(NAME_LENGTH)) != EMPTY);
    if ((filter & ENUMERABLE) == 0 && hasLength) pushKey(keys, load<u32>(NAME_LENGTH));
    pushKeys(keys, slots, count, filter, false);
  }
  if ((filter & SYMBOLS) != 0) pushKeys(keys, slots, count, filter, true);
  return keys;
}

function pushKeys(keys: u32, slots: u32, count: u32, filter: u32, symbols: bool): void {
  for (let i: u32 = 0; i < count; i++) {
    const key: u32 = load<u32>(slots + 8 + (i << 3));
    if (isSymbolKey(key) != symbols || isPrivateKey(key)) continue;
    if ((filter & ENUMERABLE) != 0 && (load<u32>(slots + 8 + (i << 3), 4) & NOT_ENUMERABLE) != 0) continue;
    pushKey(keys, key);
  }
}

function pushKey(keys: u32, key: u32): void {
  pushValue(keys, keyValue(key));
}

function pushValue(array: u32, value: u64): void {
  const length: u32 = lengthOf(array);
  if (!ensureCapacity(array, length + 1)) return;
  store<u64>(elementAt(array, length), value);
  store<u32>(array, length + 1, ARRAY_LENGTH);
}

export function ownKeys(value: u64, filter: i32): u64 {
  if (isNullish(value)) return refuse('Cannot convert undefined or null to object', 0, '');
  if (isObject(value)) return objectValue(forEachKey(addressOf(value), filter));
  const keys: u32 = allocateArray(0);
  if (isString(value) && (filter & STRINGS) != 0) {
    const length: u32 = stringLength(addressOf(value));
    for (let i: u32 = 0; i < length; i++) pushKey(keys, integerKey(i));
    if ((filter & ENUMERABLE) == 0) pushKey(keys, load<u32>(NAME_LENGTH));
  }
  return objectValue(keys);
}

export function objectKeys(value: u64): u64 {
  return ownKeys(value, STRINGS | ENUMERABLE);
}

export function objectValues(value: u64): u64 {
  return listed(value, false);
}

export function objectEntries(value: u64): u64 {
  return listed(value, true);
}

/** Values, or arrays of key and value; EMPTY when there are accessors among them. */
function listed(value: u64, entries: bool): u64 {
  if (isNullish(value)) return refuse('Cannot convert undefined or null to object', 0, '');
  const result: u32 = allocateArray(0);
  if (isString(value)) {
    const length: u32 = stringLength(addressOf(value));
    for (let i: u32 = 0; i < length; i++) pushListed(result, integerKey(i), stringElement(addressOf(value), i), entries);
  }
  if (!isObject(value)) return objectValue(result);
  const object: u32 = addressOf(value);
  const kind: u32 = load<u8>(object, CELL_KIND);
  const elements: u32 = elementCount(object, kind);
  for (let i: u32 = 0; i < elements; i++) {
    const element: u64 = exoticValue(object, kind, integerKey(i));
    if (element != EMPTY) pushListed(result, integerKey(i), element, entries);
  }
  const slots: u32 = slotKeys(object);
  const count: u32 = load<u32>(slots);
  for (let i: u32 = 0; i < count; i++) {
    const key: u32 = load<u32>(slots + 8 + (i << 3));
    const info: u32 = load<u32>(slots + 8 + (i << 3), 4);
    if ((info & NOT_ENUMERABLE) != 0 || isSymbolKey(key) || isPrivateKey(key)) continue;
    if ((info & IS_ACCESSOR) != 0) return EMPTY;
    pushListed(result, key, load<u64>(slotOf(object, info)), entries);
  }
  return objectValue(result);
}

function pushListed(result: u32, key: u32, value: u64, entries: bool): void {
  if (!entries) {
    pushValue(result, value);
    return;
  }
  const entry: u32 = allocateArray(2);
  pushKey(entry, key);
  pushValue(entry, value);
  pushValue(result, objectValue(entry));
}

/** Keys for for-in: enumerable strings along the prototypes, each once; a key that is not enumerable hides those behind it. */
export function enumerableKeys(value: u64): u64 {
  if (isNullish(value)) return objectValue(allocateArray(0));
  if (!isObject(value)) return objectKeys(value);
  const start: u32 = addressOf(value);
  const first: u32 = forEachKey(start, STRINGS | ENUMERABLE);
  let parent: u32 = prototypeOf(start);
  while (parent != 0 && lengthOf(forEachKey(parent, STRINGS | ENUMERABLE)) == 0) parent = prototypeOf(parent);
  if (parent == 0) return objectValue(first);
  const seen: u32 = addressOf(newSet());
  noteKeys(seen, forEachKey(start, STRINGS));
  for (; parent != 0; parent = prototypeOf(parent)) {
    const keys: u32 = forEachKey(parent, STRINGS | ENUMERABLE);
    const count: u32 = lengthOf(keys);
    for (let i: u32 = 0; i < count; i++) {
      const key: u64 = load<u64>(elementAt(keys, i));
      if (findKey(seen, key, hashOfValue(key)) == NOT_FOUND) pushValue(first, key);
    }
    noteKeys(seen, forEachKey(parent, STRINGS));
  }
  return objectValue(first);
}

function noteKeys(seen: u32, keys: u32): void {
  const count: u32 = lengthOf(keys);
  for (let i: u32 = 0; i < count; i++) {
    const key: u64 = load<u64>(elementAt(keys, i));
    const hash: u32 = hashOfValue(key);
    if (findKey(seen, key, hash) == NOT_FOUND) addKey(seen, key, hash);
  }
}

/** Whether a key that for-in has listed is still a property. */
export function isStillThere(value: u64, keyWanted: u64): i32 {
  if (!isObject(value)) return 1;
  const key: u32 = keyOf(keyWanted);
  for (let holder: u32 = addressOf(value); holder != 0; holder = prototypeOf(holder)) {
    const kind: u32 = load<u8>(holder, CELL_KIND);
    if (kind != CELL_KIND_PLAIN && exoticValue(holder, kind, key) != EMPTY) return 1;
    if (findProperty(holder, key) != ABSENT) return 1;
  }
  return 0;
}
