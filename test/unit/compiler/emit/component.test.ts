import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { transpile } from '@bytecodealliance/jco';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { emitBundle } from '../../../../compiler/emit/index.js';
import { compile } from '../../../../compiler/index.js';
import { planSingleBlock } from '../lower/single-block.js';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'shoal-component-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

type Run = (...values: unknown[]) => unknown;

/** The function `run` of a component, as jco makes it available in Node. */
async function load(component: Uint8Array, name: string): Promise<Run> {
  const { files } = await transpile(component, { name, instantiation: 'async', noTypescript: true });
  const byName = new Map<string, Uint8Array>(Object.entries(files as Record<string, Uint8Array>));
  const path = join(folder, `${name}.mjs`);
  await writeFile(path, byName.get(`${name}.js`)!);
  const { instantiate } = (await import(/* @vite-ignore */ path)) as {
    instantiate: (core: (file: string) => Promise<WebAssembly.Module>, imports: object) => Promise<{ run: Run }>;
  };
  const trap = (code: number, site: number) => {
    throw new Error(`trap ${code} at ${site}`);
  };
  const math = Object.fromEntries(Object.getOwnPropertyNames(Math).map((key) => [key, Math[key as 'sin']]));
  const core = async (file: string) => new WebAssembly.Module(byName.get(file) as Uint8Array<ArrayBuffer>);
  const { run } = await instantiate(core, { math: { ...math, default: math }, trap: { default: trap } });
  return run;
}

const SOURCES: [title: string, source: string, values: unknown[]][] = [
  [
    'numbers',
    'export function f(a: number, b: number): number { return Math.sin(a) * b ** 3 + Math.hypot(a, b, 1); }',
    [1.5, -2.25],
  ],
  ['booleans', 'export function f(a: boolean, b: number): boolean { return !a && b > 2; }', [false, 3]],
  [
    'typed arrays',
    'export function f(a: Uint8Array, s: number): Float32Array { const r = new Float32Array(a.length); for (let i = 0; i < a.length; i++) r[i] = a[i] * s; return r; }',
    [new Uint8Array([1, 2, 250]), 0.3],
  ],
  [
    'number[]',
    'export function f(a: number[]): number[] { const r: number[] = []; for (const x of a) if (x > 0) r.push(x * x); return r; }',
    [[1, -2, 3.5]],
  ],
  [
    'nested arrays',
    'export function f(a: number[][]): number[][] { const r: number[][] = []; for (const row of a) { const n: number[] = []; for (const x of row) n.push(x + 1); r.push(n); } return r; }',
    [[[1, 2], [], [3]]],
  ],
  [
    'boolean[]',
    'export function f(a: boolean[]): boolean[] { const r: boolean[] = []; for (const x of a) r.push(!x); return r; }',
    [[true, false, false]],
  ],
  [
    'text',
    'export function f(a: string): number { let n = 0; for (let i = 0; i < a.length; i++) n = n * 31 + a.charCodeAt(i) | 0; return n; }',
    ['h\u00e9llo \u4e16\u754c'],
  ],
  ['strings back', 'export function f(a: string, b: string): string { return a < b ? a : b; }', ['walrus', 'wal\u00fc']],
  [
    'records',
    'interface P { xPos: number; ok: boolean; name: string } export function f(a: P, k: number): { best: P; all: P[] } { return { best: a, all: [a, { xPos: k, ok: !a.ok, name: a.name }] }; }',
    [{ xPos: 2.5, ok: true, name: 'fish' }, 7],
  ],
  [
    'tuples',
    'export function f(a: [number, boolean], b: [number, number][]): [number, [boolean, number]] { return [b[1][0], [a[1], a[0]]]; }',
    [
      [1, true],
      [
        [1, 2],
        [3, 4],
      ],
    ],
  ],
  [
    'many parameters',
    `export function f(${Array.from({ length: 20 }, (_, k) => `p${k}: number`).join(', ')}): number { return ${Array.from({ length: 20 }, (_, k) => `p${k}`).join(' - ')}; }`,
    Array.from({ length: 20 }, (_, k) => k * 1.1),
  ],
];

describe('components made with jco compute what Node computes', () => {
  test.each(SOURCES)('%s', async (title, source, values) => {
    const name = title.replace(/[^a-z]/g, '');
    const file = join(folder, `${name}.ts`);
    await writeFile(file, source);
    const reference = (await import(/* @vite-ignore */ file)) as { f: Run };
    const bundle = await emitBundle(planSingleBlock(file), { components: true });
    const [block] = bundle.manifest.blocks;
    const run = await load(bundle.files.get(block!.component!.file)!, name);
    const expected = reference.f(...values);
    for (let round = 0; round < 2; round++) expect(plain(run(...values))).toEqual(plain(expected));
  });

  test('a range block takes and gives the part of an array that it works on', async () => {
    const source = `export function f(a: Float64Array, n: number): Float64Array {
      const r = new Float64Array(a.length);
      for (let i = 0; i < a.length; i++) { let x = a[i]; for (let k = 0; k < n; k++) x = Math.cos(x) * 1.5; r[i] = x; }
      return r;
    }`;
    const file = join(folder, 'range.ts');
    await writeFile(file, source);
    const reference = (await import(/* @vite-ignore */ file)) as { f: Run };
    const bundle = await compile(file, { components: true });
    const block = bundle.manifest.blocks.find(({ kind }) => kind === 'range')!;
    const wit = new TextDecoder().decode(bundle.files.get(block.component!.wit));
    expect(wit).toContain('export run: func(lo: s32, hi: s32, ');
    const run = await load(bundle.files.get(block.component!.file)!, 'range');
    const a = Float64Array.from({ length: 20 }, (_, k) => k / 3);
    const [lo, hi] = [5, 12];
    const part = (elements: Float64Array) => ({ first: lo, length: a.length, elements });
    const values = block.contract.flatMap((item): unknown[] => {
      if (block.slots[item.name]!.input === undefined) return [];
      if (item.name === 'n') return [50];
      if (item.type.kind === 'number') return [a.length];
      return [part(item.mode === 'in' ? a.slice(lo, hi) : new Float64Array(hi - lo))];
    });
    expect(plain(run(lo, hi, ...values))).toEqual(plain((reference.f(a, 50) as Float64Array).slice(lo, hi)));
  });

  test('a trap reaches the import of the world', async () => {
    const file = join(folder, 'trap.ts');
    await writeFile(file, 'export function f(a: Float64Array, i: number): number { return a[i]; }');
    const bundle = await emitBundle(planSingleBlock(file), { components: true });
    const run = await load(bundle.files.get('b0.component.wasm')!, 'trap');
    expect(() => run(Float64Array.of(1), 1)).toThrow('trap 1 at 0');
  });
});

/** Arrays of whatever kind as plain arrays: jco gives typed arrays for lists of some types. */
function plain(value: unknown): unknown {
  if (ArrayBuffer.isView(value)) return Array.from(value as unknown as number[]);
  if (Array.isArray(value)) return value.map(plain);
  if (value !== null && typeof value === 'object')
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, plain(inner)]));
  return value;
}
