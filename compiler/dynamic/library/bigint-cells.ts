// Bigints: sign and magnitude. A cell has 1 in SIGN when it is negative, the number of its digits, and the digits, 32 bits each, from the lowest
// on; the highest is never zero. Zero has no digits and is not negative.
import { failRangeError } from './errors';
import { allocateCell } from './heap';
import { CELL_KIND_BIGINT } from './layout';
import { literal } from './literals';

const SIGN: u32 = 8;
const COUNT: u32 = 12;
const DIGITS: u32 = 16;
/** V8's limit: 2^30 bits. */
const MAX_DIGITS: u32 = 1 << 25;

// @ts-ignore: decorator
@inline
export function isNegative(bigint: u32): bool {
  return load<u32>(bigint, SIGN) != 0;
}

// @ts-ignore: decorator
@inline
export function digitCount(bigint: u32): u32 {
  return load<u32>(bigint, COUNT);
}

/** Address of the lowest digit. */
// @ts-ignore: decorator
@inline
export function digitsOf(bigint: u32): u32 {
  return bigint + DIGITS;
}

// @ts-ignore: decorator
@inline
export function digitAt(bigint: u32, index: u32): u32 {
  return load<u32>(bigint + (index << 2), DIGITS);
}

// @ts-ignore: decorator
@inline
export function setDigit(bigint: u32, index: u32, digit: u32): void {
  store<u32>(bigint + (index << 2), digit, DIGITS);
}

/** All digits zero, to be written at once and then `trim`med. */
export function newBigint(count: u32, negative: bool): u32 {
  const bigint: u32 = allocateCell(CELL_KIND_BIGINT, DIGITS + (count << 2));
  store<u32>(bigint, negative ? 1 : 0, SIGN);
  store<u32>(bigint, count, COUNT);
  return bigint;
}

/** Whether so many digits may be; else the error is on its way. */
export function fits(count: u64): bool {
  if (count <= MAX_DIGITS) return true;
  failRangeError(literal('Maximum BigInt size exceeded'));
  return false;
}

/** Drops zeros at the top. */
export function trim(bigint: u32): u32 {
  let count: u32 = digitCount(bigint);
  while (count > 0 && digitAt(bigint, count - 1) == 0) count--;
  store<u32>(bigint, count, COUNT);
  if (count == 0) store<u32>(bigint, 0, SIGN);
  return bigint;
}

export function setSign(bigint: u32, negative: bool): u32 {
  store<u32>(bigint, negative && digitCount(bigint) > 0 ? 1 : 0, SIGN);
  return bigint;
}

export function copyWithSign(bigint: u32, negative: bool): u32 {
  const copy: u32 = newBigint(digitCount(bigint), false);
  memory.copy(digitsOf(copy), digitsOf(bigint), digitCount(bigint) << 2);
  return setSign(copy, negative);
}

export function bigintOfU64(magnitude: u64, negative: bool): u32 {
  const count: u32 = magnitude == 0 ? 0 : magnitude >> 32 == 0 ? 1 : 2;
  const bigint: u32 = newBigint(count, negative && count > 0);
  if (count > 0) setDigit(bigint, 0, <u32>magnitude);
  if (count > 1) setDigit(bigint, 1, <u32>(magnitude >> 32));
  return bigint;
}

export function bigintOfI64(value: i64): u32 {
  return bigintOfU64(value < 0 ? 0 - <u64>value : <u64>value, value < 0);
}

/** The lowest 64 bits of the two's complement: what BigInt64Array and BigUint64Array store. */
export function lowBitsOf(bigint: u32): u64 {
  const count: u32 = digitCount(bigint);
  let bits: u64 = count > 0 ? <u64>digitAt(bigint, 0) : 0;
  if (count > 1) bits |= <u64>digitAt(bigint, 1) << 32;
  return isNegative(bigint) ? 0 - bits : bits;
}

/** From digits of 64 bits, the lowest first, as the border's format has them. */
export function bigintOfWords(at: u32, words: u32, negative: bool): u32 {
  const bigint: u32 = newBigint(words << 1, false);
  memory.copy(digitsOf(bigint), at, words << 3);
  return setSign(trim(bigint), negative);
}

/** Number of digits of 64 bits. */
export function wordCountOf(bigint: u32): u32 {
  return (digitCount(bigint) + 1) >> 1;
}

export function wordOf(bigint: u32, index: u32): u64 {
  const low: u64 = <u64>digitAt(bigint, index << 1);
  return (index << 1) + 1 < digitCount(bigint) ? low | (<u64>digitAt(bigint, (index << 1) + 1) << 32) : low;
}

/** Of a magnitude: position of its highest bit plus one; 0 for zero. */
export function bitLength(bigint: u32): u64 {
  const count: u32 = digitCount(bigint);
  return count == 0 ? 0 : <u64>count * 32 - <u64>clz<u32>(digitAt(bigint, count - 1));
}

/** -1, 0 or 1. */
export function compareMagnitudes(a: u32, b: u32): i32 {
  const m: u32 = digitCount(a);
  const n: u32 = digitCount(b);
  if (m != n) return m < n ? -1 : 1;
  for (let i: u32 = m; i > 0; i--) {
    const p: u32 = digitAt(a, i - 1);
    const q: u32 = digitAt(b, i - 1);
    if (p != q) return p < q ? -1 : 1;
  }
  return 0;
}

export function compare(a: u32, b: u32): i32 {
  if (isNegative(a) != isNegative(b)) return isNegative(a) ? -1 : 1;
  const order: i32 = compareMagnitudes(a, b);
  return isNegative(a) ? -order : order;
}
