import { create } from '@bufbuild/protobuf';
import { describe, expect, test } from 'vitest';
import { RunRecord } from '../../../../runtime/cli/run/record.js';
import { type RunEvent, RunEventSchema } from '../../../../runtime/transport/gen/shoal/v1/shoal_pb.js';

function shardEvent(timeMs: number, shard: string, hub: string, state: string, range?: [number, number]): RunEvent {
  const span = range && { lo: BigInt(range[0]), hi: BigInt(range[1]) };
  return create(RunEventSchema, {
    timeMs,
    event: { case: 'shard', value: { shard, block: 'b0', hub, state, ...(span ? { range: span } : {}) } },
  });
}

function moveEvent(timeMs: number, shard: string, from: string, to: string, result = 'moved'): RunEvent {
  const timings = { blackoutMs: 3, totalMs: 20, bytes: 8192n, finalBytes: 4096n, rounds: 2 };
  return create(RunEventSchema, { timeMs, event: { case: 'move', value: { shard, block: 'b0', from, to, result, timings } } });
}

function record(...events: RunEvent[]): RunRecord {
  const made = new RunRecord();
  for (const event of events) made.add(event);
  return made;
}

describe('RunRecord', () => {
  test('follows a shard from hub to hub', () => {
    const { stints, moves } = record(
      shardEvent(1, 's', '', 'pending'),
      shardEvent(2, 's', 'a', 'running'),
      shardEvent(3, 's', 'a', 'moving'),
      moveEvent(10, 's', 'a', 'b'),
      shardEvent(11, 's', 'b', 'running'),
      shardEvent(20, 's', 'b', 'done'),
    );
    expect(stints).toEqual([
      { shard: 's', block: 'b0', hub: 'a', fromMs: 2, toMs: 10, end: 'moved' },
      { shard: 's', block: 'b0', hub: 'b', fromMs: 10, toMs: 20, end: 'done' },
    ]);
    expect(moves).toEqual([
      expect.objectContaining({
        shard: 's',
        from: 'a',
        to: 'b',
        atMs: 10,
        blackoutMs: 3,
        totalMs: 20,
        bytes: 8192,
        finalBytes: 4096,
      }),
    ]);
  });

  test('believes the last event about the range, which a split cuts', () => {
    const { stints } = record(shardEvent(0, 's', 'a', 'running', [0, 100]), shardEvent(5, 's', 'a', 'done', [0, 60]));
    expect(stints).toMatchObject([{ range: { lo: 0, hi: 60 } }]);
  });

  test('counts no move that did not happen', () => {
    const { stints, moves } = record(
      shardEvent(0, 's', 'a', 'running'),
      moveEvent(4, 's', 'a', 'b', 'stayed'),
      shardEvent(9, 's', 'a', 'done'),
    );
    expect(moves).toEqual([]);
    expect(stints).toMatchObject([{ hub: 'a', fromMs: 0, toMs: 9, end: 'done' }]);
  });

  test('calls a stint lost when the shard starts anew elsewhere, or the run ends before it', () => {
    const made = record(shardEvent(0, 's', 'a', 'running'), shardEvent(7, 's', 'b', 'running'));
    made.close(9);
    expect(made.stints).toMatchObject([
      { hub: 'a', toMs: 7, end: 'lost' },
      { hub: 'b', toMs: 9, end: 'lost' },
    ]);
  });

  test('knows how far the run is', () => {
    expect(record(create(RunEventSchema, { event: { case: 'progress', value: { done: 0.25 } } })).progress).toBe(0.25);
  });
});
