// Finding and ordering elements of arrays without calls.
import { elementAt, lengthOf } from './array-elements';
import { sortDoubles } from './sorting';
import { sameValueZero, strictEquals } from './operators';
import { addressOf, EMPTY, isDouble, isObject, isString, numberOf, UNDEFINED } from './values';

/** Whether values that are strictly equal to this one have its bits: true of all but strings, bigints, zeros and NaN. */
function isByBits(value: u64): bool {
  return isDouble(value) ? numberOf(value) != 0 && numberOf(value) == numberOf(value) : isObject(value);
}

export function arrayIndexOf(target: u64, value: u64, from: i32): i32 {
  const array: u32 = addressOf(target);
  const length: i32 = lengthOf(array);
  if (isByBits(value)) {
    for (let i: i32 = from; i < length; i++) if (load<u64>(elementAt(array, i)) == value) return i;
    return -1;
  }
  for (let i: i32 = from; i < length; i++) if (strictEquals(load<u64>(elementAt(array, i)), value)) return i;
  return -1;
}

export function arrayLastIndexOf(target: u64, value: u64, from: i32): i32 {
  const array: u32 = addressOf(target);
  for (let i: i32 = min<i32>(from, <i32>lengthOf(array) - 1); i >= 0; i--)
    if (strictEquals(load<u64>(elementAt(array, i)), value)) return i;
  return -1;
}

export function arrayIncludes(target: u64, value: u64, from: i32): i32 {
  const array: u32 = addressOf(target);
  const length: i32 = lengthOf(array);
  for (let i: i32 = from; i < length; i++) {
    const element: u64 = load<u64>(elementAt(array, i));
    if (sameValueZero(element == EMPTY ? UNDEFINED : element, value)) return 1;
  }
  return 0;
}

export function arrayHasHoles(target: u64): i32 {
  const array: u32 = addressOf(target);
  const length: u32 = lengthOf(array);
  for (let i: u32 = 0; i < length; i++) if (load<u64>(elementAt(array, i)) == EMPTY) return 1;
  return 0;
}

/** 1: all strings, 2: all numbers, 0: anything else, or empty. */
export function arrayContent(target: u64): i32 {
  const array: u32 = addressOf(target);
  const length: u32 = lengthOf(array);
  if (length == 0) return 0;
  const first: u64 = load<u64>(elementAt(array, 0));
  if (isDouble(first)) {
    for (let i: u32 = 1; i < length; i++) if (!isDouble(load<u64>(elementAt(array, i)))) return 0;
    return 2;
  }
  for (let i: u32 = 0; i < length; i++) if (!isString(load<u64>(elementAt(array, i)))) return 0;
  return 1;
}

export function arraySortNumbers(target: u64): void {
  const array: u32 = addressOf(target);
  sortDoubles(elementAt(array, 0), lengthOf(array));
}
