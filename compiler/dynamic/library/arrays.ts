// Methods of arrays that need no calls, on true arrays with indices in range.
import { allocateArray, giveStore } from './allocation';
import {
  elementAt,
  ensureCapacity,
  fillHoles,
  frontOf,
  hasElementAt,
  isOrdinary,
  lengthOf,
  MOST_ELEMENTS,
  peek,
  setArrayElement,
  setArrayLength,
} from './array-elements';
import { keyText } from './assignment';
import { integerKey } from './keys';
import {
  ARRAY_CAPACITY,
  ARRAY_ELEMENTS,
  ARRAY_LENGTH,
  BUILTIN_ARRAY_PROTOTYPE,
  CELL_KIND,
  CELL_KIND_ARRAY,
  OBJECT_FLAGS_FROZEN,
  OBJECT_FLAGS_NOT_EXTENSIBLE,
} from './layout';
import { refuse, refuseRange } from './needs';
import { FLAG_SEALED } from './object-layout';
import { hasFlag, prototypeOf } from './properties';
import { addressOf, EMPTY, isObject, objectValue, UNDEFINED } from './values';
import { builtinObject } from './functions';

export { allocateArray } from './allocation';

export function isArray(value: u64): i32 {
  return isObject(value) && load<u8>(addressOf(value), CELL_KIND) == CELL_KIND_ARRAY ? 1 : 0;
}

export function isPlainArray(value: u64): i32 {
  if (isArray(value) == 0) return 0;
  const array: u32 = addressOf(value);
  return isOrdinary(array) && prototypeOf(array) == builtinObject(BUILTIN_ARRAY_PROTOTYPE) ? 1 : 0;
}

/** An array of `length` holes, to be filled at once. */
export function allocateElements(length: i32): u32 {
  const array: u32 = allocateArray(length);
  store<u32>(array, length, ARRAY_LENGTH);
  fillHoles(array, 0, length);
  return array;
}

export function newArray(length: f64): u64 {
  const count: u32 = <u32>length;
  if (<f64>count != length || length > 4294967295.0 || count > MOST_ELEMENTS) return refuseRange('Invalid array length');
  return objectValue(allocateElements(count));
}

export function emptyArray(): u64 {
  return objectValue(allocateArray(0));
}

export function arrayLength(array: u64): i32 {
  return lengthOf(addressOf(array));
}

export function arrayElement(array: u64, index: i32): u64 {
  return peek(addressOf(array), index);
}

export function arrayGet(array: u64, index: i32): u64 {
  const value: u64 = peek(addressOf(array), index);
  return value == EMPTY ? UNDEFINED : value;
}

export function arraySet(array: u64, index: i32, value: u64): void {
  setArrayElement(addressOf(array), index, value);
}

export function setLength(array: u64, length: f64): void {
  setArrayLength(addressOf(array), length);
}

export function hasElement(array: u64, index: i32): i32 {
  return hasElementAt(addressOf(array), index) ? 1 : 0;
}

/** Whether elements may be added at the end; throws if not. */
function mayGrow(array: u32): bool {
  if (!hasFlag(array, OBJECT_FLAGS_FROZEN | OBJECT_FLAGS_NOT_EXTENSIBLE)) return true;
  refuse('Cannot add property ', keyText(integerKey(lengthOf(array))), ', object is not extensible');
  return false;
}

/** Whether elements may be moved and removed; throws if not. */
function mayMove(array: u32): bool {
  if (isOrdinary(array)) return true;
  if (hasFlag(array, OBJECT_FLAGS_FROZEN)) refuse("Cannot assign to read only property '0' of object '[object Array]'", 0, '');
  else if (hasFlag(array, FLAG_SEALED))
    refuse("Cannot delete property '", keyText(integerKey(lengthOf(array) - 1)), "' of [object Array]");
  else return true;
  return false;
}

export function arrayPush(target: u64, value: u64): i32 {
  const array: u32 = addressOf(target);
  const length: u32 = lengthOf(array);
  if (!mayGrow(array) || !ensureCapacity(array, length + 1)) return 0;
  store<u64>(elementAt(array, length), value);
  store<u32>(array, length + 1, ARRAY_LENGTH);
  return length + 1;
}

