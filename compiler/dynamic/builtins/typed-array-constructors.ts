/**
 * The constructors of typed arrays; their methods are `TypedArray`'s. `from` and `of` are inherited from it in JavaScript, too, but stand here
 * once more, where calls by name find them.
 */
import { fromValues, ofValues } from './typed-array.js';
import { initialiseView } from './typed-array-elements.js';

export function Int8Array$construct(this: Value, first: Value, byteOffset: Value, length: Value): void {
  initialiseView(this, first, byteOffset, length);
}

export function Int8Array$call(): never {
  $failTypeError("Constructor Int8Array requires 'new'");
}

export function Int8Array$from(this: Value, source: Value, map?: Value, thisArgument?: Value): Value {
  return fromValues($isConstructor(this) ? this : Int8Array, source, map, thisArgument);
}

export function Int8Array$of(this: Value, ...values: Value[]): Value {
  return ofValues($isConstructor(this) ? this : Int8Array, values);
}

export function Uint8Array$construct(this: Value, first: Value, byteOffset: Value, length: Value): void {
  initialiseView(this, first, byteOffset, length);
}

export function Uint8Array$call(): never {
  $failTypeError("Constructor Uint8Array requires 'new'");
}

export function Uint8Array$from(this: Value, source: Value, map?: Value, thisArgument?: Value): Value {
  return fromValues($isConstructor(this) ? this : Uint8Array, source, map, thisArgument);
}

export function Uint8Array$of(this: Value, ...values: Value[]): Value {
  return ofValues($isConstructor(this) ? this : Uint8Array, values);
}

export function Uint8ClampedArray$construct(this: Value, first: Value, byteOffset: Value, length: Value): void {
  initialiseView(this, first, byteOffset, length);
}

export function Uint8ClampedArray$call(): never {
  $failTypeError("Constructor Uint8ClampedArray requires 'new'");
}

export function Uint8ClampedArray$from(this: Value, source: Value, map?: Value, thisArgument?: Value): Value {
  return fromValues($isConstructor(this) ? this : Uint8ClampedArray, source, map, thisArgument);
}

export function Uint8ClampedArray$of(this: Value, ...values: Value[]): Value {
  return ofValues($isConstructor(this) ? this : Uint8ClampedArray, values);
}

export function Int16Array$construct(this: Value, first: Value, byteOffset: Value, length: Value): void {
  initialiseView(this, first, byteOffset, length);
}

export function Int16Array$call(): never {
  $failTypeError("Constructor Int16Array requires 'new'");
}

export function Int16Array$from(this: Value, source: Value, map?: Value, thisArgument?: Value): Value {
  return fromValues($isConstructor(this) ? this : Int16Array, source, map, thisArgument);
}

export function Int16Array$of(this: Value, ...values: Value[]): Value {
  return ofValues($isConstructor(this) ? this : Int16Array, values);
}

export function Uint16Array$construct(this: Value, first: Value, byteOffset: Value, length: Value): void {
  initialiseView(this, first, byteOffset, length);
}

export function Uint16Array$call(): never {
  $failTypeError("Constructor Uint16Array requires 'new'");
}

export function Uint16Array$from(this: Value, source: Value, map?: Value, thisArgument?: Value): Value {
  return fromValues($isConstructor(this) ? this : Uint16Array, source, map, thisArgument);
}

export function Uint16Array$of(this: Value, ...values: Value[]): Value {
  return ofValues($isConstructor(this) ? this : Uint16Array, values);
}

export function Int32Array$construct(this: Value, first: Value, byteOffset: Value, length: Value): void {
  initialiseView(this, first, byteOffset, length);
}

export function Int32Array$call(): never {
  $failTypeError("Constructor Int32Array requires 'new'");
}

export function Int32Array$from(this: Value, source: Value, map?: Value, thisArgument?: Value): Value {
  return fromValues($isConstructor(this) ? this : Int32Array, source, map, thisArgument);
}

export function Int32Array$of(this: Value, ...values: Value[]): Value {
  return ofValues($isConstructor(this) ? this : Int32Array, values);
}

export function Uint32Array$construct(this: Value, first: Value, byteOffset: Value, length: Value): void {
  initialiseView(this, first, byteOffset, length);
}

export function Uint32Array$call(): never {
  $failTypeError("Constructor Uint32Array requires 'new'");
}

export function Uint32Array$from(this: Value, source: Value, map?: Value, thisArgument?: Value): Value {
  return fromValues($isConstructor(this) ? this : Uint32Array, source, map, thisArgument);
}

export function Uint32Array$of(this: Value, ...values: Value[]): Value {
  return ofValues($isConstructor(this) ? this : Uint32Array, values);
}

export function Float32Array$construct(this: Value, first: Value, byteOffset: Value, length: Value): void {
  initialiseView(this, first, byteOffset, length);
}

export function Float32Array$call(): never {
  $failTypeError("Constructor Float32Array requires 'new'");
}

export function Float32Array$from(this: Value, source: Value, map?: Value, thisArgument?: Value): Value {
  return fromValues($isConstructor(this) ? this : Float32Array, source, map, thisArgument);
}

export function Float32Array$of(this: Value, ...values: Value[]): Value {
  return ofValues($isConstructor(this) ? this : Float32Array, values);
}

export function Float64Array$construct(this: Value, first: Value, byteOffset: Value, length: Value): void {
  initialiseView(this, first, byteOffset, length);
}

export function Float64Array$call(): never {
  $failTypeError("Constructor Float64Array requires 'new'");
}

export function Float64Array$from(this: Value, source: Value, map?: Value, thisArgument?: Value): Value {
  return fromValues($isConstructor(this) ? this : Float64Array, source, map, thisArgument);
}

export function Float64Array$of(this: Value, ...values: Value[]): Value {
  return ofValues($isConstructor(this) ? this : Float64Array, values);
}

export function BigInt64Array$construct(this: Value, first: Value, byteOffset: Value, length: Value): void {
  initialiseView(this, first, byteOffset, length);
}

export function BigInt64Array$call(): never {
  $failTypeError("Constructor BigInt64Array requires 'new'");
}

export function BigInt64Array$from(this: Value, source: Value, map?: Value, thisArgument?: Value): Value {
  return fromValues($isConstructor(this) ? this : BigInt64Array, source, map, thisArgument);
}

export function BigInt64Array$of(this: Value, ...values: Value[]): Value {
  return ofValues($isConstructor(this) ? this : BigInt64Array, values);
}

export function BigUint64Array$construct(this: Value, first: Value, byteOffset: Value, length: Value): void {
  initialiseView(this, first, byteOffset, length);
}

export function BigUint64Array$call(): never {
  $failTypeError("Constructor BigUint64Array requires 'new'");
}

export function BigUint64Array$from(this: Value, source: Value, map?: Value, thisArgument?: Value): Value {
  return fromValues($isConstructor(this) ? this : BigUint64Array, source, map, thisArgument);
}

export function BigUint64Array$of(this: Value, ...values: Value[]): Value {
  return ofValues($isConstructor(this) ? this : BigUint64Array, values);
}

export function TypedArray$construct(): never {
  $failTypeError('Abstract class TypedArray not directly constructable');
}

export function TypedArray$call(): never {
  $failTypeError('Abstract class TypedArray not directly constructable');
}
