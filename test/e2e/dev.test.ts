/** `shoal dev` over real files that are saved as editors save them. */
import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Called, call, eventually, shoalJson } from './shoal.js';

let directory: string;
let calls: Called[] = [];
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'shoal-dev-'));
});
afterEach(async () => {
  for (const { process, ended } of calls) {
    process.kill('SIGKILL');
    await ended;
  }
  calls = [];
  await rm(directory, { recursive: true, force: true });
});

const place = (name: string): string => join(directory, name);
const save = (name: string, text: string): Promise<void> => writeFile(place(name), text);
const double = (factor: number): string => `export function twice(x: number): number { return ${factor} * x; }\n`;
const USER = "import { twice } from './twice.js';\nexport function f(x: number): number { return twice(x) + 1; }\n";

// biome-ignore lint/suspicious/noExplicitAny: tests look into documents of all shapes
type Line = any;

/** Gives the next line that holds; those of turns that a save came in between of are passed over. */
function watchLines(...words: string[]): { called: Called; until: (holds: (line: Line) => boolean) => Promise<Line> } {
  const called = call('dev', ...words, '--json');
  calls.push(called);
  const lines: Line[] = [];
  createInterface({ input: called.process.stdout! }).on('line', (line) => lines.push(JSON.parse(line)));
  return {
    called,
    until: (holds) =>
      eventually(() => {
        for (let line = lines.shift(); line; line = lines.shift()) if (holds(line)) return line;
        return undefined;
      }, 'such a line'),
  };
}

const gives = (result: unknown) => (line: Line) => line.run?.result === result;
const fails = (code: string) => (line: Line) => line.error?.code === code;

describe('compiles again', () => {
  test('when the file or an import of it is saved, in place or by another that takes its name', async () => {
    await save('f.ts', USER);
    await save('twice.ts', double(2));
    const { until } = watchLines(place('f.ts'), '--args', '[4]');
    expect(await until(gives(9))).toMatchObject({ ok: true, schema: 'shoal/dev@1', number: 1, function: { name: 'f' } });
    await save('twice.ts', double(3));
    await until(gives(13));
    await save('f.ts.new', USER.replace('+ 1', '+ 2'));
    await rename(place('f.ts.new'), place('f.ts'));
    await until(gives(14));
  });

  test('after a mistake, which it reports', async () => {
    await save('f.ts', 'export function f(x: number): number {');
    const { until } = watchLines(place('f.ts'), '--args', '[4]');
    const wrong = await until(fails('SHOAL1001'));
    expect(wrong).toMatchObject({ ok: false, number: 1, diagnostics: [expect.objectContaining({ line: 1 })] });
    await save('f.ts', 'export function f(x: number): number { return x; }');
    await until(gives(4));
  });

  test('when the file comes back', async () => {
    await save('f.ts', 'export function f(x: number): number { return x; }');
    const { until } = watchLines(place('f.ts'), '--args', '[4]');
    await until(gives(4));
    await rm(place('f.ts'));
    await until(fails('SHOAL1002'));
    await save('f.ts', 'export function f(x: number): number { return -x; }');
    await until(gives(-4));
  });

  test('when its folder comes back', async () => {
    const folder = place('inner');
    await mkdir(folder);
    await save('inner/f.ts', 'export function f(x: number): number { return x; }');
    const { until } = watchLines(place('inner/f.ts'), '--args', '[4]');
    await until(gives(4));
    await rm(folder, { recursive: true });
    await until(fails('SHOAL1002'));
    await mkdir(folder);
    await save('inner/f.ts', 'export function f(x: number): number { return -x; }');
    await until(gives(-4));
  });

  test('when a file appears that was imported already', async () => {
    await save('f.ts', USER);
    const { until } = watchLines(place('f.ts'), '--args', '[4]');
    expect((await until((line) => !line.ok)).error.file).toMatch(/f\.ts$/);
    await save('twice.ts', double(2));
    await until(gives(9));
    await save('twice.ts', double(5));
    await until(gives(21));
  });

  test('once for saves that come together, the last one winning', async () => {
    await save('f.ts', 'export function f(): number { return 0; }');
    const { until } = watchLines(place('f.ts'), '--args', '[]');
    await until(gives(0));
    for (let k = 1; k <= 20; k++) await save('f.ts', `export function f(): number { return ${k}; }`);
    const { number } = await until(gives(20));
    expect(number).toBeLessThan(21);
  });
});

