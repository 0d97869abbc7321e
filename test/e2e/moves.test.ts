/** Shards that move and split while they run. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { RunEvent } from '../../runtime/transport/gen/shoal/v1/shoal_pb.js';
import { expectSameBits, hubsOf, movesOf, openCluster, runningShard, type TestCluster } from './cluster.js';
import { orbit, orbitBundle, sweep, sweepBundle } from './hand-made.js';

let hubs: TestCluster;
beforeAll(async () => {
  hubs = await openCluster(3);
});
afterAll(() => hubs[Symbol.asyncDispose]());

const other = (name: string, nth = 0) => hubs.cluster.hubs.filter((hub) => hub.name !== name)[nth]!.name;

describe('moves', () => {
  test('all the time, at whatever safepoints the shards are, leave every bit as it is', async () => {
    const expected = orbit(1200, 20_000);
    let moves = 0;
    for (let seed = 1; moves < 12 && seed < 40; seed++) {
      const events: RunEvent[] = [];
      const onEvent = (event: RunEvent) => events.push(event);
      const result = await hubs.client.run({ bundle: orbitBundle(), values: [1200, 20_000], moveEveryMs: 1, seed, onEvent });
      expectSameBits(result, expected);
      moves += movesOf(events).length;
    }
    expect(moves).toBeGreaterThanOrEqual(12);
  });

  test('of a loop with state, back and forth through its whole run', async () => {
    const state = Float64Array.from({ length: 100_000 }, (_, index) => index / 7);
    const expected = sweep(state, 200_000, 500, 3000);
    let moves = 0;
    for (let seed = 1; moves < 12 && seed < 40; seed++) {
      const events: RunEvent[] = [];
      const onEvent = (event: RunEvent) => events.push(event);
      const values = [state, 200_000, 500, 3000];
      expectSameBits(await hubs.client.run({ bundle: sweepBundle(), values, moveEveryMs: 1, seed, onEvent }), expected);
      moves += movesOf(events).length;
      for (const { timings } of movesOf(events)) {
        expect(timings!.blackoutMs).toBeGreaterThan(0);
        expect(timings!.totalMs).toBeGreaterThanOrEqual(timings!.blackoutMs);
        expect(Number(timings!.bytes)).toBeGreaterThanOrEqual(Number(timings!.finalBytes));
      }
    }
    expect(moves).toBeGreaterThanOrEqual(12);
  });

  test('at every safepoint of a run', async () => {
    const [steps, width] = [14, 50_000_000];
    const state = Float64Array.from({ length: 1000 }, (_, index) => index);
    const expected = sweep(state, steps, width, 1000);
    // A step takes several times as long as asking for a move, so that each pause is at the first safepoint behind the
    // last move; only a machine that stalls the client makes one slip by, and then another run has to show it.
    let moves = 0;
    for (let attempt = 0; attempt < 4 && moves < steps; attempt++) {
      const run = hubs.client.run({ bundle: sweepBundle(), values: [state, steps, width, 1000] });
      run.catch(() => {});
      const { key, hub } = await runningShard(hubs.client);
      moves = 0;
      for (let at = hub; ; moves++) {
        const move = await hubs.client.migrate(key!.shard, other(at), { stopAndCopy: true }).catch(() => undefined);
        if (move?.result !== 'moved') break;
        at = move.to;
      }
      expectSameBits(await run, expected);
    }
    expect(moves).toBe(steps);
  });

  test('by hand, live and by stop-and-copy', async () => {
    const state = Float64Array.from({ length: 200_000 }, (_, index) => index);
    const run = hubs.client.run({ bundle: sweepBundle(), values: [state, 2_000_000, 200, 2000] });
    run.catch(() => {});
    const shard = await runningShard(hubs.client);
    const there = other(shard.hub);
    const live = await hubs.client.migrate(shard.key!.shard, there);
    expect(live).toMatchObject({ result: 'moved', from: shard.hub, to: there });
    expect(live.timings!.rounds).toBeGreaterThan(2);
    expect(Number(live.timings!.finalBytes)).toBeLessThan(Number(live.timings!.bytes) / 4);
    const plain = await hubs.client.migrate(shard.key!.shard, shard.hub, { stopAndCopy: true });
    expect(plain).toMatchObject({ result: 'moved', from: there, to: shard.hub });
    expect(plain.timings!.finalBytes).toBe(plain.timings!.bytes);
    const [after] = (await hubs.client.shards()).filter(({ key }) => key!.shard === shard.key!.shard);
    expect(after).toMatchObject({ hub: shard.hub, moves: 2 });
    expect(after!.key!.epoch).toBe(shard.key!.epoch + 2);
    expectSameBits(await run, sweep(state, 2_000_000, 200, 2000));
  });

  test('to nowhere are refused', async () => {
    const abort = new AbortController();
    const run = hubs.client.run({ bundle: sweepBundle(), values: [new Float64Array(10), 1e9, 10, 10], signal: abort.signal });
    run.catch(() => {});
    const { key, hub } = await runningShard(hubs.client);
    await expect(hubs.client.migrate(key!.shard, 'nobody')).rejects.toMatchObject({ code: 'SHOAL5002' });
    await expect(hubs.client.migrate('nothing', hub)).rejects.toMatchObject({ code: 'SHOAL5001' });
    await expect(hubs.client.migrate(key!.shard, hub)).rejects.toMatchObject({ code: 'SHOAL5003' });
    await expect(hubs.client.split(key!.shard, other(hub))).rejects.toMatchObject({ code: 'SHOAL5005' });
    abort.abort();
    await expect(run).rejects.toMatchObject({ code: 'SHOAL2006' });
  });
});

describe('splits', () => {
  test('hand the upper half to another hub', async () => {
    const events: RunEvent[] = [];
    const run = hubs.client.run({
      bundle: orbitBundle(),
      values: [3000, 60_000],
      onEvent: (event) => events.push(event),
    });
    run.catch(() => {});
    const shard = await runningShard(hubs.client);
    const to = other(shard.hub);
    const split = await hubs.client.split(shard.key!.shard, to);
    expect(split.kept!.hi).toBe(split.given!.lo);
    expect(split.given!.hi).toBe(shard.range!.hi);
    const again = await hubs.client.split(split.shard, other(shard.hub, 1));
    expect(again.given!.hi).toBe(split.kept!.hi);
    expectSameBits(await run, orbit(3000, 60_000));
    expect(hubsOf(events, 'b0').size).toBe(3);
  });

  test('and moves together', async () => {
    const run = hubs.client.run({ bundle: orbitBundle(), values: [3000, 40_000], moveEveryMs: 5, seed: 11 });
    run.catch(() => {});
    for (let k = 0; k < 6; k++) {
      const shards = (await hubs.client.shards()).filter(({ state, block }) => state === 'running' && block === 'b0');
      const shard = shards[k % Math.max(1, shards.length)];
      if (!shard) continue;
      // Some will be refused: the shard is just being moved, or has too little left.
      await hubs.client.split(shard.key!.shard, other(shard.hub, k % 2)).catch(() => undefined);
    }
    expectSameBits(await run, orbit(3000, 40_000));
  });
});
