// Shapes that objects share: see object-layout.ts. Short paths are searched step by step, longer ones by a hash table, which a child takes over
// from its parent: entries with slots beyond a shape's count are not its own.
import { allocateCell } from './heap';
import { CELL_KIND_SHAPE } from './layout';
import {
  ABSENT,
  ATTRIBUTES,
  INFO_SHIFT,
  SHAPE_BYTES,
  SHAPE_COUNT,
  SHAPE_EXPECTED,
  SHAPE_FLAGS,
  SHAPE_IS_UNIQUE,
  SHAPE_KEY,
  SHAPE_LAST,
  SHAPE_PARENT,
  SHAPE_PROTOTYPE,
  SHAPE_ROOT,
  SHAPE_TABLE,
} from './object-layout';
import { addEntry, ENTRY_INFO, findEntry, newTable, rebuilt, tableIsFull, tableUsed } from './property-table';
import { addTransition, findTransition } from './transitions';

/** Paths up to this length are searched without a table. */
const LONGEST_WALK: u32 = 6;
const FIRST_EXPECTED: u32 = 4;

export function newRoot(prototype: u32): u32 {
  const shape: u32 = allocateCell(CELL_KIND_SHAPE, SHAPE_BYTES);
  store<u32>(shape, prototype, SHAPE_PROTOTYPE);
  store<u32>(shape, shape, SHAPE_ROOT);
  store<u32>(shape, FIRST_EXPECTED, SHAPE_EXPECTED);
  return shape;
}

export function isUnique(shape: u32): bool {
  return (load<u32>(shape, SHAPE_FLAGS) & SHAPE_IS_UNIQUE) != 0;
}

/** Slot and attributes of a key, see INFO_SHIFT, or ABSENT. */
export function findInShape(shape: u32, key: u32): u32 {
  const count: u32 = load<u32>(shape, SHAPE_COUNT);
  let table: u32 = load<u32>(shape, SHAPE_TABLE);
  if (table == 0) {
    if (count <= LONGEST_WALK) return walk(shape, key);
    table = buildTable(shape);
  }
  const entry: u32 = findEntry(table, key);
  if (entry == 0) return ABSENT;
  const info: u32 = load<u32>(entry, ENTRY_INFO);
  return info >> INFO_SHIFT < count ? info : ABSENT;
}

function walk(from: u32, key: u32): u32 {
  let shape: u32 = from;
  while (true) {
    if (load<u32>(shape, SHAPE_KEY) == key) return lastInfo(shape);
    shape = load<u32>(shape, SHAPE_PARENT);
    if (shape == 0) return ABSENT;
  }
}

/** Of the property that the shape has more than its parent. */
export function lastInfo(shape: u32): u32 {
  return ((load<u32>(shape, SHAPE_COUNT) - 1) << INFO_SHIFT) | load<u32>(shape, SHAPE_LAST);
}

/** The steps of the path that add a property, first one first, at a `words` cell's content given by the caller (`count` words). */
export function listSteps(shape: u32, at: u32): void {
  let step: u32 = shape;
  while (step != 0) {
    if (load<u32>(step, SHAPE_KEY) != 0) store<u32>(at + ((load<u32>(step, SHAPE_COUNT) - 1) << 2), step);
    step = load<u32>(step, SHAPE_PARENT);
  }
}

function buildTable(shape: u32): u32 {
  const count: u32 = load<u32>(shape, SHAPE_COUNT);
  let capacity: u32 = 16;
  while (capacity < count + (count >> 1)) capacity <<= 1;
  const table: u32 = newTable(capacity);
  fillTable(table, shape);
  store<u32>(shape, table, SHAPE_TABLE);
  return table;
}

/** In the order of the path: the recursion is as deep as the path is long, which is bounded, see LONGEST_PATH in objects.ts. */
function fillTable(table: u32, shape: u32): void {
  const parent: u32 = load<u32>(shape, SHAPE_PARENT);
  if (parent == 0) return;
  fillTable(table, parent);
  const key: u32 = load<u32>(shape, SHAPE_KEY);
  if (key != 0) addEntry(table, key, lastInfo(shape));
}

/** A table of the shape's properties that the caller may change: for a unique shape. */
export function copyOfTable(shape: u32): u32 {
  const count: u32 = load<u32>(shape, SHAPE_COUNT);
  let capacity: u32 = 8;
  while (capacity < count + (count >> 1) + 1) capacity <<= 1;
  const table: u32 = newTable(capacity);
  fillTable(table, shape);
  return table;
}

/** The shape with one more property. The key must not be in it, nor be an integer. */
export function withProperty(shape: u32, key: u32, attributes: u32): u32 {
  const found: u32 = findTransition(shape, key, attributes);
  return found != 0 ? found : newChild(shape, key, attributes & ATTRIBUTES);
}

/** The shape of the same objects when they are not extensible any more. */
export function withoutExtension(shape: u32): u32 {
  const found: u32 = findTransition(shape, 0, 0);
  return found != 0 ? found : newChild(shape, 0, 0);
}

function newChild(parent: u32, key: u32, attributes: u32): u32 {
  const shape: u32 = allocateCell(CELL_KIND_SHAPE, SHAPE_BYTES);
  const count: u32 = load<u32>(parent, SHAPE_COUNT);
  store<u32>(shape, load<u32>(parent, SHAPE_PROTOTYPE), SHAPE_PROTOTYPE);
  store<u32>(shape, parent, SHAPE_PARENT);
  store<u32>(shape, key, SHAPE_KEY);
  store<u32>(shape, key != 0 ? count + 1 : count, SHAPE_COUNT);
  store<u32>(shape, attributes, SHAPE_LAST);
  store<u32>(shape, load<u32>(parent, SHAPE_ROOT), SHAPE_ROOT);
  store<u32>(shape, inheritedTable(parent, shape), SHAPE_TABLE);
  addTransition(parent, shape);
  return shape;
}

/** The parent's table with the child's property added, if the parent's own properties are all that is in it. */
function inheritedTable(parent: u32, shape: u32): u32 {
  let table: u32 = load<u32>(parent, SHAPE_TABLE);
  if (table == 0 || tableUsed(table) != load<u32>(parent, SHAPE_COUNT)) return 0;
  const key: u32 = load<u32>(shape, SHAPE_KEY);
  if (key == 0) return table;
  if (tableIsFull(table)) table = rebuilt(table);
  addEntry(table, key, lastInfo(shape));
  return table;
}
