// Units of strings, and new strings from them.
import { failInvalidLength } from './errors';
import { STRING_UNITS } from './layout';
import {
  emptyString, join, MAX_STRING_LENGTH, newFlat, stringLength, substring as substringOf, unitsOf, unitString,
} from './text';
import { stringValue, UNDEFINED } from './values';

export { stringLength, substring, equalStrings, compareStrings } from './text';

/** -1 out of bounds. */
export function charCodeAt(text: u32, index: i32): i32 {
  return <u32>index < stringLength(text) ? <i32>load<u16>(unitsOf(text) + (<u32>index << 1)) : -1;
}

// @ts-ignore: decorator
@inline
export function isHighSurrogate(unit: u32): bool {
  return (unit & 0xfc00) == 0xd800;
}

// @ts-ignore: decorator
@inline
export function isLowSurrogate(unit: u32): bool {
  return (unit & 0xfc00) == 0xdc00;
}

/** The code point that begins at an index; -1 out of bounds. */
export function codePointAt(text: u32, index: i32): i32 {
  const length: u32 = stringLength(text);
  if (<u32>index >= length) return -1;
  const at: u32 = unitsOf(text) + (<u32>index << 1);
  const first: u32 = <u32>load<u16>(at);
  if (!isHighSurrogate(first) || <u32>index + 1 == length) return <i32>first;
  const second: u32 = <u32>load<u16>(at, 2);
  if (!isLowSurrogate(second)) return <i32>first;
  return <i32>(((first & 0x3ff) << 10) + (second & 0x3ff) + 0x10000);
}

export function charAt(text: u32, index: i32): u32 {
  const unit: i32 = charCodeAt(text, index);
  return unit < 0 ? emptyString() : unitString(<u32>unit);
}

export function stringElement(text: u32, index: i32): u64 {
  const unit: i32 = charCodeAt(text, index);
  return unit < 0 ? UNDEFINED : stringValue(unitString(<u32>unit));
}

export function fromCharCode(unit: i32): u32 {
  return unitString(<u32>unit & 0xffff);
}

export function fromCodePoint(point: i32): u32 {
  if (<u32>point < 0x10000) return unitString(<u32>point);
  const text: u32 = newFlat(2);
  store<u16>(text, <u16>(0xd7c0 + (point >> 10)), STRING_UNITS);
  store<u16>(text, <u16>(0xdc00 + (point & 0x3ff)), STRING_UNITS + 2);
  return text;
}

/** `a + b`. */
export function concat(a: u32, b: u32): u32 {
  const text: u32 = join(a, b);
  return text != 0 ? text : failInvalidLength();
}

export function repeatString(text: u32, count: i32): u32 {
  const length: u32 = stringLength(text);
  if (length == 0 || count == 0) return emptyString();
  const total: u64 = <u64>length * <u64>count;
  if (total > MAX_STRING_LENGTH) return failInvalidLength();
  if (count == 1) return text;
  const repeated: u32 = newFlat(<u32>total);
  fillUnits(repeated + STRING_UNITS, <u32>total, text);
  return repeated;
}

/** `units` units: the text again and again, cut at the end. */
export function fillUnits(to: u32, units: u32, text: u32): void {
  const first: u32 = min<u32>(units, stringLength(text));
  memory.copy(to, unitsOf(text), first << 1);
  for (let done: u32 = first; done < units; ) {
    const more: u32 = min<u32>(done, units - done);
    memory.copy(to + (done << 1), to, more << 1);
    done += more;
  }
}

export function padString(text: u32, wanted: f64, filler: u32, atStart: i32): u32 {
  const length: u32 = stringLength(text);
  if (!(wanted > <f64>length) || stringLength(filler) == 0) return text;
  if (wanted > <f64>MAX_STRING_LENGTH) return failInvalidLength();
  const total: u32 = <u32>wanted;
  const padded: u32 = newFlat(total);
  const units: u32 = padded + STRING_UNITS;
  const missing: u32 = total - length;
  memory.copy(units + (atStart != 0 ? missing << 1 : 0), unitsOf(text), length << 1);
  fillUnits(units + (atStart != 0 ? 0 : length << 1), missing, filler);
  return padded;
}

/** WhiteSpace or LineTerminator of ECMA-262. */
export function isSpace(unit: u32): bool {
  if (unit < 0x80) return unit == 32 || unit - 9 < 5;
  return (
    unit == 0xa0 || unit == 0x1680 || unit - 0x2000 < 11 || unit == 0x2028 || unit == 0x2029 || unit == 0x202f || unit == 0x205f ||
    unit == 0x3000 || unit == 0xfeff
  );
}

export function trimString(text: u32, ends: i32): u32 {
  const units: u32 = unitsOf(text);
  const length: u32 = stringLength(text);
  let from: u32 = 0;
  let to: u32 = length;
  if ((ends & 1) != 0) while (from < to && isSpace(<u32>load<u16>(units + (from << 1)))) from++;
  if ((ends & 2) != 0) while (to > from && isSpace(<u32>load<u16>(units + (to << 1) - 2))) to--;
  return substringOf(text, from, to);
}

/** Index of the first unit at or behind `index` that is an unpaired surrogate; the length: none. */
function firstLoneSurrogate(units: u32, length: u32, index: u32): u32 {
  while (index < length) {
    const unit: u32 = <u32>load<u16>(units + (index << 1));
    if ((unit & 0xf800) == 0xd800) {
      if (!isHighSurrogate(unit) || index + 1 == length || !isLowSurrogate(<u32>load<u16>(units + (index << 1), 2))) return index;
      index++;
    }
    index++;
  }
  return length;
}

export function isWellFormed(text: u32): i32 {
  const length: u32 = stringLength(text);
  return firstLoneSurrogate(unitsOf(text), length, 0) == length ? 1 : 0;
}

export function toWellFormed(text: u32): u32 {
  const length: u32 = stringLength(text);
  const units: u32 = unitsOf(text);
  let index: u32 = firstLoneSurrogate(units, length, 0);
  if (index == length) return text;
  const copy: u32 = newFlat(length);
  memory.copy(copy + STRING_UNITS, units, length << 1);
  for (; index < length; index = firstLoneSurrogate(units, length, index + 1)) {
    store<u16>(copy + STRING_UNITS + (index << 1), 0xfffd);
  }
  return copy;
}

/** The array index that the text spells canonically, or -1. */
export function stringArrayIndex(text: u32): f64 {
  const length: u32 = stringLength(text);
  if (length - 1 > 9) return -1.0;
  const units: u32 = unitsOf(text);
  let index: u64 = 0;
  for (let i: u32 = 0; i < length; i++) {
    const digit: u32 = <u32>load<u16>(units + (i << 1)) - 48;
    if (digit > 9) return -1.0;
    index = index * 10 + <u64>digit;
  }
  if (load<u16>(units) == 48 && length > 1) return -1.0;
  return index < 0xffffffff ? <f64>index : -1.0;
}
