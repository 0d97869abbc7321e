import { describe, expect, test } from 'vitest';
import type { CoreProgram, Expression } from '../../../../../compiler/dynamic/core/types.js';
import type { AssumedType } from '../../../../../compiler/dynamic/inference/assumptions.js';
import { infer } from '../../../../../compiler/dynamic/inference/index.js';
import { optimize } from '../../../../../compiler/dynamic/optimize/index.js';
import { walk } from '../../../../../compiler/dynamic/optimize/rewrite.js';
import { toCore } from '../../../../../compiler/dynamic/syntax/index.js';
import { observe } from '../inference/observe.js';
import { withFiles } from '../syntax/differential.js';

const numbers: AssumedType = { kind: 'array', element: { kind: 'number' } };

function optimized(source: string, parameters: readonly AssumedType[]): CoreProgram {
  const result = withFiles({ 'f.ts': source }, (file) => toCore(file, 'f'));
  if (!result.program) throw new Error(JSON.stringify(result.diagnostics));
  return optimize(result.program, { parameters });
}

/** Kinds of all expressions that the user's code still has where inference reaches it. */
function kindsIn(program: CoreProgram, parameters: readonly AssumedType[]): Set<Expression['kind']> {
  const inference = infer(program, { parameters });
  const kinds = new Set<Expression['kind']>();
  for (const fn of program.functions.values()) {
    if (fn.isBuiltin || !inference.isReached(fn.id) || fn.id === program.initialise) continue;
    walk(fn.body, (node) => {
      kinds.add(node.kind as Expression['kind']);
    });
  }
  return kinds;
}

const cases: readonly (readonly [string, string, readonly unknown[], unknown])[] = [
  ['map and filter', 'export function f(a: number[]) { return a.map((x) => x * 2).filter((x) => x > 3); }', [[1, 2, 3]], [4, 6]],
  [
    'captured variables',
    'export function f(a: number[]) { let t = 0; a.forEach((x) => { t += x; }); return t; }',
    [[1, 2, 3]],
    6,
  ],
  ['reduce', 'export function f(a: number[]) { return a.reduce((s, x) => s + x, 0); }', [[1, 2, 3.5]], 6.5],
  [
    'some with a return in the middle',
    'export function f(a: number[]) { return a.some((x) => { if (x > 2) return true; return false; }); }',
    [[1, 2, 3]],
    true,
  ],
  [
    'small functions',
    'const sq = (x: number) => x * x; export function f(a: number[]) { let t = 0; for (const x of a) t += sq(x); return t; }',
    [[1, 2, 3]],
    14,
  ],
  [
    'push',
    'export function f(a: number[]) { const r: number[] = []; for (const x of a) r.push(x + 1); return r; }',
    [[1, 2]],
    [2, 3],
  ],
  [
    'closures in loops',
    'export function f(a: number[]) { let t = 0; for (const x of a) { const g = (y: number) => x * y; t += g(x) + g(1); } return t; }',
    [[1, 2]],
    8,
  ],
  [
    'a loop over a Set that grows',
    'export function f(a: number[]) { const s = new Set(a); let t = 0; for (const x of s) { t += x; if (x < 4) s.add(x + 1); } return t; }',
    [[1, 3]],
    10,
  ],
  [
    'a loop over a Map',
    'export function f(a: number[]) { const m = new Map([[1, 2]]); m.set(3, a[0]!); let t = 0; for (const [k, v] of m) t += k * v; return t; }',
    [[5]],
    17,
  ],
  [
    'maps in maps',
    'export function f(a: number[]) { return a.map((x) => a.map((y) => x * y)); }',
    [[1, 2]],
    [
      [1, 2],
      [2, 4],
    ],
  ],
];

describe('calls of known functions go away', () => {
  test.each(cases)('%s', (_, source, args, expected) => {
    const program = optimized(source, [numbers]);
    const kinds = kindsIn(program, [numbers]);
    expect([...kinds].filter((kind) => /^(call|function)/.test(kind))).toEqual([]);
    const { outcome, violations } = observe(program, infer(program, { parameters: [numbers] }), (interpreter) =>
      interpreter.run(args),
    );
    expect(violations).toEqual([]);
    expect(outcome).toEqual(expected);
  });
});

describe('calls that stay', () => {
  const kept: readonly (readonly [string, string, readonly unknown[], unknown])[] = [
    [
      'a method of what may be undefined',
      'export function f(a: number[]) { const t: unknown[] = []; for (const r of [a, undefined as any]) { try { t.push(r.reduce((s: number, x: number) => s + x, 0)); } catch (e) { t.push((e as Error).message); } } return t; }',
      [[1, 2, 3]],
      [6, "Cannot read properties of undefined (reading 'reduce')"],
    ],
    [
      'a result that is undefined at first',
      'export function f(a: number[]) { const g = (n: number) => { for (const x of a) if (x > n) return x; return undefined; }; return [g(1), g(2), g(3)]; }',
      [[1, 2, 3]],
      [2, 3, undefined],
    ],
    [
      'Array.from of a length',
      'export function f(a: number[]) { return Array.from({ length: a.length }, (_, i) => a[i]! * 2); }',
      [[1, 2]],
      [2, 4],
    ],
    [
      'a closure that outlives its scope',
      'export function f(a: number[]) { const fs: (() => number)[] = []; for (const x of a) fs.push(() => x); return fs.map((g) => g()); }',
      [[1, 2, 3]],
      [1, 2, 3],
    ],
    [
      'recursion',
      'function fib(n: number): number { return n < 2 ? n : fib(n - 1) + fib(n - 2); } export function f(a: number[]) { return fib(a[0]!); }',
      [[10]],
      55,
    ],
    [
      'a callback that throws',
      "export function f(a: number[]) { try { a.forEach((x) => { if (x > 1) throw new Error('much'); }); } catch (e) { return (e as Error).message; } return ''; }",
      [[1, 2]],
      'much',
    ],
    [
      'a getter',
      'class C { n = 1; get twice() { return this.n * 2; } } export function f(a: number[]) { const c = new C(); c.n = a[0]!; return c.twice; }',
      [[4]],
      8,
    ],
  ];
  test.each(kept)('%s', (_, source, args, expected) => {
    const program = optimized(source, [numbers]);
    const { outcome, violations } = observe(program, infer(program, { parameters: [numbers] }), (interpreter) =>
      interpreter.run(args),
    );
    expect(violations).toEqual([]);
    expect(outcome).toEqual(expected);
  });
});
