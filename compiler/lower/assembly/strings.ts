// Strings: descriptors of UTF-16 code units. They are compared unit by unit, as JavaScript does.
import { dataOf, lengthOf } from './arrays';

export function sameText(a: u32, b: u32): bool {
  const length: u32 = lengthOf(a);
  if (length != lengthOf(b)) return false;
  return compareUnits(dataOf(a), dataOf(b), length) == 0;
}

/** Negative, zero or positive as `a` comes before, is equal to, or comes after `b`. */
export function compareTexts(a: u32, b: u32): i32 {
  const m: u32 = lengthOf(a);
  const n: u32 = lengthOf(b);
  const order: i32 = compareUnits(dataOf(a), dataOf(b), min<u32>(m, n));
  return order != 0 ? order : <i32>m - <i32>n;
}

function compareUnits(p: u32, q: u32, units: u32): i32 {
  const end: u32 = p + (units << 1);
  while (p < end) {
    const difference: i32 = <i32>load<u16>(p) - <i32>load<u16>(q);
    if (difference != 0) return difference;
    p += 2;
    q += 2;
  }
  return 0;
}

/** `text.charCodeAt(index)`: the index is cut to an integer, NaN counts as 0; NaN out of bounds. */
export function charCodeAtDouble(text: u32, index: f64): f64 {
  const whole: f64 = index != index ? 0.0 : trunc<f64>(index);
  if (!(whole >= 0.0 && whole < <f64>lengthOf(text))) return NaN;
  return <f64>load<u16>(dataOf(text) + (<u32>whole << 1));
}

// @ts-ignore: decorator
@inline
export function charCodeAt(data: u32, length: u32, index: i32): f64 {
  return <u32>index < length ? <f64>load<u16>(data + (<u32>index << 1)) : NaN;
}
