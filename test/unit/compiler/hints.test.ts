/** `@shoal sequential` and `@shoal parallel` in the comments before loops and functions. */
import { expect, test } from 'vitest';
import { CompileError, check, compile, type Diagnostic, explain } from '../../../compiler/index.js';
import { temporaryFolder } from './lower/temporary-folder.js';

const folder = temporaryFolder();
let files = 0;
const write = (source: string): Promise<string> => folder.write(`hints-${files++}.ts`, source);

const PARALLEL = 'for (let i = 0; i < n; i++) ys[i] = Math.sin(i) + Math.cos(i);';
const CHAIN = 'for (let i = 1; i < n; i++) ys[i] = ys[i - 1] + Math.sin(i);';

function source(loop: string, before = '', head = ''): string {
  return `${head}export function f(n: number): Float64Array {
  const ys = new Float64Array(n);
  ${before}
  ${loop}
  return ys;
}
`;
}

async function refusals(file: string): Promise<readonly Diagnostic[]> {
  const error = await compile(file).catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(CompileError);
  const { diagnostics } = error as CompileError;
  expect(check(file)).toEqual(diagnostics);
  return diagnostics;
}

async function kinds(file: string): Promise<string[]> {
  return (await compile(file)).manifest.blocks.map(({ kind }) => kind);
}

test('a sequential loop is no block of its own', async () => {
  expect(await kinds(await write(source(PARALLEL)))).toContain('range');
  for (const comment of [
    '/** @shoal sequential */',
    '// @shoal sequential: so short',
    '/**\n   * Why.\n   * @shoal sequential\n   */',
  ]) {
    const file = await write(source(PARALLEL, comment));
    const { blocks } = (await compile(file)).manifest;
    expect(blocks.map(({ kind }) => kind)).toEqual(['sequential']);
    expect(blocks[0]!.reason?.message).toContain('@shoal sequential');
    expect(explain(file).loops).toMatchObject([
      { kind: 'doall', hint: 'sequential', whyNoBlock: expect.stringContaining('@shoal') },
    ]);
  }
});

test('a function passes its hint on to its loops', async () => {
  const head = '/** @shoal sequential */\n';
  expect(await kinds(await write(source(PARALLEL, '', head)))).toEqual(['sequential']);
  expect(await kinds(await write(source(`outer: ${PARALLEL}`, '/** @shoal parallel */', head)))).toContain('range');
  const arrow = source(PARALLEL).replace(
    'export function f(n: number): Float64Array {',
    `${head}export const f = (n: number): Float64Array => {`,
  );
  expect(await kinds(await write(arrow))).toEqual(['sequential']);
});

test('a loop that is proven parallel may say so', async () => {
  expect(await kinds(await write(source(PARALLEL, '/** @shoal parallel */')))).toContain('range');
  const appending = 'export function f(n: number): number[] {\n  const ys: number[] = [];\n';
  const rest = '  for (let i = 0; i < n; i++) ys.push(Math.sin(i) + Math.cos(i));\n  return ys;\n}\n';
  expect(check(await write(`${appending}  /** @shoal parallel */\n${rest}`))).toEqual([]);
});

test('a loop that is not is refused, with the reason', async () => {
  const [only, ...others] = await refusals(await write(source(CHAIN, '/** @shoal parallel */')));
  expect(others).toEqual([]);
  expect(only).toMatchObject({ code: 'SHOAL1034', severity: 'error', line: 4, message: expect.stringContaining('See line 4.') });
  expect(only!.hint).toContain("'ys'");
  expect(await refusals(await write(source(CHAIN, '', '/** @shoal parallel */\n')))).toMatchObject([{ code: 'SHOAL1034' }]);
});

test('neither can the loops of the dynamic tier be proven', async () => {
  const loops =
    '/** @shoal parallel */\nexport function f(xs: string[]): number {\n  const all = new Set<string>();\n  for (const x of xs) all.add(x);\n';
  const file = await write(`${loops}  return all.size;\n}\n`);
  expect(await refusals(file)).toMatchObject([{ code: 'SHOAL1034', line: 2, message: expect.stringContaining('static tier') }]);
});

test.each([
  ['/** @shoal paralel */', "'@shoal paralel' asks for nothing that is known."],
  ['/** @shoal */', "'@shoal' asks for nothing that is known."],
  ['/** @shoal parallel */ const zero = 0;', 'neither a loop nor a function'],
])('%s is a problem', async (before, message) => {
  const file = await write(source(PARALLEL, before));
  expect(await refusals(file)).toMatchObject([
    { code: 'SHOAL1033', line: 3, column: 7, message: expect.stringContaining(message) },
  ]);
});

test('the word in other places means nothing', async () => {
  expect(check(await write(source(PARALLEL, '// see @shoal parallel in the manual')))).toEqual([]);
});
