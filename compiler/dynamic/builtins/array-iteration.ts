/** Methods of arrays that call back. Elements that are undefined may be holes, which most of them skip. */
import { copyArrayLike, createLike, requireCallback } from './array-elements.js';

export function Array$prototype$forEach(this: Value, callback: Value, thisArgument?: Value): void {
  const array = $isArray(this) ? this : copyArrayLike(this, 'Array.prototype.forEach');
  const length = $arrayLength(array);
  if (!$isCallable(callback)) requireCallback(callback);
  for (let i = 0; i < length; i++) {
    const item = array[i];
    if (item === undefined && !$hasElement(array, i)) continue;
    $call(callback, thisArgument, item, i, this);
  }
}

export function Array$prototype$map(this: Value, callback: Value, thisArgument?: Value): Value {
  const array = $isArray(this) ? this : copyArrayLike(this, 'Array.prototype.map');
  const length = $arrayLength(array);
  if (!$isCallable(callback)) requireCallback(callback);
  const result = $isPlainArray(this) ? $newArray(length) : createLike(this, length);
  for (let i = 0; i < length; i++) {
    const item = array[i];
    if (item === undefined && !$hasElement(array, i)) continue;
    result[i] = $call(callback, thisArgument, item, i, this);
  }
  return result;
}

export function Array$prototype$filter(this: Value, callback: Value, thisArgument?: Value): Value {
  const array = $isArray(this) ? this : copyArrayLike(this, 'Array.prototype.filter');
  const length = $arrayLength(array);
  if (!$isCallable(callback)) requireCallback(callback);
  const result = $isPlainArray(this) ? $emptyArray() : createLike(this, 0);
  for (let i = 0; i < length; i++) {
    const item = array[i];
    if (item === undefined && !$hasElement(array, i)) continue;
    if ($call(callback, thisArgument, item, i, this)) $arrayPush(result, item);
  }
  return result;
}

export function Array$prototype$some(this: Value, callback: Value, thisArgument?: Value): boolean {
  const array = $isArray(this) ? this : copyArrayLike(this, 'Array.prototype.some');
  const length = $arrayLength(array);
  if (!$isCallable(callback)) requireCallback(callback);
  for (let i = 0; i < length; i++) {
    const item = array[i];
    if (item === undefined && !$hasElement(array, i)) continue;
    if ($call(callback, thisArgument, item, i, this)) return true;
  }
  return false;
}

export function Array$prototype$every(this: Value, callback: Value, thisArgument?: Value): boolean {
  const array = $isArray(this) ? this : copyArrayLike(this, 'Array.prototype.every');
  const length = $arrayLength(array);
  if (!$isCallable(callback)) requireCallback(callback);
  for (let i = 0; i < length; i++) {
    const item = array[i];
    if (item === undefined && !$hasElement(array, i)) continue;
    if (!$call(callback, thisArgument, item, i, this)) return false;
  }
  return true;
}

export function Array$prototype$find(this: Value, callback: Value, thisArgument?: Value): Value {
  const array = $isArray(this) ? this : copyArrayLike(this, 'Array.prototype.find');
  const length = $arrayLength(array);
  if (!$isCallable(callback)) requireCallback(callback);
  for (let i = 0; i < length; i++) {
    const item = array[i];
    if ($call(callback, thisArgument, item, i, this)) return item;
  }
  return undefined;
}

export function Array$prototype$findIndex(this: Value, callback: Value, thisArgument?: Value): number {
  const array = $isArray(this) ? this : copyArrayLike(this, 'Array.prototype.findIndex');
  const length = $arrayLength(array);
  if (!$isCallable(callback)) requireCallback(callback);
  for (let i = 0; i < length; i++) {
    if ($call(callback, thisArgument, array[i], i, this)) return i;
  }
  return -1;
}

export function Array$prototype$findLast(this: Value, callback: Value, thisArgument?: Value): Value {
  const array = $isArray(this) ? this : copyArrayLike(this, 'Array.prototype.findLast');
  if (!$isCallable(callback)) requireCallback(callback);
  for (let i = $arrayLength(array) - 1; i >= 0; i--) {
    const item = array[i];
    if ($call(callback, thisArgument, item, i, this)) return item;
  }
  return undefined;
}

export function Array$prototype$findLastIndex(this: Value, callback: Value, thisArgument?: Value): number {
  const array = $isArray(this) ? this : copyArrayLike(this, 'Array.prototype.findLastIndex');
  if (!$isCallable(callback)) requireCallback(callback);
  for (let i = $arrayLength(array) - 1; i >= 0; i--) {
    if ($call(callback, thisArgument, array[i], i, this)) return i;
  }
  return -1;
}

export function Array$prototype$reduce(this: Value, callback: Value, ...initial: Value[]): Value {
  const array = $isArray(this) ? this : copyArrayLike(this, 'Array.prototype.reduce');
  const length = $arrayLength(array);
  if (!$isCallable(callback)) requireCallback(callback);
  let i = 0;
  let result: Value;
  if ($arrayLength(initial) > 0) {
    result = initial[0];
  } else {
    while (i < length && !$hasElement(array, i)) i++;
    if (i >= length) $failTypeError('Reduce of empty array with no initial value');
    result = array[i];
    i++;
  }
  for (; i < length; i++) {
    const item = array[i];
    if (item === undefined && !$hasElement(array, i)) continue;
    result = $call(callback, undefined, result, item, i, this);
  }
  return result;
}

export function Array$prototype$reduceRight(this: Value, callback: Value, ...initial: Value[]): Value {
  const array = $isArray(this) ? this : copyArrayLike(this, 'Array.prototype.reduceRight');
  let i = $arrayLength(array) - 1;
  if (!$isCallable(callback)) requireCallback(callback);
  let result: Value;
  if ($arrayLength(initial) > 0) {
    result = initial[0];
  } else {
    while (i >= 0 && !$hasElement(array, i)) i--;
    if (i < 0) $failTypeError('Reduce of empty array with no initial value');
    result = array[i];
    i--;
  }
  for (; i >= 0; i--) {
    const item = array[i];
    if (item === undefined && !$hasElement(array, i)) continue;
    result = $call(callback, undefined, result, item, i, this);
  }
  return result;
}

export function Array$prototype$flatMap(this: Value, callback: Value, thisArgument?: Value): Value {
  const array = $isArray(this) ? this : copyArrayLike(this, '');
  const length = $arrayLength(array);
  if (!$isCallable(callback)) $failTypeError('flatMap mapper function is not callable');
  const result = $isPlainArray(this) ? $emptyArray() : createLike(this, 0);
  for (let i = 0; i < length; i++) {
    const item = array[i];
    if (item === undefined && !$hasElement(array, i)) continue;
    const mapped = $call(callback, thisArgument, item, i, this);
    if ($isArray(mapped)) flatten(result, mapped, 0);
    else $arrayPush(result, mapped);
  }
  return result;
}

export function Array$prototype$flat(this: Value, depth?: Value): Value {
  const array = $isArray(this) ? this : copyArrayLike(this, '');
  const levels = depth === undefined ? 1 : $integer(depth);
  const result = $isPlainArray(this) ? $emptyArray() : createLike(this, 0);
  flatten(result, array, levels);
  return result;
}

function flatten(target: Value, source: Value, levels: number): void {
  const length = $arrayLength(source);
  for (let i = 0; i < length; i++) {
    const item = source[i];
    if (item === undefined && !$hasElement(source, i)) continue;
    if (levels > 0 && $isArray(item)) flatten(target, item, levels - 1);
    else $arrayPush(target, item);
  }
}
