// Defining and deleting properties, with attributes. Functions whose late properties matter get them first.
import { addAndFill, keyText } from './assignment';
import { removeArrayElement, setArrayElement, setArrayLength } from './array-elements';
import { exoticAttributes, exoticValue } from './exotic';
import { describeObject } from './functions';
import { integerOf, isIntegerKey, isPrivateKey, keyOf, NAME_LENGTH, stringKey } from './keys';
import {
  CELL_KIND,
  CELL_KIND_ARRAY,
  CELL_KIND_PLAIN,
  CELL_KIND_TYPED_ARRAY,
  OBJECT_FLAGS_NOT_EXTENSIBLE,
  TYPED_ARRAY_LENGTH,
} from './layout';
import { literal } from './literals';
import { ownValueOf } from './lookup';
import { message, refuse, textOfPrimitive } from './needs';
import { ABSENT, ATTRIBUTES, IS_ACCESSOR, NOT_CONFIGURABLE, NOT_ENUMERABLE, NOT_WRITABLE } from './object-layout';
import {
  accessorPair,
  addProperty,
  findProperty,
  getterOf,
  hasFlag,
  prototypeOf,
  raiseEpoch,
  removeProperty,
  setterOf,
  slotOf,
  storeProperty,
} from './properties';
import { changeAttributes } from './reshaping';
import { sameValue } from './operators';
import { stringLength } from './text';
import { writeElement } from './typed-elements';
import { addressOf, EMPTY, isDouble, isNullish, isObject, isString, numberOf, UNDEFINED } from './values';

function requireObject(value: u64, name: string): bool {
  if (isObject(value)) return true;
  refuse('', message(literal(name), literal(' called on non-object'), 0), '');
  return false;
}

export function defineProperty(target: u64, key: u64, value: u64, attributes: i32): void {
  if (requireObject(target, 'Object.defineProperty')) defineData(addressOf(target), keyOf(key), value, <u32>attributes);
}

/** An own data property with exactly these attributes, whatever was there before. */
export function defineData(object: u32, key: u32, value: u64, attributes: u32): void {
  const kind: u32 = load<u8>(object, CELL_KIND);
  if (kind != CELL_KIND_PLAIN && defineExotic(object, kind, key, value, attributes)) return;
  const info: u32 = findProperty(object, key);
  if (info == ABSENT) {
    if (hasFlag(object, OBJECT_FLAGS_NOT_EXTENSIBLE) && !isPrivateKey(key))
      refuse('Cannot define property ', keyText(key), ', object is not extensible');
    else addProperty(object, key, value, attributes, true);
    return;
  }
  if ((info & NOT_CONFIGURABLE) != 0 && !mayRedefine(object, info, value, attributes)) {
    refuse('Cannot redefine property: ', keyText(key), '');
    return;
  }
  changeAttributes(object, key, info, attributes & ATTRIBUTES);
  storeProperty(object, key, findProperty(object, key), value);
}

/** Whether a property that is not configurable may still get this definition. */
function mayRedefine(object: u32, info: u32, value: u64, attributes: u32): bool {
  if ((info & IS_ACCESSOR) != 0 || (attributes & NOT_CONFIGURABLE) == 0) return false;
  if (((info ^ attributes) & NOT_ENUMERABLE) != 0) return false;
  if ((info & NOT_WRITABLE) == 0) return true;
  return (attributes & NOT_WRITABLE) != 0 && sameValue(load<u64>(slotOf(object, info)), value);
}

/** Elements and lengths; false: an ordinary property. */
function defineExotic(object: u32, kind: u32, key: u32, value: u64, attributes: u32): bool {
  if (kind == CELL_KIND_ARRAY) {
    if (isIntegerKey(key)) {
      if (attributes != 0) refuse('Elements of arrays with attributes are not supported: ', keyText(key), '');
      else setArrayElement(object, integerOf(key), value);
      return true;
    }
    if (key != load<u32>(NAME_LENGTH)) return false;
    setArrayLength(object, isDouble(value) ? numberOf(value) : NaN);
    return true;
  }
  if (kind == CELL_KIND_TYPED_ARRAY && isIntegerKey(key)) {
    if (integerOf(key) >= load<u32>(object, TYPED_ARRAY_LENGTH)) refuse('Invalid typed array index', 0, '');
    else writeElement(object, integerOf(key), value);
    return true;
  }
  if (exoticValue(object, kind, key) == EMPTY) return false;
  refuse('Cannot redefine property: ', keyText(key), '');
  return true;
}

