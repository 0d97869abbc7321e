/**
 * Well-formedness of CBOR from outside (RFC 8949, appendix C), before a decoder builds anything from it: a few bytes must not
 * be able to claim an array of millions of elements, to nest without end, or to use a tag that makes a decoder run code.
 */

export interface CborLimits {
  /** Arrays, maps and tags in each other. */
  readonly depth: number;
  /** Data items in all. */
  readonly items: number;
}

const DEFAULT_LIMITS: CborLimits = { depth: 64, items: 1 << 26 };

/** Bytes of an element under the tags of RFC 8746 that stand for JavaScript's typed arrays of numbers, in both byte orders. */
const ELEMENT_BYTES: ReadonlyMap<number, number> = new Map([
  ...[64, 68, 72].map((tag) => [tag, 1] as const),
  ...[65, 69, 73, 77].map((tag) => [tag, 2] as const),
  ...[66, 70, 74, 78, 81, 85].map((tag) => [tag, 4] as const),
  ...[82, 86].map((tag) => [tag, 8] as const),
]);
const INDEFINITE = -1;
const BREAK = 0xff;

/** Throws a RangeError that says where the bytes stop being CBOR that stands for values. */
export function checkCbor(bytes: Uint8Array, limits: CborLimits = DEFAULT_LIMITS): void {
  const end = new CborScanner(bytes, limits).item(0, 0);
  if (end !== bytes.length) throw new RangeError(`${bytes.length - end} bytes follow the CBOR item`);
}

class CborScanner {
  readonly #view: DataView;
  readonly #limits: CborLimits;
  #items = 0;
  /** Where the argument of the last head ended. */
  #next = 0;

  constructor(bytes: Uint8Array, limits: CborLimits) {
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#limits = limits;
  }

  /** Scans one data item and returns where it ends. */
  item(start: number, depth: number): number {
    if (++this.#items > this.#limits.items) throw new RangeError(`more than ${this.#limits.items} CBOR items`);
    if (depth > this.#limits.depth) throw new RangeError(`CBOR items nested more than ${this.#limits.depth} deep`);
    this.#need(start, 1);
    const major = this.#view.getUint8(start) >> 5;
    const argument = this.#argument(start);
    const body = this.#next;
    switch (major) {
      case 2:
      case 3:
        return argument === INDEFINITE ? this.#chunks(body, major) : this.#need(body, argument);
      case 4:
        return this.#sequence(body, argument, 1, depth);
      case 5:
        return this.#sequence(body, argument, 2, depth);
      case 6:
        return this.#tagged(body, argument, depth);
      default:
        if (argument === INDEFINITE) throw new RangeError(`no CBOR item at byte ${start}`);
        return body;
    }
  }

  /** An array (width 1) or a map (width 2). */
  #sequence(start: number, count: number, width: number, depth: number): number {
    let at = start;
    if (count === INDEFINITE) {
      while (this.#byte(at) !== BREAK) for (let part = 0; part < width; part++) at = this.item(at, depth + 1);
      return at + 1;
    }
    // Each item takes at least one byte.
    this.#need(at, count * width);
    for (let item = 0; item < count * width; item++) at = this.item(at, depth + 1);
    return at;
  }

  #tagged(start: number, tag: number, depth: number): number {
    const elementBytes = ELEMENT_BYTES.get(tag);
    if (elementBytes === undefined) throw new RangeError(`tag ${tag} stands for no value`);
    if (this.#byte(start) >> 5 !== 2 || this.#byte(start) === 0x5f) throw new RangeError(`tag ${tag} without its bytes`);
    const end = this.item(start, depth + 1);
    const bytes = end - this.#next;
    if (bytes % elementBytes !== 0) throw new RangeError(`${bytes} bytes are no whole number of elements`);
    return end;
  }

  /** A string of indefinite length: chunks of the same kind, each of definite length. */
  #chunks(start: number, major: number): number {
    let at = start;
    while (this.#byte(at) !== BREAK) {
      if (this.#byte(at) >> 5 !== major) throw new RangeError(`a string with something else in it at byte ${at}`);
      const length = this.#argument(at);
      if (length === INDEFINITE) throw new RangeError(`a string within a string at byte ${at}`);
      at = this.#need(this.#next, length);
    }
    return at + 1;
  }

  #argument(start: number): number {
    const information = this.#view.getUint8(start) & 31;
    const at = start + 1;
    this.#next = at;
    if (information < 24) return information;
    if (information === 31) return INDEFINITE;
    if (information > 27) throw new RangeError(`no CBOR item at byte ${start}`);
    const width = 1 << (information - 24);
    this.#next = this.#need(at, width);
    if (width === 1) return this.#view.getUint8(at);
    if (width === 2) return this.#view.getUint16(at);
    return width === 4 ? this.#view.getUint32(at) : Number(this.#view.getBigUint64(at));
  }

  #byte(at: number): number {
    this.#need(at, 1);
    return this.#view.getUint8(at);
  }

  #need(start: number, count: number): number {
    if (count > this.#view.byteLength - start)
      throw new RangeError(`CBOR ends early: ${count} more bytes wanted at byte ${start}`);
    return start + count;
  }
}
