/** A hub's part of the membership: joins the cluster, then says regularly that it lives, how loaded it is, and what it runs. */
import { setTimeout as delay } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { Forecaster } from '../../predictor/index.js';
import { HEARTBEAT_MS } from '../coordination/index.js';
import type { HubInfo } from '../transport/gen/shoal/v1/shoal_pb.js';
import type { Connections } from '../transport/index.js';
import type { Neighbours } from './neighbours.js';
import { askUntilReached } from './patience.js';
import { busyShare, type ProcessorTimes, readProcessorTimes } from './processor-load.js';
import type { ShardTable } from './shard-table.js';

/** Round trips change slowly. */
const BEATS_PER_PING = 3;
const ANSWER_DEADLINE_MS = 3000;

export interface HeartbeatContext {
  readonly info: () => HubInfo;
  readonly connections: Connections;
  readonly neighbours: Neighbours;
  readonly shards: ShardTable;
  readonly forecaster: Forecaster;
  readonly log: Logger;
}

export class Heartbeat {
  readonly #context: HeartbeatContext;
  readonly #coordinator: string;
  #times: ProcessorTimes | undefined;
  #beats = 0;
  #isJoining = false;
  #ended: Promise<void> = Promise.resolve();

  /** `coordinator` is its address. */
  constructor(context: HeartbeatContext, coordinator: string) {
    this.#context = context;
    this.#coordinator = coordinator;
  }

  /** Joins the cluster. Throws SHOAL4001 when the coordinator can't be reached, or what it refuses with. */
  async join(signal: AbortSignal): Promise<void> {
    const { connections, neighbours, info } = this.#context;
    const { hubs } = await askUntilReached(
      () => connections.coordinator(this.#coordinator).join({ info: info() }, { signal, deadlineMs: ANSWER_DEADLINE_MS }),
      signal,
    );
    neighbours.update(hubs);
  }

  /** Beats until the signal; `ended` resolves then. */
  start(signal: AbortSignal): void {
    this.#ended = this.#run(signal).catch((error: unknown) => {
      if (!signal.aborted) this.#context.log.error({ error }, 'the heartbeat stopped');
    });
  }

  get ended(): Promise<void> {
    return this.#ended;
  }

  async #run(signal: AbortSignal): Promise<void> {
    this.#times = await readProcessorTimes();
    while (!signal.aborted) {
      await delay(HEARTBEAT_MS, undefined, { signal });
      // Not waited for: an answer that is late must not keep the next beat back.
      void this.beat(signal);
      if (this.#beats++ % BEATS_PER_PING === 0) void this.#context.neighbours.measure(signal);
    }
  }

  /** One measurement and one message. A coordinator that does not answer is asked again with the next beat. */
  async beat(signal: AbortSignal): Promise<void> {
    const { connections, neighbours, forecaster, log, info } = this.#context;
    const metrics = await this.#measure();
    forecaster.observe({ ...metrics, memoryUsedBytes: Number(metrics.memoryUsedBytes) });
    try {
      const { hubs, known } = await connections
        .coordinator(this.#coordinator)
        .heartbeat(
          { hub: info().name, metrics, shards: this.#reports(), forecast: plainForecast(forecaster) },
          { signal, deadlineMs: ANSWER_DEADLINE_MS },
        );
      neighbours.update(hubs);
      if (!known) await this.#joinAgain(signal);
    } catch (error) {
      if (!signal.aborted)
        log.warn({ coordinator: this.#coordinator, reason: (error as Error).message }, 'the coordinator does not answer');
    }
  }

  async #joinAgain(signal: AbortSignal): Promise<void> {
    if (this.#isJoining) return;
    this.#isJoining = true;
    try {
      await this.join(signal);
    } finally {
      this.#isJoining = false;
    }
  }

  async #measure() {
    const now = await readProcessorTimes();
    const cpu = this.#times ? busyShare(this.#times, now) : 0;
    this.#times = now;
    return {
      timeMs: Date.now(),
      cpu,
      memoryUsedBytes: BigInt(process.memoryUsage.rss()),
      queueLength: this.#context.shards.size,
      rttMs: this.#context.neighbours.rttMs,
    };
  }

  #reports() {
    return Array.from(this.#context.shards.held(), (host) => {
      const { run, shard } = host.description;
      const { state, progress, range } = host.report();
      return {
        key: { run, shard, epoch: host.state.epoch },
        state,
        progress,
        ...(range ? { range: { lo: BigInt(range.lo), hi: BigInt(range.hi) } } : {}),
      };
    });
  }
}

function plainForecast(forecaster: Forecaster) {
  const { model, stepMs, p10, p50, p90 } = forecaster.latest();
  return { model, stepMs, p10: [...p10], p50: [...p50], p90: [...p90] };
}
