// Properties in the slots of an object, with no regard to what is special about its kind: find, add, change, remove.
import { allocateCell } from './heap';
import { isIntegerKey, NAME_PROTOTYPE } from './keys';
import {
  CELL_FLAGS,
  CELL_KIND,
  CELL_KIND_FUNCTION,
  CELL_KIND_SHAPE,
  CELL_KIND_STRING,
  CELL_KIND_VALUES,
  OBJECT_FLAGS_IS_PROTOTYPE,
  OBJECT_SHAPE,
  OBJECT_SLOT_CAPACITY,
  OBJECT_SLOTS,
  REALM_EPOCH,
  STRING_LENGTH,
} from './layout';
import {
  ABSENT,
  ATTRIBUTES,
  INFO_SHIFT,
  IS_ACCESSOR,
  IS_WATCHED,
  KEY_IS_RESTRICTED,
  NOT_WRITABLE,
  SHAPE_BYTES,
  SHAPE_COUNT,
  SHAPE_EXPECTED,
  SHAPE_FLAGS,
  SHAPE_HAS_INTEGERS,
  SHAPE_IS_CACHED,
  SHAPE_IS_UNIQUE,
  SHAPE_KEY,
  SHAPE_PARENT,
  SHAPE_PROTOTYPE,
  SHAPE_ROOT,
  SHAPE_TABLE,
} from './object-layout';
import {
  addEntry,
  ENTRY_INFO,
  entryAt,
  findEntry,
  rebuilt,
  removeEntry,
  tableIsFull,
  tableLive,
  tableUsed,
} from './property-table';
import { copyOfTable, findInShape, isUnique, withProperty } from './shapes';
import { objectValue } from './values';

/** Objects with more properties than this, or than the second when keys are computed, are dictionaries. */
const LONGEST_PATH: u32 = 512;
const LONGEST_COMPUTED_PATH: u32 = 40;
/** An empty dictionary with a larger table than this gets a new one. */
const SMALL_TABLE: u32 = 16;
/** Most slots that a constructor's instances get from the start. */
const MOST_EXPECTED: u32 = 32;

export function shapeOf(object: u32): u32 {
  return load<u32>(object, OBJECT_SHAPE);
}

export function prototypeOf(object: u32): u32 {
  return load<u32>(load<u32>(object, OBJECT_SHAPE), SHAPE_PROTOTYPE);
}

export function hasFlag(object: u32, flag: u32): bool {
  return (<u32>load<u8>(object, CELL_FLAGS) & flag) != 0;
}

export function raiseFlag(object: u32, flag: u32): void {
  store<u8>(object, load<u8>(object, CELL_FLAGS) | <u8>flag, CELL_FLAGS);
}

/** Slot and attributes or ABSENT. */
export function findProperty(object: u32, key: u32): u32 {
  return findInShape(load<u32>(object, OBJECT_SHAPE), key);
}

export function slotOf(object: u32, info: u32): u32 {
  return load<u32>(object, OBJECT_SLOTS) + ((info >> INFO_SHIFT) << 3);
}

/** All cached lookups along prototypes become void. The top bit stays free, see caches.ts. */
export function raiseEpoch(): void {
  const next: u32 = (load<u32>(REALM_EPOCH) + 1) & 0x7fffffff;
  store<u32>(REALM_EPOCH, next == 0 ? 1 : next);
}

/** Changes the value of a property that exists and is no accessor. */
export function storeProperty(object: u32, key: u32, info: u32, value: u64): void {
  store<u64>(slotOf(object, info), value);
  if ((info & IS_WATCHED) != 0) unwatch(object, key);
  if (key == load<u32>(NAME_PROTOTYPE) && load<u8>(object, CELL_KIND) == CELL_KIND_FUNCTION) raiseEpoch();
}

function unwatch(object: u32, key: u32): void {
  raiseEpoch();
  const entry: u32 = findEntry(load<u32>(shapeOf(object), SHAPE_TABLE), key);
  store<u32>(entry, load<u32>(entry, ENTRY_INFO) & ~IS_WATCHED, ENTRY_INFO);
}

