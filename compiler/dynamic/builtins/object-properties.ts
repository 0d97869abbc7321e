/** `Object`'s functions on property descriptors. Attributes as the library has them: 1 not writable, 2 not enumerable, 4 not configurable. */
import { requireObjectCoercible, toObject } from './object.js';

const NOT_WRITABLE = 1;
const NOT_ENUMERABLE = 2;
const NOT_CONFIGURABLE = 4;
const ACCESSOR = 8;
/** With these and the first three: which fields a descriptor has. */
const HAS_VALUE = 16;
const HAS_GETTER = 32;
const HAS_SETTER = 64;

export function Object$create(prototype: Value, properties?: Value): Value {
  if (prototype !== null && !$isObject(prototype))
    $failTypeError(`Object prototype may only be an Object or null: ${$textForMessage(prototype)}`);
  const object = $createObject(prototype);
  return properties === undefined ? object : Object$defineProperties(object, properties);
}

export function Object$defineProperty(object: Value, key: Value, descriptor: Value): Value {
  if (!$isObject(object)) $failTypeError('Object.defineProperty called on non-object');
  const name = $toPropertyKey(key);
  applyDescriptor(object, name, readDescriptor(descriptor));
  return object;
}

export function Object$defineProperties(object: Value, properties: Value): Value {
  if (!$isObject(object)) $failTypeError('Object.defineProperties called on non-object');
  const source = toObject(properties);
  const keys = $ownKeys(source, 7);
  const descriptors = $emptyArray();
  for (let i = 0; i < $arrayLength(keys); i++) $arrayPush(descriptors, readDescriptor(source[keys[i]]));
  for (let i = 0; i < $arrayLength(keys); i++) applyDescriptor(object, keys[i], descriptors[i]);
  return object;
}

/** [attributes, which fields are given, value, getter, setter]. */
function readDescriptor(descriptor: Value): Value {
  if (!$isObject(descriptor)) $failTypeError(`Property description must be an object: ${$textForMessage(descriptor)}`);
  let attributes = 0;
  let given = 0;
  let value: Value;
  let getter: Value;
  let setter: Value;
  if ($hasProperty(descriptor, 'enumerable')) {
    given |= NOT_ENUMERABLE;
    if (!descriptor.enumerable) attributes |= NOT_ENUMERABLE;
  }
  if ($hasProperty(descriptor, 'configurable')) {
    given |= NOT_CONFIGURABLE;
    if (!descriptor.configurable) attributes |= NOT_CONFIGURABLE;
  }
  if ($hasProperty(descriptor, 'value')) {
    given |= HAS_VALUE;
    value = descriptor.value;
  }
  if ($hasProperty(descriptor, 'writable')) {
    given |= NOT_WRITABLE;
    if (!descriptor.writable) attributes |= NOT_WRITABLE;
  }
  if ($hasProperty(descriptor, 'get')) {
    given |= HAS_GETTER;
    getter = descriptor.get;
    if (getter !== undefined && !$isCallable(getter)) $failTypeError(`Getter must be a function: ${$textForMessage(getter)}`);
  }
  if ($hasProperty(descriptor, 'set')) {
    given |= HAS_SETTER;
    setter = descriptor.set;
    if (setter !== undefined && !$isCallable(setter)) $failTypeError(`Setter must be a function: ${$textForMessage(setter)}`);
  }
  if ((given & (HAS_GETTER | HAS_SETTER)) !== 0 && (given & (HAS_VALUE | NOT_WRITABLE)) !== 0) {
    $failTypeError(
      `Invalid property descriptor. Cannot both specify accessors and a value or writable attribute, ${$textForMessage(descriptor)}`,
    );
  }
  return [attributes, given, value, getter, setter];
}

