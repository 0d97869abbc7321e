// The elements of arrays: a `values` cell of which a part, from ARRAY.elements on, is in use. Its beginning moves up when elements are shifted
// out. Holes are SPECIAL.empty. Values outside of 0..length are zero or stale, never looked at.
import { giveStore } from './allocation';
import { refuseReadOnly } from './assignment';
import { integerKey, keyValue } from './keys';
import {
  ARRAY_CAPACITY,
  ARRAY_ELEMENTS,
  ARRAY_LENGTH,
  ARRAY_STORE,
  OBJECT_FLAGS_FROZEN,
  OBJECT_FLAGS_NOT_EXTENSIBLE,
} from './layout';
import { refuse, refuseRange, refuseRangeOf, textOfNumber } from './needs';
import { FLAG_SEALED } from './object-layout';
import { hasFlag } from './properties';
import { EMPTY } from './values';

/** Arrays are never sparse: an element this far away, or an array that long, is refused. 512 MiB. */
export const MOST_ELEMENTS: u32 = 1 << 26;

export function lengthOf(array: u32): u32 {
  return load<u32>(array, ARRAY_LENGTH);
}

/** The address of an element. */
export function elementAt(array: u32, index: u32): u32 {
  return load<u32>(array, ARRAY_ELEMENTS) + (index << 3);
}

/** An element or EMPTY, of any index. */
export function peek(array: u32, index: u32): u64 {
  return index < load<u32>(array, ARRAY_LENGTH) ? load<u64>(elementAt(array, index)) : EMPTY;
}

export function hasElementAt(array: u32, index: u32): bool {
  return peek(array, index) != EMPTY;
}

/** Neither frozen, sealed nor not extensible. */
export function isOrdinary(array: u32): bool {
  return !hasFlag(array, OBJECT_FLAGS_FROZEN | OBJECT_FLAGS_NOT_EXTENSIBLE | FLAG_SEALED);
}

/** Elements that fit in front of the first. */
export function frontOf(array: u32): u32 {
  const cell: u32 = load<u32>(array, ARRAY_STORE);
  return cell == 0 ? 0 : (load<u32>(array, ARRAY_ELEMENTS) - cell - 8) >> 3;
}

/** Makes room for `length` elements; false: refused. */
export function ensureCapacity(array: u32, length: u32): bool {
  if (length <= load<u32>(array, ARRAY_CAPACITY)) return true;
  if (length > MOST_ELEMENTS) {
    refuseRange('Invalid array length');
    return false;
  }
  const used: u32 = load<u32>(array, ARRAY_LENGTH);
  const from: u32 = load<u32>(array, ARRAY_ELEMENTS);
  const front: u32 = frontOf(array);
  if (front > used && length <= load<u32>(array, ARRAY_CAPACITY) + front) {
    // A queue: half of the room or more is free in front.
    memory.copy(from - (front << 3), from, used << 3);
    memory.fill(from - (front << 3) + (used << 3), 0, front << 3);
    store<u32>(array, from - (front << 3), ARRAY_ELEMENTS);
    store<u32>(array, load<u32>(array, ARRAY_CAPACITY) + front, ARRAY_CAPACITY);
    return true;
  }
  giveStore(array, length + (length >> 1) + 8);
  memory.copy(load<u32>(array, ARRAY_ELEMENTS), from, used << 3);
  return true;
}

/** Holes from..to. */
export function fillHoles(array: u32, from: u32, to: u32): void {
  const end: u32 = elementAt(array, to);
  for (let at: u32 = elementAt(array, from); at < end; at += 8) store<u64>(at, EMPTY);
}

/** `array[index] = value`. */
export function setArrayElement(array: u32, index: u32, value: u64): void {
  const length: u32 = load<u32>(array, ARRAY_LENGTH);
  if (index < length) {
    const at: u32 = elementAt(array, index);
    if (hasFlag(array, OBJECT_FLAGS_FROZEN | OBJECT_FLAGS_NOT_EXTENSIBLE)) {
      if (hasFlag(array, OBJECT_FLAGS_FROZEN) && load<u64>(at) != EMPTY) {
        refuseReadOnly(array, integerKey(index));
        return;
      }
      if (load<u64>(at) == EMPTY) {
        refuseToAdd(index);
        return;
      }
    }
    store<u64>(at, value);
    return;
  }
  if (hasFlag(array, OBJECT_FLAGS_NOT_EXTENSIBLE)) {
    refuseToAdd(index);
    return;
  }
  if (index >= MOST_ELEMENTS) {
    refuseRangeOf('Arrays with an element as far away as ', textOfNumber(<f64>index), ' are not supported');
    return;
  }
  if (!ensureCapacity(array, index + 1)) return;
  store<u32>(array, index + 1, ARRAY_LENGTH);
  fillHoles(array, length, index);
  store<u64>(elementAt(array, index), value);
}

function refuseToAdd(index: u32): void {
  refuse('Cannot add property ', <u32>keyValue(integerKey(index)), ', object is not extensible');
}

/** An element becomes a hole. */
export function removeArrayElement(array: u32, index: u32): void {
  if (index < load<u32>(array, ARRAY_LENGTH)) store<u64>(elementAt(array, index), EMPTY);
}

/** `array.length = length`. */
export function setArrayLength(array: u32, wanted: f64): void {
  const length: u32 = <u32>wanted;
  if (<f64>length != wanted || wanted > 4294967295.0) {
    refuseRange('Invalid array length');
    return;
  }
  const old: u32 = load<u32>(array, ARRAY_LENGTH);
  if (hasFlag(array, OBJECT_FLAGS_FROZEN)) {
    refuse("Cannot assign to read only property 'length' of object '[object Array]'", 0, '');
    return;
  }
  if (length < old) {
    if (hasFlag(array, FLAG_SEALED)) {
      refuse("Cannot delete property '", <u32>keyValue(integerKey(old - 1)), "' of [object Array]");
      return;
    }
    memory.fill(elementAt(array, length), 0, (old - length) << 3);
    store<u32>(array, length, ARRAY_LENGTH);
  } else if (length > old) {
    if (!ensureCapacity(array, length)) return;
    store<u32>(array, length, ARRAY_LENGTH);
    fillHoles(array, old, length);
  }
}
