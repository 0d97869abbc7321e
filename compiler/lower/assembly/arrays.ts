// Arrays, typed arrays and strings: a descriptor (see DESCRIPTOR in abi.ts) and the elements it points to.
// Widths of elements are given as shifts: 0 for bytes, 3 for doubles.
import { CAPACITY, DATA, DESCRIPTOR_BYTES, FIRST, LENGTH, PRESENT, TRAP_BOUNDS, TRAP_REGION } from './layout';
import { trap } from './host';
import { allocate } from './memory';
import { badLength, popOfEmpty } from './traps';

const LONGEST: f64 = 2147483646.0;

// @ts-ignore: decorator
@inline
export function dataOf(array: u32): u32 {
  return load<u32>(array + DATA);
}

// @ts-ignore: decorator
@inline
export function lengthOf(array: u32): u32 {
  return load<u32>(array + LENGTH);
}

// @ts-ignore: decorator
@inline
export function firstOf(array: u32): u32 {
  return load<u32>(array + FIRST);
}

// @ts-ignore: decorator
@inline
export function presentOf(array: u32): u32 {
  return load<u32>(array + PRESENT);
}

/** ToIndex for `new Float64Array(x)`: fractions are cut off; a negative or huge length is a RangeError. */
export function typedLength(x: f64, site: i32): u32 {
  const whole: f64 = trunc<f64>(x);
  if (whole < 0.0 || whole > LONGEST) badLength(x, site);
  return <u32>whole;
}

/** The length in `new Array(x)`: only integers are allowed. */
export function exactLength(x: f64, site: i32): u32 {
  if (!(x >= 0.0 && x <= LONGEST && trunc<f64>(x) == x)) badLength(x, site);
  return <u32>x;
}

/** A new array of `length` zeroed elements. */
export function newArray(length: u32, shift: u32): u32 {
  const array: u32 = allocate(<u64>DESCRIPTOR_BYTES + (<u64>length << shift));
  store<u32>(array + DATA, array + DESCRIPTOR_BYTES);
  store<u32>(array + LENGTH, length);
  store<u32>(array + CAPACITY, length);
  store<u32>(array + PRESENT, length);
  return array;
}

/** A new array whose elements are copied from constants at `from`. */
export function newFrom(from: u32, length: u32, shift: u32): u32 {
  const array: u32 = newArray(length, shift);
  memory.copy(dataOf(array), from, length << shift);
  return array;
}

// Elements of literals, one after the other: each call gives the array, so that calls nest in one expression.

// @ts-ignore: decorator
@inline
export function withDouble(array: u32, index: u32, value: f64): u32 {
  store<f64>(dataOf(array) + (index << 3), value);
  return array;
}

// @ts-ignore: decorator
@inline
export function withWord(array: u32, index: u32, value: u32): u32 {
  store<u32>(dataOf(array) + (index << 2), value);
  return array;
}

// @ts-ignore: decorator
@inline
export function withHalf(array: u32, index: u32, value: u32): u32 {
  store<u16>(dataOf(array) + (index << 1), <u16>value);
  return array;
}

// @ts-ignore: decorator
@inline
export function withByte(array: u32, index: u32, value: u32): u32 {
  store<u8>(dataOf(array) + index, <u8>value);
  return array;
}

// Growing and shrinking. Room doubles, so that n pushes copy O(n) elements.

function makeRoom(array: u32, shift: u32): void {
  const length: u32 = lengthOf(array);
  const capacity: u64 = max<u64>(<u64>length * 2, 4);
  const data: u32 = allocate(capacity << shift);
  memory.copy(data, dataOf(array), length << shift);
  store<u32>(array + DATA, data);
  store<u32>(array + CAPACITY, <u32>capacity);
}

/** Adds an element, still zero, and gives its address. */
// @ts-ignore: decorator
@inline
function append(array: u32, shift: u32): u32 {
  const length: u32 = lengthOf(array);
  if (length >= load<u32>(array + CAPACITY)) makeRoom(array, shift);
  store<u32>(array + LENGTH, length + 1);
  store<u32>(array + PRESENT, length + 1);
  return dataOf(array) + (length << shift);
}

// @ts-ignore: decorator
@inline
export function pushDouble(array: u32, value: f64): i32 {
  store<f64>(append(array, 3), value);
  return <i32>lengthOf(array);
}

