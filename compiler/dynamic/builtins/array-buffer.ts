/** `ArrayBuffer`. */
import { endIndex, startIndex } from './array-elements.js';
import { toIndex } from './typed-array-elements.js';

export function ArrayBuffer$call(): never {
  $failTypeError("Constructor ArrayBuffer requires 'new'");
}

export function ArrayBuffer$construct(this: Value, length: Value): void {
  $bufferInitialise(this, toIndex(length, 'Invalid array buffer length'));
}

export function ArrayBuffer$isView(value: Value): boolean {
  return $isTypedArray(value) || $isDataView(value);
}

function requireBuffer(value: Value, method: string): void {
  if (!$isArrayBuffer(value))
    $failTypeError(`Method ArrayBuffer.prototype.${method} called on incompatible receiver ${$textForMessage(value)}`);
}

export function ArrayBuffer$prototype$get$byteLength(this: Value): number {
  requireBuffer(this, 'byteLength');
  return $bufferLength(this);
}

export function ArrayBuffer$prototype$slice(this: Value, start: Value, end: Value): Value {
  requireBuffer(this, 'slice');
  const length = $bufferLength(this);
  const from = startIndex(start, length);
  const to = endIndex(end, length);
  return to < from ? $bufferSlice(this, 0, 0) : $bufferSlice(this, from, to);
}
