/** `Object`'s functions on keys, values and prototypes; object-properties.ts has those on property descriptors. */
import { itemsOf } from './iterables.js';

/** CELL_KIND.error. */
const ERROR_KIND = 24;

export function requireObjectCoercible(value: Value): void {
  if (value === undefined || value === null) $failTypeError('Cannot convert undefined or null to object');
}

/** ToObject. */
export function toObject(value: Value): Value {
  if ($isObject(value)) return value;
  requireObjectCoercible(value);
  return $newWrapper($getPrototypeOf(value), value);
}

export function Object$call(value?: Value): Value {
  return value === undefined || value === null ? $newObject() : toObject(value);
}

export function Object$construct(this: Value, value?: Value): Value {
  return value === undefined || value === null ? this : toObject(value);
}

export function Object$keys(value: Value): Value {
  requireObjectCoercible(value);
  return $objectKeys(value);
}

export function Object$values(value: Value): Value {
  requireObjectCoercible(value);
  const values = $objectValues(value);
  if (!$isEmpty(values)) return values;
  const keys = $objectKeys(value);
  const result = $emptyArray();
  for (let i = 0; i < $arrayLength(keys); i++) if (isOwnEnumerable(value, keys[i])) $arrayPush(result, value[keys[i]]);
  return result;
}

export function Object$entries(value: Value): Value {
  requireObjectCoercible(value);
  const entries = $objectEntries(value);
  if (!$isEmpty(entries)) return entries;
  const keys = $objectKeys(value);
  const result = $emptyArray();
  for (let i = 0; i < $arrayLength(keys); i++) {
    const key = keys[i];
    if (isOwnEnumerable(value, key)) $arrayPush(result, [key, value[key]]);
  }
  return result;
}

/** A getter that ran before may have changed what is there. */
function isOwnEnumerable(object: Value, key: Value): boolean {
  const attributes = $ownAttributes(object, key);
  return attributes !== -1 && (attributes & 2) === 0;
}

export function Object$assign(target: Value, ...sources: Value[]): Value {
  const object = toObject(target);
  for (let i = 0; i < $arrayLength(sources); i++) {
    const source = sources[i];
    if (source === undefined || source === null || $assignInto(object, source)) continue;
    const keys = $ownKeys(source, 7);
    for (let j = 0; j < $arrayLength(keys); j++) {
      const key = keys[j];
      if (isOwnEnumerable(source, key)) object[key] = source[key];
    }
  }
  return object;
}

export function Object$fromEntries(iterable: Value): Value {
  if (iterable === undefined || iterable === null) $failTypeError('undefined is not iterable');
  const result = $newObject();
  if ($isMap(iterable) && $getPrototypeOf(iterable) === $builtin('Map.prototype')) {
    for (let cursor = $mapNext(iterable, 0); cursor !== -1; cursor = $mapNext(iterable, cursor)) {
      const key = $mapKeyAt(iterable, cursor);
      $defineField(result, typeof key === 'string' ? key : $toPropertyKey(key), $mapValueAt(iterable, cursor));
    }
    return result;
  }
  const entries = itemsOf(iterable);
  for (let i = 0; i < $arrayLength(entries); i++) {
    const entry = entries[i];
    if (!$isObject(entry)) $failTypeError(`Iterator value ${$textForMessage(entry)} is not an entry object`);
    const key = entry[0];
    const value = entry[1];
    $defineField(result, typeof key === 'string' ? key : $toPropertyKey(key), value);
  }
  return result;
}

export function Object$freeze(value: Value): Value {
  if ($isTypedArray(value) && $typedLength(value) > 0) $failTypeError('Cannot freeze array buffer views with elements');
  if ($isObject(value)) $freeze(value);
  return value;
}

export function Object$seal(value: Value): Value {
  if ($isObject(value)) $seal(value);
  return value;
}

export function Object$preventExtensions(value: Value): Value {
  if ($isObject(value)) $preventExtensions(value);
  return value;
}

