/**
 * Values as JSON and back, exactly. What JSON can't carry is written as an object with one key that starts with `$`:
 *
 * - `{"$number": "NaN" | "Infinity" | "-Infinity" | "-0"}`
 * - `{"$typed": "Float64Array", "base64": "..."}`: the array's bytes, little-endian
 * - `{"$object": {...}}`: an object that has keys starting with `$` of its own
 *
 * graph-json.ts has more, for functions of any values.
 *
 * `undefined`, the result of a function that returns nothing, is `null`; `null` is read as `null`.
 */
import { bytesOf, isTypedArray, typedArrayConstructor, typedArrayName, type Value } from '../../values/index.js';
import { isHole, readGraphForm } from './graph-json.js';
import { type Json, JsonValueError, SPECIAL_NUMBERS, specialNumberName } from './json-form.js';

export { type Json, JsonValueError, specialNumberName } from './json-form.js';

export function valueToJson(value: Value): Json {
  if (value === undefined) return null;
  if (typeof value === 'number') {
    const name = specialNumberName(value);
    return name === undefined ? value : { $number: name };
  }
  if (typeof value !== 'object') return value;
  if (isTypedArray(value)) {
    const bytes = bytesOf(value);
    const base64 = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64');
    return { $typed: typedArrayName(value), base64 };
  }
  if (Array.isArray(value)) return value.map(valueToJson);
  const entries = Object.entries(value).map(([key, field]) => [key, valueToJson(field)] as const);
  const plain = Object.fromEntries(entries);
  return entries.some(([key]) => key.startsWith('$')) ? { $object: plain } : plain;
}

/** Throws {@link JsonValueError}. Numbers, arrays and objects keep the form they have in JSON: see `convertArguments` for types. */
export function jsonToValue(json: Json, path = '$'): unknown {
  if (typeof json !== 'object' || json === null) return json;
  if (Array.isArray(json)) return arrayOfValues(json, path);
  const object = json as { readonly [key: string]: Json };
  if ('$number' in object) return specialNumber(object, path);
  if ('$typed' in object) return typedArray(object, path);
  const form = readGraphForm(object, path, jsonToValue);
  if (form) return form.value;
  const inner = '$object' in object ? object.$object : object;
  if (typeof inner !== 'object' || inner === null || Array.isArray(inner)) {
    throw new JsonValueError(path, '"$object" needs an object');
  }
  const fields = inner as { readonly [key: string]: Json };
  return Object.fromEntries(Object.entries(fields).map(([key, field]) => [key, jsonToValue(field, `${path}.${key}`)]));
}

function arrayOfValues(elements: readonly Json[], path: string): unknown[] {
  const values: unknown[] = new Array(elements.length);
  for (const [index, element] of elements.entries()) {
    if (!isHole(element)) values[index] = jsonToValue(element, `${path}[${index}]`);
  }
  return values;
}

function specialNumber(object: { readonly [key: string]: Json }, path: string): number {
  const name = object.$number;
  const value = typeof name === 'string' ? SPECIAL_NUMBERS.get(name) : undefined;
  if (value === undefined || Object.keys(object).length !== 1) {
    throw new JsonValueError(path, '"$number" must be one of "NaN", "Infinity", "-Infinity", "-0", and the only key');
  }
  return value;
}

function typedArray(object: { readonly [key: string]: Json }, path: string): Value {
  const { $typed: name, base64 } = object;
  const make = typeof name === 'string' ? typedArrayConstructor(name) : undefined;
  if (!make) throw new JsonValueError(path, '"$typed" must name a typed array, such as "Float64Array"');
  if (typeof base64 !== 'string' || !/^[A-Za-z0-9+/]*={0,2}$/.test(base64)) {
    throw new JsonValueError(path, `a ${make.name} needs its bytes as text in "base64"`);
  }
  const bytes = Uint8Array.from(Buffer.from(base64, 'base64'));
  if (bytes.byteLength % make.BYTES_PER_ELEMENT !== 0) {
    throw new JsonValueError(path, `${bytes.byteLength} bytes are no whole number of ${make.name} elements`);
  }
  return new make(bytes.buffer);
}
