/** Methods of typed arrays that do not call back, and `from` and `of`. */
import { endIndex, requireCallback, startIndex } from './array-elements.js';
import { requireIterable } from './iterables.js';
import { requireComparator } from './sort.js';
import { requireReceiver, requireTypedArray, setElements, toElement, valuesOf } from './typed-array-elements.js';

const NAMES =
  'Int8Array,Uint8Array,Uint8ClampedArray,Int16Array,Uint16Array,Int32Array,Uint32Array,Float32Array,Float64Array,BigInt64Array,BigUint64Array';

export function TypedArray$from(this: Value, source: Value, map?: Value, thisArgument?: Value): Value {
  return fromValues(this, source, map, thisArgument);
}

export function TypedArray$of(this: Value, ...values: Value[]): Value {
  return ofValues(this, values);
}

export function fromValues(C: Value, source: Value, map: Value, thisArgument: Value): Value {
  if (!$isConstructor(C)) $failNotConstructor($textForMessage(C));
  if (map !== undefined) requireCallback(map);
  if (source === undefined || source === null) requireIterable(source);
  const values = valuesOf(source);
  const length = $arrayLength(values);
  const view = new C(length);
  if (map === undefined) {
    setElements(view, values, 0);
    return view;
  }
  for (let i = 0; i < length; i++) $typedSet(view, i, toElement(view, $call(map, thisArgument, values[i], i)));
  return view;
}

export function ofValues(C: Value, values: Value): Value {
  if (!$isConstructor(C)) $failNotConstructor($textForMessage(C));
  const view = new C($arrayLength(values));
  setElements(view, values, 0);
  return view;
}

export function TypedArray$get$$species(this: Value): Value {
  return this;
}

export function TypedArray$prototype$get$buffer(this: Value): Value {
  requireTypedArray(this);
  return $typedBuffer(this);
}

export function TypedArray$prototype$get$byteLength(this: Value): number {
  requireTypedArray(this);
  return $typedLength(this) * $elementBytes(this);
}

export function TypedArray$prototype$get$byteOffset(this: Value): number {
  requireTypedArray(this);
  return $typedByteOffset(this);
}

export function TypedArray$prototype$get$length(this: Value): number {
  requireTypedArray(this);
  return $typedLength(this);
}

export function TypedArray$prototype$get$$toStringTag(this: Value): Value {
  return $isTypedArray(this) ? $splitString(NAMES, ',', -1)[$elementKind(this)] : undefined;
}

export function TypedArray$prototype$at(this: Value, index: Value): Value {
  requireReceiver(this, 'at');
  const at = $integer(index);
  const length = $typedLength(this);
  const actual = at < 0 ? at + length : at;
  return actual < 0 || actual >= length ? undefined : $typedGet(this, actual);
}

export function TypedArray$prototype$fill(this: Value, value: Value, start?: Value, end?: Value): Value {
  requireTypedArray(this);
  const element = toElement(this, value);
  const length = $typedLength(this);
  const from = startIndex(start, length);
  // As in V8, which looks at the end only when there is a start.
  const to = start === undefined ? length : endIndex(end, length);
  if (from < to) $typedFill(this, element, from, to);
  return this;
}

export function TypedArray$prototype$copyWithin(this: Value, target: Value, start: Value, end?: Value): Value {
  requireTypedArray(this);
  const length = $typedLength(this);
  const to = startIndex(target, length);
  const from = startIndex(start, length);
  const last = endIndex(end, length);
  if (from < last) $typedCopyWithin(this, to, from, last);
  return this;
}

export function TypedArray$prototype$reverse(this: Value): Value {
  requireTypedArray(this);
  $typedReverse(this);
  return this;
}

export function TypedArray$prototype$set(this: Value, source: Value, offset?: Value): void {
  requireTypedArray(this);
  const at = offset === undefined ? 0 : $integer(offset);
  if (at < 0) $failRangeError('offset is out of bounds');
  if ($isTypedArray(source)) {
    $typedCopyFrom(this, source, at);
    return;
  }
  if (source === undefined || source === null) $failTypeError('Cannot convert undefined or null to object');
  const length = $isArray(source) ? $arrayLength(source) : $toLength($toNumber(source.length));
  if (at + length > $typedLength(this)) $failRangeError('offset is out of bounds');
  if ($isArray(source)) setElements(this, source, at);
  else for (let i = 0; i < length; i++) $typedSet(this, at + i, toElement(this, source[i]));
}

export function TypedArray$prototype$slice(this: Value, start?: Value, end?: Value): Value {
  requireReceiver(this, 'slice');
  const length = $typedLength(this);
  const from = startIndex(start, length);
  const to = endIndex(end, length);
  return $typedSlice(this, from, from < to ? to : from);
}

