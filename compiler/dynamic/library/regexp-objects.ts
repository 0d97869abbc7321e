// Objects of class RegExp: what they were made of, and `lastIndex`, the first of their own properties.
import { allocateRegExp } from './allocation';
import { builtinObject } from './functions';
import { NAME_LAST_INDEX } from './keys';
import {
  BUILTIN_REGEXP_PROTOTYPE, CELL_KIND, CELL_KIND_REGEXP, OBJECT_SHAPE, REGEXP_FLAGS, REGEXP_INNER, REGEXP_PROGRAM, REGEXP_SOURCE,
} from './layout';
import { NOT_CONFIGURABLE, NOT_ENUMERABLE, ROOT_REGEXP } from './object-layout';
import { addProperty } from './properties';
import { rootFor } from './reshaping';
import { withProperty } from './shapes';
import { addressOf, isObject, numberValue, objectValue } from './values';

/** Of those that nobody gave other properties. */
function plainShape(): u32 {
  let shape: u32 = load<u32>(ROOT_REGEXP);
  if (shape == 0) {
    shape = withProperty(rootFor(builtinObject(BUILTIN_REGEXP_PROTOTYPE)), load<u32>(NAME_LAST_INDEX), NOT_ENUMERABLE | NOT_CONFIGURABLE);
    store<u32>(ROOT_REGEXP, shape);
  }
  return shape;
}

export function isRegExp(value: u64): i32 {
  return isObject(value) && load<u8>(addressOf(value), CELL_KIND) == <u8>CELL_KIND_REGEXP ? 1 : 0;
}

export function isPlainRegExp(value: u64): i32 {
  return isRegExp(value) != 0 && load<u32>(addressOf(value), OBJECT_SHAPE) == plainShape() ? 1 : 0;
}

export function newRegExp(source: u32, flags: i32, program: u32): u64 {
  const object: u32 = allocateRegExp(plainShape());
  store<u64>(object, numberValue(0.0), REGEXP_INNER);
  describe(object, source, flags, program);
  return objectValue(object);
}

/** Of a fresh object, which has no properties. */
export function regexpInitialise(value: u64, source: u32, flags: i32, program: u32): void {
  const object: u32 = addressOf(value);
  addProperty(object, load<u32>(NAME_LAST_INDEX), numberValue(0.0), NOT_ENUMERABLE | NOT_CONFIGURABLE, false);
  describe(object, source, flags, program);
}

function describe(object: u32, source: u32, flags: i32, program: u32): void {
  store<u32>(object, program, REGEXP_PROGRAM);
  store<u32>(object, source, REGEXP_SOURCE);
  store<u32>(object, <u32>flags, REGEXP_FLAGS);
}

export function regexpProgram(value: u64): u32 {
  return load<u32>(addressOf(value), REGEXP_PROGRAM);
}

export function regexpSource(value: u64): u32 {
  return load<u32>(addressOf(value), REGEXP_SOURCE);
}

export function regexpFlags(value: u64): i32 {
  return load<i32>(addressOf(value), REGEXP_FLAGS);
}
