/**
 * Whatever a program computes lies in the type that inference gave the place, and optimising changes no outcome: programs of the corpus, run by the
 * interpreter of Core with every value watched. INFERENCE_TOPICS=all (or names, with commas) takes more of the corpus.
 */
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { infer } from '../../../../../compiler/dynamic/inference/index.js';
import { optimize } from '../../../../../compiler/dynamic/optimize/index.js';
import { toCore } from '../../../../../compiler/dynamic/syntax/index.js';
import { show } from '../syntax/differential.js';
import { assumptionFor, observe } from './observe.js';

const folder = fileURLToPath(new URL('../../../../corpus-dynamic', import.meta.url));
const wanted = process.env.INFERENCE_TOPICS ?? 'matrices,functional';
const topics = readdirSync(folder)
  .filter((file) => file.endsWith('.cases.ts'))
  .map((file) => file.replace('.cases.ts', ''))
  .filter((topic) => wanted === 'all' || wanted.split(',').includes(topic));

type Cases = Readonly<Record<string, readonly (readonly unknown[])[]>>;

describe.each(topics)('%s', async (topic) => {
  const { cases } = (await import(path.join(folder, `${topic}.cases.ts`))) as { cases: Cases };
  const source = path.join(folder, readdirSync(folder).find((file) => file === `${topic}.ts` || file === `${topic}.js`)!);
  test.each(Object.keys(cases))('%s', { timeout: 60_000 }, (name) => {
    const core = toCore(source, name);
    expect(core.diagnostics).toEqual([]);
    const list = cases[name]!;
    const width = Math.max(...list.map((args) => args.length));
    const isUniform = list.every((args) => args.length === width);
    const parameters = isUniform
      ? Array.from({ length: width }, (_, index) => assumptionFor(list.map((args) => args[index])))
      : [];
    for (const assumptions of [{ parameters: [] }, { parameters }]) {
      const plain = { program: core.program!, inference: infer(core.program!, assumptions) };
      const optimized = optimize(core.program!, assumptions);
      const better = { program: optimized, inference: infer(optimized, assumptions) };
      for (const args of list) {
        const outcomes = [plain, better].map(({ program, inference }) => {
          const { outcome, violations } = observe(program, inference, (interpreter) => interpreter.run(structuredClone(args)));
          expect(violations).toEqual([]);
          return show(outcome);
        });
        expect(outcomes[1]).toBe(outcomes[0]);
      }
    }
  });
});