// @ts-ignore: decorator
@inline
export function pushWord(array: u32, value: u32): i32 {
  store<u32>(append(array, 2), value);
  return <i32>lengthOf(array);
}

// @ts-ignore: decorator
@inline
export function pushByte(array: u32, value: u32): i32 {
  store<u8>(append(array, 0), <u8>value);
  return <i32>lengthOf(array);
}

/** Takes the last element off and gives its address, where it stays until the next push. */
// @ts-ignore: decorator
@inline
export function popped(array: u32, shift: u32, site: i32): u32 {
  const length: u32 = lengthOf(array);
  if (length == 0) {
    popOfEmpty(site);
    unreachable();
  }
  store<u32>(array + LENGTH, length - 1);
  store<u32>(array + PRESENT, length - 1);
  return dataOf(array) + ((length - 1) << shift);
}

/** A relative index as slice and fill take it: cut to an integer, negative ones from the end, held within [0, length]. */
export function relative(index: f64, length: u32): u32 {
  const whole: f64 = index != index ? 0.0 : trunc<f64>(index);
  const n: f64 = <f64>length;
  return <u32>(whole < 0.0 ? max<f64>(n + whole, 0.0) : min<f64>(whole, n));
}

/** These operations need the array as a whole; sharding hands out parts only where the program uses none of them. */
export function requireWhole(array: u32, site: i32): void {
  if (presentOf(array) == lengthOf(array)) return;
  trap(TRAP_REGION, site, <f64>presentOf(array), 0.0);
  unreachable();
}

export function slice(array: u32, from: f64, to: f64, shift: u32, site: i32): u32 {
  requireWhole(array, site);
  const length: u32 = lengthOf(array);
  const start: u32 = relative(from, length);
  const end: u32 = relative(to, length);
  return newFrom(dataOf(array) + (start << shift), end > start ? end - start : 0, shift);
}

export function fillBytes(array: u32, value: u32, from: f64, to: f64, site: i32): u32 {
  requireWhole(array, site);
  const length: u32 = lengthOf(array);
  const start: u32 = relative(from, length);
  const end: u32 = relative(to, length);
  if (end > start) memory.fill(dataOf(array) + start, <u8>value, end - start);
  return array;
}

export function fillHalves(array: u32, value: u32, from: f64, to: f64, site: i32): u32 {
  requireWhole(array, site);
  const data: u32 = dataOf(array);
  const end: u32 = data + (relative(to, lengthOf(array)) << 1);
  for (let p: u32 = data + (relative(from, lengthOf(array)) << 1); p < end; p += 2) store<u16>(p, <u16>value);
  return array;
}

export function fillWords(array: u32, value: u32, from: f64, to: f64, site: i32): u32 {
  requireWhole(array, site);
  const data: u32 = dataOf(array);
  const end: u32 = data + (relative(to, lengthOf(array)) << 2);
  for (let p: u32 = data + (relative(from, lengthOf(array)) << 2); p < end; p += 4) store<u32>(p, value);
  return array;
}

export function fillDoubles(array: u32, value: f64, from: f64, to: f64, site: i32): u32 {
  requireWhole(array, site);
  const data: u32 = dataOf(array);
  const end: u32 = data + (relative(to, lengthOf(array)) << 3);
  for (let p: u32 = data + (relative(from, lengthOf(array)) << 3); p < end; p += 8) store<f64>(p, value);
  return array;
}

/** Where `target.set(source, offset)` begins to write, an index; traps when it would write past the end. */
export function setStart(target: u32, source: u32, offset: f64, site: i32): u32 {
  requireWhole(target, site);
  requireWhole(source, site);
  const start: f64 = offset != offset ? 0.0 : trunc<f64>(offset);
  const end: f64 = start + <f64>lengthOf(source);
  if (start < 0.0 || end > <f64>lengthOf(target)) {
    trap(TRAP_BOUNDS, site, start < 0.0 ? start : end - 1.0, <f64>lengthOf(target));
    unreachable();
  }
  return <u32>start;
}

/** `set` between arrays of the same kind. */
export function setSame(target: u32, source: u32, offset: f64, shift: u32, site: i32): void {
  const start: u32 = setStart(target, source, offset, site);
  memory.copy(dataOf(target) + (start << shift), dataOf(source), lengthOf(source) << shift);
}
