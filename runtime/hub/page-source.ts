/**
 * The pages of a shard that is moving away, in pieces small enough that neither hub's event loop stands still: the memory is
 * looked at in segments, and each is compared and copied on its own.
 */
import { PAGE_BYTES, type PageSet, type PageTracker } from '../checkpoint/index.js';
import { type Instance, usedBytes } from '../engine/index.js';

/** Looked at in 1 to 3 ms, and the most that a set holds. */
const SEGMENT_PAGES = (4 << 20) / PAGE_BYTES;

export class PageSource implements Disposable {
  readonly #instance: Pick<Instance, 'memory'>;
  readonly #tracker: PageTracker;
  /** In pages. The heap may shrink, but what was sent of it before must still be looked at: it is zero now. */
  #end = 0;

  constructor(instance: Pick<Instance, 'memory'>, tracker: PageTracker) {
    this.#instance = instance;
    this.#tracker = tracker;
  }

  /**
   * The pages that changed since the last time, at first all that are not zero. Yields after each segment what is enough to be sent,
   * or undefined, so that the caller can let others have their turn. A page that changes while it is copied comes again with the next call.
   */
  *collect(): Generator<PageSet | undefined, void, undefined> {
    let gathered: PageSet[] = [];
    let count = 0;
    for (let from = 0; ; from += SEGMENT_PAGES) {
      // Read anew each time: the shard may be running, and then both grow.
      const memory = this.#instance.memory();
      this.#end = Math.max(this.#end, Math.ceil(usedBytes(memory) / PAGE_BYTES));
      if (from >= this.#end) break;
      const found = this.#tracker.collect(memory, { from, to: Math.min(from + SEGMENT_PAGES, this.#end) });
      if (count + found.pages.length > SEGMENT_PAGES) {
        yield join(gathered);
        gathered = [];
        count = 0;
      } else yield undefined;
      if (found.pages.length > 0) gathered.push(found);
      count += found.pages.length;
    }
    if (count > 0) yield join(gathered);
  }

  [Symbol.dispose](): void {
    this.#tracker[Symbol.dispose]();
  }
}

function join(sets: readonly PageSet[]): PageSet {
  if (sets.length === 1) return sets[0]!;
  const pages = new Uint32Array(sets.reduce((sum, set) => sum + set.pages.length, 0));
  let at = 0;
  for (const set of sets) {
    pages.set(set.pages, at);
    at += set.pages.length;
  }
  return { pages, data: Buffer.concat(sets.map(({ data }) => data)) };
}
