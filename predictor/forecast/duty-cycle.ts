/** Keeps the long-run share of time spent working at or below a limit: after work it tells how long to rest. No clock inside. */
export class DutyCycle {
  readonly #share: number;
  #restUntilMs = 0;

  /** `share` of the time, above 0 and at most 1. */
  constructor(share: number) {
    this.#share = share;
  }

  /** Work of `busyMs` has just ended. Work done during a rest adds to it. */
  charge(nowMs: number, busyMs: number): void {
    const restMs = busyMs * (1 / this.#share - 1);
    this.#restUntilMs = Math.max(nowMs, this.#restUntilMs + busyMs) + restMs;
  }

  /** 0: work may begin. */
  restMs(nowMs: number): number {
    return Math.max(0, this.#restUntilMs - nowMs);
  }
}
