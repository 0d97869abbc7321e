// Operators on two primitives of any kinds: numbers, bigints, and what converts to them.
import {
  bigintAdd, bigintAnd, bigintCompare, bigintCompareNumber, bigintDecrement, bigintDivide, bigintIncrement, bigintMultiply, bigintNegate,
  bigintNot, bigintOr, bigintPower, bigintRemainder, bigintShiftLeft, bigintShiftRight, bigintSubtract, bigintXor, stringToBigint,
} from './bigint';
import { failTypeError } from './errors';
import { REALM_PENDING } from './layout';
import { literal } from './literals';
import { power, remainder, toInt32 } from './numbers';
import { primitiveToNumber, primitiveToString } from './operators';
import { concat } from './strings';
import { compareStrings } from './text';
import { addressOf, canonicalValue, isBigint, isDouble, isString, numberOf, numberValue, stringValue, UNDEFINED } from './values';

// The operators, by number, so that conversion and dispatch are written once.
const SUBTRACT: i32 = 0;
const MULTIPLY: i32 = 1;
const DIVIDE: i32 = 2;
const REMAINDER: i32 = 3;
const POWER: i32 = 4;
const AND: i32 = 5;
const OR: i32 = 6;
const XOR: i32 = 7;
const SHIFT_LEFT: i32 = 8;
const SHIFT_RIGHT: i32 = 9;
const SHIFT_RIGHT_UNSIGNED: i32 = 10;
const ADD: i32 = 11;

/** A number or a bigint. */
export function primitiveToNumeric(value: u64): u64 {
  return isDouble(value) || isBigint(value) ? value : canonicalValue(primitiveToNumber(value));
}

function isPending(): bool {
  return load<i32>(REALM_PENDING) != 0;
}

function operate(operator: i32, a: u64, b: u64): u64 {
  const left: u64 = primitiveToNumeric(a);
  if (isPending()) return UNDEFINED;
  const right: u64 = primitiveToNumeric(b);
  if (isPending()) return UNDEFINED;
  if (isDouble(left) && isDouble(right)) return canonicalValue(onNumbers(operator, numberOf(left), numberOf(right)));
  if (isBigint(left) && isBigint(right)) return onBigints(operator, left, right);
  failTypeError(literal('Cannot mix BigInt and other types, use explicit conversions'));
  return UNDEFINED;
}

function onNumbers(operator: i32, x: f64, y: f64): f64 {
  switch (operator) {
    case SUBTRACT:
      return x - y;
    case MULTIPLY:
      return x * y;
    case DIVIDE:
      return x / y;
    case REMAINDER:
      return remainder(x, y);
    case POWER:
      return power(x, y);
    case AND:
      return <f64>(toInt32(x) & toInt32(y));
    case OR:
      return <f64>(toInt32(x) | toInt32(y));
    case XOR:
      return <f64>(toInt32(x) ^ toInt32(y));
    case SHIFT_LEFT:
      return <f64>(toInt32(x) << (toInt32(y) & 31));
    case SHIFT_RIGHT:
      return <f64>(toInt32(x) >> (toInt32(y) & 31));
    case SHIFT_RIGHT_UNSIGNED:
      return <f64>(<u32>toInt32(x) >> <u32>(toInt32(y) & 31));
    default:
      return x + y;
  }
}

function onBigints(operator: i32, a: u64, b: u64): u64 {
  switch (operator) {
    case SUBTRACT:
      return bigintSubtract(a, b);
    case MULTIPLY:
      return bigintMultiply(a, b);
    case DIVIDE:
      return bigintDivide(a, b);
    case REMAINDER:
      return bigintRemainder(a, b);
    case POWER:
      return bigintPower(a, b);
    case AND:
      return bigintAnd(a, b);
    case OR:
      return bigintOr(a, b);
    case XOR:
      return bigintXor(a, b);
    case SHIFT_LEFT:
      return bigintShiftLeft(a, b);
    case SHIFT_RIGHT:
      return bigintShiftRight(a, b);
    case SHIFT_RIGHT_UNSIGNED:
      failTypeError(literal('BigInts have no unsigned right shift, use >> instead'));
      return UNDEFINED;
    default:
      return bigintAdd(a, b);
  }
}

