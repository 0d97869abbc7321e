/** What a comparison that holds, or does not, tells of its operands. */
import type { BinaryOperator } from '../core/types.js';
import { hasNumbers, makeRange, type NumberRange } from './number-range.js';
import { withRange } from './operators.js';
import { type AbstractType, isOnly, KIND, NULLISH, OBJECTS, restrict } from './types.js';

export interface Narrowed {
  readonly left: AbstractType;
  readonly right: AbstractType;
}

function clamp(range: NumberRange, minimum: number, maximum: number): NumberRange {
  let low = Math.max(range.minimum, minimum);
  let high = Math.min(range.maximum, maximum);
  if (range.isInteger) {
    low = Math.ceil(low);
    high = Math.floor(high);
  }
  return makeRange(low, high, range.isInteger, false, range.mayBeNegativeZero && low <= 0 && high >= 0);
}

/** left < right (or <= when not strict), both without NaN. */
function ordered(left: NumberRange, right: NumberRange, isStrict: boolean): readonly [NumberRange, NumberRange] {
  const gap = isStrict && left.isInteger && right.isInteger ? 1 : 0;
  let most = right.maximum - gap;
  let least = left.minimum + gap;
  // An integer below a fraction is below its ceiling.
  if (isStrict && left.isInteger && !right.isInteger) most = Math.ceil(right.maximum) - 1;
  if (isStrict && right.isInteger && !left.isInteger) least = Math.floor(left.minimum) + 1;
  return [
    clamp(left, -Infinity, Number.isNaN(most) ? Infinity : most),
    clamp(right, Number.isNaN(least) ? -Infinity : least, Infinity),
  ];
}

const NUMERIC = KIND.number | KIND.undefined;

function narrowOrder(operator: '<' | '<=' | '>' | '>=', left: AbstractType, right: AbstractType, holds: boolean): Narrowed {
  if (!isOnly(left, NUMERIC) || !isOnly(right, NUMERIC)) return { left, right };
  if (!holds) {
    const mayBeUnordered =
      !isOnly(left, KIND.number) || !isOnly(right, KIND.number) || left.range.mayBeNaN || right.range.mayBeNaN;
    if (mayBeUnordered) return { left, right };
    const opposite = { '<': '>=', '<=': '>', '>': '<=', '>=': '<' } as const;
    return narrowOrder(opposite[operator], left, right, true);
  }
  const isStrict = operator === '<' || operator === '>';
  // undefined counts as NaN and compares with nothing.
  const [a, b] = [restrict(left, KIND.number), restrict(right, KIND.number)];
  if (operator === '<' || operator === '<=') {
    const [low, high] = ordered(a.range, b.range, isStrict);
    return { left: withRange(a, low), right: withRange(b, high) };
  }
  const [low, high] = ordered(b.range, a.range, isStrict);
  return { left: withRange(a, high), right: withRange(b, low) };
}

function meet(a: AbstractType, b: AbstractType): AbstractType {
  const kinds = a.kinds & b.kinds;
  const part = restrict(a, kinds);
  const sites = kinds & OBJECTS ? part.sites.filter((site) => b.sites.sites.includes(site)) : part.sites;
  const narrowed = { ...part, sites, kinds: sites.sites.length === 0 ? kinds & ~OBJECTS : kinds };
  if (!(kinds & KIND.number)) return narrowed;
  const range = clamp(a.range, b.range.minimum, b.range.maximum);
  return withRange(narrowed, hasNumbers(range) ? range : makeRange(Infinity, -Infinity, true));
}

/** Values that are certain not to equal the only value of `single`. */
function without(type: AbstractType, single: AbstractType): AbstractType {
  if (single.kinds === KIND.undefined || single.kinds === KIND.null) return restrict(type, ~single.kinds);
  const [site] = single.sites.sites;
  // Every built-in object exists once.
  if (isOnly(single, OBJECTS) && site?.builtin !== undefined && single.sites.sites.length === 1) {
    const sites = type.sites.filter((one) => one !== site);
    const gone = [KIND.function, KIND.object].filter((kind) => sites.part(kind === KIND.function).sites.length === 0);
    return { ...type, sites, kinds: gone.reduce((kinds, kind) => kinds & ~kind, type.kinds) };
  }
  const constant = single.kinds === KIND.number && single.range.minimum === single.range.maximum && !single.range.mayBeNaN;
  if (!constant || !(type.kinds & KIND.number) || !type.range.isInteger) return type;
  const { range } = type;
  const value = single.range.minimum;
  const minimum = range.minimum === value ? value + 1 : range.minimum;
  const maximum = range.maximum === value ? value - 1 : range.maximum;
  return withRange(type, makeRange(minimum, maximum, true, range.mayBeNaN, range.mayBeNegativeZero && value !== 0));
}

export function narrowComparison(operator: BinaryOperator, left: AbstractType, right: AbstractType, holds: boolean): Narrowed {
  switch (operator) {
    case '<':
    case '<=':
    case '>':
    case '>=':
      return narrowOrder(operator, left, right, holds);
    case '===':
    case '!==':
      if (holds === (operator === '===')) return { left: meet(left, right), right: meet(right, left) };
      return { left: without(left, right), right: without(right, left) };
    case '==':
    case '!=': {
      const isEqual = holds === (operator === '==');
      const against = (type: AbstractType, other: AbstractType) => {
        if (!isOnly(other, NULLISH)) return type;
        return restrict(type, isEqual ? NULLISH : ~NULLISH);
      };
      return { left: against(left, right), right: against(right, left) };
    }
    default:
      return { left, right };
  }
}
