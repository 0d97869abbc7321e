/** `DataView`. */
import { toIndex } from './typed-array-elements.js';

const OUTSIDE = 'Offset is outside the bounds of the DataView';

export function DataView$call(): never {
  $failTypeError("Constructor DataView requires 'new'");
}

export function DataView$construct(this: Value, buffer: Value, byteOffset?: Value, byteLength?: Value): void {
  if (!$isArrayBuffer(buffer)) $failTypeError('First argument to DataView constructor must be an ArrayBuffer');
  const offset = toIndex(byteOffset, `Start offset ${$textForMessage(byteOffset)} is outside the bounds of the buffer`);
  $dataViewAttach(
    this,
    buffer,
    offset,
    byteLength === undefined ? -1 : toIndex(byteLength, `Invalid DataView length ${$textForMessage(byteLength)}`),
  );
}

function requireView(value: Value, method: string): void {
  if (!$isDataView(value))
    $failTypeError(`Method DataView.prototype.${method} called on incompatible receiver ${$textForMessage(value)}`);
}

export function DataView$prototype$get$buffer(this: Value): Value {
  requireView(this, 'buffer');
  return $dataViewBuffer(this);
}

export function DataView$prototype$get$byteLength(this: Value): number {
  requireView(this, 'byte_length');
  return $dataViewLength(this);
}

export function DataView$prototype$get$byteOffset(this: Value): number {
  requireView(this, 'byte_offset');
  return $dataViewOffset(this);
}

export function DataView$prototype$getInt8(this: Value, byteOffset: Value, littleEndian?: Value): Value {
  requireView(this, 'getInt8');
  return $dataViewGet(this, toIndex(byteOffset, OUTSIDE), 0, !!littleEndian);
}

export function DataView$prototype$setInt8(this: Value, byteOffset: Value, value: Value, littleEndian?: Value): void {
  requireView(this, 'setInt8');
  const offset = toIndex(byteOffset, OUTSIDE);
  $dataViewSet(this, offset, $toNumber(value), 0, !!littleEndian);
}

export function DataView$prototype$getUint8(this: Value, byteOffset: Value, littleEndian?: Value): Value {
  requireView(this, 'getUint8');
  return $dataViewGet(this, toIndex(byteOffset, OUTSIDE), 1, !!littleEndian);
}

export function DataView$prototype$setUint8(this: Value, byteOffset: Value, value: Value, littleEndian?: Value): void {
  requireView(this, 'setUint8');
  const offset = toIndex(byteOffset, OUTSIDE);
  $dataViewSet(this, offset, $toNumber(value), 1, !!littleEndian);
}

export function DataView$prototype$getInt16(this: Value, byteOffset: Value, littleEndian?: Value): Value {
  requireView(this, 'getInt16');
  return $dataViewGet(this, toIndex(byteOffset, OUTSIDE), 3, !!littleEndian);
}

export function DataView$prototype$setInt16(this: Value, byteOffset: Value, value: Value, littleEndian?: Value): void {
  requireView(this, 'setInt16');
  const offset = toIndex(byteOffset, OUTSIDE);
  $dataViewSet(this, offset, $toNumber(value), 3, !!littleEndian);
}

export function DataView$prototype$getUint16(this: Value, byteOffset: Value, littleEndian?: Value): Value {
  requireView(this, 'getUint16');
  return $dataViewGet(this, toIndex(byteOffset, OUTSIDE), 4, !!littleEndian);
}

export function DataView$prototype$setUint16(this: Value, byteOffset: Value, value: Value, littleEndian?: Value): void {
  requireView(this, 'setUint16');
  const offset = toIndex(byteOffset, OUTSIDE);
  $dataViewSet(this, offset, $toNumber(value), 4, !!littleEndian);
}

export function DataView$prototype$getInt32(this: Value, byteOffset: Value, littleEndian?: Value): Value {
  requireView(this, 'getInt32');
  return $dataViewGet(this, toIndex(byteOffset, OUTSIDE), 5, !!littleEndian);
}

export function DataView$prototype$setInt32(this: Value, byteOffset: Value, value: Value, littleEndian?: Value): void {
  requireView(this, 'setInt32');
  const offset = toIndex(byteOffset, OUTSIDE);
  $dataViewSet(this, offset, $toNumber(value), 5, !!littleEndian);
}

export function DataView$prototype$getUint32(this: Value, byteOffset: Value, littleEndian?: Value): Value {
  requireView(this, 'getUint32');
  return $dataViewGet(this, toIndex(byteOffset, OUTSIDE), 6, !!littleEndian);
}

export function DataView$prototype$setUint32(this: Value, byteOffset: Value, value: Value, littleEndian?: Value): void {
  requireView(this, 'setUint32');
  const offset = toIndex(byteOffset, OUTSIDE);
  $dataViewSet(this, offset, $toNumber(value), 6, !!littleEndian);
}

export function DataView$prototype$getFloat32(this: Value, byteOffset: Value, littleEndian?: Value): Value {
  requireView(this, 'getFloat32');
  return $dataViewGet(this, toIndex(byteOffset, OUTSIDE), 7, !!littleEndian);
}

export function DataView$prototype$setFloat32(this: Value, byteOffset: Value, value: Value, littleEndian?: Value): void {
  requireView(this, 'setFloat32');
  const offset = toIndex(byteOffset, OUTSIDE);
  $dataViewSet(this, offset, $toNumber(value), 7, !!littleEndian);
}

export function DataView$prototype$getFloat64(this: Value, byteOffset: Value, littleEndian?: Value): Value {
  requireView(this, 'getFloat64');
  return $dataViewGet(this, toIndex(byteOffset, OUTSIDE), 8, !!littleEndian);
}

export function DataView$prototype$setFloat64(this: Value, byteOffset: Value, value: Value, littleEndian?: Value): void {
  requireView(this, 'setFloat64');
  const offset = toIndex(byteOffset, OUTSIDE);
  $dataViewSet(this, offset, $toNumber(value), 8, !!littleEndian);
}

export function DataView$prototype$getBigInt64(this: Value, byteOffset: Value, littleEndian?: Value): Value {
  requireView(this, 'getBigInt64');
  return $dataViewGet(this, toIndex(byteOffset, OUTSIDE), 9, !!littleEndian);
}

export function DataView$prototype$setBigInt64(this: Value, byteOffset: Value, value: Value, littleEndian?: Value): void {
  requireView(this, 'setBigInt64');
  const offset = toIndex(byteOffset, OUTSIDE);
  $dataViewSet(this, offset, $toBigInt(value), 9, !!littleEndian);
}

export function DataView$prototype$getBigUint64(this: Value, byteOffset: Value, littleEndian?: Value): Value {
  requireView(this, 'getBigUint64');
  return $dataViewGet(this, toIndex(byteOffset, OUTSIDE), 10, !!littleEndian);
}

export function DataView$prototype$setBigUint64(this: Value, byteOffset: Value, value: Value, littleEndian?: Value): void {
  requireView(this, 'setBigUint64');
  const offset = toIndex(byteOffset, OUTSIDE);
  $dataViewSet(this, offset, $toBigInt(value), 10, !!littleEndian);
}
