import { expect, test } from 'vitest';
import { openEmbeddedStore, PlacementSchedule } from '../../../../runtime/coordination/index.js';

test('a shard goes from hub to hub under rising epochs', async () => {
  await using store = await openEmbeddedStore();
  const schedule = new PlacementSchedule(store);
  const at = (hub: string, epoch: number) => ({ run: 'r/1', shard: 'b0 é', hub, epoch });
  expect(await schedule.get('r/1', 'b0 é')).toBeUndefined();
  const first = await schedule.assign(at('hub-1', 1));
  expect(await schedule.assign(at('hub-1', 1))).toBe(first);
  await expect(schedule.assign(at('hub-2', 1))).rejects.toMatchObject({ code: 'SHOAL5004' });
  expect(await schedule.assign(at('hub-2', 5))).toBeGreaterThan(first);
  await expect(schedule.assign(at('hub-1', 4))).rejects.toMatchObject({ code: 'SHOAL5004' });
  expect(await schedule.get('r/1', 'b0 é')).toEqual(at('hub-2', 5));
});

test('of rivals with the same epoch one gets the shard', async () => {
  await using store = await openEmbeddedStore();
  const schedule = new PlacementSchedule(store);
  const results = await Promise.allSettled(
    Array.from({ length: 20 }, (_, n) => schedule.assign({ run: 'r', shard: 's', hub: `hub-${n}`, epoch: 1 })),
  );
  expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
});

test('runs are apart, and forgotten as a whole', async () => {
  await using store = await openEmbeddedStore();
  const schedule = new PlacementSchedule(store);
  for (const run of ['r', 'r1', 'r/'])
    for (const shard of ['b0', 'b1']) await schedule.assign({ run, shard, hub: 'h', epoch: 1 });
  expect((await schedule.list()).placements).toHaveLength(6);
  await schedule.removeRun('r');
  const { version, placements } = await schedule.list();
  expect(version).toBe(7);
  expect(placements.map(({ run }) => run).sort()).toEqual(['r/', 'r/', 'r1', 'r1']);
  expect((await schedule.list('r/')).placements).toHaveLength(2);
});
