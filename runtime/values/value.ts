/** The values that can be arguments and results of a function, as JavaScript holds them. */

export type TypedArray =
  | Int8Array
  | Uint8Array
  | Uint8ClampedArray
  | Int16Array
  | Uint16Array
  | Int32Array
  | Uint32Array
  | Float32Array
  | Float64Array;

export type Value = number | boolean | string | undefined | TypedArray | readonly Value[] | { readonly [field: string]: Value };

export interface TypedArrayConstructor {
  readonly name: string;
  readonly BYTES_PER_ELEMENT: number;
  new (length: number): TypedArray;
  new (buffer: ArrayBuffer, byteOffset?: number, length?: number): TypedArray;
}

const CONSTRUCTORS: readonly TypedArrayConstructor[] = [
  Int8Array,
  Uint8Array,
  Uint8ClampedArray,
  Int16Array,
  Uint16Array,
  Int32Array,
  Uint32Array,
  Float32Array,
  Float64Array,
];

const BY_NAME: ReadonlyMap<string, TypedArrayConstructor> = new Map(CONSTRUCTORS.map((make) => [make.name, make]));

export function isTypedArray(value: unknown): value is TypedArray {
  return ArrayBuffer.isView(value) && BY_NAME.has(typedArrayName(value));
}

/** The constructor's name; a Buffer counts as the Uint8Array it is. */
export function typedArrayName(value: ArrayBufferView): string {
  return Object.prototype.toString.call(value).slice('[object '.length, -1);
}

export function typedArrayConstructor(name: string): TypedArrayConstructor | undefined {
  return BY_NAME.get(name);
}

/** The array's raw bytes, without a copy. */
export function bytesOf(array: ArrayBufferView): Uint8Array {
  return new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
}
