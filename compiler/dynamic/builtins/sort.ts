/**
 * Sorting of arrays: undefined goes last, holes behind it; the rest is sorted by Tim Peters' list sort
 * (https://github.com/python/cpython/blob/main/Objects/listsort.txt). V8 does the same, so the comparator is called with the same pairs in
 * the same order, which decides the result when it contradicts itself.
 */

/** A run of this many wins in a row makes merging gallop. */
const MINIMUM_GALLOP = 7;

export function requireComparator(comparator: Value): void {
  if (comparator !== undefined && !$isCallable(comparator)) {
    $failTypeError('The comparison function must be either a function or undefined');
  }
}

/** Sorts a true array in place. */
export function sortElements(array: Value, comparator: Value): void {
  const length = $arrayLength(array);
  if (length < 2) return;
  let work = $emptyArray();
  let absent = 0;
  for (let i = 0; i < length; i++) {
    const item = array[i];
    if (item !== undefined) $arrayPush(work, item);
    else if (!$hasElement(array, i)) absent++;
  }
  if (comparator !== undefined || $arrayContent(work) === 1) sortRuns(work, comparator);
  else work = sortByText(work);
  const count = $arrayLength(work);
  for (let i = 0; i < count; i++) array[i] = work[i];
  for (let i = count; i < length - absent; i++) array[i] = undefined;
  for (let i = length - absent; i < length; i++) $deleteProperty(array, i);
}

/** The default order of values that are not all strings: each is made text once. */
function sortByText(values: Value): Value {
  const length = $arrayLength(values);
  const texts = $newArray(length);
  const order = $newArray(length);
  for (let i = 0; i < length; i++) {
    texts[i] = $toText(values[i]);
    order[i] = i;
  }
  sortRuns(order, (a: number, b: number) => $compareStrings(texts[a], texts[b]));
  const sorted = $newArray(length);
  for (let i = 0; i < length; i++) sorted[i] = values[order[i]];
  return sorted;
}

/** Below, at or above 0. Without a comparator the values are strings. */
function compare(comparator: Value, a: Value, b: Value): number {
  if (comparator === undefined) return $compareStrings(a, b);
  const result = $call(comparator, undefined, a, b);
  const order = typeof result === 'number' ? result : $toNumber(result);
  return order === order ? order : 0;
}

/** Sorts an array without holes: finds or makes ascending runs and merges them. */
export function sortRuns(work: Value, comparator: Value): void {
  const length = $arrayLength(work);
  if (length < 2) return;
  const starts: Value = $emptyArray();
  const lengths: Value = $emptyArray();
  const gallop: Value = [MINIMUM_GALLOP];
  const minimumRun = minimumRunLength(length);
  let low = 0;
  let remaining = length;
  while (remaining !== 0) {
    let run = makeRun(work, comparator, low, low + remaining);
    if (run < minimumRun) {
      const forced = minimumRun < remaining ? minimumRun : remaining;
      insertBinary(work, comparator, low, low + run, low + forced);
      run = forced;
    }
    $arrayPush(starts, low);
    $arrayPush(lengths, run);
    mergeWhereUneven(work, comparator, starts, lengths, gallop);
    low += run;
    remaining -= run;
  }
  while ($arrayLength(starts) > 1) {
    let n = $arrayLength(starts) - 2;
    if (n > 0 && lengths[n - 1] < lengths[n + 1]) n--;
    mergeAt(work, comparator, starts, lengths, gallop, n);
  }
}

/** Between 32 and 64, such that the number of runs is a power of two or a little less. */
function minimumRunLength(length: number): number {
  let n = length;
  let rest = 0;
  while (n >= 64) {
    rest |= n & 1;
    n >>= 1;
  }
  return n + rest;
}

/** Length of the run that begins at `low`; a strictly descending one is reversed. */
function makeRun(work: Value, comparator: Value, low: number, high: number): number {
  if (low + 1 === high) return 1;
  let previous = work[low + 1];
  const isDescending = compare(comparator, previous, work[low]) < 0;
  let end = low + 2;
  for (; end < high; end++) {
    const current = work[end];
    if (compare(comparator, current, previous) < 0 !== isDescending) break;
    previous = current;
  }
  if (isDescending) {
    for (let i = low, j = end - 1; i < j; i++, j--) {
      const item = work[i];
      work[i] = work[j];
      work[j] = item;
    }
  }
  return end - low;
}

