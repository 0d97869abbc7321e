/** Methods of typed arrays that call back. */
import { requireCallback } from './array-elements.js';
import { requireTypedArray, setElements, toElement } from './typed-array-elements.js';

export function TypedArray$prototype$forEach(this: Value, callback: Value, thisArgument?: Value): void {
  requireTypedArray(this);
  if (!$isCallable(callback)) requireCallback(callback);
  const length = $typedLength(this);
  for (let i = 0; i < length; i++) $call(callback, thisArgument, this[i], i, this);
}

export function TypedArray$prototype$map(this: Value, callback: Value, thisArgument?: Value): Value {
  requireTypedArray(this);
  if (!$isCallable(callback)) requireCallback(callback);
  const length = $typedLength(this);
  const result = $newTypedArray($elementKind(this), length);
  for (let i = 0; i < length; i++) result[i] = toElement(result, $call(callback, thisArgument, this[i], i, this));
  return result;
}

export function TypedArray$prototype$filter(this: Value, callback: Value, thisArgument?: Value): Value {
  requireTypedArray(this);
  if (!$isCallable(callback)) requireCallback(callback);
  const length = $typedLength(this);
  const kept = $emptyArray();
  for (let i = 0; i < length; i++) {
    const item = this[i];
    if ($call(callback, thisArgument, item, i, this)) $arrayPush(kept, item);
  }
  const result = $newTypedArray($elementKind(this), $arrayLength(kept));
  setElements(result, kept, 0);
  return result;
}

export function TypedArray$prototype$some(this: Value, callback: Value, thisArgument?: Value): boolean {
  requireTypedArray(this);
  if (!$isCallable(callback)) requireCallback(callback);
  const length = $typedLength(this);
  for (let i = 0; i < length; i++) if ($call(callback, thisArgument, this[i], i, this)) return true;
  return false;
}

export function TypedArray$prototype$every(this: Value, callback: Value, thisArgument?: Value): boolean {
  requireTypedArray(this);
  if (!$isCallable(callback)) requireCallback(callback);
  const length = $typedLength(this);
  for (let i = 0; i < length; i++) if (!$call(callback, thisArgument, this[i], i, this)) return false;
  return true;
}

export function TypedArray$prototype$find(this: Value, callback: Value, thisArgument?: Value): Value {
  requireTypedArray(this);
  if (!$isCallable(callback)) requireCallback(callback);
  const length = $typedLength(this);
  for (let i = 0; i < length; i++) {
    const item = this[i];
    if ($call(callback, thisArgument, item, i, this)) return item;
  }
  return undefined;
}

export function TypedArray$prototype$findIndex(this: Value, callback: Value, thisArgument?: Value): number {
  requireTypedArray(this);
  if (!$isCallable(callback)) requireCallback(callback);
  const length = $typedLength(this);
  for (let i = 0; i < length; i++) if ($call(callback, thisArgument, this[i], i, this)) return i;
  return -1;
}

export function TypedArray$prototype$findLast(this: Value, callback: Value, thisArgument?: Value): Value {
  requireTypedArray(this);
  if (!$isCallable(callback)) requireCallback(callback);
  for (let i = $typedLength(this) - 1; i >= 0; i--) {
    const item = this[i];
    if ($call(callback, thisArgument, item, i, this)) return item;
  }
  return undefined;
}

export function TypedArray$prototype$findLastIndex(this: Value, callback: Value, thisArgument?: Value): number {
  requireTypedArray(this);
  if (!$isCallable(callback)) requireCallback(callback);
  for (let i = $typedLength(this) - 1; i >= 0; i--) if ($call(callback, thisArgument, this[i], i, this)) return i;
  return -1;
}

export function TypedArray$prototype$reduce(this: Value, callback: Value, ...initial: Value[]): Value {
  requireTypedArray(this);
  if (!$isCallable(callback)) requireCallback(callback);
  const length = $typedLength(this);
  let i = 0;
  let result: Value;
  if ($arrayLength(initial) > 0) {
    result = initial[0];
  } else {
    if (length === 0) $failTypeError('Reduce of empty array with no initial value');
    result = this[i++];
  }
  for (; i < length; i++) result = $call(callback, undefined, result, this[i], i, this);
  return result;
}

export function TypedArray$prototype$reduceRight(this: Value, callback: Value, ...initial: Value[]): Value {
  requireTypedArray(this);
  if (!$isCallable(callback)) requireCallback(callback);
  let i = $typedLength(this) - 1;
  let result: Value;
  if ($arrayLength(initial) > 0) {
    result = initial[0];
  } else {
    if (i < 0) $failTypeError('Reduce of empty array with no initial value');
    result = this[i--];
  }
  for (; i >= 0; i--) result = $call(callback, undefined, result, this[i], i, this);
  return result;
}
