/** Types and values in words, and the JavaScript class behind each kind of typed array. */
import type { ElementKind, Type } from '../../compiler/manifest.js';
import { isTypedArray, type TypedArrayConstructor, typedArrayConstructor, typedArrayName } from './value.js';

const ARRAY_NAMES: Readonly<Record<ElementKind, string>> = {
  i8: 'Int8Array',
  u8: 'Uint8Array',
  u8c: 'Uint8ClampedArray',
  i16: 'Int16Array',
  u16: 'Uint16Array',
  i32: 'Int32Array',
  u32: 'Uint32Array',
  f32: 'Float32Array',
  f64: 'Float64Array',
};

export function arrayConstructor(element: ElementKind): TypedArrayConstructor {
  return typedArrayConstructor(ARRAY_NAMES[element])!;
}

/** The type as TypeScript writes it. */
export function typeName(type: Type): string {
  switch (type.kind) {
    case 'typed':
      return ARRAY_NAMES[type.element];
    case 'array':
      return `${typeName(type.element)}[]`;
    case 'tuple':
      return `[${type.elements.map(typeName).join(', ')}]`;
    case 'object':
      return `{ ${type.fields.map((field) => `${field.name}: ${typeName(field.type)}`).join('; ')} }`;
    default:
      return type.kind;
  }
}

/** A value in a few words, for messages. */
export function describeValue(value: unknown): string {
  if (value === null || value === undefined) return 'nothing';
  if (typeof value === 'string') return `the string ${JSON.stringify(value.length > 40 ? `${value.slice(0, 40)}…` : value)}`;
  if (typeof value === 'number') return `the number ${Object.is(value, -0) ? '-0' : value}`;
  if (Array.isArray(value)) return `an array of ${count(value.length)}`;
  if (isTypedArray(value)) return `a ${typedArrayName(value)} of ${count(value.length)}`;
  return typeof value === 'object' ? 'an object' : String(value);
}

function count(elements: number): string {
  return `${elements} element${elements === 1 ? '' : 's'}`;
}
