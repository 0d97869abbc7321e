/** Arguments as a user writes them, made into exactly what the function's parameter types ask for. */
import type { ElementKind, Parameter, Type } from '../../../compiler/manifest.js';
import { ShoalError } from '../../errors.js';
import {
  describeValue,
  isTypedArray,
  type TypedArray,
  typedArrayConstructor,
  typedArrayName,
  typeName,
  type Value,
} from '../../values/index.js';
import { specialNumberName } from './json.js';

const TYPED_ARRAYS: Readonly<Record<ElementKind, { readonly name: string; readonly min?: number; readonly max?: number }>> = {
  i8: { name: 'Int8Array', min: -(2 ** 7), max: 2 ** 7 - 1 },
  u8: { name: 'Uint8Array', min: 0, max: 2 ** 8 - 1 },
  u8c: { name: 'Uint8ClampedArray', min: 0, max: 2 ** 8 - 1 },
  i16: { name: 'Int16Array', min: -(2 ** 15), max: 2 ** 15 - 1 },
  u16: { name: 'Uint16Array', min: 0, max: 2 ** 16 - 1 },
  i32: { name: 'Int32Array', min: -(2 ** 31), max: 2 ** 31 - 1 },
  u32: { name: 'Uint32Array', min: 0, max: 2 ** 32 - 1 },
  f32: { name: 'Float32Array' },
  f64: { name: 'Float64Array' },
};

/** Throws SHOAL3002 for a wrong number of arguments, SHOAL3001 for a wrong type, naming the parameter and the place in it. */
export function convertArguments(parameters: readonly Parameter[], values: readonly unknown[], functionName: string): Value[] {
  if (values.length !== parameters.length) {
    const wanted = parameters.map((parameter) => `${parameter.name}: ${typeName(parameter.type)}`).join(', ');
    throw new ShoalError(
      'SHOAL3002',
      `${functionName}(${wanted}) takes ${count(parameters.length, 'argument')}, but ${values.length} ${values.length === 1 ? 'was' : 'were'} given`,
      { hint: 'give all arguments as one JSON array, such as --args \'[1, "text", [1, 2]]\'' },
    );
  }
  return parameters.map((parameter, index) => convert(parameter.type, values[index], parameter.name, parameter));
}

function count(n: number, noun: string): string {
  return `${n} ${noun}${n === 1 ? '' : 's'}`;
}

function convert(type: Type, value: unknown, path: string, parameter: Parameter): Value {
  switch (type.kind) {
    case 'number':
    case 'boolean':
    case 'string':
      if (typeof value !== type.kind) throw wrongType(type, value, path, parameter);
      return value as Value;
    case 'void':
      return undefined;
    case 'typed':
      return typedArray(type, value, path, parameter);
    case 'array': {
      const elements = isTypedArray(value) ? Array.from(value) : value;
      if (!Array.isArray(elements)) throw wrongType(type, value, path, parameter);
      return elements.map((element, index) => convert(type.element, element, `${path}[${index}]`, parameter));
    }
    case 'tuple':
      if (!Array.isArray(value) || value.length !== type.elements.length) throw wrongType(type, value, path, parameter);
      return type.elements.map((element, index) => convert(element, value[index], `${path}[${index}]`, parameter));
    case 'object':
      return object(type, value, path, parameter);
  }
}

function typedArray(type: Extract<Type, { kind: 'typed' }>, value: unknown, path: string, parameter: Parameter): TypedArray {
  const { name, min, max } = TYPED_ARRAYS[type.element];
  if (isTypedArray(value)) {
    if (typedArrayName(value) !== name) throw wrongType(type, value, path, parameter);
    return value;
  }
  if (!Array.isArray(value)) throw wrongType(type, value, path, parameter);
  const array = new (typedArrayConstructor(name)!)(value.length);
  for (let index = 0; index < value.length; index++) {
    const element: unknown = value[index];
    const place = `${path}[${index}]`;
    if (typeof element !== 'number') throw wrongType({ kind: 'number' }, element, place, parameter);
    if (min !== undefined && max !== undefined && !(Number.isInteger(element) && element >= min && element <= max)) {
      throw new ShoalError(
        'SHOAL3001',
        `${place} of parameter "${parameter.name}" is ${specialNumberName(element) ?? element}, but elements of a ${name} are integers from ${min} to ${max}`,
      );
    }
    array[index] = element;
  }
  return array;
}

function object(type: Extract<Type, { kind: 'object' }>, value: unknown, path: string, parameter: Parameter): Value {
  if (typeof value !== 'object' || value === null || Array.isArray(value) || ArrayBuffer.isView(value)) {
    throw wrongType(type, value, path, parameter);
  }
  const given = new Map<string, unknown>(Object.entries(value));
  const fields = type.fields.map((field) => {
    if (!given.has(field.name)) {
      throw new ShoalError('SHOAL3001', `${path} of parameter "${parameter.name}" lacks the field "${field.name}"`);
    }
    return [field.name, convert(field.type, given.get(field.name), `${path}.${field.name}`, parameter)] as const;
  });
  for (const name of given.keys()) {
    if (!type.fields.some((field) => field.name === name)) {
      throw new ShoalError('SHOAL3001', `${path} of parameter "${parameter.name}" has a field "${name}" that its type lacks`);
    }
  }
  return Object.fromEntries(fields);
}

function wrongType(wanted: Type, value: unknown, path: string, parameter: Parameter): ShoalError {
  const place = path === parameter.name ? `parameter "${parameter.name}"` : `${path} of parameter "${parameter.name}"`;
  return new ShoalError('SHOAL3001', `${place} must be ${typeName(wanted)}, but got ${describeValue(value)}`);
}
