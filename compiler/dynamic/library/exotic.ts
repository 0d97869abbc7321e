// Properties that are not in slots: elements of arrays, typed arrays and strings, `length` and the like.
import { resolveLate } from './functions';
import { isIntegerKey, integerOf, NAME_BUFFER, NAME_BYTE_LENGTH, NAME_BYTE_OFFSET, NAME_LENGTH, NAME_SIZE } from './keys';
import {
  ARRAY_BUFFER_LENGTH,
  ARRAY_ELEMENTS,
  ARRAY_LENGTH,
  BUILTIN_ARRAYBUFFER_PROTOTYPE,
  BUILTIN_DATAVIEW_PROTOTYPE,
  BUILTIN_MAP_PROTOTYPE,
  BUILTIN_SET_PROTOTYPE,
  BUILTIN_TYPEDARRAY_PROTOTYPE,
  CELL_KIND_ARRAY,
  CELL_KIND_ARRAY_BUFFER,
  CELL_KIND_DATA_VIEW,
  CELL_KIND_FUNCTION,
  CELL_KIND_MAP,
  CELL_KIND_SET,
  CELL_KIND_TYPED_ARRAY,
  CELL_KIND_WRAPPER,
  DATA_VIEW_BUFFER,
  DATA_VIEW_LENGTH,
  OBJECT_FLAGS_FROZEN,
  TYPED_ARRAY_BUFFER,
  TYPED_ARRAY_DATA,
  TYPED_ARRAY_LENGTH,
  ARRAY_BUFFER_DATA,
  REALM_OBJECTS,
} from './layout';
import { mapSizeOf } from './map-table';
import { ABSENT, FLAG_SEALED, NOT_CONFIGURABLE, NOT_ENUMERABLE, NOT_WRITABLE, WRAPPER_VALUE } from './object-layout';
import { hasFlag } from './properties';
import { stringElement } from './strings';
import { stringLength } from './text';
import { elementShift, readElement } from './typed-elements';
import { addressOf, EMPTY, isString, numberValue, objectValue } from './values';

/** Own property of an object of that kind, not in a slot; EMPTY when there is none. Functions get the properties that are made late. */
export function exoticValue(object: u32, kind: u32, key: u32): u64 {
  if (kind == CELL_KIND_ARRAY) {
    if (isIntegerKey(key)) {
      const index: u32 = integerOf(key);
      return index < load<u32>(object, ARRAY_LENGTH) ? load<u64>(load<u32>(object, ARRAY_ELEMENTS) + (index << 3)) : EMPTY;
    }
    return key == load<u32>(NAME_LENGTH) ? numberValue(<f64>load<u32>(object, ARRAY_LENGTH)) : EMPTY;
  }
  if (kind == CELL_KIND_FUNCTION) {
    resolveLate(object, key);
    return EMPTY;
  }
  if (kind == CELL_KIND_TYPED_ARRAY) {
    if (!isIntegerKey(key)) return EMPTY;
    return integerOf(key) < load<u32>(object, TYPED_ARRAY_LENGTH) ? readElement(object, integerOf(key)) : EMPTY;
  }
  if (kind == CELL_KIND_WRAPPER) {
    const inner: u64 = load<u64>(object, WRAPPER_VALUE);
    return isString(inner) ? stringProperty(addressOf(inner), key) : EMPTY;
  }
  return EMPTY;
}

/** `length` or a unit of a string, or EMPTY. */
export function stringProperty(text: u32, key: u32): u64 {
  if (isIntegerKey(key)) {
    return integerOf(key) < stringLength(text) ? stringElement(text, <i32>integerOf(key)) : EMPTY;
  }
  return key == load<u32>(NAME_LENGTH) ? numberValue(<f64>stringLength(text)) : EMPTY;
}

