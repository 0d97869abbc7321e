/** The plain way to take a checkpoint: copies all pages that are not zero, remembers nothing. What moves are measured against. */
import { PAGE_BYTES, type PageRange, type PageSet, type PageTracker } from '../checkpoint/index.js';

const ZERO_PAGE = Buffer.alloc(PAGE_BYTES);

export class PlainCopy implements PageTracker {
  readonly name = 'plain';
  readonly overhead = 0;

  collect(memory: Uint8Array, range?: PageRange): PageSet {
    const bytes = Buffer.from(memory.buffer as ArrayBuffer, memory.byteOffset, memory.byteLength);
    const from = range?.from ?? 0;
    const to = Math.min(range?.to ?? Number.POSITIVE_INFINITY, bytes.length / PAGE_BYTES);
    const found: number[] = [];
    for (let page = from; page < to; page++) {
      const start = page * PAGE_BYTES;
      if (bytes.compare(ZERO_PAGE, 0, PAGE_BYTES, start, start + PAGE_BYTES) !== 0) found.push(page);
    }
    const data = Buffer.allocUnsafeSlow(found.length * PAGE_BYTES);
    for (const [index, page] of found.entries()) {
      bytes.copy(data, index * PAGE_BYTES, page * PAGE_BYTES, (page + 1) * PAGE_BYTES);
    }
    return { pages: Uint32Array.from(found), data };
  }

  /** There is nothing to compare with. */
  adopt(): void {}

  [Symbol.dispose](): void {}
}
