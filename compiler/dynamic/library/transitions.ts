// The children of a shape: none, one (its address), or a `words` cell: a hash table by key with open addressing.
import { allocateCell } from './heap';
import { hashOfKey } from './keys';
import { CELL_KIND, CELL_KIND_SHAPE, CELL_KIND_WORDS } from './layout';
import { SHAPE_KEY, SHAPE_LAST, SHAPE_TRANSITIONS } from './object-layout';

const CAPACITY: u32 = 8;
const COUNT: u32 = 12;
const CHILDREN: u32 = 16;

function isFor(shape: u32, key: u32, attributes: u32): bool {
  return load<u32>(shape, SHAPE_KEY) == key && load<u32>(shape, SHAPE_LAST) == attributes;
}

/** The child that adds this property, or 0. */
export function findTransition(shape: u32, key: u32, attributes: u32): u32 {
  const children: u32 = load<u32>(shape, SHAPE_TRANSITIONS);
  if (children == 0) return 0;
  if (load<u8>(children, CELL_KIND) == CELL_KIND_SHAPE) return isFor(children, key, attributes) ? children : 0;
  const mask: u32 = load<u32>(children, CAPACITY) - 1;
  let at: u32 = hashOfKey(key) & mask;
  while (true) {
    const child: u32 = load<u32>(children + (at << 2), CHILDREN);
    if (child == 0 || isFor(child, key, attributes)) return child;
    at = (at + 1) & mask;
  }
}

export function addTransition(shape: u32, child: u32): void {
  let children: u32 = load<u32>(shape, SHAPE_TRANSITIONS);
  if (children == 0) {
    store<u32>(shape, child, SHAPE_TRANSITIONS);
    return;
  }
  if (load<u8>(children, CELL_KIND) == CELL_KIND_SHAPE) {
    const only: u32 = children;
    children = newChildren(4);
    insert(children, only);
  } else if (load<u32>(children, COUNT) << 1 >= load<u32>(children, CAPACITY)) children = larger(children);
  insert(children, child);
  store<u32>(shape, children, SHAPE_TRANSITIONS);
}

function newChildren(capacity: u32): u32 {
  const children: u32 = allocateCell(CELL_KIND_WORDS, CHILDREN + (capacity << 2));
  store<u32>(children, capacity, CAPACITY);
  return children;
}

function insert(children: u32, child: u32): void {
  const mask: u32 = load<u32>(children, CAPACITY) - 1;
  let at: u32 = hashOfKey(load<u32>(child, SHAPE_KEY)) & mask;
  while (load<u32>(children + (at << 2), CHILDREN) != 0) at = (at + 1) & mask;
  store<u32>(children + (at << 2), child, CHILDREN);
  store<u32>(children, load<u32>(children, COUNT) + 1, COUNT);
}

function larger(children: u32): u32 {
  const capacity: u32 = load<u32>(children, CAPACITY);
  const fresh: u32 = newChildren(capacity << 1);
  for (let i: u32 = 0; i < capacity; i++) {
    const child: u32 = load<u32>(children + (i << 2), CHILDREN);
    if (child != 0) insert(fresh, child);
  }
  return fresh;
}
