/** Every program, lowered with and without knowledge of ranges, run straight and moved at every poll, against Node. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { compileSingle } from './compile-single.js';
import { PROGRAMS } from './programs.js';
import { planSingleBlock } from './single-block.js';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'shoal-programs-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const CASES = PROGRAMS.flatMap((program, k) =>
  (['ranges', 'nothing'] as const).map((known) => ({ ...program, known, name: `p${k}` })),
);

describe('a lowered function computes what Node computes', () => {
  test.each(CASES)('$title ($known known)', async ({ source, calls, known, name }) => {
    const file = join(folder, `${name}.ts`);
    await writeFile(file, source);
    const { f } = (await import(/* @vite-ignore */ file)) as { f: (...values: unknown[]) => unknown };
    // Arguments that are no counts, such as NaN, must not be assumed to be.
    const assume = calls.every((values) =>
      values.every((value) => typeof value !== 'number' || (Number.isInteger(value) && value >= 0)),
    );
    const compiled = await compileSingle(planSingleBlock(file, 'f', known, assume));
    for (const values of calls) {
      const wanted = f(...structuredClone(values));
      expect(compiled.run(values).result, `straight, ${JSON.stringify(values)}`).toEqual(wanted);
      let polls = 0;
      expect(compiled.run(values, () => polls++ < 300).result, `moved, ${JSON.stringify(values)}`).toEqual(wanted);
    }
  });
});
