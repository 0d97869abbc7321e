/**
 * Arithmetic on ranges. Rounding is monotonic, so the rounded results of bounds bound the rounded results. What each function has to get right
 * besides bounds: where NaN and -0 come from.
 */
import {
  ANY_INT32,
  ANY_NUMBER,
  ANY_UINT32,
  hasNumbers,
  INT32_MAXIMUM,
  INT32_MINIMUM,
  joinRanges,
  makeRange,
  NO_NUMBER,
  NOT_A_NUMBER,
  type NumberRange,
  rangeOfConstant,
} from './number-range.js';

const hasZero = (range: NumberRange) => range.minimum <= 0 && range.maximum >= 0;
const hasNegative = (range: NumberRange) => range.minimum < 0;
const hasPositive = (range: NumberRange) => range.maximum > 0;
const hasInfinity = (range: NumberRange) => range.minimum === -Infinity || range.maximum === Infinity;
const magnitude = (range: NumberRange) => Math.max(Math.abs(range.minimum), Math.abs(range.maximum));
/** What becomes of NaN when the operands that are no NaN can't meet. */
const onlyNaN = (a: NumberRange, b: NumberRange) => (a.mayBeNaN || b.mayBeNaN ? NOT_A_NUMBER : NO_NUMBER);
const number = (value: number, instead: number) => (Number.isNaN(value) ? instead : value);

function addRanges(a: NumberRange, b: NumberRange): NumberRange {
  if (!hasNumbers(a) || !hasNumbers(b)) return onlyNaN(a, b);
  const cancels = (a.maximum === Infinity && b.minimum === -Infinity) || (a.minimum === -Infinity && b.maximum === Infinity);
  return makeRange(
    number(a.minimum + b.minimum, -Infinity),
    number(a.maximum + b.maximum, Infinity),
    a.isInteger && b.isInteger,
    a.mayBeNaN || b.mayBeNaN || cancels,
    a.mayBeNegativeZero && b.mayBeNegativeZero,
  );
}

export function negateRange(a: NumberRange): NumberRange {
  if (!hasNumbers(a)) return a;
  return makeRange(-a.maximum, -a.minimum, a.isInteger, a.mayBeNaN, hasZero(a));
}

function subtractRanges(a: NumberRange, b: NumberRange): NumberRange {
  const sum = addRanges(a, negateRange(b));
  // -0 - +0 is -0, and nothing else is.
  return { ...sum, mayBeNegativeZero: hasNumbers(sum) && a.mayBeNegativeZero && hasZero(b) };
}

function extremes(values: readonly number[]): readonly [number, number] {
  const numbers = values.map((value) => number(value, 0));
  return [Math.min(...numbers), Math.max(...numbers)];
}

function multiplyRanges(a: NumberRange, b: NumberRange): NumberRange {
  if (!hasNumbers(a) || !hasNumbers(b)) return onlyNaN(a, b);
  const [minimum, maximum] = extremes([
    a.minimum * b.minimum,
    a.minimum * b.maximum,
    a.maximum * b.minimum,
    a.maximum * b.maximum,
  ]);
  const isInteger = a.isInteger && b.isInteger;
  const signsDiffer = (hasNegative(a) && hasPositive(b)) || (hasPositive(a) && hasNegative(b));
  return makeRange(
    minimum,
    maximum,
    isInteger,
    a.mayBeNaN || b.mayBeNaN || (hasZero(a) && hasInfinity(b)) || (hasInfinity(a) && hasZero(b)),
    a.mayBeNegativeZero ||
      b.mayBeNegativeZero ||
      (hasZero(a) && hasNegative(b)) ||
      (hasZero(b) && hasNegative(a)) ||
      (signsDiffer && !isInteger),
  );
}

function divideRanges(a: NumberRange, b: NumberRange): NumberRange {
  if (!hasNumbers(a) || !hasNumbers(b)) return onlyNaN(a, b);
  let minimum = -Infinity;
  let maximum = Infinity;
  if (!hasZero(b)) {
    [minimum, maximum] = extremes([a.minimum / b.minimum, a.minimum / b.maximum, a.maximum / b.minimum, a.maximum / b.maximum]);
  } else if (b.minimum >= 0 && !b.mayBeNegativeZero) {
    if (a.minimum >= 0) minimum = 0;
    if (a.maximum <= 0) maximum = 0;
  }
  const signsDiffer = (hasNegative(a) && hasPositive(b)) || (hasPositive(a) && hasNegative(b));
  const mayUnderflow = !(a.isInteger && magnitude(b) < 1e300);
  return makeRange(
    minimum,
    maximum,
    false,
    a.mayBeNaN || b.mayBeNaN || (hasZero(a) && hasZero(b)) || (hasInfinity(a) && hasInfinity(b)),
    a.mayBeNegativeZero || b.mayBeNegativeZero || (hasZero(a) && hasNegative(b)) || (signsDiffer && mayUnderflow),
  );
}

function remainderRanges(a: NumberRange, b: NumberRange): NumberRange {
  if (!hasNumbers(a) || !hasNumbers(b)) return onlyNaN(a, b);
  const isInteger = a.isInteger && b.isInteger;
  const limit = magnitude(b) - (isInteger && Number.isFinite(magnitude(b)) ? 1 : 0);
  return makeRange(
    hasNegative(a) ? Math.max(a.minimum, -Math.max(limit, 0)) : 0,
    hasPositive(a) ? Math.min(a.maximum, Math.max(limit, 0)) : 0,
    isInteger,
    a.mayBeNaN || b.mayBeNaN || hasZero(b) || hasInfinity(a),
    a.mayBeNegativeZero || hasNegative(a),
  );
}