export function append(target: u64, value: u64): void {
  arrayPush(target, value);
}

export function arrayPop(target: u64): u64 {
  const array: u32 = addressOf(target);
  const length: u32 = lengthOf(array);
  if (length == 0) return UNDEFINED;
  if (!isOrdinary(array) && hasFlag(array, FLAG_SEALED | OBJECT_FLAGS_FROZEN)) {
    refuse("Cannot delete property '", keyText(integerKey(length - 1)), "' of [object Array]");
    return UNDEFINED;
  }
  const at: u32 = elementAt(array, length - 1);
  const value: u64 = load<u64>(at);
  store<u64>(at, 0);
  store<u32>(array, length - 1, ARRAY_LENGTH);
  return value == EMPTY ? UNDEFINED : value;
}

/** The beginning moves up; nothing is copied. */
export function arrayShift(target: u64): u64 {
  const array: u32 = addressOf(target);
  const length: u32 = lengthOf(array);
  if (length == 0 || !mayMove(array)) return UNDEFINED;
  const at: u32 = elementAt(array, 0);
  const value: u64 = load<u64>(at);
  store<u64>(at, 0);
  store<u32>(array, at + 8, ARRAY_ELEMENTS);
  store<u32>(array, length - 1, ARRAY_LENGTH);
  store<u32>(array, load<u32>(array, ARRAY_CAPACITY) - 1, ARRAY_CAPACITY);
  return value == EMPTY ? UNDEFINED : value;
}

/** Room for `count` elements at `index`, whose contents are then to be written. */
function openGap(array: u32, index: u32, count: u32): bool {
  const length: u32 = lengthOf(array);
  if (!mayGrow(array) || !ensureCapacity(array, length + count)) return false;
  const at: u32 = elementAt(array, index);
  memory.copy(at + (count << 3), at, (length - index) << 3);
  store<u32>(array, length + count, ARRAY_LENGTH);
  return true;
}

export function arrayUnshift(target: u64, value: u64): i32 {
  const array: u32 = addressOf(target);
  if (!mayMove(array) || !openFront(array, 1)) return 0;
  store<u64>(elementAt(array, 0), value);
  return lengthOf(array);
}

/** A gap at the beginning: where elements were shifted out there is room already; otherwise some more is made than asked for. */
function openFront(array: u32, count: u32): bool {
  const length: u32 = lengthOf(array);
  const from: u32 = load<u32>(array, ARRAY_ELEMENTS);
  if (!mayGrow(array)) return false;
  if (frontOf(array) < count) {
    const spare: u32 = (length >> 1) + count + 8;
    if (length + spare > MOST_ELEMENTS) {
      refuseRange('Invalid array length');
      return false;
    }
    giveStore(array, length + spare + 8);
    memory.copy(elementAt(array, spare), from, length << 3);
    store<u32>(array, elementAt(array, spare), ARRAY_ELEMENTS);
    store<u32>(array, load<u32>(array, ARRAY_CAPACITY) - spare, ARRAY_CAPACITY);
  }
  store<u32>(array, load<u32>(array, ARRAY_ELEMENTS) - (count << 3), ARRAY_ELEMENTS);
  store<u32>(array, load<u32>(array, ARRAY_CAPACITY) + count, ARRAY_CAPACITY);
  store<u32>(array, length + count, ARRAY_LENGTH);
  return true;
}

export function arrayPushAll(target: u64, items: u64): i32 {
  const array: u32 = addressOf(target);
  const count: u32 = lengthOf(addressOf(items));
  const length: u32 = lengthOf(array);
  if (count == 0) return length;
  if (!mayGrow(array) || !ensureCapacity(array, length + count)) return 0;
  copyItems(array, length, addressOf(items), count);
  store<u32>(array, length + count, ARRAY_LENGTH);
  return length + count;
}

/** Holes of `items` become undefined, as when they are spread. */
function copyItems(array: u32, at: u32, items: u32, count: u32): void {
  for (let i: u32 = 0; i < count; i++) {
    const value: u64 = load<u64>(elementAt(items, i));
    store<u64>(elementAt(array, at + i), value == EMPTY ? UNDEFINED : value);
  }
}

