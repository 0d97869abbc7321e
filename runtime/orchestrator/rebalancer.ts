/** Carries what the coordinator knows into the machine of rebalance.ts, and its orders out. */
import type { Logger } from 'pino';
import type { Cluster } from './cluster.js';
import { NOTHING_SEEN, type RebalanceShard, type RebalanceState, stepRebalance } from './rebalance.js';
import type { Runs } from './runs.js';

const STEP_MS = 250;

export class Rebalancer implements Disposable {
  readonly #timer: NodeJS.Timeout;
  readonly #cluster: Cluster;
  readonly #runs: Runs;
  readonly #log: Logger;
  #state: RebalanceState = NOTHING_SEEN;

  constructor(cluster: Cluster, runs: Runs, log: Logger) {
    this.#cluster = cluster;
    this.#runs = runs;
    this.#log = log;
    this.#timer = setInterval(() => this.#step(), STEP_MS);
  }

  [Symbol.dispose](): void {
    clearInterval(this.#timer);
  }

  #step(): void {
    const nowMs = performance.now();
    const hubs = this.#cluster
      .ready()
      .map(({ info, metrics }) => ({ name: info.name, shards: this.#runs.countOn(info.name), cpu: metrics?.cpu ?? 0 }));
    const { state, orders } = stepRebalance(this.#state, hubs, this.#shards(nowMs), nowMs);
    this.#state = state;
    for (const { shard, to } of orders) void this.#split(shard, to);
  }

  #shards(nowMs: number): RebalanceShard[] {
    return Array.from(this.#runs.shards(), ({ id, state, block, range, progress, ownedSinceMs, moves }) => ({
      id,
      hub: state.owner ?? '',
      // The age counts from the last move, the progress from the start: no pace can be told from both.
      isSplittable: state.kind === 'running' && !state.move && moves === 0 && block.parallel && range !== undefined,
      progress,
      ageMs: nowMs - ownedSinceMs,
      iterations: range ? range.hi - range.lo : 0,
    }));
  }

  async #split(id: string, to: string): Promise<void> {
    try {
      const { run, shard } = this.#runs.requireShard(id);
      const { kept, given } = await run.split(shard, to);
      this.#log.info({ shard: id, to, kept, given }, 'an idle hub took the rest of a shard');
    } catch (error) {
      this.#log.debug({ shard: id, to, reason: (error as Error).message }, 'a shard could not be split');
    }
  }
}
