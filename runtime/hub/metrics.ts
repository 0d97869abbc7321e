/** What a hub shows to Prometheus at /metrics. */
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

/** From a move within one machine to the worst of stop-and-copy over a slow network, in seconds. */
const BLACKOUT_BUCKETS_S = [0.001, 0.002, 0.003, 0.005, 0.0075, 0.01, 0.015, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5];

export class HubMetricsRegistry {
  readonly #registry = new Registry();
  readonly #blackout = new Histogram({
    name: 'shoal_migration_blackout_seconds',
    help: 'From the request to suspend a shard to the acknowledgement that it runs on another hub.',
    buckets: BLACKOUT_BUCKETS_S,
    registers: [this.#registry],
  });
  readonly #moves = new Counter({
    name: 'shoal_moves_total',
    help: 'Moves of shards away from this hub.',
    labelNames: ['result'],
    registers: [this.#registry],
  });
  readonly #bytes = new Counter({
    name: 'shoal_bytes_total',
    help: 'Bytes of values, modules and checkpoints.',
    labelNames: ['direction'],
    registers: [this.#registry],
  });

  /** `countShards` is asked at each scrape: how many shards are in which state. */
  constructor(countShards: () => ReadonlyMap<string, number>) {
    collectDefaultMetrics({ register: this.#registry });
    new Gauge({
      name: 'shoal_shards',
      help: 'Shards on this hub.',
      labelNames: ['state'],
      registers: [this.#registry],
      collect() {
        this.reset();
        for (const [state, count] of countShards()) this.set({ state }, count);
      },
    });
  }

  moveEnded(result: string, blackoutMs?: number): void {
    this.#moves.inc({ result });
    if (blackoutMs !== undefined) this.#blackout.observe(blackoutMs / 1000);
  }

  bytes(direction: 'in' | 'out', count: number): void {
    this.#bytes.inc({ direction }, count);
  }

  get contentType(): string {
    return this.#registry.contentType;
  }

  render(): Promise<string> {
    return this.#registry.metrics();
  }
}
