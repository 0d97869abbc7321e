/**
 * Finds changed pages by the kernel's write tracking: a look costs as much as there are changed pages (64 MiB with 1 % changed: below 1 ms), and
 * needs no copy. A write of the same value counts as a change. Only for memories that are made of whole pages from a page's start, as those of
 * WebAssembly are.
 */
import type { WriteTracker } from '../native/index.js';
import { PAGE_BYTES, type PageRange, type PageSet, type PageTracker } from './types.js';

/** Page numbers are 32 bits wide. */
const LAST = 2 ** 32 - 1;

export class KernelTracker implements PageTracker {
  readonly name = 'kernel';
  readonly overhead = 0;
  readonly #tracker: WriteTracker;

  constructor(tracker: WriteTracker) {
    this.#tracker = tracker;
  }

  collect(memory: Uint8Array, range?: PageRange): PageSet {
    return this.#tracker.collect(wholePages(memory), range?.from ?? 0, Math.min(range?.to ?? LAST, LAST));
  }

  adopt(memory: Uint8Array): void {
    this.#tracker.adopt(wholePages(memory));
  }

  [Symbol.dispose](): void {
    this.#tracker.close();
  }
}

function wholePages(memory: Uint8Array): Uint8Array {
  if (memory.byteLength % PAGE_BYTES !== 0) throw new RangeError(`${memory.byteLength} bytes are no whole number of pages`);
  return memory;
}
