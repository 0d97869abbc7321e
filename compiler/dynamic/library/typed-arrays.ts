// Typed arrays: making them, and their methods that need no calls. Indices are in range.
import { withFields } from './allocation';
import { elementAt, lengthOf } from './array-elements';
import { allocateBuffer, isKind, MOST_BYTES } from './buffers';
import { viewOffset } from './exotic';
import { builtinObject } from './functions';
import {
  ARRAY_BUFFER_DATA,
  ARRAY_BUFFER_LENGTH,
  BUILTIN_INT8ARRAY_PROTOTYPE,
  CELL_KIND_TYPED_ARRAY,
  ELEMENT_KIND_F32,
  ELEMENT_KIND_F64,
  ELEMENT_KIND_U8,
  ELEMENT_KIND_U8C,
  TYPED_ARRAY_BUFFER,
  TYPED_ARRAY_DATA,
  TYPED_ARRAY_ELEMENT,
  TYPED_ARRAY_LENGTH,
} from './layout';
import { allocateCell } from './heap';
import { CELL_KIND_BYTES } from './layout';
import { literal } from './literals';
import { message, refuse, refuseRange, refuseRangeOf, textOfNumber } from './needs';
import { rootFor } from './reshaping';
import {
  elementAddress,
  elementShift,
  isBigKind,
  readElement,
  readNumber,
  shiftOf,
  toElement,
  writeAt,
  writeElement,
  writeNumber,
} from './typed-elements';
import { addressOf, EMPTY, isBigint, isDouble, objectValue, UNDEFINED } from './values';

export function isTypedArray(value: u64): i32 {
  return isKind(value, CELL_KIND_TYPED_ARRAY);
}

export function kindOfView(view: u32): u32 {
  return load<u32>(view, TYPED_ARRAY_ELEMENT);
}

export function countOf(view: u32): u32 {
  return load<u32>(view, TYPED_ARRAY_LENGTH);
}

export function elementKind(view: u64): i32 {
  return kindOfView(addressOf(view));
}

export function elementBytes(view: u64): i32 {
  return 1 << elementShift(addressOf(view));
}

/** Without a buffer yet. */
export function allocateView(kind: u32): u32 {
  const view: u32 = withFields(CELL_KIND_TYPED_ARRAY, rootFor(builtinObject(BUILTIN_INT8ARRAY_PROTOTYPE + kind)), 16);
  store<u32>(view, kind, TYPED_ARRAY_ELEMENT);
  return view;
}

export function attach(view: u32, buffer: u32, offset: u32, length: u32): void {
  store<u32>(view, load<u32>(buffer, ARRAY_BUFFER_DATA) + offset, TYPED_ARRAY_DATA);
  store<u32>(view, length, TYPED_ARRAY_LENGTH);
  store<u32>(view, buffer, TYPED_ARRAY_BUFFER);
}

/** A view of zeros in a buffer of its own. */
export function newView(kind: u32, length: u32): u32 {
  const view: u32 = allocateView(kind);
  attach(view, allocateBuffer(length << shiftOf(kind)), 0, length);
  return view;
}

export function newTypedArray(kind: i32, length: f64): u64 {
  const view: u64 = objectValue(allocateView(kind));
  typedInitialise(view, length);
  return view;
}

export function typedInitialise(target: u64, length: f64): void {
  const view: u32 = addressOf(target);
  const shift: u32 = elementShift(view);
  if (!(length >= 0) || length > 4294967296.0) {
    attach(view, allocateBuffer(0), 0, 0);
    refuseRangeOf('Invalid typed array length: ', textOfNumber(length), '');
  } else if (length * <f64>(1 << shift) > MOST_BYTES) refuseRange('Array buffer allocation failed');
  else attach(view, allocateBuffer((<u32>length) << shift), 0, <u32>length);
}