export function Object$isFrozen(value: Value): boolean {
  return !$isObject(value) || $isFrozen(value);
}

export function Object$isSealed(value: Value): boolean {
  return !$isObject(value) || $isSealed(value);
}

export function Object$isExtensible(value: Value): boolean {
  return $isObject(value) && $isExtensible(value);
}

export function Object$is(a: Value, b: Value): boolean {
  return $sameValue(a, b);
}

export function Object$hasOwn(value: Value, key: Value): boolean {
  requireObjectCoercible(value);
  return $hasOwn(value, $toPropertyKey(key));
}

export function Object$getPrototypeOf(value: Value): Value {
  requireObjectCoercible(value);
  return $getPrototypeOf(value);
}

function requirePrototype(prototype: Value): void {
  if (prototype !== null && !$isObject(prototype))
    $failTypeError(`Object prototype may only be an Object or null: ${$textForMessage(prototype)}`);
}

export function Object$setPrototypeOf(value: Value, prototype: Value): Value {
  if (value === undefined || value === null) $failTypeError('Object.setPrototypeOf called on null or undefined');
  requirePrototype(prototype);
  if ($isObject(value)) $setPrototypeOf(value, prototype);
  return value;
}

export function Object$prototype$get$__proto__(this: Value): Value {
  return Object$getPrototypeOf(this);
}

export function Object$prototype$set$__proto__(this: Value, prototype: Value): void {
  if (this === undefined || this === null) $failTypeError('Object.prototype.__proto__ called on null or undefined');
  if ($isObject(this) && (prototype === null || $isObject(prototype))) $setPrototypeOf(this, prototype);
}

export function Object$getOwnPropertyNames(value: Value): Value {
  requireObjectCoercible(value);
  return $ownKeys(value, 1);
}

export function Object$getOwnPropertySymbols(value: Value): Value {
  requireObjectCoercible(value);
  return $ownKeys(value, 2);
}

export function Object$prototype$hasOwnProperty(this: Value, key: Value): boolean {
  const name = $toPropertyKey(key);
  requireObjectCoercible(this);
  return $hasOwn(this, name);
}

export function Object$prototype$isPrototypeOf(this: Value, value: Value): boolean {
  if (!$isObject(value)) return false;
  requireObjectCoercible(this);
  return $isPrototypeOf(this, value);
}

export function Object$prototype$propertyIsEnumerable(this: Value, key: Value): boolean {
  const name = $toPropertyKey(key);
  requireObjectCoercible(this);
  return isOwnEnumerable(this, name);
}

export function Object$prototype$valueOf(this: Value): Value {
  return toObject(this);
}

export function Object$prototype$toLocaleString(this: Value): Value {
  if (this === undefined || this === null) $failTypeError('Object.prototype.toLocaleString called on null or undefined');
  const toString = this.toString;
  if (!$isCallable(toString)) $failNotFunction($textForMessage(toString));
  return $call(toString, this);
}

export function Object$prototype$toString(this: Value): string {
  if (this === undefined) return '[object Undefined]';
  if (this === null) return '[object Null]';
  const tag = this[Symbol.toStringTag];
  return `[object ${typeof tag === 'string' ? tag : builtinTag(this)}]`;
}

function builtinTag(value: Value): string {
  const type = typeof value;
  if (type === 'function') return 'Function';
  if (type === 'string') return 'String';
  if (type === 'number') return 'Number';
  if (type === 'boolean') return 'Boolean';
  if (type === 'bigint') return 'BigInt';
  if (type === 'symbol') return 'Symbol';
  if ($isArray(value)) return 'Array';
  const inner = $wrapperValue(value);
  if (!$isEmpty(inner) && !$isObject(inner)) return builtinTag(inner);
  if ($isRegExp(value)) return 'RegExp';
  return $kindOf(value) === ERROR_KIND ? 'Error' : 'Object';
}
