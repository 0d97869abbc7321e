/** Strings and constant arrays of a block as bytes, laid out as abi.ts says, with addresses relative to their start. */
import { ASYNCIFY_BASE, CONTROL, DESCRIPTOR, DESCRIPTOR_BYTES, SLOT_BYTES, STATIC_BASE } from '../abi.js';
import { type Expression, TYPED_ARRAYS, type Type } from '../ir/index.js';
import { LimitError } from './limit-error.js';
import { type Storage, shiftOf, storageOf } from './representation.js';

const STATIC_BYTES = ASYNCIFY_BASE - STATIC_BASE;
/** Constants beyond the static data are written by code, of which there must not be too much. */
const MOST_BYTES = 512 * 1024;

type Bytes = Uint8Array<ArrayBuffer>;

export class Constants {
  private bytes: Bytes = new Uint8Array(1024);
  private size = 0;
  /** Offsets of words that hold an address. */
  private readonly addresses: number[] = [];
  private readonly known = new Map<string, number>();

  /** AssemblyScript text of the string's address. */
  text(value: string): string {
    return place(this.remember(`"${value}`, () => this.writeText(value)));
  }

  /** Address of a constant array, string, tuple or object, descriptor included. */
  value(key: string, value: Expression): string {
    return place(this.remember(key, () => this.write(value)));
  }

  /** Address of the bare elements of a constant literal. */
  elements(values: readonly Expression[], storage: Storage): string {
    const key = `${storage}:${JSON.stringify(values.map(plainValue))}`;
    return place(this.remember(key, () => this.writeElements(values, storage)));
  }

  /**
   * The declaration of `constant(offset)`, which the other texts call, and what must run first when the constants are too many
   * for the module's static data: then they are written to the heap.
   */
  declaration(): { readonly text: string; readonly setUp: boolean } {
    const used = this.bytes.subarray(0, this.size);
    if (this.size === 0) return { text: '', setUp: false };
    const head = '// @ts-ignore: decorator\n@inline\nfunction constant(offset: u32): u32 {\n  return ';
    if (this.size <= STATIC_BYTES) {
      this.relocate(STATIC_BASE);
      return { text: `const DATA: usize = memory.data<u8>([${used.join(',')}]);\n${head}<u32>DATA + offset;\n}\n`, setUp: false };
    }
    if (this.size > MOST_BYTES) {
      throw new LimitError(
        `The constants take ${Math.ceil(this.size / 1024)} KiB; ${MOST_BYTES / 1024} KiB are the most.`,
        'Pass large tables as arguments.',
      );
    }
    const words = new BigUint64Array(used.buffer, 0, this.size >>> 3);
    const lines = [`${head}load<u32>(${CONTROL.constants}) + offset;\n}\n`, 'function writeConstants(): void {'];
    lines.push(`  const at: u32 = allocate(${this.size});`, `  store<u32>(${CONTROL.constants}, at);`);
    words.forEach((word, k) => {
      if (word !== 0n) lines.push(`  store<u64>(at + ${8 * k}, 0x${word.toString(16)});`);
    });
    for (const offset of this.addresses) lines.push(`  store<u32>(at + ${offset}, load<u32>(at + ${offset}) + at);`);
    return { text: `${lines.join('\n')}\n}\n`, setUp: true };
  }

  private relocate(base: number): void {
    const view = new DataView(this.bytes.buffer);
    for (const offset of this.addresses) view.setUint32(offset, view.getUint32(offset, true) + base, true);
  }

  private remember(key: string, write: () => number): number {
    let offset = this.known.get(key);
    if (offset === undefined) {
      offset = write();
      this.known.set(key, offset);
    }
    return offset;
  }

