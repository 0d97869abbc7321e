// Small tests that loops over iterables and built-ins make.
import { isArray } from './arrays';
import { builtinObject } from './functions';
import {
  BUILTIN_ARRAY_PROTOTYPE,
  BUILTIN_INT8ARRAY_PROTOTYPE,
  CELL_KIND,
  CELL_KIND_TYPED_ARRAY,
  REALM_ACCESSOR,
  TYPED_ARRAY_ELEMENT,
} from './layout';
import { ABSENT } from './object-layout';
import { findProperty, prototypeOf } from './properties';
import { wellKnownSymbol } from './symbols';
import { ACCESSOR, addressOf, EMPTY, isObject } from './values';

export function isEmpty(value: u64): i32 {
  return value == EMPTY ? 1 : 0;
}

export function empty(): u64 {
  return EMPTY;
}

export function isAccessor(value: u64): i32 {
  return value == ACCESSOR ? 1 : 0;
}

export function foundAccessor(): u64 {
  return load<u64>(REALM_ACCESSOR);
}

/** An array or typed array that has no [Symbol.iterator] of its own or of a class between it and the built-in prototype. */
export function isIndexed(value: u64): i32 {
  if (!isObject(value)) return 0;
  const object: u32 = addressOf(value);
  const kind: u32 = load<u8>(object, CELL_KIND);
  let builtin: u32 = 0;
  if (isArray(value) != 0) builtin = builtinObject(BUILTIN_ARRAY_PROTOTYPE);
  else if (kind == CELL_KIND_TYPED_ARRAY)
    builtin = builtinObject(BUILTIN_INT8ARRAY_PROTOTYPE + load<u32>(object, TYPED_ARRAY_ELEMENT));
  else return 0;
  const iterator: u32 = addressOf(wellKnownSymbol(0));
  for (let holder: u32 = object; holder != builtin; holder = prototypeOf(holder)) {
    if (holder == 0 || findProperty(holder, iterator) != ABSENT) return 0;
  }
  return 1;
}