/** low..start is sorted: inserts start..high one by one. */
function insertBinary(work: Value, comparator: Value, low: number, start: number, high: number): void {
  for (let at = start === low ? start + 1 : start; at < high; at++) {
    const pivot = work[at];
    let left = low;
    let right = at;
    while (left < right) {
      const middle = left + ((right - left) >> 1);
      if (compare(comparator, pivot, work[middle]) < 0) right = middle;
      else left = middle + 1;
    }
    for (let i = at; i > left; i--) work[i] = work[i - 1];
    work[left] = pivot;
  }
}

/** Keeps lengths[n - 2] > lengths[n - 1] + lengths[n] and lengths[n - 1] > lengths[n]. */
function mergeWhereUneven(work: Value, comparator: Value, starts: Value, lengths: Value, gallop: Value): void {
  while ($arrayLength(starts) > 1) {
    let n = $arrayLength(starts) - 2;
    if (!isEven(lengths, n + 1) || !isEven(lengths, n)) {
      if (lengths[n - 1] < lengths[n + 1]) n--;
      mergeAt(work, comparator, starts, lengths, gallop, n);
    } else if (lengths[n] <= lengths[n + 1]) {
      mergeAt(work, comparator, starts, lengths, gallop, n);
    } else {
      return;
    }
  }
}

function isEven(lengths: Value, n: number): boolean {
  return n < 2 || lengths[n - 2] > lengths[n - 1] + lengths[n];
}

/** Merges the runs n and n + 1. */
function mergeAt(work: Value, comparator: Value, starts: Value, lengths: Value, gallop: Value, n: number): void {
  let startA: number = starts[n];
  let lengthA: number = lengths[n];
  const startB: number = starts[n + 1];
  let lengthB: number = lengths[n + 1];
  lengths[n] = lengthA + lengthB;
  if (n === $arrayLength(starts) - 3) {
    starts[n + 1] = starts[n + 2];
    lengths[n + 1] = lengths[n + 2];
  }
  $arrayPop(starts);
  $arrayPop(lengths);
  const skipped = gallopRight(work, comparator, work[startB], startA, lengthA, 0);
  startA += skipped;
  lengthA -= skipped;
  if (lengthA === 0) return;
  lengthB = gallopLeft(work, comparator, work[startA + lengthA - 1], startB, lengthB, lengthB - 1);
  if (lengthB === 0) return;
  if (lengthA <= lengthB) mergeLow(work, comparator, gallop, startA, lengthA, startB, lengthB);
  else mergeHigh(work, comparator, gallop, startA, lengthA, startB, lengthB);
}

/** How many of the elements from `base` on come before `key`: equal ones don't. */
function gallopLeft(work: Value, comparator: Value, key: Value, base: number, length: number, hint: number): number {
  let last = 0;
  let offset = 1;
  if (compare(comparator, work[base + hint], key) < 0) {
    const most = length - hint;
    while (offset < most && compare(comparator, work[base + hint + offset], key) < 0) {
      last = offset;
      offset = offset * 2 + 1;
    }
    if (offset > most) offset = most;
    last += hint;
    offset += hint;
  } else {
    const most = hint + 1;
    while (offset < most && compare(comparator, work[base + hint - offset], key) >= 0) {
      last = offset;
      offset = offset * 2 + 1;
    }
    if (offset > most) offset = most;
    const before = last;
    last = hint - offset;
    offset = hint - before;
  }
  last++;
  while (last < offset) {
    const middle = last + ((offset - last) >> 1);
    if (compare(comparator, work[base + middle], key) < 0) last = middle + 1;
    else offset = middle;
  }
  return offset;
}

/** How many of the elements from `base` on come before `key` or are equal to it. */
function gallopRight(work: Value, comparator: Value, key: Value, base: number, length: number, hint: number): number {
  let last = 0;
  let offset = 1;
  if (compare(comparator, key, work[base + hint]) < 0) {
    const most = hint + 1;
    while (offset < most && compare(comparator, key, work[base + hint - offset]) < 0) {
      last = offset;
      offset = offset * 2 + 1;
    }
    if (offset > most) offset = most;
    const before = last;
    last = hint - offset;
    offset = hint - before;
  } else {
    const most = length - hint;
    while (offset < most && compare(comparator, key, work[base + hint + offset]) >= 0) {
      last = offset;
      offset = offset * 2 + 1;
    }
    if (offset > most) offset = most;
    last += hint;
    offset += hint;
  }
  last++;
  while (last < offset) {
    const middle = last + ((offset - last) >> 1);
    if (compare(comparator, key, work[base + middle]) < 0) offset = middle;
    else last = middle + 1;
  }
  return offset;
}

