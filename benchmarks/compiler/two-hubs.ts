/**
 * Two hub processes against one, on the same machine: from the call until its result is back. The clusters stand side by side and take
 * turns. Beside it the most that the machine gives at that moment: two shards at once in two threads, without hubs.
 */
import { isDeepStrictEqual } from 'node:util';
import { compile } from '../../compiler/index.js';
import { type Client, connect } from '../../runtime/client/index.js';
import { startLocalCluster } from '../../runtime/cluster/index.js';
import type { Engine } from '../../runtime/engine/index.js';
import { prepareSubject, type ReadyShard } from './shards.js';
import { Clock, type Spread, spreadOf } from './statistics.js';
import type { Subject } from './subjects.js';

export interface SpeedUp {
  readonly name: string;
  readonly oneHub: Spread;
  readonly twoHubs: Spread;
  /** One hub's median by that of two hubs. */
  readonly speedUp: number;
  /** What two threads gain that share nothing: twice one shard's time by that of two at once. */
  readonly ceiling: number;
}

/** The first run deploys the modules and fills the caches of both. */
const WARM_UPS = 1;

export async function measureSpeedUps(
  engine: Engine,
  subjects: readonly Subject[],
  rounds: number,
  onRow: (row: SpeedUp) => void,
): Promise<void> {
  await using single = await startLocalCluster({ hubs: 1 });
  await using pair = await startLocalCluster({ hubs: 2 });
  await using one = await connect(single.address);
  await using two = await connect(pair.address);
  for (const subject of subjects) onRow(await measureSpeedUp(engine, subject, [one, two], rounds));
}

async function measureSpeedUp(
  engine: Engine,
  subject: Subject,
  clients: readonly [Client, Client],
  rounds: number,
): Promise<SpeedUp> {
  const bundle = await compile(subject.source, { functionName: subject.functionName, components: false });
  const { shard } = await prepareSubject(engine, subject);
  const clocks = [new Clock(), new Clock()] as const;
  const threads = { alone: new Clock(), together: new Clock() };
  for (let round = -WARM_UPS; round < rounds; round++) {
    const values = subject.make();
    const results: unknown[] = [];
    for (const k of [0, 1] as const) results.push(await clocks[k].time(() => clients[k].run({ bundle, values })));
    if (!isDeepStrictEqual(results[0], results[1])) throw new Error(`${subject.name} gives another result on two hubs`);
    await timeShards(shard, values, 1, threads.alone);
    await timeShards(shard, values, 2, threads.together);
    if (round < 0) for (const clock of [...clocks, ...Object.values(threads)]) clock.forget();
  }
  const [oneHub, twoHubs] = [spreadOf(clocks[0].wallMs), spreadOf(clocks[1].wallMs)];
  return {
    name: subject.name,
    oneHub,
    twoHubs,
    speedUp: oneHub.medianMs / twoHubs.medianMs,
    ceiling: (2 * spreadOf(threads.alone.wallMs).medianMs) / spreadOf(threads.together.wallMs).medianMs,
  };
}

async function timeShards(
  shard: (values: readonly unknown[]) => Promise<ReadyShard>,
  values: readonly unknown[],
  count: number,
  clock: Clock,
): Promise<void> {
  const shards = await Promise.all(Array.from({ length: count }, () => shard(values)));
  try {
    await clock.time(() => Promise.all(shards.map((one) => one.run())));
  } finally {
    await Promise.all(shards.map((one) => one[Symbol.asyncDispose]()));
  }
}
