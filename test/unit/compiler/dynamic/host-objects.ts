/** Host implementations of the intrinsics on objects (core/intrinsics/objects.ts), for evaluating built-ins and Core in Node. */
import { CELL_KIND } from '../../../../compiler/dynamic/layout.js';
import type { HostFunction } from './host-values.js';

// biome-ignore lint/suspicious/noExplicitAny: any value of JavaScript
type Value = any;

/** SPECIAL.empty. */
export const EMPTY: unique symbol = Symbol('empty');

const isObject = (value: Value): boolean => (typeof value === 'object' && value !== null) || typeof value === 'function';
const TypedArray = Object.getPrototypeOf(Uint8Array);
const ARRAY_KINDS = [
  Int8Array,
  Uint8Array,
  Uint8ClampedArray,
  Int16Array,
  Uint16Array,
  Int32Array,
  Uint32Array,
  Float32Array,
  Float64Array,
  BigInt64Array,
  BigUint64Array,
];
const GETTERS = ['Int8', 'Uint8', 'Uint8', 'Int16', 'Uint16', 'Int32', 'Uint32', 'Float32', 'Float64', 'BigInt64', 'BigUint64'];

const wrapped = new WeakMap<object, Value>();

function wrapperValue(value: Value): Value {
  if (!isObject(value)) return EMPTY;
  if (wrapped.has(value)) return wrapped.get(value);
  for (const C of [Number, String, Boolean, Symbol, BigInt]) {
    try {
      return (C.prototype.valueOf as HostFunction).call(value);
    } catch {}
  }
  return EMPTY;
}

function define(target: Value, key: Value, value: Value, attributes: number): void {
  Object.defineProperty(target, key, {
    value,
    writable: !(attributes & 1),
    enumerable: !(attributes & 2),
    configurable: !(attributes & 4),
  });
}

function defineAccessor(target: Value, key: Value, get: Value, set: Value, attributes: number): void {
  const descriptor: PropertyDescriptor = { enumerable: !(attributes & 2), configurable: !(attributes & 4) };
  if (get !== EMPTY) descriptor.get = get;
  if (set !== EMPTY) descriptor.set = set;
  Object.defineProperty(target, key, descriptor);
}

function ownKeys(value: Value, filter: number): Value[] {
  const object = Object(value);
  return Reflect.ownKeys(object).filter(
    (key) =>
      filter & (typeof key === 'string' ? 1 : 2) && (!(filter & 4) || Object.prototype.propertyIsEnumerable.call(object, key)),
  );
}

function hasAccessors(value: Value): boolean {
  if (!isObject(value)) return false;
  return Reflect.ownKeys(value).some((key) => 'get' in Object.getOwnPropertyDescriptor(value, key)!);
}

