// Closures. Their `name`, `length` and `prototype` become properties when somebody looks for them: most closures live and die without.
import { builtinName, builtinNumber } from './builtin-names';
import { allocateCell } from './heap';
import { isSymbolKey, keyOf, keyValue, NAME_CONSTRUCTOR, NAME_LENGTH, NAME_NAME, NAME_PROTOTYPE } from './keys';
import {
  BUILTIN_OBJECT_PROTOTYPE,
  CELL_KIND,
  CELL_KIND_FUNCTION,
  CELL_KIND_REGEXP,
  FUNCTION_CAPTURED,
  FUNCTION_CODE,
  FUNCTION_INFO,
  OBJECT_SHAPE,
  REALM_OBJECTS,
} from './layout';
import { literal } from './literals';
import { message, refuse, textOfPrimitive } from './needs';
import {
  ABSENT,
  FLAG_HAS_NAME,
  FLAG_HAS_PROTOTYPE,
  INFO_INSTANCE,
  INFO_IS_BUILTIN,
  INFO_KIND,
  INFO_LENGTH,
  INFO_NAME,
  INFO_PROTOTYPE,
  KIND_CONSTRUCTOR,
  KIND_DERIVED,
  KIND_NORMAL,
  NOT_CONFIGURABLE,
  NOT_ENUMERABLE,
  NOT_WRITABLE,
  ROOT_FUNCTION,
  ROOT_PLAIN,
} from './object-layout';
import { allocateObject } from './allocation';
import { addProperty, findProperty, hasFlag, prototypeOf, raiseFlag, slotOf, storeProperty } from './properties';
import { changePrototype, rootFor } from './reshaping';
import { emptyString } from './text';
import { symbolDescription } from './symbols';
import { addressOf, EMPTY, isObject, isString, NULL, objectValue, stringValue, UNDEFINED } from './values';

export function builtinObject(number: u32): u32 {
  return load<u32>(REALM_OBJECTS + (number << 2));
}

/** The captured values are zero and to be written at once. */
export function allocateClosure(code: u32, info: u32, captured: u32): u32 {
  const closure: u32 = allocateCell(CELL_KIND_FUNCTION, FUNCTION_CAPTURED + (captured << 3));
  store<u32>(closure, load<u32>(ROOT_FUNCTION), OBJECT_SHAPE);
  store<u32>(closure, code, FUNCTION_CODE);
  store<u32>(closure, info, FUNCTION_INFO);
  return closure;
}

export function isFunction(value: u64): bool {
  return isObject(value) && load<u8>(addressOf(value), CELL_KIND) == CELL_KIND_FUNCTION;
}

export function isCallable(value: u64): bool {
  return isFunction(value);
}

export function functionKind(closure: u32): u32 {
  return load<u32>(load<u32>(closure, FUNCTION_INFO), INFO_KIND);
}

export function isConstructor(value: u64): bool {
  if (!isFunction(value)) return false;
  const info: u32 = load<u32>(addressOf(value), FUNCTION_INFO);
  const kind: u32 = load<u32>(info, INFO_KIND);
  if (kind == KIND_CONSTRUCTOR || kind == KIND_DERIVED) return true;
  if (kind != KIND_NORMAL) return false;
  if (load<u32>(info, INFO_IS_BUILTIN) == 0) return true;
  // WeakMap and WeakSet have prototypes that the library does not number.
  return load<u32>(info, INFO_PROTOTYPE) != 0 || load<u32>(info, INFO_INSTANCE) != 0;
}

export function isClass(value: u64): bool {
  if (!isFunction(value)) return false;
  const kind: u32 = functionKind(addressOf(value));
  return kind == KIND_CONSTRUCTOR || kind == KIND_DERIVED;
}

/** Makes the property that a lookup of `key` would find, if it is one of those that are made late. */
export function resolveLate(closure: u32, key: u32): void {
  if (key == load<u32>(NAME_PROTOTYPE)) resolvePrototype(closure);
  else if (key == load<u32>(NAME_NAME) || key == load<u32>(NAME_LENGTH)) resolveName(closure);
}

export function isLateKey(key: u32): bool {
  return key == load<u32>(NAME_PROTOTYPE) || key == load<u32>(NAME_NAME) || key == load<u32>(NAME_LENGTH);
}

/** Before all of a function's properties are looked at or changed. */
export function resolveAll(closure: u32): void {
  resolveName(closure);
  resolvePrototype(closure);
}

function resolveName(closure: u32): void {
  if (hasFlag(closure, FLAG_HAS_NAME)) return;
  raiseFlag(closure, FLAG_HAS_NAME);
  const info: u32 = load<u32>(closure, FUNCTION_INFO);
  const attributes: u32 = NOT_WRITABLE | NOT_ENUMERABLE;
  if (findProperty(closure, load<u32>(NAME_LENGTH)) == ABSENT) {
    addProperty(closure, load<u32>(NAME_LENGTH), reinterpret<u64>(<f64>load<u32>(info, INFO_LENGTH)), attributes, false);
  }
  const name: u32 = load<u32>(info, INFO_NAME);
  if (findProperty(closure, load<u32>(NAME_NAME)) == ABSENT) {
    addProperty(closure, load<u32>(NAME_NAME), stringValue(name != 0 ? name : emptyString()), attributes, false);
  }
}

