/** Stepped blocks on real hubs: their shards wait for each other, move and are lost in the middle of it. */
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Bundle, compile } from '#dist/compiler/index.js';
import type { RunEvent } from '../../runtime/transport/gen/shoal/v1/shoal_pb.js';
import { loadInNode } from '../differential/corpus.js';
import { eventually, expectSameBits, hubsOf, movesOf, openCluster, type TestCluster } from './cluster.js';

const FILE = path.resolve(import.meta.dirname, '../corpus/steps.ts');
const { heatInPlate, elimination, outOfBounds } = (await loadInNode(FILE)) as Record<
  string,
  (...values: readonly unknown[]) => Float64Array
>;
const SIZE = 700;
const numbers = (length: number) => Float64Array.from({ length }, (_, i) => ((i * 2654435761) % 1009) / 101 - 5);
const plate = () => [60, SIZE, SIZE, numbers(SIZE * SIZE)] as const;

let hubs: TestCluster;
beforeEach(async () => {
  hubs = await openCluster(3);
});
afterEach(() => hubs[Symbol.asyncDispose]());

const bundleOf = (functionName: string): Promise<Bundle> => compile(FILE, { functionName, tier: 'static' });
const stepped = ({ manifest }: Bundle) => manifest.blocks.find(({ kind }) => kind === 'stepped')!.id;

async function start(
  functionName: string,
  values: readonly (number | Float64Array)[],
  more: { moveEveryMs?: number; seed?: number } = {},
) {
  const bundle = await bundleOf(functionName);
  const events: RunEvent[] = [];
  const run = hubs.client.run({ bundle, values: structuredClone([...values]), onEvent: (event) => events.push(event), ...more });
  run.catch(() => {});
  return { run, events, block: stepped(bundle) };
}

describe('stepped blocks', () => {
  test('run on all hubs, with the same bits', async () => {
    const { run, events, block } = await start('heatInPlate', plate());
    expectSameBits(await run, heatInPlate!(...plate()));
    expect(hubsOf(events, block).size).toBeGreaterThan(1);
    const matrix = numbers(300 * 300).map((x, i) => (i % 301 === 0 ? x + 3000 : x));
    const other = await start('elimination', [300, matrix]);
    expectSameBits(await other.run, elimination!(300, matrix.slice()));
  });

  test('are moved at barriers and between them', async () => {
    const expected = heatInPlate!(...plate());
    let moves = 0;
    for (let seed = 1; moves < 6 && seed < 20; seed++) {
      const { run, events } = await start('heatInPlate', plate(), { moveEveryMs: 5, seed });
      expectSameBits(await run, expected);
      moves += movesOf(events).length;
    }
    expect(moves).toBeGreaterThanOrEqual(6);
  });

  test('begin anew on another hub when theirs is killed, and are given once more what they were given', async () => {
    const values = [200, SIZE, SIZE, numbers(SIZE * SIZE)] as const;
    const { run, events, block } = await start('heatInPlate', values);
    const victim = hubs.cluster.hubs.find(({ address }) => address !== hubs.cluster.address)!;
    await eventually('a shard is in the middle of its steps', async () => {
      const shards = (await hubs.client.shards()).filter((shard) => shard.block === block && shard.hub === victim.name);
      return shards.find(({ progress }) => progress > 0.05 && progress < 0.9);
    });
    process.kill(victim.pid, 'SIGKILL');
    expectSameBits(await run, heatInPlate!(...structuredClone(values)));
    const states = events.flatMap(({ event }) =>
      event.case === 'shard' && event.value.block === block ? [event.value.state] : [],
    );
    expect(states).toContain('lost');
  });

  test('fail where the program fails, whatever shard gets there first', async () => {
    const values = [40, 200_000, numbers(200_000)] as const;
    const { run } = await start('outOfBounds', values);
    await expect(run).rejects.toMatchObject({ code: 'SHOAL2001' });
    expect(() => outOfBounds!(...values)).not.toThrow();
  });
});
