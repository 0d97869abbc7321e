/** Writes packed values into the heap of a block's memory. */
import { DESCRIPTOR, DESCRIPTOR_BYTES, SLOT_BYTES } from '../../../compiler/abi.js';
import type { Type } from '../../../compiler/manifest.js';
import { ShoalError } from '../../errors.js';
import {
  bytesOf,
  elementConstructor,
  isTypedArray,
  type Packed,
  type Part,
  partCount,
  type TypedArray,
} from '../../values/index.js';
import { allocationBytes, elementBytes, fieldTypes } from './layout.js';

export class HeapWriter {
  readonly #memory: Uint8Array;
  readonly #view: DataView;
  #top: number;

  /** Allocates from `base` on. */
  constructor(memory: Uint8Array, base: number) {
    this.#memory = memory;
    this.#top = base;
    this.#view = new DataView(memory.buffer, memory.byteOffset, memory.byteLength);
  }

  /** Where the next allocation would go. */
  get top(): number {
    return this.#top;
  }

  /** Writes a value into a slot, a field, or an element of an array of references. */
  write(address: number, type: Type, value: Packed): void {
    if (type.kind === 'number') this.#view.setFloat64(address, value as number, true);
    else if (type.kind === 'boolean') this.#view.setInt32(address, value ? 1 : 0, true);
    else if (type.kind !== 'void') this.#view.setUint32(address, this.#store(type, value), true);
  }

  /** Lays out the part and writes its descriptor's address into a slot. */
  writePart(address: number, type: Type, part: Part): void {
    const count = partCount(part);
    const { descriptor, data } = this.#array(type, part.length, part.first, count);
    this.#view.setUint32(address, descriptor, true);
    if ('elements' in part) this.#elements(data, type, part.elements);
    // Memory is zero already.
    else if (!Object.is(part.fill, 0)) this.#fill(data, type, count, part.fill);
  }

  #store(type: Exclude<Type, { kind: 'number' | 'boolean' | 'void' }>, value: Packed): number {
    switch (type.kind) {
      case 'string':
        return this.#text(type, value as string);
      case 'typed':
      case 'array': {
        const elements = value as TypedArray | readonly Packed[];
        const { descriptor, data } = this.#array(type, elements.length, 0, elements.length);
        this.#elements(data, type, elements);
        return descriptor;
      }
      case 'tuple':
      case 'object': {
        const types = fieldTypes(type);
        const record = this.#allocate(types.length * SLOT_BYTES);
        types.forEach((field, index) => {
          this.write(record + index * SLOT_BYTES, field, (value as readonly Packed[])[index]);
        });
        return record;
      }
    }
  }

  #text(type: Type, text: string): number {
    const { descriptor, data } = this.#array(type, text.length, 0, text.length);
    Buffer.from(this.#memory.buffer, this.#memory.byteOffset + data, text.length * 2).write(text, 'utf16le');
    return descriptor;
  }

  #array(type: Type, length: number, first: number, count: number): { readonly descriptor: number; readonly data: number } {
    const descriptor = this.#allocate(DESCRIPTOR_BYTES);
    const data = this.#allocate(count * elementBytes(type));
    this.#view.setUint32(descriptor + DESCRIPTOR.data, data, true);
    this.#view.setUint32(descriptor + DESCRIPTOR.length, length, true);
    this.#view.setUint32(descriptor + DESCRIPTOR.capacity, count, true);
    this.#view.setUint32(descriptor + DESCRIPTOR.first, first, true);
    this.#view.setUint32(descriptor + DESCRIPTOR.present, count, true);
    return { descriptor, data };
  }

  #elements(data: number, type: Type, elements: TypedArray | readonly Packed[]): void {
    if (isTypedArray(elements)) {
      this.#memory.set(bytesOf(elements), data);
    } else if (type.kind === 'array') {
      const width = elementBytes(type);
      for (let index = 0; index < elements.length; index++) this.write(data + index * width, type.element, elements[index]);
    }
  }

  #fill(data: number, type: Type, count: number, fill: number): void {
    const construct = elementConstructor(type);
    if (!construct) throw new ShoalError('SHOAL3004', 'an array of references can not be filled with a number');
    // The memory may be shared, which typed arrays over it don't mind.
    new construct(this.#memory.buffer as ArrayBuffer, this.#memory.byteOffset + data, count).fill(fill);
  }

  #allocate(bytes: number): number {
    const address = this.#top;
    this.#top += allocationBytes(bytes);
    if (this.#top > this.#memory.byteLength) {
      throw new ShoalError(
        'SHOAL9001',
        `the inputs need more than the ${this.#memory.byteLength} bytes that were measured for them`,
      );
    }
    return address;
  }
}
