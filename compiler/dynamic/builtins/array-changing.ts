/** Methods of arrays that change them. Other receivers are copied, changed and written back. */
import { copyArrayLike, createLike, endIndex, startIndex, writeArrayLike } from './array-elements.js';
import { requireComparator, sortElements } from './sort.js';

export function Array$prototype$push(this: Value, ...items: Value[]): number {
  if ($isArray(this)) return $arrayLength(items) === 1 ? $arrayPush(this, items[0]) : $arrayPushAll(this, items);
  const copy = copyArrayLike(this, '');
  const before = $arrayLength(copy);
  $arrayPushAll(copy, items);
  writeArrayLike(this, copy, before);
  return $arrayLength(copy);
}

export function Array$prototype$pop(this: Value): Value {
  if ($isArray(this)) return $arrayPop(this);
  const copy = copyArrayLike(this, '');
  const before = $arrayLength(copy);
  const last = $arrayPop(copy);
  writeArrayLike(this, copy, before);
  return last;
}

export function Array$prototype$shift(this: Value): Value {
  if ($isArray(this)) return $arrayShift(this);
  const copy = copyArrayLike(this, '');
  const before = $arrayLength(copy);
  const first = $arrayShift(copy);
  writeArrayLike(this, copy, before);
  return first;
}

export function Array$prototype$unshift(this: Value, ...items: Value[]): number {
  if ($isArray(this)) return $arrayLength(items) === 1 ? $arrayUnshift(this, items[0]) : $arrayUnshiftAll(this, items);
  const copy = copyArrayLike(this, '');
  const before = $arrayLength(copy);
  $arrayUnshiftAll(copy, items);
  writeArrayLike(this, copy, before);
  return $arrayLength(copy);
}

/** `list`: start, count, items; how many there are matters. */
export function Array$prototype$splice(this: Value, ...list: Value[]): Value {
  const array = $isArray(this) ? this : copyArrayLike(this, '');
  const length = $arrayLength(array);
  const count = $arrayLength(list);
  const start = count === 0 ? 0 : startIndex(list[0], length);
  const deleted = count === 0 ? 0 : count === 1 ? length - start : $clampIndex($toNumber(list[1]), 0, length - start);
  const removed = $arraySplice(array, start, deleted, count > 2 ? $arraySlice(list, 2, count) : undefined);
  if ($isPlainArray(this)) return removed;
  if (array !== this) {
    writeArrayLike(this, array, length);
    return removed;
  }
  const result = createLike(this, deleted);
  for (let i = 0; i < deleted; i++) if ($hasElement(removed, i)) result[i] = removed[i];
  result.length = deleted;
  return result;
}

export function Array$prototype$reverse(this: Value): Value {
  const array = $isArray(this) ? this : copyArrayLike(this, '');
  $arrayReverse(array);
  if (array !== this) writeArrayLike(this, array, $arrayLength(array));
  return this;
}

export function Array$prototype$fill(this: Value, value: Value, start?: Value, end?: Value): Value {
  const array = $isArray(this) ? this : copyArrayLike(this, '');
  const length = $arrayLength(array);
  const from = startIndex(start, length);
  const to = endIndex(end, length);
  if (from < to) $arrayFill(array, value, from, to);
  if (array !== this) writeArrayLike(this, array, length);
  return this;
}

export function Array$prototype$copyWithin(this: Value, target: Value, start: Value, end?: Value): Value {
  const array = $isArray(this) ? this : copyArrayLike(this, '');
  const length = $arrayLength(array);
  const to = startIndex(target, length);
  const from = startIndex(start, length);
  const last = endIndex(end, length);
  if (from < last) $arrayCopyWithin(array, to, from, last);
  if (array !== this) writeArrayLike(this, array, length);
  return this;
}

export function Array$prototype$sort(this: Value, comparator: Value): Value {
  requireComparator(comparator);
  const array = $isArray(this) ? this : copyArrayLike(this, '');
  sortElements(array, comparator);
  if (array !== this) writeArrayLike(this, array, $arrayLength(array));
  return this;
}
