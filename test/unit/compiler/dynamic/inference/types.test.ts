import { describe, expect, test } from 'vitest';
import type { AssumedType } from '../../../../../compiler/dynamic/inference/assumptions.js';
import { infer } from '../../../../../compiler/dynamic/inference/index.js';
import { showType } from '../../../../../compiler/dynamic/inference/show.js';
import { ELEMENT_KIND } from '../../../../../compiler/dynamic/layout.js';
import { toCore } from '../../../../../compiler/dynamic/syntax/index.js';
import { withFiles } from '../syntax/differential.js';

const number: AssumedType = { kind: 'number' };
const numbers: AssumedType = { kind: 'array', element: number };
const doubles: AssumedType = { kind: 'typedArray', element: ELEMENT_KIND.f64 };
const bytes: AssumedType = { kind: 'typedArray', element: ELEMENT_KIND.u8 };

/** The types of the variables named in `expected`, in a module whose function is `f`. */
function variablesOf(source: string, parameters: readonly AssumedType[]): Record<string, string> {
  const result = withFiles({ 'f.ts': source }, (file) => toCore(file, 'f'));
  if (!result.program) throw new Error(JSON.stringify(result.diagnostics));
  const inference = infer(result.program, { parameters });
  const types: Record<string, string> = {};
  for (const fn of result.program.functions.values()) {
    if (fn.isBuiltin) continue;
    for (const variable of fn.variables.values()) types[variable.name] ??= showType(inference.variableType(variable.id));
    types[`${fn.name}()`] = showType(inference.returnType(fn.id));
  }
  return types;
}