/** V8's names of the constructors, for messages. */
function nameOf(kind: u32): u32 {
  switch (kind) {
    case 0:
      return literal('Int8Array');
    case 1:
      return literal('Uint8Array');
    case 2:
      return literal('Uint8ClampedArray');
    case 3:
      return literal('Int16Array');
    case 4:
      return literal('Uint16Array');
    case 5:
      return literal('Int32Array');
    case 6:
      return literal('Uint32Array');
    case 7:
      return literal('Float32Array');
    case 8:
      return literal('Float64Array');
    case 9:
      return literal('BigInt64Array');
    default:
      return literal('BigUint64Array');
  }
}

/** `length` -1: to the end of the buffer, which then must end with a whole element. */
export function typedAttach(target: u64, source: u64, offset: f64, length: f64): void {
  const view: u32 = addressOf(target);
  const buffer: u32 = addressOf(source);
  const kind: u32 = kindOfView(view);
  const size: f64 = <f64>(1 << shiftOf(kind));
  const total: f64 = <f64>load<u32>(buffer, ARRAY_BUFFER_LENGTH);
  if (offset % size != 0) {
    refuseRangeOf('start offset of ', message(nameOf(kind), literal(' should be a multiple of '), textOfNumber(size)), '');
    return;
  }
  if (length == -1) {
    if (total % size != 0) {
      refuseRangeOf('byte length of ', message(nameOf(kind), literal(' should be a multiple of '), textOfNumber(size)), '');
      return;
    }
    if (offset > total) {
      refuseRangeOf('Start offset ', textOfNumber(offset), ' is outside the bounds of the buffer');
      return;
    }
    attach(view, buffer, <u32>offset, <u32>((total - offset) / size));
    return;
  }
  if (offset + length * size > total) {
    refuseRangeOf('Invalid typed array length: ', textOfNumber(length), '');
    return;
  }
  attach(view, buffer, <u32>offset, <u32>length);
}

export function typedLength(view: u64): i32 {
  return countOf(addressOf(view));
}

export function typedBuffer(view: u64): u64 {
  return objectValue(load<u32>(addressOf(view), TYPED_ARRAY_BUFFER));
}

export function typedByteOffset(view: u64): i32 {
  return viewOffset(addressOf(view));
}

export function typedGet(view: u64, index: i32): u64 {
  return <u32>index < countOf(addressOf(view)) ? readElement(addressOf(view), index) : UNDEFINED;
}

export function typedSet(view: u64, index: i32, value: u64): void {
  const element: u64 = toElement(kindOfView(addressOf(view)), value);
  if (element != EMPTY && <u32>index < countOf(addressOf(view))) writeElement(addressOf(view), index, element);
}

export function typedSubarray(source: u64, start: i32, end: i32): u64 {
  const view: u32 = addressOf(source);
  const result: u32 = allocateView(kindOfView(view));
  const length: i32 = max<i32>(end - start, 0);
  attach(result, load<u32>(view, TYPED_ARRAY_BUFFER), viewOffset(view) + (start << elementShift(view)), length);
  return objectValue(result);
}

export function typedSlice(source: u64, start: i32, end: i32): u64 {
  const view: u32 = addressOf(source);
  const length: i32 = max<i32>(end - start, 0);
  const result: u32 = newView(kindOfView(view), length);
  memory.copy(load<u32>(result, TYPED_ARRAY_DATA), elementAddress(view, start), length << elementShift(view));
  return objectValue(result);
}

