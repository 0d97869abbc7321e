// Bigints as text, and text and numbers as bigints.
import { divideByDigit } from './bigint-arithmetic';
import {
  bigintOfU64, bitLength, copyWithSign, digitAt, digitCount, fits, isNegative, newBigint, setDigit, setSign, trim,
} from './bigint-cells';
import { shiftLeft } from './bigint-bits';
import { failInvalidLength } from './errors';
import { allocateCell } from './heap';
import { CELL_KIND_BYTES } from './layout';
import { isSpace } from './strings';
import { MAX_STRING_LENGTH, stringLength, stringOfUnits, unitsOf } from './text';

/** 0: the text is none. */
const NONE: u32 = 0;

function letterOf(digit: u32): u16 {
  return <u16>(digit < 10 ? 48 + digit : 87 + digit);
}

export function toText(bigint: u32, radix: u32): u32 {
  // A unit holds at least this many bits, and zeros in front are written, too; then a sign.
  const most: u64 = (<u64>digitCount(bigint) * 32) / <u64>(31 - clz<u32>(radix)) + 18;
  if (most > MAX_STRING_LENGTH) return failInvalidLength();
  const units: u32 = allocateCell(CELL_KIND_BYTES, 8 + (<u32>most << 1)) + 8;
  const end: u32 = units + (<u32>most << 1);
  let at: u32 = (radix & (radix - 1)) == 0 ? writeBits(end, bigint, ctz<u32>(radix)) : writeDigits(end, bigint, radix);
  while (at < end - 2 && load<u16>(at) == 48) at += 2;
  if (isNegative(bigint)) {
    at -= 2;
    store<u16>(at, 45);
  }
  return stringOfUnits(at, (end - at) >> 1);
}

/** Downwards from `end`, perhaps with zeros in front; gives the address of the first unit. */
function writeBits(end: u32, bigint: u32, width: u32): u32 {
  let at: u32 = end;
  let pending: u64 = 0;
  let available: u32 = 0;
  const mask: u32 = (1 << width) - 1;
  const count: u32 = digitCount(bigint);
  for (let i: u32 = 0; i < count; i++) {
    pending |= <u64>digitAt(bigint, i) << <u64>available;
    available += 32;
    while (available >= width) {
      at -= 2;
      store<u16>(at, letterOf(<u32>pending & mask));
      pending >>= <u64>width;
      available -= width;
    }
  }
  if (available > 0 || count == 0) {
    at -= 2;
    store<u16>(at, letterOf(<u32>pending & mask));
  }
  return at;
}

function writeDigits(end: u32, bigint: u32, radix: u32): u32 {
  let chunk: u32 = radix;
  let digits: u32 = 1;
  while (<u64>chunk * <u64>radix <= 0xffffffff) {
    chunk *= radix;
    digits++;
  }
  const rest: u32 = copyWithSign(bigint, false);
  let at: u32 = end;
  do {
    let part: u32 = digitCount(rest) == 0 ? 0 : divideByDigit(rest, chunk);
    trim(rest);
    const isLast: bool = digitCount(rest) == 0;
    for (let i: u32 = 0; isLast ? part != 0 || i == 0 : i < digits; i++) {
      at -= 2;
      store<u16>(at, letterOf(part % radix));
      part /= radix;
    }
  } while (digitCount(rest) > 0);
  return at;
}

/** StringToBigInt (ECMA-262, 7.1.14): the bigint's address, or 0 where the text is none. May fail, being too large. */
export function fromText(text: u32): u32 {
  let at: u32 = unitsOf(text);
  let end: u32 = at + (stringLength(text) << 1);
  while (at < end && isSpace(<u32>load<u16>(at))) at += 2;
  while (end > at && isSpace(<u32>load<u16>(end - 2))) end -= 2;
  if (at == end) return newBigint(0, false);
  let radix: u32 = 10;
  let negative: bool = false;
  const first: u32 = <u32>load<u16>(at);
  if (first == 43 || first == 45) {
    negative = first == 45;
    at += 2;
  } else if (first == 48 && at + 2 < end) {
    const letter: u32 = <u32>load<u16>(at, 2) | 32;
    if (letter == 120) radix = 16;
    else if (letter == 111) radix = 8;
    else if (letter == 98) radix = 2;
    if (radix != 10) at += 4;
  }
  if (at == end) return NONE;
  const magnitude: u32 = magnitudeOf(at, end, radix);
  return magnitude == NONE ? NONE : setSign(magnitude, negative);
}

function magnitudeOf(at: u32, end: u32, radix: u32): u32 {
  const length: u32 = (end - at) >> 1;
  for (let unit: u32 = at; unit < end; unit += 2) if (valueOf(<u32>load<u16>(unit)) >= radix) return NONE;
  // At most 4 bits for each.
  const count: u64 = ((<u64>length * 4) >> 5) + 1;
  if (!fits(count)) return newBigint(0, false);
  const result: u32 = newBigint(<u32>count, false);
  let used: u32 = 0;
  while (at < end) {
    let part: u32 = 0;
    let factor: u32 = 1;
    for (let i: u32 = 0; i < 7 && at < end; i++, at += 2) {
      part = part * radix + valueOf(<u32>load<u16>(at));
      factor *= radix;
    }
    let carry: u64 = <u64>part;
    for (let i: u32 = 0; i < used; i++) {
      carry += <u64>digitAt(result, i) * <u64>factor;
      setDigit(result, i, <u32>carry);
      carry >>= 32;
    }
    if (carry != 0) setDigit(result, used++, <u32>carry);
  }
  return trim(result);
}

/** Of a digit below 16; 16 for anything else. */
function valueOf(unit: u32): u32 {
  if (unit - 48 < 10) return unit - 48;
  const letter: u32 = (unit | 32) - 97;
  return letter < 6 ? letter + 10 : 16;
}

/** Number(bigint): the nearest double, halves to the even one. */
export function toNumber(bigint: u32): f64 {
  const count: u32 = digitCount(bigint);
  if (count == 0) return 0.0;
  const bits: u64 = bitLength(bigint);
  const sign: f64 = isNegative(bigint) ? -1.0 : 1.0;
  if (bits > 1024) return sign * Infinity;
  // The upper 64 bits, the last of which stands for all below them, round as all together do.
  let high: u64 = 0;
  let sticky: u64 = 0;
  for (let i: u32 = 0; i < count; i++) if (i + 3 < count) sticky |= <u64>digitAt(bigint, i);
  const shift: u32 = clz<u32>(digitAt(bigint, count - 1));
  high = <u64>digitAt(bigint, count - 1) << 32;
  if (count > 1) high |= <u64>digitAt(bigint, count - 2);
  if (count > 2) {
    const third: u32 = digitAt(bigint, count - 3);
    if (shift > 0) {
      high = (high << <u64>shift) | <u64>(third >> (32 - shift));
      sticky |= <u64>(third << shift);
    } else sticky |= <u64>third;
  } else high <<= <u64>shift;
  if (sticky != 0) high |= 1;
  const scale: i32 = <i32>bits - 64;
  return sign * <f64>high * reinterpret<f64>(<u64>(scale + 1023) << 52);
}

/** Of an integer. */
export function fromNumber(x: f64): u32 {
  const magnitude: f64 = abs<f64>(x);
  if (magnitude < 18446744073709551616.0) return bigintOfU64(<u64>magnitude, x < 0.0);
  const bits: u64 = reinterpret<u64>(magnitude);
  const significand: u32 = bigintOfU64((bits & 0x000fffffffffffff) | 0x0010000000000000, x < 0.0);
  return shiftLeft(significand, (bits >> 52) - 1075);
}