function powerRanges(a: NumberRange, b: NumberRange): NumberRange {
  if (!hasNumbers(b) && !b.mayBeNaN) return NO_NUMBER;
  const isSquare = b.minimum === 2 && b.maximum === 2 && !b.mayBeNaN;
  if (isSquare && hasNumbers(a)) {
    const least = hasZero(a) ? 0 : Math.min(a.minimum * a.minimum, a.maximum * a.maximum);
    return makeRange(least, magnitude(a) * magnitude(a), a.isInteger, a.mayBeNaN);
  }
  if (
    a.minimum >= 0 &&
    !a.mayBeNaN &&
    !a.mayBeNegativeZero &&
    b.isInteger &&
    b.minimum >= 0 &&
    !b.mayBeNaN &&
    Number.isFinite(b.maximum)
  ) {
    // One more for rounding: Math.pow need not be monotonic.
    const most = a.maximum <= 1 ? 1 : a.maximum ** b.maximum;
    return makeRange(0, most * 1.0000001 + 1, a.isInteger && most < 9e15);
  }
  return ANY_NUMBER;
}

/** ToInt32. */
export function toInt32Range(a: NumberRange): NumberRange {
  const zero = a.mayBeNaN ? makeRange(0, 0, true) : NO_NUMBER;
  if (!hasNumbers(a)) return zero;
  if (a.minimum < INT32_MINIMUM || a.maximum > INT32_MAXIMUM) return ANY_INT32;
  return joinRanges(zero, makeRange(Math.trunc(a.minimum), Math.trunc(a.maximum), true));
}

/** Bounds of `&`, `|`, `^` of what is not negative: below the next power of two. */
function allOnes(value: number): number {
  return 2 ** (32 - Math.clz32(value)) - 1;
}

function bitwiseRanges(operator: string, first: NumberRange, second: NumberRange): NumberRange {
  const a = toInt32Range(first);
  const b = toInt32Range(second);
  if (!hasNumbers(a) || !hasNumbers(b)) return NO_NUMBER;
  if (a.minimum === a.maximum && b.minimum === b.maximum) {
    const [x, y] = [a.minimum, b.minimum];
    const constants: Record<string, number> = { '&': x & y, '|': x | y, '^': x ^ y, '<<': x << y, '>>': x >> y, '>>>': x >>> y };
    return rangeOfConstant(constants[operator]!);
  }
  const distance = b.minimum === b.maximum ? b.minimum & 31 : undefined;
  switch (operator) {
    case '&':
      if (a.minimum >= 0 && b.minimum >= 0) return makeRange(0, Math.min(a.maximum, b.maximum), true);
      if (b.minimum >= 0) return makeRange(0, b.maximum, true);
      if (a.minimum >= 0) return makeRange(0, a.maximum, true);
      return ANY_INT32;
    case '|':
      if (b.minimum === 0 && b.maximum === 0) return a;
      if (a.minimum === 0 && a.maximum === 0) return b;
      return a.minimum >= 0 && b.minimum >= 0 ? makeRange(0, allOnes(Math.max(a.maximum, b.maximum)), true) : ANY_INT32;
    case '^':
      return a.minimum >= 0 && b.minimum >= 0 ? makeRange(0, allOnes(Math.max(a.maximum, b.maximum)), true) : ANY_INT32;
    case '<<': {
      if (distance === undefined) return ANY_INT32;
      const minimum = a.minimum * 2 ** distance;
      const maximum = a.maximum * 2 ** distance;
      return minimum >= INT32_MINIMUM && maximum <= INT32_MAXIMUM ? makeRange(minimum, maximum, true) : ANY_INT32;
    }
    case '>>':
      if (distance !== undefined) return makeRange(a.minimum >> distance, a.maximum >> distance, true);
      return makeRange(Math.min(a.minimum, 0), Math.max(a.maximum, a.minimum < 0 ? -1 : 0, 0), true);
    case '>>>':
      if (a.minimum >= 0)
        return makeRange(
          distance === undefined ? 0 : a.minimum >>> distance,
          distance === undefined ? a.maximum : a.maximum >>> distance,
          true,
        );
      return distance === undefined ? ANY_UINT32 : makeRange(0, 2 ** (32 - distance) - 1, true);
    default:
      return ANY_INT32;
  }
}

/** Of numbers: any operator that gives one. */
export function numberOperation(operator: string, a: NumberRange, b: NumberRange): NumberRange {
  switch (operator) {
    case '+':
      return addRanges(a, b);
    case '-':
      return subtractRanges(a, b);
    case '*':
      return multiplyRanges(a, b);
    case '/':
      return divideRanges(a, b);
    case '%':
      return remainderRanges(a, b);
    case '**':
      return powerRanges(a, b);
    default:
      return bitwiseRanges(operator, a, b);
  }
}

/** `x * x`, of the same variable: not negative. */
export function squareRange(a: NumberRange): NumberRange {
  return powerRanges(a, makeRange(2, 2, true));
}