export function typedCopyFrom(target: u64, from: u64, offset: f64): void {
  const view: u32 = addressOf(target);
  const source: u32 = addressOf(from);
  const kind: u32 = kindOfView(view);
  const sourceKind: u32 = kindOfView(source);
  const count: u32 = countOf(source);
  if (isBigKind(kind) != isBigKind(sourceKind)) {
    refuse('Cannot mix BigInt and other types, use explicit conversions', 0, '');
    return;
  }
  if (!(offset >= 0) || offset + <f64>count > <f64>countOf(view)) {
    refuseRange('offset is out of bounds');
    return;
  }
  const to: u32 = elementAddress(view, <u32>offset);
  let data: u32 = load<u32>(source, TYPED_ARRAY_DATA);
  const bytes: u32 = count << elementShift(source);
  if (sameBytes(kind, sourceKind)) {
    memory.copy(to, data, bytes);
    return;
  }
  if (load<u32>(source, TYPED_ARRAY_BUFFER) == load<u32>(view, TYPED_ARRAY_BUFFER)) {
    // What is read must not have been written already.
    const copy: u32 = allocateCell(CELL_KIND_BYTES, 8 + bytes) + 8;
    memory.copy(copy, data, bytes);
    data = copy;
  }
  for (let i: u32 = 0; i < count; i++) {
    writeNumber(to + (i << shiftOf(kind)), kind, readNumber(data + (i << shiftOf(sourceKind)), sourceKind));
  }
}

/** Whether converting from one kind to the other keeps the bytes as they are. */
function sameBytes(kind: u32, from: u32): bool {
  if (kind == from) return true;
  if (shiftOf(kind) != shiftOf(from) || kind == ELEMENT_KIND_F32 || from == ELEMENT_KIND_F32) return false;
  if (kind == ELEMENT_KIND_F64 || from == ELEMENT_KIND_F64) return false;
  return kind != ELEMENT_KIND_U8C || from == ELEMENT_KIND_U8;
}

/** false: an element is not of the right type; nothing has been done. */
export function typedCopyFromArray(target: u64, from: u64, offset: f64): i32 {
  const view: u32 = addressOf(target);
  const array: u32 = addressOf(from);
  const count: u32 = lengthOf(array);
  const kind: u32 = kindOfView(view);
  if (!(offset >= 0) || offset + <f64>count > <f64>countOf(view)) {
    refuseRange('offset is out of bounds');
    return 1;
  }
  for (let i: u32 = 0; i < count; i++) {
    const value: u64 = load<u64>(elementAt(array, i));
    if (isBigKind(kind) ? !isBigint(value) : !isDouble(value)) return 0;
  }
  for (let i: u32 = 0; i < count; i++) writeElement(view, <u32>offset + i, load<u64>(elementAt(array, i)));
  return 1;
}

export function typedFill(target: u64, value: u64, start: i32, end: i32): void {
  const view: u32 = addressOf(target);
  const kind: u32 = kindOfView(view);
  const element: u64 = toElement(kind, value);
  if (start >= end || element == EMPTY) return;
  const at: u32 = elementAddress(view, start);
  const size: u32 = 1 << shiftOf(kind);
  writeAt(at, kind, element);
  if (size == 1) {
    memory.fill(at, load<u8>(at), end - start);
    return;
  }
  // What is filled already is copied behind itself.
  const bytes: u32 = <u32>(end - start) * size;
  for (let done: u32 = size; done < bytes; done <<= 1) memory.copy(at + done, at, min<u32>(done, bytes - done));
}

export function typedCopyWithin(target: u64, to: i32, start: i32, end: i32): void {
  const view: u32 = addressOf(target);
  const count: i32 = min<i32>(end - start, <i32>countOf(view) - to);
  if (count > 0) memory.copy(elementAddress(view, to), elementAddress(view, start), count << elementShift(view));
}

export function typedReverse(target: u64): void {
  const view: u32 = addressOf(target);
  const size: u32 = 1 << elementShift(view);
  const count: u32 = countOf(view);
  if (count < 2) return;
  let low: u32 = elementAddress(view, 0);
  let high: u32 = elementAddress(view, count - 1);
  while (low < high) {
    for (let i: u32 = 0; i < size; i++) {
      const byte: u8 = load<u8>(low + i);
      store<u8>(low + i, load<u8>(high + i));
      store<u8>(high + i, byte);
    }
    low += size;
    high -= size;
  }
}
