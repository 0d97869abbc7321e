/** Module `text`: what V8 knows of texts and their numbers, on UTF-16 code units in a shard's memory. See IMPORTED_TEXT in compiler/abi.ts. */
import { type IMPORTED_TEXT, TEXT_UNITS } from '../../../compiler/abi.js';
import { closeCase, decodeSet, encodeSet, foldCase, propertySet } from '../../../compiler/dynamic/unicode-sets.js';

type TextFunctions = Readonly<Record<(typeof IMPORTED_TEXT)[number], (...numbers: number[]) => number>>;

/** Texts up to here are read unit by unit, which is faster than by way of a buffer. */
const SHORT_UNITS = 64;

const FORMS = ['NFC', 'NFD', 'NFKC', 'NFKD'] as const;

/** One order on all hubs, whatever their language: the one of a Node that was not told any. */
const COLLATOR = new Intl.Collator('en-US');

export function textFunctions(memory: WebAssembly.Memory): TextFunctions {
  const text = new MemoryText(memory);
  return {
    numberToString: (x, out) => text.write(String(x), out!),
    numberToRadix: (x, radix, out) => text.write(x!.toString(radix), out!),
    toFixed: (x, digits, out) => text.write(x!.toFixed(digits), out!),
    toPrecision: (x, digits, out) => text.write(x!.toPrecision(digits), out!),
    toExponential: (x, digits, out) => text.write(digits! < 0 ? x!.toExponential() : x!.toExponential(digits), out!),
    parseNumber: (at, length) => Number(text.read(at!, length!)),
    parseFloat: (at, length) => Number.parseFloat(text.read(at!, length!)),
    lowerCase: (at, length, out, capacity) => text.write(text.read(at!, length!).toLowerCase(), out!, capacity),
    upperCase: (at, length, out, capacity) => text.write(text.read(at!, length!).toUpperCase(), out!, capacity),
    normalize: (at, length, form, out, capacity) => text.write(text.read(at!, length!).normalize(FORMS[form!]), out!, capacity),
    foldCase: (point, unicode) => foldCase(point! >>> 0, unicode !== 0),
    closeCase: (at, length, unicode, out, capacity) =>
      text.write(encodeSet(closeCase(decodeSet(text.read(at!, length!)), unicode !== 0)), out!, capacity),
    unicodeProperty: (at, length, out, capacity) =>
      text.write(encodeSet(propertySet(text.read(at!, length!)) ?? []), out!, capacity),
    compareLocale: (a, aLength, b, bLength) => COLLATOR.compare(text.read(a!, aLength!), text.read(b!, bLength!)),
  };
}

/** Reads and writes texts. Addresses come as i32, the upper half of the memory as negative ones. */
class MemoryText {
  readonly #memory: WebAssembly.Memory;
  #units: Uint16Array;

  constructor(memory: WebAssembly.Memory) {
    this.#memory = memory;
    this.#units = new Uint16Array(memory.buffer);
  }

  read(address: number, length: number): string {
    const from = this.#place(address, length);
    if (length > SHORT_UNITS) return Buffer.from(this.#memory.buffer, 2 * from, 2 * length).toString('utf16le');
    let text = '';
    for (let unit = from; unit < from + length; unit++) text += String.fromCharCode(this.#units[unit]!);
    return text;
  }

  /** Gives the length, or minus the length when it does not fit. */
  write(text: string, address: number, capacity: number = TEXT_UNITS): number {
    const { length } = text;
    if (length > capacity) return -length;
    const from = this.#place(address, length);
    for (let k = 0; k < length; k++) this.#units[from + k] = text.charCodeAt(k);
    return length;
  }

  /** Index of the unit at the address. */
  #place(address: number, length: number): number {
    // The memory may have grown.
    if (this.#units.buffer !== this.#memory.buffer) this.#units = new Uint16Array(this.#memory.buffer);
    const bytes = address >>> 0;
    // No RangeError: those stand for an overflow of the stack.
    if (bytes % 2 !== 0 || bytes / 2 + length > this.#units.length) throw new Error(`no text lies at address ${bytes}`);
    return bytes / 2;
  }
}
