/** What a hub asks its coordinator and tells it about shards. Every answer is waited for only so long: shards ask again. */
import type { Portion, ShardOutputs } from '../engine/index.js';
import { ShoalError } from '../errors.js';
import { ExchangeHeaderSchema, type ExchangeReply, ResultHeaderSchema } from '../transport/gen/shoal/v1/shoal_pb.js';
import { type Connections, failureOf, upload } from '../transport/index.js';
import { decodeBundle, encodeBundleParts, type ValueBundle } from '../values/index.js';
import type { HubMetricsRegistry } from './metrics.js';
import type { ShardDescription } from './shard-description.js';

/** A question that stands in the way of a shard's going on. */
const QUESTION_DEADLINE_MS = 2000;
/** A result can be large, but must not be on its way for ever. */
const RESULT_DEADLINE_MS = 120_000;
/** Other shards may be long on their way to a barrier; the question is asked again. */
const EXCHANGE_DEADLINE_MS = 30_000;

export interface ShardTimes {
  /** Wall clock of the first instruction on this hub. */
  readonly startedMs: number;
  readonly busyMs: number;
}

export class CoordinatorLink {
  readonly #hub: string;
  readonly #connections: Connections;
  readonly #metrics: HubMetricsRegistry;

  constructor(hub: string, connections: Connections, metrics: HubMetricsRegistry) {
    this.#hub = hub;
    this.#connections = connections;
    this.#metrics = metrics;
  }

  /** Asks to become the owner under the next epoch. */
  async commitMove(
    shard: ShardDescription,
    epoch: number,
    move: string,
    signal: AbortSignal,
  ): Promise<{ readonly granted: boolean; readonly epoch: number }> {
    return this.#connections
      .coordinator(shard.coordinator)
      .commitMove(
        { key: { run: shard.run, shard: shard.shard, epoch }, move, target: this.#hub },
        { signal, deadlineMs: QUESTION_DEADLINE_MS },
      );
  }

  /** Asks who owns the shard; that also takes back a move that was not committed. */
  async resolveMove(
    shard: ShardDescription,
    epoch: number,
    move: string,
    signal: AbortSignal,
  ): Promise<{ readonly self: boolean; readonly epoch: number }> {
    const reply = await this.#connections
      .coordinator(shard.coordinator)
      .resolveMove({ key: { run: shard.run, shard: shard.shard, epoch }, move }, { signal, deadlineMs: QUESTION_DEADLINE_MS });
    return { self: reply.owner === this.#hub, epoch: reply.epoch };
  }

  /** Resolves when the coordinator has taken the result or has refused it for good. */
  async reportResult(
    shard: ShardDescription,
    epoch: number,
    outputs: ShardOutputs,
    times: ShardTimes,
    signal: AbortSignal,
  ): Promise<void> {
    const parts = encodeBundleParts(outputs.values);
    const valueBytes = parts.reduce((sum, part) => sum + part.byteLength, 0);
    const call = this.#connections.coordinatorPages(shard.coordinator).reportResult({ signal, deadlineMs: RESULT_DEADLINE_MS });
    const header = {
      key: { run: shard.run, shard: shard.shard, epoch },
      hub: this.#hub,
      returned: outputs.returned,
      valueBytes: BigInt(valueBytes),
      startedMs: times.startedMs,
      busyMs: times.busyMs,
      ...(outputs.range ? { range: { lo: BigInt(outputs.range.lo), hi: BigInt(outputs.range.hi) } } : {}),
    };
    await upload(call, ResultHeaderSchema, header, ...parts);
    this.#metrics.bytes('out', valueBytes);
  }

  /**
   * What a shard of a stepped block says at a barrier. Rejects with SHOAL4001 when nothing has come within its deadline, with SHOAL5003 when the
   * shard is not wanted any more.
   */
  async exchange(
    shard: ShardDescription,
    epoch: number,
    barrier: number,
    values: ValueBundle | undefined,
    signal: AbortSignal,
  ): Promise<{ readonly barrier: number; readonly send: readonly Portion[]; readonly values: ValueBundle }> {
    const parts = values ? encodeBundleParts(values) : [];
    const valueBytes = parts.reduce((sum, part) => sum + part.byteLength, 0);
    const call = this.#connections.coordinatorPages(shard.coordinator).exchange({ signal, deadlineMs: EXCHANGE_DEADLINE_MS });
    const key = { run: shard.run, shard: shard.shard, epoch };
    try {
      await call.frames.writeHeader(ExchangeHeaderSchema, {
        key,
        barrier,
        complete: values !== undefined,
        valueBytes: BigInt(valueBytes),
      });
      await call.frames.writeBytes(...parts);
      call.frames.end();
      const answer = await readExchange(call.replies, shard);
      this.#metrics.bytes('out', valueBytes);
      return answer;
    } catch (error) {
      call.cancel();
      throw error;
    }
  }

  async reportFailure(shard: ShardDescription, epoch: number, error: ShoalError, signal: AbortSignal): Promise<void> {
    await this.#connections
      .coordinator(shard.coordinator)
      .reportFailure(
        { key: { run: shard.run, shard: shard.shard, epoch }, hub: this.#hub, failure: failureOf(error) },
        { signal },
      );
  }
}

/** The answer at a barrier: the first message says how many bytes of values follow in the others. */
async function readExchange(replies: AsyncIterable<ExchangeReply>, { shard }: ShardDescription) {
  let head: ExchangeReply | undefined;
  const chunks: Uint8Array[] = [];
  for await (const reply of replies) {
    if (head) chunks.push(reply.chunk);
    else head = reply;
  }
  const bytes = Buffer.concat(chunks);
  if (!head || BigInt(bytes.byteLength) !== head.valueBytes) {
    throw new ShoalError('SHOAL4001', `what ${shard} was to be given at its barrier was cut off`);
  }
  const send = head.send.map(({ item, from, to }) => ({ item, from: Number(from), to: Number(to) }));
  return { barrier: head.next, send, values: bytes.byteLength > 0 ? decodeBundle(bytes) : new Map() };
}
