// Conversions between doubles and integers, and the remainder, as ECMA-262 defines them.

const TWO_63: f64 = 9223372036854775808.0;

/** ToInt32 (ECMA-262, 7.1.6): the integer part modulo 2^32. The bits are those of ToUint32, too. */
// @ts-ignore: decorator
@inline
export function toInt32(x: f64): i32 {
  return abs<f64>(x) < TWO_63 ? <i32>(<i64>x) : toInt32OfHuge(x);
}

/** For |x| >= 2^63, infinities and NaN. Such a number is a 53-bit integer times a power of two. */
export function toInt32OfHuge(x: f64): i32 {
  const bits: u64 = reinterpret<u64>(x);
  const shift: u32 = (<u32>(bits >> 52) & 0x7ff) - 1075;
  if (shift >= 32) return 0;
  const significand: u64 = (bits & 0x000fffffffffffff) | 0x0010000000000000;
  const low: i32 = <i32>(significand << shift);
  return <i64>bits < 0 ? 0 - low : low;
}

/** What a Uint8ClampedArray stores: nearest integer in 0..255, halves to the even one, NaN as 0. */
// @ts-ignore: decorator
@inline
export function clampDouble(x: f64): i32 {
  return <i32>nearest<f64>(min<f64>(max<f64>(x, 0.0), 255.0));
}

// @ts-ignore: decorator
@inline
export function clampInteger(x: i32): i32 {
  return x < 0 ? 0 : x > 255 ? 255 : x;
}

/** `x % y` on doubles: exact, with the sign of x. */
export function remainder(x: f64, y: f64): f64 {
  const ax: f64 = abs<f64>(x);
  const ay: f64 = abs<f64>(y);
  if (ax < ay) return x;
  if (ax < TWO_63 && ay < TWO_63) {
    const m: i64 = <i64>ax;
    const n: i64 = <i64>ay;
    // Both integers: the remainder is one below 2^63, and exact because it divides out the larger operand's trailing bits.
    if (n != 0 && <f64>m == ax && <f64>n == ay) return copysign<f64>(<f64>(m % n), x);
  }
  return x % y;
}
