/** What a schedule has put on one hub so far: a row of busy times for each lane, and the memory they need. */
import type { HubPace } from './pace.js';

interface Busy {
  readonly startMs: number;
  readonly finishMs: number;
  readonly memoryBytes: number;
}

export interface Slot {
  readonly lane: number;
  readonly startMs: number;
  readonly finishMs: number;
}

export class HubTimeline {
  readonly pace: HubPace;
  readonly #lanes: Busy[][];
  /** All that is in the lanes, in the order of its end. */
  readonly #byFinish: Busy[] = [];
  readonly #freeBytes: number;

  constructor(pace: HubPace) {
    this.pace = pace;
    this.#lanes = Array.from({ length: pace.lanes }, () => []);
    this.#freeBytes = pace.hub.memoryFreeBytes ?? Number.POSITIVE_INFINITY;
  }

  /** Whether the work fits into this hub's memory at all. */
  holds(memoryBytes: number): boolean {
    return memoryBytes <= this.#freeBytes;
  }

  /**
   * The slot that finishes first, from `readyMs` on: in a gap between two tasks of a lane (insertion) or behind the last one.
   * Expects `holds(memoryBytes)`.
   */
  earliest(readyMs: number, operations: number, memoryBytes: number): Slot {
    let best: Slot | undefined;
    for (let lane = 0; lane < this.#lanes.length; lane++) {
      const slot = this.#earliestOnLane(lane, readyMs, operations, memoryBytes);
      if (!best || slot.finishMs < best.finishMs) best = slot;
    }
    return best!;
  }

  reserve(slot: Slot, memoryBytes: number): void {
    const row = this.#lanes[slot.lane]!;
    const at = row.findIndex((busy) => busy.startMs >= slot.finishMs);
    const busy = { startMs: slot.startMs, finishMs: slot.finishMs, memoryBytes };
    row.splice(at < 0 ? row.length : at, 0, busy);
    const behind = this.#byFinish.findLastIndex((other) => other.finishMs <= busy.finishMs);
    this.#byFinish.splice(behind + 1, 0, busy);
  }

  #earliestOnLane(lane: number, readyMs: number, operations: number, memoryBytes: number): Slot {
    const row = this.#lanes[lane]!;
    let next = 0;
    for (const startMs of this.#startsFrom(readyMs, row)) {
      while (next < row.length && row[next]!.finishMs <= startMs) next++;
      const gapEndsMs = row[next]?.startMs ?? Number.POSITIVE_INFINITY;
      if (gapEndsMs < startMs) continue;
      const finishMs = this.pace.finishMs(startMs, operations);
      if (finishMs <= gapEndsMs && this.#peakBytes(startMs, finishMs) + memoryBytes <= this.#freeBytes) {
        return { lane, startMs, finishMs };
      }
    }
    // After the last end the lane and all memory are free, so the loop above has returned.
    throw new RangeError(`no slot for ${memoryBytes} bytes on hub ${this.pace.hub.name}`);
  }

  /** Starts worth trying: when the inputs are there, and when the end of a task frees the lane or, where it is scarce, memory. */
  *#startsFrom(readyMs: number, row: readonly Busy[]): Generator<number> {
    yield readyMs;
    for (const { finishMs } of this.#freeBytes === Number.POSITIVE_INFINITY ? row : this.#byFinish) {
      if (finishMs > readyMs) yield finishMs;
    }
  }

  /** An upper bound of the memory in use in that time: all tasks that touch it together. */
  #peakBytes(startMs: number, finishMs: number): number {
    if (this.#freeBytes === Number.POSITIVE_INFINITY) return 0;
    let sum = 0;
    for (const busy of this.#byFinish) if (overlap(busy, startMs, finishMs)) sum += busy.memoryBytes;
    return sum;
  }
}

function overlap(busy: Busy, startMs: number, finishMs: number): boolean {
  return busy.startMs < finishMs && startMs < busy.finishMs;
}
