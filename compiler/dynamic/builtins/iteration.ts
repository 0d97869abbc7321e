/**
 * The protocol of iterators, for for-of, spread, destructuring and built-ins. `$advance` gives the next value itself, or the mark
 * SPECIAL.empty at the end: iterators of built-ins and generators need no result object for it.
 */

import { describeIterable } from './iterables.js';
import { advanceBuiltin } from './iterators.js';

/** `text`: how a message names the value; without one it is described. */
function failIterable(value: Value, text: string): void {
  if (text === '') $failTypeError(`${describeIterable(value)} is not iterable (cannot read property Symbol(Symbol.iterator))`);
  $failTypeError(`${text} is not iterable`);
}

export function Operators$iterator(iterable: Value, text: string): Value {
  if (iterable === undefined || iterable === null) failIterable(iterable, text);
  const method = iterable[Symbol.iterator];
  if (!$isCallable(method)) failIterable(iterable, text);
  const iterator = $call(method, iterable);
  if (!$isObject(iterator)) $failTypeError('Result of the Symbol.iterator method is not an object');
  return iterator;
}

export function Operators$advance(iterator: Value): Value {
  const inner = $wrapperValue(iterator);
  if (!$isEmpty(inner)) {
    if ($isArray(inner)) return advanceBuiltin(iterator, inner);
    if ($isCallable(inner)) return inner(0, undefined);
  }
  const result = iterator.next();
  if (!$isObject(result)) $failTypeError(`Iterator result ${$textForMessage(result)} is not an object`);
  return result.done ? $empty() : result.value;
}

/** Tells an iterator that nobody wants its other values. Those of built-ins do not care. */
export function Operators$close(iterator: Value): void {
  const inner = $wrapperValue(iterator);
  if (!$isEmpty(inner)) {
    if ($isArray(inner)) return;
    if ($isCallable(inner)) {
      inner(2, undefined);
      inner(3, undefined);
      return;
    }
  }
  const method = iterator.return;
  if (method === undefined || method === null) return;
  const result = $call(method, iterator);
  if (!$isObject(result)) $failTypeError(`${$textForMessage(result)} is not an object`);
}

/** The first `count` values (all when negative), as a new array; fewer when there are no more. */
export function Operators$take(iterable: Value, count: number, text: string): Value {
  const iterator = Operators$iterator(iterable, text);
  const taken: Value = [];
  while (taken.length !== count) {
    const value = Operators$advance(iterator);
    if ($isEmpty(value)) return taken;
    $append(taken, value);
  }
  Operators$close(iterator);
  return taken;
}

/** The rest of an array or typed array from `start` on, as an array without holes. */
export function Operators$restOf(source: Value, start: number): Value {
  const rest: Value = [];
  for (let i = start; i < source.length; i++) $append(rest, source[i]);
  return rest;
}

/** Appends all values to `target`, and gives it. */
export function Operators$spread(target: Value, iterable: Value, text: string): Value {
  if ($isIndexed(iterable)) {
    const length: number = iterable.length;
    if ($isArray(iterable) && !$arrayHasHoles(iterable)) $arrayPushAll(target, iterable);
    else for (let i = 0; i < length; i++) $append(target, iterable[i]);
    return target;
  }
  const iterator = Operators$iterator(iterable, text);
  for (;;) {
    const value = Operators$advance(iterator);
    if ($isEmpty(value)) return target;
    $append(target, value);
  }
}

/** As `$spread`, for the last argument of a call, where messages are different. */
export function Operators$spreadArguments(target: Value, iterable: Value, text: string): Value {
  if (iterable === undefined || iterable === null) {
    $failTypeError(`${text} is not iterable (cannot read property ${iterable === null ? 'null' : 'undefined'})`);
  }
  if (!$isIndexed(iterable) && !$isCallable(iterable[Symbol.iterator])) {
    $failTypeError('Spread syntax requires ...iterable[Symbol.iterator] to be a function');
  }
  return Operators$spread(target, iterable, text);
}

/** A pattern for an object met undefined or null. `key`: the first property that it names, if it is known. */
export function Operators$failDestructuring(value: Value, key: Value, text: string): void {
  const nothing = value === null ? 'null' : 'undefined';
  const named = text === '' ? (value === null ? 'object null' : 'undefined') : text;
  if (key === undefined) $failTypeError(`Cannot destructure '${named}' as it is ${nothing}.`);
  $failTypeError(`Cannot destructure property '${key}' of '${named}' as it is ${nothing}.`);
}

/** A property of the super class's prototype, with a getter's `this` being the object at hand. */
export function Operators$superGet(home: Value, key: Value, self: Value): Value {
  const name = $toPropertyKey(key);
  for (let object = home; object !== null && object !== undefined; object = $getPrototypeOf(object)) {
    const attributes = $ownAttributes(object, name);
    if (attributes === -1) continue;
    const value = $ownValue(object, name);
    if ((attributes & 8) === 0) return value;
    return value === undefined ? undefined : $call(value, self);
  }
  return undefined;
}

/** The array of strings of a tagged template, with the raw ones. */
export function Operators$templateObject(cooked: Value, raw: Value): Value {
  $freeze(raw);
  $defineProperty(cooked, 'raw', raw, 2);
  $freeze(cooked);
  return cooked;
}
