// Bit operators on bigints: as if negative ones were two's complements without end.
import {
  bigintOfU64, bitLength, digitAt, digitCount, digitsOf, fits, isNegative, newBigint, setDigit, setSign, trim,
} from './bigint-cells';

export const AND: i32 = 0;
export const OR: i32 = 1;
export const XOR: i32 = 2;

/** The lowest `count` digits of the two's complement, as a magnitude, untrimmed. */
function complementOf(bigint: u32, count: u32): u32 {
  const result: u32 = newBigint(count, false);
  const present: u32 = min<u32>(digitCount(bigint), count);
  memory.copy(digitsOf(result), digitsOf(bigint), present << 2);
  if (isNegative(bigint)) negateDigits(result, count);
  return result;
}

/** The lowest `count` digits become their two's complement. */
function negateDigits(bigint: u32, count: u32): void {
  let carry: u64 = 1;
  for (let i: u32 = 0; i < count; i++) {
    carry += <u64>(~digitAt(bigint, i));
    setDigit(bigint, i, <u32>carry);
    carry >>= 32;
  }
}

// @ts-ignore: decorator
@inline
function operate(operation: i32, p: u32, q: u32): u32 {
  return operation == AND ? p & q : operation == OR ? p | q : p ^ q;
}

export function bitwise(operation: i32, a: u32, b: u32): u32 {
  // One digit more than either has: its bits are those of the sign.
  const count: u32 = max<u32>(digitCount(a), digitCount(b)) + 1;
  const p: u32 = complementOf(a, count);
  const q: u32 = complementOf(b, count);
  for (let i: u32 = 0; i < count; i++) setDigit(p, i, operate(operation, digitAt(p, i), digitAt(q, i)));
  return fromComplement(p, count);
}

/** Reads the digits of a two's complement, in place. */
function fromComplement(bigint: u32, count: u32): u32 {
  const negative: bool = <i32>digitAt(bigint, count - 1) < 0;
  if (negative) negateDigits(bigint, count);
  return setSign(trim(bigint), negative);
}

/** Left by `bits`; 0 stays 0. An error if the result has too many. */
export function shiftLeft(a: u32, bits: u64): u32 {
  const count: u32 = digitCount(a);
  if (count == 0 || bits == 0) return a;
  if (!fits((bitLength(a) + bits + 31) >> 5)) return a;
  const digits: u32 = <u32>(bits >> 5);
  const shift: u64 = bits & 31;
  const result: u32 = newBigint(count + digits + 1, isNegative(a));
  let carry: u64 = 0;
  for (let i: u32 = 0; i < count; i++) {
    carry |= <u64>digitAt(a, i) << shift;
    setDigit(result, i + digits, <u32>carry);
    carry >>= 32;
  }
  setDigit(result, count + digits, <u32>carry);
  return trim(result);
}

/** Right by `bits`, rounded down. */
export function shiftRight(a: u32, bits: u64): u32 {
  const count: u32 = digitCount(a);
  if (count == 0 || bits == 0) return a;
  if (bits >= bitLength(a)) return bigintOfU64(isNegative(a) ? 1 : 0, isNegative(a));
  const digits: u32 = <u32>(bits >> 5);
  const shift: u64 = bits & 31;
  const kept: u32 = count - digits;
  // One more for the carry of rounding.
  const result: u32 = newBigint(kept + 1, isNegative(a));
  for (let i: u32 = 0; i < kept; i++) {
    const high: u64 = i + 1 < kept ? <u64>digitAt(a, i + digits + 1) : 0;
    setDigit(result, i, <u32>(((high << 32) | <u64>digitAt(a, i + digits)) >> shift));
  }
  if (isNegative(a) && losesBits(a, digits, <u32>shift)) {
    let i: u32 = 0;
    for (; digitAt(result, i) == 0xffffffff; i++) setDigit(result, i, 0);
    setDigit(result, i, digitAt(result, i) + 1);
  }
  return trim(result);
}

function losesBits(a: u32, digits: u32, shift: u32): bool {
  for (let i: u32 = 0; i < digits; i++) if (digitAt(a, i) != 0) return true;
  return (digitAt(a, digits) & ((1 << shift) - 1)) != 0;
}

/** BigInt.asUintN; `bits` is an integer from 0 to 2^53 - 1. */
export function asUintN(bits: u64, a: u32): u32 {
  if (digitCount(a) == 0 || (!isNegative(a) && bitLength(a) <= bits)) return a;
  if (!fits((bits + 31) >> 5)) return a;
  return trim(lowBits(bits, a));
}

/** Untrimmed. */
function lowBits(bits: u64, a: u32): u32 {
  const count: u32 = <u32>((bits + 31) >> 5);
  const result: u32 = complementOf(a, count);
  const rest: u32 = <u32>(bits & 31);
  if (rest != 0) setDigit(result, count - 1, digitAt(result, count - 1) & ((1 << rest) - 1));
  return result;
}

export function asIntN(bits: u64, a: u32): u32 {
  if (bits == 0) return newBigint(0, false);
  if (bitLength(a) < bits) return a;
  const count: u32 = <u32>((bits + 31) >> 5);
  const result: u32 = lowBits(bits, a);
  const rest: u32 = <u32>(bits & 31);
  // The sign's bit goes through to the top of its digit.
  if (rest != 0) {
    const unused: u32 = 32 - rest;
    setDigit(result, count - 1, <u32>(<i32>(digitAt(result, count - 1) << unused) >> unused));
  }
  return fromComplement(result, count);
}
