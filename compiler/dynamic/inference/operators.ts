/** What operators give, on types. Objects are turned into primitives first, by whatever code they have: any primitive may come out. */
import type { BinaryOperator, UnaryOperator } from '../core/types.js';
import { negateRange, numberOperation, squareRange, toInt32Range } from './number-operations.js';
import {
  ANY_NUMBER,
  hasNumbers,
  joinRanges,
  makeRange,
  NO_NUMBER,
  NOT_A_NUMBER,
  type NumberRange,
  rangeOfConstant,
} from './number-range.js';
import {
  type AbstractType,
  BIGINT,
  BOOLEAN,
  booleanType,
  isNever,
  isOnly,
  join,
  KIND,
  mayBe,
  NEVER,
  NULLISH,
  numberType,
  OBJECTS,
  primitive,
  restrict,
  STRING,
} from './types.js';

/** What ToNumber gives, bigints and symbols left out, which throw. */
export function toNumberRange(type: AbstractType): NumberRange {
  if (mayBe(type, KIND.string | OBJECTS)) return ANY_NUMBER;
  let range = type.kinds & KIND.number ? type.range : NO_NUMBER;
  if (mayBe(type, KIND.undefined)) range = joinRanges(range, NOT_A_NUMBER);
  if (mayBe(type, KIND.null)) range = joinRanges(range, rangeOfConstant(0));
  if (mayBe(type, KIND.boolean)) range = joinRanges(range, makeRange(0, 1, true));
  return range;
}

/** All that ToNumber takes without throwing and without user code. */
const PLAIN_NUMERIC = KIND.number | KIND.boolean | NULLISH | KIND.string;

/** ToNumeric then a numeric operator. */
function arithmetic(operator: string, left: AbstractType, right: AbstractType): AbstractType {
  const canBeNumber = mayBe(left, PLAIN_NUMERIC | OBJECTS) && mayBe(right, PLAIN_NUMERIC | OBJECTS);
  const numbers = canBeNumber ? numberType(numberOperation(operator, toNumberRange(left), toNumberRange(right))) : NEVER;
  const canBeBigint = mayBe(left, KIND.bigint | OBJECTS) && mayBe(right, KIND.bigint | OBJECTS) && operator !== '>>>';
  return canBeBigint ? join(numbers, BIGINT) : numbers;
}

function add(left: AbstractType, right: AbstractType): AbstractType {
  const isText = mayBe(left, KIND.string | OBJECTS) || mayBe(right, KIND.string | OBJECTS);
  const numbers = arithmetic('+', restrict(left, ~KIND.string), restrict(right, ~KIND.string));
  if (!isText) return numbers;
  const alwaysText = isOnly(left, KIND.string) || isOnly(right, KIND.string);
  return alwaysText ? STRING : join(STRING, numbers);
}

export function binaryType(
  operator: BinaryOperator,
  left: AbstractType,
  right: AbstractType,
  isSameVariable: boolean,
): AbstractType {
  switch (operator) {
    case '+':
      return add(left, right);
    case '*':
      if (isSameVariable && isOnly(left, KIND.number)) return numberType(squareRange(left.range));
      return arithmetic(operator, left, right);
    case '-':
    case '/':
    case '%':
    case '**':
    case '&':
    case '|':
    case '^':
    case '<<':
    case '>>':
    case '>>>':
      return arithmetic(operator, left, right);
    default:
      return BOOLEAN;
  }
}

