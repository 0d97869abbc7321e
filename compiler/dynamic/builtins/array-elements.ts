/** What the methods of arrays share: their receivers, callbacks, index arguments and results. */

/**
 * The elements of a receiver that is not an array (a string, an object with a length), as an array with holes where it has none. Methods
 * then work on that copy: what callbacks change in the receiver meanwhile is not seen, which nobody relies on.
 */
export function copyArrayLike(receiver: Value, method: string): Value {
  if (receiver === undefined || receiver === null) failNullish(method);
  const length = $toLength($toNumber(receiver.length));
  const copy = $newArray(length);
  if (typeof receiver === 'string') {
    for (let i = 0; i < length; i++) copy[i] = $charAt(receiver, i);
  } else if ($isObject(receiver)) {
    for (let i = 0; i < length; i++) if ($hasProperty(receiver, i)) copy[i] = receiver[i];
  }
  return copy;
}

/** An empty name: V8 does not name the method in all of them. */
export function failNullish(method: string): never {
  $failTypeError(method === '' ? 'Cannot convert undefined or null to object' : `${method} called on null or undefined`);
}

/** Puts the elements of a changed copy back into the array-like object it came from. */
export function writeArrayLike(target: Value, copy: Value, lengthBefore: number): void {
  const length = $arrayLength(copy);
  for (let i = 0; i < length; i++) {
    if ($hasElement(copy, i)) target[i] = copy[i];
    else if ($hasProperty(target, i)) $deleteProperty(target, i);
  }
  for (let i = lengthBefore - 1; i >= length; i--) $deleteProperty(target, i);
  target.length = length;
}

export function requireCallback(callback: Value): void {
  if (!$isCallable(callback)) $failNotFunction($textForMessage(callback));
}

/** The first index of `slice(start)` and the like. */
export function startIndex(start: Value, length: number): number {
  if (start === undefined) return 0;
  return $relativeIndex(typeof start === 'number' ? start : $toNumber(start), length);
}

/** The index behind the last of `slice(start, end)` and the like. */
export function endIndex(end: Value, length: number): number {
  if (end === undefined) return length;
  return $relativeIndex(typeof end === 'number' ? end : $toNumber(end), length);
}

/** ArraySpeciesCreate: an instance of the receiver's own class, which extends Array. */
export function createLike(receiver: Value, length: number): Value {
  if (!$isArray(receiver)) return $newArray(length);
  let C = receiver.constructor;
  if ($isObject(C)) {
    C = C[Symbol.species];
    if (C === null) C = undefined;
  }
  if (C === undefined) return $newArray(length);
  if (!$isConstructor(C)) $failTypeError('object.constructor[Symbol.species] is not a constructor');
  return new C(length);
}
