// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are sources
/** Several files, and code at the top level. */
export const MODULES = {
  imports: {
    files: {
      'main.ts':
        "import def, { a, b as renamed, type T } from './other.ts'; import * as ns from './other.ts'; import type { U } from './types.ts'; import { unused } from './missing.ts'; export function run(): T { return [def(1), a, renamed(), ns.a, ns.default(2), Object.keys(ns)] as any; }",
      'other.ts':
        'export type T = any; export const a = 1; export function b() { return a + 1; } export default function (x: number) { return x * 10; }',
    },
  },
  'without extension': {
    files: {
      'main.ts': "import { x } from './dir'; import { y } from './y.js'; export const run = () => x + y;",
      'dir/index.ts': 'export const x = 1;',
      'y.ts': 'export const y = 2;',
    },
  },
  're-exports': {
    files: {
      'main.ts': "export { run } from './a.ts';",
      'a.ts': "import { x, y, z, q } from './b.ts'; export function run() { return [x, y, z, q.x]; }",
      'b.ts':
        "export * from './c.ts'; export { x as y } from './c.ts'; export * as q from './c.ts'; import { x } from './c.ts'; const w = x + 5; export { w as z };",
      'c.ts': 'export const x = 3; export default 7;',
    },
  },
  'order of evaluation': {
    files: {
      'main.ts':
        "import './a.ts'; import { log } from './log.ts'; import './b.ts'; log.push('main'); export const run = () => log;",
      'a.ts': "import { log } from './log.ts'; import './b.ts'; log.push('a');",
      'b.ts': "import { log } from './log.ts'; log.push('b');",
      'log.ts': "export const log: string[] = ['log'];",
    },
  },
  cycles: {
    files: {
      'main.ts': "import { even } from './even.ts'; export const run = () => [even(10), even(7)];",
      'even.ts': "import { odd } from './odd.ts'; export function even(n: number): boolean { return n === 0 || odd(n - 1); }",
      'odd.ts': "import { even } from './even.ts'; export function odd(n: number): boolean { return n !== 0 && even(n - 1); }",
    },
  },
  'dead zone in a cycle': {
    files: {
      'main.ts': "import { f } from './other.ts'; export const x = 5; export const run = () => f();",
      'other.ts':
        "import { x } from './main.ts'; let seen: any; try { seen = x; } catch (e) { seen = e; } export const f = () => [seen, x];",
    },
  },
  'live bindings': {
    files: {
      'main.ts': "import { n, up } from './n.ts'; export const run = () => { const a = n; up(); up(); return [a, n]; };",
      'n.ts': 'export let n = 0; export function up() { n++; }',
    },
  },
  'top-level code': {
    files: {
      'main.ts':
        'const table: number[] = []; for (let i = 0; i < 4; i++) table.push(i * i); const fs = []; for (let i = 0; i < 2; i++) fs.push(() => i); let sum = 0; { const local = 5; sum += local; } if (sum > 3) sum *= 2; const { a, ...rest } = { a: 1, b: 2 }; var v = 1; v++; export function run() { sum++; return [table, sum, a, rest, v, fs.map((f) => f())]; }',
    },
  },
  'top-level order': {
    files: {
      'main.ts':
        'const log: any[] = []; const a = f("a"); const b = f("b"), c = f("c"); function f(x: any) { log.push(x); return x; } class K { static s = f("s"); } export const run = () => [log, a, b, c, K.s];',
    },
  },
  'unused things are not needed': {
    files: {
      'main.ts':
        "import { good } from './lib.ts'; const re = /x/; function bad() { return new Date(); } export const unusedToo = () => console.log(re, bad()); export const run = () => good();",
      'lib.ts':
        "import fs from 'node:fs'; export const good = () => 1; export const bad = () => fs.readFileSync('x'); export class Bad { re = /x/; }",
    },
  },
  'default expressions': {
    files: {
      'main.ts': "import f from './f.ts'; import C from './c.ts'; export const run = () => [f(2), new C().v, f.name, C.name];",
      'f.ts': 'export default (x: number) => x + 1;',
      'c.ts': 'export default class { v = 3; }',
    },
  },
  'wrapped functions': {
    files: {
      'main.ts':
        'const memo = (f: any) => { const m = new Map(); return (x: any) => { if (!m.has(x)) m.set(x, f(x)); return m.get(x); }; }; export const run = memo((x: any) => [x, "made"]);',
    },
  },
  json: {
    files: {
      'main.ts': "import data from './d.json' with { type: 'json' }; export const run = () => [data.a, data];",
      'd.json': '{ "a": [1, -2, "x"], "b": { "c": null, "d": true } }',
    },
  },
  javascript: {
    files: {
      'main.js': "import { f } from './lib.mjs'; export function run() { var x = f(2); return [x, typeof arguments]; }",
      'lib.mjs': 'export const f = (x) => x ** 3; let unused = 1;',
    },
  },
  packages: {
    files: {
      'main.ts': "import { f } from 'pkg'; import g from '@scope/other/sub'; export const run = () => [f(1), g];",
      'node_modules/pkg/package.json':
        '{ "name": "pkg", "type": "module", "exports": { ".": { "types": "./index.d.ts", "import": "./src/index.js" } } }',
      'node_modules/pkg/index.d.ts': 'export declare function f(x: number): number;',
      'node_modules/pkg/src/index.js': "export { f } from './f.js'; export const sideEffectFree = /x/;",
      'node_modules/pkg/src/f.js': 'export function f(x) { return x + 41; }',
      'node_modules/@scope/other/package.json':
        '{ "name": "@scope/other", "type": "module", "exports": { "./sub": "./sub.js" } }',
      'node_modules/@scope/other/sub.js': 'export default { k: 1 };',
    },
  },
  'enums of other files': {
    files: {
      'main.ts': "import { E, C } from './e.ts'; export const run = () => [E.a, E[1], C.x];",
      'e.ts': 'export enum E { a, b } export const enum C { x = 4 }',
    },
  },
  'names that collide': {
    files: {
      'main.ts': "import { f as g } from './o.ts'; function f() { return 1; } export const run = () => [f(), g()];",
      'o.ts': 'export function f() { return h(); } function h() { return 2; }',
    },
  },
  'captured variables of top-level blocks': {
    files: { 'main.ts': 'let get: any; { let hidden = 1; get = () => hidden++; } export const run = () => [get(), get()];' },
  },
  'exported class': {
    files: {
      'main.ts': "import { A, make } from './a.ts'; class B extends A { y = 2; } export const run = () => [new B(), make()];",
      'a.ts': 'export class A { x = 1; static n = 0; constructor() { A.n++; } } export const make = () => [new A(), A.n];',
    },
  },
};
