// Changes to objects as a whole that give them another shape: attributes, prototypes.
import { allocateCell } from './heap';
import { isPrivateKey } from './keys';
import { CELL_KIND, CELL_KIND_FUNCTION, CELL_KIND_WORDS, OBJECT_FLAGS_IS_PROTOTYPE, OBJECT_SHAPE } from './layout';
import {
  ATTRIBUTES,
  IS_ACCESSOR,
  SHAPE_COUNT,
  SHAPE_FLAGS,
  SHAPE_IS_CACHED,
  SHAPE_KEY,
  SHAPE_PARENT,
  SHAPE_PROTOTYPE,
  SHAPE_ROOT,
  SHAPE_TABLE,
  ROOT_BARE,
} from './object-layout';
import { ENTRY_INFO, ENTRY_KEY, entryAt, findEntry, tableUsed } from './property-table';
import { isUnique, lastInfo, listSteps, newRoot, withoutExtension, withProperty } from './shapes';
import { hasFlag, makeUnique, noteRestriction, raiseEpoch, raiseFlag, shapeOf, shapeToChange } from './properties';

/** Gives a property that exists other attributes. */
export function changeAttributes(object: u32, key: u32, info: u32, attributes: u32): void {
  if ((info & ATTRIBUTES) == attributes) return;
  noteRestriction(key, attributes);
  const shape: u32 = shapeOf(object);
  if (isUnique(shape)) {
    const entry: u32 = findEntry(load<u32>(shapeToChange(object), SHAPE_TABLE), key);
    store<u32>(entry, (info & ~ATTRIBUTES) | attributes, ENTRY_INFO);
    return;
  }
  store<u32>(object, replayed(shape, load<u32>(shape, SHAPE_ROOT), key, attributes, 0), OBJECT_SHAPE);
}

/** Adds attributes to all properties: for freeze and seal. */
export function restrictAll(object: u32, restriction: u32): void {
  const shape: u32 = shapeOf(object);
  if (!isUnique(shape)) {
    store<u32>(object, replayed(shape, load<u32>(shape, SHAPE_ROOT), 0, 0, restriction), OBJECT_SHAPE);
    return;
  }
  const table: u32 = load<u32>(shapeToChange(object), SHAPE_TABLE);
  const used: u32 = tableUsed(table);
  for (let i: u32 = 0; i < used; i++) {
    const entry: u32 = entryAt(table, i);
    const key: u32 = load<u32>(entry, ENTRY_KEY);
    if (key == 0) continue;
    const info: u32 = load<u32>(entry, ENTRY_INFO);
    store<u32>(entry, info | restrictionOf(key, info, restriction), ENTRY_INFO);
  }
}

/** Accessors and private names have no use for being not writable. */
function restrictionOf(key: u32, info: u32, restriction: u32): u32 {
  noteRestriction(key, restriction);
  if (isPrivateKey(key)) return 0;
  return (info & IS_ACCESSOR) != 0 ? restriction & ~1 : restriction;
}

/** The path of `shape` from another root, with other attributes for one key, or more for all. */
function replayed(shape: u32, root: u32, changedKey: u32, attributes: u32, restriction: u32): u32 {
  const count: u32 = load<u32>(shape, SHAPE_COUNT);
  const steps: u32 = allocateCell(CELL_KIND_WORDS, 8 + (count << 2)) + 8;
  listSteps(shape, steps);
  let result: u32 = root;
  for (let i: u32 = 0; i < count; i++) {
    const step: u32 = load<u32>(steps + (i << 2));
    const key: u32 = load<u32>(step, SHAPE_KEY);
    const own: u32 = lastInfo(step) & ATTRIBUTES;
    result = withProperty(result, key, key == changedKey ? attributes : own | restrictionOf(key, own, restriction));
  }
  return isExtensionEnd(shape) ? withoutExtension(result) : result;
}

function isExtensionEnd(shape: u32): bool {
  for (let step: u32 = shape; step != 0; step = load<u32>(step, SHAPE_PARENT)) {
    if (load<u32>(step, SHAPE_KEY) == 0 && load<u32>(step, SHAPE_PARENT) != 0) return true;
  }
  return false;
}

/** The root of the shapes of objects that inherit from the prototype (0: null), which from now on tells caches about its changes. */
export function rootFor(prototype: u32): u32 {
  if (prototype == 0) return load<u32>(ROOT_BARE);
  if (!hasFlag(prototype, OBJECT_FLAGS_IS_PROTOTYPE)) {
    makeUnique(prototype);
    raiseFlag(prototype, OBJECT_FLAGS_IS_PROTOTYPE);
    const shape: u32 = shapeOf(prototype);
    // A dictionary that caches never saw as a prototype.
    store<u32>(shape, load<u32>(shape, SHAPE_FLAGS) & ~SHAPE_IS_CACHED, SHAPE_FLAGS);
  }
  const shape: u32 = shapeOf(prototype);
  let root: u32 = load<u32>(shape, SHAPE_ROOT);
  if (root == 0) {
    root = newRoot(prototype);
    store<u32>(shape, root, SHAPE_ROOT);
  }
  return root;
}

/** Gives the object another prototype (0: null). */
export function changePrototype(object: u32, prototype: u32): void {
  const shape: u32 = shapeOf(object);
  if (load<u32>(shape, SHAPE_PROTOTYPE) == prototype) return;
  const root: u32 = rootFor(prototype);
  if (load<u8>(object, CELL_KIND) == CELL_KIND_FUNCTION) raiseEpoch();
  // rootFor may have changed the object's own shape when both are the same chain's: read it again.
  const current: u32 = shapeOf(object);
  if (isUnique(current)) {
    const changed: u32 = freshUnique(object);
    store<u32>(changed, prototype, SHAPE_PROTOTYPE);
  } else store<u32>(object, replayed(current, root, 0, 0, 0), OBJECT_SHAPE);
}

function freshUnique(object: u32): u32 {
  const shape: u32 = shapeOf(object);
  store<u32>(shape, load<u32>(shape, SHAPE_FLAGS) | SHAPE_IS_CACHED, SHAPE_FLAGS);
  return shapeToChange(object);
}
