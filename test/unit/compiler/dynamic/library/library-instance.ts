/** The run-time library in a memory of its own, with values going in and out as JavaScript's. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { CONTROL, HEAP_BASE, IMPORTED_MATH } from '../../../../../compiler/abi.js';
import {
  ARRAY,
  BUILTIN_OBJECTS,
  CELL,
  CELL_KIND,
  ERROR_NAMES,
  REALM,
  REALM_BYTES,
  SPECIAL,
  STRING,
  TAG,
} from '../../../../../compiler/dynamic/layout.js';
import { closeCase, decodeSet, encodeSet, foldCase, propertySet } from '../../../../../compiler/dynamic/unicode-sets.js';

const FILE =
  process.env.SHOAL_LIBRARY ?? fileURLToPath(new URL('../../../../../dist/compiler/dynamic/library.wasm', import.meta.url));
let compiled: WebAssembly.Module | undefined;

/** Addresses and other u32 as numbers, values as bigints. */
type Exports = Record<string, (...parameters: (number | bigint)[]) => number & bigint>;

const TAG_SHIFT = 48n;
const value = (tag: number, low: number) => (BigInt(tag) << TAG_SHIFT) | BigInt(low >>> 0);

export class LibraryInstance {
  readonly memory: WebAssembly.Memory;
  readonly call: Exports;
  #view: DataView;
  readonly #symbols = new Map<bigint, symbol>();
  readonly #symbolValues = new Map<symbol, bigint>();

  constructor(
    readonly reservedEnd = HEAP_BASE + REALM_BYTES + 4096,
    maximum = 65536,
  ) {
    this.memory = new WebAssembly.Memory({ initial: 32, maximum, shared: true });
    this.#view = new DataView(this.memory.buffer);
    compiled ??= new WebAssembly.Module(new Uint8Array(readFileSync(FILE)));
    const instance = new WebAssembly.Instance(compiled, {
      env: {
        memory: this.memory,
        suspend: () => undefined,
        trap: (...why: number[]) => {
          throw new Error(`trap ${why.join(' ')}`);
        },
      },
      math: Object.fromEntries(Object.keys(IMPORTED_MATH).map((name) => [name, Math[name as 'pow']])),
      text: this.#hostText(),
    });
    this.call = instance.exports as Exports;
    this.view.setUint32(CONTROL.heapTop, this.reservedEnd, true);
    this.call.initialiseHeap!(this.reservedEnd);
    this.call.startObjects?.();
  }

  /** Of the whole memory as it is now. */
  get view(): DataView {
    if (this.#view.byteLength !== this.memory.buffer.byteLength) this.#view = new DataView(this.memory.buffer);
    return this.#view;
  }

  u32(address: number): number {
    return this.view.getUint32(address, true);
  }

  /** A new flat string. */
  string(text: string): number {
    const cell = this.call.allocateCell!(CELL_KIND.string, STRING.units + 2 * text.length) as number;
    const { view } = this;
    view.setUint32(cell + STRING.length, text.length, true);
    for (let i = 0; i < text.length; i++) view.setUint16(cell + STRING.units + 2 * i, text.charCodeAt(i), true);
    return cell >>> 0;
  }

  /** The content of a string of any kind, read without the library's help. */
  text(address: number): string {
    const cell = address >>> 0;
    const { view } = this;
    const length = this.u32(cell + STRING.length);
    const kind = view.getUint8(cell + CELL.kind);
    if (kind === CELL_KIND.rope) return this.text(this.u32(cell + STRING.left)) + this.text(this.u32(cell + STRING.right));
    const units =
      kind === CELL_KIND.string ? cell + STRING.units : this.u32(cell + STRING.flat) + STRING.units + this.u32(cell + 20);
    if (kind !== CELL_KIND.string && kind !== CELL_KIND.indirectString) throw new Error(`a cell of kind ${kind} is no string`);
    return this.#units(units, length);
  }

  number(x: number): bigint {
    const { view } = this;
    view.setFloat64(8, x, true);
    return Number.isNaN(x) ? 0x7ff8000000000000n : view.getBigUint64(8, true);
  }

  /** A primitive as a value. */
  value(primitive: unknown): bigint {
    if (primitive === undefined) return value(TAG.special, SPECIAL.undefined);
    if (primitive === null) return value(TAG.special, SPECIAL.null);
    if (typeof primitive === 'boolean') return value(TAG.special, primitive ? SPECIAL.true : SPECIAL.false);
    if (typeof primitive === 'number') return this.number(primitive);
    if (typeof primitive === 'string') return value(TAG.string, this.string(primitive));
    if (typeof primitive === 'bigint') return BigInt.asUintN(64, this.call.stringToBigint!(this.string(String(primitive))));
    if (typeof primitive === 'symbol') return this.#symbol(primitive);
    throw new Error('no primitive');
  }

  #symbol(symbol: symbol): bigint {
    const known = this.#symbolValues.get(symbol);
    if (known !== undefined) return known;
    const made = BigInt.asUintN(64, this.call.newSymbol!(this.value(symbol.description)));
    this.#symbolValues.set(symbol, made);
    this.#symbols.set(made, symbol);
    return made;
  }

