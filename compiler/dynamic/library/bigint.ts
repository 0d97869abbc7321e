// The library's functions on bigints, as values.
import { addSigned, divide, multiply, powerOf } from './bigint-arithmetic';
import { AND, asIntN, asUintN, bitwise, OR, shiftLeft, shiftRight, XOR } from './bigint-bits';
import {
  bigintOfU64, bitLength, compare, copyWithSign, digitAt, digitCount, fits, isNegative,
} from './bigint-cells';
import { fromNumber, fromText, toNumber, toText } from './bigint-text';
import { failRangeError, failSyntaxError, failTypeError, message3 } from './errors';
import { REALM_PENDING } from './layout';
import { literal } from './literals';
import { numberToString } from './number-text';
import { isInteger } from './numbers';
import { describePrimitive } from './operators';
import { addressOf, bigintValue, isBigint, isBoolean, isDouble, isString, numberOf, TRUE, UNDEFINED } from './values';

export function bigintAdd(a: u64, b: u64): u64 {
  return bigintValue(addSigned(addressOf(a), addressOf(b), false));
}

export function bigintSubtract(a: u64, b: u64): u64 {
  return bigintValue(addSigned(addressOf(a), addressOf(b), true));
}

export function bigintMultiply(a: u64, b: u64): u64 {
  return bigintValue(multiply(addressOf(a), addressOf(b)));
}

function isZero(a: u64): bool {
  return digitCount(addressOf(a)) == 0;
}

function failDivisionByZero(): u64 {
  failRangeError(literal('Division by zero'));
  return UNDEFINED;
}

export function bigintDivide(a: u64, b: u64): u64 {
  return isZero(b) ? failDivisionByZero() : bigintValue(divide(addressOf(a), addressOf(b), false));
}

export function bigintRemainder(a: u64, b: u64): u64 {
  return isZero(b) ? failDivisionByZero() : bigintValue(divide(addressOf(a), addressOf(b), true));
}

export function bigintPower(a: u64, b: u64): u64 {
  const base: u32 = addressOf(a);
  const exponent: u32 = addressOf(b);
  if (isNegative(exponent)) {
    // The message of Node 20, word for word.
    failRangeError(literal('undefined must be positive'));
    return UNDEFINED;
  }
  if (isZero(b)) return bigintValue(bigintOfU64(1, false));
  const bits: u64 = bitLength(base);
  if (bits <= 1) {
    // 0, 1 and -1.
    if (bits == 0 || !isNegative(base) || (digitAt(exponent, 0) & 1) != 0) return a;
    return bigintValue(copyWithSign(base, false));
  }
  const times: u64 = digitCount(exponent) > 1 ? 0xffffffff : <u64>digitAt(exponent, 0);
  if (!fits(((bits - 1) * times + 32) >> 5)) return UNDEFINED;
  return bigintValue(powerOf(base, <u32>times));
}

export function bigintNegate(a: u64): u64 {
  return isZero(a) ? a : bigintValue(copyWithSign(addressOf(a), !isNegative(addressOf(a))));
}

/** -a - 1. */
export function bigintNot(a: u64): u64 {
  return bigintNegate(bigintIncrement(a));
}

export function bigintIncrement(a: u64): u64 {
  return bigintValue(addSigned(addressOf(a), bigintOfU64(1, false), false));
}

export function bigintDecrement(a: u64): u64 {
  return bigintValue(addSigned(addressOf(a), bigintOfU64(1, false), true));
}

export function bigintAnd(a: u64, b: u64): u64 {
  return bigintValue(bitwise(AND, addressOf(a), addressOf(b)));
}

export function bigintOr(a: u64, b: u64): u64 {
  return bigintValue(bitwise(OR, addressOf(a), addressOf(b)));
}

export function bigintXor(a: u64, b: u64): u64 {
  return bigintValue(bitwise(XOR, addressOf(a), addressOf(b)));
}

/** By a bigint, whose sign turns the direction. */
function shift(a: u64, b: u64, left: bool): u64 {
  const by: u32 = addressOf(b);
  const bits: u64 = digitCount(by) > 1 ? 0xffffffffff : digitCount(by) == 0 ? 0 : <u64>digitAt(by, 0);
  const goesLeft: bool = left != isNegative(by);
  return bigintValue(goesLeft ? shiftLeft(addressOf(a), bits) : shiftRight(addressOf(a), bits));
}

export function bigintShiftLeft(a: u64, b: u64): u64 {
  return shift(a, b, true);
}

export function bigintShiftRight(a: u64, b: u64): u64 {
  return shift(a, b, false);
}

export function bigintEquals(a: u64, b: u64): i32 {
  return compare(addressOf(a), addressOf(b)) == 0 ? 1 : 0;
}

export function bigintCompare(a: u64, b: u64): i32 {
  return compare(addressOf(a), addressOf(b));
}

/** -1, 0, 1; 2 with NaN. */
export function bigintCompareNumber(a: u64, x: f64): i32 {
  if (x != x) return 2;
  if (abs<f64>(x) == Infinity) return x > 0.0 ? -1 : 1;
  const bigint: u32 = addressOf(a);
  if (digitCount(bigint) < 2) {
    const value: f64 = toNumber(bigint);
    return value < x ? -1 : value > x ? 1 : 0;
  }
  const whole: f64 = trunc<f64>(x);
  const order: i32 = compare(bigint, fromNumber(whole));
  if (order != 0) return order;
  return whole < x ? -1 : whole > x ? 1 : 0;
}

export function bigintAsIntN(bits: f64, a: u64): u64 {
  return bigintValue(asIntN(<u64>bits, addressOf(a)));
}

export function bigintAsUintN(bits: f64, a: u64): u64 {
  return bigintValue(asUintN(<u64>bits, addressOf(a)));
}

export function bigintToString(a: u64, radix: i32): u32 {
  return toText(addressOf(a), <u32>radix);
}

export function bigintToNumber(a: u64): f64 {
  return toNumber(addressOf(a));
}

export function numberToBigint(x: f64): u64 {
  if (isInteger(x) != 0) return bigintValue(fromNumber(x));
  failRangeError(
    message3(literal('The number '), numberToString(x), literal(' cannot be converted to a BigInt because it is not an integer')),
  );
  return UNDEFINED;
}

/** undefined when the text is none. */
export function stringToBigint(text: u32): u64 {
  const bigint: u32 = fromText(text);
  return bigint == 0 ? UNDEFINED : bigintValue(bigint);
}

export function bigintFromText(text: u32): u64 {
  return stringToBigint(text);
}

/** BigInt(primitive). */
export function primitiveToBigint(value: u64): u64 {
  return isDouble(value) ? numberToBigint(numberOf(value)) : primitiveRequireBigint(value);
}

/** ToBigInt (ECMA-262, 7.1.13). */
export function primitiveRequireBigint(value: u64): u64 {
  if (isBigint(value)) return value;
  if (isBoolean(value)) return bigintValue(bigintOfU64(value == TRUE ? 1 : 0, false));
  if (isString(value)) {
    const bigint: u64 = stringToBigint(addressOf(value));
    if (bigint == UNDEFINED && load<i32>(REALM_PENDING) == 0) {
      failSyntaxError(message3(literal('Cannot convert '), addressOf(value), literal(' to a BigInt')));
    }
    return bigint;
  }
  failTypeError(message3(literal('Cannot convert '), describePrimitive(value), literal(' to a BigInt')));
  return UNDEFINED;
}
