/** The whole way from source to result against Node: compiled, run on the V8 engine, whole and disturbed. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createV8Engine, type Engine } from '#dist/runtime/engine/index.js';
import { firstDifference } from '../../runtime/cli/values/index.js';
import type { Value } from '../../runtime/values/index.js';
import { Bundles } from './bundles.js';
import { freshArguments, loadCorpus, loadInNode } from './corpus.js';
import { disturbedBy, Execution, type ExecutionCounts, UNDISTURBED } from './execution.js';
import { randomNumbers } from './generator.js';

/** Set to the number of a failing run to repeat it. */
const SEED = Number(process.env.SHOAL_SEED ?? 20260731);
const ONLY = process.env.SHOAL_ONLY;

const EVERYTHING = { cases: Number.POSITIVE_INFINITY, pauseShare: 0.7 };

export interface Amount {
  /** Cases of each function, from the first on. */
  readonly cases: number;
  /** Share of the stretches of running that are cut short by a pause. */
  readonly pauseShare: number;
}

export function compareWithNode(topics: readonly string[], { cases: most, pauseShare }: Amount = EVERYTHING): void {
  let engine: Engine;
  const counts: ExecutionCounts = { shards: 0, pauses: 0, splits: 0 };
  beforeAll(() => {
    engine = createV8Engine({ warm: 1, kept: 2 });
  });
  afterAll(async () => {
    await engine[Symbol.asyncDispose]();
    process.stderr.write(`${topics.join(', ')}: ${counts.shards} shards, ${counts.pauses} pauses, ${counts.splits} splits\n`);
  });

  describe.each(topics)('%s', async (topic) => {
    const corpus = await loadCorpus(topic);
    const node = await loadInNode(corpus.path);
    const bundles = new Bundles(corpus.path);
    for (const { name, cases, failures } of corpus.functions) {
      if (ONLY !== undefined && ONLY !== name) continue;
      test(name, async () => {
        for (const [k, values] of cases.slice(0, most).entries()) {
          const wanted = node[name]!(...freshArguments(values));
          const execution = new Execution(engine, await bundles.for(name, values), counts);
          const whole = await execution.run(freshArguments(values), UNDISTURBED);
          expect(firstDifference(whole, wanted), `case ${k}, one shard for each block`).toBeUndefined();
          const random = randomNumbers(SEED + k);
          const disturbed = await execution.run(freshArguments(values), disturbedBy(random, pauseShare));
          expect(firstDifference(disturbed, wanted), `case ${k}, cut and paused with SHOAL_SEED=${SEED}`).toBeUndefined();
        }
        for (const failure of failures) {
          if (failure.node) expect(() => node[name]!(...freshArguments(failure.arguments))).toThrow();
          const execution = new Execution(engine, await bundles.for(name, failure.arguments), counts);
          for (const disturbance of [UNDISTURBED, disturbedBy(randomNumbers(SEED), pauseShare)]) {
            const code = await codeOf(execution.run(freshArguments(failure.arguments), disturbance));
            expect(code, `with ${JSON.stringify(failure.arguments)} and SHOAL_SEED=${SEED}`).toBeOneOf([
              failure.code,
              failure.orElse ?? failure.code,
            ]);
          }
        }
      });
    }
  });
}

/** The code with which a run fails; its result when it does not. */
async function codeOf(run: Promise<Value>): Promise<unknown> {
  try {
    return { result: await run };
  } catch (error) {
    return (error as { readonly code?: string }).code ?? error;
  }
}
