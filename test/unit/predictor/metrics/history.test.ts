import { fc, test as property } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { LONGEST_GAP_STEPS, type PushOutcome, SampleHistory } from '../../../../predictor/metrics/history.js';
import type { Sample } from '../../../../predictor/metrics/sample.js';

const START_MS = 1_700_000_000_000;

function sample(offsetMs: number, cpu: number, rest: Partial<Sample> = {}): Sample {
  return { timeMs: START_MS + offsetMs, cpu, memoryUsedBytes: 1e6, queueLength: 1, rttMs: { b: 0.3 }, ...rest };
}

const cases: readonly {
  name: string;
  pushed: readonly [offsetMs: number, cpu: number, outcome: PushOutcome][];
  cpu: number[];
}[] = [
  { name: 'nothing', pushed: [], cpu: [] },
  {
    name: 'a sample each second',
    pushed: [
      [0, 0.1, 'appended'],
      [1000, 0.2, 'appended'],
      [2000, 0.3, 'appended'],
    ],
    cpu: [0.1, 0.2, 0.3],
  },
  {
    name: 'a timer that is early or late by less than half a step',
    pushed: [
      [0, 0.1, 'appended'],
      [1400, 0.2, 'appended'],
      [1700, 0.3, 'appended'],
      [3300, 0.4, 'appended'],
    ],
    cpu: [0.1, 0.2, 0.3, 0.4],
  },
  {
    name: 'a gap, made up by a straight line',
    pushed: [
      [0, 0, 'appended'],
      [4000, 0.8, 'appended'],
    ],
    cpu: [0, 0.2, 0.4, 0.6, 0.8],
  },
  {
    name: 'the same sample twice',
    pushed: [
      [0, 0.1, 'appended'],
      [1000, 0.2, 'appended'],
      [1000, 0.2, 'ignored'],
      [1000, 0.9, 'ignored'],
    ],
    cpu: [0.1, 0.2],
  },
  {
    name: 'two samples in one step: the later one counts',
    pushed: [
      [0, 0.1, 'appended'],
      [1000, 0.2, 'appended'],
      [1200, 0.3, 'replaced'],
    ],
    cpu: [0.1, 0.3],
  },
  {
    name: 'a late sample for a step that was made up',
    pushed: [
      [0, 0, 'appended'],
      [2000, 0.4, 'appended'],
      [1000, 0.9, 'replaced'],
      [1000, 0.1, 'ignored'],
    ],
    cpu: [0, 0.9, 0.4],
  },
  {
    name: 'a late sample for a step that has one',
    pushed: [
      [0, 0.1, 'appended'],
      [1000, 0.2, 'appended'],
      [2000, 0.3, 'appended'],
      [1000, 0.9, 'ignored'],
    ],
    cpu: [0.1, 0.2, 0.3],
  },
  {
    name: 'a late sample from before the first one',
    pushed: [
      [0, 0.1, 'appended'],
      [-5000, 0.9, 'ignored'],
    ],
    cpu: [0.1],
  },
  {
    name: 'a clock that jumps an hour ahead, and goes on there',
    pushed: [
      [0, 0.1, 'appended'],
      [3_600_000, 0.2, 'jumped'],
      [3_601_000, 0.3, 'appended'],
    ],
    cpu: [0.1, 0.2, 0.3],
  },
  {
    name: 'a clock that jumps back to 1970, and goes on there',
    pushed: [
      [0, 0.1, 'appended'],
      [-START_MS, 0.2, 'jumped'],
      [-START_MS + 1000, 0.3, 'appended'],
    ],
    cpu: [0.1, 0.2, 0.3],
  },
  {
    name: 'the longest gap that is made up, and one longer',
    pushed: [
      [0, 0.5, 'appended'],
      [LONGEST_GAP_STEPS * 1000, 0.5, 'appended'],
      [(2 * LONGEST_GAP_STEPS + 1) * 1000, 0.7, 'jumped'],
    ],
    cpu: [...new Array<number>(LONGEST_GAP_STEPS + 1).fill(0.5), 0.7],
  },
  {
    name: 'values that are no numbers or out of range',
    pushed: [
      [Number.NaN, 0.5, 'ignored'],
      [0, Number.NaN, 'ignored'],
      [0, Number.POSITIVE_INFINITY, 'ignored'],
      [0, 7, 'appended'],
      [1000, -0.3, 'appended'],
    ],
    cpu: [1, 0],
  },
];

describe('SampleHistory', () => {
  it.each(cases)('takes $name', ({ pushed, cpu }) => {
    const history = new SampleHistory(1000, 100);
    expect(pushed.map(([offsetMs, load]) => history.push(sample(offsetMs, load)))).toEqual(
      pushed.map(([, , outcome]) => outcome),
    );
    const held = history.recent().map((step) => step.cpu);
    expect(held).toHaveLength(cpu.length);
    held.forEach((value, i) => {
      expect(value).toBeCloseTo(cpu[i]!, 12);
    });
  });

  it('keeps the last steps only, and counts all', () => {
    const history = new SampleHistory(1000, 3);
    for (let i = 0; i < 10; i++) history.push(sample(i * 1000, i / 10));
    expect(history.recent().map(({ cpu }) => cpu)).toEqual([0.7, 0.8, 0.9]);
    expect(history.recent(2).map(({ cpu }) => cpu)).toEqual([0.8, 0.9]);
    expect(history.recent(-1)).toEqual([]);
    expect([history.length, history.count]).toEqual([3, 10]);
  });

  it('cleans memory, queue length and round-trip times', () => {
    const history = new SampleHistory(1000, 3);
    history.push(sample(0, 0.5, { memoryUsedBytes: Number.NaN, queueLength: -2, rttMs: { b: 0.4, c: Number.NaN, d: -1 } }));
    expect(history.recent()[0]).toMatchObject({ memoryUsedBytes: 0, queueLength: 0, rttMs: { b: 0.4 } });
    expect(Object.keys(history.recent()[0]!.rttMs)).toEqual(['b']);
  });

  const anySample = fc.record({
    timeMs: fc.oneof(fc.double(), fc.integer({ min: START_MS, max: START_MS + 100_000 })),
    cpu: fc.double(),
    memoryUsedBytes: fc.double(),
    queueLength: fc.double(),
    rttMs: fc.dictionary(fc.string(), fc.double()),
  });

  property.prop([fc.array(anySample, { maxLength: 60 })])('holds only loads, whatever comes', (samples) => {
    const history = new SampleHistory(1000, 50);
    for (const each of samples) history.push(each);
    expect(history.recent()).toHaveLength(history.length);
    for (const { cpu, timeMs } of history.recent()) {
      expect(cpu >= 0 && cpu <= 1).toBe(true);
      expect(Number.isFinite(timeMs)).toBe(true);
    }
  });

  property.prop([fc.shuffledSubarray([1, 2, 3, 4, 5, 6, 7, 8, 9, 10], { minLength: 10 })])(
    'gives the same steps in whatever order samples of a gap come',
    (order) => {
      const history = new SampleHistory(1000, 50);
      for (const i of [0, 11, ...order]) history.push(sample(i * 1000, i / 20));
      expect(history.recent().map(({ cpu }) => cpu)).toEqual(Array.from({ length: 12 }, (_, i) => i / 20));
    },
  );
});
