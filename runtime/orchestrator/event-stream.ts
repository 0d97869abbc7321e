/** Events for one reader that may be slower than what happens. */
export class EventStream<T> implements AsyncIterable<T> {
  readonly #events: T[] = [];
  #ended = false;
  #wake: (() => void) | undefined;

  push(event: T): void {
    if (this.#ended) return;
    this.#events.push(event);
    this.#wake?.();
  }

  /** No event comes after those that are there. */
  end(): void {
    this.#ended = true;
    this.#wake?.();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<T, void, undefined> {
    for (;;) {
      const event = this.#events.shift();
      if (event !== undefined) yield event;
      else if (this.#ended) return;
      else {
        await new Promise<void>((resolve) => {
          this.#wake = resolve;
        });
        this.#wake = undefined;
      }
    }
  }
}
