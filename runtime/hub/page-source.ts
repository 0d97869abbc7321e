/**
 * The pages of a shard that is moving away, in pieces small enough that neither hub's event loop stands still: the memory is
 * looked at in segments, and each is compared and copied on its own.
 */
import { PAGE_BYTES, type PageSet, type PageTracker } from '../checkpoint/index.js';
import { type Instance, usedBytes } from '../engine/index.js';

/** Compared and copied in 1 to 3 ms. */
const SEGMENT_PAGES = (4 << 20) / PAGE_BYTES;

export class PageSource implements Disposable {
  readonly #instance: Instance;
  readonly #tracker: PageTracker;
  /** In pages. The heap may shrink, but what was sent of it before must still be looked at: it is zero now. */
  #end = 0;

  constructor(instance: Instance, tracker: PageTracker) {
    this.#instance = instance;
    this.#tracker = tracker;
  }

  /**
   * The pages that changed since the last time, at first all that are not zero: one set for each segment that has some. A page that
   * changes while it is copied comes again with the next call.
   */
  *collect(): Generator<PageSet, void, undefined> {
    for (let from = 0; ; from += SEGMENT_PAGES) {
      // Read anew each time: the shard may be running, and then both grow.
      const memory = this.#instance.memory();
      this.#end = Math.max(this.#end, Math.ceil(usedBytes(memory) / PAGE_BYTES));
      if (from >= this.#end) return;
      const pages = this.#tracker.collect(memory, { from, to: Math.min(from + SEGMENT_PAGES, this.#end) });
      if (pages.pages.length > 0) yield pages;
    }
  }

  [Symbol.dispose](): void {
    this.#tracker[Symbol.dispose]();
  }
}
