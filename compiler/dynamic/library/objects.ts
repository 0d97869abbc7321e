// Making objects, and what concerns an object as a whole: its prototype, whether it may change.
import { allocateKind, allocateObject, withFields, withInnerSlots } from './allocation';
import { elementAt, lengthOf } from './array-elements';
import { builtinObject, describeObject, instanceKind, isFunction, prototypeProperty, resolveAll } from './functions';
import { keyOf, NAME_MESSAGE, stringKey } from './keys';
import {
  BUILTIN_ERROR_PROTOTYPE,
  BUILTIN_OBJECT_PROTOTYPE,
  CACHE_EPOCH,
  CACHE_OFFSET,
  CACHE_SHAPE,
  CACHE_VALUE,
  CELL_KIND,
  CELL_KIND_ARRAY,
  CELL_KIND_ERROR,
  CELL_KIND_FUNCTION,
  CELL_KIND_PLAIN,
  CELL_KIND_TYPED_ARRAY,
  CELL_KIND_WRAPPER,
  ERROR_AGGREGATEERROR,
  OBJECT_FLAGS_FROZEN,
  OBJECT_FLAGS_NOT_EXTENSIBLE,
  OBJECT_SHAPE,
  REALM_EPOCH,
  TYPED_ARRAY_LENGTH,
  BUILTIN_AGGREGATEERROR_PROTOTYPE,
} from './layout';
import { prototypeOfPrimitive } from './lookup';
import { literal } from './literals';
import { message, refuse, textOfPrimitive } from './needs';
import {
  FLAG_SEALED,
  IS_ACCESSOR,
  NOT_CONFIGURABLE,
  NOT_ENUMERABLE,
  NOT_WRITABLE,
  ROOT_PLAIN,
  SHAPE_EXPECTED,
  SHAPE_LAST,
  WRAPPER_VALUE,
} from './object-layout';
import { attributesOf } from './definition';
import { forEachKey } from './enumeration';
import { addProperty, hasFlag, prototypeOf, raiseFlag, shapeOf } from './properties';
import { changePrototype, restrictAll, rootFor } from './reshaping';
import { isUnique, withoutExtension, withProperty } from './shapes';
import { addressOf, EMPTY, isNullish, isObject, NULL, objectValue, stringValue, UNDEFINED } from './values';

/** Slots of objects about which nothing is known. */
const SOME: u32 = 4;

export function emptyShape(): u32 {
  return load<u32>(ROOT_PLAIN);
}

export function shapeFor(prototype: u64): u32 {
  return rootFor(isObject(prototype) ? addressOf(prototype) : 0);
}

export function shapeAdd(shape: u32, atom: u32): u32 {
  return withProperty(shape, stringKey(atom), 0);
}

/** The shape of a literal with these keys: `count` atoms at an address. */
export function literalShape(keys: u32, count: i32): u32 {
  let shape: u32 = load<u32>(ROOT_PLAIN);
  for (let i: i32 = 0; i < count; i++) shape = shapeAdd(shape, load<u32>(keys + (i << 2)));
  return shape;
}

export function newObject(): u64 {
  return objectValue(allocateObject(load<u32>(ROOT_PLAIN), SOME));
}

export function createObject(prototype: u64): u64 {
  if (prototype == NULL) return objectValue(allocateObject(rootFor(0), SOME));
  if (isObject(prototype)) return objectValue(allocateObject(rootFor(addressOf(prototype)), SOME));
  return refuse('Object prototype may only be an Object or null: ', textOfPrimitive(prototype), '');
}

/** An error of the library's: number in ERROR_NAMES, message (0: none). */
export function newErrorObject(name: u32, text: u32): u32 {
  const prototype: u32 = name == ERROR_AGGREGATEERROR ? BUILTIN_AGGREGATEERROR_PROTOTYPE : BUILTIN_ERROR_PROTOTYPE + name;
  const error: u32 = withInnerSlots(CELL_KIND_ERROR, rootFor(builtinObject(prototype)), 2);
  if (text != 0) addProperty(error, load<u32>(NAME_MESSAGE), stringValue(text), NOT_ENUMERABLE, false);
  return error;
}

export function newWrapper(prototype: u64, value: u64): u64 {
  const object: u32 = withFields(CELL_KIND_WRAPPER, rootFor(addressOf(prototype)), 8);
  store<u64>(object, value, WRAPPER_VALUE);
  return objectValue(object);
}

