/** What typed arrays share: conversion of values to their elements, construction. */
import { itemsOf } from './iterables.js';

/** ELEMENT_KIND.i64: from here on elements are bigints. */
const FIRST_BIGINT_KIND = 9;

export function requireTypedArray(value: Value): void {
  if (!$isTypedArray(value)) $failTypeError('this is not a typed array.');
}

/** V8 names some methods when they are called on something else. */
export function requireReceiver(value: Value, method: string): void {
  if (!$isTypedArray(value))
    $failTypeError(`Method %TypedArray%.prototype.${method} called on incompatible receiver ${$textForMessage(value)}`);
}

/** What an element of the view is made from. */
export function toElement(view: Value, value: Value): Value {
  if ($elementKind(view) >= FIRST_BIGINT_KIND) return $toBigInt(value);
  return typeof value === 'number' ? value : $toNumber(value);
}

/** Elements from `offset` on, which are there, from a true array. */
export function setElements(view: Value, array: Value, offset: number): void {
  if ($typedCopyFromArray(view, array, offset)) return;
  const length = $arrayLength(array);
  for (let i = 0; i < length; i++) $typedSet(view, offset + i, toElement(view, array[i]));
}

/** The values of an iterable or array-like object as a true array. */
export function valuesOf(source: Value): Value {
  const method = source[Symbol.iterator];
  if (method !== undefined && method !== null) return itemsOf(source);
  const length = $toLength($toNumber(source.length));
  const values = $emptyArray();
  for (let i = 0; i < length; i++) $arrayPush(values, source[i]);
  return values;
}

/** ToIndex: undefined is 0. */
export function toIndex(value: Value, message: string): number {
  if (value === undefined) return 0;
  const index = $integer(value);
  if (index < 0 || index > 9007199254740991) $failRangeError(message);
  return index;
}

/** What constructors of typed arrays do with the fresh view. */
export function initialiseView(view: Value, first: Value, byteOffset: Value, length: Value): void {
  if (!$isObject(first)) {
    $typedInitialise(view, toIndex(first, `Invalid typed array length: ${$primitiveDescribe(first)}`));
  } else if ($isArrayBuffer(first)) {
    const offset = toIndex(byteOffset, 'Start offset is too large:');
    $typedAttach(
      view,
      first,
      offset,
      length === undefined ? -1 : toIndex(length, `Invalid typed array length: ${$textForMessage(length)}`),
    );
  } else if ($isTypedArray(first)) {
    $typedInitialise(view, $typedLength(first));
    $typedCopyFrom(view, first, 0);
  } else {
    const values = valuesOf(first);
    $typedInitialise(view, $arrayLength(values));
    setElements(view, values, 0);
  }
}
