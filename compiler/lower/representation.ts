/** Which numbers are kept as 32-bit integers, and what the values of each type look like in AssemblyScript. */
import type { Interval } from '../analysis/interval.js';
import type { ElementKind, Type } from '../ir/index.js';

/** How a numeric variable is kept. */
export type Representation = 'i32' | 'f64';

/** A numeric expression as text, of the AssemblyScript type named. */
export interface Numeric {
  readonly text: string;
  readonly as: 'i32' | 'u32' | 'f64';
}

const INT32_MIN = -(2 ** 31);
const INT32_MAX = 2 ** 31 - 1;

/** Whether all values are int32 once -0 counts as 0. */
export function isInt32(interval: Interval): boolean {
  return interval.integer && !interval.nan && interval.lo >= INT32_MIN && interval.hi <= INT32_MAX;
}

/** Whether an i32 can stand for all values, the sign of zero included. */
export function isExactInt32(interval: Interval): boolean {
  return isInt32(interval) && !interval.negativeZero;
}

export function representationOf(interval: Interval): Representation {
  return isExactInt32(interval) ? 'i32' : 'f64';
}

/** The type of a variable or parameter in AssemblyScript. */
export function typeText(type: Type, representation: Representation): string {
  switch (type.kind) {
    case 'number':
      return representation;
    case 'boolean':
      return 'bool';
    case 'void':
      return 'void';
    default:
      return 'u32';
  }
}

/** What an element of an array is in memory: a typed array's kind, or a boolean's byte, or an address. */
export type Storage = ElementKind | 'bool' | 'ref';

export function storageOf(array: Type): Storage {
  if (array.kind === 'typed') return array.element;
  if (array.kind === 'string') return 'u16';
  if (array.kind !== 'array') throw new Error(`a ${array.kind} has no elements`);
  if (array.element.kind === 'number') return 'f64';
  return array.element.kind === 'boolean' ? 'bool' : 'ref';
}

/** log2 of an element's width in bytes. */
export function shiftOf(storage: Storage): 0 | 1 | 2 | 3 {
  return SHIFTS[storage];
}

const SHIFTS = { i8: 0, u8: 0, u8c: 0, bool: 0, i16: 1, u16: 1, i32: 2, u32: 2, f32: 2, ref: 2, f64: 3 } as const;

/** A double as AssemblyScript reads it back exactly. */
export function doubleText(value: number): string {
  if (Number.isNaN(value)) return 'NaN';
  if (value === Number.POSITIVE_INFINITY) return 'Infinity';
  if (value === Number.NEGATIVE_INFINITY) return '(-Infinity)';
  if (Object.is(value, -0)) return '(-0.0)';
  const digits = String(value);
  const text = /[.e]/.test(digits) ? digits : `${digits}.0`;
  return value < 0 ? `(${text})` : text;
}

export function integerText(value: number): string {
  if (value === INT32_MIN) return 'i32.MIN_VALUE';
  return value < 0 ? `(${value})` : String(value);
}

/** The same number as another AssemblyScript type; to i32 only where the value is known to be one. */
export function asDouble(numeric: Numeric): string {
  // The inner assertion keeps AssemblyScript from reading the literals in the text as 64-bit integers, as a shift inside of a double would.
  return numeric.as === 'f64' ? numeric.text : `<f64>(<${numeric.as}>(${numeric.text}))`;
}

export function asInt32(numeric: Numeric): string {
  return numeric.as === 'i32' ? numeric.text : `<i32>(${numeric.text})`;
}
