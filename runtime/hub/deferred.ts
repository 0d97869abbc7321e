/** A promise that somebody else settles. */
export class Deferred<T> {
  readonly promise: Promise<T>;
  #resolve!: (value: T) => void;
  #reject!: (reason: unknown) => void;

  constructor() {
    this.promise = new Promise<T>((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
    // A rejection that nobody waits for (any more) is no accident.
    this.promise.catch(() => {});
  }

  resolve(value: T): void {
    this.#resolve(value);
  }

  reject(reason: unknown): void {
    this.#reject(reason);
  }
}
