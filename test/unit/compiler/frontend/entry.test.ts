/** Which function is meant, and files that can't be read. */
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { check, examine, formatDiagnostics, loadProgram } from '../../../../compiler/frontend/index.js';

const folder = mkdtempSync(path.join(tmpdir(), 'shoal-entry-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function write(name: string, text: string): string {
  const file = path.join(folder, name);
  writeFileSync(file, text);
  return file;
}

const TWO = 'export function first(x: number): number {\n  return x;\n}\nexport const second = (x: number) => x + 1;\n';

describe('the function', () => {
  test.each([
    { name: 'the only one', text: 'export function f(): number { return 1; }', wanted: undefined, entry: 'f' },
    { name: 'one of two', text: TWO, wanted: 'second', entry: 'second' },
    {
      name: 'exported under another name',
      text: 'function g(): number { return 1; }\nexport { g as h };',
      wanted: undefined,
      entry: 'h',
    },
    { name: 'the default export', text: 'export default function g(): number { return 1; }', wanted: 'default', entry: 'g' },
    {
      name: 'with a byte order mark and CRLF',
      text: '\uFEFF// first\r\nexport function f(): number {\r\n  return 1;\r\n}\r\n',
      wanted: 'f',
      entry: 'f',
    },
  ])('$name', ({ text, wanted, entry }) => {
    expect(loadProgram(write('one.ts', text), { functionName: wanted }).program.entry).toBe(entry);
  });

  test.each([
    { name: 'several, none named', text: TWO, wanted: undefined, code: 'SHOAL1005', hint: 'Say which one: --fn first' },
    { name: 'a name that is almost there', text: TWO, wanted: 'secnd', code: 'SHOAL1003', hint: "Did you mean 'second'?" },
    { name: 'a name that is not there', text: TWO, wanted: 'zzzzzzzz', code: 'SHOAL1003', hint: "It exports 'first', 'second'." },
    {
      name: 'no function',
      text: 'export const x = 1;',
      wanted: undefined,
      code: 'SHOAL1004',
      hint: "Put 'export' before the function to be compiled.",
    },
    {
      name: 'an empty file',
      text: '',
      wanted: undefined,
      code: 'SHOAL1004',
      hint: "Put 'export' before the function to be compiled.",
    },
    {
      name: 'a name in an empty file',
      text: '',
      wanted: 'f',
      code: 'SHOAL1003',
      hint: "Put 'export' before the function to be compiled.",
    },
    {
      name: 'a class',
      text: 'export class F {}',
      wanted: 'F',
      code: 'SHOAL1003',
      hint: "Put 'export' before the function to be compiled.",
    },
  ])('$name', ({ text, wanted, code, hint }) => {
    expect(check(write('two.ts', text), { functionName: wanted })).toMatchObject([{ code, hint, line: 1, column: 1 }]);
  });
});

describe('the file', () => {
  test.each([
    { name: 'missing', file: 'missing.ts' },
    { name: 'a folder', file: 'folder.ts' },
    { name: 'a dangling link', file: 'dangling.ts' },
    { name: 'JavaScript', file: 'script.js' },
    { name: 'declarations', file: 'types.d.ts' },
  ])('$name', ({ file }) => {
    mkdirSync(path.join(folder, 'folder.ts'), { recursive: true });
    write('script.js', 'export function f() {}');
    write('types.d.ts', 'export declare function f(): number;');
    rmSync(path.join(folder, 'dangling.ts'), { force: true });
    symlinkSync(path.join(folder, 'nowhere.ts'), path.join(folder, 'dangling.ts'));
    const [diagnostic, ...more] = check(path.join(folder, file));
    expect(more).toEqual([]);
    expect(diagnostic).toMatchObject({ code: 'SHOAL1002', severity: 'error' });
    expect(diagnostic!.message).toContain(file);
    expect(diagnostic!.hint).toBeTruthy();
  });

  test('that is no text at all gives diagnostics, not a crash', () => {
    const file = path.join(folder, 'binary.ts');
    writeFileSync(file, Buffer.from(Array.from({ length: 5000 }, (_, i) => (i * 7919) & 255)));
    expect(check(file).length).toBeGreaterThan(0);
  });

  test('that nests very deeply gives a diagnostic, not a crash', () => {
    const file = write('deep.ts', `export function f(x: number): number { return ${'('.repeat(2000)}x${')'.repeat(2000)}; }`);
    expect(check(file)).toMatchObject([{ code: 'SHOAL1032', hint: expect.any(String) }]);
  });
});

test('diagnostics are printed with a code frame and a hint', () => {
  const file = write('frame.ts', 'export function f(xs: number[]): number[] {\n  return [...xs];\n}\n');
  const { diagnostics, sources } = examine(file);
  const name = diagnostics[0]!.file;
  expect(formatDiagnostics(diagnostics, sources)).toBe(
    [
      'error SHOAL1013: Spread is not supported.',
      `  ${name}:2:11`,
      '    1 | export function f(xs: number[]): number[] {',
      '  > 2 |   return [...xs];',
      '      |           ^^^^^',
      '    3 | }',
      '  help: Use slice to copy an array, or a loop.',
      '',
    ].join('\n'),
  );
});
