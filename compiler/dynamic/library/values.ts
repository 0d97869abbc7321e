// Values: NaN boxes, see layout.ts.
import {
  SPECIAL_ACCESSOR, SPECIAL_DEAD_ZONE, SPECIAL_EMPTY, SPECIAL_FALSE, SPECIAL_NULL, SPECIAL_TRUE, SPECIAL_UNDEFINED, TAG_BIGINT, TAG_OBJECT,
  TAG_SPECIAL, TAG_STRING, TAG_SYMBOL,
} from './layout';

export const UNDEFINED: u64 = TAG_SPECIAL | <u64>SPECIAL_UNDEFINED;
export const NULL: u64 = TAG_SPECIAL | <u64>SPECIAL_NULL;
export const FALSE: u64 = TAG_SPECIAL | <u64>SPECIAL_FALSE;
export const TRUE: u64 = TAG_SPECIAL | <u64>SPECIAL_TRUE;
export const EMPTY: u64 = TAG_SPECIAL | <u64>SPECIAL_EMPTY;
export const DEAD_ZONE: u64 = TAG_SPECIAL | <u64>SPECIAL_DEAD_ZONE;
export const ACCESSOR: u64 = TAG_SPECIAL | <u64>SPECIAL_ACCESSOR;
export const CANONICAL_NAN: u64 = 0x7ff8000000000000;

const TAG_BITS: u64 = 0xffff000000000000;

// @ts-ignore: decorator
@inline
export function isDouble(value: u64): bool {
  return value < TAG_SPECIAL;
}

// @ts-ignore: decorator
@inline
export function isSpecial(value: u64): bool {
  return (value & TAG_BITS) == TAG_SPECIAL;
}

// @ts-ignore: decorator
@inline
export function isString(value: u64): bool {
  return (value & TAG_BITS) == TAG_STRING;
}

// @ts-ignore: decorator
@inline
export function isObject(value: u64): bool {
  return (value & TAG_BITS) == TAG_OBJECT;
}

// @ts-ignore: decorator
@inline
export function isBigint(value: u64): bool {
  return (value & TAG_BITS) == TAG_BIGINT;
}

// @ts-ignore: decorator
@inline
export function isSymbol(value: u64): bool {
  return (value & TAG_BITS) == TAG_SYMBOL;
}

/** undefined or null. */
// @ts-ignore: decorator
@inline
export function isNullish(value: u64): bool {
  return (value & ~<u64>1) == UNDEFINED;
}

// @ts-ignore: decorator
@inline
export function isBoolean(value: u64): bool {
  return (value & ~<u64>1) == FALSE;
}

// @ts-ignore: decorator
@inline
export function addressOf(value: u64): u32 {
  return <u32>value;
}

// @ts-ignore: decorator
@inline
export function numberOf(value: u64): f64 {
  return reinterpret<f64>(value);
}

/** Of a double that is no NaN or the canonical one. */
// @ts-ignore: decorator
@inline
export function numberValue(x: f64): u64 {
  return reinterpret<u64>(x);
}

/** Of any double: arithmetic may give a NaN with its sign set, which would look like a tag. */
// @ts-ignore: decorator
@inline
export function canonicalValue(x: f64): u64 {
  return x == x ? reinterpret<u64>(x) : CANONICAL_NAN;
}

// @ts-ignore: decorator
@inline
export function stringValue(address: u32): u64 {
  return TAG_STRING | <u64>address;
}

// @ts-ignore: decorator
@inline
export function objectValue(address: u32): u64 {
  return TAG_OBJECT | <u64>address;
}

// @ts-ignore: decorator
@inline
export function bigintValue(address: u32): u64 {
  return TAG_BIGINT | <u64>address;
}

// @ts-ignore: decorator
@inline
export function symbolValue(address: u32): u64 {
  return TAG_SYMBOL | <u64>address;
}

// @ts-ignore: decorator
@inline
export function booleanValue(truth: bool): u64 {
  return truth ? TRUE : FALSE;
}
