/** A cluster of real hub processes for one test file, and what tests wait for. */
import { setTimeout as delay } from 'node:timers/promises';
import { expect } from 'vitest';
import { type Client, connect } from '../../runtime/client/index.js';
import { type LocalCluster, startLocalCluster } from '../../runtime/cluster/index.js';
import type { RunEvent, ShardStatus } from '../../runtime/transport/gen/shoal/v1/shoal_pb.js';

export interface TestCluster extends AsyncDisposable {
  readonly cluster: LocalCluster;
  readonly client: Client;
  readonly logs: readonly string[];
}

export async function openCluster(hubs: number): Promise<TestCluster> {
  const logs: string[] = [];
  const cluster = await startLocalCluster({ hubs, onLog: (hub, line) => logs.push(`${hub}: ${line}`) });
  const client = await connect(cluster.address);
  return {
    cluster,
    client,
    logs,
    async [Symbol.asyncDispose]() {
      await client[Symbol.asyncDispose]();
      const pids = cluster.hubs.map(({ pid }) => pid);
      await cluster[Symbol.asyncDispose]();
      expect(pids.filter(isAlive)).toEqual([]);
    },
  };
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** Waits until `find` finds something; fails after `withinMs`. */
export async function eventually<T>(
  what: string,
  find: () => Promise<T | undefined> | T | undefined,
  withinMs = 30_000,
): Promise<T> {
  const endMs = performance.now() + withinMs;
  for (;;) {
    const found = await find();
    if (found !== undefined) return found;
    if (performance.now() > endMs) throw new Error(`${what}: not within ${withinMs} ms`);
    await delay(20);
  }
}

/** The first shard of a block that runs. */
export function runningShard(client: Client, block = 'b0'): Promise<ShardStatus> {
  return eventually(`a shard of ${block} runs`, async () => {
    const shards = await client.shards();
    return shards.find((shard) => shard.block === block && shard.state === 'running');
  });
}

/** Hubs that shards of the block were started on. */
export function hubsOf(events: readonly RunEvent[], block: string): Set<string> {
  const hubs = new Set<string>();
  for (const { event } of events) {
    if (event.case === 'shard' && event.value.block === block && event.value.hub !== '') hubs.add(event.value.hub);
  }
  return hubs;
}

export function movesOf(events: readonly RunEvent[], result = 'moved') {
  return events.flatMap(({ event }) => (event.case === 'move' && event.value.result === result ? [event.value] : []));
}

/** Equal to the last bit. */
export function expectSameBits(actual: unknown, expected: Float64Array): void {
  expect(actual).toBeInstanceOf(Float64Array);
  const a = actual as Float64Array;
  expect(a.length).toBe(expected.length);
  const bits = (array: Float64Array) => new BigUint64Array(array.buffer, array.byteOffset, array.length);
  const [left, right] = [bits(a), bits(expected)];
  const differs = left.findIndex((value, index) => value !== right[index]);
  expect(differs === -1 ? undefined : { index: differs, actual: a[differs], expected: expected[differs] }).toBeUndefined();
}
