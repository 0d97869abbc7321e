/** What is known of a number at compile time: an interval and which special values it may take. */
export interface Interval {
  /** Bounds, inclusive; may be infinite. `lo > hi` when the value is NaN or there is none. */
  readonly lo: number;
  readonly hi: number;
  /** True when no value in question has a fraction; NaN (see `nan`) and infinities (see the bounds) may be among them. */
  readonly integer: boolean;
  /** Whether the value may be -0 in a place where that can be told from 0. */
  readonly negativeZero: boolean;
  readonly nan: boolean;
}

export const INT32_MIN = -(2 ** 31);
export const INT32_MAX = 2 ** 31 - 1;
/** Greatest value of a parameter that is assumed to be `uint31`, and greatest length of an array: one step beyond is an int32. */
export const UINT31_MAX = 2 ** 31 - 2;
/** V8 refuses longer strings. */
export const STRING_LENGTH_MAX = 2 ** 30;

export const ANY: Interval = { lo: -Infinity, hi: Infinity, integer: false, negativeZero: true, nan: true };
/** No value at all: the place is never reached. */
export const NONE: Interval = { lo: Infinity, hi: -Infinity, integer: true, negativeZero: false, nan: false };
export const INT32: Interval = integers(INT32_MIN, INT32_MAX);
export const UINT31: Interval = integers(0, UINT31_MAX);

export function integers(lo: number, hi: number): Interval {
  return { lo, hi, integer: true, negativeZero: false, nan: false };
}

export function constant(value: number): Interval {
  if (Number.isNaN(value)) return { ...NONE, nan: true };
  const zero = Object.is(value, -0);
  return {
    lo: value + 0,
    hi: value + 0,
    integer: !Number.isFinite(value) || Number.isInteger(value),
    negativeZero: zero,
    nan: false,
  };
}

/** Whether there are numbers other than NaN in the interval. */
export function hasNumbers(a: Interval): boolean {
  return a.lo <= a.hi;
}

export function isNone(a: Interval): boolean {
  return !hasNumbers(a) && !a.nan;
}

export function contains(a: Interval, value: number): boolean {
  return a.lo <= value && value <= a.hi;
}

/** Whether each value is an int32 and none is -0 or NaN: the variable can be an i32. */
export function isInt32(a: Interval): boolean {
  return a.integer && !a.nan && !a.negativeZero && a.lo >= INT32_MIN && a.hi <= INT32_MAX;
}

export function equalIntervals(a: Interval, b: Interval): boolean {
  return a.lo === b.lo && a.hi === b.hi && a.integer === b.integer && a.negativeZero === b.negativeZero && a.nan === b.nan;
}

/** The least interval that holds the values of both. */
export function join(a: Interval, b: Interval): Interval {
  if (isNone(a)) return b;
  if (isNone(b)) return a;
  return {
    lo: Math.min(a.lo, b.lo),
    hi: Math.max(a.hi, b.hi),
    integer: a.integer && b.integer,
    negativeZero: a.negativeZero || b.negativeZero,
    nan: a.nan || b.nan,
  };
}

/** The values of `a` that also satisfy `b`. */
export function meet(a: Interval, b: Interval): Interval {
  let lo = Math.max(a.lo, b.lo);
  let hi = Math.min(a.hi, b.hi);
  const integer = a.integer || b.integer;
  if (integer) {
    lo = Math.ceil(lo);
    hi = Math.floor(hi);
  }
  if (lo > hi) return { ...NONE, nan: a.nan && b.nan };
  return {
    lo: lo + 0,
    hi: hi + 0,
    integer,
    negativeZero: a.negativeZero && b.negativeZero && lo <= 0 && hi >= 0,
    nan: a.nan && b.nan,
  };
}

const THRESHOLDS = [0, UINT31_MAX, INT32_MAX, 2 ** 32 - 1, Number.MAX_SAFE_INTEGER];

/** An interval that holds both, with bounds that have moved pushed out to the next threshold, so that iteration ends. */
export function widen(before: Interval, after: Interval): Interval {
  const joined = join(before, after);
  if (isNone(before)) return joined;
  const hi = joined.hi > before.hi ? (THRESHOLDS.find((limit) => limit >= joined.hi) ?? Infinity) : joined.hi;
  const below = [0, -1, INT32_MIN, -Number.MAX_SAFE_INTEGER].find((limit) => limit <= joined.lo);
  const lo = joined.lo < before.lo ? (below ?? -Infinity) : joined.lo;
  return { ...joined, lo, hi };
}
