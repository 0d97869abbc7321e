import { fc, test as property } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { chooseHub, chooseTarget, schedule } from '../../../../predictor/index.js';
import { anyHubs, anyLinks, hub, steady } from './cluster.js';

describe('chooseHub', () => {
  it('takes the hub with the least load, and the first of equals', () => {
    const hubs = [hub('a', { forecast: steady(0.8) }), hub('b', { forecast: steady(0.1) }), hub('c', { forecast: steady(0.1) })];
    expect(chooseHub({ operations: 1000, hubs })).toMatchObject({ hub: 'b', startMs: 0 });
    expect(chooseHub({ operations: 0, hubs }).hub).toBe('b');
  });

  it('prefers, of hubs that finish at the same time, the one with less load', () => {
    const hubs = [hub('a', { cores: 4, forecast: steady(0.5) }), hub('b', { cores: 4, forecast: steady(0.25) })];
    expect(chooseHub({ operations: 1000, hubs }).hub).toBe('b');
  });

  it('prefers, of equally loaded hubs, the one with fewer shards: its load is about to end', () => {
    const hubs = [hub('a', { queueLength: 1, forecast: steady(0.9) }), hub('b', { forecast: steady(1) })];
    expect(chooseHub({ operations: 1000, hubs }).hub).toBe('b');
  });

  it('passes over the lost hub, and over those without room', () => {
    const hubs = [hub('lost'), hub('full', { memoryFreeBytes: 10 }), hub('slow', { speed: 10 })];
    const choice = chooseHub({ operations: 1000, hubs, memoryBytes: 100, exclude: ['lost'] });
    expect(choice.hub).toBe('slow');
    expect(choice.explanation.reason).toBe('slow is the only hub that can take it');
    expect(choice.explanation.candidates.map(({ refused }) => refused)).toEqual([
      'excluded',
      'needs 100 bytes, 10 are free',
      undefined,
    ]);
  });

  it.each([
    ['there are none', [], [], 'no-hub'],
    ['all are excluded', [hub('a')], ['a'], 'no-hub'],
    ['none has room', [hub('a', { memoryFreeBytes: 10 }), hub('b')], ['b'], 'memory'],
  ])('says so when %s', (_, hubs, exclude, reason) => {
    expect(() => chooseHub({ operations: 1, hubs, exclude, memoryBytes: 100 })).toThrow(expect.objectContaining({ reason }));
  });

  property.prop([anyHubs, anyLinks, fc.nat({ max: 1e6 }), fc.nat({ max: 1e6 })])(
    'agrees with HEFT on one task',
    (hubs, links, operations, bytes) => {
      const resident = [{ hub: 'h0', bytes }];
      const { assignments } = schedule({ tasks: [{ id: 't', operations, resident }], hubs, links });
      expect(chooseHub({ operations, hubs, links, resident })).toMatchObject({
        hub: assignments[0]!.hub,
        finishMs: assignments[0]!.finishMs,
      });
    },
  );
});

describe('chooseTarget', () => {
  const shard = { from: 'a', remainingOperations: 1_000_000, stateBytes: 64e6 };

  it('takes the hub where the rest finishes first, and tells the gain', () => {
    const hubs = [hub('a', { queueLength: 2, forecast: steady(1) }), hub('b'), hub('c', { speed: 500 })];
    const target = chooseTarget({ ...shard, hubs });
    // While 640.5 ms of transfer go on, 320,250 operations are done at a; b does the rest at full speed. Staying takes 2,000 ms.
    expect(target.hub).toBe('b');
    expect(target.finishMs).toBeCloseTo(640.5 + 679.75);
    expect(target.gainMs).toBeCloseTo(2000 - 1320.25);
  });

  it('does not count the shard itself as company at its old hub', () => {
    const hubs = [hub('a', { queueLength: 1, forecast: steady(1) }), hub('b')];
    expect(chooseTarget({ ...shard, hubs }).gainMs).toBe(0);
  });

  it('tells when moving costs time', () => {
    const target = chooseTarget({ ...shard, hubs: [hub('a'), hub('b', { speed: 10 })] });
    expect(target.hub).toBe('b');
    expect(target.gainMs).toBeLessThan(0);
  });

  it('works for a hub that is no longer listed', () => {
    expect(chooseTarget({ ...shard, hubs: [hub('b'), hub('c', { speed: 2000 })] })).toMatchObject({ hub: 'c', gainMs: 0 });
  });

  it('says so when there is nowhere to go', () => {
    expect(() => chooseTarget({ ...shard, hubs: [hub('a')] })).toThrow(expect.objectContaining({ reason: 'no-hub' }));
    expect(() => chooseTarget({ ...shard, hubs: [hub('a'), hub('b', { memoryFreeBytes: 1e6 })] })).toThrow(
      expect.objectContaining({ reason: 'memory' }),
    );
    expect(() => chooseTarget({ ...shard, stateBytes: Number.NaN, hubs: [hub('b')] })).toThrow(
      expect.objectContaining({ reason: 'bad-input' }),
    );
  });

  property.prop([anyHubs, fc.nat({ max: 1e6 }), fc.nat({ max: 1e8 })])(
    'never chooses the hub it comes from',
    (hubs, remainingOperations, stateBytes) => {
      fc.pre(hubs.length > 1);
      expect(chooseTarget({ from: 'h0', remainingOperations, stateBytes, hubs }).hub).not.toBe('h0');
    },
  );
});
