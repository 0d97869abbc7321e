/**
 * The iterators of built-in collections. An iterator is a wrapper object around an array of three: what it walks (undefined at the end), the
 * next index or cursor, and what it gives: keys, values or entries.
 */

const KEYS = 0;
const VALUES = 1;
const ENTRIES = 2;

const SOURCE = 0;
const POSITION = 1;
const MODE = 2;

export function makeIterator(prototype: Value, source: Value, mode: number): Value {
  return $newWrapper(prototype, [source, 0, mode]);
}

function stateOf(iterator: Value, method: string): Value {
  const state = $wrapperValue(iterator);
  if (!$isArray(state)) $failTypeError(`Method ${method} called on incompatible receiver ${$textForMessage(iterator)}`);
  return state;
}

/** The next value of a built-in iterator's state, or SPECIAL.empty at its end: what `next` wraps into an object. */
export function advanceArray(state: Value): Value {
  const source = state[SOURCE];
  if (source === undefined) return $empty();
  const index: number = state[POSITION];
  if (index >= source.length) {
    state[SOURCE] = undefined;
    return $empty();
  }
  state[POSITION] = index + 1;
  const mode: number = state[MODE];
  return mode === VALUES ? source[index] : mode === KEYS ? index : [index, source[index]];
}

export function advanceMap(state: Value): Value {
  const source = state[SOURCE];
  if (source === undefined) return $empty();
  const cursor = $mapNext(source, state[POSITION]);
  if (cursor === -1) {
    state[SOURCE] = undefined;
    return $empty();
  }
  state[POSITION] = cursor;
  const mode: number = state[MODE];
  if (mode === KEYS) return $mapKeyAt(source, cursor);
  return mode === VALUES ? $mapValueAt(source, cursor) : [$mapKeyAt(source, cursor), $mapValueAt(source, cursor)];
}

export function advanceSet(state: Value): Value {
  const source = state[SOURCE];
  if (source === undefined) return $empty();
  const cursor = $mapNext(source, state[POSITION]);
  if (cursor === -1) {
    state[SOURCE] = undefined;
    return $empty();
  }
  state[POSITION] = cursor;
  const item = $mapKeyAt(source, cursor);
  return state[MODE] === ENTRIES ? [item, item] : item;
}

export function advanceString(state: Value): Value {
  const source = state[SOURCE];
  if (source === undefined) return $empty();
  const index: number = state[POSITION];
  const point = $codePointAt(source, index);
  if (point === -1) {
    state[SOURCE] = undefined;
    return $empty();
  }
  const end = index + (point > 0xffff ? 2 : 1);
  state[POSITION] = end;
  return $substring(source, index, end);
}

/** A step of any built-in iterator without making a result object; for iteration.ts. `state` is the array in its wrapper. */
export function advanceBuiltin(iterator: Value, state: Value): Value {
  const source = state[SOURCE];
  if (source === undefined) return $empty();
  if (typeof source === 'string' && $getPrototypeOf(iterator) === $builtin('StringIterator.prototype'))
    return advanceString(state);
  if ($isMap(source) && $getPrototypeOf(iterator) === $builtin('MapIterator.prototype')) return advanceMap(state);
  if ($isSet(source) && $getPrototypeOf(iterator) === $builtin('SetIterator.prototype')) return advanceSet(state);
  return advanceArray(state);
}

function iteratorResult(value: Value): Value {
  return $isEmpty(value) ? { value: undefined, done: true } : { value, done: false };
}

export function ArrayIterator$prototype$next(this: Value): Value {
  return iteratorResult(advanceArray(stateOf(this, 'Array Iterator.prototype.next')));
}

export function MapIterator$prototype$next(this: Value): Value {
  return iteratorResult(advanceMap(stateOf(this, 'Map Iterator.prototype.next')));
}

export function SetIterator$prototype$next(this: Value): Value {
  return iteratorResult(advanceSet(stateOf(this, 'Set Iterator.prototype.next')));
}

export function StringIterator$prototype$next(this: Value): Value {
  return iteratorResult(advanceString(stateOf(this, 'String Iterator.prototype.next')));
}

export function Iterator$prototype$$iterator(this: Value): Value {
  return this;
}

function arrayIterator(receiver: Value, mode: number): Value {
  if (receiver === undefined || receiver === null) $failTypeError('Cannot convert undefined or null to object');
  return makeIterator($builtin('ArrayIterator.prototype'), receiver, mode);
}

export function Array$prototype$keys(this: Value): Value {
  return arrayIterator(this, KEYS);
}

export function Array$prototype$values(this: Value): Value {
  return arrayIterator(this, VALUES);
}

export function Array$prototype$entries(this: Value): Value {
  return arrayIterator(this, ENTRIES);
}

export function Array$prototype$$iterator(this: Value): Value {
  return arrayIterator(this, VALUES);
}

function typedIterator(receiver: Value, mode: number): Value {
  if (!$isTypedArray(receiver)) $failTypeError('this is not a typed array.');
  return makeIterator($builtin('ArrayIterator.prototype'), receiver, mode);
}

export function TypedArray$prototype$keys(this: Value): Value {
  return typedIterator(this, KEYS);
}

export function TypedArray$prototype$values(this: Value): Value {
  return typedIterator(this, VALUES);
}

export function TypedArray$prototype$entries(this: Value): Value {
  return typedIterator(this, ENTRIES);
}

export function TypedArray$prototype$$iterator(this: Value): Value {
  return typedIterator(this, VALUES);
}

export function String$prototype$$iterator(this: Value): Value {
  if (this === undefined || this === null) $failTypeError('String.prototype[Symbol.iterator] called on null or undefined');
  return makeIterator($builtin('StringIterator.prototype'), $toText(this), VALUES);
}

function mapIterator(receiver: Value, mode: number, method: string): Value {
  if (!$isMap(receiver)) $failTypeError(`Method ${method} called on incompatible receiver ${$textForMessage(receiver)}`);
  return makeIterator($builtin('MapIterator.prototype'), receiver, mode);
}

export function Map$prototype$keys(this: Value): Value {
  return mapIterator(this, KEYS, 'Map.prototype.keys');
}

export function Map$prototype$values(this: Value): Value {
  return mapIterator(this, VALUES, 'Map.prototype.values');
}

export function Map$prototype$entries(this: Value): Value {
  return mapIterator(this, ENTRIES, 'Map.prototype.entries');
}

export function Map$prototype$$iterator(this: Value): Value {
  return mapIterator(this, ENTRIES, 'Map.prototype.entries');
}

function setIterator(receiver: Value, mode: number, method: string): Value {
  if (!$isSet(receiver)) $failTypeError(`Method ${method} called on incompatible receiver ${$textForMessage(receiver)}`);
  return makeIterator($builtin('SetIterator.prototype'), receiver, mode);
}

export function Set$prototype$keys(this: Value): Value {
  return setIterator(this, VALUES, 'Set.prototype.values');
}

export function Set$prototype$values(this: Value): Value {
  return setIterator(this, VALUES, 'Set.prototype.values');
}

export function Set$prototype$entries(this: Value): Value {
  return setIterator(this, ENTRIES, 'Set.prototype.entries');
}

export function Set$prototype$$iterator(this: Value): Value {
  return setIterator(this, VALUES, 'Set.prototype.values');
}
