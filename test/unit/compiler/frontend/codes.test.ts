/** docs/errors.md explains every code there is, and none that there is not. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { ADVICE, CODES } from '../../../../compiler/frontend/codes.js';

const ROOT = path.resolve(import.meta.dirname, '../../../..');

const read = (file: string): string => readFileSync(path.join(ROOT, file), 'utf8');

const codesIn = (text: string): string[] => [...new Set(text.match(/\bSHOAL\d{4}\b/g) ?? [])].sort();

test('each code is used once', () => {
  const codes = Object.values(CODES);
  expect(new Set(codes).size).toBe(codes.length);
  expect(Object.keys(ADVICE).sort()).toEqual(Object.keys(CODES).sort());
});

test('the table of errors lists exactly the codes of the compiler and the runtime', () => {
  const sources = readdirSync(path.join(ROOT, 'compiler'), { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.ts'),
  );
  const compiler = sources
    .flatMap((name) => codesIn(read(path.join('compiler', name))))
    .filter((code) => code.startsWith('SHOAL1'));
  const listed = read('docs/errors.md')
    .match(/^\| (SHOAL\d{4}) \|/gm)!
    .map((row) => row.slice(2, 11));
  expect(listed).toEqual([...new Set([...compiler, ...codesIn(read('runtime/errors.ts'))])].sort());
});

test('every row says what the code means and what to do', () => {
  for (const row of read('docs/errors.md').match(/^\| SHOAL.*$/gm)!) {
    const cells = row.split(' | ');
    expect(cells.length, row).toBe(3);
    expect(
      cells.every((cell) => cell.trim().length > 5),
      row,
    ).toBe(true);
  }
});
