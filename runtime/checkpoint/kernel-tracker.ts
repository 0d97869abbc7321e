/**
 * Finds changed pages by the kernel's write tracking: a look costs as much as there are changed pages (64 MiB with 1 % changed: below 1 ms), and
 * needs no copy. A write of the same value counts as a change. Only for memories that are made of whole pages from a page's start, as those of
 * WebAssembly are.
 */
import type { WriteTracker } from '../native/index.js';
import { type PageRange, type PageSet, type PageTracker, requireWholePages } from './types.js';

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
    requireWholePages(memory);
    return this.#tracker.collect(memory, range?.from ?? 0, Math.min(range?.to ?? LAST, LAST));
  }

  adopt(memory: Uint8Array): void {
    requireWholePages(memory);
    this.#tracker.adopt(memory);
  }

  [Symbol.dispose](): void {
    this.#tracker.close();
  }
}
