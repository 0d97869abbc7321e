/**
 * V8 does not count shared memories when it decides whether to collect garbage (Node 20: 2 GB of dropped ones are kept while the
 * heap is small). So whoever drops them must ask for a collection, or a hub would keep the memory of every shard it ever had.
 */
import v8 from 'node:v8';
import vm from 'node:vm';

/** A full collection of this thread's heap. */
export function garbageCollector(): () => void {
  v8.setFlagsFromString('--expose-gc');
  return vm.runInNewContext('gc') as () => void;
}

/** Collects after so many bytes of memories were dropped: often enough to stay small, seldom enough to cost nothing. */
const RECLAIM_BYTES = 256 * 2 ** 20;
/** Long enough for what a dropped shard's last promises hold to be gone, too. */
const DELAY_MS = 20;

export class MemoryReclaim implements Disposable {
  #droppedBytes = 0;
  #timer: NodeJS.Timeout | undefined;
  #collect: (() => void) | undefined;

  /** Says that a memory of that size is no longer used. */
  dropped(bytes: number): void {
    this.#droppedBytes += bytes;
    if (this.#droppedBytes < RECLAIM_BYTES || this.#timer) return;
    this.#timer = setTimeout(() => this.#reclaim(), DELAY_MS);
    this.#timer.unref();
  }

  [Symbol.dispose](): void {
    clearTimeout(this.#timer);
  }

  #reclaim(): void {
    this.#timer = undefined;
    this.#droppedBytes = 0;
    this.#collect ??= garbageCollector();
    this.#collect();
  }
}
