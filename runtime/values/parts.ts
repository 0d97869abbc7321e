/** Parts of arrays: what a shard is given of an array, and how what it gives back is put in its place. */
import type { Type } from '../../compiler/manifest.js';
import { ShoalError } from '../errors.js';
import type { Packed, Part, ValueBundle } from './packed.js';
import { arrayConstructor } from './type-names.js';
import { isTypedArray, type TypedArray, typedArrayName } from './value.js';

/** An array in packed form: of numbers and booleans a typed array, of all else an array of packed elements. */
export type PackedArray = TypedArray | Packed[];

/** How many elements the part holds. */
export function partCount(part: Part): number {
  return 'elements' in part ? part.elements.length : part.count;
}

/** Elements `from` to `to` (exclusive) of an array. Elements of typed arrays are a view, not a copy. */
export function sliceArray(type: Type, array: Packed, from: number, to: number): Part {
  const whole = asArray(type, array);
  if (!(Number.isInteger(from) && Number.isInteger(to) && 0 <= from && from <= to && to <= whole.length)) {
    throw new ShoalError('SHOAL9001', `the part [${from}, ${to}) does not lie in an array of ${whole.length} elements`);
  }
  const elements = isTypedArray(whole) ? whole.subarray(from, to) : whole.slice(from, to);
  return { length: whole.length, first: from, elements };
}

/** Writes the part's elements over those of `target`, in place. Throws SHOAL3004 when they don't fit. */
export function mergePart(type: Type, target: Packed, part: Part): void {
  const whole = asArray(type, target);
  const count = partCount(part);
  if (part.length !== whole.length || part.first < 0 || part.first + count > whole.length) {
    throw new ShoalError(
      'SHOAL3004',
      `elements ${part.first} to ${part.first + count} of ${part.length} do not fit into an array of ${whole.length}`,
    );
  }
  if (!('elements' in part)) {
    (whole as TypedArray).fill(part.fill, part.first, part.first + count);
  } else if (isTypedArray(whole)) {
    if (!isTypedArray(part.elements) || typedArrayName(part.elements) !== typedArrayName(whole)) {
      throw new ShoalError('SHOAL3004', `elements of another kind can't be put into a ${typedArrayName(whole)}`);
    }
    whole.set(part.elements, part.first);
  } else {
    for (let index = 0; index < count; index++) whole[part.first + index] = part.elements[index];
  }
}

/**
 * A packed array of `length` elements that all hold `fill`; of strings, arrays and records, which no number can fill, an empty one
 * each, to be overwritten. Throws SHOAL2003 for an impossible length.
 */
export function filledArray(type: Type, length: number, fill: number): PackedArray {
  const construct = elementConstructor(type);
  if (!(Number.isInteger(length) && length >= 0 && length <= 0xffff_ffff)) {
    throw new ShoalError('SHOAL2003', `an array can't have the length ${length}`);
  }
  if (!construct) {
    if (type.kind !== 'array') throw new ShoalError('SHOAL9001', 'only arrays can be filled');
    return Array.from({ length }, () => emptyValue(type.element));
  }
  let array: TypedArray;
  try {
    array = new construct(length);
  } catch (cause) {
    throw new ShoalError('SHOAL2003', `there is no memory for an array of ${length} elements`, { cause });
  }
  return Object.is(fill, 0) ? array : array.fill(fill);
}

/** The smallest packed value of a type. */
function emptyValue(type: Type): Packed {
  switch (type.kind) {
    case 'boolean':
      return false;
    case 'string':
      return '';
    case 'typed':
    case 'array':
      return filledArray(type, 0, 0);
    case 'tuple':
      return type.elements.map(emptyValue);
    case 'object':
      return type.fields.map((field) => emptyValue(field.type));
    default:
      return 0;
  }
}

/** The class of the packed form of an array of this type; undefined when that is no typed array. */
export function elementConstructor(type: Type): ReturnType<typeof arrayConstructor> | undefined {
  if (type.kind === 'typed') return arrayConstructor(type.element);
  if (type.kind !== 'array') return undefined;
  if (type.element.kind === 'number') return arrayConstructor('f64');
  return type.element.kind === 'boolean' ? arrayConstructor('u8') : undefined;
}

/** Bytes that the value takes in memory or on the wire, without its small change of lengths and names. */
export function packedBytes(value: Packed): number {
  switch (typeof value) {
    case 'number':
      return 8;
    case 'boolean':
      return 1;
    case 'string':
      return value.length * 2;
    case 'undefined':
      return 0;
    default:
      if (isTypedArray(value)) return value.byteLength;
      return value.reduce<number>((total, element) => total + packedBytes(element), 0);
  }
}

/** As {@link packedBytes}, for all values of a bundle. Parts that are only a fill count as 8 bytes. */
export function bundleBytes(bundle: ValueBundle): number {
  let total = 0;
  for (const value of bundle.values()) {
    if (!isPart(value)) total += packedBytes(value);
    else total += 'elements' in value.part ? packedBytes(value.part.elements) : 8;
  }
  return total;
}

export function isPart(value: Packed | { readonly part: Part }): value is { readonly part: Part } {
  return typeof value === 'object' && 'part' in value;
}

function asArray(type: Type, value: Packed): PackedArray {
  if (isTypedArray(value)) return value;
  if (type.kind === 'array' && Array.isArray(value)) return value as Packed[];
  throw new ShoalError('SHOAL9001', 'a value that is no array has no parts');
}
