/**
 * How long a function takes as one block on one core, beside the same TypeScript in Node's JIT, in this process. The two take turns, so that
 * whatever else happens on the machine happens to both.
 */
import { isDeepStrictEqual } from 'node:util';
import type { Engine } from '../../runtime/engine/index.js';
import { prepareSubject, type Tier } from './shards.js';
import { Clock, type Ratios, ratiosOf, type Spread, spreadOf } from './statistics.js';
import { loadInNode, type Subject } from './subjects.js';

export interface Timing extends Ratios {
  readonly name: string;
  readonly tier: Tier;
  readonly node: Spread;
  readonly shoal: Spread;
}

/** V8 optimises a module's functions in the background after some calls; Node's JIT after some loops. */
const WARM_UPS = 3;

/** Throws when the results differ in a single bit. */
export async function timeBesideNode(engine: Engine, subject: Subject, rounds: number): Promise<Timing> {
  const node = await loadInNode(subject);
  const { tier, shard } = await prepareSubject(engine, subject);
  const clocks = { node: new Clock(), shoal: new Clock() };
  for (let round = -WARM_UPS; round < rounds; round++) {
    const values = subject.make();
    await using own = await shard(values);
    await clocks.shoal.time(own.run);
    const wanted = await clocks.node.time(() => node(...values));
    if (!isDeepStrictEqual(own.result(), wanted)) throw new Error(`${subject.name} gives another result than Node`);
    if (round < 0) for (const clock of Object.values(clocks)) clock.forget();
  }
  return {
    name: subject.name,
    tier,
    node: spreadOf(clocks.node.wallMs),
    shoal: spreadOf(clocks.shoal.wallMs),
    ...ratiosOf(clocks.shoal, clocks.node),
  };
}