describe('runs', () => {
  test('what was saved last: a run that goes on is cancelled', async () => {
    await save(
      'f.ts',
      'export function f(n: number): number { let s = 0; for (let i = 0; i < n; i++) s = (s * 31 + i) % 65521; return s; }',
    );
    const called = watchLines(place('f.ts'), '--args', '[1e15]');
    // The hub is there when the run is about to begin.
    await eventually(() => (called.called.descendants().length > 1 ? true : undefined), 'hub');
    await save('f.ts', 'export function f(n: number): number { return n - 1; }');
    await called.until(gives(1e15 - 1));
  });

  test('beside Node, in both tiers, with arguments of a file that is watched too', async () => {
    await save('f.ts', 'export function f(x: number[]): number { return x[0]! + x[1]!; }');
    await save('args.json', '[[3, 4]]');
    const { until } = watchLines(place('f.ts'), '--args-file', place('args.json'), '--verify');
    expect((await until(gives(7))).run).toMatchObject({ ok: true, equal: true });
    await save('args.json', '[[30, 40]]');
    await until(gives(70));
    await save('f.ts', 'export function f(x: number[]): string { return String(x); }');
    expect((await until(gives('30,40'))).run).toMatchObject({ ok: true, equal: true });
    await save('args.json', '[3');
    expect((await until((line) => line.run?.ok === false)).run.error.code).toBe('SHOAL0001');
  });

  test('and reports what the function threw', async () => {
    await save('f.ts', 'export function f(x: number): number { if (x > 3) throw new Error("too many"); return x; }');
    const { until } = watchLines(place('f.ts'), '--args', '[4]');
    const { run } = await until((line) => line.run?.ok === false);
    expect(run.error).toMatchObject({ code: 'SHOAL2002', message: expect.stringContaining('too many') });
  });
});

describe('the command', () => {
  test.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)('ends by %s with %i and leaves no process', async (signal, code) => {
    await save('f.ts', 'export function f(x: number): number { return x; }');
    const { called, until } = watchLines(place('f.ts'), '--args', '[4]');
    await until(gives(4));
    expect(called.descendants().length).toBeGreaterThan(1);
    called.process.kill(signal);
    expect((await called.ended).code).toBe(code);
    expect(called.descendants()).toEqual([]);
  });

  test('prints plain lines where there is no terminal', async () => {
    await save('f.ts', 'export function f(x: number): number { return x; }');
    const called = call('dev', place('f.ts'));
    calls.push(called);
    expect(await called.firstLine).toMatch(/^block +kind +lines/);
    await save('f.ts', 'export function f(x: number): number { return x');
    let seen = '';
    called.process.stderr!.on('data', (text: string) => {
      seen += text;
    });
    await eventually(() => (seen.includes('waiting for a change') ? true : undefined), 'report of the mistake');
    called.process.kill('SIGINT');
    const { stdout, stderr } = await called.ended;
    expect(stderr).toMatch(/f compiled in .*ms\n/);
    expect(stderr).toContain('> 1 | export function f');
    expect(stdout + stderr).not.toContain('\u001b');
  });

  test('refuses a file that is not there, and a comparison of nothing', async () => {
    expect(await shoalJson('dev', place('none.ts'))).toMatchObject({ code: 2, document: { error: { code: 'SHOAL0002' } } });
    await save('f.ts', 'export function f(x: number): number { return x; }');
    expect(await shoalJson('dev', place('f.ts'), '--verify')).toMatchObject({
      code: 2,
      document: { error: { code: 'SHOAL0001' } },
    });
  });
});
