/** Memory of rounds and calls is given back, and only where nobody can miss it. */
import { describe, expect, test } from 'vitest';
import { CONTROL, HEAP_BASE } from '../../../../compiler/abi.js';
import { compileSingle } from './compile-single.js';
import { planSingleBlock } from './single-block.js';
import { temporaryFolder } from './temporary-folder.js';
import { TestHost } from './test-host.js';

const folder = temporaryFolder();
const ROUNDS = 20_000;

const GIVEN_BACK: [title: string, source: string][] = [
  [
    'scratch of a round',
    'export function f(n: number): number { let s = 0; for (let i = 0; i < n; i++) { const a = new Float64Array(100); a[i % 100] = i; if (i % 3 === 0) continue; const b: number[] = []; for (let k = 0; k < 9; k++) b.push(a[k]); s += b[i % 9] + a[99]; } return s; }',
  ],
  [
    'scratch of a call',
    'function g(i: number): number { const a = new Float64Array(50); a[i % 50] = i; if (i % 2 === 0) return a[0]; const r = [a, a.slice(3)]; return r[1][i % 40] + a.length; } export function f(n: number): number { let s = 0; for (let i = 0; i < n; i++) s += g(i); return s; }',
  ],
  [
    'arrays that functions return',
    'function make(i: number): number[] { return [i, i + 1, i * 2]; } function sum(a: number[]): number { let s = 0; for (const x of a) s += x; return s; } export function f(n: number): number { let s = 0; for (let i = 0; i < n; i++) s += sum(make(i)); return s; }',
  ],
  [
    'tuples',
    'function p(x: number, y: number): [number, number] { return [y * 0.5, x + 1]; } export function f(n: number): number { let t: [number, number] = [0, 0]; for (let i = 0; i < n; i++) t = p(t[0], t[1]); return t[0] + t[1]; }',
  ],
];

const KEPT: [title: string, source: string][] = [
  [
    'rows of a matrix',
    'export function f(n: number): number { const m: number[][] = []; for (let i = 0; i < n; i++) { const row = [i, 1]; m.push(row); } let s = 0; for (const r of m) s += r[0] * r[1]; return s; }',
  ],
  [
    'the last array',
    'export function f(n: number): number { let last = [0, 0]; for (let i = 0; i < n; i++) { const next = [last[1], i]; last = next; } return last[0] * 3 + last[1]; }',
  ],
  [
    'an array that grows',
    'function add(a: number[], x: number): void { a.push(x); } export function f(n: number): number { const a: number[] = []; for (let i = 0; i < n; i++) { const t = [i]; add(a, t[0]); } let s = 0; for (const x of a) s += x; return s; }',
  ],
  [
    'elements replaced',
    'export function f(n: number): number { const m = [[1], [2]]; for (let i = 0; i < n; i++) { m[i % 2] = [m[(i + 1) % 2][0] + 1]; } return m[0][0] * 1000 + m[1][0]; }',
  ],
  [
    'an array inside of a record',
    'interface R { a: number[] } export function f(n: number): number { let r: R = { a: [0] }; for (let i = 0; i < n; i++) { const b = [i, r.a[0]]; r = { a: b }; } return r.a[0] + r.a[1]; }',
  ],
];

async function run(name: string, source: string): Promise<{ result: unknown; heapBytes: number; wanted: unknown }> {
  const file = await folder.write(name, source);
  const { f } = (await import(/* @vite-ignore */ file)) as { f: (n: number) => unknown };
  const { module, plan, block } = await compileSingle(planSingleBlock(file, 'f'));
  const host = new TestHost(module);
  host.memory.writeSlot(block.slots.n!.input!, plan.parameters[0]!.type, ROUNDS);
  host.run();
  const result = host.memory.readSlot(block.resultSlot!, plan.returns);
  return { result, heapBytes: (host.memory.int(CONTROL.heapTop) >>> 0) - HEAP_BASE, wanted: f(ROUNDS) };
}

describe('memory', () => {
  test.each(GIVEN_BACK)('is given back: %s', async (title, source) => {
    const { result, heapBytes, wanted } = await run(`back-${title.replaceAll(' ', '-')}.ts`, source);
    expect(result).toBe(wanted);
    expect(heapBytes).toBeLessThan(10_000);
  });

  test.each(KEPT)('is kept: %s', async (title, source) => {
    const { result, wanted } = await run(`kept-${title.replaceAll(' ', '-')}.ts`, source);
    expect(result).toBe(wanted);
  });
});
