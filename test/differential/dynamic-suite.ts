/** The dynamic tier from source to outcome against Node: compiled, run on the V8 engine, whole and paused; results, errors and changed arguments. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { compile } from '#dist/compiler/index.js';
import { createV8Engine, type Engine } from '#dist/runtime/engine/index.js';
import { firstDifference } from '../../runtime/cli/values/index.js';
import { decodeGraph, encodeGraph } from '../../runtime/values/graph.js';
import { loadDynamicCorpus, outcomeInNode } from './dynamic-corpus.js';
import { disturbedBy, Execution, UNDISTURBED } from './execution.js';
import { randomNumbers } from './generator.js';

/** Set to the number of a failing run to repeat it. */
const SEED = Number(process.env.SHOAL_SEED ?? 20261125);
const ONLY = process.env.SHOAL_ONLY;
const PAUSE_SHARE = 0.9;
/** Each is a new instance. */
const MOST_PAUSES = 12;

export function compareDynamicWithNode(topics: readonly string[]): void {
  let engine: Engine;
  beforeAll(() => {
    engine = createV8Engine({ warm: 1, kept: 2 });
  });
  afterAll(async () => {
    await engine[Symbol.asyncDispose]();
  });

  describe.each(topics)('%s', async (topic) => {
    const corpus = await loadDynamicCorpus(topic);
    for (const { name, cases } of corpus.functions) {
      test.runIf(ONLY === undefined || ONLY === name)(name, async () => {
        const bundle = await compile(corpus.path, { functionName: name, tier: 'dynamic', components: false });
        const execution = new Execution(engine, bundle);
        for (const [k, values] of cases.entries()) {
          const wanted = (await outcomeInNode(corpus.path, name, values)).bytes;
          const whole = (await execution.run([encodeGraph(values)], UNDISTURBED)) as Uint8Array;
          expectSameOutcome(whole, wanted, `case ${k}, without a pause`);
          const disturbance = { ...disturbedBy(randomNumbers(SEED + k), PAUSE_SHARE, MOST_PAUSES), hurries: true as const };
          const paused = (await execution.run([encodeGraph(values)], disturbance)) as Uint8Array;
          expectSameOutcome(paused, wanted, `case ${k}, paused with SHOAL_SEED=${SEED}`);
        }
      });
    }
  });
}

/** Byte for byte: the encoding has only one form for each outcome. */
function expectSameOutcome(given: Uint8Array, wanted: Uint8Array, what: string): void {
  if (Buffer.compare(given, wanted) === 0) return;
  const difference = firstDifference(decodeGraph(given), decodeGraph(wanted), 'outcome');
  expect(difference ?? 'the same values, but other bytes: order of keys, sharing, or names of classes', what).toBeUndefined();
}
