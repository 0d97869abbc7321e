// Conversions of numbers to integers, and the arithmetic that Wasm lacks.
import { pow } from './host';

const TWO_53: f64 = 9007199254740992.0;
const TWO_63: f64 = 9223372036854775808.0;

/** ToInt32 (ECMA-262, 7.1.6); the bits are those of ToUint32, too. */
export function toInt32(x: f64): i32 {
  const fast: i32 = <i32>x;
  if (<f64>fast == x) return fast;
  if (abs<f64>(x) < TWO_63) return <i32>(<i64>x);
  return lowWordOfHuge(x);
}

/** Of |x| >= 2^63, infinities and NaN: a 53-bit integer times a power of two above it. */
function lowWordOfHuge(x: f64): i32 {
  const bits: u64 = reinterpret<u64>(x);
  const exponent: u32 = (<u32>(bits >> 52) & 0x7ff) - 1075;
  if (exponent > 31) return 0;
  const magnitude: i32 = <i32>(((bits & 0x000fffffffffffff) | 0x0010000000000000) << exponent);
  return <i64>bits < 0 ? -magnitude : magnitude;
}

export function toUint32(x: f64): f64 {
  return <f64>(<u32>toInt32(x));
}

/** ToIntegerOrInfinity. */
export function toInteger(x: f64): f64 {
  // Adding +0 makes -0 to +0.
  return x != x ? 0.0 : trunc<f64>(x) + 0.0;
}

export function toLength(x: f64): f64 {
  return min<f64>(max<f64>(toInteger(x), 0.0), TWO_53 - 1.0);
}

/** As slice and others understand an index: from the end if negative, clamped to 0..length. */
export function relativeIndex(x: f64, length: i32): i32 {
  const index: f64 = toInteger(x);
  const from: f64 = index < 0.0 ? index + <f64>length : index;
  return <i32>min<f64>(max<f64>(from, 0.0), <f64>length);
}

export function clampIndex(x: f64, low: i32, high: i32): i32 {
  return <i32>min<f64>(max<f64>(toInteger(x), <f64>low), <f64>high);
}

export function isInteger(x: f64): i32 {
  return x - x == 0.0 && trunc<f64>(x) == x ? 1 : 0;
}

export function isSafeInteger(x: f64): i32 {
  return abs<f64>(x) < TWO_53 && trunc<f64>(x) == x ? 1 : 0;
}

/** `x % y`: exact, with the sign of x. */
export function remainder(x: f64, y: f64): f64 {
  const a: f64 = abs<f64>(x);
  const b: f64 = abs<f64>(y);
  if (a < b) return x;
  if (a < TWO_63 && b < TWO_63) {
    const m: i64 = <i64>a;
    const n: i64 = <i64>b;
    // As integers: the conversion back is exact, since the remainder is a multiple of the last bit of the smaller operand.
    if (n != 0 && <f64>m == a && <f64>n == b) return copysign<f64>(<f64>(m % n), x);
  }
  return x % y;
}

export function power(x: f64, y: f64): f64 {
  return pow(x, y);
}
