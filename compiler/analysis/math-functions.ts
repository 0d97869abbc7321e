/** The functions of JavaScript's Math on intervals. Functions that are not listed may give anything. */
import { toInt32 } from './arithmetic.js';
import { ANY, contains, hasNumbers, INT32, INT32_MAX, INT32_MIN, type Interval, integers, isNone, NONE } from './interval.js';

export function mathInterval(name: string, operands: readonly Interval[]): Interval {
  if (operands.some(isNone)) return NONE;
  const [a = ANY, b = ANY] = operands;
  switch (name) {
    case 'Math.min':
      return choose(a, b, Math.min, (a.negativeZero && mayBeAbove(b)) || (b.negativeZero && mayBeAbove(a)));
    case 'Math.max':
      return choose(a, b, Math.max, (a.negativeZero && mayBeBelow(b)) || (b.negativeZero && mayBeBelow(a)));
    case 'Math.abs':
      return absolute(a);
    case 'Math.ceil':
      return rounded(a, Math.ceil, a.negativeZero || (!a.integer && a.lo < 0 && a.hi > -1));
    case 'Math.floor':
      return rounded(a, Math.floor, a.negativeZero);
    case 'Math.round':
      return rounded(a, Math.round, a.negativeZero || (!a.integer && a.lo < 0 && a.hi >= -0.5));
    case 'Math.trunc':
      return rounded(a, Math.trunc, a.negativeZero || (!a.integer && a.lo < 0 && a.hi > -1));
    case 'Math.fround':
      return rounded({ ...a, integer: false }, Math.fround, a.negativeZero || a.lo < 0, a.integer);
    case 'Math.sqrt':
      if (!hasNumbers(a) || a.hi < 0) return { ...NONE, nan: true };
      return { ...a, lo: Math.sqrt(Math.max(a.lo, 0)), hi: Math.sqrt(a.hi), integer: false, nan: a.nan || a.lo < 0 };
    case 'Math.sign':
      return hasNumbers(a) ? { ...a, lo: Math.sign(a.lo) + 0, hi: Math.sign(a.hi) + 0, integer: true } : a;
    case 'Math.imul':
      return multiplied(toInt32(a), toInt32(b));
    case 'Math.clz32':
      return integers(0, 32);
    case 'Math.sin':
    case 'Math.cos':
    case 'Math.tanh':
      return { ...ANY, lo: -1, hi: 1 };
    case 'Math.exp':
    case 'Math.cosh':
    case 'Math.hypot':
      return { ...ANY, lo: 0, negativeZero: false };
    default:
      return ANY;
  }
}

function mayBeAbove(a: Interval): boolean {
  return a.hi >= 0;
}

function mayBeBelow(a: Interval): boolean {
  return a.lo < 0 || a.negativeZero;
}

function choose(a: Interval, b: Interval, pick: (x: number, y: number) => number, negativeZero: boolean): Interval {
  const nan = a.nan || b.nan;
  if (!hasNumbers(a) || !hasNumbers(b)) return { ...NONE, nan };
  return { lo: pick(a.lo, b.lo), hi: pick(a.hi, b.hi), integer: a.integer && b.integer, negativeZero, nan };
}

function absolute(a: Interval): Interval {
  if (!hasNumbers(a)) return a;
  const ends = [Math.abs(a.lo), Math.abs(a.hi)] as const;
  return { ...a, lo: contains(a, 0) ? 0 : Math.min(...ends), hi: Math.max(...ends), negativeZero: false };
}

function rounded(a: Interval, round: (x: number) => number, negativeZero: boolean, integer = true): Interval {
  if (!hasNumbers(a)) return a;
  return { lo: round(a.lo) + 0, hi: round(a.hi) + 0, integer, negativeZero, nan: a.nan };
}

function multiplied(a: Interval, b: Interval): Interval {
  const corners = [a.lo * b.lo, a.lo * b.hi, a.hi * b.lo, a.hi * b.hi];
  const lo = Math.min(...corners);
  const hi = Math.max(...corners);
  return lo >= INT32_MIN && hi <= INT32_MAX ? integers(lo + 0, hi + 0) : INT32;
}