export function defineField(target: u64, key: u64, value: u64): void {
  defineData(addressOf(target), keyOf(key), value, 0);
}

export function defineCached(target: u64, atom: u32, value: u64, cache: u32): void {
  const object: u32 = addressOf(target);
  const key: u32 = stringKey(atom);
  const isNew: bool = load<u8>(object, CELL_KIND) == CELL_KIND_PLAIN && findProperty(object, key) == ABSENT;
  if (isNew && !hasFlag(object, OBJECT_FLAGS_NOT_EXTENSIBLE)) addAndFill(object, key, value, cache, false);
  else defineData(object, key, value, 0);
}

export function defineMethod(target: u64, key: u64, method: u64): void {
  defineData(addressOf(target), keyOf(key), method, NOT_ENUMERABLE);
}

export function definePrivate(target: u64, key: u64, value: u64): void {
  const object: u32 = addressOf(target);
  const name: u32 = keyOf(key);
  if (findProperty(object, name) != ABSENT) refuse('Cannot initialize ', name, ' twice on the same object');
  else addProperty(object, name, value, NOT_ENUMERABLE, false);
}

export function defineGetter(target: u64, key: u64, getter: u64, enumerable: i32): void {
  defineAccessor(target, key, getter, EMPTY, enumerable != 0 ? 0 : NOT_ENUMERABLE);
}

export function defineSetter(target: u64, key: u64, setter: u64, enumerable: i32): void {
  defineAccessor(target, key, EMPTY, setter, enumerable != 0 ? 0 : NOT_ENUMERABLE);
}

export function defineAccessor(target: u64, keyValue: u64, getter: u64, setter: u64, attributes: i32): void {
  if (!requireObject(target, 'Object.defineProperty')) return;
  const object: u32 = addressOf(target);
  const kind: u32 = load<u8>(object, CELL_KIND);
  const key: u32 = keyOf(keyValue);
  if (kind == CELL_KIND_ARRAY && (isIntegerKey(key) || key == load<u32>(NAME_LENGTH))) {
    refuse('Accessors on elements of arrays are not supported: ', keyText(key), '');
    return;
  }
  exoticValue(object, kind, key);
  const wanted: u32 = (<u32>attributes & (NOT_ENUMERABLE | NOT_CONFIGURABLE)) | IS_ACCESSOR;
  const info: u32 = findProperty(object, key);
  if (info == ABSENT) {
    const pair: u64 = accessorPair(getter == EMPTY ? UNDEFINED : getter, setter == EMPTY ? UNDEFINED : setter);
    if (hasFlag(object, OBJECT_FLAGS_NOT_EXTENSIBLE) && !isPrivateKey(key))
      refuse('Cannot define property ', keyText(key), ', object is not extensible');
    else addProperty(object, key, pair, wanted, true);
    return;
  }
  if ((info & NOT_CONFIGURABLE) != 0) {
    refuse('Cannot redefine property: ', keyText(key), '');
    return;
  }
  const old: u64 = (info & IS_ACCESSOR) != 0 ? load<u64>(slotOf(object, info)) : 0;
  const get: u64 = getter != EMPTY ? getter : old != 0 ? getterOf(old) : UNDEFINED;
  const set: u64 = setter != EMPTY ? setter : old != 0 ? setterOf(old) : UNDEFINED;
  changeAttributes(object, key, info, wanted);
  storeProperty(object, key, findProperty(object, key), accessorPair(get, set));
  // A cached getter does not show in the attributes.
  raiseEpoch();
}

