/**
 * Finds changed pages by comparison with a copy of what was reported before. Works everywhere and is exact; costs one read of the memory and
 * of its copy for each scan (64 MiB: 3-10 ms, bound by the machine's memory bandwidth) and as much memory again as the shard has used.
 */
import { PAGE_BYTES, type PageRange, type PageSet, type PageTracker, requireWholePages } from './types.js';

/** The copy is made of pieces, so that it grows without being copied and untouched stretches have none. */
const PIECE_BYTES = 1 << 20;
/** First step of the comparison: large enough to make calls cheap, small enough that a changed one is soon searched by pages. */
const BLOCK_BYTES = 32768;
const ZEROS = Buffer.alloc(BLOCK_BYTES);

export class ShadowTracker implements PageTracker {
  readonly name = 'shadow';
  readonly overhead = 1;
  /** A missing piece is all zeros. */
  #pieces: (Buffer | undefined)[] = [];

  collect(memory: Uint8Array, range?: PageRange): PageSet {
    const bytes = asBuffer(memory);
    const from = (range?.from ?? 0) * PAGE_BYTES;
    const to = Math.min((range?.to ?? Number.POSITIVE_INFINITY) * PAGE_BYTES, bytes.length);
    const changed: number[] = [];
    for (let start = from; start < to; start = Math.min(endOfBlock(start), to)) {
      this.#compare(bytes, start, Math.min(endOfBlock(start), to), changed);
    }
    this.#findFreed(Math.max(from, bytes.length), range ? range.to * PAGE_BYTES : Number.POSITIVE_INFINITY, changed);
    return this.#copyOut(bytes, changed);
  }

  adopt(memory: Uint8Array): void {
    const bytes = asBuffer(memory);
    this.#pieces.length = 0;
    for (let start = 0; start < bytes.length; start += PIECE_BYTES) {
      const end = Math.min(start + PIECE_BYTES, bytes.length);
      if (!isZero(bytes, start, end)) bytes.copy(this.#pieceAt(start), 0, start, end);
    }
  }

  [Symbol.dispose](): void {
    this.#pieces = [];
  }

  /** Appends the changed pages of [start, end), which lies in one block. */
  #compare(memory: Buffer, start: number, end: number, changed: number[]): void {
    const piece = this.#pieces[Math.floor(start / PIECE_BYTES)];
    const shadow = piece ?? ZEROS;
    const shift = piece ? start - (start % PIECE_BYTES) : start - (start % BLOCK_BYTES);
    if (memory.compare(shadow, start - shift, end - shift, start, end) === 0) return;
    for (let page = start; page < end; page += PAGE_BYTES) {
      const after = Math.min(page + PAGE_BYTES, end);
      if (memory.compare(shadow, page - shift, after - shift, page, after) !== 0) changed.push(page / PAGE_BYTES);
    }
  }

  /** Appends the pages of [start, end), beyond the memory given, that were other than zero and are zero now. */
  #findFreed(start: number, end: number, changed: number[]): void {
    const last = Math.min(end, this.#pieces.length * PIECE_BYTES);
    for (let page = start; page < last; page += PAGE_BYTES) {
      const piece = this.#pieces[Math.floor(page / PIECE_BYTES)];
      const place = page % PIECE_BYTES;
      if (piece && !isZero(piece, place, place + PAGE_BYTES)) changed.push(page / PAGE_BYTES);
    }
  }

  /**
   * Memory is read once, into the shadow, and what is reported is copied from there: so both are the same even when the shard writes
   * meanwhile, and a page that was torn by such a write differs at the next scan.
   */
  #copyOut(memory: Buffer, changed: readonly number[]): PageSet {
    const data = Buffer.allocUnsafeSlow(changed.length * PAGE_BYTES);
    for (let index = 0; index < changed.length; index++) {
      const start = changed[index]! * PAGE_BYTES;
      const piece = this.#pieceAt(start);
      const place = start % PIECE_BYTES;
      if (start < memory.length) memory.copy(piece, place, start, start + PAGE_BYTES);
      else piece.fill(0, place, place + PAGE_BYTES);
      piece.copy(data, index * PAGE_BYTES, place, place + PAGE_BYTES);
    }
    return { pages: Uint32Array.from(changed), data };
  }

  #pieceAt(address: number): Buffer {
    const index = Math.floor(address / PIECE_BYTES);
    let piece = this.#pieces[index];
    if (!piece) {
      piece = Buffer.alloc(PIECE_BYTES);
      this.#pieces[index] = piece;
    }
    return piece;
  }
}

function endOfBlock(start: number): number {
  return start - (start % BLOCK_BYTES) + BLOCK_BYTES;
}

function isZero(bytes: Buffer, start: number, end: number): boolean {
  for (let at = start; at < end; at += BLOCK_BYTES) {
    const length = Math.min(BLOCK_BYTES, end - at);
    if (bytes.compare(ZEROS, 0, length, at, at + length) !== 0) return false;
  }
  return true;
}

/** The same bytes with Buffer's fast comparison. */
function asBuffer(memory: Uint8Array): Buffer {
  requireWholePages(memory);
  return Buffer.from(memory.buffer as ArrayBuffer, memory.byteOffset, memory.byteLength);
}