const PROPERTIES: Record<string, HostFunction> = {
  newObject: () => ({}),
  createObject: (prototype) => Object.create(prototype),
  isObject,
  kindOf: (value) => {
    if (!isObject(value)) return 0;
    if (typeof value === 'function') return CELL_KIND.function;
    if (Array.isArray(value)) return CELL_KIND.array;
    if (ArrayBuffer.isView(value)) return value instanceof DataView ? CELL_KIND.dataView : CELL_KIND.typedArray;
    if (value instanceof ArrayBuffer) return CELL_KIND.arrayBuffer;
    if (value instanceof Map || value instanceof WeakMap) return CELL_KIND.map;
    if (value instanceof Set || value instanceof WeakSet) return CELL_KIND.set;
    if (value instanceof Error) return CELL_KIND.error;
    return wrapperValue(value) === EMPTY ? CELL_KIND.plain : CELL_KIND.wrapper;
  },
  getElement: (object, key) => object[key],
  setElement: (object, key, value) => {
    object[key] = value;
    return 0;
  },
  getFrom: (object, key) => object[key],
  hasProperty: (object, key) => key in object,
  hasOwn: (object, key) => Object.hasOwn(object, key),
  deleteProperty: (object, key) => {
    if (!Reflect.deleteProperty(object, key))
      throw new TypeError(`Cannot delete property '${String(key)}' of ${Object.prototype.toString.call(object)}`);
    return true;
  },
  defineProperty: define,
  defineAccessor,
  defineField: (object, key, value) => define(object, key, value, 0),
  defineMethod: (object, key, value) => define(object, key, value, 2),
  defineGetter: (object, key, f, enumerable) => defineAccessor(object, key, f, EMPTY, enumerable ? 0 : 2),
  defineSetter: (object, key, f, enumerable) => defineAccessor(object, key, EMPTY, f, enumerable ? 0 : 2),
  definePrivate: (object, key, value) => define(object, key, value, 2),
  ownAttributes: (object, key) => {
    const own = Object.getOwnPropertyDescriptor(object, key);
    if (!own) return -1;
    const shared = (own.enumerable ? 0 : 2) | (own.configurable ? 0 : 4);
    return 'value' in own ? shared | (own.writable ? 0 : 1) : shared | 8;
  },
  ownValue: (object, key) => {
    const own = Object.getOwnPropertyDescriptor(object, key);
    return own && ('value' in own ? own.value : own.get);
  },
  ownSetter: (object, key) => Object.getOwnPropertyDescriptor(object, key)?.set,
  ownKeys,
  objectKeys: (object) => Object.keys(object),
  objectValues: (object) => (hasAccessors(object) ? EMPTY : Object.values(object)),
  objectEntries: (object) => (hasAccessors(object) ? EMPTY : Object.entries(object)),
  enumerableKeys: (object) => {
    const keys: string[] = [];
    for (const key in object) keys.push(key);
    return keys;
  },
  isStillThere: (object, key) => key in Object(object),
  spreadInto: (target, source) => {
    if (hasAccessors(source)) return false;
    for (const key of ownKeys(source, 7)) define(target, key, source[key], 0);
    return true;
  },
  assignInto: (target, source) => {
    if (hasAccessors(source) || hasAccessors(target)) return false;
    Object.assign(target, source);
    return true;
  },
  freeze: (object) => void Object.freeze(object),
  seal: (object) => void Object.seal(object),
  preventExtensions: (object) => void Object.preventExtensions(object),
  isFrozen: (object) => Object.isFrozen(object),
  isSealed: (object) => Object.isSealed(object),
  isExtensible: (object) => Object.isExtensible(object),
  getPrototypeOf: (object) => Object.getPrototypeOf(object),
  setPrototypeOf: (object, prototype) => void Object.setPrototypeOf(object, prototype),
  isPrototypeOf: (prototype: Value, value: Value) => Object.prototype.isPrototypeOf.call(prototype, value),
  instanceOf: (value, C) => {
    if (typeof C !== 'function') throw new TypeError("Right-hand side of 'instanceof' is not callable");
    return Function.prototype[Symbol.hasInstance].call(C, value);
  },
  isEmpty: (value) => value === EMPTY,
  empty: () => EMPTY,
  newWrapper: (prototype: Value, value: Value) => {
    const object = isObject(value) ? Object.create(prototype) : Object(value);
    if (isObject(value)) wrapped.set(object, value);
    else if (Object.getPrototypeOf(object) !== prototype) Object.setPrototypeOf(object, prototype);
    return object;
  },
  wrapperValue,
};

const FUNCTIONS: Record<string, HostFunction> = {
  isCallable: (value) => typeof value === 'function',
  isConstructor: (value) => {
    try {
      return typeof value === 'function' && !!Reflect.construct(Object, [], value);
    } catch {
      return false;
    }
  },
  setFunctionName: (f, name, prefix) => {
    const text = typeof name === 'symbol' ? (name.description === undefined ? '' : `[${name.description}]`) : String(name);
    Object.defineProperty(f, 'name', { value: ['', 'get ', 'set '][prefix] + text, configurable: true });
  },
  isClass: (f) => typeof f === 'function' && /^class\b/.test(Function.prototype.toString.call(f)),
};

