import { create } from '@bufbuild/protobuf';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { BlockManifest } from '../../../../compiler/manifest.js';
import { openEmbeddedStore, PlacementSchedule, type Store } from '../../../../runtime/coordination/index.js';
import { ShoalError } from '../../../../runtime/errors.js';
import { BlockRun } from '../../../../runtime/orchestrator/block-run.js';
import { Cluster } from '../../../../runtime/orchestrator/cluster.js';
import { OwnedShard, type ShardServices } from '../../../../runtime/orchestrator/owned-shard.js';
import { Splits } from '../../../../runtime/orchestrator/splits.js';
import { Hub, HubInfoSchema } from '../../../../runtime/transport/gen/shoal/v1/shoal_pb.js';
import { Connections, TransportServer } from '../../../../runtime/transport/index.js';

const block = { id: 'b0', kind: 'range', parallel: true } as BlockManifest;

let store: Store;
let services: ShardServices;
let server: TransportServer;
/** What the owner does when it is asked to split. */
let answer: () => Promise<{ readonly mid: bigint; readonly hi: bigint; readonly pauseMs: number }>;
let created: OwnedShard[];

beforeEach(async () => {
  server = new TransportServer();
  const refuse = () => {
    throw new ShoalError('SHOAL9001', 'not asked for here');
  };
  server.serve(Hub, {
    describe: refuse,
    ping: refuse,
    hasModule: refuse,
    deployModule: refuse,
    startShard: refuse,
    moveShard: refuse,
    splitShard: () => answer(),
    cancelShard: () => ({}),
    receiveShard: refuse,
  });
  const address = await server.listen('127.0.0.1:0');
  const cluster = new Cluster({ hubJoined: () => {}, hubLost: () => {} });
  cluster.join(create(HubInfoSchema, { name: 'owner', address, pid: 1 }));
  store = await openEmbeddedStore();
  services = { cluster, connections: new Connections(), schedule: new PlacementSchedule(store) };
  created = [];
});

afterEach(async () => {
  services.connections[Symbol.dispose]();
  services.cluster[Symbol.dispose]();
  await store[Symbol.asyncDispose]();
  await server.shutdown();
});

function shardOf(lo: number, hi: number): OwnedShard {
  const id = `r.b0.${created.length}`;
  const observer = { needsHub: () => {}, startShard: () => {}, moveEnded: () => {} };
  return new OwnedShard({ run: 'r', id, block, range: { lo, hi } }, services, observer);
}

async function running(lo: number, hi: number) {
  const shard = shardOf(lo, hi);
  await shard.raise({ kind: 'placed', hub: 'owner' });
  await shard.raise({ kind: 'startTaken', epoch: 1 });
  const run = new BlockRun(block);
  run.add(shard.id, shard.range);
  const splits = new Splits(services, (_, range) => {
    const upper = shardOf(range.lo, range.hi);
    created.push(upper);
    return upper;
  });
  return { shard, run, splits };
}

describe('a split', () => {
  test('makes a shard of what the owner gave up', async () => {
    const { shard, run, splits } = await running(0, 100);
    answer = async () => ({ mid: 60n, hi: 100n, pauseMs: 1 });
    const split = await splits.split(shard, run);
    expect(split).toMatchObject({ kept: { lo: 0, hi: 60 }, given: { lo: 60, hi: 100 } });
    expect(created.map(({ range }) => range)).toEqual([{ lo: 60, hi: 100 }]);
    splits.ended(shard, { lo: 0, hi: 60 });
    expect(splits.fillGap(shard)).toBeUndefined();
    expect(run.isSplitting).toBe(false);
  });

  test('whose answer comes after the result loses no iteration and makes none twice', async () => {
    const { shard, run, splits } = await running(0, 100);
    answer = async () => {
      splits.ended(shard, { lo: 0, hi: 60 });
      // Not now: the answer is still to come.
      expect(splits.fillGap(shard)).toBeUndefined();
      return { mid: 60n, hi: 100n, pauseMs: 1 };
    };
    await splits.split(shard, run);
    expect(created.map(({ range }) => range)).toEqual([{ lo: 60, hi: 100 }]);
    expect(splits.fillGap(shard)).toBeUndefined();
  });

  test('whose answer is lost is found out by the result', async () => {
    const { shard, run, splits } = await running(0, 100);
    answer = async () => {
      throw new ShoalError('SHOAL4001', 'lost');
    };
    await expect(splits.split(shard, run)).rejects.toMatchObject({ code: 'SHOAL4001' });
    splits.ended(shard, { lo: 0, hi: 60 });
    expect(splits.fillGap(shard)?.range).toEqual({ lo: 60, hi: 100 });
    expect(splits.fillGap(shard)).toBeUndefined();
  });

  test('of a shard that has started anew does not count', async () => {
    const { shard, run, splits } = await running(0, 100);
    answer = async () => {
      await shard.raise({ kind: 'hubLost', hub: 'owner' });
      return { mid: 60n, hi: 100n, pauseMs: 1 };
    };
    await expect(splits.split(shard, run)).rejects.toMatchObject({ code: 'SHOAL5003' });
    expect(shard.range).toEqual({ lo: 0, hi: 100 });
    expect(created).toEqual([]);
  });

  test('is one at a time, and only of what is running', async () => {
    const { shard, run, splits } = await running(0, 100);
    const never = shardOf(0, 1);
    await expect(splits.split(never, run)).rejects.toMatchObject({ code: 'SHOAL5003' });
    answer = async () => {
      await expect(splits.split(shard, run)).rejects.toMatchObject({ code: 'SHOAL5003' });
      return { mid: 60n, hi: 100n, pauseMs: 1 };
    };
    await splits.split(shard, run);
  });

  test('can not make a shard cover what it was never given', async () => {
    const { shard, splits } = await running(10, 100);
    expect(() => splits.ended(shard, { lo: 0, hi: 100 })).toThrow('should cover 10 to 100');
    expect(() => splits.ended(shard, { lo: 10, hi: 101 })).toThrow('should cover 10 to 100');
  });
});
