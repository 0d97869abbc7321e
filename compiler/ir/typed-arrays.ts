/** JavaScript's typed arrays by the kind of their elements. */
import type { ElementKind } from './types.js';

export type TypedValue =
  | Int8Array
  | Uint8Array
  | Uint8ClampedArray
  | Int16Array
  | Uint16Array
  | Int32Array
  | Uint32Array
  | Float32Array
  | Float64Array;

export const TYPED_ARRAYS: Readonly<Record<ElementKind, new (length: number) => TypedValue>> = {
  i8: Int8Array,
  u8: Uint8Array,
  u8c: Uint8ClampedArray,
  i16: Int16Array,
  u16: Uint16Array,
  i32: Int32Array,
  u32: Uint32Array,
  f32: Float32Array,
  f64: Float64Array,
};
