/** The language, piece by piece: each function gives the same by Node and by the interpreter of Core. */
import { describe, expect, test } from 'vitest';
import { CLASSES } from './cases/classes.js';
import { CONTROL } from './cases/control.js';
import { EXPRESSIONS } from './cases/expressions.js';
import { FUNCTIONS } from './cases/functions.js';
import { GENERATORS } from './cases/generators.js';
import { MODULES } from './cases/modules.js';
import { PATTERNS } from './cases/patterns.js';
import { both } from './differential.js';

/** `export function run(...)` with arguments; or several files. */
type Cases = Readonly<Record<string, string | readonly unknown[] | { readonly files: Readonly<Record<string, string>> }>>;

const GROUPS: Readonly<Record<string, Cases>> = {
  expressions: EXPRESSIONS,
  control: CONTROL,
  functions: FUNCTIONS,
  patterns: PATTERNS,
  classes: CLASSES,
  generators: GENERATORS,
  modules: MODULES,
};

describe.each(Object.entries(GROUPS))('%s', (_, cases) => {
  test.each(Object.entries(cases))('%s', async (_name, one) => {
    const isFiles = typeof one === 'object' && 'files' in one;
    const [code, ...args] = typeof one === 'string' ? [one] : isFiles ? [''] : (one as readonly [string, ...unknown[]]);
    const files = isFiles
      ? one.files
      : { 'main.ts': /\bfunction\*? run\b|\brun =/.test(code) ? code : `export function run() {${code}}` };
    const { node, core, text } = await both(files, 'run', args);
    expect(core, text).toBe(node);
  });
});
