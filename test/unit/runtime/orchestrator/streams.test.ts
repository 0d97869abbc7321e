import { describe, expect, test } from 'vitest';
import { EventStream } from '../../../../runtime/orchestrator/event-stream.js';
import { Random } from '../../../../runtime/orchestrator/random.js';

describe('an event stream', () => {
  test('gives all events in order and ends', async () => {
    const stream = new EventStream<number>();
    stream.push(1);
    const seen: number[] = [];
    const reading = (async () => {
      for await (const event of stream) seen.push(event);
    })();
    await Promise.resolve();
    stream.push(2);
    stream.push(3);
    await new Promise((resolve) => setImmediate(resolve));
    expect(seen).toEqual([1, 2, 3]);
    stream.push(4);
    stream.end();
    stream.push(5);
    await reading;
    expect(seen).toEqual([1, 2, 3, 4]);
  });

  test('may be left early', async () => {
    const stream = new EventStream<number>();
    stream.push(1);
    for await (const event of stream) {
      expect(event).toBe(1);
      break;
    }
  });
});

test('the same seed gives the same numbers, all of them in range', () => {
  const draw = (seed: bigint) => {
    const random = new Random(seed);
    return Array.from({ length: 1000 }, () => random.below(7));
  };
  expect(draw(1n)).toEqual(draw(1n));
  expect(draw(1n)).not.toEqual(draw(2n));
  const counts = [0, 1, 2, 3, 4, 5, 6].map((value) => draw(5n).filter((drawn) => drawn === value).length);
  expect(Math.min(...counts)).toBeGreaterThan(100);
  expect(counts.reduce((sum, count) => sum + count)).toBe(1000);
});
