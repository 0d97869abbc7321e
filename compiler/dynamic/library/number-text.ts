// Numbers as text. Integers are written here; the digits of all others are the host's, which are JavaScript's own. A small table remembers the
// latest texts.
import { allocateCell } from './heap';
import { hostNumberToRadix, hostNumberToString, hostToExponential, hostToFixed, hostToPrecision } from './host';
import { CELL_KIND_WORDS, STRING_UNITS } from './layout';
import { INTEGER_TEXTS, NUMBER_TEXTS } from './state';
import { newFlat, scratch, stringOfUnits, unitString } from './text';

const SMALL_INTEGERS: u32 = 1024;
const REMEMBERED: u32 = 256;
const TWO_53: f64 = 9007199254740992.0;

export function numberToString(x: f64): u32 {
  const i: i32 = <i32>x;
  if (<f64>i == x) return integerToString(i);
  if (abs<f64>(x) < TWO_53 && trunc<f64>(x) == x) return decimal(<u64>abs<f64>(x), x < 0.0);
  return remembered(x);
}

/** Also of -0, which converts to 0. */
export function integerToString(i: i32): u32 {
  if (<u32>i >= SMALL_INTEGERS) return decimal(i < 0 ? <u64>(-<i64>i) : <u64>i, i < 0);
  if (i < 10) return unitString(48 + <u32>i);
  let table: u32 = load<u32>(INTEGER_TEXTS);
  if (table == 0) {
    table = allocateCell(CELL_KIND_WORDS, 8 + (SMALL_INTEGERS << 2));
    store<u32>(INTEGER_TEXTS, table);
  }
  const place: u32 = table + 8 + (<u32>i << 2);
  let text: u32 = load<u32>(place);
  if (text == 0) {
    text = decimal(<u64>i, false);
    store<u32>(place, text);
  }
  return text;
}

function decimal(magnitude: u64, isNegative: bool): u32 {
  let length: u32 = isNegative ? 2 : 1;
  for (let rest: u64 = magnitude; rest >= 10; rest /= 10) length++;
  const text: u32 = newFlat(length);
  let at: u32 = text + STRING_UNITS + (length << 1);
  let rest: u64 = magnitude;
  while (rest > 0xffffffff) {
    at -= 2;
    store<u16>(at, <u16>(48 + rest % 10));
    rest /= 10;
  }
  let low: u32 = <u32>rest;
  do {
    at -= 2;
    store<u16>(at, <u16>(48 + low % 10));
    low /= 10;
  } while (low != 0);
  if (isNegative) store<u16>(text, 45, STRING_UNITS);
  return text;
}

/** Entries: the bits of the number, the text's address, a word of nothing. */
function remembered(x: f64): u32 {
  let table: u32 = load<u32>(NUMBER_TEXTS);
  if (table == 0) {
    table = allocateCell(CELL_KIND_WORDS, 8 + (REMEMBERED << 4));
    store<u32>(NUMBER_TEXTS, table);
  }
  const bits: u64 = reinterpret<u64>(x);
  const entry: u32 = table + 8 + ((<u32>((bits * 0x9e3779b97f4a7c15) >> 56) & (REMEMBERED - 1)) << 4);
  if (load<u64>(entry) == bits && load<u32>(entry, 8) != 0) return load<u32>(entry, 8);
  const out: u32 = scratch();
  const text: u32 = stringOfUnits(out, <u32>hostNumberToString(x, out));
  store<u64>(entry, bits);
  store<u32>(entry, text, 8);
  return text;
}

export function numberToRadix(x: f64, radix: i32): u32 {
  if (radix == 10) return numberToString(x);
  const out: u32 = scratch();
  if (abs<f64>(x) < TWO_53 && trunc<f64>(x) == x) {
    let at: u32 = out + 2400;
    let rest: u64 = <u64>abs<f64>(x);
    do {
      const digit: u32 = <u32>(rest % <u64>radix);
      at -= 2;
      store<u16>(at, <u16>(digit < 10 ? 48 + digit : 87 + digit));
      rest /= <u64>radix;
    } while (rest != 0);
    if (x < 0.0) {
      at -= 2;
      store<u16>(at, 45);
    }
    return stringOfUnits(at, (out + 2400 - at) >> 1);
  }
  return stringOfUnits(out, <u32>hostNumberToRadix(x, radix, out));
}

export function numberToFixed(x: f64, digits: i32): u32 {
  const out: u32 = scratch();
  return stringOfUnits(out, <u32>hostToFixed(x, digits, out));
}

export function numberToPrecision(x: f64, digits: i32): u32 {
  const out: u32 = scratch();
  return stringOfUnits(out, <u32>hostToPrecision(x, digits, out));
}

export function numberToExponential(x: f64, digits: i32): u32 {
  const out: u32 = scratch();
  return stringOfUnits(out, <u32>hostToExponential(x, digits, out));
}
