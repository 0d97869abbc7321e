/**
 * Any JavaScript value as JSON, for functions of any values. Beside the forms of json.ts:
 *
 * - `{"$undefined": true}`, `{"$hole": true}` (no element), `{"$bigint": "-12"}`
 * - `{"$map": [[key, value], ...]}`, `{"$set": [...]}`
 * - `{"$buffer": base64}`, `{"$view": base64}`: an ArrayBuffer, the part of it that a DataView shows
 * - `{"$error": {"class": "TypeError", "message": "...", ...own properties}}`
 * - `{"$same": path}`: the object that this value lies in, where it is a part of itself; never read back
 */
import { bytesOf, isTypedArray, typedArrayConstructor, typedArrayName } from '../../values/index.js';
import { type Json, JsonValueError, specialNumberName } from './json-form.js';

type JsonObject = { readonly [key: string]: Json };

export function graphToJson(value: unknown, path = '$', around: ReadonlyMap<object, string> = new Map()): Json {
  switch (typeof value) {
    case 'undefined':
      return { $undefined: true };
    case 'number': {
      const name = specialNumberName(value);
      return name === undefined ? value : { $number: name };
    }
    case 'bigint':
      return { $bigint: String(value) };
    case 'boolean':
    case 'string':
      return value;
    case 'object':
      return value === null ? null : objectToJson(value, path, around);
    default:
      throw new TypeError(`a ${typeof value} is no value of a run`);
  }
}

function objectToJson(object: object, path: string, around: ReadonlyMap<object, string>): Json {
  const same = around.get(object);
  if (same !== undefined) return { $same: same };
  const inside = new Map(around).set(object, path);
  if (Array.isArray(object)) {
    return Array.from(object, (element, index) =>
      index in object ? graphToJson(element, `${path}[${index}]`, inside) : { $hole: true },
    );
  }
  if (ArrayBuffer.isView(object)) {
    return object instanceof DataView
      ? { $view: base64(bytesOf(object)) }
      : { $typed: typedArrayName(object), base64: base64(bytesOf(object)) };
  }
  if (object instanceof ArrayBuffer) return { $buffer: base64(new Uint8Array(object)) };
  if (object instanceof Map) {
    const entries = Array.from(object, ([key, value], index) => [
      graphToJson(key, `${path}.keys[${index}]`, inside),
      graphToJson(value, `${path}.values[${index}]`, inside),
    ]);
    return { $map: entries };
  }
  if (object instanceof Set) {
    return { $set: Array.from(object, (element, index) => graphToJson(element, `${path}[${index}]`, inside)) };
  }
  if (object instanceof Error) {
    const own = Object.getOwnPropertyNames(object).filter((key) => key !== 'stack');
    return { $error: { class: builtInClass(object), ...fields(object, own, path, inside) } };
  }
  const plain = fields(object, Object.keys(object), path, inside);
  return Object.keys(plain).some((key) => key.startsWith('$')) ? { $object: plain } : plain;
}

function fields(object: object, keys: readonly string[], path: string, inside: ReadonlyMap<object, string>): JsonObject {
  const record = object as Readonly<Record<string, unknown>>;
  return Object.fromEntries(keys.map((key) => [key, graphToJson(record[key], `${path}.${key}`, inside)]));
}

function builtInClass(error: Error): string {
  return (Object.getPrototypeOf(error) as { readonly constructor: { readonly name: string } }).constructor.name;
}

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64');
}

/** The forms that only functions of any values take; `read` reads what is inside. Undefined when the object is none of them. */
export function readGraphForm(
  object: JsonObject,
  path: string,
  read: (json: Json, path: string) => unknown,
): { readonly value: unknown } | undefined {
  const [name] = Object.keys(object);
  const content = name === undefined ? undefined : object[name];
  if (name === undefined || content === undefined) return undefined;
  switch (name) {
    case '$undefined':
      return { value: undefined };
    case '$bigint':
      if (typeof content !== 'string' || !/^-?\d+$/.test(content))
        throw new JsonValueError(path, '"$bigint" needs digits as text');
      return { value: BigInt(content) };
    case '$map': {
      const pairs = listOf(content, path, name).map((pair, index) => {
        if (!Array.isArray(pair) || pair.length !== 2)
          throw new JsonValueError(`${path}[${index}]`, '"$map" needs pairs of key and value');
        return [read(pair[0] as Json, `${path}.keys[${index}]`), read(pair[1] as Json, `${path}.values[${index}]`)] as const;
      });
      return { value: new Map(pairs) };
    }
    case '$set':
      return { value: new Set(listOf(content, path, name).map((element, index) => read(element, `${path}[${index}]`))) };
    case '$buffer':
    case '$view': {
      if (typeof content !== 'string') throw new JsonValueError(path, `"${name}" needs bytes in base64`);
      const { buffer } = Uint8Array.from(Buffer.from(content, 'base64'));
      return { value: name === '$view' ? new DataView(buffer) : buffer };
    }
    case '$error':
      return { value: readError(content, path, read) };
    default:
      return undefined;
  }
}

/** Whether the JSON stands for an element that an array lacks. */
export function isHole(json: Json): boolean {
  return typeof json === 'object' && json !== null && !Array.isArray(json) && (json as JsonObject).$hole === true;
}

const ERRORS = { Error, TypeError, RangeError, SyntaxError, ReferenceError, EvalError, URIError } as const;

function readError(content: Json, path: string, read: (json: Json, path: string) => unknown): Error {
  if (typeof content !== 'object' || content === null || Array.isArray(content))
    throw new JsonValueError(path, '"$error" needs an object');
  const { class: name = 'Error', message, ...own } = content as JsonObject;
  if (typeof name !== 'string' || !Object.hasOwn(ERRORS, name))
    throw new JsonValueError(path, `"${String(name)}" is no class of errors`);
  const error = new ERRORS[name as keyof typeof ERRORS](typeof message === 'string' ? message : undefined);
  for (const [key, value] of Object.entries(own)) {
    Object.defineProperty(error, key, {
      value: read(value, `${path}.${key}`),
      enumerable: key !== 'cause' && key !== 'errors',
      writable: true,
      configurable: true,
    });
  }
  return error;
}

function listOf(json: Json, path: string, name: string): readonly Json[] {
  if (!Array.isArray(json)) throw new JsonValueError(path, `"${name}" needs an array`);
  return json as readonly Json[];
}

const NAMED_ARRAY = /^(?:readonly\s+)?(\w+Array)$/;

/** An argument for a parameter whose type is written as a typed array may be given as an array of numbers. */
export function asDeclared(type: string | undefined, value: unknown): unknown {
  const make = type === undefined ? undefined : typedArrayConstructor(NAMED_ARRAY.exec(type)?.[1] ?? '');
  if (!make || !Array.isArray(value) || isTypedArray(value)) return value;
  if (!value.every((element) => typeof element === 'number')) return value;
  const array = new make(value.length);
  array.set(value as number[]);
  return array;
}
