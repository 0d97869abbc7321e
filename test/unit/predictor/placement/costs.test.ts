import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../../../predictor/forecast/random.js';
import { CostModel } from '../../../../predictor/index.js';
import { DEFAULT_OPERATIONS, DEFAULT_SPEED } from '../../../../predictor/placement/costs.js';

describe('CostModel', () => {
  it('begins with what is declared, or a default', () => {
    const costs = new CostModel();
    expect(costs.speed('a')).toBe(DEFAULT_SPEED);
    expect(costs.operations({ block: 'b' })).toBe(DEFAULT_OPERATIONS);
    expect(costs.operations({ block: 'b', declared: 7, iterations: 10 })).toBe(70);
    expect(costs.operations({ block: 'b', declared: Number.NaN, iterations: -1 })).toBe(DEFAULT_OPERATIONS);
  });

  it('learns how long a block of unknown cost takes from its first shard', () => {
    const costs = new CostModel();
    for (let i = 0; i < 3; i++) costs.learn({ block: 'b', hub: 'a', iterations: 100, busyMs: 50 });
    const predictedMs = costs.operations({ block: 'b', iterations: 200 }) / costs.speed('a');
    expect(predictedMs / 100).toBeGreaterThan(0.8);
    expect(predictedMs / 100).toBeLessThan(1.25);
  });

  it('tells slow hubs from costly blocks', () => {
    const costs = new CostModel();
    const random = seededRandom(3);
    const speeds: Record<string, number> = { fast: 4, slow: 1 };
    const blocks: Record<string, number> = { cheap: 10, dear: 80 };
    for (let i = 0; i < 300; i++) {
      const hub = random() < 0.5 ? 'fast' : 'slow';
      const block = random() < 0.5 ? 'cheap' : 'dear';
      costs.learn({ block, hub, iterations: 10, busyMs: ((10 * blocks[block]!) / speeds[hub]!) * (0.9 + 0.2 * random()) });
    }
    expect(costs.speed('fast') / costs.speed('slow')).toBeCloseTo(4, 0);
    expect(costs.operations({ block: 'dear' }) / costs.operations({ block: 'cheap' })).toBeCloseTo(8, -1);
    const predictedMs = costs.operations({ block: 'dear', iterations: 10 }) / costs.speed('slow');
    expect(predictedMs / 800).toBeGreaterThan(0.8);
    expect(predictedMs / 800).toBeLessThan(1.25);
  });

  it('ignores what is no measurement', () => {
    const costs = new CostModel();
    for (const busyMs of [Number.NaN, -1, 0, Number.POSITIVE_INFINITY, 0.001]) costs.learn({ block: 'b', hub: 'a', busyMs });
    expect([costs.operations({ block: 'b' }), costs.speed('a')]).toEqual([DEFAULT_OPERATIONS, DEFAULT_SPEED]);
  });
});
