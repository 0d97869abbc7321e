/**
 * The reserved area behind REALM: constants, caches and globals of one program, at addresses that are constants of the code. Constants go into
 * data segments; they never change, so that instantiating the module for a checkpoint writes what is there already. Everything else starts
 * as zero, as fresh memory is.
 */

import { HEAP_BASE } from '../../abi.js';
import { CACHE_BYTES, CELL, CELL_KIND, REALM_BYTES, STRING, STRING_IS_ATOM } from '../layout.js';

export interface Segment {
  readonly address: number;
  readonly bytes: Uint8Array;
}

export class ReservedArea {
  #end = HEAP_BASE + REALM_BYTES;
  readonly #strings = new Map<string, number>();
  readonly #segments: Segment[] = [];
  readonly #sharedCaches = new Map<string, number>();

  /** The first address behind it. */
  get end(): number {
    return this.#end;
  }

  /** The constants; those side by side as one. */
  get segments(): readonly Segment[] {
    const merged: { address: number; parts: Uint8Array[]; end: number }[] = [];
    for (const { address, bytes } of this.#segments) {
      const last = merged.at(-1);
      if (last?.end === address) {
        last.parts.push(bytes);
        last.end += bytes.byteLength;
      } else merged.push({ address, parts: [bytes], end: address + bytes.byteLength });
    }
    return merged.map(({ address, parts }) => ({ address, bytes: new Uint8Array(Buffer.concat(parts)) }));
  }

  /** Addresses of all string cells. */
  get strings(): readonly number[] {
    return [...this.#strings.values()];
  }

  /** Zeros, at a multiple of 8. */
  allocate(bytes: number): number {
    const address = this.#end;
    this.#end += (bytes + 7) & ~7;
    return address;
  }

  cache(): number {
    return this.allocate(CACHE_BYTES);
  }

  /** One cache for all places that ask for the same. */
  sharedCache(key: string): number {
    let address = this.#sharedCaches.get(key);
    if (address === undefined) {
      address = this.cache();
      this.#sharedCaches.set(key, address);
    }
    return address;
  }

  constant(bytes: Uint8Array): number {
    const address = this.allocate(bytes.byteLength);
    this.#segments.push({ address, bytes });
    return address;
  }

  words(values: readonly number[]): number {
    return this.constant(new Uint8Array(Uint32Array.from(values).buffer));
  }

  /** The cell of a string, an atom. */
  string(text: string): number {
    let address = this.#strings.get(text);
    if (address === undefined) {
      address = this.constant(stringCell(text));
      this.#strings.set(text, address);
    }
    return address;
  }
}

function stringCell(text: string): Uint8Array {
  const size = (STRING.units + 2 * text.length + 7) & ~7;
  const view = new DataView(new ArrayBuffer(size));
  view.setUint32(CELL.size, size, true);
  view.setUint8(CELL.kind, CELL_KIND.string);
  view.setUint8(CELL.flags, STRING_IS_ATOM);
  view.setUint32(STRING.length, text.length, true);
  for (let k = 0; k < text.length; k++) view.setUint16(STRING.units + 2 * k, text.charCodeAt(k), true);
  return new Uint8Array(view.buffer);
}
