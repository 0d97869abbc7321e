/** Sizes of values in a block's memory. */
import { DESCRIPTOR_BYTES, SLOT_BASE, SLOT_BYTES } from '../../../compiler/abi.js';
import type { Type } from '../../../compiler/manifest.js';
import { elementConstructor, isTypedArray, type Packed } from '../../values/index.js';

/** The unit of the heap: every allocation is a whole number of them. */
export const HEAP_ALIGNMENT = 8;

export function slotAddress(slot: number): number {
  return SLOT_BASE + slot * SLOT_BYTES;
}

/** The size that the heap gives for a wish of `bytes`. */
export function allocationBytes(bytes: number): number {
  return Math.ceil(bytes / HEAP_ALIGNMENT) * HEAP_ALIGNMENT;
}

/** Bytes from one element of an array of this type to the next. */
export function elementBytes(type: Type): number {
  if (type.kind === 'string') return Uint16Array.BYTES_PER_ELEMENT;
  return elementConstructor(type)?.BYTES_PER_ELEMENT ?? Uint32Array.BYTES_PER_ELEMENT;
}

/** Types of the fields of a tuple or an object, in order. */
export function fieldTypes(type: Extract<Type, { kind: 'tuple' | 'object' }>): readonly Type[] {
  return type.kind === 'tuple' ? type.elements : type.fields.map((field) => field.type);
}

/** Bytes of heap that a value takes, all that it refers to included. */
export function heapBytes(type: Type, value: Packed): number {
  switch (type.kind) {
    case 'number':
    case 'boolean':
    case 'void':
      return 0;
    case 'string':
      return arrayBytes(type, (value as string).length);
    case 'typed':
      return arrayBytes(type, (value as ArrayLike<number>).length);
    case 'array':
      return elementsBytes(type, value as ArrayLike<Packed>);
    case 'tuple':
    case 'object': {
      const types = fieldTypes(type);
      const fields = value as readonly Packed[];
      return types.reduce(
        (sum, field, index) => sum + heapBytes(field, fields[index]),
        allocationBytes(types.length * SLOT_BYTES),
      );
    }
  }
}

/** As {@link heapBytes}, of an array with these elements, whatever its length is. */
export function elementsBytes(type: Type, elements: ArrayLike<Packed>): number {
  let total = arrayBytes(type, elements.length);
  if (type.kind === 'array' && !isTypedArray(elements)) {
    for (let index = 0; index < elements.length; index++) total += heapBytes(type.element, elements[index]);
  }
  return total;
}

/** A descriptor and room for `count` elements. */
export function arrayBytes(type: Type, count: number): number {
  return allocationBytes(DESCRIPTOR_BYTES) + allocationBytes(count * elementBytes(type));
}
