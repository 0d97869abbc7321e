/** Random programs the whole way: compiled, run whole and disturbed, compared with Node. A failure names the seed that repeats it. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createV8Engine, type Engine } from '#dist/runtime/engine/index.js';
import { check } from '../../compiler/frontend/index.js';
import { firstDifference } from '../../runtime/cli/values/index.js';
import type { Value } from '../../runtime/values/index.js';
import { Bundles } from './bundles.js';
import { freshArguments, loadInNode } from './corpus.js';
import { disturbedBy, Execution, UNDISTURBED } from './execution.js';
import { generateArguments, generateProgram, randomNumbers, STYLES, type Style } from './generator.js';

const PROGRAMS = process.env.SHOAL_PROGRAMS;
const FIRST_SEED = Number(process.env.SHOAL_SEED ?? 1);

export interface RandomPrograms {
  readonly styles?: readonly Style[];
  /** Of each style. */
  readonly programs: number;
  /** Share of the stretches of running that are cut short by a pause. */
  readonly pauseShare: number;
}

/** Registers tests for so many programs of each style, unless the environment says how many. */
export function compareRandomPrograms({ styles = STYLES, programs, pauseShare }: RandomPrograms): void {
  const folder = mkdtempSync(path.join(tmpdir(), 'shoal-random-'));

  let engine: Engine;
  beforeAll(() => {
    engine = createV8Engine({ warm: 1, kept: 2 });
  });
  afterAll(async () => {
    await engine[Symbol.asyncDispose]();
    rmSync(folder, { recursive: true, force: true });
  });

  const seeds = Array.from({ length: Number(PROGRAMS ?? programs) }, (_, k) => FIRST_SEED + k);

  describe.each(styles)('%s', (style) => {
    test.each(seeds)('seed %i', async (seed) => {
      const { text } = generateProgram(seed, style);
      const file = path.join(folder, `${style}-${seed}.ts`);
      writeFileSync(file, text);
      // A few programs are none to TypeScript: comparisons of constants that it finds unintentional, `a < b > c`.
      if (check(file)[0]?.code === 'SHOAL1001') return;
      const node = (await loadInNode(file)).f!;
      const bundles = new Bundles(file);
      for (let k = 0; k < 2; k++) {
        const values: Value[] = generateArguments(seed * 3 + k, style);
        const wanted = node(...freshArguments(values));
        const execution = new Execution(engine, await bundles.for('f', values));
        for (const disturbance of [UNDISTURBED, disturbedBy(randomNumbers(seed), pauseShare)]) {
          const difference = firstDifference(await execution.run(freshArguments(values), disturbance), wanted);
          const how = disturbance === UNDISTURBED ? 'whole' : 'disturbed';
          expect(difference, `SHOAL_SEED=${seed}, arguments ${k}, ${how}\n${text}`).toBeUndefined();
        }
      }
    });
  });
}
