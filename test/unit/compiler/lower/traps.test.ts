/** Programs that stop at an error: which, where, and with what. */
import { describe, expect, test } from 'vitest';
import { TRAP } from '../../../../compiler/abi.js';
import { compileSingle } from './compile-single.js';
import { planSingleBlock } from './single-block.js';
import { temporaryFolder } from './temporary-folder.js';
import type { BlockTrap } from './test-host.js';

const folder = temporaryFolder();

interface Case {
  readonly title: string;
  readonly source: string;
  readonly values: readonly unknown[];
  readonly code: number;
  readonly text: string;
  readonly a?: number;
  readonly b?: number;
}

const xs = Float64Array.of(1, 2, 3);

const CASES: readonly Case[] = [
  {
    title: 'a read past the end',
    source: 'export function f(a: Float64Array, i: number): number { return a[i + 1]; }',
    values: [xs, 2],
    code: TRAP.bounds,
    text: 'a[i + 1]',
    a: 3,
    b: 3,
  },
  {
    title: 'a read before the start',
    source: 'export function f(a: Float64Array, i: number): number { return a[i - 1]; }',
    values: [xs, 0],
    code: TRAP.bounds,
    text: 'a[i - 1]',
    a: -1,
    b: 3,
  },
  {
    title: 'an index with a fraction',
    source: 'export function f(a: Float64Array, i: number): number { return a[i / 2]; }',
    values: [xs, 1],
    code: TRAP.bounds,
    text: 'a[i / 2]',
    a: 0.5,
    b: 3,
  },
  {
    title: 'NaN as index',
    source: 'export function f(a: number[], i: number): number { return a[i * 1]; }',
    values: [[1], Number.NaN],
    code: TRAP.bounds,
    text: 'a[i * 1]',
    a: Number.NaN,
    b: 1,
  },
  {
    title: 'a huge product as index',
    source: 'export function f(a: Float64Array, i: number): number { return a[i * i * i]; }',
    values: [xs, 2147483647],
    code: TRAP.bounds,
    text: 'a[i * i * i]',
  },
  {
    title: 'a write past the end',
    source: 'export function f(a: Float64Array, i: number): void { a[i * 2] += 1; }',
    values: [xs, 2],
    code: TRAP.bounds,
    text: 'a[i * 2]',
    a: 4,
    b: 3,
  },
  {
    title: 'a row that does not exist',
    source: 'export function f(a: number[][], i: number): number { return a[0][0] + a[i][0]; }',
    values: [[[1]], 1],
    code: TRAP.bounds,
    text: 'a[i]',
    a: 1,
    b: 1,
  },
  {
    title: 'pop of nothing',
    source: 'export function f(a: number[]): number { a.pop(); return a.pop()!; }',
    values: [[1]],
    code: TRAP.empty,
    text: 'a.pop()',
  },
  {
    title: 'a negative length',
    source: 'export function f(n: number): Float64Array { return new Float64Array(n - 5); }',
    values: [2],
    code: TRAP.arrayLength,
    text: 'new Float64Array(n - 5)',
    a: -3,
  },
  {
    title: 'too much memory',
    source:
      'export function f(n: number): number { let s = 0; for (let i = 0; i < n; i++) { const a = new Float64Array(2 ** 29); s += a.length; } return s; }',
    values: [2],
    code: TRAP.memory,
    text: '',
  },
  {
    title: 'a thrown error',
    source: "export function f(n: number): number { if (n > 3) throw new Error('no more than three'); return n; }",
    values: [4],
    code: TRAP.thrown,
    text: 'no more than three',
  },
  {
    title: 'set past the end',
    source: 'export function f(a: Float64Array): void { const b = new Float64Array(3); b.set(a, 1); }',
    values: [xs],
    code: TRAP.bounds,
    text: 'b.set(a, 1)',
    a: 3,
    b: 3,
  },
];

describe('a program that can not go on', () => {
  test.each(CASES)('$title', async ({ source, values, code, text, a, b, title }) => {
    const file = await folder.write(`${title.replaceAll(' ', '-')}.ts`, source);
    const assume = values.every((value) => !Number.isNaN(value));
    for (const known of ['ranges', 'nothing'] as const) {
      const compiled = await compileSingle(planSingleBlock(file, 'f', known, assume));
      const trap = trapOf(() => compiled.run(values));
      expect(trap.code).toBe(code);
      const site = compiled.block.sites[trap.site];
      expect(site?.text ?? '').toBe(text);
      if (site) expect(site.line).toBe(1);
      if (a !== undefined) expect(trap.a).toBe(a);
      if (b !== undefined) expect(trap.b).toBe(b);
    }
  });
});

function trapOf(run: () => unknown): BlockTrap {
  try {
    run();
  } catch (error) {
    return error as BlockTrap;
  }
  return expect.fail('the program ended as if nothing was wrong');
}
