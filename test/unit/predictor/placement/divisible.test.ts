import { fc, test as property } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { type ShardCountRequest, shardCount } from '../../../../predictor/index.js';
import { anyHubs, anyLinks, hub, steady } from './cluster.js';

const range = { iterations: 1000, operationsPerIteration: 1000 };

function sizes(
  request: Omit<ShardCountRequest, 'iterations' | 'operationsPerIteration'> & Partial<ShardCountRequest>,
): [string, number][] {
  return shardCount({ ...range, ...request }).slices.map((slice) => [slice.hub, slice.to - slice.from]);
}

describe('shardCount', () => {
  it('gives one shard to each core, equal on equal hubs', () => {
    expect(sizes({ hubs: [hub('a', { cores: 2 }), hub('b', { cores: 2 })] })).toEqual([
      ['a', 250],
      ['a', 250],
      ['b', 250],
      ['b', 250],
    ]);
  });

  it('gives slower and busier hubs less', () => {
    const hubs = [hub('a'), hub('slow', { speed: 500 }), hub('busy', { forecast: steady(1) })];
    expect(sizes({ hubs, overheadMs: 0 })).toEqual([
      ['a', 500],
      ['slow', 250],
      ['busy', 250],
    ]);
  });

  it('does not use a hub that could not help in time', () => {
    expect(sizes({ hubs: [hub('a'), hub('crawling', { speed: 1 })] })).toEqual([['a', 1000]]);
    const far = [{ from: 'a', to: 'b', rttMs: 5000, bytesPerMs: 1e5 }];
    expect(sizes({ hubs: [hub('a'), hub('b')], links: far, source: 'a' })).toEqual([['a', 1000]]);
  });

  it('keeps data that is heavier than the work where it is', () => {
    expect(sizes({ hubs: [hub('a'), hub('b')], source: 'a', bytesPerIteration: 1e9 })).toEqual([['a', 1000]]);
    expect(sizes({ hubs: [hub('a'), hub('b')], source: 'a', bytesPerShard: 1e9 })).toEqual([['a', 1000]]);
  });

  it('makes one shard of work that is not worth more', () => {
    expect(shardCount({ iterations: 1000, operationsPerIteration: 1, hubs: [hub('a', { cores: 8 })] }).count).toBe(1);
    expect(shardCount({ iterations: 1, operationsPerIteration: 1e9, hubs: [hub('a', { cores: 8 })] }).count).toBe(1);
    expect(shardCount({ iterations: 1000, operationsPerIteration: 0, hubs: [hub('a'), hub('b')] }).count).toBe(1);
  });

  it('makes no shard of no iterations', () => {
    expect(shardCount({ iterations: 0, operationsPerIteration: 10, hubs: [hub('a')] })).toMatchObject({
      count: 0,
      cuts: [0],
      slices: [],
      predictedMs: 0,
    });
  });

  it('keeps to the greatest number of shards', () => {
    expect(shardCount({ ...range, hubs: [hub('a', { cores: 8 })], maxShards: 3 }).count).toBe(3);
  });

  it('keeps to the memory of the hubs', () => {
    const hubs = [hub('small', { memoryFreeBytes: 10_000 }), hub('big', { memoryFreeBytes: 1e6 })];
    expect(sizes({ hubs, bytesPerIteration: 100 })).toEqual([
      ['small', 100],
      ['big', 900],
    ]);
    const tiny = [hub('a', { memoryFreeBytes: 10 })];
    expect(() => shardCount({ ...range, hubs: tiny, bytesPerIteration: 100 })).toThrow(
      expect.objectContaining({ reason: 'memory' }),
    );
  });

  it('counts the shards that hubs hold already', () => {
    const [a, b] = sizes({ hubs: [hub('a', { queueLength: 1 }), hub('b')], overheadMs: 0 });
    expect([a![1], b![1]]).toEqual([333, 667]);
  });

  it('explains itself', () => {
    const { explanation, predictedMs } = shardCount({ ...range, hubs: [hub('a'), hub('b', { speed: 1 })], source: 'a' });
    expect(predictedMs).toBe(1005);
    expect(explanation).toMatchObject({
      algorithm: 'divisible-load',
      chosen: 'a',
      reason: '1 shard on 1 hub finish 1000 iterations at 1005 ms',
    });
    expect(explanation.candidates[1]!.refused).toMatch(/would not finish the range sooner/);
  });

  it.each([
    [{ iterations: -1 }],
    [{ iterations: 1.5 }],
    [{ iterations: Number.NaN }],
    [{ operationsPerIteration: Number.POSITIVE_INFINITY }],
    [{ bytesPerIteration: -1 }],
    [{ overheadMs: Number.NaN }],
    [{ maxShards: 0 }],
  ])('refuses %o', (wrong) => {
    expect(() => shardCount({ ...range, hubs: [hub('a')], ...wrong })).toThrow(expect.objectContaining({ reason: 'bad-input' }));
  });

  property.prop([
    fc.integer({ min: 0, max: 100_000 }),
    fc.double({ min: 0, max: 1e5, noNaN: true }),
    anyHubs,
    anyLinks,
    fc.constantFrom(undefined, 'h0', 'elsewhere'),
    fc.nat({ max: 10_000 }),
    fc.integer({ min: 1, max: 10 }),
  ])(
    'cuts the whole range into shards that are not empty',
    (iterations, operationsPerIteration, hubs, links, source, bytesPerIteration, maxShards) => {
      const request = { iterations, operationsPerIteration, hubs, links, source, bytesPerIteration, maxShards };
      const answer = shardCount(request);
      expect(answer.count).toBe(answer.slices.length);
      expect(answer.count).toBeLessThanOrEqual(Math.min(iterations, maxShards));
      expect(answer.cuts).toEqual([0, ...answer.slices.map((slice) => slice.to)]);
      expect(answer.cuts.at(-1)).toBe(iterations);
      for (const [i, slice] of answer.slices.entries()) {
        expect(slice.from).toBe(answer.cuts[i]);
        expect(slice.to).toBeGreaterThan(slice.from);
      }
      expect(Number.isFinite(answer.predictedMs)).toBe(true);
      expect(shardCount(request)).toEqual(answer);
      expect(JSON.parse(JSON.stringify(answer))).toEqual(answer);
    },
  );
});
