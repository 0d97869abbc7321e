/** What intrinsics and operators do, on the host's own values: enough for programs whose built-ins are the host's. */
import { EMPTY, type HostTable } from './interpret.js';

/** biome-ignore lint/suspicious/noExplicitAny: values of the interpreted program */
type Value = any;

const wrappers = new WeakMap<object, Value>();

export const INTRINSICS: HostTable = {
  isIndexed: (value) => Array.isArray(value) && value[Symbol.iterator] === Array.prototype.values,
  isObject: (value) => (typeof value === 'object' && value !== null) || typeof value === 'function',
  append: (array: Value[], value) => void array.push(value),
  defineMethod: (target, key, value) => void Object.defineProperty(target, key, { value, writable: true, configurable: true }),
  defineGetter: (target, key, get, enumerable) =>
    void Object.defineProperty(target, key, { get, enumerable, configurable: true }),
  defineSetter: (target, key, set, enumerable) =>
    void Object.defineProperty(target, key, { set, enumerable, configurable: true }),
  defineField: (target, key, value) =>
    void Object.defineProperty(target, key, { value, writable: true, configurable: true, enumerable: true }),
  isEmpty: (value) => value === EMPTY,
  empty: () => EMPTY,
};

/** A host generator object around the closure of a generator function. */
function makeGenerator(resume: (mode: number, input: Value) => Value): Value {
  const step = (mode: number) => (input: Value) => {
    const value = resume(mode, input);
    return value === EMPTY ? { value: resume(3, undefined), done: true } : { value, done: false };
  };
  const generator = { next: step(0), throw: step(1), return: step(2), [Symbol.iterator]: () => generator };
  wrappers.set(generator, resume);
  return generator;
}

const fail = (message: string): never => {
  throw new TypeError(message);
};

function iteratorOf(iterable: Value, text: string): Value {
  if (iterable === undefined || iterable === null) fail(`${text || String(iterable)} is not iterable`);
  if (typeof iterable[Symbol.iterator] !== 'function') fail(`${text || 'object'} is not iterable`);
  return iterable[Symbol.iterator]();
}

function advance(iterator: Value): Value {
  const result = iterator.next();
  return result.done ? EMPTY : result.value;
}

function spread(target: Value[], iterable: Value, text: string): Value[] {
  const iterator = iteratorOf(iterable, text);
  for (let value = advance(iterator); value !== EMPTY; value = advance(iterator)) target.push(value);
  return target;
}

export const BUILTINS: HostTable = {
  Operators$toText: (value) => `${value}`,
  Operators$toNumeric: (value) => {
    let copy = value;
    return copy++;
  },
  Operators$copyProperties: (target, source) => {
    for (const [key, value] of Object.entries({ ...source })) {
      Object.defineProperty(target, key, { value, writable: true, configurable: true, enumerable: true });
    }
    return target;
  },
  Operators$omit: (source, keys: PropertyKey[]) =>
    Object.fromEntries(Object.entries(source).filter(([key]) => !keys.map(String).includes(key))),
  Operators$forInKeys: (object) => {
    const keys: string[] = [];
    for (const key in object) keys.push(key);
    return keys;
  },
  Operators$iterator: iteratorOf,
  Operators$advance: advance,
  Operators$close: (iterator) => void iterator.return?.(),
  Operators$take: (iterable, count: number, text: string) => {
    const iterator = iteratorOf(iterable, text);
    const taken: Value[] = [];
    while (taken.length !== count) {
      const value = advance(iterator);
      if (value === EMPTY) return taken;
      taken.push(value);
    }
    iterator.return?.();
    return taken;
  },
  Operators$restOf: (source, start: number) => Array.prototype.slice.call(source, start),
  Operators$spread: spread,
  Operators$spreadArguments: spread,
  Operators$failDestructuring: (value, key, text) =>
    fail(
      key === undefined
        ? `Cannot destructure '${text || String(value)}' as it is ${value}.`
        : `Cannot destructure property '${key}' of '${text || (value === null ? 'object null' : 'undefined')}' as it is ${value}.`,
    ),
  Operators$superGet: (home, key, self) => Reflect.get(home, key, self),
  Operators$templateObject: (cooked, raw) => Object.freeze(Object.defineProperty(cooked, 'raw', { value: Object.freeze(raw) })),
  Operators$generator: makeGenerator,
  Operators$failRunning: () => fail('Generator is already running'),
  Operators$delegate: (record: Value[], mode: number, input) => {
    const [iterator] = record;
    if (mode === 2 && !iterator.return) {
      record[1] = input;
      return EMPTY;
    }
    if (mode === 1 && !iterator.throw) {
      iterator.return?.();
      fail("The iterator does not provide a 'throw' method");
    }
    const result = mode === 0 ? iterator.next(input) : mode === 1 ? iterator.throw(input) : iterator.return(input);
    if (!result.done) return result.value;
    record[1] = result.value;
    return EMPTY;
  },
};
