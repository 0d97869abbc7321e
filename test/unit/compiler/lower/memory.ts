/** Values in a block's memory, laid out as compiler/abi.ts says: a second, independent implementation for tests. */
import { CONTROL, DESCRIPTOR, DESCRIPTOR_BYTES, HEAP_BASE, SLOT_BASE } from '../../../../compiler/abi.js';
import type { ElementKind, Type } from '../../../../compiler/ir/index.js';

const WIDTHS: Record<ElementKind, number> = { i8: 1, u8: 1, u8c: 1, i16: 2, u16: 2, i32: 4, u32: 4, f32: 4, f64: 8 };
const ARRAYS = {
  i8: Int8Array,
  u8: Uint8Array,
  u8c: Uint8ClampedArray,
  i16: Int16Array,
  u16: Uint16Array,
  i32: Int32Array,
  u32: Uint32Array,
  f32: Float32Array,
  f64: Float64Array,
};

export class BlockMemory {
  constructor(readonly memory: WebAssembly.Memory) {
    if (this.view().getUint32(CONTROL.heapTop, true) === 0) this.view().setUint32(CONTROL.heapTop, HEAP_BASE, true);
  }

  view(): DataView {
    return new DataView(this.memory.buffer);
  }

  int(address: number): number {
    return this.view().getInt32(address, true);
  }

  setInt(address: number, value: number): void {
    this.view().setInt32(address, value, true);
  }

  writeSlot(slot: number, type: Type, value: unknown): void {
    this.writeValue(SLOT_BASE + 8 * slot, type, value);
  }

  readSlot(slot: number, type: Type): unknown {
    return this.readValue(SLOT_BASE + 8 * slot, type);
  }

  private allocate(bytes: number): number {
    const start = this.view().getUint32(CONTROL.heapTop, true);
    const end = start + ((bytes + 7) & ~7);
    const missing = end - this.memory.buffer.byteLength;
    if (missing > 0) this.memory.grow(Math.ceil(missing / 65536));
    this.view().setUint32(CONTROL.heapTop, end, true);
    return start;
  }

  private writeValue(at: number, type: Type, value: unknown): void {
    if (type.kind === 'number') this.view().setFloat64(at, value as number, true);
    else if (type.kind === 'boolean') this.setInt(at, value ? 1 : 0);
    else this.setInt(at, this.write(type, value));
  }

  private readValue(at: number, type: Type): unknown {
    if (type.kind === 'number') return this.view().getFloat64(at, true);
    if (type.kind === 'boolean') return this.int(at) !== 0;
    return this.read(type, this.view().getUint32(at, true));
  }

  /** Lays out a part [first, first + present) of an array of `length` elements and gives its address. */
  writePart(type: Type & { kind: 'typed' }, values: ArrayLike<number>, first: number, present: number): number {
    const array = ARRAYS[type.element].from(Array.from(values).slice(first, first + present));
    const address = this.write(type, array);
    this.setInt(address + DESCRIPTOR.length, values.length);
    this.setInt(address + DESCRIPTOR.first, first);
    this.setInt(address + DESCRIPTOR.present, present);
    return address;
  }

  /** Lays out an array, string, tuple or object and gives its address. */
  write(type: Type, value: unknown): number {
    if (type.kind === 'tuple' || type.kind === 'object') {
      const parts = type.kind === 'tuple' ? type.elements : type.fields.map((field) => field.type);
      const values =
        type.kind === 'tuple' ? (value as unknown[]) : type.fields.map((field) => (value as Record<string, unknown>)[field.name]);
      const record = this.allocate(8 * parts.length);
      for (const [k, part] of parts.entries()) this.writeValue(record + 8 * k, part, values[k]);
      return record;
    }
    const elements = value as ArrayLike<unknown> & string;
    const { length } = elements;
    const width = widthOf(type);
    const descriptor = this.allocate(DESCRIPTOR_BYTES);
    const data = this.allocate(length * width);
    this.setInt(descriptor + DESCRIPTOR.data, data);
    for (const field of ['length', 'capacity', 'present'] as const) this.setInt(descriptor + DESCRIPTOR[field], length);
    if (type.kind === 'typed') {
      const bytes = value as Uint8Array;
      new Uint8Array(this.memory.buffer).set(new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength), data);
      return descriptor;
    }
    for (let k = 0; k < length; k++) {
      const at = data + k * width;
      if (type.kind === 'string') this.view().setUint16(at, elements.charCodeAt(k), true);
      else if (type.kind === 'array' && type.element.kind === 'boolean') this.view().setUint8(at, elements[k] ? 1 : 0);
      else if (type.kind === 'array') this.writeValue(at, type.element, elements[k]);
    }
    return descriptor;
  }

  read(type: Type, address: number): unknown {
    if (type.kind === 'tuple') return type.elements.map((part, k) => this.readValue(address + 8 * k, part));
    if (type.kind === 'object') {
      return Object.fromEntries(type.fields.map((field, k) => [field.name, this.readValue(address + 8 * k, field.type)]));
    }
    const data = this.view().getUint32(address + DESCRIPTOR.data, true);
    const length = this.view().getUint32(address + DESCRIPTOR.present, true);
    if (type.kind === 'typed') {
      const bytes = new Uint8Array(this.memory.buffer).slice(data, data + length * WIDTHS[type.element]);
      return new ARRAYS[type.element](bytes.buffer);
    }
    const width = widthOf(type);
    const places = Array.from({ length }, (_, k) => data + k * width);
    if (type.kind === 'string') return String.fromCharCode(...places.map((at) => this.view().getUint16(at, true)));
    if (type.kind !== 'array') throw new Error(`no ${type.kind} in memory`);
    const { element } = type;
    if (element.kind === 'boolean') return places.map((at) => this.view().getUint8(at) !== 0);
    return places.map((at) => this.readValue(at, element));
  }
}

function widthOf(type: Type): number {
  if (type.kind === 'typed') return WIDTHS[type.element];
  if (type.kind === 'string') return 2;
  if (type.kind !== 'array') throw new Error(`a ${type.kind} has no elements`);
  return type.element.kind === 'number' ? 8 : type.element.kind === 'boolean' ? 1 : 4;
}