export function primitiveAdd(a: u64, b: u64): u64 {
  if (isDouble(a) && isDouble(b)) return canonicalValue(numberOf(a) + numberOf(b));
  if (!isString(a) && !isString(b)) return operate(ADD, a, b);
  const left: u32 = primitiveToString(a);
  if (isPending()) return UNDEFINED;
  const right: u32 = primitiveToString(b);
  return isPending() ? UNDEFINED : stringValue(concat(left, right));
}

export function primitiveSubtract(a: u64, b: u64): u64 {
  return operate(SUBTRACT, a, b);
}

export function primitiveMultiply(a: u64, b: u64): u64 {
  return operate(MULTIPLY, a, b);
}

export function primitiveDivide(a: u64, b: u64): u64 {
  return operate(DIVIDE, a, b);
}

export function primitiveRemainder(a: u64, b: u64): u64 {
  return operate(REMAINDER, a, b);
}

export function primitivePower(a: u64, b: u64): u64 {
  return operate(POWER, a, b);
}

export function primitiveAnd(a: u64, b: u64): u64 {
  return operate(AND, a, b);
}

export function primitiveOr(a: u64, b: u64): u64 {
  return operate(OR, a, b);
}

export function primitiveXor(a: u64, b: u64): u64 {
  return operate(XOR, a, b);
}

export function primitiveShiftLeft(a: u64, b: u64): u64 {
  return operate(SHIFT_LEFT, a, b);
}

export function primitiveShiftRight(a: u64, b: u64): u64 {
  return operate(SHIFT_RIGHT, a, b);
}

export function primitiveShiftRightUnsigned(a: u64, b: u64): u64 {
  return operate(SHIFT_RIGHT_UNSIGNED, a, b);
}

export function primitiveNegate(value: u64): u64 {
  const numeric: u64 = primitiveToNumeric(value);
  if (isPending()) return UNDEFINED;
  return isBigint(numeric) ? bigintNegate(numeric) : canonicalValue(-numberOf(numeric));
}

export function primitiveNot(value: u64): u64 {
  const numeric: u64 = primitiveToNumeric(value);
  if (isPending()) return UNDEFINED;
  return isBigint(numeric) ? bigintNot(numeric) : numberValue(<f64>~toInt32(numberOf(numeric)));
}

export function primitiveIncrement(value: u64): u64 {
  const numeric: u64 = primitiveToNumeric(value);
  if (isPending()) return UNDEFINED;
  return isBigint(numeric) ? bigintIncrement(numeric) : canonicalValue(numberOf(numeric) + 1.0);
}

export function primitiveDecrement(value: u64): u64 {
  const numeric: u64 = primitiveToNumeric(value);
  if (isPending()) return UNDEFINED;
  return isBigint(numeric) ? bigintDecrement(numeric) : canonicalValue(numberOf(numeric) - 1.0);
}

const UNORDERED: i32 = -1;

/** IsLessThan (ECMA-262, 7.2.12) of primitives: 1, 0, or -1 where it is undefined. */
export function primitiveLess(a: u64, b: u64): i32 {
  if (isDouble(a) && isDouble(b)) return lessNumbers(numberOf(a), numberOf(b));
  if (isString(a) && isString(b)) return compareStrings(addressOf(a), addressOf(b)) < 0 ? 1 : 0;
  if (isBigint(a) && isString(b)) {
    const parsed: u64 = stringToBigint(addressOf(b));
    return parsed == UNDEFINED ? UNORDERED : bigintCompare(a, parsed) < 0 ? 1 : 0;
  }
  if (isString(a) && isBigint(b)) {
    const parsed: u64 = stringToBigint(addressOf(a));
    return parsed == UNDEFINED ? UNORDERED : bigintCompare(parsed, b) < 0 ? 1 : 0;
  }
  const left: u64 = primitiveToNumeric(a);
  if (isPending()) return UNORDERED;
  const right: u64 = primitiveToNumeric(b);
  if (isPending()) return UNORDERED;
  if (isDouble(left) && isDouble(right)) return lessNumbers(numberOf(left), numberOf(right));
  if (isBigint(left) && isBigint(right)) return bigintCompare(left, right) < 0 ? 1 : 0;
  const order: i32 = isBigint(left)
    ? bigintCompareNumber(left, numberOf(right))
    : bigintCompareNumber(right, numberOf(left));
  if (order == 2) return UNORDERED;
  return (isBigint(left) ? order : -order) < 0 ? 1 : 0;
}

function lessNumbers(x: f64, y: f64): i32 {
  if (x < y) return 1;
  return x >= y ? 0 : UNORDERED;
}