const ARRAYS: Record<string, HostFunction> = {
  isArray: (value) => Array.isArray(value),
  isPlainArray: (value) => Array.isArray(value) && Object.getPrototypeOf(value) === Array.prototype && Object.isExtensible(value),
  isIndexed: (value) =>
    (Array.isArray(value) && value[Symbol.iterator] === Array.prototype[Symbol.iterator]) ||
    (ArrayBuffer.isView(value) && !(value instanceof DataView)),
  append: (array, value) => void array.push(value),
  hasElement: (array, index) => index >= 0 && index < array.length && index in array,
  newArray: (length) => new Array(length),
  emptyArray: () => [],
  arrayLength: (array) => array.length,
  setArrayLength: (array, length) => {
    array.length = length;
  },
  arrayElement: (array, index) => (Object.hasOwn(array, index) ? array[index] : EMPTY),
  arrayGet: (array, index) => array[index],
  arraySet: (array, index, value) => {
    array[index] = value;
  },
  arrayPush: (array, value) => array.push(value),
  arrayPop: (array) => array.pop(),
  arrayShift: (array) => array.shift(),
  arrayUnshift: (array, value) => array.unshift(value),
  arrayPushAll: (array, items) => {
    const start = array.length;
    for (let i = 0; i < items.length; i++) if (i in items) array[start + i] = items[i];
    array.length = start + items.length;
    return array.length;
  },
  arrayUnshiftAll: (array, items) => array.unshift(...items),
  arraySlice: (array, start, end) => Array.from({ length: 0 }).concat(Array.prototype.slice.call(plainCopy(array), start, end)),
  arraySplice: (array, start, deleted, items) => plainCopy(array.splice(start, deleted, ...(items ?? []))),
  arrayConcat: (array, other) => plainCopy(array).concat(plainCopy(other)),
  arrayCopyWithin: (array, target, start, end) => void array.copyWithin(target, start, end),
  arrayFill: (array, value, start, end) => void array.fill(value, start, end),
  arrayReverse: (array) => void array.reverse(),
  arrayIndexOf: (array, value, from) => array.indexOf(value, from),
  arrayLastIndexOf: (array, value, from) => array.lastIndexOf(value, from),
  arrayIncludes: (array, value, from) => array.includes(value, from),
  arrayHasHoles: (array) => Object.keys(array).length < array.length,
  arrayContent: (array) => {
    const full = Object.keys(array).length >= array.length;
    if (full && array.every((item: Value) => typeof item === 'string')) return 1;
    return full && array.every((item: Value) => typeof item === 'number') ? 2 : 0;
  },
  arraySortNumbers: (array) => void array.splice(0, array.length, ...Float64Array.from(array).sort()),
};

/** Without the class of the original, holes kept. */
function plainCopy(array: Value[]): Value[] {
  const copy = new Array(array.length);
  for (let i = 0; i < array.length; i++) if (i in array) copy[i] = array[i];
  return copy;
}

const kindOfView = (view: Value): number => ARRAY_KINDS.findIndex((C) => view instanceof C);

/** What `construct` functions finish: `this` is fresh, so a host object takes its place. */
const _fresh = new WeakMap<object, Value>();

