/**
 * JavaScript's operators on intervals (ECMA-262, 6.1.6.1 and 13). Bounds are computed in doubles: rounding is monotone,
 * so a rounded bound bounds the rounded values.
 */
import type { ArithmeticOperator, BitwiseOperator } from '../ir/index.js';
import {
  ANY,
  contains,
  hasNumbers,
  INT32,
  INT32_MAX,
  INT32_MIN,
  type Interval,
  integers,
  isNone,
  join,
  NONE,
} from './interval.js';

export function binaryInterval(operator: ArithmeticOperator | BitwiseOperator, a: Interval, b: Interval): Interval {
  if (isNone(a) || isNone(b)) return NONE;
  switch (operator) {
    case '+':
      return add(a, b);
    case '-':
      return subtract(a, b);
    case '*':
      return multiply(a, b);
    case '/':
      return divide(a, b);
    case '%':
      return remainder(a, b);
    case '**':
      return a.lo >= 0 && !a.negativeZero ? { ...ANY, lo: 0, negativeZero: false } : ANY;
    default:
      return bitwise(operator, toInt32(a), toInt32(b));
  }
}

/** `nan` is kept; the numbers lie between the least and the greatest candidate, a NaN among which means an unknown bound. */
function spanned(candidates: readonly number[], rest: Omit<Interval, 'lo' | 'hi'>): Interval {
  let lo = Infinity;
  let hi = -Infinity;
  for (const value of candidates) {
    if (Number.isNaN(value)) continue;
    lo = Math.min(lo, value);
    hi = Math.max(hi, value);
  }
  return { lo: lo + 0, hi: hi + 0, ...rest };
}

function add(a: Interval, b: Interval): Interval {
  const nan = a.nan || b.nan;
  if (!hasNumbers(a) || !hasNumbers(b)) return { ...NONE, nan };
  const opposed = (a.hi === Infinity && b.lo === -Infinity) || (a.lo === -Infinity && b.hi === Infinity);
  const lo = a.lo + b.lo;
  const hi = a.hi + b.hi;
  return {
    lo: Number.isNaN(lo) ? -Infinity : lo,
    hi: Number.isNaN(hi) ? Infinity : hi,
    integer: a.integer && b.integer,
    negativeZero: a.negativeZero && b.negativeZero,
    nan: nan || opposed,
  };
}

function subtract(a: Interval, b: Interval): Interval {
  const sum = add(a, { ...b, lo: -b.hi + 0, hi: -b.lo + 0 });
  return { ...sum, negativeZero: a.negativeZero && contains(b, 0) };
}

export function negate(a: Interval): Interval {
  if (!hasNumbers(a)) return a;
  return { ...a, lo: -a.hi + 0, hi: -a.lo + 0, negativeZero: contains(a, 0) };
}

function isInfinite(a: Interval): boolean {
  return a.lo === -Infinity || a.hi === Infinity;
}

function mayBeNegative(a: Interval): boolean {
  return a.lo < 0 || a.negativeZero;
}

function multiply(a: Interval, b: Interval): Interval {
  const nan = a.nan || b.nan;
  if (!hasNumbers(a) || !hasNumbers(b)) return { ...NONE, nan };
  const invalid = (contains(a, 0) && isInfinite(b)) || (contains(b, 0) && isInfinite(a));
  const corners = [a.lo * b.lo, a.lo * b.hi, a.hi * b.lo, a.hi * b.hi];
  const integer = a.integer && b.integer;
  // Without integers a product may also underflow to zero, and keeps its sign then.
  const negativeZero = integer
    ? (contains(a, 0) && (a.negativeZero || mayBeNegative(b))) || (contains(b, 0) && (b.negativeZero || mayBeNegative(a)))
    : mayBeNegative(a) || mayBeNegative(b);
  return spanned(invalid ? [...corners, 0] : corners, { integer, negativeZero, nan: nan || invalid });
}

