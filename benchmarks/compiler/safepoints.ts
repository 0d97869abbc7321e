/** What safepoints cost: a function as it is beside the same code without any, taking turns in this process. */
import { isDeepStrictEqual } from 'node:util';
import type { Engine } from '../../runtime/engine/index.js';
import { prepareSubject, type ReadyShard, type Tier } from './shards.js';
import { Clock, type Ratios, ratiosOf, type Spread, spreadOf } from './statistics.js';
import type { Subject } from './subjects.js';

export interface SafepointCost extends Ratios {
  readonly name: string;
  readonly tier: Tier;
  readonly with: Spread;
  readonly without: Spread;
}

/** As many as V8 needs to optimise both. */
const WARM_UPS = 3;

export async function timeSafepoints(engine: Engine, subject: Subject, rounds: number): Promise<SafepointCost> {
  const forms = [await prepareSubject(engine, subject), await prepareSubject(engine, subject, { safepoints: false })] as const;
  const clocks = [new Clock(), new Clock()] as const;
  for (let round = -WARM_UPS; round < rounds; round++) {
    const results: unknown[] = [];
    // Who comes first alternates: the second one finds warmer caches.
    const order = round % 2 === 0 ? ([0, 1] as const) : ([1, 0] as const);
    for (const form of order) {
      await using shard: ReadyShard = await forms[form].shard(subject.make());
      await clocks[form].time(shard.run);
      results.push(shard.result());
    }
    if (!isDeepStrictEqual(results[0], results[1])) throw new Error(`${subject.name} gives another result without safepoints`);
    if (round < 0) for (const clock of clocks) clock.forget();
  }
  return {
    name: subject.name,
    tier: forms[0].tier,
    with: spreadOf(clocks[0].wallMs),
    without: spreadOf(clocks[1].wallMs),
    ...ratiosOf(clocks[0], clocks[1]),
  };
}
