// Reading properties: of objects along their prototypes, of primitives, with inline caches for keys that stand in the source.
import { failReadOf } from './errors';
import { exoticValue, inheritedValue, stringProperty } from './exotic';
import { builtinObject, isLateKey } from './functions';
import { integerKey, isIntegerKey, keyOf, keyValue, NAME_PROTO, stringKey } from './keys';
import {
  ARRAY_ELEMENTS,
  ARRAY_LENGTH,
  BUILTIN_BIGINT_PROTOTYPE,
  BUILTIN_BOOLEAN_PROTOTYPE,
  BUILTIN_NUMBER_PROTOTYPE,
  BUILTIN_OBJECT_PROTOTYPE,
  BUILTIN_STRING_PROTOTYPE,
  BUILTIN_SYMBOL_PROTOTYPE,
  CACHE_EPOCH,
  CACHE_OFFSET,
  CACHE_SHAPE,
  CACHE_VALUE,
  CELL_KIND,
  CELL_KIND_ARRAY,
  CELL_KIND_FUNCTION,
  CELL_KIND_PLAIN,
  CELL_KIND_TYPED_ARRAY,
  OBJECT_FLAGS_IS_PROTOTYPE,
  REALM_ACCESSOR,
  REALM_EPOCH,
  TYPED_ARRAY_LENGTH,
} from './layout';
import { ABSENT, INFO_SHIFT, IS_ACCESSOR, SHAPE_FLAGS, SHAPE_IS_CACHED } from './object-layout';
import { findProperty, getterOf, hasFlag, prototypeOf, shapeOf, slotOf, watch } from './properties';
import { getPrototypeOf } from './objects';
import { isUnique } from './shapes';
import { stringElement } from './strings';
import { stringLength } from './text';
import { readElement } from './typed-elements';
import {
  ACCESSOR,
  addressOf,
  EMPTY,
  isBigint,
  isBoolean,
  isDouble,
  isNullish,
  isObject,
  isString,
  numberOf,
  objectValue,
  UNDEFINED,
} from './values';

/** Set in CACHE.epoch when the cached value is the getter of an inherited accessor: inline code never takes it for a hit. */
const GETTER: u32 = 0x80000000;

/** The own property's value, ACCESSOR (getter in REALM.accessor) or EMPTY. */
export function ownValueOf(object: u32, key: u32): u64 {
  const kind: u32 = load<u8>(object, CELL_KIND);
  if (kind != CELL_KIND_PLAIN) {
    const value: u64 = exoticValue(object, kind, key);
    if (value != EMPTY) return value;
  }
  const info: u32 = findProperty(object, key);
  return info == ABSENT ? EMPTY : propertyValue(object, info);
}

/** A property with a getter gives ACCESSOR, one with a setter only undefined. */
export function propertyValue(object: u32, info: u32): u64 {
  const value: u64 = load<u64>(slotOf(object, info));
  if ((info & IS_ACCESSOR) == 0) return value;
  const getter: u64 = getterOf(value);
  if (getter == UNDEFINED) return UNDEFINED;
  store<u64>(REALM_ACCESSOR, getter);
  return ACCESSOR;
}

/** Along the prototypes from `start` on; UNDEFINED when there is none. */
export function getFromObject(start: u32, key: u32): u64 {
  const kind: u32 = load<u8>(start, CELL_KIND);
  for (let holder: u32 = start; holder != 0; holder = prototypeOf(holder)) {
    const value: u64 = ownValueOf(holder, key);
    if (value != EMPTY) return value;
    if (kind == CELL_KIND_TYPED_ARRAY && isIntegerKey(key)) return UNDEFINED;
    if (kind > CELL_KIND_ARRAY) {
      const inherited: u64 = inheritedValue(start, kind, holder, key);
      if (inherited != EMPTY) return inherited;
    }
  }
  return missing(start, key);
}

/** `__proto__`, which no object really has, or undefined. */
function missing(object: u32, key: u32): u64 {
  return key == load<u32>(NAME_PROTO) && inheritsFromObject(object) ? getPrototypeOf(objectValue(object)) : UNDEFINED;
}

/** Whether Object.prototype is among the prototypes. */
export function inheritsFromObject(object: u32): bool {
  const base: u32 = builtinObject(BUILTIN_OBJECT_PROTOTYPE);
  for (let holder: u32 = prototypeOf(object); holder != 0; holder = prototypeOf(holder)) if (holder == base) return true;
  return false;
}

/** Where lookups of a primitive that is not nullish begin. */
export function prototypeOfPrimitive(value: u64): u32 {
  if (isString(value)) return builtinObject(BUILTIN_STRING_PROTOTYPE);
  if (isDouble(value)) return builtinObject(BUILTIN_NUMBER_PROTOTYPE);
  if (isBoolean(value)) return builtinObject(BUILTIN_BOOLEAN_PROTOTYPE);
  return builtinObject(isBigint(value) ? BUILTIN_BIGINT_PROTOTYPE : BUILTIN_SYMBOL_PROTOTYPE);
}

function getFromPrimitive(receiver: u64, key: u32): u64 {
  if (isNullish(receiver)) {
    failReadOf(receiver, keyValue(key));
    return UNDEFINED;
  }
  if (isString(receiver)) {
    const value: u64 = stringProperty(addressOf(receiver), key);
    if (value != EMPTY) return value;
  }
  return getFromObject(prototypeOfPrimitive(receiver), key);
}

export function getByKey(receiver: u64, key: u32): u64 {
  return isObject(receiver) ? getFromObject(addressOf(receiver), key) : getFromPrimitive(receiver, key);
}

