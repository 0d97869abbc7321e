/** What Math's functions give, on ranges of their arguments, which are numbers. */
import { numberOperation, toInt32Range } from './number-operations.js';
import {
  ANY_INT32,
  ANY_NUMBER,
  hasNumbers,
  joinRanges,
  makeRange,
  NO_NUMBER,
  NOT_A_NUMBER,
  type NumberRange,
} from './number-range.js';

const hasZero = (range: NumberRange) => range.minimum <= 0 && range.maximum >= 0;

function rounded(range: NumberRange, round: (value: number) => number, mayMakeNegativeZero: boolean): NumberRange {
  if (!hasNumbers(range)) return range;
  return makeRange(
    round(range.minimum),
    round(range.maximum),
    true,
    range.mayBeNaN,
    range.mayBeNegativeZero || mayMakeNegativeZero,
  );
}

function absolute(range: NumberRange): NumberRange {
  if (!hasNumbers(range)) return range;
  const [low, high] = [Math.abs(range.minimum), Math.abs(range.maximum)];
  return makeRange(hasZero(range) ? 0 : Math.min(low, high), Math.max(low, high), range.isInteger, range.mayBeNaN);
}

function extreme(a: NumberRange, b: NumberRange, pick: (x: number, y: number) => number): NumberRange {
  const nan = a.mayBeNaN || b.mayBeNaN;
  if (!hasNumbers(a) || !hasNumbers(b)) return nan ? NOT_A_NUMBER : NO_NUMBER;
  return makeRange(
    pick(a.minimum, b.minimum),
    pick(a.maximum, b.maximum),
    a.isInteger && b.isInteger,
    nan,
    a.mayBeNegativeZero || b.mayBeNegativeZero,
  );
}

/** The name behind `Math.`. */
export function mathRange(name: string, ranges: readonly NumberRange[]): NumberRange {
  const [a = NOT_A_NUMBER, b = NOT_A_NUMBER] = ranges;
  const hasFractionsBelowZero = !a.isInteger && a.minimum < 0;
  switch (name) {
    case 'floor':
      return rounded(a, Math.floor, false);
    case 'ceil':
    case 'trunc':
      return rounded(a, name === 'ceil' ? Math.ceil : Math.trunc, hasFractionsBelowZero && a.maximum > -1);
    case 'round':
      return rounded(a, Math.round, hasFractionsBelowZero);
    case 'abs':
      return absolute(a);
    case 'min':
      return ranges.length === 2 ? extreme(a, b, Math.min) : ANY_NUMBER;
    case 'max':
      return ranges.length === 2 ? extreme(a, b, Math.max) : ANY_NUMBER;
    case 'imul':
      return imul(a, b);
    case 'clz32':
      return makeRange(0, 32, true);
    case 'sign':
      return makeRange(a.minimum < 0 ? -1 : 0, a.maximum > 0 ? 1 : 0, true, a.mayBeNaN, a.mayBeNegativeZero);
    case 'sqrt':
      if (!hasNumbers(a)) return a;
      return makeRange(0, Math.sqrt(Math.max(a.maximum, 0)), false, a.mayBeNaN || a.minimum < 0, a.mayBeNegativeZero);
    case 'fround':
      if (!hasNumbers(a)) return a;
      return makeRange(
        Math.fround(a.minimum),
        Math.fround(a.maximum),
        a.isInteger,
        a.mayBeNaN,
        a.mayBeNegativeZero || a.minimum < 0,
      );
    case 'sin':
    case 'cos':
    case 'tanh':
      // A bit of room: nothing promises that implementations keep to 1.
      return makeRange(-1.001, 1.001, false, true, true);
    case 'atan':
    case 'asin':
    case 'atan2':
    case 'acos':
      return makeRange(-4, 4, false, true, true);
    case 'exp':
    case 'hypot':
    case 'cosh':
      return makeRange(0, Infinity, false, true, false);
    case 'pow':
      return numberOperation('**', a, b);
    default:
      return ANY_NUMBER;
  }
}

function imul(a: NumberRange, b: NumberRange): NumberRange {
  const product = numberOperation('*', toInt32Range(a), toInt32Range(b));
  if (!hasNumbers(product)) return NO_NUMBER;
  if (product.minimum >= -2147483648 && product.maximum <= 2147483647) {
    return joinRanges(makeRange(product.minimum, product.maximum, true), hasZero(product) ? makeRange(0, 0, true) : NO_NUMBER);
  }
  return ANY_INT32;
}
