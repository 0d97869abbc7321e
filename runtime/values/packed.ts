/**
 * Values as the runtime carries them between processes and lays them out in memory: compact, and read with the help of a Type.
 *
 * - number, boolean, string, void: themselves
 * - typed array: itself; `number[]`: a Float64Array; `boolean[]`: a Uint8Array of 0 and 1
 * - any other array, tuple, object: an array of packed elements or fields, in order
 */
import type { TypedArray } from './value.js';

export type Packed = number | boolean | string | undefined | TypedArray | readonly Packed[];

/**
 * The part of an array that a shard is given or gives back: the elements `first` to `first + elements.length - 1` of an array of
 * `length`. `fill` instead of `elements`: `count` elements that all hold that number, which saves sending them.
 */
export type Part =
  | { readonly length: number; readonly first: number; readonly elements: TypedArray | readonly Packed[] }
  | { readonly length: number; readonly first: number; readonly count: number; readonly fill: number };

/** A shard's inputs or outputs by the names of its contract. Arrays of range and reduce blocks are parts, all else is packed. */
export type ValueBundle = ReadonlyMap<string, Packed | { readonly part: Part }>;
