// What holds for any values: typeof, equality, truth; and conversions of primitives.
import { bigintCompareNumber, stringToBigint } from './bigint';
import { compare, digitCount } from './bigint-cells';
import { toText } from './bigint-text';
import { failTypeError } from './errors';
import { allocateCell, kindOfCell } from './heap';
import { CELL_KIND_FUNCTION, CELL_KIND_WORDS } from './layout';
import { literal, literalAtom } from './literals';
import { stringToNumber } from './number-parsing';
import { numberToString } from './number-text';
import { TYPE_NAMES } from './state';
import { symbolToString } from './symbols';
import { emptyString, equalStrings, stringLength } from './text';
import {
  addressOf, FALSE, isBigint, isBoolean, isDouble, isNullish, isObject, isString, isSymbol, NULL, numberOf, TRUE, UNDEFINED,
} from './values';

/** Number of a type in the table of names. */
function typeNumber(value: u64): u32 {
  if (isDouble(value)) return 0;
  if (isString(value)) return 1;
  if (isObject(value)) return kindOfCell(addressOf(value)) == CELL_KIND_FUNCTION ? 2 : 3;
  if (isBoolean(value)) return 4;
  if (isBigint(value)) return 5;
  if (isSymbol(value)) return 6;
  return value == NULL ? 3 : 7;
}

/** An atom. */
export function typeOf(value: u64): u32 {
  let table: u32 = load<u32>(TYPE_NAMES);
  if (table == 0) table = makeTypeNames();
  return load<u32>(table + 8 + (typeNumber(value) << 2));
}

function makeTypeNames(): u32 {
  const table: u32 = allocateCell(CELL_KIND_WORDS, 8 + 8 * 4);
  store<u32>(TYPE_NAMES, table);
  store<u32>(table, literalAtom('number'), 8);
  store<u32>(table, literalAtom('string'), 12);
  store<u32>(table, literalAtom('function'), 16);
  store<u32>(table, literalAtom('object'), 20);
  store<u32>(table, literalAtom('boolean'), 24);
  store<u32>(table, literalAtom('bigint'), 28);
  store<u32>(table, literalAtom('symbol'), 32);
  store<u32>(table, literalAtom('undefined'), 36);
  return table;
}

export function strictEquals(a: u64, b: u64): i32 {
  if (isDouble(a) && isDouble(b)) return numberOf(a) == numberOf(b) ? 1 : 0;
  return sameButNumbers(a, b) ? 1 : 0;
}

/** Of two values that are not both numbers. */
// @ts-ignore: decorator
@inline
function sameButNumbers(a: u64, b: u64): bool {
  if (a == b) return true;
  if (isString(a) && isString(b)) return equalStrings(addressOf(a), addressOf(b));
  return isBigint(a) && isBigint(b) && compare(addressOf(a), addressOf(b)) == 0;
}

export function sameValue(a: u64, b: u64): i32 {
  return sameButNumbers(a, b) ? 1 : 0;
}

export function sameValueZero(a: u64, b: u64): i32 {
  if (isDouble(a) && isDouble(b)) return a == b || numberOf(a) == numberOf(b) ? 1 : 0;
  return sameButNumbers(a, b) ? 1 : 0;
}

export function truthy(value: u64): i32 {
  if (isDouble(value)) {
    const x: f64 = numberOf(value);
    return x == x && x != 0.0 ? 1 : 0;
  }
  if (isString(value)) return stringLength(addressOf(value)) != 0 ? 1 : 0;
  if (isObject(value) || isSymbol(value)) return 1;
  if (isBigint(value)) return digitCount(addressOf(value)) != 0 ? 1 : 0;
  return value == TRUE ? 1 : 0;
}

/** IsLooselyEqual (ECMA-262, 7.2.13) where no object has to become a primitive. */
export function primitiveLooseEquals(a: u64, b: u64): i32 {
  if (isDouble(a) && isDouble(b)) return numberOf(a) == numberOf(b) ? 1 : 0;
  if (isNullish(a) || isNullish(b)) return isNullish(a) && isNullish(b) ? 1 : 0;
  if (isBoolean(a) && isBoolean(b)) return a == b ? 1 : 0;
  if (isBoolean(a)) return primitiveLooseEquals(numberOfBoolean(a), b);
  if (isBoolean(b)) return primitiveLooseEquals(a, numberOfBoolean(b));
  if (isDouble(a) && isString(b)) return numberOf(a) == stringToNumber(addressOf(b)) ? 1 : 0;
  if (isString(a) && isDouble(b)) return stringToNumber(addressOf(a)) == numberOf(b) ? 1 : 0;
  if (isBigint(a)) return looselyEqualsBigint(a, b) ? 1 : 0;
  if (isBigint(b)) return looselyEqualsBigint(b, a) ? 1 : 0;
  return sameButNumbers(a, b) ? 1 : 0;
}

function numberOfBoolean(value: u64): u64 {
  return value == TRUE ? reinterpret<u64>(<f64>1.0) : 0;
}

function looselyEqualsBigint(bigint: u64, other: u64): bool {
  if (isBigint(other)) return sameButNumbers(bigint, other);
  if (isDouble(other)) return bigintCompareNumber(bigint, numberOf(other)) == 0;
  if (!isString(other)) return false;
  const parsed: u64 = stringToBigint(addressOf(other));
  return parsed != UNDEFINED && sameButNumbers(bigint, parsed);
}

export function primitiveToNumber(value: u64): f64 {
  if (isDouble(value)) return numberOf(value);
  if (isString(value)) return stringToNumber(addressOf(value));
  if (value == TRUE) return 1.0;
  if (value == FALSE || value == NULL) return 0.0;
  if (isBigint(value)) failTypeError(literal('Cannot convert a BigInt value to a number'));
  else if (isSymbol(value)) failTypeError(literal('Cannot convert a Symbol value to a number'));
  return NaN;
}

export function primitiveToString(value: u64): u32 {
  if (isSymbol(value)) {
    failTypeError(literal('Cannot convert a Symbol value to a string'));
    return emptyString();
  }
  return describePrimitive(value);
}

export function primitiveDescribe(value: u64): u32 {
  return describePrimitive(value);
}

/** ToString, and symbols as `Symbol(description)`. Never fails. */
export function describePrimitive(value: u64): u32 {
  if (isString(value)) return addressOf(value);
  if (isDouble(value)) return numberToString(numberOf(value));
  if (isBigint(value)) return toText(addressOf(value), 10);
  if (isSymbol(value)) return symbolToString(value);
  if (value == TRUE) return literalAtom('true');
  if (value == FALSE) return literalAtom('false');
  return value == NULL ? literalAtom('null') : literalAtom('undefined');
}