export function arrayUnshiftAll(target: u64, items: u64): i32 {
  const array: u32 = addressOf(target);
  const count: u32 = lengthOf(addressOf(items));
  if (count == 0) return lengthOf(array);
  if (!mayMove(array) || !openFront(array, count)) return 0;
  copyItems(array, 0, addressOf(items), count);
  return lengthOf(array);
}

export function arraySlice(source: u64, start: i32, end: i32): u64 {
  const array: u32 = addressOf(source);
  const count: i32 = max<i32>(min<i32>(end, <i32>lengthOf(array)) - start, 0);
  const result: u32 = allocateArray(count);
  memory.copy(load<u32>(result, ARRAY_ELEMENTS), elementAt(array, start), count << 3);
  store<u32>(result, count, ARRAY_LENGTH);
  return objectValue(result);
}

/** `items`: an array of what comes in, or undefined. Gives what was cut out. */
export function arraySplice(target: u64, start: i32, deleted: i32, items: u64): u64 {
  const array: u32 = addressOf(target);
  const count: u32 = isObject(items) ? lengthOf(addressOf(items)) : 0;
  const result: u64 = arraySlice(target, start, start + deleted);
  if (!mayMove(array)) return UNDEFINED;
  const length: u32 = lengthOf(array);
  if (count > <u32>deleted) {
    if (!openGap(array, start + deleted, count - deleted)) return UNDEFINED;
  } else if (count < <u32>deleted) closeGap(array, start + count, deleted - count, length);
  if (count > 0) copyItems(array, start, addressOf(items), count);
  return result;
}

function closeGap(array: u32, at: u32, count: u32, length: u32): void {
  const rest: u32 = length - at - count;
  if (at < rest) {
    // Less to move in front than behind.
    const from: u32 = elementAt(array, 0);
    memory.copy(from + (count << 3), from, at << 3);
    memory.fill(from, 0, count << 3);
    store<u32>(array, from + (count << 3), ARRAY_ELEMENTS);
    store<u32>(array, load<u32>(array, ARRAY_CAPACITY) - count, ARRAY_CAPACITY);
  } else {
    memory.copy(elementAt(array, at), elementAt(array, at + count), rest << 3);
    memory.fill(elementAt(array, length - count), 0, count << 3);
  }
  store<u32>(array, length - count, ARRAY_LENGTH);
}

export function arrayConcat(a: u64, b: u64): u64 {
  const first: u32 = addressOf(a);
  const second: u32 = addressOf(b);
  const m: u32 = lengthOf(first);
  const n: u32 = lengthOf(second);
  if (m + n > MOST_ELEMENTS) return refuseRange('Invalid array length');
  const result: u32 = allocateArray(m + n);
  memory.copy(load<u32>(result, ARRAY_ELEMENTS), load<u32>(first, ARRAY_ELEMENTS), m << 3);
  memory.copy(elementAt(result, m), load<u32>(second, ARRAY_ELEMENTS), n << 3);
  store<u32>(result, m + n, ARRAY_LENGTH);
  return objectValue(result);
}

export function arrayCopyWithin(target: u64, to: i32, start: i32, end: i32): void {
  const array: u32 = addressOf(target);
  const length: i32 = lengthOf(array);
  const count: i32 = min<i32>(end - start, length - to);
  if (count <= 0 || !mayMove(array)) return;
  memory.copy(elementAt(array, to), elementAt(array, start), count << 3);
}

export function arrayFill(target: u64, value: u64, start: i32, end: i32): void {
  const array: u32 = addressOf(target);
  if (start >= end || !mayMove(array)) return;
  const stop: u32 = elementAt(array, end);
  for (let at: u32 = elementAt(array, start); at < stop; at += 8) store<u64>(at, value);
}

export function arrayReverse(target: u64): void {
  const array: u32 = addressOf(target);
  const length: u32 = lengthOf(array);
  if (length < 2 || !mayMove(array)) return;
  let low: u32 = elementAt(array, 0);
  let high: u32 = elementAt(array, length - 1);
  while (low < high) {
    const value: u64 = load<u64>(low);
    store<u64>(low, load<u64>(high));
    store<u64>(high, value);
    low += 8;
    high -= 8;
  }
}
