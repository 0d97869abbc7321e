import { describe, expect, test } from 'vitest';
import {
  NOTHING_SEEN,
  type RebalanceHub,
  type RebalanceShard,
  type RebalanceState,
  type SplitOrder,
  stepRebalance,
} from '../../../../runtime/orchestrator/rebalance.js';

const hub = (name: string, shards: number, cpu = 0.2): RebalanceHub => ({ name, shards, cpu });
const shard = (
  id: string,
  on: string,
  progress: number,
  ageMs: number,
  fields: Partial<RebalanceShard> = {},
): RebalanceShard => ({
  id,
  hub: on,
  isSplittable: true,
  progress,
  ageMs,
  iterations: 1000,
  ...fields,
});

/** Steps every 250 ms for a while; the orders with their times. */
function watch(hubs: readonly RebalanceHub[], shards: readonly RebalanceShard[], forMs: number) {
  let state: RebalanceState = NOTHING_SEEN;
  const orders: (SplitOrder & { readonly atMs: number })[] = [];
  for (let nowMs = 0; nowMs <= forMs; nowMs += 250) {
    const step = stepRebalance(state, hubs, shards, nowMs);
    state = step.state;
    orders.push(...step.orders.map((order) => ({ ...order, atMs: nowMs })));
  }
  return orders;
}

describe('work stealing', () => {
  test('gives an idle hub the rest of the shard that is farthest behind', () => {
    const shards = [shard('near', 'a', 0.9, 9000), shard('far', 'b', 0.1, 9000)];
    expect(watch([hub('a', 1), hub('b', 1), hub('c', 0)], shards, 1000)).toEqual([
      { kind: 'split', shard: 'far', to: 'c', atMs: 500 },
    ]);
  });

  test('leaves short gaps between blocks alone', () => {
    let state = NOTHING_SEEN;
    const shards = [shard('far', 'b', 0.1, 9000)];
    for (const [nowMs, count] of [
      [0, 0],
      [250, 1],
      [500, 0],
      [750, 0],
    ] as const) {
      const step = stepRebalance(state, [hub('a', count), hub('b', 1)], shards, nowMs);
      expect(step.orders).toEqual([]);
      state = step.state;
    }
  });

  test.each([
    ['has almost ended', shard('s', 'a', 0.95, 10_000)],
    ['has not said how far it is', shard('s', 'a', 0, 10_000)],
    ['can not be split', shard('s', 'a', 0.1, 10_000, { isSplittable: false })],
    ['is one iteration', shard('s', 'a', 0.1, 10_000, { iterations: 1 })],
  ])('does not split a shard that %s', (_, candidate) => {
    expect(watch([hub('a', 1), hub('b', 0)], [candidate], 2000)).toEqual([]);
  });

  test('does not count a hub as idle whose machine is busy', () => {
    expect(watch([hub('a', 1, 0.99), hub('b', 0, 0.99)], [shard('s', 'a', 0.1, 10_000)], 2000)).toEqual([]);
  });

  test('lets a shard rest after a split, until new figures of its progress have come', () => {
    const orders = watch([hub('a', 1), hub('b', 0)], [shard('s', 'a', 0.1, 10_000)], 4000);
    expect(orders.map(({ atMs }) => atMs)).toEqual([500, 3000]);
  });

  test('gives several idle hubs different shards', () => {
    const shards = [shard('s1', 'a', 0.1, 10_000), shard('s2', 'b', 0.2, 10_000)];
    const orders = watch([hub('a', 1), hub('b', 1), hub('c', 0), hub('d', 0)], shards, 500);
    expect(orders.map(({ shard: id, to }) => [id, to])).toEqual([
      ['s1', 'c'],
      ['s2', 'd'],
    ]);
  });
});
