/** Iterables as arguments of built-ins: they are read to their end before the built-in goes on. */

/** How V8 names a value that should have been iterable: `number 5`, `object null`. */
export function describeIterable(value: Value): string {
  if (value === undefined) return 'undefined';
  const type = typeof value;
  if (type === 'string') return `string "${value}"`;
  if (value === null || type === 'boolean' || type === 'number')
    return `${value === null ? 'object' : type} ${$primitiveToString(value)}`;
  return type;
}

export function requireIterable(value: Value): void {
  if (value !== undefined && value !== null) {
    if ($isArray(value) || typeof value === 'string') return;
    if ($isCallable(value[Symbol.iterator])) return;
  }
  $failTypeError(`${describeIterable(value)} is not iterable (cannot read property Symbol(Symbol.iterator))`);
}

/** What an iterable gives, as an array: the array itself, which is not to be changed, or a new one. */
export function itemsOf(iterable: Value): Value {
  if ($isArray(iterable) && $isIndexed(iterable)) return iterable;
  requireIterable(iterable);
  return $spread($emptyArray(), iterable, $textForMessage(iterable));
}
