/**
 * What is known of a number: an interval, and whether it can be a fraction, NaN or -0. An int32 is an integer between the int32 bounds that is
 * neither NaN nor -0; a safe integer likewise between +-2^53. Ranges are immutable; `NO_NUMBER` is the range of no numbers.
 */
export interface NumberRange {
  /** Bounds of all but NaN; minimum > maximum: there are none. */
  readonly minimum: number;
  readonly maximum: number;
  /** All that are finite are integers. */
  readonly isInteger: boolean;
  readonly mayBeNaN: boolean;
  readonly mayBeNegativeZero: boolean;
}

export const INT32_MINIMUM = -2147483648;
export const INT32_MAXIMUM = 2147483647;
export const SAFE_MAXIMUM = 9007199254740991;

export function makeRange(
  minimum: number,
  maximum: number,
  isInteger: boolean,
  mayBeNaN = false,
  mayBeNegativeZero = false,
): NumberRange {
  // -0 as a bound would compare equal and print differently.
  return { minimum: minimum + 0, maximum: maximum + 0, isInteger, mayBeNaN, mayBeNegativeZero };
}

export const NO_NUMBER = makeRange(Infinity, -Infinity, true);
export const ANY_NUMBER = makeRange(-Infinity, Infinity, false, true, true);
export const ANY_INT32 = makeRange(INT32_MINIMUM, INT32_MAXIMUM, true);
export const ANY_UINT32 = makeRange(0, 4294967295, true);
/** Lengths of strings and arrays: memory has no room for more. */
export const ANY_LENGTH = makeRange(0, INT32_MAXIMUM, true);
export const NOT_A_NUMBER = makeRange(Infinity, -Infinity, true, true);

/** There are numbers besides NaN in it. */
export function hasNumbers(range: NumberRange): boolean {
  return range.minimum <= range.maximum;
}

export function isEmptyRange(range: NumberRange): boolean {
  return range.minimum > range.maximum && !range.mayBeNaN;
}

export function isInt32Range(range: NumberRange): boolean {
  return isSafeIntegerRange(range) && range.minimum >= INT32_MINIMUM && range.maximum <= INT32_MAXIMUM;
}

/** Fits an i64 that is converted to a double without loss. */
export function isSafeIntegerRange(range: NumberRange): boolean {
  return (
    range.isInteger &&
    !range.mayBeNaN &&
    !range.mayBeNegativeZero &&
    range.minimum <= range.maximum &&
    range.minimum >= -SAFE_MAXIMUM &&
    range.maximum <= SAFE_MAXIMUM
  );
}

export function rangeOfConstant(value: number): NumberRange {
  if (Number.isNaN(value)) return NOT_A_NUMBER;
  return makeRange(value, value, Number.isInteger(value), false, Object.is(value, -0));
}

export function equalRanges(a: NumberRange, b: NumberRange): boolean {
  return (
    a === b ||
    (a.minimum === b.minimum &&
      a.maximum === b.maximum &&
      a.isInteger === b.isInteger &&
      a.mayBeNaN === b.mayBeNaN &&
      a.mayBeNegativeZero === b.mayBeNegativeZero)
  );
}

export function joinRanges(a: NumberRange, b: NumberRange): NumberRange {
  if (a === b) return a;
  return makeRange(
    Math.min(a.minimum, b.minimum),
    Math.max(a.maximum, b.maximum),
    a.isInteger && b.isInteger,
    a.mayBeNaN || b.mayBeNaN,
    a.mayBeNegativeZero || b.mayBeNegativeZero,
  );
}

/**
 * What a counter that starts small and grows by at most PATIENT_STEP at a time stays below, because nobody waits a day for one loop. An odd
 * figure, so that no program comes upon it by itself: a bound that is this one was put there by widening.
 */
const PATIENCE = 4503599627358151;
const PATIENT_STEP = 8;

/** Where growing bounds rest, so that fixed points come soon and the types that matter survive. */
const UPPER = [-1, 0, INT32_MAXIMUM, 4294967295, PATIENCE, Infinity];
const LOWER = [1, 0, -1, INT32_MINIMUM, -PATIENCE, -Infinity];

/** At least the join of both (but for PATIENCE); grows finitely often. */
export function widenRange(old: NumberRange, next: NumberRange): NumberRange {
  const joined = joinRanges(old, next);
  let { minimum, maximum } = joined;
  if (minimum < old.minimum) {
    if (old.minimum === -PATIENCE && minimum >= -PATIENCE - PATIENT_STEP && joined.isInteger) minimum = -PATIENCE;
    else minimum = LOWER.find((bound) => bound <= minimum) ?? -Infinity;
  }
  if (maximum > old.maximum) {
    if (old.maximum === PATIENCE && maximum <= PATIENCE + PATIENT_STEP && joined.isInteger) maximum = PATIENCE;
    else maximum = UPPER.find((bound) => bound >= maximum) ?? Infinity;
  }
  return makeRange(minimum, maximum, joined.isInteger, joined.mayBeNaN, joined.mayBeNegativeZero);
}