  private write(value: Expression): number {
    const { type } = value;
    if (value.kind === 'string') return this.writeText(value.value);
    if (value.kind === 'record') {
      const record = this.allocate(value.values.length * SLOT_BYTES);
      for (const [k, field] of value.values.entries()) this.writeSlot(record + k * SLOT_BYTES, field);
      return record;
    }
    if (value.kind === 'arrayLiteral') {
      const storage = storageOf(type);
      return this.writeDescriptor(this.writeElements(value.elements, storage), value.elements.length);
    }
    if (value.kind === 'newArray' && value.length.kind === 'number') {
      const { length, fill } = value;
      const elements = fill ? new Array<Expression>(length.value).fill(fill) : [];
      if (fill) return this.writeDescriptor(this.writeElements(elements, storageOf(type)), length.value);
      return this.writeDescriptor(this.allocate(length.value << shiftOf(storageOf(type))), length.value);
    }
    throw new Error(`a constant of kind ${value.kind} can not be laid out`);
  }

  private writeText(text: string): number {
    const data = this.allocate(2 * text.length);
    for (let k = 0; k < text.length; k++) this.view().setUint16(data + 2 * k, text.charCodeAt(k), true);
    return this.writeDescriptor(data, text.length);
  }

  private writeDescriptor(data: number, length: number): number {
    const descriptor = this.allocate(DESCRIPTOR_BYTES);
    this.writeAddress(descriptor + DESCRIPTOR.data, data);
    for (const field of ['length', 'capacity', 'present'] as const)
      this.view().setUint32(descriptor + DESCRIPTOR[field], length, true);
    return descriptor;
  }

  private writeElements(values: readonly Expression[], storage: Storage): number {
    const shift = shiftOf(storage);
    const data = this.allocate(values.length << shift);
    for (const [k, value] of values.entries()) this.writeElement(data + (k << shift), value, storage);
    return data;
  }

  private writeElement(at: number, value: Expression, storage: Storage): void {
    if (storage === 'ref') this.writeAddress(at, this.write(value));
    else if (storage === 'bool') this.view().setUint8(at, plainValue(value) ? 1 : 0);
    else {
      // The typed array itself converts, just as it would in the program.
      const one = new TYPED_ARRAYS[storage](1);
      one[0] = Number(plainValue(value));
      this.bytes.set(new Uint8Array(one.buffer), at);
    }
  }

  private writeSlot(at: number, value: Expression): void {
    if (value.type.kind === 'number') this.view().setFloat64(at, Number(plainValue(value)), true);
    else if (value.type.kind === 'boolean') this.view().setInt32(at, plainValue(value) ? 1 : 0, true);
    else this.writeAddress(at, this.write(value));
  }

  private writeAddress(at: number, target: number): void {
    this.view().setUint32(at, target, true);
    this.addresses.push(at);
  }

  private allocate(bytes: number): number {
    const start = this.size;
    this.size += (bytes + 7) & ~7;
    if (this.size > this.bytes.length) {
      const larger = new Uint8Array(Math.max(2 * this.bytes.length, this.size + 8));
      larger.set(this.bytes);
      this.bytes = larger;
    }
    return start;
  }

  private view(): DataView {
    return new DataView(this.bytes.buffer);
  }
}

/** Whether `Constants` can lay the expression out. */
export function isConstant(value: Expression): boolean {
  switch (value.kind) {
    case 'number':
    case 'boolean':
    case 'string':
      return true;
    case 'arrayLiteral':
      return value.elements.every(isConstant);
    case 'record':
      return value.values.every(isConstant);
    case 'unary':
      return value.operator === '-' && value.operand.kind === 'number';
    default:
      return false;
  }
}

/** The type's elements can be laid out as bare numbers or booleans. */
export function hasPlainElements(type: Type): boolean {
  return type.kind === 'typed' || (type.kind === 'array' && (type.element.kind === 'number' || type.element.kind === 'boolean'));
}

function plainValue(value: Expression): number | boolean | string {
  if (value.kind === 'number' || value.kind === 'boolean' || value.kind === 'string') {
    // As texts, because JSON, which the keys are made with, has none of these.
    return typeof value.value === 'number' && (Object.is(value.value, -0) || !Number.isFinite(value.value))
      ? Object.is(value.value, -0)
        ? '-0'
        : String(value.value)
      : value.value;
  }
  if (value.kind === 'unary' && value.operand.kind === 'number') return String(-value.operand.value);
  throw new Error(`${value.kind} is no plain constant`);
}

function place(offset: number): string {
  return `constant(${offset})`;
}
