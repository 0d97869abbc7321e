/** Reading a pattern's text: characters, numbers and escapes, with V8's errors. */
import type { UnicodeSets } from './regexp-sets.js';

export interface PatternReader {
  readonly text: string;
  readonly flags: string;
  readonly tables: UnicodeSets;
  readonly isUnicode: boolean;
  readonly ignoresCase: boolean;
  readonly isMultiline: boolean;
  readonly isDotAll: boolean;
  at: number;
  /** Captures that have begun so far. */
  groups: number;
  /** All captures of the pattern, and whether any has a name; -1: not counted yet. */
  allGroups: number;
  hasNames: boolean;
  /** Names of groups, by their numbers; empty: none. */
  readonly names: string[];
}

export function newPatternReader(text: string, flags: string, tables: UnicodeSets): PatternReader {
  const has = (flag: string): boolean => flags.indexOf(flag) >= 0;
  return {
    text,
    flags,
    tables,
    isUnicode: has('u'),
    ignoresCase: has('i'),
    isMultiline: has('m'),
    isDotAll: has('s'),
    at: 0,
    groups: 0,
    allGroups: -1,
    hasNames: false,
    names: [''],
  };
}

export function failPattern(reader: PatternReader, problem: string): never {
  throw new SyntaxError(`Invalid regular expression: /${reader.text}/${reader.flags}: ${problem}`);
}

/** The unit at a distance from here; -1 behind the end. */
export function peekUnit(reader: PatternReader, distance: number): number {
  const at = reader.at + distance;
  return at < reader.text.length ? reader.text.charCodeAt(at) : -1;
}

export function isAtText(reader: PatternReader, wanted: string): boolean {
  return reader.text.startsWith(wanted, reader.at);
}

/** The character here, a code point if `wholePoints`, else a unit; goes behind it. */
export function takePatternCharacter(reader: PatternReader, wholePoints: boolean): number {
  const first = peekUnit(reader, 0);
  reader.at++;
  if (!wholePoints || first < 0xd800 || first > 0xdbff) return first;
  const second = peekUnit(reader, 0);
  if (second < 0xdc00 || second > 0xdfff) return first;
  reader.at++;
  return (first - 0xd800) * 0x400 + (second - 0xdc00) + 0x10000;
}

export function isDigitUnit(unit: number): boolean {
  return unit >= 48 && unit <= 57;
}

/** -1: no hexadecimal digit. */
function hexValue(unit: number): number {
  if (isDigitUnit(unit)) return unit - 48;
  const letter = unit | 32;
  return letter >= 97 && letter <= 102 ? letter - 87 : -1;
}

/** A number of exactly so many hexadecimal digits; -1, and nothing is read, where there are fewer. */
function takeHex(reader: PatternReader, digits: number): number {
  let value = 0;
  for (let i = 0; i < digits; i++) {
    const digit = hexValue(peekUnit(reader, i));
    if (digit < 0) return -1;
    value = value * 16 + digit;
  }
  reader.at += digits;
  return value;
}

/** What is behind `\u`; -1, and nothing is read, where it is no escape. */
export function takeUnicodeEscape(reader: PatternReader, isUnicode: boolean): number {
  const start = reader.at;
  if (peekUnit(reader, 0) === 123 && isUnicode) {
    reader.at++;
    let value = 0;
    let digits = 0;
    for (let digit = hexValue(peekUnit(reader, 0)); digit >= 0; digit = hexValue(peekUnit(reader, 0))) {
      value = value * 16 + digit;
      digits++;
      reader.at++;
      if (value > 0x10ffff) break;
    }
    if (digits > 0 && value <= 0x10ffff && peekUnit(reader, 0) === 125) {
      reader.at++;
      return value;
    }
    reader.at = start;
    return -1;
  }
  const first = takeHex(reader, 4);
  if (!isUnicode || first < 0xd800 || first > 0xdbff || !isAtText(reader, '\\u')) return first;
  const behind = reader.at;
  reader.at += 2;
  const second = takeHex(reader, 4);
  if (second >= 0xdc00 && second <= 0xdfff) return (first - 0xd800) * 0x400 + (second - 0xdc00) + 0x10000;
  reader.at = behind;
  return first;
}