export function getElement(receiver: u64, key: u64): u64 {
  if (isDouble(key)) {
    const index: i32 = <i32>numberOf(key);
    if (index >= 0 && <f64>index == numberOf(key)) {
      if (isObject(receiver)) {
        const object: u32 = addressOf(receiver);
        const kind: u32 = load<u8>(object, CELL_KIND);
        if (kind == CELL_KIND_ARRAY) {
          if (<u32>index < load<u32>(object, ARRAY_LENGTH)) {
            const value: u64 = load<u64>(load<u32>(object, ARRAY_ELEMENTS) + ((<u32>index) << 3));
            if (value != EMPTY) return value;
          }
        } else if (kind == CELL_KIND_TYPED_ARRAY) {
          return <u32>index < load<u32>(object, TYPED_ARRAY_LENGTH) ? readElement(object, index) : UNDEFINED;
        }
        return getFromObject(object, integerKey(index));
      }
      if (isString(receiver) && <u32>index < stringLength(addressOf(receiver))) return stringElement(addressOf(receiver), index);
    }
  }
  if (isNullish(receiver)) {
    failReadOf(receiver, key);
    return UNDEFINED;
  }
  return getByKey(receiver, keyOf(key));
}

/** `super[key]`: the lookup begins at an object or finds nothing. */
export function getFrom(start: u64, key: u64): u64 {
  return isObject(start) ? getFromObject(addressOf(start), keyOf(key)) : getFromPrimitive(start, keyOf(key));
}

/** `atom` is a constant of the program; `cache` its place's cache or 0. */
export function getProperty(receiver: u64, atom: u32, cache: u32): u64 {
  if (!isObject(receiver)) return getFromPrimitive(receiver, stringKey(atom));
  const object: u32 = addressOf(receiver);
  if (cache == 0) return getFromObject(object, stringKey(atom));
  const shape: u32 = shapeOf(object);
  if (load<u32>(cache, CACHE_SHAPE) == shape && load<u32>(cache, CACHE_EPOCH) == (load<u32>(REALM_EPOCH) | GETTER)) {
    store<u64>(REALM_ACCESSOR, load<u64>(cache, CACHE_VALUE));
    return ACCESSOR;
  }
  return getAndFill(object, stringKey(atom), cache);
}

/** As getFromObject, and fills the cache with what is sure to stay true while the shape and the epoch are the same. */
function getAndFill(object: u32, key: u32, cache: u32): u64 {
  const kind: u32 = load<u8>(object, CELL_KIND);
  for (let holder: u32 = object; holder != 0; holder = prototypeOf(holder)) {
    const holderKind: u32 = load<u8>(holder, CELL_KIND);
    if (holderKind != CELL_KIND_PLAIN) {
      const value: u64 = exoticValue(holder, holderKind, key);
      if (value != EMPTY) return value;
    }
    const info: u32 = findProperty(holder, key);
    if (info != ABSENT) {
      const value: u64 = propertyValue(holder, info);
      if (holder == object) {
        if ((info & IS_ACCESSOR) == 0) {
          if (mayCache(object)) fillOwn(cache, object, info);
        } else if (value == ACCESSOR && hasFlag(object, OBJECT_FLAGS_IS_PROTOTYPE))
          // `super.key`: a prototype's own getter is watched as those that are inherited.
          fillInherited(cache, object, object, key, load<u64>(REALM_ACCESSOR), GETTER);
      } else if ((info & IS_ACCESSOR) == 0) fillInherited(cache, object, holder, key, value, 0);
      else if (value == ACCESSOR) fillInherited(cache, object, holder, key, load<u64>(REALM_ACCESSOR), GETTER);
      return value;
    }
    if (kind > CELL_KIND_ARRAY) {
      const inherited: u64 = inheritedValue(object, kind, holder, key);
      if (inherited != EMPTY) return inherited;
    }
  }
  if (key == load<u32>(NAME_PROTO)) return missing(object, key);
  fillInherited(cache, object, 0, key, UNDEFINED, 0);
  return UNDEFINED;
}

/** Whether the object's shape tells where its properties are: not for dictionaries, unless they are prototypes. */
function mayCache(object: u32): bool {
  const shape: u32 = shapeOf(object);
  if (!isUnique(shape)) return true;
  if (!hasFlag(object, OBJECT_FLAGS_IS_PROTOTYPE)) return false;
  store<u32>(shape, load<u32>(shape, SHAPE_FLAGS) | SHAPE_IS_CACHED, SHAPE_FLAGS);
  return true;
}

function fillOwn(cache: u32, object: u32, info: u32): void {
  store<u32>(cache, shapeOf(object), CACHE_SHAPE);
  store<u32>(cache, (info >> INFO_SHIFT) << 3, CACHE_OFFSET);
  store<u32>(cache, 0, CACHE_EPOCH);
}

/** `holder` 0: no object has the property. Integer keys may be elements, which shapes don't tell. */
function fillInherited(cache: u32, object: u32, holder: u32, key: u32, value: u64, mark: u32): void {
  if (isIntegerKey(key) || !mayCache(object)) return;
  // Functions of one shape may or may not get these late.
  if (load<u8>(object, CELL_KIND) == CELL_KIND_FUNCTION && isLateKey(key)) return;
  if (holder != 0) watch(holder, key);
  store<u32>(cache, shapeOf(object), CACHE_SHAPE);
  store<u32>(cache, load<u32>(REALM_EPOCH) | mark, CACHE_EPOCH);
  store<u64>(cache, value, CACHE_VALUE);
}
