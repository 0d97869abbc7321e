/**
 * Functions of the run-time library that Core can call, with the representation of what they take and give. Names are those of the
 * library's exports (compiler/dynamic/library). Built-ins written in TypeScript call them as `$name(...)`.
 */
import { MATH_INTRINSICS } from './intrinsics/math.js';
import { OBJECT_INTRINSICS } from './intrinsics/objects.js';
import { REGEXP_INTRINSICS } from './intrinsics/regexps.js';
import { VALUE_INTRINSICS } from './intrinsics/values.js';

/**
 * `value`: any value, 64 bits. `number`: f64. `integer`: i32. `boolean`: i32 0 or 1. `string`, `object`: the address, i32, of a value that is
 * known to be one. `nothing`: no result; as an expression it is undefined.
 */
export type Representation = 'value' | 'number' | 'integer' | 'boolean' | 'string' | 'object' | 'nothing';

export interface Intrinsic {
  readonly takes: readonly Representation[];
  readonly gives: Representation;
  /** May set REALM.pending. */
  readonly throws?: true;
  /** Has no effect and depends on its arguments alone: may be left out or done once. */
  readonly isPure?: true;
}

export const INTRINSICS: Readonly<Record<string, Intrinsic>> = {
  ...VALUE_INTRINSICS,
  ...OBJECT_INTRINSICS,
  ...REGEXP_INTRINSICS,
  ...MATH_INTRINSICS,
};
