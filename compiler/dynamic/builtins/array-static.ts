/** `Array` itself. */
import { requireCallback } from './array-elements.js';

export function Array$construct(this: Value, ...items: Value[]): void {
  if ($arrayLength(items) === 1 && typeof items[0] === 'number') $setArrayLength(this, items[0]);
  else $arrayPushAll(this, items);
}

export function Array$call(...items: Value[]): Value {
  if ($arrayLength(items) === 1 && typeof items[0] === 'number') return $newArray(items[0]);
  return items;
}

export function Array$isArray(value: Value): boolean {
  return $isArray(value);
}

export function Array$get$$species(this: Value): Value {
  return this;
}

export function Array$of(this: Value, ...items: Value[]): Value {
  if (this === Array || !$isConstructor(this)) return items;
  const length = $arrayLength(items);
  const result = new this(length);
  for (let i = 0; i < length; i++) result[i] = items[i];
  result.length = length;
  return result;
}

export function Array$from(this: Value, source: Value, map?: Value, thisArgument?: Value): Value {
  if (map !== undefined) requireCallback(map);
  if (this !== Array && $isConstructor(this)) return fromInto(this, source, map, thisArgument);
  const result = $emptyArray();
  if ($isArray(source) && $isIndexed(source)) {
    // The length is read anew each time, as the iterator does.
    for (let i = 0; i < $arrayLength(source); i++) {
      const item = source[i];
      $arrayPush(result, map === undefined ? item : $call(map, thisArgument, item, i));
    }
    return result;
  }
  fillFrom(result, source, map, thisArgument);
  return result;
}

/** `Array.from` of a class that extends Array. */
function fromInto(C: Value, source: Value, map: Value, thisArgument: Value): Value {
  const items = fillFrom($emptyArray(), source, map, thisArgument);
  const length = $arrayLength(items);
  const result = isIterable(source) ? new C() : new C(length);
  for (let i = 0; i < length; i++) result[i] = items[i];
  result.length = length;
  return result;
}

function isIterable(source: Value): boolean {
  if (source === undefined || source === null) return false;
  const method = source[Symbol.iterator];
  return method !== undefined && method !== null;
}

function fillFrom(result: Value, source: Value, map: Value, thisArgument: Value): Value {
  if (isIterable(source)) {
    if (!$isCallable(source[Symbol.iterator])) {
      $failTypeError(
        '%Array%.from requires that the property of the first argument, items[Symbol.iterator], when exists, be a function',
      );
    }
    if (map === undefined) return $spread(result, source, $textForMessage(source));
    fillMapped(result, source, map, thisArgument);
    return result;
  }
  if (source === undefined || source === null) {
    $failTypeError(
      `${source === null ? 'object null' : 'undefined'} is not iterable (cannot read property Symbol(Symbol.iterator))`,
    );
  }
  const length = $toLength($toNumber(source.length));
  for (let i = 0; i < length; i++) {
    const item = source[i];
    $arrayPush(result, map === undefined ? item : $call(map, thisArgument, item, i));
  }
  return result;
}

function fillMapped(result: Value, source: Value, map: Value, thisArgument: Value): void {
  const iterator = $iterator(source, $textForMessage(source));
  let index = 0;
  let done = false;
  try {
    for (;;) {
      const item = $advance(iterator);
      if ($isEmpty(item)) {
        done = true;
        return;
      }
      $arrayPush(result, $call(map, thisArgument, item, index++));
    }
  } finally {
    if (!done) $close(iterator);
  }
}