const cases: readonly (readonly [string, string, readonly AssumedType[], Record<string, string>])[] = [
  [
    'counters below an int32',
    'export function f() { let s = 0; for (let i = 0; i < 10; i++) s = (s + i) | 0; return s; }',
    [],
    { i: 'int32', s: 'int32', 'f()': 'int32' },
  ],
  [
    'counters below a double',
    'export function f(n: number) { let i = 0; while (i < n) i++; return i; }',
    [number],
    { i: 'integer' },
  ],
  [
    'counters below a length',
    'export function f(a: number[]) { let s = 0; for (let i = 0; i < a.length; i++) s += a[i]; return s; }',
    [numbers],
    { i: 'int32', s: 'number' },
  ],
  [
    'counters that go down',
    'export function f() { let s = 0; for (let i = 9; i >= 0; i--) s ^= i; return s; }',
    [],
    { i: 'int32', s: 'int32' },
  ],
  [
    'counters with steps',
    'export function f() { let s = 0; for (let i = 0; i < 1000; i += 3) s = i; return s; }',
    [],
    { i: 'int32', s: 'int32' },
  ],
  [
    'sums of int32 are no int32',
    'export function f() { let s = 1; for (let i = 0; i < 99; i++) s = s + s; return s; }',
    [],
    { s: 'number' },
  ],
  [
    'negative zero',
    'export function f(n: number) { const i = n | 0; const p = i * -1; const m = -i; const r = i % 3; return [p, m, r]; }',
    [number],
    { i: 'int32', p: 'number', m: 'number', r: 'number' },
  ],
  [
    'remainders of what is not negative',
    'export function f(n: number) { const i = n >>> 1; const r = i % 10; return r; }',
    [number],
    { i: 'int32', r: 'int32' },
  ],
  [
    'rounded halves',
    'export function f(n: number) { const i = n >>> 1; const h = Math.floor(i / 2); return h; }',
    [number],
    { h: 'int32' },
  ],
  ['uint32', 'export function f(n: number) { const u = n >>> 0; return u; }', [number], { u: 'integer' }],
  [
    'bytes',
    'export function f(b: Uint8Array) { let s = 0; for (let i = 0; i < b.length; i++) { const v = b[i]; s = (s * 31 + v) & 0xffff; } return s; }',
    [bytes],
    { v: 'int32', s: 'int32' },
  ],
  [
    'elements that may be out of bounds',
    'export function f(a: Float64Array) { const v = a[3]; return v; }',
    [doubles],
    { v: 'number | undefined' },
  ],
  [
    'elements in bounds',
    'export function f(a: Float64Array) { const n = a.length; let t = 0; for (let i = 0; i < n; i++) { const v = a[i]; t += v; } return t; }',
    [doubles],
    { v: 'number', t: 'number' },
  ],
  [
    'elements of arrays that shrink',
    'export function f(a: number[]) { a.pop(); const n = a.length; for (let i = 0; i < n; i++) { const v = a[i]; if (v > 3) return i; } return 0; }',
    [numbers],
    { v: 'number | undefined' },
  ],
  [
    'for-of',
    'export function f(a: number[]) { let t = 0; for (const v of a) t += v; return t; }',
    [numbers],
    { v: 'number', t: 'number' },
  ],
  [
    'typeof',
    "export function f(x: any) { let t = 0; let s = ''; if (typeof x === 'number') t = x; else if (typeof x === 'string') s = x; return [t, s]; }",
    [],
    { t: 'number', s: 'string' },
  ],
  [
    'callbacks',
    'export function f(a: number[]) { const b = a.map((x) => x > 1); return b.filter((y) => y); }',
    [numbers],
    { x: 'number', y: 'undefined | boolean' },
  ],
  [
    'callbacks apart',
    // biome-ignore lint/suspicious/noTemplateCurlyInString: the text is a program
    'export function f(a: number[]) { const b = a.map((x) => `${x}`); const c = a.map((z) => z + 1); return [b, c]; }',
    [numbers],
    { x: 'number', z: 'number' },
  ],
  [
    'fields of classes',
    'class P { x: number; y: number; constructor(x: number, y: number) { this.x = x; this.y = y; } } export function f() { const p = new P(1, 2.5); const a = p.x; const b = p.y; return [a, b]; }',
    [],
    { a: 'int32', b: 'number', p: 'plain' },
  ],
  [
    'methods',
    'class C { n = 1; up() { this.n = this.n + 0.5; return this.n; } } export function f() { const c = new C(); const r = c.up(); return r; }',
    [],
    { r: 'number' },
  ],
  [
    'literals',
    "export function f() { const o = { a: 1, b: 'x' }; const a = o.a; const b = o.b; return [a, b]; }",
    [],
    { a: 'int32', b: 'string', o: 'plain' },
  ],
  [
    'functions',
    'function g(x: number) { return x * 2; } export function f() { const r = g(3) + g(4); return r; }',
    [],
    { 'g()': 'int32', r: 'int32' },
  ],
  [
    'recursion',
    'function fib(n: number): number { return n < 2 ? n : fib(n - 1) + fib(n - 2); } export function f() { const r = fib(20); return r; }',
    [],
    { n: 'int32', r: 'number' },
  ],
  [
    'maps',
    'export function f() { const m = new Map<string, number>(); m.set("a", 1); const v = m.get("a"); return v; }',
    [],
    { v: 'int32 | undefined', m: 'map' },
  ],
  [
    'closures',
    'export function f() { let n = 0; const up = () => { n++; return n; }; up(); const r = up(); return r; }',
    [],
    { r: 'integer' },
  ],
  [
    'caught',
    "export function f(x: number) { let r = 0; try { if (x > 1) throw 'no'; r = 1; } catch (e) { r = 2; } return r; }",
    [number],
    { r: 'int32', e: 'string | error' },
  ],
  [
    'nullish',
    'export function f(x: any) { const a = (x as number | undefined) ?? 1; return typeof a === "number" ? a : 0; }',
    [number],
    { a: 'number', 'f()': 'number' },
  ],
];

describe('types of variables', () => {
  test.each(cases)('%s', (_, source, parameters, expected) => {
    const types = variablesOf(source, parameters);
    expect(Object.fromEntries(Object.keys(expected).map((name) => [name, types[name]]))).toEqual(expected);
  });
});