function resolvePrototype(closure: u32): void {
  if (hasFlag(closure, FLAG_HAS_PROTOTYPE)) return;
  raiseFlag(closure, FLAG_HAS_PROTOTYPE);
  const info: u32 = load<u32>(closure, FUNCTION_INFO);
  const number: u32 = load<u32>(info, INFO_PROTOTYPE);
  const key: u32 = load<u32>(NAME_PROTOTYPE);
  if (findProperty(closure, key) != ABSENT) return;
  if (number != 0) {
    addProperty(closure, key, objectValue(builtinObject(number - 1)), NOT_WRITABLE | NOT_ENUMERABLE | NOT_CONFIGURABLE, false);
    return;
  }
  if (load<u32>(info, INFO_KIND) != KIND_NORMAL || load<u32>(info, INFO_IS_BUILTIN) != 0) return;
  const prototype: u32 = allocateObject(load<u32>(ROOT_PLAIN), 2);
  addProperty(prototype, load<u32>(NAME_CONSTRUCTOR), objectValue(closure), NOT_ENUMERABLE, false);
  addProperty(closure, key, objectValue(prototype), NOT_ENUMERABLE | NOT_CONFIGURABLE, false);
}

/** Own `prototype` of a function, or UNDEFINED. */
export function prototypeProperty(closure: u32): u64 {
  resolvePrototype(closure);
  const info: u32 = findProperty(closure, load<u32>(NAME_PROTOTYPE));
  return info == ABSENT ? UNDEFINED : load<u64>(slotOf(closure, info));
}

/** Links a class's constructor and its new prototype with those of the super class. SPECIAL.empty: no `extends`. */
export function linkClass(closure: u32, superClass: u64): u64 {
  let parent: u32 = builtinObject(BUILTIN_OBJECT_PROTOTYPE);
  if (superClass == NULL) parent = 0;
  else if (superClass != EMPTY) {
    if (!isConstructor(superClass))
      return refuse('Class extends value ', describeForExtends(superClass), ' is not a constructor or null');
    const prototype: u64 = prototypeProperty(addressOf(superClass));
    if (prototype == NULL) parent = 0;
    else if (isObject(prototype)) parent = addressOf(prototype);
    else return refuse('Class extends value does not have valid prototype property ', describeForExtends(prototype), '');
    changePrototype(closure, addressOf(superClass));
  }
  const own: u32 = allocateObject(rootFor(parent), 4);
  raiseFlag(closure, FLAG_HAS_PROTOTYPE);
  addProperty(own, load<u32>(NAME_CONSTRUCTOR), objectValue(closure), NOT_ENUMERABLE, false);
  addProperty(closure, load<u32>(NAME_PROTOTYPE), objectValue(own), NOT_WRITABLE | NOT_ENUMERABLE | NOT_CONFIGURABLE, false);
  return objectValue(own);
}

function describeForExtends(value: u64): u32 {
  return isObject(value) ? describeObject(addressOf(value)) : textOfPrimitive(value);
}

/** `#<Point>`, `[object Array]`, `function 'f'`: what V8 calls an object in messages. */
export function describeObject(object: u32): u32 {
  if (load<u8>(object, CELL_KIND) == CELL_KIND_REGEXP) return literal('[object RegExp]');
  const name: u32 = constructorName(object);
  return message(literal('#<'), name != 0 ? name : literal('Object'), literal('>'));
}

/** Name of the function that is the object's `constructor`, or 0. */
export function constructorName(object: u32): u32 {
  const key: u32 = load<u32>(NAME_CONSTRUCTOR);
  for (let holder: u32 = object; holder != 0; holder = prototypeOf(holder)) {
    const info: u32 = findProperty(holder, key);
    if (info == ABSENT) {
      const number: i32 = builtinNumber(holder);
      if (number >= 0) return builtinName(number);
      continue;
    }
    const value: u64 = load<u64>(slotOf(holder, info));
    return isFunction(value) ? functionName(addressOf(value)) : 0;
  }
  return 0;
}

export function functionName(closure: u32): u32 {
  resolveName(closure);
  const info: u32 = findProperty(closure, load<u32>(NAME_NAME));
  const value: u64 = info == ABSENT ? UNDEFINED : load<u64>(slotOf(closure, info));
  return isString(value) ? addressOf(value) : 0;
}

/** For functions whose name is computed. `prefix`: 1 get, 2 set. */
export function setFunctionName(target: u64, name: u64, prefix: i32): void {
  const closure: u32 = addressOf(target);
  resolveName(closure);
  const key: u32 = keyOf(name);
  let text: u32 = 0;
  if (isSymbolKey(key)) {
    const description: u64 = symbolDescription(keyValue(key));
    text = isString(description) ? message(literal('['), addressOf(description), literal(']')) : emptyString();
  } else text = addressOf(keyValue(key));
  if (prefix != 0) text = message(prefix == 1 ? literal('get ') : literal('set '), text, 0);
  const nameKey: u32 = load<u32>(NAME_NAME);
  const info: u32 = findProperty(closure, nameKey);
  if (info != ABSENT) storeProperty(closure, nameKey, info, stringValue(text));
}

/** INFO_INSTANCE of the built-in constructor at the root of a class chain: what kind of object `new` makes. 0: plain. */
export function instanceKind(newTarget: u32): u32 {
  let closure: u32 = newTarget;
  while (true) {
    const info: u32 = load<u32>(closure, FUNCTION_INFO);
    if (load<u32>(info, INFO_IS_BUILTIN) != 0) return load<u32>(info, INFO_INSTANCE);
    if (load<u32>(info, INFO_KIND) != KIND_DERIVED) return 0;
    closure = prototypeOf(closure);
    if (closure == 0 || load<u8>(closure, CELL_KIND) != CELL_KIND_FUNCTION) return 0;
  }
}
