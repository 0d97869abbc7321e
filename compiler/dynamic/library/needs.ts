// What the object part asks of the rest of the library, and messages put together.
import { toAtom } from './atoms';
import { failRangeError, failTypeError } from './errors';
import { literal } from './literals';
import { integerToString, numberToString } from './number-text';
import { primitiveDescribe } from './operators';
import { join } from './text';
import { UNDEFINED } from './values';

export { literalAtom } from './literals';
export { unitsOf } from './text';

export function atomOf(string: u32): u32 {
  return toAtom(string);
}

export function textOfNumber(x: f64): u32 {
  return numberToString(x);
}

export function textOfInteger(i: u32): u32 {
  return i <= 0x7fffffff ? integerToString(i) : numberToString(<f64>i);
}

/** Of undefined, null, booleans and bigints as property keys; also of strings, numbers and symbols in messages. */
export function textOfPrimitive(value: u64): u32 {
  return primitiveDescribe(value);
}

/** The concatenation of three pieces; pieces that are 0 are left out. */
export function message(a: u32, b: u32, c: u32): u32 {
  let text: u32 = a;
  if (b != 0) text = join(text, b);
  if (c != 0) text = join(text, c);
  return text;
}

/** Throws a TypeError `before middle after`. */
export function refuse(before: string, middle: u32, after: string): u64 {
  failTypeError(message(literal(before), middle, literal(after)));
  return UNDEFINED;
}

export function refuseRange(text: string): u64 {
  failRangeError(literal(text));
  return UNDEFINED;
}

export function refuseRangeOf(before: string, middle: u32, after: string): u64 {
  failRangeError(message(literal(before), middle, literal(after)));
  return UNDEFINED;
}