export function wrapperValue(value: u64): u64 {
  return kindOf(value) == CELL_KIND_WRAPPER ? load<u64>(addressOf(value), WRAPPER_VALUE) : EMPTY;
}

export function isObjectValue(value: u64): i32 {
  return isObject(value) ? 1 : 0;
}

export function kindOf(value: u64): i32 {
  return isObject(value) ? load<u8>(addressOf(value), CELL_KIND) : 0;
}

/** The fresh `this` of `new newTarget()`. `cache`, or 0, holds the constructor, capacity, epoch and shape of plain objects made before. */
export function constructThis(newTarget: u64, cache: u32): u64 {
  if (
    cache != 0 &&
    load<u32>(cache, CACHE_SHAPE) == addressOf(newTarget) &&
    load<u32>(cache, CACHE_EPOCH) == load<u32>(REALM_EPOCH)
  ) {
    return objectValue(allocateObject(load<u32>(cache, CACHE_VALUE), load<u32>(cache, CACHE_OFFSET)));
  }
  return objectValue(constructAndFill(addressOf(newTarget), cache));
}

/** The cache is filled from the third instance on, when the first have shown how many properties there are. */
function constructAndFill(closure: u32, cache: u32): u32 {
  const property: u64 = prototypeProperty(closure);
  const instance: u32 = instanceKind(closure);
  const root: u32 = rootFor(isObject(property) ? addressOf(property) : defaultPrototype(closure));
  const expected: u32 = load<u32>(root, SHAPE_EXPECTED);
  if ((instance & 0xff) > CELL_KIND_PLAIN) return allocateKind(instance, root, expected);
  const made: u32 = load<u32>(root, SHAPE_LAST);
  if (made < 2) store<u32>(root, made + 1, SHAPE_LAST);
  else if (cache != 0) {
    store<u32>(cache, closure, CACHE_SHAPE);
    store<u32>(cache, expected, CACHE_OFFSET);
    store<u32>(cache, load<u32>(REALM_EPOCH), CACHE_EPOCH);
    store<u64>(cache, <u64>root, CACHE_VALUE);
  }
  return allocateObject(root, expected);
}

/** Of a constructor whose `prototype` is no object: that of the built-in at the root of its class chain. */
function defaultPrototype(newTarget: u32): u32 {
  for (
    let closure: u32 = newTarget;
    closure != 0 && load<u8>(closure, CELL_KIND) == CELL_KIND_FUNCTION;
    closure = prototypeOf(closure)
  ) {
    const property: u64 = prototypeProperty(closure);
    if (isObject(property) && closure != newTarget) return addressOf(property);
  }
  return builtinObject(BUILTIN_OBJECT_PROTOTYPE);
}

export function getPrototypeOf(value: u64): u64 {
  if (isNullish(value)) return refuse('Cannot convert undefined or null to object', 0, '');
  const prototype: u32 = isObject(value) ? prototypeOf(addressOf(value)) : prototypeOfPrimitive(value);
  return prototype == 0 ? NULL : objectValue(prototype);
}

export function setPrototypeOf(target: u64, prototype: u64): void {
  if (isNullish(target)) {
    refuse('Object.setPrototypeOf called on null or undefined', 0, '');
    return;
  }
  if (!isObject(prototype) && prototype != NULL) {
    refuse('Object prototype may only be an Object or null: ', textOfPrimitive(prototype), '');
    return;
  }
  if (!isObject(target)) return;
  const object: u32 = addressOf(target);
  const parent: u32 = isObject(prototype) ? addressOf(prototype) : 0;
  if (prototypeOf(object) == parent) return;
  if (hasFlag(object, OBJECT_FLAGS_NOT_EXTENSIBLE)) {
    refuse('', describeObject(object), ' is not extensible');
    return;
  }
  for (let holder: u32 = parent; holder != 0; holder = prototypeOf(holder)) {
    if (holder == object) {
      refuse('Cyclic __proto__ value', 0, '');
      return;
    }
  }
  changePrototype(object, parent);
}

export function isPrototypeOf(prototype: u64, value: u64): i32 {
  if (!isObject(value) || !isObject(prototype)) return 0;
  const wanted: u32 = addressOf(prototype);
  for (let holder: u32 = prototypeOf(addressOf(value)); holder != 0; holder = prototypeOf(holder)) if (holder == wanted) return 1;
  return 0;
}