/** true or a TypeError. */
export function deleteProperty(target: u64, keyValue: u64): i32 {
  if (isNullish(target)) {
    refuse('Cannot convert undefined or null to object', 0, '');
    return 0;
  }
  const key: u32 = keyOf(keyValue);
  if (!isObject(target)) return 1;
  const object: u32 = addressOf(target);
  const kind: u32 = load<u8>(object, CELL_KIND);
  if (kind != CELL_KIND_PLAIN) {
    const attributes: u32 = exoticAttributes(object, kind, key);
    if (attributes != ABSENT) {
      if ((attributes & NOT_CONFIGURABLE) != 0 || kind != CELL_KIND_ARRAY) return refuseDelete(object, key);
      removeArrayElement(object, integerOf(key));
      return 1;
    }
  }
  const info: u32 = findProperty(object, key);
  if (info == ABSENT) return 1;
  if ((info & NOT_CONFIGURABLE) != 0) return refuseDelete(object, key);
  removeProperty(object, key, info);
  return 1;
}

function refuseDelete(object: u32, key: u32): i32 {
  const owner: u32 = load<u8>(object, CELL_KIND) == CELL_KIND_ARRAY ? literal('[object Array]') : describeObject(object);
  refuse("Cannot delete property '", message(keyText(key), literal("' of "), owner), '');
  return 0;
}

export function hasProperty(target: u64, keyValue: u64): i32 {
  const key: u32 = keyOf(keyValue);
  if (!isObject(target)) {
    refuse("Cannot use 'in' operator to search for '", message(keyText(key), literal("' in "), textOfPrimitive(target)), '');
    return 0;
  }
  const start: u32 = addressOf(target);
  for (let holder: u32 = start; holder != 0; holder = prototypeOf(holder)) {
    if (attributesOf(holder, key) != ABSENT) return 1;
    if (load<u8>(start, CELL_KIND) == CELL_KIND_TYPED_ARRAY && isIntegerKey(key)) return 0;
  }
  return 0;
}

/** Attributes of an own property or ABSENT. */
export function attributesOf(object: u32, key: u32): u32 {
  const kind: u32 = load<u8>(object, CELL_KIND);
  if (kind != CELL_KIND_PLAIN) {
    const attributes: u32 = exoticAttributes(object, kind, key);
    if (attributes != ABSENT) return attributes;
  }
  const info: u32 = findProperty(object, key);
  return info == ABSENT ? ABSENT : info & ATTRIBUTES;
}

export function ownAttributes(target: u64, keyValue: u64): i32 {
  const key: u32 = keyOf(keyValue);
  if (isObject(target)) return <i32>attributesOf(addressOf(target), key);
  if (isNullish(target)) {
    refuse('Cannot convert undefined or null to object', 0, '');
    return -1;
  }
  if (!isString(target)) return -1;
  if (isIntegerKey(key)) return integerOf(key) < stringLength(addressOf(target)) ? <i32>(NOT_WRITABLE | NOT_CONFIGURABLE) : -1;
  return key == load<u32>(NAME_LENGTH) ? <i32>(NOT_WRITABLE | NOT_ENUMERABLE | NOT_CONFIGURABLE) : -1;
}

export function hasOwn(target: u64, key: u64): i32 {
  return ownAttributes(target, key) != -1 ? 1 : 0;
}

export function ownValue(target: u64, key: u64): u64 {
  if (!isObject(target)) return UNDEFINED;
  const object: u32 = addressOf(target);
  const name: u32 = keyOf(key);
  const info: u32 = findProperty(object, name);
  if (info != ABSENT && (info & IS_ACCESSOR) != 0) return getterOf(load<u64>(slotOf(object, info)));
  const value: u64 = ownValueOf(object, name);
  return value == EMPTY ? UNDEFINED : value;
}

export function ownSetter(target: u64, key: u64): u64 {
  if (!isObject(target)) return UNDEFINED;
  const info: u32 = findProperty(addressOf(target), keyOf(key));
  return info != ABSENT && (info & IS_ACCESSOR) != 0 ? setterOf(load<u64>(slotOf(addressOf(target), info))) : UNDEFINED;
}
