import { fc, test as property } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { HubPace, MINIMUM_SHARE } from '../../../../predictor/placement/pace.js';
import { anyHubs, changing, hub, steady } from './cluster.js';

describe('HubPace', () => {
  it.each([
    ['an idle core', hub('a'), 1, 1000],
    ['a core of which 60 % are taken: a fair part', hub('a', { forecast: steady(0.6) }), 1, 625],
    ['as much for shards of ours', hub('a', { queueLength: 1, forecast: steady(1) }), 1, 500],
    ['a core with a hundred shards: a small share is left', hub('a', { queueLength: 100 }), 1, 1000 * MINIMUM_SHARE],
    ['two cores, a quarter of one taken', hub('a', { cores: 2, forecast: steady(0.125) }), 2, 875],
    ['two idle cores', hub('a', { cores: 2 }), 2, 1000],
    ['two cores, one of them taken: one whole lane', hub('a', { cores: 2, forecast: steady(0.5) }), 1, 1000],
    ['two cores, one of them taken by a shard of ours', hub('a', { cores: 2, forecast: steady(0.5), queueLength: 1 }), 1, 1000],
    ['a shard of ours that the forecast does not know yet', hub('a', { cores: 2, forecast: steady(0), queueLength: 1 }), 1, 1000],
    ['as many shards of ours as cores: a fair part', hub('a', { cores: 2, forecast: steady(1), queueLength: 2 }), 1, 2000 / 3],
    ['a core with two shards of ours', hub('a', { queueLength: 2 }), 1, 1000 / 3],
    ['eight cores, a quarter taken by others', hub('a', { cores: 8, forecast: steady(0.25) }), 6, 1000],
    ['an empty forecast', hub('a', { forecast: changing([]) }), 1, 1000],
  ])('%s', (_, given, lanes, speed) => {
    const pace = new HubPace(given);
    expect(pace.lanes).toBe(lanes);
    expect(pace.speed(0)).toBeCloseTo(speed, 6);
    expect(pace.meanSpeed()).toBeCloseTo(speed, 6);
    expect(pace.finishMs(100, speed * 50)).toBeCloseTo(150, 6);
  });

  it('goes slower while the load is predicted to be high', () => {
    const pace = new HubPace(hub('a', { forecast: changing([1, 0, 1, 0]) }));
    // Half speed for a second, full speed for the next, and so on.
    expect(pace.finishMs(0, 500_000)).toBeCloseTo(1000);
    expect(pace.finishMs(0, 1_000_000)).toBeCloseTo(1500);
    expect(pace.finishMs(0, 1_500_000)).toBeCloseTo(2000);
    expect(pace.finishMs(1500, 1_000_000)).toBeCloseTo(3000);
    // Behind the forecast its mean load, 0.5, goes on.
    expect(pace.finishMs(4000, 1_000_000)).toBeCloseTo(5500);
    expect(pace.meanLoad(0, 1500)).toBeCloseTo(2 / 3);
    expect(pace.meanLoad(3000, 5000)).toBeCloseTo(0.25);
    expect(pace.meanLoad(1500, 1500)).toBe(0);
  });

  it('does not count the load of the work itself against it', () => {
    const busy = hub('a', { forecast: steady(1), queueLength: 1 });
    expect(new HubPace(busy, 'newcomer').speed(0)).toBeCloseTo(500);
    expect(new HubPace(busy, 'member').speed(0)).toBeCloseTo(1000);
    expect(new HubPace({ ...busy, queueLength: 2 }, 'member').speed(0)).toBeCloseTo(500);
  });

  it('plans with a load between the median and the 90 % quantile', () => {
    const forecast = { ...steady(0.2), p90: new Array<number>(12).fill(0.6) };
    expect(new HubPace(hub('a', { forecast })).load(0)).toBeCloseTo(0.4);
  });

  it('survives a forecast of nonsense', () => {
    const pace = new HubPace(hub('a', { forecast: { model: 'lstm', stepMs: 0, p10: [], p50: [Number.NaN, 7], p90: [-1] } }));
    expect([pace.load(0), pace.load(1000)]).toEqual([0, 1]);
    expect(Number.isFinite(pace.finishMs(0, 1e6))).toBe(true);
  });

  property.prop([anyHubs, fc.double({ min: 0, max: 5000, noNaN: true }), fc.double({ min: 0, max: 1e6, noNaN: true })])(
    'does until the finish what it was given, and later starts finish later',
    ([given], startMs, operations) => {
      const pace = new HubPace(given!);
      const finishMs = pace.finishMs(startMs, operations);
      expect(finishMs).toBeGreaterThanOrEqual(startMs);
      const done = pace.operationsUntil(finishMs) - pace.operationsUntil(startMs);
      expect(Math.abs(done - operations)).toBeLessThanOrEqual(1e-6 * (1 + pace.operationsUntil(finishMs)));
      expect(pace.finishMs(startMs + 10, operations)).toBeGreaterThanOrEqual(finishMs - 1e-6 * finishMs);
    },
  );
});
