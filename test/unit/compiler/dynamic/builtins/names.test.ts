import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { BUILTINS_FOLDER } from '../declare-intrinsics.js';

it('has every name once: to syntax all files of built-ins are one', () => {
  const places = new Map<string, string[]>();
  for (const file of readdirSync(BUILTINS_FOLDER)) {
    if (!file.endsWith('.ts') || file.endsWith('.d.ts') || file === 'constants.ts') continue;
    for (const match of readFileSync(new URL(file, BUILTINS_FOLDER), 'utf8').matchAll(
      /^(?:export )?(?:function|const|let|interface) ([\w$]+)/gm,
    )) {
      places.set(match[1]!, [...(places.get(match[1]!) ?? []), file]);
    }
  }
  expect([...places].filter(([, files]) => files.length > 1)).toEqual([]);
});