export function instanceOf(value: u64, constructor: u64): i32 {
  if (!isFunction(constructor)) {
    refuse(
      isObject(constructor)
        ? "Right-hand side of 'instanceof' is not callable"
        : "Right-hand side of 'instanceof' is not an object",
      0,
      '',
    );
    return 0;
  }
  if (!isObject(value)) return 0;
  const prototype: u64 = inheritedPrototype(addressOf(constructor));
  if (isObject(prototype)) return isPrototypeOf(prototype, value);
  refuse("Function has non-object prototype '", isObject(prototype) ? 0 : textOfPrimitive(prototype), "' in instanceof check");
  return 0;
}

/** `prototype` of a function, its own or, as for methods of a class with statics, inherited. */
function inheritedPrototype(constructor: u32): u64 {
  for (
    let closure: u32 = constructor;
    closure != 0 && load<u8>(closure, CELL_KIND) == CELL_KIND_FUNCTION;
    closure = prototypeOf(closure)
  ) {
    const property: u64 = prototypeProperty(closure);
    if (property != UNDEFINED) return property;
  }
  return UNDEFINED;
}

export function preventExtensions(value: u64): void {
  if (!isObject(value)) return;
  const object: u32 = addressOf(value);
  if (hasFlag(object, OBJECT_FLAGS_NOT_EXTENSIBLE)) return;
  if (load<u8>(object, CELL_KIND) == CELL_KIND_FUNCTION) resolveAll(object);
  raiseFlag(object, OBJECT_FLAGS_NOT_EXTENSIBLE);
  const shape: u32 = shapeOf(object);
  if (!isUnique(shape)) store<u32>(object, withoutExtension(shape), OBJECT_SHAPE);
}

export function freeze(value: u64): void {
  if (!isObject(value)) return;
  const object: u32 = addressOf(value);
  const kind: u32 = load<u8>(object, CELL_KIND);
  if (kind == CELL_KIND_TYPED_ARRAY && load<u32>(object, TYPED_ARRAY_LENGTH) > 0) {
    refuse('Cannot freeze array buffer views with elements', 0, '');
    return;
  }
  preventExtensions(value);
  restrictAll(object, NOT_WRITABLE | NOT_CONFIGURABLE);
  raiseFlag(object, OBJECT_FLAGS_FROZEN);
}

export function seal(value: u64): void {
  if (!isObject(value)) return;
  preventExtensions(value);
  restrictAll(addressOf(value), NOT_CONFIGURABLE);
  if (load<u8>(addressOf(value), CELL_KIND) == CELL_KIND_ARRAY) raiseFlag(addressOf(value), FLAG_SEALED);
}

export function isExtensible(value: u64): i32 {
  return isObject(value) && !hasFlag(addressOf(value), OBJECT_FLAGS_NOT_EXTENSIBLE) ? 1 : 0;
}

export function isFrozen(value: u64): i32 {
  return isRestricted(value, NOT_WRITABLE | NOT_CONFIGURABLE) ? 1 : 0;
}

export function isSealed(value: u64): i32 {
  return isRestricted(value, NOT_CONFIGURABLE) ? 1 : 0;
}

/** Not extensible, and all properties have these attributes; accessors need not be not writable. */
function isRestricted(value: u64, restriction: u32): bool {
  if (!isObject(value)) return true;
  const object: u32 = addressOf(value);
  if (!hasFlag(object, OBJECT_FLAGS_NOT_EXTENSIBLE)) return false;
  const keys: u32 = forEachKey(object, 3);
  const count: u32 = lengthOf(keys);
  for (let i: u32 = 0; i < count; i++) {
    const attributes: u32 = attributesOf(object, keyOf(load<u64>(elementAt(keys, i))));
    const needed: u32 = (attributes & IS_ACCESSOR) != 0 ? restriction & ~NOT_WRITABLE : restriction;
    if ((attributes & needed) != needed) return false;
  }
  if (load<u8>(object, CELL_KIND) != CELL_KIND_ARRAY || (restriction & NOT_WRITABLE) == 0) return true;
  return hasFlag(object, OBJECT_FLAGS_FROZEN);
}
