/** The client against real hub processes and really compiled functions. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { compile } from '#dist/compiler/index.js';
import { type Client, connect } from '../../../../runtime/client/index.js';
import { type LocalCluster, startLocalCluster } from '../../../../runtime/cluster/index.js';
import type { RunEvent } from '../../../../runtime/transport/gen/shoal/v1/shoal_pb.js';

const SOURCE = `
export function wander(n: number, rounds: number): number {
  const a: number[] = [];
  for (let i = 0; i < n; i++) a.push(i % 17);
  let x = 1;
  for (let round = 0; round < rounds; round++) {
    for (let i = 1; i < n; i++) {
      x = (x * 1.0000001 + a[i]! * 0.5) % 1000;
      a[i] = (a[i - 1]! + x) % 97;
    }
  }
  return x;
}

export function reach(a: number[], i: number): number {
  return a[i]!;
}
`;

function wander(n: number, rounds: number): number {
  const a: number[] = [];
  for (let i = 0; i < n; i++) a.push(i % 17);
  let x = 1;
  for (let round = 0; round < rounds; round++) {
    for (let i = 1; i < n; i++) {
      x = (x * 1.0000001 + a[i]! * 0.5) % 1000;
      a[i] = (a[i - 1]! + x) % 97;
    }
  }
  return x;
}

let directory: string;
let file: string;
let cluster: LocalCluster;
let client: Client;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'shoal-client-'));
  file = join(directory, 'f.ts');
  await writeFile(file, SOURCE);
  cluster = await startLocalCluster({ hubs: 2, onLog: () => {} });
  client = await connect(cluster.address);
});

afterAll(async () => {
  await client?.[Symbol.asyncDispose]();
  await cluster?.[Symbol.asyncDispose]();
  await rm(directory, { recursive: true });
});

async function untilNoShardIsLeft(): Promise<void> {
  for (let waitedMs = 0; (await client.shards()).length > 0; waitedMs += 50) {
    if (waitedMs > 10_000) throw new Error('shards are left');
    await sleep(50);
  }
}

describe('a run on real hubs', () => {
  test('returns what Node returns while it is moved about', async () => {
    const events: RunEvent[] = [];
    const bundle = await compile(file, { functionName: 'wander', components: false });
    const result = await client.run({
      bundle,
      values: [20_000, 1000],
      moveEveryMs: 50,
      seed: 1,
      onEvent: (event) => events.push(event),
    });
    expect(result).toBe(wander(20_000, 1000));
    const moved = events.filter(({ event }) => event.case === 'move' && event.value.result === 'moved');
    expect(moved.length).toBeGreaterThan(0);
    await untilNoShardIsLeft();
  });

  test('fails with the place in the source', async () => {
    const bundle = await compile(file, { functionName: 'reach', components: false });
    await expect(client.run({ bundle, values: [[1, 2], 2] })).rejects.toMatchObject({ code: 'SHOAL2001', at: { line: 16 } });
    await untilNoShardIsLeft();
  });

  test('ends with its signal, and leaves no shard behind', async () => {
    const controller = new AbortController();
    const bundle = await compile(file, { functionName: 'wander', components: false });
    const run = client.run({
      bundle,
      values: [20_000, 1_000_000],
      signal: controller.signal,
      onEvent: ({ event }) => {
        if (event.case === 'shard' && event.value.state === 'running') controller.abort();
      },
    });
    await expect(run).rejects.toMatchObject({ code: 'SHOAL2006' });
    await untilNoShardIsLeft();
  });

  test('several at a time do not get in the way of each other', async () => {
    const bundle = await compile(file, { functionName: 'wander', components: false });
    const results = await Promise.all([1, 2, 3].map((rounds) => client.run({ bundle, values: [5000, rounds] })));
    expect(results).toEqual([1, 2, 3].map((rounds) => wander(5000, rounds)));
  });

  test('a name is taken while its run lasts', async () => {
    const controller = new AbortController();
    const bundle = await compile(file, { functionName: 'wander', components: false });
    let second: Promise<unknown> | undefined;
    const first = client.run({
      bundle,
      values: [20_000, 1_000_000],
      run: 'twice',
      signal: controller.signal,
      onEvent: ({ event }) => {
        if (event.case !== 'shard' || event.value.state !== 'running' || second !== undefined) return;
        second = client.run({ bundle, values: [5, 1], run: 'twice' }).finally(() => controller.abort());
        second.catch(() => {});
      },
    });
    await expect(first).rejects.toMatchObject({ code: 'SHOAL2006' });
    await expect(second).rejects.toMatchObject({ message: expect.stringContaining('twice') });
    await untilNoShardIsLeft();
  });
});
