/** Whole runs over three hub processes. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { RunEvent } from '../../runtime/transport/gen/shoal/v1/shoal_pb.js';
import { eventually, expectSameBits, hubsOf, openCluster, runningShard, type TestCluster } from './cluster.js';
import { orbit, orbitBundle, sweep, sweepBundle } from './hand-made.js';

let hubs: TestCluster;
beforeAll(async () => {
  hubs = await openCluster(3);
});
afterAll(() => hubs[Symbol.asyncDispose]());

describe('a run over three hubs', () => {
  test('is spread over them and gives what Node gives', async () => {
    const events: RunEvent[] = [];
    const result = await hubs.client.run({
      bundle: orbitBundle(),
      values: [3000, 10_000],
      onEvent: (event) => events.push(event),
    });
    expectSameBits(result, orbit(3000, 10_000));
    expect(hubsOf(events, 'b0').size).toBeGreaterThan(1);
  });

  test('of an empty range ends at once', async () => {
    expectSameBits(await hubs.client.run({ bundle: orbitBundle(), values: [0, 1] }), new Float64Array(0));
  });

  test('runs beside others', async () => {
    const state = Float64Array.from({ length: 5000 }, (_, index) => Math.sqrt(index));
    const runs = [1, 2, 3, 4, 5].map(async (k) => {
      const result = await hubs.client.run({ bundle: sweepBundle(), values: [state, 2000 * k, 100, 5000] });
      expectSameBits(result, sweep(state, 2000 * k, 100, 5000));
    });
    const loops = [500, 600, 700].map(async (n) => {
      expectSameBits(await hubs.client.run({ bundle: orbitBundle(), values: [n, 500] }), orbit(n, 500));
    });
    await Promise.all([...runs, ...loops]);
  });

  test('shows its shards with what the scheduler knew', async () => {
    const abort = new AbortController();
    const run = hubs.client.run({ bundle: sweepBundle(), values: [new Float64Array(1000), 1e9, 10, 1000], signal: abort.signal });
    const ended = expect(run).rejects.toMatchObject({ code: 'SHOAL2006' });
    const shard = await runningShard(hubs.client);
    expect(JSON.parse(shard.placement)).toMatchObject({ chosen: shard.hub, candidates: [{}, {}, {}] });
    abort.abort();
    await ended;
    await eventually('no shard is left', async () => ((await hubs.client.shards()).length === 0 ? true : undefined));
    const remembered = await hubs.client.shards({ all: true });
    expect(remembered.find(({ key }) => key?.shard === shard.key?.shard)?.state).toBe('cancelled');
  });

  test('ends with its caller', async () => {
    const { connect } = await import('../../runtime/client/index.js');
    const caller = await connect(hubs.cluster.address);
    const run = caller.run({ bundle: sweepBundle(), values: [new Float64Array(1000), 1e9, 10, 1000] });
    run.catch(() => {});
    await runningShard(hubs.client);
    await caller[Symbol.asyncDispose]();
    await eventually('no shard is left', async () => ((await hubs.client.shards()).length === 0 ? true : undefined));
  });

  test('is refused when its arguments are wrong', async () => {
    const run = hubs.client.run({ bundle: orbitBundle(), values: [1] });
    await expect(run).rejects.toMatchObject({ code: expect.stringMatching(/^SHOAL300[12]$/) });
  });

  test('is refused when a module is damaged', async () => {
    const bundle = orbitBundle();
    const files = new Map(bundle.files);
    files.set('b0.wasm', Uint8Array.of(0, 97, 115, 109));
    const run = hubs.client.run({ bundle: { ...bundle, files }, values: [1, 1] });
    await expect(run).rejects.toMatchObject({ code: 'SHOAL3004' });
  });

  test('can be cancelled by name', async () => {
    const run = hubs.client.run({ bundle: sweepBundle(), values: [new Float64Array(10), 1e9, 10, 10], run: 'endless' });
    const ended = expect(run).rejects.toMatchObject({ code: 'SHOAL2006' });
    await runningShard(hubs.client);
    await hubs.client.cancel('endless');
    await ended;
    await expect(hubs.client.cancel('endless')).rejects.toMatchObject({ code: 'SHOAL5007' });
  });
});