/** An inline cache is about to hold the value of this property of a prototype. */
export function watch(prototype: u32, key: u32): void {
  const entry: u32 = findEntry(load<u32>(shapeOf(prototype), SHAPE_TABLE), key);
  store<u32>(entry, load<u32>(entry, ENTRY_INFO) | IS_WATCHED, ENTRY_INFO);
}

/** Some object has, or had, a property of this key that is an accessor or not writable. Other keys need no look at prototypes when they are set. */
export function isRestrictedKey(key: u32): bool {
  return isIntegerKey(key) || (<u32>load<u8>(key, CELL_FLAGS) & KEY_IS_RESTRICTED) != 0;
}

export function noteRestriction(key: u32, attributes: u32): void {
  if ((attributes & (NOT_WRITABLE | IS_ACCESSOR)) != 0 && !isIntegerKey(key)) raiseFlag(key, KEY_IS_RESTRICTED);
}

/** Adds a property that is not there. `isComputed`: the key did not stand in the source. */
export function addProperty(object: u32, key: u32, value: u64, attributes: u32, isComputed: bool): void {
  // What functions get late is not worth remembering: `name` is set everywhere, and functions as prototypes are looked at always.
  if (attributes != 0 && load<u8>(object, CELL_KIND) != CELL_KIND_FUNCTION) noteRestriction(key, attributes);
  const shape: u32 = shapeOf(object);
  if (!isUnique(shape)) {
    const count: u32 = load<u32>(shape, SHAPE_COUNT);
    const longest: u32 = isComputed ? LONGEST_COMPUTED_PATH : LONGEST_PATH;
    if (!isIntegerKey(key) && count < longest) {
      ensureSlots(object, count + 1);
      store<u64>(load<u32>(object, OBJECT_SLOTS) + (count << 3), value);
      store<u32>(object, withProperty(shape, key, attributes), OBJECT_SHAPE);
      const root: u32 = load<u32>(shape, SHAPE_ROOT);
      if (load<u32>(root, SHAPE_EXPECTED) <= count && count < MOST_EXPECTED) store<u32>(root, count + 1, SHAPE_EXPECTED);
      return;
    }
    makeUnique(object);
  }
  addToUnique(object, key, value, attributes);
}

/** Makes room for `count` values. */
export function ensureSlots(object: u32, count: u32): void {
  const capacity: u32 = load<u32>(object, OBJECT_SLOT_CAPACITY);
  if (count <= capacity) return;
  const wanted: u32 = max<u32>(capacity << 1, max<u32>(count, 4));
  const cell: u32 = allocateCell(CELL_KIND_VALUES, 8 + (wanted << 3));
  memory.copy(cell + 8, load<u32>(object, OBJECT_SLOTS), capacity << 3);
  store<u32>(object, cell + 8, OBJECT_SLOTS);
  store<u32>(object, wanted, OBJECT_SLOT_CAPACITY);
}

/** Gives the object a shape of its own, with a property table that is the truth. */
export function makeUnique(object: u32): void {
  const old: u32 = shapeOf(object);
  if (isUnique(old)) return;
  const shape: u32 = allocateCell(CELL_KIND_SHAPE, SHAPE_BYTES);
  store<u32>(shape, load<u32>(old, SHAPE_PROTOTYPE), SHAPE_PROTOTYPE);
  store<u32>(shape, load<u32>(old, SHAPE_COUNT), SHAPE_COUNT);
  store<u32>(shape, SHAPE_IS_UNIQUE, SHAPE_FLAGS);
  store<u32>(shape, copyOfTable(old), SHAPE_TABLE);
  store<u32>(object, shape, OBJECT_SHAPE);
}

/** The unique shape of an object whose properties are about to change: a new one if caches rely on the old one. */
export function shapeToChange(object: u32): u32 {
  if (hasFlag(object, OBJECT_FLAGS_IS_PROTOTYPE)) raiseEpoch();
  const old: u32 = shapeOf(object);
  const flags: u32 = load<u32>(old, SHAPE_FLAGS);
  if ((flags & SHAPE_IS_CACHED) == 0) return old;
  const shape: u32 = allocateCell(CELL_KIND_SHAPE, SHAPE_BYTES);
  memory.copy(shape + 8, old + 8, SHAPE_BYTES - 8);
  store<u32>(shape, flags & ~SHAPE_IS_CACHED, SHAPE_FLAGS);
  store<u32>(object, shape, OBJECT_SHAPE);
  return shape;
}