export function unaryType(operator: UnaryOperator, operand: AbstractType): AbstractType {
  const canBeNumber = mayBe(operand, PLAIN_NUMERIC | OBJECTS);
  const bigints = mayBe(operand, KIND.bigint | OBJECTS) ? BIGINT : NEVER;
  const range = toNumberRange(operand);
  switch (operator) {
    case '!':
      return booleanType(!isNever(falsyPart(operand)), !isNever(truthyPart(operand)));
    case 'typeof':
      return STRING;
    case '+':
      return canBeNumber ? numberType(range) : NEVER;
    case '-':
      return join(canBeNumber ? numberType(negateRange(range)) : NEVER, bigints);
    case '~': {
      const bits = toInt32Range(range);
      const inverted = hasNumbers(bits) ? makeRange(~bits.maximum, ~bits.minimum, true) : NO_NUMBER;
      return join(canBeNumber ? numberType(inverted) : NEVER, bigints);
    }
    case '++':
    case '--':
      return join(
        canBeNumber ? numberType(numberOperation('+', range, rangeOfConstant(operator === '++' ? 1 : -1))) : NEVER,
        bigints,
      );
  }
}

/** The type with this as its only boolean, if it has any. */
function withTruth(type: AbstractType, truth: boolean): AbstractType {
  if (!mayBe(type, KIND.boolean)) return type;
  return type.truth === !truth ? restrict(type, ~KIND.boolean) : { ...type, truth };
}

/** Values that are true in a test, as far as kinds tell. */
export function truthyPart(type: AbstractType): AbstractType {
  const part = withTruth(restrict(type, ~NULLISH), true);
  if (!mayBe(part, KIND.number)) return part;
  const { range } = part;
  // A number that is true is neither NaN nor a zero.
  let { minimum, maximum } = range;
  if (range.isInteger && minimum === 0) minimum = 1;
  if (range.isInteger && maximum === 0) maximum = -1;
  const rest = makeRange(minimum, maximum, range.isInteger);
  return withRange(part, rest);
}

export function falsyPart(type: AbstractType): AbstractType {
  const part = withTruth(restrict(type, ~(OBJECTS | KIND.symbol)), false);
  if (!mayBe(part, KIND.number)) return part;
  const { range } = part;
  const hasZero = range.minimum <= 0 && range.maximum >= 0;
  return withRange(
    part,
    hasZero ? makeRange(0, 0, true, range.mayBeNaN, range.mayBeNegativeZero) : range.mayBeNaN ? NOT_A_NUMBER : NO_NUMBER,
  );
}

/** The type with other numbers. */
export function withRange(type: AbstractType, range: NumberRange): AbstractType {
  const hasRange = hasNumbers(range) || range.mayBeNaN;
  return { ...type, kinds: hasRange ? type.kinds | KIND.number : type.kinds & ~KIND.number, range: hasRange ? range : NO_NUMBER };
}

/** What `typeof` tests for. */
export function kindsOfTypeName(name: string): number | undefined {
  const kinds: Record<string, number> = {
    undefined: KIND.undefined,
    boolean: KIND.boolean,
    number: KIND.number,
    string: KIND.string,
    bigint: KIND.bigint,
    symbol: KIND.symbol,
    function: KIND.function,
    object: KIND.object | KIND.null,
  };
  return Object.hasOwn(kinds, name) ? kinds[name] : undefined;
}

/** What the self-hosted conversions give, whatever user code they run on the way. */
export function conversionType(fn: string, type: AbstractType): AbstractType | undefined {
  switch (fn) {
    case 'Operators$toText':
      return STRING;
    case 'Operators$toNumber':
      return numberType(toNumberRange(type));
    case 'Operators$toNumeric':
      return unaryNumeric(type);
    case 'Operators$toPrimitive':
      return mayBe(type, OBJECTS) ? ANY_PRIMITIVE : type;
    default:
      return undefined;
  }
}

function unaryNumeric(type: AbstractType): AbstractType {
  const numbers = mayBe(type, PLAIN_NUMERIC | OBJECTS) ? numberType(toNumberRange(type)) : NEVER;
  return mayBe(type, KIND.bigint | OBJECTS) ? join(numbers, BIGINT) : numbers;
}

/** Any primitive. */
export const ANY_PRIMITIVE: AbstractType = {
  ...primitive(NULLISH | KIND.boolean | KIND.number | KIND.string | KIND.bigint | KIND.symbol),
  range: ANY_NUMBER,
};
