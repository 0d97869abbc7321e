// ArrayBuffer and DataView. The bytes lie in a `bytes` cell of their own.
import { withFields } from './allocation';
import { allocateCell } from './heap';
import { builtinObject } from './functions';
import {
  ARRAY_BUFFER_DATA,
  ARRAY_BUFFER_LENGTH,
  BUILTIN_ARRAYBUFFER_PROTOTYPE,
  CELL_KIND,
  CELL_KIND_ARRAY_BUFFER,
  CELL_KIND_BYTES,
  CELL_KIND_DATA_VIEW,
  DATA_VIEW_BUFFER,
  DATA_VIEW_DATA,
  DATA_VIEW_LENGTH,
  REALM_ACCESSOR,
} from './layout';
import { refuse, refuseRange, refuseRangeOf, textOfNumber } from './needs';
import { rootFor } from './reshaping';
import { readAt, shiftOf, toElement, writeAt } from './typed-elements';
import { addressOf, EMPTY, isObject, objectValue, UNDEFINED } from './values';
import { viewOffset } from './exotic';

/** More bytes than fit into the memory of a block with something else in it. */
export const MOST_BYTES: f64 = 3221225472.0;

export function isArrayBuffer(value: u64): i32 {
  return isKind(value, CELL_KIND_ARRAY_BUFFER);
}

export function isDataView(value: u64): i32 {
  return isKind(value, CELL_KIND_DATA_VIEW);
}

export function isKind(value: u64, kind: u32): i32 {
  return isObject(value) && load<u8>(addressOf(value), CELL_KIND) == kind ? 1 : 0;
}

/** Zeros. */
export function allocateBuffer(length: u32): u32 {
  const buffer: u32 = withFields(CELL_KIND_ARRAY_BUFFER, rootFor(builtinObject(BUILTIN_ARRAYBUFFER_PROTOTYPE)), 8);
  giveBytes(buffer, length);
  return buffer;
}

function giveBytes(buffer: u32, length: u32): void {
  store<u32>(buffer, allocateCell(CELL_KIND_BYTES, 8 + length) + 8, ARRAY_BUFFER_DATA);
  store<u32>(buffer, length, ARRAY_BUFFER_LENGTH);
}

export function newArrayBuffer(length: f64): u64 {
  if (!(length >= 0) || length > MOST_BYTES) return refuseRange('Array buffer allocation failed');
  return objectValue(allocateBuffer(<u32>length));
}

/** Of a buffer that `new` has just made. */
export function bufferInitialise(buffer: u64, length: f64): void {
  if (!(length >= 0) || length > MOST_BYTES) refuseRange('Array buffer allocation failed');
  else giveBytes(addressOf(buffer), <u32>length);
}

export function bufferLength(buffer: u64): i32 {
  return load<i32>(addressOf(buffer), ARRAY_BUFFER_LENGTH);
}

export function bufferSlice(source: u64, start: i32, end: i32): u64 {
  const length: i32 = max<i32>(end - start, 0);
  const buffer: u32 = allocateBuffer(length);
  memory.copy(load<u32>(buffer, ARRAY_BUFFER_DATA), load<u32>(addressOf(source), ARRAY_BUFFER_DATA) + start, length);
  return objectValue(buffer);
}

/** `length` -1: to the end of the buffer. */
export function dataViewAttach(target: u64, source: u64, offset: f64, length: f64): void {
  const view: u32 = addressOf(target);
  if (isArrayBuffer(source) == 0) {
    refuse('First argument to DataView constructor must be an ArrayBuffer', 0, '');
    return;
  }
  const buffer: u32 = addressOf(source);
  const total: f64 = <f64>load<u32>(buffer, ARRAY_BUFFER_LENGTH);
  if (!(offset >= 0) || offset > total) {
    refuseRangeOf('Start offset ', textOfNumber(offset), ' is outside the bounds of the buffer');
    return;
  }
  const count: f64 = length == -1 ? total - offset : length;
  if (!(count >= 0) || offset + count > total) {
    refuseRangeOf('Invalid DataView length ', textOfNumber(count), '');
    return;
  }
  store<u32>(view, load<u32>(buffer, ARRAY_BUFFER_DATA) + <u32>offset, DATA_VIEW_DATA);
  store<u32>(view, <u32>count, DATA_VIEW_LENGTH);
  store<u32>(view, buffer, DATA_VIEW_BUFFER);
}

export function dataViewLength(view: u64): i32 {
  return load<i32>(addressOf(view), DATA_VIEW_LENGTH);
}

export function dataViewBuffer(view: u64): u64 {
  return objectValue(load<u32>(addressOf(view), DATA_VIEW_BUFFER));
}

export function dataViewOffset(view: u64): i32 {
  return viewOffset(addressOf(view));
}

/** The address of a value of that kind, or 0 after a RangeError. */
function placeIn(view: u32, offset: f64, kind: u32): u32 {
  const size: u32 = 1 << shiftOf(kind);
  if (!(offset >= 0) || offset + <f64>size > <f64>load<u32>(view, DATA_VIEW_LENGTH)) {
    refuseRange('Offset is outside the bounds of the DataView');
    return 0;
  }
  return load<u32>(view, DATA_VIEW_DATA) + <u32>offset;
}

/** Values are turned around at REALM.accessor, which is free between lookups. */
function copyReversed(to: u32, from: u32, size: u32): void {
  for (let i: u32 = 0; i < size; i++) store<u8>(to + size - 1 - i, load<u8>(from + i));
}

export function dataViewGet(view: u64, offset: f64, kind: i32, littleEndian: i32): u64 {
  const at: u32 = placeIn(addressOf(view), offset, kind);
  if (at == 0) return UNDEFINED;
  if (littleEndian != 0) return readAt(at, kind);
  copyReversed(REALM_ACCESSOR, at, 1 << shiftOf(kind));
  return readAt(REALM_ACCESSOR, kind);
}

export function dataViewSet(view: u64, offset: f64, value: u64, kind: i32, littleEndian: i32): void {
  const at: u32 = placeIn(addressOf(view), offset, kind);
  if (at == 0) return;
  const element: u64 = toElement(kind, value);
  if (element == EMPTY) return;
  if (littleEndian != 0) {
    writeAt(at, kind, element);
    return;
  }
  writeAt(REALM_ACCESSOR, kind, element);
  copyReversed(at, REALM_ACCESSOR, 1 << shiftOf(kind));
}
