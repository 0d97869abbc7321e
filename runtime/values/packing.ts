/** Between values as JavaScript holds them and their packed form. See packed.ts for what is packed how. */
import type { Type } from '../../compiler/manifest.js';
import { ShoalError } from '../errors.js';
import type { Packed } from './packed.js';
import { arrayConstructor, describeValue, typeName } from './type-names.js';
import { isTypedArray, type TypedArray, typedArrayName, type Value } from './value.js';

/** Typed arrays are not copied. Throws SHOAL3001 with the place when the value is not of the type. */
export function pack(type: Type, value: Value, path = 'value'): Packed {
  switch (type.kind) {
    case 'number':
    case 'boolean':
    case 'string':
      if (typeof value !== type.kind) throw wrongType(type, value, path);
      return value as Packed;
    case 'void':
      return undefined;
    case 'typed':
      return checkTypedArray(type, value, path);
    case 'array':
      if (!Array.isArray(value)) throw wrongType(type, value, path);
      return packArray(type.element, value as readonly Value[], path);
    case 'tuple': {
      if (!Array.isArray(value) || value.length !== type.elements.length) throw wrongType(type, value, path);
      const elements = value as readonly Value[];
      return type.elements.map((element, index) => pack(element, elements[index], `${path}[${index}]`));
    }
    case 'object': {
      if (!isRecord(value)) throw wrongType(type, value, path);
      return type.fields.map(({ name, type: field }) => {
        if (!Object.hasOwn(value, name)) throw new ShoalError('SHOAL3001', `${path} lacks the field "${name}"`);
        return pack(field, value[name], `${path}.${name}`);
      });
    }
  }
}

function packArray(element: Type, values: readonly Value[], path: string): Packed {
  const flat = flatArray(element, values.length);
  if (!flat) return values.map((value, index) => pack(element, value, `${path}[${index}]`));
  for (let index = 0; index < values.length; index++) {
    const value = values[index];
    if (typeof value !== element.kind) throw wrongType(element, value, `${path}[${index}]`);
    flat[index] = Number(value);
  }
  return flat;
}

/** Arrays of numbers and booleans are packed without a JavaScript object for each element. */
function flatArray(element: Type, length: number): TypedArray | undefined {
  if (element.kind === 'number') return new Float64Array(length);
  return element.kind === 'boolean' ? new Uint8Array(length) : undefined;
}

/** The reverse of {@link pack}, for packed values of that type: see {@link checkPacked}. Typed arrays are not copied. */
export function unpack(type: Type, packed: Packed): Value {
  switch (type.kind) {
    case 'number':
    case 'boolean':
    case 'string':
    case 'void':
    case 'typed':
      return packed as Value;
    case 'array':
      if (type.element.kind === 'number') return Array.from(packed as Float64Array);
      if (type.element.kind === 'boolean') return Array.from(packed as Uint8Array, (element) => element !== 0);
      return (packed as readonly Packed[]).map((element) => unpack(type.element, element));
    case 'tuple':
      return type.elements.map((element, index) => unpack(element, (packed as readonly Packed[])[index]));
    case 'object':
      return Object.fromEntries(
        type.fields.map((field, index) => [field.name, unpack(field.type, (packed as readonly Packed[])[index])]),
      );
  }
}

/** Checks a packed value that came from outside. Throws SHOAL3001 with the place. */
export function checkPacked(type: Type, value: unknown, path = 'value'): Packed {
  switch (type.kind) {
    case 'number':
    case 'boolean':
    case 'string':
      if (typeof value !== type.kind) throw wrongType(type, value, path);
      return value as Packed;
    case 'void':
      if (value !== undefined && value !== null) throw wrongType(type, value, path);
      return undefined;
    case 'typed':
      return checkTypedArray(type, value, path);
    case 'array':
      return checkElements(type, value, path);
    case 'tuple':
      return checkFields(
        type,
        type.elements.map((element, index) => [`${path}[${index}]`, element]),
        value,
        path,
      );
    case 'object':
      return checkFields(
        type,
        type.fields.map((field) => [`${path}.${field.name}`, field.type]),
        value,
        path,
      );
  }
}

function checkElements(type: Extract<Type, { kind: 'array' }>, value: unknown, path: string): Packed {
  if (type.element.kind === 'number') return checkTypedArray({ kind: 'typed', element: 'f64' }, value, path);
  if (type.element.kind === 'boolean') {
    const flags = checkTypedArray({ kind: 'typed', element: 'u8' }, value, path);
    const odd = flags.findIndex((flag) => flag > 1);
    if (odd >= 0) throw wrongType(type.element, flags[odd], `${path}[${odd}]`);
    return flags;
  }
  if (!Array.isArray(value)) throw wrongType(type, value, path);
  return value.map((element, index) => checkPacked(type.element, element, `${path}[${index}]`));
}

function checkFields(type: Type, fields: readonly (readonly [string, Type])[], value: unknown, path: string): Packed {
  if (!Array.isArray(value) || value.length !== fields.length) throw wrongType(type, value, path);
  return fields.map(([place, field], index) => checkPacked(field, value[index], place));
}

function checkTypedArray(type: Extract<Type, { kind: 'typed' }>, value: unknown, path: string): TypedArray {
  if (!isTypedArray(value) || typedArrayName(value) !== arrayConstructor(type.element).name) throw wrongType(type, value, path);
  return value;
}

function isRecord(value: unknown): value is { readonly [field: string]: Value } {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !ArrayBuffer.isView(value);
}

function wrongType(wanted: Type, value: unknown, path: string): ShoalError {
  return new ShoalError('SHOAL3001', `${path} must be ${typeName(wanted)}, but got ${describeValue(value)}`);
}