  /** A value as a primitive. */
  primitive(boxed: bigint): unknown {
    const bits = BigInt.asUintN(64, boxed);
    const tag = Number(bits >> TAG_SHIFT);
    const low = Number(bits & 0xffffffffn);
    if (tag < TAG.special) {
      this.view.setBigUint64(8, bits, true);
      return this.view.getFloat64(8, true);
    }
    if (tag === TAG.string) return this.text(low);
    if (tag === TAG.bigint) return this.bigint(low);
    if (tag === TAG.symbol) return this.#symbols.get(bits);
    if (tag === TAG.special) return [undefined, null, false, true][low];
    throw new Error(`a value ${bits.toString(16)} that is no primitive`);
  }

  bigint(cell: number): bigint {
    let magnitude = 0n;
    for (let i = this.u32(cell + 12) - 1; i >= 0; i--) magnitude = (magnitude << 32n) | BigInt(this.u32(cell + 16 + 4 * i));
    if (magnitude === 0n && this.u32(cell + 8) !== 0) throw new Error('a negative zero');
    return this.u32(cell + 8) === 0 ? magnitude : -magnitude;
  }

  /** The strings in an array. */
  strings(array: number): string[] {
    const elements = this.u32(array + ARRAY.elements);
    return Array.from(
      { length: this.u32(array + ARRAY.length) },
      (_, i) => this.primitive(this.view.getBigUint64(elements + 8 * i, true)) as string,
    );
  }

  /** `Name: message` of the exception on its way, which is taken; undefined: there is none. */
  takeError(): string | undefined {
    const { view } = this;
    if (view.getInt32(REALM.pending, true) === 0) return undefined;
    view.setInt32(REALM.pending, 0, true);
    const error = view.getBigUint64(REALM.exception, true);
    const message = this.call.ownValue!(error, this.value('message'));
    const prototype = Number(this.call.getPrototypeOf!(error) & 0xffffffffn);
    const name = ERROR_NAMES.find(
      (known) => this.u32(REALM.objects + 4 * BUILTIN_OBJECTS.indexOf(`${known}.prototype`)) === prototype,
    );
    return `${name}: ${this.primitive(message)}`;
  }

  #units(at: number, length: number): string {
    let text = '';
    const { view } = this;
    for (let i = 0; i < length; i++) text += String.fromCharCode(view.getUint16(at + 2 * i, true));
    return text;
  }

  #write(text: string, at: number, capacity = 1200): number {
    if (text.length > capacity) return -text.length;
    const { view } = this;
    for (let i = 0; i < text.length; i++) view.setUint16(at + 2 * i, text.charCodeAt(i), true);
    return text.length;
  }

  #hostText() {
    const units = (at: number, length: number) => this.#units(at >>> 0, length);
    const write = (text: string, at: number, capacity?: number) => this.#write(text, at >>> 0, capacity);
    const forms = ['NFC', 'NFD', 'NFKC', 'NFKD'];
    return {
      numberToString: (x: number, out: number) => write(String(x), out),
      numberToRadix: (x: number, radix: number, out: number) => write(x.toString(radix), out),
      toFixed: (x: number, digits: number, out: number) => write(x.toFixed(digits), out),
      toPrecision: (x: number, digits: number, out: number) => write(x.toPrecision(digits), out),
      toExponential: (x: number, digits: number, out: number) =>
        write(digits < 0 ? x.toExponential() : x.toExponential(digits), out),
      parseNumber: (at: number, length: number) => Number(units(at, length)),
      parseFloat: (at: number, length: number) => Number.parseFloat(units(at, length)),
      lowerCase: (at: number, length: number, out: number, capacity: number) =>
        write(units(at, length).toLowerCase(), out, capacity),
      upperCase: (at: number, length: number, out: number, capacity: number) =>
        write(units(at, length).toUpperCase(), out, capacity),
      normalize: (at: number, length: number, form: number, out: number, capacity: number) =>
        write(units(at, length).normalize(forms[form]), out, capacity),
      foldCase: (point: number, unicode: number) => foldCase(point, unicode !== 0),
      closeCase: (at: number, length: number, unicode: number, out: number, capacity: number) =>
        write(encodeSet(closeCase(decodeSet(units(at, length)), unicode !== 0)), out, capacity),
      unicodeProperty: (at: number, length: number, out: number, capacity: number) =>
        write(encodeSet(propertySet(units(at, length)) ?? []), out, capacity),
      compareLocale: (a: number, aLength: number, b: number, bLength: number) =>
        units(a, aLength).localeCompare(units(b, bLength)),
    };
  }
}
