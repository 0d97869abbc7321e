// Where a program stops that goes on in no defined way, and the checks of indices and lengths that lead there.
import { trap } from './host';
import { TRAP_ARRAY_LENGTH, TRAP_BOUNDS, TRAP_EMPTY, TRAP_LOOP_BOUND, TRAP_REGION, TRAP_THROWN } from './layout';

export function outOfBounds(index: f64, length: u32, site: i32): void {
  trap(TRAP_BOUNDS, site, index, <f64>length);
  unreachable();
}

export function outOfRegion(index: f64, length: u32, site: i32): void {
  if (!(index >= 0.0 && index < <f64>length && trunc<f64>(index) == index)) outOfBounds(index, length, site);
  trap(TRAP_REGION, site, index, 0.0);
  unreachable();
}

export function thrown(site: i32): void {
  trap(TRAP_THROWN, site, 0.0, 0.0);
  unreachable();
}

export function popOfEmpty(site: i32): void {
  trap(TRAP_EMPTY, site, 0.0, 0.0);
  unreachable();
}

export function badLength(length: f64, site: i32): void {
  trap(TRAP_ARRAY_LENGTH, site, length, 0.0);
  unreachable();
}

export function badLoopBound(bound: f64, site: i32): void {
  trap(TRAP_LOOP_BOUND, site, bound, 0.0);
  unreachable();
}

// Indices. Each function gives the index itself when it is one of an array of `length` elements, and traps otherwise.
// Those named `within...` are for arrays of which only `present` elements from number `first` on are here.

// @ts-ignore: decorator
@inline
export function at(index: i32, length: u32, site: i32): u32 {
  if (<u32>index >= length) {
    outOfBounds(<f64>index, length, site);
    unreachable();
  }
  return <u32>index;
}

// @ts-ignore: decorator
@inline
export function within(index: i32, length: u32, first: u32, present: u32, site: i32): u32 {
  if (<u32>index - first >= present) {
    outOfRegion(<f64>index, length, site);
    unreachable();
  }
  return <u32>index;
}

// @ts-ignore: decorator
@inline
export function atWide(index: i64, length: u32, site: i32): u32 {
  if (<u64>index >= <u64>length) {
    outOfBounds(<f64>index, length, site);
    unreachable();
  }
  return <u32>index;
}

// @ts-ignore: decorator
@inline
export function withinWide(index: i64, length: u32, first: u32, present: u32, site: i32): u32 {
  if (<u64>(index - <i64>first) >= <u64>present) {
    outOfRegion(<f64>index, length, site);
    unreachable();
  }
  return <u32>index;
}

/** 2^52: from here to 2^53 a double's bits are those of SHIFTED plus its distance from 2^52, an integer. */
const SHIFT: f64 = 4503599627370496.0;
const SHIFTED: u64 = 0x4330000000000000;

/**
 * The nearest integer to a number in [0, 2^52); any other number, NaN and infinities included, gives more than any array's
 * length. Cheaper than conversions, which look at every special case.
 */
// @ts-ignore: decorator
@inline
function integerBits(x: f64): u64 {
  return reinterpret<u64>(x + SHIFT) - SHIFTED;
}

/** For doubles without a fraction. -0 counts as 0. */
// @ts-ignore: decorator
@inline
export function atIntegral(index: f64, length: u32, site: i32): u32 {
  const whole: u64 = integerBits(index);
  if (whole >= <u64>length) {
    outOfBounds(index, length, site);
    unreachable();
  }
  return <u32>whole;
}

// @ts-ignore: decorator
@inline
export function withinIntegral(index: f64, length: u32, first: u32, present: u32, site: i32): u32 {
  const whole: u64 = integerBits(index);
  if (whole - <u64>first >= <u64>present) {
    outOfRegion(index, length, site);
    unreachable();
  }
  return <u32>whole;
}

/** For any double. */
// @ts-ignore: decorator
@inline
export function atDouble(index: f64, length: u32, site: i32): u32 {
  const whole: u64 = integerBits(index);
  if (whole >= <u64>length || <f64>(<u32>whole) != index) {
    outOfBounds(index, length, site);
    unreachable();
  }
  return <u32>whole;
}

// @ts-ignore: decorator
@inline
export function withinDouble(index: f64, length: u32, first: u32, present: u32, site: i32): u32 {
  const whole: u64 = integerBits(index);
  if (whole - <u64>first >= <u64>present || <f64>(<u32>whole) != index) {
    outOfRegion(index, length, site);
    unreachable();
  }
  return <u32>whole;
}