/** Up to three octal digits, below 256. */
export function takeOctal(reader: PatternReader): number {
  let value = peekUnit(reader, 0) - 48;
  reader.at++;
  for (let i = 0; i < 2; i++) {
    const digit = peekUnit(reader, 0) - 48;
    if (digit < 0 || digit > 7 || value >= 32) break;
    value = value * 8 + digit;
    reader.at++;
  }
  return value;
}

const SYNTAX_CHARACTERS = '^$\\.*+?()[]{}|/';

/** A character that is written with a backslash; the reader is behind the backslash. */
export function takeCharacterEscape(reader: PatternReader, isInClass: boolean): number {
  const { isUnicode } = reader;
  const first = peekUnit(reader, 0);
  switch (first) {
    case 102:
      reader.at++;
      return 12;
    case 110:
      reader.at++;
      return 10;
    case 114:
      reader.at++;
      return 13;
    case 116:
      reader.at++;
      return 9;
    case 118:
      reader.at++;
      return 11;
    case 99:
      return takeControl(reader, isInClass);
    case 120: {
      reader.at++;
      const value = takeHex(reader, 2);
      if (value >= 0) return value;
      return isUnicode ? failPattern(reader, 'Invalid escape') : 120;
    }
    case 117: {
      reader.at++;
      const value = takeUnicodeEscape(reader, isUnicode);
      if (value >= 0) return value;
      return isUnicode ? failPattern(reader, 'Invalid Unicode escape') : 117;
    }
  }
  if (first >= 48 && first <= 55) {
    if (first === 48 && !isDigitUnit(peekUnit(reader, 1))) {
      reader.at++;
      return 0;
    }
    if (isUnicode) failPattern(reader, isInClass ? 'Invalid class escape' : 'Invalid decimal escape');
    return takeOctal(reader);
  }
  const start = reader.at;
  const character = takePatternCharacter(reader, isUnicode);
  if (isUnicode) {
    if (character < 128 && SYNTAX_CHARACTERS.indexOf(reader.text.charAt(start)) >= 0) return character;
    if (isInClass && character === 45) return character;
    return failPattern(reader, 'Invalid escape');
  }
  if (character === 107 && hasGroupNames(reader)) failPattern(reader, 'Invalid escape');
  return character;
}

/** `\cX`; where that is none and may be so, the backslash stands for itself. */
function takeControl(reader: PatternReader, isInClass: boolean): number {
  const letter = peekUnit(reader, 1);
  const upper = letter & ~32;
  if (letter >= 0 && upper >= 65 && upper <= 90) {
    reader.at += 2;
    return letter & 31;
  }
  if (reader.isUnicode) failPattern(reader, 'Invalid Unicode escape');
  if (isInClass && (isDigitUnit(letter) || letter === 95)) {
    reader.at += 2;
    return letter & 31;
  }
  return 92;
}

/** Looks ahead for captures: how many there are in all, and whether any has a name. */
export function countGroups(reader: PatternReader): void {
  if (reader.allGroups >= 0) return;
  const { text } = reader;
  let count = 0;
  let isInClass = false;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit === 92) i++;
    else if (unit === 91) isInClass = true;
    else if (unit === 93) isInClass = false;
    else if (unit === 40 && !isInClass) {
      if (text.charCodeAt(i + 1) !== 63) count++;
      else if (text.charCodeAt(i + 2) === 60) {
        const next = text.charCodeAt(i + 3);
        if (next === 61 || next === 33) continue;
        count++;
        reader.hasNames = true;
      }
    }
  }
  reader.allGroups = count;
}

export function hasGroupNames(reader: PatternReader): boolean {
  countGroups(reader);
  return reader.hasNames;
}