/** ValidateAndApplyPropertyDescriptor. */
function applyDescriptor(object: Value, key: Value, descriptor: Value): void {
  const given: number = descriptor[1];
  const value = descriptor[2];
  const getter = descriptor[3];
  const setter = descriptor[4];
  const wantsAccessor = (given & (HAS_GETTER | HAS_SETTER)) !== 0;
  const wantsData = (given & (HAS_VALUE | NOT_WRITABLE)) !== 0;
  const current = $ownAttributes(object, key);
  // What is not given stays as it is; new properties lack what is not given.
  const before = current === -1 ? NOT_WRITABLE | NOT_ENUMERABLE | NOT_CONFIGURABLE : current;
  const attributes: number = (descriptor[0] & given) | (before & ~given & 7);
  if (current === -1) {
    if (!$isExtensible(object)) $failTypeError(`Cannot define property ${$primitiveDescribe(key)}, object is not extensible`);
  } else if (
    (current & NOT_CONFIGURABLE) !== 0 &&
    !isAllowed(object, key, current, attributes, descriptor, wantsAccessor, wantsData)
  ) {
    $failTypeError(`Cannot redefine property: ${$primitiveDescribe(key)}`);
  }
  if (wantsAccessor) {
    const kept = current !== -1 && (current & ACCESSOR) !== 0;
    $defineAccessor(
      object,
      key,
      (given & HAS_GETTER) === 0 && kept ? $ownValue(object, key) : getter,
      (given & HAS_SETTER) === 0 && kept ? $ownSetter(object, key) : setter,
      attributes & (NOT_ENUMERABLE | NOT_CONFIGURABLE),
    );
  } else if (current !== -1 && (current & ACCESSOR) !== 0 && !wantsData) {
    $defineAccessor(
      object,
      key,
      $ownValue(object, key),
      $ownSetter(object, key),
      attributes & (NOT_ENUMERABLE | NOT_CONFIGURABLE),
    );
  } else {
    const wasData = current !== -1 && (current & ACCESSOR) === 0;
    // An accessor that becomes a data property is read-only unless the descriptor says otherwise.
    const all = !wasData && (given & NOT_WRITABLE) === 0 ? attributes | NOT_WRITABLE : attributes;
    $defineProperty(object, key, (given & HAS_VALUE) !== 0 ? value : wasData ? $ownValue(object, key) : undefined, all);
  }
}

/** Whether a property that can't be configured may be defined so: only if nothing changes, or a writable value does. */
function isAllowed(
  object: Value,
  key: Value,
  current: number,
  attributes: number,
  descriptor: Value,
  wantsAccessor: boolean,
  wantsData: boolean,
): boolean {
  const given: number = descriptor[1];
  if (((current ^ attributes) & (NOT_ENUMERABLE | NOT_CONFIGURABLE)) !== 0) return false;
  if ((current & ACCESSOR) !== 0) {
    if (wantsData) return false;
    if ((given & HAS_GETTER) !== 0 && descriptor[3] !== $ownValue(object, key)) return false;
    return (given & HAS_SETTER) === 0 || descriptor[4] === $ownSetter(object, key);
  }
  if (wantsAccessor) return false;
  if ((current & NOT_WRITABLE) === 0) return true;
  return (attributes & NOT_WRITABLE) !== 0 && ((given & HAS_VALUE) === 0 || $sameValue(descriptor[2], $ownValue(object, key)));
}

export function Object$getOwnPropertyDescriptor(value: Value, key: Value): Value {
  requireObjectCoercible(value);
  return descriptorOf(value, $toPropertyKey(key));
}

function descriptorOf(object: Value, key: Value): Value {
  const attributes = $ownAttributes(object, key);
  if (attributes === -1) return undefined;
  const enumerable = (attributes & NOT_ENUMERABLE) === 0;
  const configurable = (attributes & NOT_CONFIGURABLE) === 0;
  if ((attributes & ACCESSOR) !== 0)
    return { get: $ownValue(object, key), set: $ownSetter(object, key), enumerable, configurable };
  return { value: $ownValue(object, key), writable: (attributes & NOT_WRITABLE) === 0, enumerable, configurable };
}

export function Object$getOwnPropertyDescriptors(value: Value): Value {
  requireObjectCoercible(value);
  const keys = $ownKeys(value, 3);
  const result = $newObject();
  for (let i = 0; i < $arrayLength(keys); i++) $defineField(result, keys[i], descriptorOf(value, keys[i]));
  return result;
}
