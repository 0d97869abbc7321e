// Elements of typed arrays: reading and writing memory in one of the eleven formats, with JavaScript's conversions.
import { primitiveRequireBigint } from './bigint';
import { bigintOfI64, bigintOfU64, lowBitsOf } from './bigint-cells';
import {
  ELEMENT_KIND_F32,
  ELEMENT_KIND_F64,
  ELEMENT_KIND_I16,
  ELEMENT_KIND_I32,
  ELEMENT_KIND_I64,
  ELEMENT_KIND_I8,
  ELEMENT_KIND_U16,
  ELEMENT_KIND_U32,
  ELEMENT_KIND_U64,
  ELEMENT_KIND_U8,
  ELEMENT_KIND_U8C,
  REALM_PENDING,
  TYPED_ARRAY_DATA,
  TYPED_ARRAY_ELEMENT,
} from './layout';
import { describeObject } from './functions';
import { refuse } from './needs';
import { primitiveToNumber } from './operators';
import { addressOf, bigintValue, canonicalValue, EMPTY, isBigint, isDouble, isObject, numberOf } from './values';

/** Binary logarithm of an element's size: a digit for each kind, from the lowest. */
const SHIFTS: u64 = 0x33322211000;

export function shiftOf(kind: u32): u32 {
  return <u32>(SHIFTS >> ((<u64>kind) << 2)) & 7;
}

export function elementShift(view: u32): u32 {
  return shiftOf(load<u32>(view, TYPED_ARRAY_ELEMENT));
}

export function isBigKind(kind: u32): bool {
  return kind >= ELEMENT_KIND_I64;
}

/** The number or bigint at an address. */
export function readAt(at: u32, kind: u32): u64 {
  if (kind == ELEMENT_KIND_I64) return bigintValue(bigintOfI64(load<i64>(at)));
  if (kind == ELEMENT_KIND_U64) return bigintValue(bigintOfU64(load<u64>(at), false));
  return canonicalValue(readNumber(at, kind));
}

export function readNumber(at: u32, kind: u32): f64 {
  switch (kind) {
    case ELEMENT_KIND_I8:
      return <f64>load<i8>(at);
    case ELEMENT_KIND_U8:
    case ELEMENT_KIND_U8C:
      return <f64>load<u8>(at);
    case ELEMENT_KIND_I16:
      return <f64>load<i16>(at);
    case ELEMENT_KIND_U16:
      return <f64>load<u16>(at);
    case ELEMENT_KIND_I32:
      return <f64>load<i32>(at);
    case ELEMENT_KIND_U32:
      return <f64>load<u32>(at);
    case ELEMENT_KIND_F32:
      return <f64>load<f32>(at);
    default:
      return load<f64>(at);
  }
}

/** The value as elements of that kind hold it, a number or a bigint; EMPTY after a TypeError. Objects are the caller's to convert. */
export function toElement(kind: u32, value: u64): u64 {
  if (isBigKind(kind)) {
    if (isBigint(value)) return value;
    const big: u64 = primitiveRequireBigint(value);
    return isBigint(big) ? big : EMPTY;
  }
  if (isDouble(value)) return value;
  if (isObject(value)) {
    refuse('Cannot convert ', describeObject(addressOf(value)), ' to a number');
    return EMPTY;
  }
  const x: f64 = primitiveToNumber(value);
  return load<u32>(REALM_PENDING) != 0 ? EMPTY : canonicalValue(x);
}

/** `value`: a number, or a bigint for the 64-bit integers. */
export function writeAt(at: u32, kind: u32, value: u64): void {
  if (isBigKind(kind)) store<u64>(at, lowBitsOf(addressOf(value)));
  else writeNumber(at, kind, numberOf(value));
}

export function writeNumber(at: u32, kind: u32, x: f64): void {
  switch (kind) {
    case ELEMENT_KIND_F64:
      store<f64>(at, x);
      return;
    case ELEMENT_KIND_F32:
      store<f32>(at, <f32>x);
      return;
    case ELEMENT_KIND_U8C:
      store<u8>(at, clamped(x));
      return;
    case ELEMENT_KIND_I8:
    case ELEMENT_KIND_U8:
      store<u8>(at, <u8>wrapped(x));
      return;
    case ELEMENT_KIND_I16:
    case ELEMENT_KIND_U16:
      store<u16>(at, <u16>wrapped(x));
      return;
    default:
      store<u32>(at, wrapped(x));
  }
}

/** ToUint8Clamp: to the nearest, halves to even. */
function clamped(x: f64): u8 {
  if (!(x > 0)) return 0;
  return x >= 255 ? 255 : <u8>nearest(x);
}

/** ToInt32 as an unsigned word. */
export function wrapped(x: f64): u32 {
  const i: i64 = <i64>x;
  // Saturated or NaN (which gives 0, as it should): beyond 2^63 the lowest 32 bits come from the mantissa shifted.
  if (i != i64.MAX_VALUE && i != i64.MIN_VALUE) return <u32>i;
  const bits: u64 = reinterpret<u64>(x);
  const exponent: i32 = <i32>((bits >> 52) & 0x7ff) - 1075;
  if (exponent > 31) return 0;
  const mantissa: u64 = (bits & 0xfffffffffffff) | 0x10000000000000;
  const low: u32 = <u32>(mantissa << exponent);
  return bits >> 63 != 0 ? 0 - low : low;
}

export function elementAddress(view: u32, index: u32): u32 {
  return load<u32>(view, TYPED_ARRAY_DATA) + (index << elementShift(view));
}

export function readElement(view: u32, index: u32): u64 {
  const kind: u32 = load<u32>(view, TYPED_ARRAY_ELEMENT);
  return readAt(load<u32>(view, TYPED_ARRAY_DATA) + (index << shiftOf(kind)), kind);
}

export function writeElement(view: u32, index: u32, value: u64): void {
  const kind: u32 = load<u32>(view, TYPED_ARRAY_ELEMENT);
  writeAt(load<u32>(view, TYPED_ARRAY_DATA) + (index << shiftOf(kind)), kind, value);
}
