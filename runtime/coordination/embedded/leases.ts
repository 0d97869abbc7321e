/** When leases end. A timer that always waits for the one that ends first. */

export class LeaseClock implements Disposable {
  readonly #leases = new Map<string, { readonly ttlMs: number; endsAtMs: number }>();
  readonly #onEnd: (lease: string) => void;
  #timer: NodeJS.Timeout | undefined;

  /** `onEnd` is called once for each lease whose time is over; it is forgotten by then. */
  constructor(onEnd: (lease: string) => void) {
    this.#onEnd = onEnd;
  }

  has(lease: string): boolean {
    return this.#leases.has(lease);
  }

  /** Times in ms. */
  start(lease: string, ttlMs: number): void {
    this.#leases.set(lease, { ttlMs, endsAtMs: performance.now() + ttlMs });
    this.#schedule();
  }

  /** False when there is no such lease. */
  renew(lease: string): boolean {
    const known = this.#leases.get(lease);
    if (!known) return false;
    known.endsAtMs = performance.now() + known.ttlMs;
    return true;
  }

  forget(lease: string): void {
    this.#leases.delete(lease);
  }

  [Symbol.dispose](): void {
    clearTimeout(this.#timer);
    this.#leases.clear();
  }

  #schedule(): void {
    clearTimeout(this.#timer);
    let firstMs = Number.POSITIVE_INFINITY;
    for (const { endsAtMs } of this.#leases.values()) firstMs = Math.min(firstMs, endsAtMs);
    if (firstMs === Number.POSITIVE_INFINITY) return;
    const waitMs = Math.min(Math.max(firstMs - performance.now(), 1), 2 ** 31 - 1);
    // A store nobody waits for must not keep its process running.
    this.#timer = setTimeout(() => this.#expire(), waitMs).unref();
  }

  #expire(): void {
    const nowMs = performance.now();
    for (const [lease, { endsAtMs }] of [...this.#leases]) {
      if (endsAtMs > nowMs) continue;
      this.#leases.delete(lease);
      this.#onEnd(lease);
    }
    this.#schedule();
  }
}
