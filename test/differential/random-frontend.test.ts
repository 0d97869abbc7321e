/** Random programs: the frontend and the interpreter of the IR against Node. A failure names the seed that repeats it. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { transformSync } from 'esbuild';
import { afterAll, describe, expect, test } from 'vitest';
import { examine } from '../../compiler/frontend/index.js';
import { firstDifference } from '../../runtime/cli/values/index.js';
import type { Value } from '../../runtime/values/index.js';
import { freshArguments } from './corpus.js';
import { generateArguments, generateProgram, STYLES } from './generator.js';
import { interpret } from './interpreter.js';

const PROGRAMS = Number(process.env.SHOAL_PROGRAMS ?? 60);
const FIRST_SEED = Number(process.env.SHOAL_SEED ?? 1);
const folder = mkdtempSync(path.join(tmpdir(), 'shoal-random-'));

afterAll(() => rmSync(folder, { recursive: true, force: true }));

function inNode(text: string): (...values: Value[]) => Value {
  const { code } = transformSync(text, { loader: 'ts', format: 'cjs', target: 'node20' });
  const module = { exports: {} as Record<string, (...values: Value[]) => Value> };
  new Function('module', 'exports', code)(module, module.exports);
  return module.exports.f!;
}

describe.each(STYLES)('%s', (style) => {
  test(`${PROGRAMS} programs from seed ${FIRST_SEED} on`, () => {
    let compared = 0;
    for (let seed = FIRST_SEED; seed < FIRST_SEED + PROGRAMS; seed++) {
      const { text } = generateProgram(seed, style);
      const file = path.join(folder, `p${seed}.ts`);
      writeFileSync(file, text);
      const { program, diagnostics } = examine(file);
      // A few programs are none to TypeScript: comparisons of constants that it finds unintentional, `a < b > c`.
      if (diagnostics[0]?.code === 'SHOAL1001') continue;
      expect(diagnostics, `seed ${seed}\n${text}`).toEqual([]);
      compared++;
      const node = inNode(text);
      for (let k = 0; k < 3; k++) {
        const values: Value[] = generateArguments(seed * 3 + k, style);
        const difference = firstDifference(interpret(program!, freshArguments(values)), node(...freshArguments(values)));
        expect(difference, `seed ${seed}, arguments ${k}\n${text}`).toBeUndefined();
      }
    }
    expect(compared).toBeGreaterThan(0.8 * PROGRAMS);
  });
});
