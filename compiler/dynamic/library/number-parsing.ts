// Text to numbers. Short integers are read here, the rest by the host's own Number and parseFloat.
import { hostParseFloat, hostParseNumber } from './host';
import { isSpace } from './strings';
import { stringLength, unitsOf } from './text';

/** Decimal digits whose value is surely exact. */
const EXACT_DIGITS: u32 = 15;

/** Number(text). */
export function stringToNumber(text: u32): f64 {
  const units: u32 = unitsOf(text);
  const length: u32 = stringLength(text);
  if (length == 0) return 0.0;
  const value: i64 = exactDigits(units, length);
  return value >= 0 ? <f64>value : hostParseNumber(units, length);
}

/** The value of a text of few digits and nothing else, or -1. */
function exactDigits(units: u32, length: u32): i64 {
  if (length > EXACT_DIGITS) return -1;
  let value: i64 = 0;
  for (let i: u32 = 0; i < length; i++) {
    const digit: u32 = <u32>load<u16>(units + (i << 1)) - 48;
    if (digit > 9) return -1;
    value = value * 10 + digit;
  }
  return value;
}

export function parseFloatOf(text: u32): f64 {
  const units: u32 = unitsOf(text);
  const length: u32 = stringLength(text);
  const value: i64 = length > 0 ? exactDigits(units, length) : -1;
  return value >= 0 ? <f64>value : hostParseFloat(units, length);
}

function digitOf(unit: u32, radix: u32): u32 {
  let digit: u32 = unit - 48;
  if (digit > 9) {
    digit = (unit | 32) - 97 + 10;
    if (digit < 10 || digit > 35) return 36;
  }
  return digit < radix ? digit : 36;
}

/** parseInt(text, radix), ECMA-262, 19.2.5. */
export function parseIntOf(text: u32, radix: i32): f64 {
  const units: u32 = unitsOf(text);
  const end: u32 = units + (stringLength(text) << 1);
  let at: u32 = units;
  while (at < end && isSpace(<u32>load<u16>(at))) at += 2;
  let isNegative: bool = false;
  if (at < end && (load<u16>(at) == 43 || load<u16>(at) == 45)) {
    isNegative = load<u16>(at) == 45;
    at += 2;
  }
  if (radix != 0 && (radix < 2 || radix > 36)) return NaN;
  if ((radix == 0 || radix == 16) && at + 2 < end && load<u16>(at) == 48 && (load<u16>(at, 2) | 32) == 120) {
    at += 4;
    radix = 16;
  }
  if (radix == 0) radix = 10;
  const first: u32 = at;
  while (at < end && digitOf(<u32>load<u16>(at), <u32>radix) != 36) at += 2;
  if (at == first) return NaN;
  const magnitude: f64 = valueOfDigits(first, at, <u32>radix);
  return isNegative ? -magnitude : magnitude;
}

function valueOfDigits(at: u32, end: u32, radix: u32): f64 {
  while (at < end && load<u16>(at) == 48) at += 2;
  if (radix == 10) {
    const length: u32 = (end - at) >> 1;
    return length <= EXACT_DIGITS ? <f64>exactDigits(at, length) : hostParseFloat(at, length);
  }
  return (radix & (radix - 1)) == 0 ? roundedBits(at, end, radix) : inParts(at, end, radix);
}

/** Radix 2, 4, 8, 16, 32: the exact value, rounded once, halves to even. */
function roundedBits(at: u32, end: u32, radix: u32): f64 {
  const width: u32 = ctz<u32>(radix);
  let high: u64 = 0;
  let dropped: i32 = 0;
  let sticky: u64 = 0;
  for (; at < end; at += 2) {
    const digit: u64 = <u64>digitOf(<u32>load<u16>(at), radix);
    for (let bit: i32 = <i32>width - 1; bit >= 0; bit--) {
      const one: u64 = (digit >> <u64>bit) & 1;
      if (high >> 62 == 0) high = (high << 1) | one;
      else {
        dropped++;
        sticky |= one;
      }
    }
  }
  // 63 bits and one that stands for all behind them round as the whole number does.
  let value: f64 = <f64>(dropped > 0 ? (high << 1) | sticky : high);
  for (let left: i32 = dropped - 1; left > 0; left -= 512) {
    value *= powerOfTwo(min<i32>(left, 512));
    if (value == Infinity) break;
  }
  return value;
}

function powerOfTwo(exponent: i32): f64 {
  return reinterpret<f64>(<u64>(exponent + 1023) << 52);
}

/** Other radices: V8 adds up parts of 32 bits and rounds at each, so the result is its own beyond 2^53. */
function inParts(at: u32, end: u32, radix: u32): f64 {
  const limit: u32 = 0xffffffff / 36;
  let value: f64 = 0.0;
  while (at < end) {
    let part: u32 = 0;
    let multiplier: u32 = 1;
    while (at < end && multiplier * radix <= limit) {
      part = part * radix + digitOf(<u32>load<u16>(at), radix);
      multiplier *= radix;
      at += 2;
    }
    value = value * <f64>multiplier + <f64>part;
  }
  return value;
}
