/**
 * JavaScript values as the bytes that dynamic blocks take and give: see GRAPH in compiler/dynamic/layout.ts. Shared references and cycles
 * are kept. The walk has a stack of its own, so that a list of a million links is no deeper than a number.
 */
import { types } from 'node:util';
import { ELEMENT_KIND, ERROR_NAMES, GRAPH } from '../../compiler/dynamic/layout.js';
import { ByteWriter } from './byte-writer.js';
import { GraphError } from './graph-error.js';
import { typedArrayName } from './value.js';

export interface GraphEncoding {
  /**
   * What to do with instances of classes. Arguments are refused, because their methods would be missing; an outcome carries the name of
   * the class and the fields.
   */
  readonly instances: 'refuse' | 'keep';
}

/** Throws {@link GraphError} for functions, symbols, dates and other things that have no place outside of the program that made them. */
export function encodeGraph(value: unknown, { instances }: GraphEncoding = { instances: 'refuse' }): Uint8Array {
  const encoder = new GraphEncoder(instances);
  encoder.encode(value);
  return encoder.writer.take();
}

const ELEMENT_KINDS: Readonly<Record<string, number>> = {
  Int8Array: ELEMENT_KIND.i8,
  Uint8Array: ELEMENT_KIND.u8,
  Uint8ClampedArray: ELEMENT_KIND.u8c,
  Int16Array: ELEMENT_KIND.i16,
  Uint16Array: ELEMENT_KIND.u16,
  Int32Array: ELEMENT_KIND.i32,
  Uint32Array: ELEMENT_KIND.u32,
  Float32Array: ELEMENT_KIND.f32,
  Float64Array: ELEMENT_KIND.f64,
  BigInt64Array: ELEMENT_KIND.i64,
  BigUint64Array: ELEMENT_KIND.u64,
};

const ERROR_PROTOTYPES: readonly object[] = ERROR_NAMES.map((name) => globalThis[name].prototype);

/** The children of an object that are still to be written. */
interface Children {
  readonly values: readonly unknown[];
  /** Written before each value. */
  readonly keys?: readonly string[];
  /** Elements that are absent are holes. */
  readonly isArray?: true;
  /** How to name a child in a path, when its key doesn't. */
  readonly place?: string;
  /** As it was when it was written: a getter of the caller's may change an array meanwhile. */
  readonly count: number;
  next: number;
}

class GraphEncoder {
  readonly writer = new ByteWriter();
  readonly #seen = new Map<object, number>();
  readonly #open: Children[] = [];

  constructor(readonly instances: GraphEncoding['instances']) {}

  encode(root: unknown): void {
    this.#write(root);
    for (let top = this.#open.at(-1); top; top = this.#open.at(-1)) {
      const { values, keys, isArray, count } = top;
      if (keys && top.next === 0) this.writer.u32(keys.length);
      if (top.next === count) {
        this.#open.pop();
        continue;
      }
      const index = top.next++;
      if (keys) this.writer.text(keys[index]!);
      const value = values[index];
      if (typeof value === 'number') this.#number(value);
      else if (isArray && value === undefined && !Object.hasOwn(values, index)) this.writer.u8(GRAPH.hole);
      else this.#write(value);
    }
  }

