/** Simulated time: what happens next, in a binary heap. Ties go to what was planned first. */
interface Planned {
  readonly atMs: number;
  readonly order: number;
  readonly run: () => void;
}

export class Schedule {
  readonly #heap: Planned[] = [];
  #order = 0;
  nowMs = 0;

  get length(): number {
    return this.#heap.length;
  }

  after(delayMs: number, run: () => void): void {
    const planned = { atMs: this.nowMs + delayMs, order: this.#order++, run };
    const heap = this.#heap;
    let child = heap.push(planned) - 1;
    while (child > 0) {
      const parent = (child - 1) >> 1;
      if (!isBefore(planned, heap[parent]!)) break;
      heap[child] = heap[parent]!;
      child = parent;
    }
    heap[child] = planned;
  }

  /** Lets the next thing happen; false when there is none. */
  advance(): boolean {
    const heap = this.#heap;
    const next = heap[0];
    if (!next) return false;
    const last = heap.pop()!;
    if (heap.length > 0) {
      let parent = 0;
      for (;;) {
        let child = 2 * parent + 1;
        if (child >= heap.length) break;
        if (child + 1 < heap.length && isBefore(heap[child + 1]!, heap[child]!)) child++;
        if (!isBefore(heap[child]!, last)) break;
        heap[parent] = heap[child]!;
        parent = child;
      }
      heap[parent] = last;
    }
    this.nowMs = next.atMs;
    next.run();
    return true;
  }
}

function isBefore(a: Planned, b: Planned): boolean {
  return a.atMs < b.atMs || (a.atMs === b.atMs && a.order < b.order);
}
