// Assigning to properties, as in strict mode: 0 done (or failed, see REALM.pending), 1: the setter in REALM.accessor is to be called.
import { setArrayElement, setArrayLength } from './array-elements';
import { failSetOf } from './errors';
import { exoticValue } from './exotic';
import { describeObject } from './functions';
import { integerOf, isIntegerKey, isSymbolKey, keyOf, keyValue, NAME_LENGTH, NAME_PROTO, stringKey } from './keys';
import {
  CACHE_EPOCH,
  CACHE_OFFSET,
  CACHE_SHAPE,
  CACHE_VALUE,
  CELL_KIND,
  CELL_KIND_ARRAY,
  CELL_KIND_PLAIN,
  CELL_KIND_TYPED_ARRAY,
  OBJECT_FLAGS_NOT_EXTENSIBLE,
  REALM_ACCESSOR,
  REALM_EPOCH,
  TYPED_ARRAY_ELEMENT,
  TYPED_ARRAY_LENGTH,
  CELL_KIND_FUNCTION,
} from './layout';
import { inheritsFromObject, prototypeOfPrimitive } from './lookup';
import { setPrototypeOf } from './objects';
import { literal } from './literals';
import { message, refuse, textOfPrimitive } from './needs';
import { ABSENT, INFO_SHIFT, IS_ACCESSOR, NOT_WRITABLE, SHAPE_COUNT } from './object-layout';
import {
  addProperty,
  findProperty,
  hasFlag,
  isRestrictedKey,
  prototypeOf,
  setterOf,
  shapeOf,
  slotOf,
  storeProperty,
} from './properties';
import { isUnique } from './shapes';
import { primitiveToNumber, typeOf } from './operators';
import { toElement, writeElement } from './typed-elements';
import { addressOf, EMPTY, isDouble, isNullish, isObject, NULL, numberOf, UNDEFINED } from './values';

const DONE: i32 = 0;
const CALL_SETTER: i32 = 1;

export function setElement(receiver: u64, key: u64, value: u64): i32 {
  if (isDouble(key) && isObject(receiver)) {
    const object: u32 = addressOf(receiver);
    const kind: u32 = load<u8>(object, CELL_KIND);
    const index: i32 = <i32>numberOf(key);
    const isIndex: bool = index >= 0 && <f64>index == numberOf(key);
    if (kind == CELL_KIND_ARRAY) {
      if (isIndex) {
        setArrayElement(object, index, value);
        return DONE;
      }
    } else if (kind == CELL_KIND_TYPED_ARRAY) {
      if (isIndex) setTypedElement(object, index, value);
      return DONE;
    }
  }
  if (isNullish(receiver)) {
    failSetOf(receiver, key);
    return DONE;
  }
  return setByKey(receiver, keyOf(key), value, 0, true);
}

function setTypedElement(view: u32, index: u32, value: u64): void {
  const element: u64 = toElement(load<u32>(view, TYPED_ARRAY_ELEMENT), value);
  if (element != EMPTY && index < load<u32>(view, TYPED_ARRAY_LENGTH)) writeElement(view, index, element);
}

export function setProperty(receiver: u64, atom: u32, value: u64, cache: u32): i32 {
  if (isNullish(receiver)) {
    failSetOf(receiver, keyValue(stringKey(atom)));
    return DONE;
  }
  return setByKey(receiver, stringKey(atom), value, cache, false);
}

