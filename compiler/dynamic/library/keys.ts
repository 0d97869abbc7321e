// Property keys as 32-bit words: the address of an atom or of a symbol, or 2 * i + 1 for the integers 0 <= i < 2^31, so that comparing keys is
// comparing words. A string that spells such an integer never appears as an atom in a property table.
import { CELL_FLAGS, CELL_KIND, CELL_KIND_SYMBOL, STRING_IS_ATOM, STRING_LENGTH } from './layout';
import { atomOf, literalAtom, textOfInteger, textOfNumber, textOfPrimitive, unitsOf } from './needs';
import { NAMES } from './object-layout';
import { addressOf, isDouble, isString, isSymbol, numberOf, stringValue, symbolValue } from './values';

/** Largest integer that is a key of its own. */
export const LARGEST_INTEGER_KEY: u32 = 0x7fffffff;

export function integerKey(i: u32): u32 {
  return (i << 1) | 1;
}

export function isIntegerKey(key: u32): bool {
  return (key & 1) != 0;
}

export function integerOf(key: u32): u32 {
  return key >> 1;
}

export function isSymbolKey(key: u32): bool {
  return (key & 1) == 0 && load<u8>(key, CELL_KIND) == CELL_KIND_SYMBOL;
}

/** The key that a primitive value is. */
export function keyOf(value: u64): u32 {
  if (isDouble(value)) return numberKey(numberOf(value));
  if (isString(value)) return stringKey(addressOf(value));
  if (isSymbol(value)) return addressOf(value);
  return atomOf(textOfPrimitive(value));
}

export function numberKey(x: f64): u32 {
  const i: i32 = <i32>x;
  if (i >= 0 && <f64>i == x) return integerKey(i);
  return stringKey(textOfNumber(x));
}

export function stringKey(string: u32): u32 {
  const length: u32 = load<u32>(string, STRING_LENGTH);
  if (length - 1 < 10) {
    const first: u32 = load<u16>(unitsOf(string));
    if (first - 48 < 10) {
      const integer: i64 = canonicalInteger(string, length);
      if (integer >= 0 && integer <= <i64>LARGEST_INTEGER_KEY) return integerKey(<u32>integer);
    }
  }
  return (load<u8>(string, CELL_FLAGS) & STRING_IS_ATOM) != 0 ? string : atomOf(string);
}

/** The integer that the string spells as JavaScript would print it, or -1. */
export function canonicalInteger(string: u32, length: u32): i64 {
  const units: u32 = unitsOf(string);
  if (length == 0 || length > 10) return -1;
  if (load<u16>(units) == 48) return length == 1 ? 0 : -1;
  let value: i64 = 0;
  for (let i: u32 = 0; i < length; i++) {
    const digit: u32 = <u32>load<u16>(units + (i << 1)) - 48;
    if (digit > 9) return -1;
    value = value * 10 + digit;
  }
  return value;
}

/** The key as a value: a string or a symbol. */
export function keyValue(key: u32): u64 {
  if (isIntegerKey(key)) return stringValue(textOfInteger(integerOf(key)));
  return isSymbolKey(key) ? symbolValue(key) : stringValue(key);
}

/** The index below 2^32 - 1 that a key stands for, or -1: integers that are no keys of their own are atoms. */
export function indexOfKey(key: u32): i64 {
  if (isIntegerKey(key)) return integerOf(key);
  if (isSymbolKey(key)) return -1;
  const length: u32 = load<u32>(key, STRING_LENGTH);
  if (length != 10) return -1;
  const value: i64 = canonicalInteger(key, length);
  return value < 0xffffffff ? value : -1;
}

/** A private name (#x), which syntax makes a string that begins with these units: no function of JavaScript shows it. */
export function isPrivateKey(key: u32): bool {
  if (isIntegerKey(key) || isSymbolKey(key) || load<u32>(key, STRING_LENGTH) < 2) return false;
  return load<u32>(unitsOf(key)) == 35 << 16;
}

export function hashOfKey(key: u32): u32 {
  const mixed: u32 = ((key & 1) != 0 ? key : key >> 3) * 0x9e3779b1;
  return mixed ^ (mixed >> 15);
}

/** Atoms that the library looks up: words at NAMES. */
export const NAME_LENGTH: u32 = NAMES;
export const NAME_NAME: u32 = NAMES + 4;
export const NAME_PROTOTYPE: u32 = NAMES + 8;
export const NAME_CONSTRUCTOR: u32 = NAMES + 12;
export const NAME_MESSAGE: u32 = NAMES + 16;
export const NAME_STACK: u32 = NAMES + 20;
export const NAME_SIZE: u32 = NAMES + 24;
export const NAME_BYTE_LENGTH: u32 = NAMES + 28;
export const NAME_BYTE_OFFSET: u32 = NAMES + 32;
export const NAME_BUFFER: u32 = NAMES + 36;
export const NAME_PROTO: u32 = NAMES + 40;
export const NAME_LAST_INDEX: u32 = NAMES + 44;

export function makeNames(): void {
  store<u32>(NAME_LENGTH, literalAtom('length'));
  store<u32>(NAME_NAME, literalAtom('name'));
  store<u32>(NAME_PROTOTYPE, literalAtom('prototype'));
  store<u32>(NAME_CONSTRUCTOR, literalAtom('constructor'));
  store<u32>(NAME_MESSAGE, literalAtom('message'));
  store<u32>(NAME_STACK, literalAtom('stack'));
  store<u32>(NAME_SIZE, literalAtom('size'));
  store<u32>(NAME_BYTE_LENGTH, literalAtom('byteLength'));
  store<u32>(NAME_BYTE_OFFSET, literalAtom('byteOffset'));
  store<u32>(NAME_BUFFER, literalAtom('buffer'));
  store<u32>(NAME_PROTO, literalAtom('__proto__'));
  store<u32>(NAME_LAST_INDEX, literalAtom('lastIndex'));
}
