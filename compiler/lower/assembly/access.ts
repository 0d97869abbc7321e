// Elements of arrays whose place is not kept in locals: `shift` is log2 of an element's width.
import { dataOf, firstOf, lengthOf, presentOf } from './arrays';
import { at, atDouble, atIntegral, atWide, within, withinDouble, withinIntegral, withinWide } from './traps';

// @ts-ignore: decorator
@inline
export function element(array: u32, index: i32, shift: u32, site: i32): u32 {
  return dataOf(array) + (at(index, lengthOf(array), site) << shift);
}

// @ts-ignore: decorator
@inline
export function elementWide(array: u32, index: i64, shift: u32, site: i32): u32 {
  return dataOf(array) + (atWide(index, lengthOf(array), site) << shift);
}

// @ts-ignore: decorator
@inline
export function elementIntegral(array: u32, index: f64, shift: u32, site: i32): u32 {
  return dataOf(array) + (atIntegral(index, lengthOf(array), site) << shift);
}

// @ts-ignore: decorator
@inline
export function elementDouble(array: u32, index: f64, shift: u32, site: i32): u32 {
  return dataOf(array) + (atDouble(index, lengthOf(array), site) << shift);
}

// The same for arrays of which only a part may be here.

// @ts-ignore: decorator
@inline
export function elementWithin(array: u32, index: i32, shift: u32, site: i32): u32 {
  const first: u32 = firstOf(array);
  return dataOf(array) + ((within(index, lengthOf(array), first, presentOf(array), site) - first) << shift);
}

// @ts-ignore: decorator
@inline
export function elementWithinWide(array: u32, index: i64, shift: u32, site: i32): u32 {
  const first: u32 = firstOf(array);
  return dataOf(array) + ((withinWide(index, lengthOf(array), first, presentOf(array), site) - first) << shift);
}

// @ts-ignore: decorator
@inline
export function elementWithinIntegral(array: u32, index: f64, shift: u32, site: i32): u32 {
  const first: u32 = firstOf(array);
  return dataOf(array) + ((withinIntegral(index, lengthOf(array), first, presentOf(array), site) - first) << shift);
}

// @ts-ignore: decorator
@inline
export function elementWithinDouble(array: u32, index: f64, shift: u32, site: i32): u32 {
  const first: u32 = firstOf(array);
  return dataOf(array) + ((withinDouble(index, lengthOf(array), first, presentOf(array), site) - first) << shift);
}

/** Length of the first of an array of arrays, 0 when there is none: for estimates of work. */
export function firstRowLength(array: u32): u32 {
  return presentOf(array) == 0 ? 0 : lengthOf(load<u32>(dataOf(array)));
}
