/**
 * What work costs, learned from finished shards. The time of a shard is taken to be
 *
 *     busyMs = iterations * operations per iteration * correction of the block / speed of the hub
 *
 * The first shard of a block sets its correction. Each later one moves the correction and the speed, on a logarithmic scale, by half of
 * SMOOTHING of the error each: an exponentially weighted mean for both, that tells a slow hub from a costly block as soon as either
 * is seen in other company.
 */
export interface Work {
  /** Any stable key of the block, such as the digest of its module. */
  readonly block: string;
  /** The manifest's cost: of one iteration of a range, else of the whole block. Unknown when it depends on data. */
  readonly declared?: number | undefined;
  /** 1 when left out. */
  readonly iterations?: number | undefined;
}

export interface FinishedWork extends Work {
  readonly hub: string;
  /** Time it was executing, in ms. */
  readonly busyMs: number;
}

/** Taken for an iteration or block that declares no cost, until one has finished. */
export const DEFAULT_OPERATIONS = 1000;

/** Abstract operations per ms of a core that has run nothing yet. */
export const DEFAULT_SPEED = 500_000;

/** Weight of the newest shard. */
const SMOOTHING = 0.3;

/** Shards shorter than this measure the timer and the start, not the work. */
const SHORTEST_MS = 0.05;

export class CostModel {
  readonly #corrections = new Map<string, number>();
  readonly #speeds = new Map<string, number>();

  /** Abstract operations of the work, corrected by what was learned. */
  operations(work: Work): number {
    return amount(work.iterations, 1) * amount(work.declared, DEFAULT_OPERATIONS) * (this.#corrections.get(work.block) ?? 1);
  }

  /** Abstract operations per ms of one idle core of the hub. */
  speed(hub: string): number {
    return this.#speeds.get(hub) ?? DEFAULT_SPEED;
  }

  /** Measurements that can't be (NaN, negative, of no work) are ignored. */
  learn(finished: FinishedWork): void {
    const { block, hub, busyMs } = finished;
    const predictedMs = this.operations(finished) / this.speed(hub);
    if (!Number.isFinite(busyMs) || busyMs < SHORTEST_MS || !(predictedMs > 0)) return;
    const error = Math.log(busyMs / predictedMs);
    const correction = this.#corrections.get(block);
    if (correction === undefined) {
      this.#corrections.set(block, Math.exp(error));
      return;
    }
    this.#corrections.set(block, correction * Math.exp((error * SMOOTHING) / 2));
    this.#speeds.set(hub, this.speed(hub) * Math.exp((-error * SMOOTHING) / 2));
  }
}

function amount(value: number | undefined, otherwise: number): number {
  return value !== undefined && Number.isFinite(value) && value > 0 ? value : otherwise;
}
