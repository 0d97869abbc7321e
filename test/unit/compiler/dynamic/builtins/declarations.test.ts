import { readFileSync, writeFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { BUILTINS_FOLDER, declareIntrinsics } from '../declare-intrinsics.js';

const FILE = new URL('intrinsics.d.ts', BUILTINS_FOLDER);

it('declares every intrinsic that built-ins may call', () => {
  const declarations = declareIntrinsics();
  if (process.env.UPDATE) writeFileSync(FILE, declarations);
  expect(readFileSync(FILE, 'utf8')).toBe(declarations);
});