function divide(a: Interval, b: Interval): Interval {
  const nan = a.nan || b.nan || (contains(a, 0) && contains(b, 0)) || (isInfinite(a) && isInfinite(b));
  if (!hasNumbers(a) || !hasNumbers(b)) return { ...NONE, nan };
  const negativeZero = mayBeNegative(a) || b.lo < 0;
  const rest = { integer: false, negativeZero, nan };
  if (b.lo > 0 || b.hi < 0) {
    const corners = [a.lo / b.lo, a.lo / b.hi, a.hi / b.lo, a.hi / b.hi];
    return spanned(isInfinite(a) && isInfinite(b) ? [...corners, 0, a.lo, a.hi, -a.lo, -a.hi] : corners, rest);
  }
  if (a.lo >= 0 && b.lo >= 0 && !b.negativeZero) return { lo: 0, hi: Infinity, ...rest };
  return { lo: -Infinity, hi: Infinity, ...rest };
}

function magnitude(a: Interval): number {
  return Math.max(Math.abs(a.lo), Math.abs(a.hi));
}

function remainder(a: Interval, b: Interval): Interval {
  const nan = a.nan || b.nan || contains(b, 0) || isInfinite(a);
  if (!hasNumbers(a) || !hasNumbers(b)) return { ...NONE, nan };
  const integer = a.integer && b.integer;
  const least = contains(b, 0) ? 0 : Math.min(Math.abs(b.lo), Math.abs(b.hi));
  const divisor = magnitude(b);
  const bound =
    magnitude(a) < least ? magnitude(a) : Math.min(magnitude(a), integer && Number.isFinite(divisor) ? divisor - 1 : divisor);
  if (bound < 0) return { ...NONE, nan };
  return {
    lo: a.lo < 0 ? -bound + 0 : 0,
    hi: a.hi > 0 ? bound : 0,
    integer,
    negativeZero: mayBeNegative(a),
    nan,
  };
}

/** ToInt32: fractions are cut off, NaN and infinities become 0, all else wraps. */
export function toInt32(a: Interval): Interval {
  if (isNone(a)) return NONE;
  const fits = a.lo > INT32_MIN - 1 && a.hi < INT32_MAX + 1;
  if (hasNumbers(a) && !fits) return INT32;
  const whole = hasNumbers(a) ? integers(Math.trunc(a.lo) + 0, Math.trunc(a.hi) + 0) : NONE;
  return a.nan ? join(whole, integers(0, 0)) : whole;
}

/** The least 2^k - 1 that is not below `value`. */
function mask(value: number): number {
  return value <= 0 ? 0 : 2 ** (32 - Math.clz32(value)) - 1;
}

function bitwise(operator: BitwiseOperator, a: Interval, b: Interval): Interval {
  const positive = a.lo >= 0 && b.lo >= 0;
  const shift = b.lo === b.hi ? b.lo & 31 : undefined;
  switch (operator) {
    case '&':
      if (positive) return integers(0, Math.min(a.hi, b.hi));
      return a.lo >= 0 ? integers(0, a.hi) : b.lo >= 0 ? integers(0, b.hi) : INT32;
    case '|':
      if (a.lo === 0 && a.hi === 0) return b;
      if (b.lo === 0 && b.hi === 0) return a;
      return positive ? integers(Math.max(a.lo, b.lo), mask(Math.max(a.hi, b.hi))) : INT32;
    case '^':
      return positive ? integers(0, mask(Math.max(a.hi, b.hi))) : INT32;
    case '<<': {
      if (shift === undefined) return INT32;
      const lo = a.lo * 2 ** shift;
      const hi = a.hi * 2 ** shift;
      return lo >= INT32_MIN && hi <= INT32_MAX ? integers(lo, hi) : INT32;
    }
    case '>>':
      if (shift !== undefined) return integers(a.lo >> shift, a.hi >> shift);
      return integers(Math.min(a.lo, 0), a.hi >= 0 ? a.hi : -1);
    case '>>>':
      if (a.lo >= 0) return shift === undefined ? integers(0, a.hi) : integers(a.lo >>> shift, a.hi >>> shift);
      return integers(0, shift === undefined ? 2 ** 32 - 1 : 0xffffffff >>> shift);
  }
}

export function complement(a: Interval): Interval {
  const whole = toInt32(a);
  return isNone(whole) ? NONE : integers(~whole.hi, ~whole.lo);
}