/** Merges two neighbours from the front; the first, which is not longer, is moved aside. */
function mergeLow(
  work: Value,
  comparator: Value,
  gallop: Value,
  startA: number,
  countA: number,
  startB: number,
  countB: number,
): void {
  const aside = $arraySlice(work, startA, startA + countA);
  let lengthA = countA;
  let lengthB = countB;
  let to = startA;
  let a = 0;
  let b = startB;
  work[to++] = work[b++];
  lengthB--;
  let minimum: number = gallop[0];
  merging: while (lengthB > 0 && lengthA > 1) {
    let winsA = 0;
    let winsB = 0;
    do {
      if (compare(comparator, work[b], aside[a]) < 0) {
        work[to++] = work[b++];
        winsB++;
        winsA = 0;
        if (--lengthB === 0) break merging;
      } else {
        work[to++] = aside[a++];
        winsA++;
        winsB = 0;
        if (--lengthA === 1) break merging;
      }
    } while (winsA < minimum && winsB < minimum);
    minimum++;
    do {
      if (minimum > 1) minimum--;
      gallop[0] = minimum;
      winsA = gallopRight(aside, comparator, work[b], a, lengthA, 0);
      for (let i = 0; i < winsA; i++) work[to++] = aside[a++];
      lengthA -= winsA;
      if (winsA > 0 && lengthA <= 1) break merging;
      work[to++] = work[b++];
      if (--lengthB === 0) break merging;
      winsB = gallopLeft(work, comparator, aside[a], b, lengthB, 0);
      for (let i = 0; i < winsB; i++) work[to++] = work[b++];
      lengthB -= winsB;
      if (winsB > 0 && lengthB === 0) break merging;
      work[to++] = aside[a++];
      if (--lengthA === 1) break merging;
    } while (winsA >= MINIMUM_GALLOP || winsB >= MINIMUM_GALLOP);
    minimum++;
    gallop[0] = minimum;
  }
  if (lengthB > 0 && lengthA === 1) {
    for (let i = 0; i < lengthB; i++) work[to++] = work[b++];
  }
  for (let i = 0; i < lengthA; i++) work[to++] = aside[a++];
}

/** As mergeLow, from the back, with the second moved aside. */
function mergeHigh(
  work: Value,
  comparator: Value,
  gallop: Value,
  startA: number,
  countA: number,
  startB: number,
  countB: number,
): void {
  const aside = $arraySlice(work, startB, startB + countB);
  let lengthA = countA;
  let lengthB = countB;
  let to = startB + lengthB - 1;
  let a = startA + lengthA - 1;
  let b = lengthB - 1;
  work[to--] = work[a--];
  lengthA--;
  let minimum: number = gallop[0];
  merging: while (lengthA > 0 && lengthB > 1) {
    let winsA = 0;
    let winsB = 0;
    do {
      if (compare(comparator, aside[b], work[a]) < 0) {
        work[to--] = work[a--];
        winsA++;
        winsB = 0;
        if (--lengthA === 0) break merging;
      } else {
        work[to--] = aside[b--];
        winsB++;
        winsA = 0;
        if (--lengthB === 1) break merging;
      }
    } while (winsA < minimum && winsB < minimum);
    minimum++;
    do {
      if (minimum > 1) minimum--;
      gallop[0] = minimum;
      winsA = lengthA - gallopRight(work, comparator, aside[b], startA, lengthA, lengthA - 1);
      for (let i = 0; i < winsA; i++) work[to--] = work[a--];
      lengthA -= winsA;
      if (winsA > 0 && lengthA === 0) break merging;
      work[to--] = aside[b--];
      if (--lengthB === 1) break merging;
      winsB = lengthB - gallopLeft(aside, comparator, work[a], 0, lengthB, lengthB - 1);
      for (let i = 0; i < winsB; i++) work[to--] = aside[b--];
      lengthB -= winsB;
      if (winsB > 0 && lengthB <= 1) break merging;
      work[to--] = work[a--];
      if (--lengthA === 0) break merging;
    } while (winsA >= MINIMUM_GALLOP || winsB >= MINIMUM_GALLOP);
    minimum++;
    gallop[0] = minimum;
  }
  if (lengthA > 0 && lengthB === 1) {
    for (let i = 0; i < lengthA; i++) work[to--] = work[a--];
  }
  for (let i = 0; i < lengthB; i++) work[to--] = aside[b--];
}
