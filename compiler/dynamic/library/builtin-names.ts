// Names of the constructors whose prototypes lie in REALM.objects, for messages and for the border, also when the program has no use for the
// constructors themselves.
import { BUILTIN_REGEXP_PROTOTYPE, REALM_OBJECTS } from './layout';
import { atomOfUnits } from './atoms';

/** In the order of BUILTIN_OBJECTS in layout.ts, each followed by a space. */
const NAMES: string =
  'Object Function Array String Number Boolean BigInt Symbol Map Set ArrayBuffer DataView Error TypeError RangeError SyntaxError ReferenceError EvalError URIError Iterator Generator TypedArray Int8Array Uint8Array Uint8ClampedArray Int16Array Uint16Array Int32Array Uint32Array Float32Array Float64Array BigInt64Array BigUint64Array AggregateError RegExp ';
const SPACE: u16 = 32;

/** Number in BUILTIN_OBJECTS, or -1. */
export function builtinNumber(object: u32): i32 {
  for (let i: u32 = 0; i <= BUILTIN_REGEXP_PROTOTYPE; i++) if (load<u32>(REALM_OBJECTS + (i << 2)) == object) return i;
  return -1;
}

export function builtinName(number: i32): u32 {
  let at: u32 = <u32>changetype<usize>(NAMES);
  for (let i: i32 = 0; i < number; at += 2) if (load<u16>(at) == SPACE) i++;
  let end: u32 = at;
  while (load<u16>(end) != SPACE) end += 2;
  return atomOfUnits(at, (end - at) >> 1);
}
