/** The hub's end of a shard's thread. */
import { Worker } from 'node:worker_threads';
import { ShoalError } from '../../errors.js';
import type { ThreadReply, ThreadRequest } from './messages.js';

/**
 * MiB of stack: four times what Node's main thread has, so that a recursion that Node can do never comes near the end of it, where
 * there is no room for the call that pauses. Frames of deeper ones may not fit into Asyncify's part of the memory.
 */
const STACK_MIB = 4;

export class ShardThread {
  readonly #worker: Worker;
  #pending: { resolve(reply: ThreadReply): void; reject(error: Error): void } | undefined;
  #ended: ShoalError | undefined;

  constructor() {
    this.#worker = new Worker(new URL('./shard-worker.js', import.meta.url), {
      name: 'shoal-shard',
      resourceLimits: { stackSizeMb: STACK_MIB },
    });
    this.#worker.on('message', (reply: ThreadReply) => this.#settle()?.resolve(reply));
    this.#worker.on('error', (cause) => {
      this.#end(new ShoalError('SHOAL2005', `the shard's thread broke down: ${cause.message}`, { cause }));
    });
    this.#worker.on('exit', () => this.#end(new ShoalError('SHOAL2006', 'the shard was cancelled')));
    // A thread that nobody waits for does not keep the process alive.
    this.#worker.unref();
  }

  /** Whether the thread waits for a request. */
  get isIdle(): boolean {
    return !this.#pending && !this.#ended;
  }

  /** Rejects with SHOAL2006 when the thread is ended before it answers. */
  request(request: ThreadRequest): Promise<ThreadReply> {
    if (this.#ended) return Promise.reject(this.#ended);
    if (this.#pending) return Promise.reject(new ShoalError('SHOAL9001', `"${request.kind}" while the thread is busy`));
    return new Promise((resolve, reject) => {
      this.#pending = { resolve, reject };
      this.#worker.ref();
      this.#worker.postMessage(request);
    });
  }

  /** Ends the thread, whatever it does. */
  async terminate(): Promise<void> {
    await this.#worker.terminate();
  }

  #settle(): { resolve(reply: ThreadReply): void; reject(error: Error): void } | undefined {
    const pending = this.#pending;
    this.#pending = undefined;
    this.#worker.unref();
    return pending;
  }

  #end(error: ShoalError): void {
    this.#ended ??= error;
    this.#settle()?.reject(this.#ended);
  }
}
