/** Hubs that leave and hubs that come back, as processes and by their HTTP endpoint. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { eventually, expectSameBits, isAlive, openCluster, runningShard, type TestCluster } from './cluster.js';
import { orbit, orbitBundle, sweep, sweepBundle } from './hand-made.js';

let hubs: TestCluster;
beforeEach(async () => {
  hubs = await openCluster(3);
});
afterEach(() => hubs[Symbol.asyncDispose]());

const get = async (admin: string, path: string) => {
  const response = await fetch(`http://${admin}${path}`);
  return { status: response.status, text: await response.text() };
};

test('a hub that is told to end moves its shards away first', async () => {
  const state = Float64Array.from({ length: 100_000 }, (_, index) => index);
  const run = hubs.client.run({ bundle: sweepBundle(), values: [state, 2_000_000, 200, 2000] });
  run.catch(() => {});
  const shard = await runningShard(hubs.client);
  const leaving = hubs.cluster.hubs[1]!;
  if (shard.hub !== leaving.name) await hubs.client.migrate(shard.key!.shard, leaving.name);
  process.kill(leaving.pid, 'SIGTERM');
  await eventually('the hub has ended', () => (isAlive(leaving.pid) ? undefined : true));
  const [now] = await hubs.client.shards({ all: true });
  expect(now!.hub).not.toBe(leaving.name);
  expect(now!.key!.epoch).toBeGreaterThan(shard.key!.epoch);
  expect((await hubs.client.hubs()).hubs.map(({ info }) => info!.name)).not.toContain(leaving.name);
  expectSameBits(await run, sweep(state, 2_000_000, 200, 2000));
});

test('a hub that is told to end in the middle of a spread loop loses nothing', async () => {
  const run = hubs.client.run({ bundle: orbitBundle(), values: [2000, 20_000] });
  run.catch(() => {});
  await runningShard(hubs.client);
  process.kill(hubs.cluster.hubs[2]!.pid, 'SIGTERM');
  expectSameBits(await run, orbit(2000, 20_000));
  await eventually('the hub has ended', () => (isAlive(hubs.cluster.hubs[2]!.pid) ? undefined : true));
});

test('the coordinator ends when its runs are over, and takes no more', async () => {
  const run = hubs.client.run({ bundle: sweepBundle(), values: [new Float64Array(1000), 500_000, 200, 1000] });
  run.catch(() => {});
  await runningShard(hubs.client);
  const [coordinator] = hubs.cluster.hubs;
  process.kill(coordinator!.pid, 'SIGTERM');
  await eventually('it says that it is leaving', async () => {
    const { status } = await get(coordinator!.admin, '/readyz').catch(() => ({ status: 503 }));
    return status === 503 ? true : undefined;
  });
  expectSameBits(await run, sweep(new Float64Array(1000), 500_000, 200, 1000));
  await eventually('the coordinator has ended', () => (isAlive(coordinator!.pid) ? undefined : true));
});

test('a hub tells how it is', async () => {
  const [first] = hubs.cluster.hubs;
  expect(await get(first!.admin, '/livez')).toMatchObject({ status: 200 });
  expect(await get(first!.admin, '/readyz')).toMatchObject({ status: 200, text: 'ready\n' });
  expect(await get(first!.admin, '/nothing')).toMatchObject({ status: 404 });
  const { text } = await get(first!.admin, '/metrics');
  for (const name of [
    'shoal_migration_blackout_seconds_bucket',
    'shoal_bytes_total',
    'shoal_shards',
    'process_cpu_seconds_total',
  ]) {
    expect(text).toContain(name);
  }
  const { hubs: listed } = await eventually('hubs have reported', async () => {
    const reply = await hubs.client.hubs();
    const complete = reply.hubs.every(({ metrics }) => metrics && Object.keys(metrics.rttMs).length === 2);
    return complete ? reply : undefined;
  });
  for (const { metrics, forecast } of listed) {
    expect(metrics!.cpu).toBeGreaterThanOrEqual(0);
    expect(metrics!.memoryUsedBytes).toBeGreaterThan(1_000_000n);
    expect(['seasonal-naive', 'lstm']).toContain(forecast?.model);
  }
});