export function TypedArray$prototype$subarray(this: Value, start?: Value, end?: Value): Value {
  if (!$isTypedArray(this)) requireReceiver(undefined, 'subarray');
  const length = $typedLength(this);
  const from = startIndex(start, length);
  const to = endIndex(end, length);
  return $typedSubarray(this, from, from < to ? to : from);
}

export function TypedArray$prototype$indexOf(this: Value, value: Value, from?: Value): number {
  requireTypedArray(this);
  const length = $typedLength(this);
  return length === 0 ? -1 : $typedIndexOf(this, value, startIndex(from, length));
}

export function TypedArray$prototype$lastIndexOf(this: Value, value: Value, ...from: Value[]): number {
  requireTypedArray(this);
  const length = $typedLength(this);
  if (length === 0) return -1;
  if ($arrayLength(from) === 0) return $typedLastIndexOf(this, value, length - 1);
  const wanted = $integer(from[0]);
  const last = wanted >= 0 ? (wanted < length ? wanted : length - 1) : length + wanted;
  return last < 0 ? -1 : $typedLastIndexOf(this, value, last);
}

export function TypedArray$prototype$includes(this: Value, value: Value, from?: Value): boolean {
  requireTypedArray(this);
  const length = $typedLength(this);
  return length !== 0 && $typedIncludes(this, value, startIndex(from, length));
}

export function TypedArray$prototype$join(this: Value, separator?: Value): string {
  requireReceiver(this, 'join');
  const between = separator === undefined ? ',' : $toText(separator);
  const length = $typedLength(this);
  const texts = $newArray(length);
  for (let i = 0; i < length; i++) texts[i] = $primitiveToString(this[i]);
  return $joinStrings(texts, between);
}

export function TypedArray$prototype$toString(this: Value): string {
  if ($isTypedArray(this)) return $call(TypedArray$prototype$join, this);
  return $call(Array.prototype.toString, this);
}

export function TypedArray$prototype$toLocaleString(this: Value): string {
  requireReceiver(this, 'toLocaleString');
  const length = $typedLength(this);
  const texts = $newArray(length);
  for (let i = 0; i < length; i++) texts[i] = $toText(this[i].toLocaleString());
  return $joinStrings(texts, ',');
}

export function TypedArray$prototype$toReversed(this: Value): Value {
  requireReceiver(this, 'toReversed');
  const copy = $typedSlice(this, 0, $typedLength(this));
  $typedReverse(copy);
  return copy;
}

export function TypedArray$prototype$with(this: Value, index: Value, value: Value): Value {
  requireTypedArray(this);
  const length = $typedLength(this);
  const at = $integer(index);
  const actual = at < 0 ? at + length : at;
  const element = toElement(this, value);
  if (actual < 0 || actual >= length) $failRangeError('Invalid typed array index');
  const copy = $typedSlice(this, 0, length);
  $typedSet(copy, actual, element);
  return copy;
}

export function TypedArray$prototype$sort(this: Value, comparator: Value): Value {
  requireComparator(comparator);
  requireReceiver(this, 'sort');
  sortView(this, comparator);
  return this;
}

export function TypedArray$prototype$toSorted(this: Value, comparator: Value): Value {
  requireComparator(comparator);
  requireReceiver(this, 'toSorted');
  const copy = $typedSlice(this, 0, $typedLength(this));
  sortView(copy, comparator);
  return copy;
}

function sortView(view: Value, comparator: Value): void {
  const length = $typedLength(view);
  if (length < 2) return;
  if (comparator === undefined) {
    $typedSort(view);
    return;
  }
  const sorted = $newArray(length);
  for (let i = 0; i < length; i++) sorted[i] = view[i];
  mergeSort($arraySlice(sorted, 0, length), 0, length, sorted, comparator);
  for (let i = 0; i < length; i++) $typedSet(view, i, sorted[i]);
}

/** Merges the sorted halves of `source` into `target`; both hold the same at first. V8 sorts typed arrays so, and arrays otherwise. */
function mergeSort(source: Value, from: number, to: number, target: Value, comparator: Value): void {
  const middle = from + ((to - from) >> 1);
  if (middle - from > 1) mergeSort(target, from, middle, source, comparator);
  if (to - middle > 1) mergeSort(target, middle, to, source, comparator);
  let left = from;
  let right = middle;
  for (let at = from; at < to; at++) {
    if (left < middle && (right >= to || compareElements(comparator, source[left], source[right]) <= 0))
      target[at] = source[left++];
    else target[at] = source[right++];
  }
}

function compareElements(comparator: Value, a: Value, b: Value): number {
  const result = $call(comparator, undefined, a, b);
  const x = typeof result === 'number' ? result : $toNumber(result);
  return x === x ? x : 0;
}