function setByKey(receiver: u64, key: u32, value: u64, cache: u32, isComputed: bool): i32 {
  if (!isObject(receiver)) return setOnPrimitive(receiver, key);
  const object: u32 = addressOf(receiver);
  const kind: u32 = load<u8>(object, CELL_KIND);
  if (kind != CELL_KIND_PLAIN) {
    if (kind == CELL_KIND_ARRAY) {
      if (isIntegerKey(key)) {
        setArrayElement(object, integerOf(key), value);
        return DONE;
      }
      if (key == load<u32>(NAME_LENGTH)) {
        // Objects are the caller's to convert.
        setArrayLength(object, isDouble(value) ? numberOf(value) : isObject(value) ? NaN : primitiveToNumber(value));
        return DONE;
      }
    } else if (kind == CELL_KIND_TYPED_ARRAY) {
      if (isIntegerKey(key)) {
        setTypedElement(object, integerOf(key), value);
        return DONE;
      }
    } else if (exoticValue(object, kind, key) != EMPTY) return refuseReadOnly(object, key);
  }
  const info: u32 = findProperty(object, key);
  if (info != ABSENT) {
    if ((info & IS_ACCESSOR) != 0) return prepareSetter(object, object, key, info);
    if ((info & NOT_WRITABLE) != 0) return refuseReadOnly(object, key);
    storeProperty(object, key, info, value);
    if (cache != 0 && mayCacheStore(object, key)) {
      store<u32>(cache, shapeOf(object), CACHE_SHAPE);
      store<u32>(cache, (info >> INFO_SHIFT) << 3, CACHE_OFFSET);
      store<u32>(cache, 0, CACHE_EPOCH);
    }
    return DONE;
  }
  let holder: u32 = prototypeOf(object);
  // A key that is nowhere an accessor or read-only can be added whatever the prototypes are.
  if (holder != 0 && !isRestrictedKey(key) && load<u8>(holder, CELL_KIND) != CELL_KIND_FUNCTION) holder = 0;
  for (; holder != 0; holder = prototypeOf(holder)) {
    const inherited: u32 = findProperty(holder, key);
    if (inherited == ABSENT) continue;
    if ((inherited & IS_ACCESSOR) != 0) return prepareSetter(object, holder, key, inherited);
    if ((inherited & NOT_WRITABLE) != 0) return refuseReadOnly(object, key);
    break;
  }
  if (key == load<u32>(NAME_PROTO) && inheritsFromObject(object)) {
    if (isObject(value) || value == NULL) setPrototypeOf(receiver, value);
    return DONE;
  }
  if (hasFlag(object, OBJECT_FLAGS_NOT_EXTENSIBLE)) {
    refuse('Cannot add property ', <u32>keyText(key), ', object is not extensible');
    return DONE;
  }
  addAndFill(object, key, value, cache, isComputed);
  return DONE;
}

/** Adds an ordinary property; the cache learns from which shape to which. */
export function addAndFill(object: u32, key: u32, value: u64, cache: u32, isComputed: bool): void {
  const before: u32 = shapeOf(object);
  addProperty(object, key, value, 0, isComputed);
  const after: u32 = shapeOf(object);
  if (cache == 0 || isUnique(after) || !mayCacheStore(object, key)) return;
  store<u32>(cache, before, CACHE_SHAPE);
  store<u32>(cache, load<u32>(before, SHAPE_COUNT) << 3, CACHE_OFFSET);
  store<u32>(cache, load<u32>(REALM_EPOCH), CACHE_EPOCH);
  store<u64>(cache, <u64>after, CACHE_VALUE);
}

/** Stores on shared shapes only: those to prototypes must raise the epoch, and a function's `prototype` is remembered elsewhere. */
function mayCacheStore(object: u32, key: u32): bool {
  return !isUnique(shapeOf(object)) && load<u8>(object, CELL_KIND) != CELL_KIND_FUNCTION && !isIntegerKey(key);
}

function prepareSetter(object: u32, holder: u32, key: u32, info: u32): i32 {
  const setter: u64 = setterOf(load<u64>(slotOf(holder, info)));
  if (setter == UNDEFINED) {
    refuse('Cannot set property ', message(keyText(key), literal(' of '), describeObject(object)), ' which has only a getter');
    return DONE;
  }
  store<u64>(REALM_ACCESSOR, setter);
  return CALL_SETTER;
}

/** A key in messages. */
export function keyText(key: u32): u32 {
  return isSymbolKey(key) ? textOfPrimitive(keyValue(key)) : addressOf(keyValue(key));
}

export function describeQuoted(object: u32): u32 {
  const kind: u32 = load<u8>(object, CELL_KIND);
  const text: u32 = kind == CELL_KIND_ARRAY ? literal('[object Array]') : describeObject(object);
  return message(literal("'"), text, literal("'"));
}

export function refuseReadOnly(object: u32, key: u32): i32 {
  refuse("Cannot assign to read only property '", message(keyText(key), literal("' of object "), describeQuoted(object)), '');
  return DONE;
}

function setOnPrimitive(receiver: u64, key: u32): i32 {
  for (let holder: u32 = prototypeOfPrimitive(receiver); holder != 0; holder = prototypeOf(holder)) {
    const info: u32 = findProperty(holder, key);
    if (info == ABSENT || (info & IS_ACCESSOR) == 0) continue;
    const setter: u64 = setterOf(load<u64>(slotOf(holder, info)));
    if (setter == UNDEFINED) break;
    store<u64>(REALM_ACCESSOR, setter);
    return CALL_SETTER;
  }
  const what: u32 = message(message(keyText(key), literal("' on "), typeOf(receiver)), literal(" '"), textOfPrimitive(receiver));
  refuse("Cannot create property '", what, "'");
  return DONE;
}