/** Attributes of what exoticValue gives; ABSENT when it gives EMPTY. */
export function exoticAttributes(object: u32, kind: u32, key: u32): u32 {
  if (exoticValue(object, kind, key) == EMPTY) return ABSENT;
  if (kind == CELL_KIND_ARRAY) {
    const frozen: u32 = hasFlag(object, OBJECT_FLAGS_FROZEN) ? NOT_WRITABLE | NOT_CONFIGURABLE : 0;
    if (!isIntegerKey(key)) return frozen | NOT_ENUMERABLE | NOT_CONFIGURABLE;
    return hasFlag(object, FLAG_SEALED) ? frozen | NOT_CONFIGURABLE : frozen;
  }
  if (kind == CELL_KIND_WRAPPER) return NOT_WRITABLE | NOT_CONFIGURABLE | (isIntegerKey(key) ? 0 : NOT_ENUMERABLE);
  return 0;
}

/** Number of elements that are properties with integer keys. */
export function elementCount(object: u32, kind: u32): u32 {
  if (kind == CELL_KIND_ARRAY) return load<u32>(object, ARRAY_LENGTH);
  if (kind == CELL_KIND_TYPED_ARRAY) return load<u32>(object, TYPED_ARRAY_LENGTH);
  if (kind != CELL_KIND_WRAPPER) return 0;
  const inner: u64 = load<u64>(object, WRAPPER_VALUE);
  return isString(inner) ? stringLength(addressOf(inner)) : 0;
}

/** What a built-in getter on `holder`, a prototype of the receiver, would give: `size`, `byteLength`...; EMPTY when there is none. */
export function inheritedValue(receiver: u32, kind: u32, holder: u32, key: u32): u64 {
  if (kind == CELL_KIND_TYPED_ARRAY) {
    if (!isBuiltin(holder, BUILTIN_TYPEDARRAY_PROTOTYPE)) return EMPTY;
    const length: u32 = load<u32>(receiver, TYPED_ARRAY_LENGTH);
    if (key == load<u32>(NAME_LENGTH)) return numberValue(<f64>length);
    if (key == load<u32>(NAME_BYTE_LENGTH)) return numberValue(<f64>(length << elementShift(receiver)));
    if (key == load<u32>(NAME_BYTE_OFFSET)) return numberValue(<f64>viewOffset(receiver));
    return key == load<u32>(NAME_BUFFER) ? objectValue(load<u32>(receiver, TYPED_ARRAY_BUFFER)) : EMPTY;
  }
  if (kind == CELL_KIND_MAP || kind == CELL_KIND_SET) {
    if (key != load<u32>(NAME_SIZE)) return EMPTY;
    return isBuiltin(holder, kind == CELL_KIND_MAP ? BUILTIN_MAP_PROTOTYPE : BUILTIN_SET_PROTOTYPE)
      ? numberValue(<f64>mapSizeOf(receiver))
      : EMPTY;
  }
  if (kind == CELL_KIND_ARRAY_BUFFER) {
    if (key != load<u32>(NAME_BYTE_LENGTH) || !isBuiltin(holder, BUILTIN_ARRAYBUFFER_PROTOTYPE)) return EMPTY;
    return numberValue(<f64>load<u32>(receiver, ARRAY_BUFFER_LENGTH));
  }
  if (kind == CELL_KIND_DATA_VIEW && isBuiltin(holder, BUILTIN_DATAVIEW_PROTOTYPE)) {
    if (key == load<u32>(NAME_BYTE_LENGTH)) return numberValue(<f64>load<u32>(receiver, DATA_VIEW_LENGTH));
    if (key == load<u32>(NAME_BYTE_OFFSET)) return numberValue(<f64>viewOffset(receiver));
    if (key == load<u32>(NAME_BUFFER)) return objectValue(load<u32>(receiver, DATA_VIEW_BUFFER));
  }
  return EMPTY;
}

function isBuiltin(object: u32, number: u32): bool {
  return load<u32>(REALM_OBJECTS + (number << 2)) == object;
}

/** Bytes from the beginning of the buffer: of typed arrays and data views, whose fields agree. */
export function viewOffset(view: u32): u32 {
  return load<u32>(view, TYPED_ARRAY_DATA) - load<u32>(load<u32>(view, TYPED_ARRAY_BUFFER), ARRAY_BUFFER_DATA);
}