  #write(value: unknown): void {
    switch (typeof value) {
      case 'undefined':
        this.writer.u8(GRAPH.undefined);
        return;
      case 'boolean':
        this.writer.u8(value ? GRAPH.true : GRAPH.false);
        return;
      case 'number':
        this.#number(value);
        return;
      case 'string':
        this.writer.u8(GRAPH.string);
        this.writer.text(value);
        return;
      case 'bigint':
        this.#bigint(value);
        return;
      case 'object':
        if (value === null) this.writer.u8(GRAPH.null);
        else this.#object(value);
        return;
      default:
        throw this.#refusal(`a ${typeof value}`);
    }
  }

  #number(value: number): void {
    this.writer.u8(GRAPH.number);
    this.writer.f64(value);
  }

  #bigint(value: bigint): void {
    this.writer.u8(GRAPH.bigint);
    this.writer.u8(value < 0n ? 1 : 0);
    const digits = (value < 0n ? -value : value).toString(16);
    const count = value === 0n ? 0 : Math.ceil(digits.length / 16);
    this.writer.u32(count);
    for (let end = digits.length, left = count; left > 0; left--, end -= 16) {
      this.writer.u64(BigInt(`0x${digits.slice(Math.max(0, end - 16), end)}`));
    }
  }

  #object(object: object): void {
    const number = this.#seen.get(object);
    if (number !== undefined) {
      this.writer.u8(GRAPH.seen);
      this.writer.u32(number);
      return;
    }
    this.#seen.set(object, this.#seen.size);
    if (Array.isArray(object)) {
      this.writer.u8(GRAPH.array);
      this.writer.u32(object.length);
      this.#open.push({ values: object, isArray: true, count: object.length, next: 0 });
    } else if (types.isTypedArray(object)) {
      this.writer.u8(GRAPH.typedArray);
      this.writer.u8(ELEMENT_KINDS[typedArrayName(object)]!);
      this.#view(object, object.length);
    } else if (types.isDataView(object)) {
      this.writer.u8(GRAPH.dataView);
      this.#view(object, object.byteLength);
    } else if (types.isAnyArrayBuffer(object)) {
      this.writer.u8(GRAPH.arrayBuffer);
      this.writer.u32(object.byteLength);
      this.writer.bytes(new Uint8Array(object));
    } else if (types.isMap(object)) {
      this.writer.u8(GRAPH.map);
      this.writer.u32(object.size);
      this.#open.push({ values: [...object].flat(1), place: 'entry', count: 2 * object.size, next: 0 });
    } else if (types.isSet(object)) {
      this.writer.u8(GRAPH.set);
      this.writer.u32(object.size);
      this.#open.push({ values: [...object], place: 'element', count: object.size, next: 0 });
    } else if (types.isNativeError(object)) {
      this.#error(object);
    } else {
      this.#plain(object);
    }
  }

  #view(view: ArrayBufferView, length: number): void {
    this.writer.u32(view.byteOffset);
    this.writer.u32(length);
    this.#object(view.buffer);
  }

  #error(error: Error): void {
    this.writer.u8(GRAPH.error);
    this.writer.u8(kindOfError(error));
    this.writer.text(className(error));
    const keys = Object.getOwnPropertyNames(error).filter((key) => key !== 'message' && key !== 'stack');
    this.#open.push(this.#fields(error, keys));
    const message = Object.getOwnPropertyDescriptor(error, 'message');
    this.#open.push({ values: message ? [error.message] : new Array(1), isArray: true, place: 'message', count: 1, next: 0 });
  }

  #plain(object: object): void {
    const what = unsupported(object);
    if (what !== undefined) throw this.#refusal(what);
    const prototype = Object.getPrototypeOf(object) as object | null;
    if (prototype === null) this.writer.u8(GRAPH.bareObject);
    else if (isObjectPrototype(prototype)) this.writer.u8(GRAPH.object);
    else {
      const name = className(object);
      if (this.instances === 'refuse') throw this.#refusal(`an instance of ${name === '' ? 'a class' : name}`);
      this.writer.u8(GRAPH.instance);
      this.writer.text(name);
    }
    this.#open.push(this.#fields(object, Object.keys(object)));
  }

  #fields(object: object, keys: readonly string[]): Children {
    const record = object as Readonly<Record<string, unknown>>;
    // Accessors of a program's objects can't be run once the program has ended, and are left out there.
    const kept = this.instances === 'keep' ? keys.filter((key) => !Object.getOwnPropertyDescriptor(object, key)?.get) : keys;
    return { keys: kept, values: kept.map((key) => record[key]), count: kept.length, next: 0 };
  }

  #refusal(what: string): GraphError {
    return new GraphError(`${what} can not be sent to another program`, this.#open.map(placeOf).join(''));
  }
}

/** The child that is being written, as a piece of a path. */
function placeOf({ keys, next, place }: Children): string {
  if (keys) return `.${keys[next - 1]}`;
  return place === undefined ? `[${next - 1}]` : ` (${place} ${next})`;
}

/** Objects with a state that their properties don't show. */
function unsupported(object: object): string | undefined {
  if (types.isBoxedPrimitive(object)) return `an object made with new ${object.constructor.name}`;
  if (types.isDate(object)) return 'a Date';
  if (types.isRegExp(object)) return 'a RegExp';
  if (types.isPromise(object)) return 'a Promise';
  if (types.isWeakMap(object) || types.isWeakSet(object)) return `a ${className(object)}`;
  if (types.isGeneratorObject(object)) return 'a generator';
  if (types.isMapIterator(object) || types.isSetIterator(object)) return 'an iterator';
  return undefined;
}

/** Of any realm. */
function isObjectPrototype(prototype: object): boolean {
  return (
    prototype === Object.prototype ||
    (Object.getPrototypeOf(prototype) === null && Object.hasOwn(prototype, 'propertyIsEnumerable'))
  );
}

/** What the class that made the object is called; '' when that can't be seen. */
function className(object: object): string {
  for (let holder: object | null = object; holder; holder = Object.getPrototypeOf(holder) as object | null) {
    const made = Object.getOwnPropertyDescriptor(holder, 'constructor');
    if (!made) continue;
    return typeof made.value === 'function' && typeof made.value.name === 'string' ? made.value.name : '';
  }
  return '';
}

/** Index in ERROR_NAMES of the nearest class that JavaScript itself has. */
function kindOfError(error: Error): number {
  for (let holder: object | null = error; holder; holder = Object.getPrototypeOf(holder) as object | null) {
    const kind = ERROR_PROTOTYPES.indexOf(holder);
    if (kind >= 0) return kind;
  }
  return 0;
}
