/** Methods of arrays that read without calling back, and those that copy: toSorted, with and the like. */
import { copyArrayLike, createLike, endIndex, startIndex } from './array-elements.js';
import { requireComparator, sortElements } from './sort.js';

export function Array$prototype$at(this: Value, index: Value): Value {
  const array = $isArray(this) ? this : copyArrayLike(this, '');
  const at = $integer(index);
  return array[at < 0 ? at + $arrayLength(array) : at];
}

export function Array$prototype$slice(this: Value, start?: Value, end?: Value): Value {
  const array = $isArray(this) ? this : copyArrayLike(this, '');
  const length = $arrayLength(array);
  const from = startIndex(start, length);
  const to = endIndex(end, length);
  if ($isPlainArray(this) || !$isArray(this)) {
    // Conversion of the arguments may have shortened the array.
    const now = $arrayLength(array);
    const last = now < to ? now : to;
    return from < last ? $arraySlice(array, from, last) : $emptyArray();
  }
  const result = createLike(this, from < to ? to - from : 0);
  let count = 0;
  for (let i = from; i < to; i++) {
    if ($hasElement(array, i)) result[count] = array[i];
    count++;
  }
  result.length = count;
  return result;
}

export function Array$prototype$concat(this: Value, ...items: Value[]): Value {
  if (this === undefined || this === null) $failTypeError('Array.prototype.concat called on null or undefined');
  let result: Value;
  if ($isPlainArray(this)) {
    if ($arrayLength(items) === 1 && $isArray(items[0])) return $arrayConcat(this, items[0]);
    result = $arraySlice(this, 0, $arrayLength(this));
  } else {
    result = createLike(this, 0);
    if ($isArray(this)) $arrayPushAll(result, this);
    else $arrayPush(result, $isObject(this) ? this : Object(this));
  }
  for (let i = 0; i < $arrayLength(items); i++) {
    const item = items[i];
    if (!$isArray(item)) $arrayPush(result, item);
    else if ($arrayHasHoles(item) && $isPlainArray(result)) result = $arrayConcat(result, item);
    else $arrayPushAll(result, item);
  }
  return result;
}

export function Array$prototype$join(this: Value, separator?: Value): string {
  const array = $isArray(this) ? this : copyArrayLike(this, '');
  const between = separator === undefined ? ',' : $toText(separator);
  if ($arrayContent(array) === 1) return $joinStrings(array, between);
  const length = $arrayLength(array);
  const texts = $newArray(length);
  let nested = false;
  for (let i = 0; i < length; i++) {
    const item = array[i];
    if (item === undefined || item === null) {
      texts[i] = '';
    } else if ($isObject(item)) {
      nested = true;
      break;
    } else {
      texts[i] = $primitiveToString(item);
    }
  }
  return nested ? joinNested(array, length, between) : $joinStrings(texts, between);
}

/** Elements are objects, whose text may need that of the array again: then it is empty, as in V8. */
function joinNested(array: Value, length: number, between: string): string {
  const state = $builtin('Array.joining');
  if (state.arrays === undefined) state.arrays = $emptyArray();
  const joining = state.arrays;
  if ($arrayIncludes(joining, array, 0)) return '';
  const depth = $arrayPush(joining, array) - 1;
  try {
    const texts = $newArray(length);
    for (let i = 0; i < length; i++) {
      const item = array[i];
      texts[i] = item === undefined || item === null ? '' : $toText(item);
    }
    return $joinStrings(texts, between);
  } finally {
    $setArrayLength(joining, depth);
  }
}

export function Array$prototype$toString(this: Value): string {
  if ($isPlainArray(this)) return $call(Array$prototype$join, this);
  if (this === undefined || this === null) $failTypeError('Cannot convert undefined or null to object');
  const join = this.join;
  return $isCallable(join) ? $call(join, this) : $call(Object.prototype.toString, this);
}

export function Array$prototype$toLocaleString(this: Value): string {
  const array = $isArray(this) ? this : copyArrayLike(this, '');
  const length = $arrayLength(array);
  const texts = $newArray(length);
  for (let i = 0; i < length; i++) {
    const item = array[i];
    texts[i] = item === undefined || item === null ? '' : $toText(item.toLocaleString());
  }
  return $joinStrings(texts, ',');
}

export function Array$prototype$indexOf(this: Value, value: Value, from?: Value): number {
  const array = $isArray(this) ? this : copyArrayLike(this, 'Array.prototype.indexOf');
  const length = $arrayLength(array);
  return length === 0 ? -1 : $arrayIndexOf(array, value, startIndex(from, length));
}

export function Array$prototype$lastIndexOf(this: Value, value: Value, ...from: Value[]): number {
  const array = $isArray(this) ? this : copyArrayLike(this, '');
  const length = $arrayLength(array);
  if (length === 0) return -1;
  if ($arrayLength(from) === 0) return $arrayLastIndexOf(array, value, length - 1);
  const wanted = $integer(from[0]);
  const last = wanted >= 0 ? (wanted < length ? wanted : length - 1) : length + wanted;
  return last < 0 ? -1 : $arrayLastIndexOf(array, value, last);
}

export function Array$prototype$includes(this: Value, value: Value, from?: Value): boolean {
  const array = $isArray(this) ? this : copyArrayLike(this, '');
  const length = $arrayLength(array);
  return length !== 0 && $arrayIncludes(array, value, startIndex(from, length));
}

/** A copy in which holes have become undefined. */
function copyOf(receiver: Value, method: string): Value {
  const array = $isArray(receiver) ? receiver : copyArrayLike(receiver, method);
  const length = $arrayLength(array);
  const copy = $arraySlice(array, 0, length);
  if ($arrayHasHoles(copy)) {
    for (let i = 0; i < length; i++) if (!$hasElement(copy, i)) copy[i] = undefined;
  }
  return copy;
}

export function Array$prototype$toReversed(this: Value): Value {
  const copy = copyOf(this, '');
  $arrayReverse(copy);
  return copy;
}

export function Array$prototype$toSorted(this: Value, comparator: Value): Value {
  requireComparator(comparator);
  const copy = copyOf(this, '');
  sortElements(copy, comparator);
  return copy;
}

export function Array$prototype$toSpliced(this: Value, ...list: Value[]): Value {
  const copy = copyOf(this, '');
  const length = $arrayLength(copy);
  const count = $arrayLength(list);
  const start = count === 0 ? 0 : startIndex(list[0], length);
  const deleted = count === 0 ? 0 : count === 1 ? length - start : $clampIndex($toNumber(list[1]), 0, length - start);
  $arraySplice(copy, start, deleted, count > 2 ? $arraySlice(list, 2, count) : undefined);
  return copy;
}

export function Array$prototype$with(this: Value, index: Value, value: Value): Value {
  const array = $isArray(this) ? this : copyArrayLike(this, '');
  const length = $arrayLength(array);
  const at = $integer(index);
  const actual = at < 0 ? at + length : at;
  if (actual < 0 || actual >= length) $failRangeError(`Invalid index : ${$textForMessage(index)}`);
  const copy = copyOf(array, '');
  copy[actual] = value;
  return copy;
}
