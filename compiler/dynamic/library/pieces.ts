// Strings taken apart and put together: split, join, replacement, JSON's quotes.
import { allocateElements } from './arrays';
import { failInvalidLength } from './errors';
import { ARRAY_ELEMENTS, ARRAY_LENGTH, STRING_UNITS } from './layout';
import { indexOfUnits } from './search';
import { emptyString, MAX_STRING_LENGTH, newFlat, stringLength, substring, unitsOf, unitString } from './text';
import { addressOf, stringValue } from './values';
import { isHighSurrogate, isLowSurrogate } from './strings';

/** `limit`: most pieces, as u32. */
export function splitString(text: u32, separator: u32, limit: i32): u32 {
  const length: u32 = stringLength(text);
  const width: u32 = stringLength(separator);
  const units: u32 = unitsOf(text);
  if (width == 0) {
    const count: u32 = min<u32>(length, <u32>limit);
    const characters: u32 = allocateElements(<i32>count);
    const elements: u32 = load<u32>(characters, ARRAY_ELEMENTS);
    for (let i: u32 = 0; i < count; i++) {
      store<u64>(elements + (i << 3), stringValue(unitString(<u32>load<u16>(units + (i << 1)))));
    }
    return characters;
  }
  const pattern: u32 = unitsOf(separator);
  const count: u32 = min<u32>(countOf(units, length, pattern, width) + 1, <u32>limit);
  const pieces: u32 = allocateElements(<i32>count);
  const elements: u32 = load<u32>(pieces, ARRAY_ELEMENTS);
  let from: u32 = 0;
  for (let i: u32 = 0; i < count; i++) {
    let to: u32 = width <= length - from ? indexOfUnits(units, length, pattern, width, from) : 0xffffffff;
    if (to == 0xffffffff) to = length;
    store<u64>(elements + (i << 3), stringValue(substring(text, from, to)));
    from = to + width;
  }
  return pieces;
}

/** How often a text stands in another one, without overlapping. */
function countOf(units: u32, length: u32, pattern: u32, width: u32): u32 {
  let count: u32 = 0;
  for (let from: u32 = 0; width <= length - from; count++) {
    const at: u32 = indexOfUnits(units, length, pattern, width, from);
    if (at == 0xffffffff) break;
    from = at + width;
  }
  return count;
}

/** Of an array whose elements are strings, every one. */
export function joinStrings(array: u32, separator: u32): u32 {
  const count: u32 = load<u32>(array, ARRAY_LENGTH);
  const elements: u32 = load<u32>(array, ARRAY_ELEMENTS);
  if (count == 0) return emptyString();
  if (count == 1) return addressOf(load<u64>(elements));
  const width: u32 = stringLength(separator);
  let total: u64 = <u64>width * <u64>(count - 1);
  for (let i: u32 = 0; i < count; i++) total += <u64>stringLength(addressOf(load<u64>(elements + (i << 3))));
  if (total > MAX_STRING_LENGTH) return failInvalidLength();
  if (total == 0) return emptyString();
  const text: u32 = newFlat(<u32>total);
  let to: u32 = text + STRING_UNITS;
  for (let i: u32 = 0; i < count; i++) {
    if (i > 0) to = put(to, separator);
    to = put(to, addressOf(load<u64>(elements + (i << 3))));
  }
  return text;
}

/** Copies a string; gives the address behind it. */
function put(to: u32, text: u32): u32 {
  const length: u32 = stringLength(text);
  return putUnits(to, unitsOf(text), length);
}

function putUnits(to: u32, from: u32, length: u32): u32 {
  if (length <= 16) for (let i: u32 = 0; i < length; i++) store<u16>(to + (i << 1), load<u16>(from + (i << 1)));
  else memory.copy(to, from, length << 1);
  return to + (length << 1);
}

/** Every occurrence of `wanted`, before each unit and at the end when it is empty, becomes `replacement` as it stands. */
export function replaceAllLiteral(text: u32, wanted: u32, replacement: u32): u32 {
  const length: u32 = stringLength(text);
  const width: u32 = stringLength(wanted);
  const added: u32 = stringLength(replacement);
  const units: u32 = unitsOf(text);
  const pattern: u32 = unitsOf(wanted);
  const count: u32 = width == 0 ? length + 1 : countOf(units, length, pattern, width);
  if (count == 0) return text;
  const total: u64 = <u64>length + <u64>count * <u64>added - <u64>count * <u64>width;
  if (total > MAX_STRING_LENGTH) return failInvalidLength();
  if (total == 0) return emptyString();
  const result: u32 = newFlat(<u32>total);
  let to: u32 = result + STRING_UNITS;
  let from: u32 = 0;
  for (let i: u32 = 0; i < count; i++) {
    if (width == 0) {
      to = put(to, replacement);
      if (i < length) to = putUnits(to, units + (i << 1), 1);
      continue;
    }
    const at: u32 = indexOfUnits(units, length, pattern, width, from);
    to = putUnits(to, units + (from << 1), at - from);
    to = put(to, replacement);
    from = at + width;
  }
  if (width > 0) putUnits(to, units + (from << 1), length - from);
  return result;
}

