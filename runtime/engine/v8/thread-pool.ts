/** Threads that are ready before they are needed: starting one takes some 30 ms, lending one nothing. */
import { ShoalError } from '../../errors.js';
import { ShardThread } from './shard-thread.js';

export interface ThreadPoolSize {
  /** Threads started ahead. */
  readonly warm: number;
  /** Most idle threads that are kept; more than `warm`, or a steady coming and going of shards would start and end threads. */
  readonly kept: number;
}

export class ThreadPool implements AsyncDisposable {
  readonly #size: ThreadPoolSize;
  readonly #idle: ShardThread[] = [];
  readonly #lent = new Set<ShardThread>();
  #isClosed = false;

  constructor(size: ThreadPoolSize) {
    this.#size = size;
    this.#refill();
  }

  /** Lends a thread until {@link takeBack}. Throws SHOAL2006 after the pool was disposed of. */
  lend(): ShardThread {
    if (this.#isClosed) throw new ShoalError('SHOAL2006', 'the engine was shut down');
    const thread = this.#idle.pop() ?? new ShardThread();
    this.#lent.add(thread);
    // Not now: the borrower is in a hurry, and starting a thread takes time of this one, too.
    setImmediate(() => this.#refill());
    return thread;
  }

  /** Takes a thread back: keeps it when it is idle and wanted, ends it otherwise. */
  async takeBack(thread: ShardThread): Promise<void> {
    if (!this.#lent.has(thread)) return;
    const isClean = thread.isIdle && (await forgetsItsShard(thread));
    this.#lent.delete(thread);
    if (isClean && !this.#isClosed && this.#idle.length < this.#size.kept) this.#idle.push(thread);
    else await thread.terminate();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#isClosed = true;
    const threads = [...this.#idle.splice(0), ...this.#lent];
    this.#lent.clear();
    await Promise.all(threads.map((thread) => thread.terminate()));
  }

  #refill(): void {
    while (!this.#isClosed && this.#idle.length < this.#size.warm) this.#idle.push(new ShardThread());
  }
}

async function forgetsItsShard(thread: ShardThread): Promise<boolean> {
  try {
    return (await thread.request({ kind: 'release' })).kind === 'done';
  } catch {
    return false;
  }
}
