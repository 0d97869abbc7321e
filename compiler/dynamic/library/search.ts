// Finding strings in strings.
import { sameUnits, stringLength, unitsOf } from './text';

/** Index of the first occurrence at or behind `from`, or -1. Any `from` >= 0. */
export function stringIndexOf(text: u32, wanted: u32, from: i32): i32 {
  const length: u32 = stringLength(text);
  const width: u32 = stringLength(wanted);
  if (width == 0) return <i32>min<u32>(<u32>from, length);
  if (width > length || <u32>from > length - width) return -1;
  const units: u32 = unitsOf(text);
  const at: u32 = indexOfUnits(units, length, unitsOf(wanted), width, <u32>from);
  return <i32>at;
}

/** 0xffffffff: none. `width` > 0, `from` + `width` <= `length`. */
export function indexOfUnits(units: u32, length: u32, wanted: u32, width: u32, from: u32): u32 {
  const first: u32 = <u32>load<u16>(wanted);
  const end: u32 = units + ((length - width) << 1);
  let at: u32 = units + (from << 1);
  while (at <= end) {
    at = findUnit(at, end, first);
    if (at > end) break;
    if (sameUnits(at, wanted, width)) return (at - units) >> 1;
    at += 2;
  }
  return 0xffffffff;
}

/** Address of the first such unit in [at, end], or some address behind `end`. Four units at a time. */
function findUnit(at: u32, end: u32, unit: u32): u32 {
  const pattern: u64 = <u64>unit * 0x0001000100010001;
  while (at + 6 <= end) {
    const different: u64 = load<u64>(at) ^ pattern;
    // Nonzero exactly if some unit of `different` is zero; its lowest bit then tells the first of them.
    const zeros: u64 = (different - 0x0001000100010001) & ~different & 0x8000800080008000;
    if (zeros != 0) return at + ((<u32>ctz<u64>(zeros) >> 4) << 1);
    at += 8;
  }
  while (at <= end && <u32>load<u16>(at) != unit) at += 2;
  return at;
}

/** Index of the last occurrence that begins at or before `from`, or -1. */
export function stringLastIndexOf(text: u32, wanted: u32, from: i32): i32 {
  const length: u32 = stringLength(text);
  const width: u32 = stringLength(wanted);
  if (width > length) return -1;
  const units: u32 = unitsOf(text);
  const pattern: u32 = unitsOf(wanted);
  for (let index: i32 = <i32>min<u32>(<u32>from, length - width); index >= 0; index--) {
    if (sameUnits(units + (<u32>index << 1), pattern, width)) return index;
  }
  return -1;
}

export function stringMatchesAt(text: u32, part: u32, index: i32): i32 {
  const length: u32 = stringLength(text);
  const width: u32 = stringLength(part);
  if (index < 0 || <u64>(<u32>index) + <u64>width > <u64>length) return 0;
  return sameUnits(unitsOf(text) + (<u32>index << 1), unitsOf(part), width) ? 1 : 0;
}