/**
 * GetSubstitution (ECMA-262, 22.1.3.19.1) without captures: `$$`, `$&`, `` $` `` and `$'` in the template. First measured, then written.
 */
export function expandReplacement(template: u32, matched: u32, position: i32, subject: u32): u32 {
  const length: u32 = stringLength(template);
  const units: u32 = unitsOf(template);
  if (length == 0 || indexOfDollar(units, length, 0) == length) return template;
  const total: u64 = expand(0, template, matched, <u32>position, subject);
  if (total > MAX_STRING_LENGTH) return failInvalidLength();
  if (total == 0) return emptyString();
  const text: u32 = newFlat(<u32>total);
  expand(text + STRING_UNITS, template, matched, <u32>position, subject);
  return text;
}

function indexOfDollar(units: u32, length: u32, from: u32): u32 {
  while (from < length && load<u16>(units + (from << 1)) != 36) from++;
  return from;
}

/** Gives the number of units; writes them when `to` is not 0. */
function expand(to: u32, template: u32, matched: u32, position: u32, subject: u32): u64 {
  const length: u32 = stringLength(template);
  const units: u32 = unitsOf(template);
  const width: u32 = stringLength(matched);
  const whole: u32 = stringLength(subject);
  const subjectUnits: u32 = unitsOf(subject);
  const behind: u32 = min<u32>(position + width, whole);
  let total: u64 = 0;
  let from: u32 = 0;
  while (from < length) {
    let at: u32 = indexOfDollar(units, length, from);
    let piece: u32 = 0;
    let pieceLength: u32 = 0;
    let next: u32 = at;
    if (at < length) {
      const kind: u32 = at + 1 < length ? <u32>load<u16>(units + (at << 1), 2) : 0;
      next = at + 2;
      if (kind == 36) {
        piece = units + (at << 1);
        pieceLength = 1;
      } else if (kind == 38) {
        piece = unitsOf(matched);
        pieceLength = width;
      } else if (kind == 96) {
        piece = subjectUnits;
        pieceLength = position;
      } else if (kind == 39) {
        piece = subjectUnits + (behind << 1);
        pieceLength = whole - behind;
      } else {
        at++;
        next = at;
      }
    }
    total += <u64>(at - from) + <u64>pieceLength;
    if (to != 0) {
      to = putUnits(to, units + (from << 1), at - from);
      to = putUnits(to, piece, pieceLength);
    }
    from = next;
  }
  return total;
}

/** QuoteJSONString (ECMA-262, 25.5.2.3). First measured, then written. */
export function quoteJson(text: u32): u32 {
  const length: u32 = stringLength(text);
  const units: u32 = unitsOf(text);
  let total: u64 = 2;
  for (let i: u32 = 0; i < length; i++) total += <u64>quotedLength(units, length, i);
  if (total > MAX_STRING_LENGTH) return failInvalidLength();
  const quoted: u32 = newFlat(<u32>total);
  let to: u32 = quoted + STRING_UNITS;
  store<u16>(to, 34);
  to += 2;
  if (total == <u64>length + 2) to = putUnits(to, units, length);
  else for (let i: u32 = 0; i < length; i++) to = quoteUnit(to, units, length, i);
  store<u16>(to, 34);
  return quoted;
}

/** Units that the unit at an index becomes. */
function quotedLength(units: u32, length: u32, index: u32): u32 {
  const unit: u32 = <u32>load<u16>(units + (index << 1));
  if (unit < 32) return shortEscape(unit) != 0 ? 2 : 6;
  if (unit == 34 || unit == 92) return 2;
  return (unit & 0xf800) == 0xd800 && isLone(units, length, index) ? 6 : 1;
}

function isLone(units: u32, length: u32, index: u32): bool {
  const unit: u32 = <u32>load<u16>(units + (index << 1));
  if (isHighSurrogate(unit)) return index + 1 == length || !isLowSurrogate(<u32>load<u16>(units + (index << 1), 2));
  return index == 0 || !isHighSurrogate(<u32>load<u16>(units + (index << 1) - 2));
}

function shortEscape(unit: u32): u32 {
  if (unit == 8) return 98;
  if (unit == 9) return 116;
  if (unit == 10) return 110;
  if (unit == 12) return 102;
  if (unit == 13) return 114;
  return 0;
}

function quoteUnit(to: u32, units: u32, length: u32, index: u32): u32 {
  const unit: u32 = <u32>load<u16>(units + (index << 1));
  const width: u32 = quotedLength(units, length, index);
  if (width == 1) store<u16>(to, <u16>unit);
  else {
    store<u16>(to, 92);
    if (width == 2) store<u16>(to, <u16>(unit < 32 ? shortEscape(unit) : unit), 2);
    else {
      store<u16>(to, 117, 2);
      for (let i: u32 = 0; i < 4; i++) store<u16>(to + 4 + (i << 1), <u16>hexDigit((unit >> (12 - 4 * i)) & 15));
    }
  }
  return to + (width << 1);
}

function hexDigit(digit: u32): u32 {
  return digit < 10 ? 48 + digit : 87 + digit;
}
