/**
 * All intrinsics as functions of Node, and the forms that syntax lowers in built-ins: built-ins run in Node as they are, compared with Node's
 * own. `installHostIntrinsics` puts them where the built-ins find them: `$name` in the global scope.
 */
import { EMPTY, HOST_OBJECTS } from './host-objects.js';
import { REGEXPS } from './host-regexps.js';
import { HOST_VALUES, type HostFunction } from './host-values.js';

export { EMPTY };

// biome-ignore lint/suspicious/noExplicitAny: any value of JavaScript
type Value = any;

export const HOST_INTRINSICS: Readonly<Record<string, HostFunction>> = { ...HOST_VALUES, ...HOST_OBJECTS, ...REGEXPS };

const FORMS: Record<string, HostFunction> = {
  call: (f, thisValue, ...list) => Reflect.apply(f, thisValue, list),
  withPatterns: (f, ...list) => Reflect.apply(f, undefined, list),
  callSpread: (f, thisValue, list) => Reflect.apply(f, thisValue, list),
  newSpread: (C, list) => Reflect.construct(C, list),
  builtin: builtinObject,
};

/** What builtins/iteration.ts does, in case it is not loaded. */
const ITERATION: Record<string, HostFunction> = {
  iterator: (iterable) => ({ it: iterable[Symbol.iterator]() }),
  advance: ({ it }) => {
    const step = it.next();
    return step.done ? EMPTY : step.value;
  },
  close: ({ it }) => it.return?.(),
  spread: (target, iterable) => {
    for (const item of iterable) target.push(item);
    return target;
  },
};

const IteratorPrototype = Object.getPrototypeOf(Object.getPrototypeOf([].values()));
const made = new Map<string, object>();

/** A built-in object by its name: Node's, or one made for the purpose. */
export function builtinObject(name: string): Value {
  if (name === 'TypedArray') return Object.getPrototypeOf(Uint8Array);
  if (name === 'TypedArray.prototype') return Object.getPrototypeOf(Uint8Array.prototype);
  if (name === 'Iterator.prototype') return IteratorPrototype;
  let object: Value = globalThis;
  for (const part of name.split('.')) object = object?.[part];
  if (object !== undefined) return object;
  if (!made.has(name)) made.set(name, name.endsWith('Iterator.prototype') ? Object.create(IteratorPrototype) : {});
  return made.get(name);
}

/** `builtins`: what the modules of compiler/dynamic/builtins export. */
export function installHostIntrinsics(builtins: Readonly<Record<string, Value>>): void {
  const global = globalThis as unknown as Record<string, Value>;
  for (const [name, f] of Object.entries({ ...HOST_INTRINSICS, ...FORMS, ...ITERATION })) global[`$${name}`] = f;
  for (const [name, f] of Object.entries(builtins)) {
    if (name.startsWith('Operators$')) global[`$${name.slice('Operators$'.length)}`] = f;
    const own = /^(\w+Iterator)\$prototype\$(\w+)$/.exec(name);
    if (own)
      Object.defineProperty(builtinObject(`${own[1]}.prototype`), own[2]!, { value: f, writable: true, configurable: true });
  }
}