const BUFFERS: Record<string, HostFunction> = {
  isTypedArray: (value) => value instanceof TypedArray,
  elementKind: kindOfView,
  elementBytes: (view) => view.BYTES_PER_ELEMENT,
  newTypedArray: (kind, length) => new ARRAY_KINDS[kind]!(length),
  typedLength: (view) => view.length,
  typedBuffer: (view) => view.buffer,
  typedByteOffset: (view) => view.byteOffset,
  typedGet: (view, index) => view[index],
  typedSet: (view, index, value) => {
    view[index] = value;
  },
  typedSubarray: (view, start, end) => view.subarray(start, end),
  typedSlice: (view, start, end) => view.slice(start, end),
  typedCopyFrom: (view, source, offset) => void view.set(source, offset),
  typedCopyFromArray: (view, source, offset) => {
    const type = view instanceof BigInt64Array || view instanceof BigUint64Array ? 'bigint' : 'number';
    for (const item of source) if (typeof item !== type) return false;
    view.set(source, offset);
    return true;
  },
  typedFill: (view, value, start, end) => void view.fill(value, start, end),
  typedCopyWithin: (view, target, start, end) => void view.copyWithin(target, start, end),
  typedReverse: (view) => void view.reverse(),
  typedSort: (view) => void view.sort(),
  typedIndexOf: (view, value, from) => view.indexOf(value, from),
  typedLastIndexOf: (view, value, from) => view.lastIndexOf(value, from),
  typedIncludes: (view, value, from) => view.includes(value, from),
  isArrayBuffer: (value) => value instanceof ArrayBuffer,
  newArrayBuffer: (length) => new ArrayBuffer(length),
  bufferLength: (buffer) => buffer.byteLength,
  bufferSlice: (buffer, start, end) => buffer.slice(start, end),
  isDataView: (value) => value instanceof DataView,
  dataViewLength: (view) => view.byteLength,
  dataViewBuffer: (view) => view.buffer,
  dataViewOffset: (view) => view.byteOffset,
  dataViewGet: (view, offset, kind, little) => view[`get${GETTERS[kind]}`](offset, little),
  dataViewSet: (view, offset, value, kind, little) => view[`set${GETTERS[kind]}`](offset, value, little),
};

/** Insertion logs of maps and sets that cursors walk. */
const logs = new WeakMap<object, { keys: Value[]; alive: boolean[]; positions: Map<Value, number> }>();

function logOf(map: Value): { keys: Value[]; alive: boolean[]; positions: Map<Value, number> } {
  let log = logs.get(map);
  if (!log) {
    const keys = [...map.keys()];
    log = { keys, alive: keys.map(() => true), positions: new Map(keys.map((key, index) => [key, index])) };
    logs.set(map, log);
  }
  return log;
}

function noteAdded(map: Value, key: Value): void {
  const log = logs.get(map);
  if (!log || map.has(key)) return;
  log.positions.set(key, log.keys.push(key === 0 ? 0 : key) - 1);
  log.alive.push(true);
}

function noteDeleted(map: Value, key: Value): void {
  const log = logs.get(map);
  const position = log?.positions.get(key);
  if (!log || position === undefined) return;
  log.alive[position] = false;
  log.positions.delete(key);
}

const MAPS: Record<string, HostFunction> = {
  isMap: (value) => value instanceof Map || value instanceof WeakMap,
  isSet: (value) => value instanceof Set || value instanceof WeakSet,
  newMap: () => new Map(),
  newSet: () => new Set(),
  mapGet: (map, key) => map.get(key),
  mapHas: (map, key) => map.has(key),
  mapSet: (map, key, value) => {
    noteAdded(map, key);
    map.set(key, value);
  },
  mapDelete: (map, key) => {
    noteDeleted(map, key);
    return map.delete(key);
  },
  mapClear: (map) => {
    for (const key of [...map.keys()]) noteDeleted(map, key);
    map.clear();
  },
  mapSize: (map) => map.size,
  mapNext: (map, cursor) => {
    const log = logOf(map);
    for (let i = cursor; i < log.keys.length; i++) if (log.alive[i]) return i + 1;
    return -1;
  },
  mapKeyAt: (map, cursor) => logOf(map).keys[cursor - 1],
  mapValueAt: (map, cursor) => (map instanceof Map ? map.get(logOf(map).keys[cursor - 1]) : logOf(map).keys[cursor - 1]),
  setHas: (set, value) => set.has(value),
  setAdd: (set, value) => {
    noteAdded(set, value);
    set.add(value);
  },
  setDelete: (set, value) => {
    noteDeleted(set, value);
    return set.delete(value);
  },
};

export const HOST_OBJECTS: Record<string, HostFunction> = { ...PROPERTIES, ...FUNCTIONS, ...ARRAYS, ...BUFFERS, ...MAPS };
