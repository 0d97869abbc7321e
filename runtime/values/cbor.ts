/**
 * Values as CBOR (RFC 8949), exactly; typed arrays under the tags of RFC 8746. cbor-x reads them all, but writes -0 as the integer
 * 0, so writing is done here. CBOR text is UTF-8: a string with half a surrogate pair is written as `{"$utf16": Uint16Array}`.
 */
import { decode } from 'cbor-x';
import { checkCbor } from './cbor-check.js';
import { bytesOf, isTypedArray, typedArrayName, type Value } from './value.js';

const MAJOR = { unsigned: 0, negative: 1, bytes: 2, text: 3, array: 4, map: 5, tag: 6 } as const;
const FALSE = 0xf4;
const TRUE = 0xf5;
const NULL = 0xf6;
const UNDEFINED = 0xf7;
const HALF_FLOAT = 0xf9;
const DOUBLE = 0xfb;

/** RFC 8746, section 2.1, little-endian. */
const TYPED_ARRAY_TAGS: Readonly<Record<string, number>> = {
  Uint8Array: 64,
  Uint8ClampedArray: 68,
  Uint16Array: 69,
  Uint32Array: 70,
  Int8Array: 72,
  Int16Array: 77,
  Int32Array: 78,
  Float32Array: 85,
  Float64Array: 86,
};

export function encodeCbor(value: Value): Uint8Array {
  return Buffer.concat(encodeCborParts(value));
}

/** The encoding in pieces: the bytes of typed arrays are views, not copies. */
export function encodeCborParts(value: Value): Uint8Array[] {
  const parts: Uint8Array[] = [];
  write(value, parts);
  return parts;
}

/**
 * Typed arrays may be views of `bytes`. Throws a RangeError, or what cbor-x throws, when the bytes are no CBOR that stands for values.
 */
export function decodeCbor(bytes: Uint8Array): unknown {
  checkCbor(bytes);
  return restoreStrings(decode(bytes));
}

function write(value: Value, parts: Uint8Array[]): void {
  if (typeof value === 'number') parts.push(numberItem(value));
  else if (typeof value === 'boolean') parts.push(Uint8Array.of(value ? TRUE : FALSE));
  else if ((value as unknown) === null) parts.push(Uint8Array.of(NULL));
  else if (value === undefined) parts.push(Uint8Array.of(UNDEFINED));
  else if (typeof value === 'string') writeText(value, parts);
  else if (isTypedArray(value)) {
    const bytes = bytesOf(value);
    parts.push(head(MAJOR.tag, TYPED_ARRAY_TAGS[typedArrayName(value)]!), head(MAJOR.bytes, bytes.byteLength), bytes);
  } else if (Array.isArray(value)) {
    parts.push(head(MAJOR.array, value.length));
    for (const element of value) write(element, parts);
  } else {
    const fields = Object.entries(value);
    parts.push(head(MAJOR.map, fields.length));
    for (const [key, field] of fields) {
      writeText(key, parts);
      write(field, parts);
    }
  }
}

function writeText(text: string, parts: Uint8Array[]): void {
  if (/\p{Surrogate}/u.test(text)) {
    write({ $utf16: Uint16Array.from({ length: text.length }, (_, index) => text.charCodeAt(index)) }, parts);
    return;
  }
  const bytes = Buffer.from(text, 'utf8');
  parts.push(head(MAJOR.text, bytes.byteLength), bytes);
}

function numberItem(value: number): Uint8Array {
  if (Object.is(value, -0)) return Uint8Array.of(HALF_FLOAT, 0x80, 0x00);
  if (Number.isInteger(value) && value >= -0x1_0000_0000 && value < 0x1_0000_0000) {
    return value >= 0 ? head(MAJOR.unsigned, value) : head(MAJOR.negative, -1 - value);
  }
  const bytes = Buffer.alloc(9);
  bytes[0] = DOUBLE;
  bytes.writeDoubleBE(value, 1);
  return bytes;
}

/** The initial bytes of a data item: major type and argument in its shortest form. */
function head(major: number, argument: number): Uint8Array {
  const type = major << 5;
  if (argument < 24) return Uint8Array.of(type | argument);
  if (argument < 0x100) return Uint8Array.of(type | 24, argument);
  const bytes = Buffer.alloc(argument < 0x10000 ? 3 : argument < 0x1_0000_0000 ? 5 : 9);
  if (argument < 0x10000) bytes.writeUInt16BE(argument, 1);
  else if (argument < 0x1_0000_0000) bytes.writeUInt32BE(argument, 1);
  else bytes.writeBigUInt64BE(BigInt(argument), 1);
  bytes[0] = type | (bytes.length === 3 ? 25 : bytes.length === 5 ? 26 : 27);
  return bytes;
}

function restoreStrings(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return value;
  if (Array.isArray(value)) return value.map(restoreStrings);
  const fields = Object.entries(value);
  if (fields.length === 1 && fields[0]![0] === '$utf16' && fields[0]![1] instanceof Uint16Array) {
    return Array.from(fields[0]![1], (unit) => String.fromCharCode(unit)).join('');
  }
  return Object.fromEntries(fields.map(([key, field]) => [key, restoreStrings(field)]));
}