function addToUnique(object: u32, key: u32, value: u64, attributes: u32): void {
  const shape: u32 = shapeToChange(object);
  let table: u32 = load<u32>(shape, SHAPE_TABLE);
  if (tableIsFull(table)) table = compacted(object, shape, table);
  const slot: u32 = load<u32>(shape, SHAPE_COUNT);
  ensureSlots(object, slot + 1);
  store<u64>(load<u32>(object, OBJECT_SLOTS) + (slot << 3), value);
  addEntry(table, key, (slot << INFO_SHIFT) | (attributes & ATTRIBUTES));
  store<u32>(shape, slot + 1, SHAPE_COUNT);
  if (isIntegerKey(key) || mayBeIndex(key)) store<u32>(shape, load<u32>(shape, SHAPE_FLAGS) | SHAPE_HAS_INTEGERS, SHAPE_FLAGS);
}

/** Atoms of ten digits can be array indices from 2^31 on. Cheap and never wrong in the negative. */
function mayBeIndex(key: u32): bool {
  return load<u8>(key, CELL_KIND) == CELL_KIND_STRING && load<u32>(key, STRING_LENGTH) == 10;
}

/** A larger table, or one of the same size without deleted entries; values move down to the slots of deleted ones. */
function compacted(object: u32, shape: u32, table: u32): u32 {
  const fresh: u32 = rebuilt(table);
  const used: u32 = tableUsed(fresh);
  const slots: u32 = load<u32>(object, OBJECT_SLOTS);
  for (let i: u32 = 0; i < used; i++) {
    const entry: u32 = entryAt(fresh, i);
    const info: u32 = load<u32>(entry, ENTRY_INFO);
    if (info >> INFO_SHIFT != i) {
      store<u64>(slots + (i << 3), load<u64>(slots + ((info >> INFO_SHIFT) << 3)));
      store<u32>(entry, (i << INFO_SHIFT) | (info & (ATTRIBUTES | IS_WATCHED)), ENTRY_INFO);
    }
  }
  const count: u32 = load<u32>(shape, SHAPE_COUNT);
  if (used < count) memory.fill(slots + (used << 3), 0, (count - used) << 3);
  store<u32>(shape, used, SHAPE_COUNT);
  store<u32>(shape, fresh, SHAPE_TABLE);
  return fresh;
}

/** Removes a property that exists. */
export function removeProperty(object: u32, key: u32, info: u32): void {
  const shape: u32 = shapeOf(object);
  store<u64>(slotOf(object, info), 0);
  if (!isUnique(shape)) {
    if (load<u32>(shape, SHAPE_KEY) == key) {
      store<u32>(object, load<u32>(shape, SHAPE_PARENT), OBJECT_SHAPE);
      return;
    }
    makeUnique(object);
  }
  const changed: u32 = shapeToChange(object);
  const table: u32 = load<u32>(changed, SHAPE_TABLE);
  removeEntry(table, findEntry(table, key));
  if (tableLive(table) == 0 && tableUsed(table) > SMALL_TABLE) {
    // A stack or queue of keys stays small.
    store<u32>(changed, compacted(object, changed, table), SHAPE_TABLE);
    store<u32>(changed, load<u32>(changed, SHAPE_FLAGS) & ~SHAPE_HAS_INTEGERS, SHAPE_FLAGS);
  }
}

export function accessorPair(getter: u64, setter: u64): u64 {
  const pair: u32 = allocateCell(CELL_KIND_VALUES, 24);
  store<u64>(pair, getter, 8);
  store<u64>(pair, setter, 16);
  return objectValue(pair);
}

export function getterOf(pair: u64): u64 {
  return load<u64>(<u32>pair, 8);
}

export function setterOf(pair: u64): u64 {
  return load<u64>(<u32>pair, 16);
}
