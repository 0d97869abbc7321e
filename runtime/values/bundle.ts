/**
 * Value bundles as bytes: a CBOR array of [name, entry] pairs. An entry is a packed value, or for a part of an array a map with the
 * fields of Part.
 */
import { ShoalError } from '../errors.js';
import { decodeCbor, encodeCborParts } from './cbor.js';
import type { Packed, Part, ValueBundle } from './packed.js';
import { isPart } from './parts.js';
import { isTypedArray, type Value } from './value.js';

const MAX_LENGTH = 0xffff_ffff;

export function encodeBundle(bundle: ValueBundle): Uint8Array {
  return Buffer.concat(encodeBundleParts(bundle));
}

/** The encoding in pieces, in order: the bytes of typed arrays are views, not copies. */
export function encodeBundleParts(bundle: ValueBundle): readonly Uint8Array[] {
  return encodeCborParts(Array.from(bundle, ([name, entry]): Value => [name, isPart(entry) ? partFields(entry.part) : entry]));
}

function partFields(part: Part): Value {
  const { length, first } = part;
  return 'elements' in part ? { length, first, elements: part.elements } : { length, first, count: part.count, fill: part.fill };
}

/**
 * Typed arrays may be views of `bytes`. Types are not known here: see `checkPacked`. Throws SHOAL3004 when the bytes are no bundle,
 * whatever they are.
 */
export function decodeBundle(bytes: Uint8Array): ValueBundle {
  let document: unknown;
  try {
    document = decodeCbor(bytes);
  } catch (cause) {
    throw new ShoalError('SHOAL3004', `a damaged bundle of values: ${(cause as Error).message}`, { cause });
  }
  if (!Array.isArray(document)) throw damaged('it is no list of names and values');
  const bundle = new Map<string, Packed | { readonly part: Part }>();
  for (const pair of document as readonly unknown[]) {
    if (!Array.isArray(pair) || pair.length !== 2 || typeof pair[0] !== 'string')
      throw damaged('an entry is no name with a value');
    const name = pair[0];
    if (bundle.has(name)) throw damaged(`"${name}" stands in it twice`);
    bundle.set(name, readEntry(name, pair[1]));
  }
  return bundle;
}

function readEntry(name: string, entry: unknown): Packed | { readonly part: Part } {
  if (typeof entry !== 'object' || entry === null || Array.isArray(entry) || isTypedArray(entry)) return readPacked(name, entry);
  const { length, first, elements, count, fill } = entry as Readonly<Record<string, unknown>>;
  if (!isLength(length) || !isLength(first)) throw damaged(`"${name}" is part of an array without length`);
  const held = elements === undefined ? count : (elements as ArrayLike<unknown> | null)?.length;
  if (!isLength(held) || first + held > length) throw damaged(`"${name}" holds elements beyond its length`);
  if (elements === undefined) {
    if (typeof fill !== 'number') throw damaged(`"${name}" has no elements`);
    return { part: { length, first, count: held, fill } };
  }
  const packed = readPacked(name, elements);
  if (!isTypedArray(packed) && !Array.isArray(packed)) throw damaged(`"${name}" has no elements`);
  return { part: { length, first, elements: packed } };
}

function readPacked(name: string, value: unknown): Packed {
  if (value === null || value === undefined) return undefined;
  if (typeof value === 'number' || typeof value === 'boolean' || typeof value === 'string' || isTypedArray(value)) return value;
  if (!Array.isArray(value)) throw damaged(`"${name}" holds something that is no packed value`);
  return value.map((element) => readPacked(name, element));
}

function isLength(value: unknown): value is number {
  return Number.isInteger(value) && (value as number) >= 0 && (value as number) <= MAX_LENGTH;
}

function damaged(what: string): ShoalError {
  return new ShoalError('SHOAL3004', `a damaged bundle of values: ${what}`);
}
