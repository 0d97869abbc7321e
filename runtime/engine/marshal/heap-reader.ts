/** Reads values out of a block's memory. Every address is checked: the memory may come from a checkpoint of a broken module. */
import { DESCRIPTOR, DESCRIPTOR_BYTES, SLOT_BYTES } from '../../../compiler/abi.js';
import type { Type } from '../../../compiler/manifest.js';
import { ShoalError } from '../../errors.js';
import { elementConstructor, type Packed, type TypedArray } from '../../values/index.js';
import { elementBytes, fieldTypes } from './layout.js';

/** An array's descriptor. */
export interface ArrayHeader {
  readonly data: number;
  readonly length: number;
  readonly first: number;
  readonly present: number;
}

export class HeapReader {
  readonly #memory: Uint8Array;
  readonly #view: DataView;

  constructor(memory: Uint8Array) {
    this.#memory = memory;
    this.#view = new DataView(memory.buffer, memory.byteOffset, memory.byteLength);
  }

  /** A value from a slot, a field, or an element of an array of references, copied. Throws SHOAL9001 for an impossible address. */
  read(address: number, type: Type): Packed {
    switch (type.kind) {
      case 'number':
        return this.#view.getFloat64(address, true);
      case 'boolean':
        return this.#view.getInt32(address, true) !== 0;
      case 'void':
        return undefined;
      case 'tuple':
      case 'object': {
        const types = fieldTypes(type);
        const record = this.#view.getUint32(address, true);
        this.#check(record, types.length * SLOT_BYTES);
        return types.map((field, index) => this.read(record + index * SLOT_BYTES, field));
      }
      case 'string': {
        const { data, length } = this.#wholeArray(address, type);
        // The address of nothing means nothing.
        if (length === 0) return '';
        return Buffer.from(this.#memory.buffer, this.#memory.byteOffset + data, length * 2).toString('utf16le');
      }
      default: {
        const { data, length } = this.#wholeArray(address, type);
        return this.elements(data, type, length);
      }
    }
  }

  /** The descriptor that a slot or a field refers to. */
  header(address: number, type: Type): ArrayHeader {
    const descriptor = this.#view.getUint32(address, true);
    this.#check(descriptor, DESCRIPTOR_BYTES);
    const field = (offset: number) => this.#view.getUint32(descriptor + offset, true);
    const header = {
      data: field(DESCRIPTOR.data),
      length: field(DESCRIPTOR.length),
      first: field(DESCRIPTOR.first),
      present: field(DESCRIPTOR.present),
    };
    if (header.present > 0) this.#check(header.data, header.present * elementBytes(type));
    return header;
  }

  /** Copies `count` elements of an array of that type. */
  elements(data: number, type: Type, count: number): TypedArray | readonly Packed[] {
    const width = elementBytes(type);
    if (count > 0) this.#check(data, count * width);
    const construct = elementConstructor(type);
    if (construct) {
      const copy = new construct(count);
      new Uint8Array(copy.buffer).set(this.#memory.subarray(data, data + count * width));
      return copy;
    }
    const { element } = type as Extract<Type, { kind: 'array' }>;
    return Array.from({ length: count }, (_, index) => this.read(data + index * width, element));
  }

  #wholeArray(address: number, type: Type): ArrayHeader {
    const header = this.header(address, type);
    if (header.first !== 0 || header.present !== header.length) throw corrupt('a part of an array where a whole one should be');
    return header;
  }

  #check(address: number, bytes: number): void {
    if (address === 0 || address + bytes > this.#memory.byteLength) throw corrupt(`the address ${address}`);
  }
}

function corrupt(what: string): ShoalError {
  return new ShoalError('SHOAL9001', `a block left ${what} in its outputs: a bug in the compiler, or a damaged memory`);
}
