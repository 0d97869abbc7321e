// What the host's Unicode tables decide: case, normal forms, order of a locale, sets of characters. ASCII is done here.
import { hostCloseCase, hostCompareLocale, hostLowerCase, hostNormalize, hostUnicodeProperty, hostUpperCase } from './host';
import { allocateCell } from './heap';
import { CELL_KIND_BYTES, STRING_UNITS } from './layout';
import { newFlat, stringLength, stringOfUnits, unitsOf } from './text';

/** All units or-ed: below 0x80 if the text is ASCII. */
function unitsTogether(units: u32, length: u32): u32 {
  let all: u32 = 0;
  for (let i: u32 = 0; i < length; i++) all |= <u32>load<u16>(units + (i << 1));
  return all;
}

export function lowerCase(text: u32): u32 {
  const length: u32 = stringLength(text);
  const units: u32 = unitsOf(text);
  if (unitsTogether(units, length) < 0x80) return asciiCase(text, units, length, 65);
  return converted(units, length, 0, 0);
}

export function upperCase(text: u32): u32 {
  const length: u32 = stringLength(text);
  const units: u32 = unitsOf(text);
  if (unitsTogether(units, length) < 0x80) return asciiCase(text, units, length, 97);
  return converted(units, length, 1, 0);
}

export function normalizeString(text: u32, form: i32): u32 {
  const length: u32 = stringLength(text);
  const units: u32 = unitsOf(text);
  if (unitsTogether(units, length) < 0x80) return text;
  return converted(units, length, 2, form);
}

/** With all characters that are equal but for case to one of the set: ranges as four units each, see compiler/dynamic/unicode-sets.ts. */
export function closeCase(set: u32, unicode: i32): u32 {
  return converted(unitsOf(set), stringLength(set), 3, unicode);
}

/** The set of a property; empty if there is none of that name. */
export function unicodeProperty(name: u32): u32 {
  return converted(unitsOf(name), stringLength(name), 4, 0);
}

/** Letters from `first` on, 26 of them, change their case. The text itself when there are none. */
function asciiCase(text: u32, units: u32, length: u32, first: u32): u32 {
  let changes: u32 = 0;
  while (changes < length && <u32>load<u16>(units + (changes << 1)) - first >= 26) changes++;
  if (changes == length) return text;
  const copy: u32 = newFlat(length);
  const to: u32 = copy + STRING_UNITS;
  for (let i: u32 = 0; i < length; i++) {
    const unit: u32 = <u32>load<u16>(units + (i << 1));
    store<u16>(to + (i << 1), <u16>(unit - first < 26 ? unit ^ 32 : unit));
  }
  return copy;
}

function convert(units: u32, length: u32, operation: i32, form: i32, out: u32, capacity: u32): i32 {
  if (operation == 0) return hostLowerCase(units, length, out, capacity);
  if (operation == 1) return hostUpperCase(units, length, out, capacity);
  if (operation == 2) return hostNormalize(units, length, form, out, capacity);
  return operation == 3 ? hostCloseCase(units, length, form, out, capacity) : hostUnicodeProperty(units, length, out, capacity);
}

function converted(units: u32, length: u32, operation: i32, form: i32): u32 {
  let capacity: u32 = length + (length >> 2) + 16;
  let out: u32 = allocateCell(CELL_KIND_BYTES, 8 + (capacity << 1)) + 8;
  let written: i32 = convert(units, length, operation, form, out, capacity);
  if (written < 0) {
    capacity = <u32>-written;
    out = allocateCell(CELL_KIND_BYTES, 8 + (capacity << 1)) + 8;
    written = convert(units, length, operation, form, out, capacity);
  }
  return stringOfUnits(out, <u32>written);
}

export function compareLocale(a: u32, b: u32): i32 {
  return hostCompareLocale(unitsOf(a), stringLength(a), unitsOf(b), stringLength(b));
}
