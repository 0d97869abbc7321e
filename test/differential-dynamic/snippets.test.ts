/** What code generation takes care of itself, in small functions: compiled, run on the V8 engine whole and paused, compared with Node. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { compile } from '#dist/compiler/index.js';
import { createV8Engine, type Engine } from '#dist/runtime/engine/index.js';
import { decodeGraph, encodeGraph } from '../../runtime/values/graph.js';
import { outcomeInNode } from '../differential/dynamic-corpus.js';
import { disturbedBy, Execution, UNDISTURBED } from '../differential/execution.js';
import { randomNumbers } from '../differential/generator.js';

/** Name, source of `main`, lists of arguments. */
const SNIPPETS: readonly (readonly [string, string, readonly (readonly unknown[])[]])[] = [
  ['numbers', 'function main(n) { let s = 0; for (let i = 0; i < n; i++) s += i * 1.5 - (i % 3); return s; }', [[0], [100]]],
  [
    'mixed operands',
    'function main(a, b) { return [a + b, a - b, a < b, a == b, a === b, a | b, a >>> b, -a, !a]; }',
    [
      [1, 2],
      ['1', 2],
      [null, undefined],
      [true, 'x'],
      [NaN, NaN],
    ],
  ],
  [
    'finally',
    'function main(n) { const log = []; for (let i = 0; i < n; i++) { try { if (i === 1) continue; if (i === 3) return log; log.push(i); } finally { log.push("f"); } } return log; }',
    [[2], [5]],
  ],
  [
    'finally overrides',
    'function main() { a: { try { return 1; } finally { break a; } } try { throw 1; } catch (e) { return e + 1; } }',
    [[]],
  ],
  [
    'rethrow',
    'function main(x) { try { try { x.y.z; } finally { x = 1; } } catch (e) { throw new RangeError(e.message); } }',
    [[{}], [null]],
  ],
  [
    'shared variables',
    'function main() { const fs = []; for (let i = 0; i < 3; i++) { let j = i; fs.push(() => j++ + i); } return fs.map((f) => f() + f()); }',
    [[]],
  ],
  [
    'hoisted functions',
    'function main(n) { return even(n); function even(k) { return k === 0 ? true : odd(k - 1); } function odd(k) { return k === 0 ? false : even(k - 1); } }',
    [[10], [7]],
  ],
  ['dead zone', 'function main() { const f = () => x; try { f(); } catch (e) { return e.message; } let x = 1; return x; }', [[]]],
  [
    'many arguments',
    'function main() { const f = (a, b, c, d, e, ...r) => [a, b, c, d, e, r]; return [f(1), f(1, 2, 3, 4, 5, 6, 7), f(...Array.from({ length: 80 }, (_, i) => i))]; }',
    [[]],
  ],
  [
    'classes',
    'class A { constructor(x) { this.x = x; } get double() { return this.x * 2; } set double(v) { this.x = v / 2; } m() { return "A" + this.x; } static s(k) { return new this(k); } } class B extends A { constructor() { super(3); this.y = new.target === B; } m() { return super.m() + "B"; } } function main() { const b = new B(); b.double = 10; return [b.m(), b.double, b.y, b instanceof A, A.s(4).x]; }',
    [[]],
  ],
  [
    'caches meet other shapes',
    'function main(n) { let s = 0; const os = [{ a: 1 }, { b: 2, a: 3 }, Object.create({ a: 5 }), [1], "x"]; for (let i = 0; i < n; i++) { const o = os[i % 5]; s += o.a ?? 0; if (i % 5 < 2) o.c = i; } return [s, os[1]]; }',
    [[50]],
  ],
  [
    'elements',
    'function main() { const a = [1, , 3]; a[5] = 6; a["1"] = 2; a[-1] = 7; const t = new Uint8Array(2); t[0] = 300; t[1] = "7"; t[2] = 5; return [a.length, a[1], a[4], a[-1], t[0], t[1], t[2]]; }',
    [[]],
  ],
  [
    'texts of callees',
    'function main(o, k) { const r = []; for (const f of [() => o.a(), () => o.b.c(), () => o[k](), () => o?.d(), () => k(), () => new k(), () => o.e.f]) try { f(); } catch (e) { r.push(e.message); } return r; }',
    [[{ b: {} }, 'q']],
  ],
  [
    'garbage',
    'function main(n) { const make = (d) => (d === 0 ? null : { l: make(d - 1), r: make(d - 1) }); const count = (t) => (t === null ? 0 : 1 + count(t.l) + count(t.r)); let s = 0; for (let i = 0; i < n; i++) s += count(make(10)) + String(i).length; return s; }',
    [[300]],
  ],
  [
    'dense switch',
    'function main(k) { switch (k) { case 0: return "a"; case 1: return "b"; case 2: case 3: return "c"; default: return "d"; } }',
    [[0], [3], [4], [1.5], [-0], ['1'], [NaN]],
  ],
];

describe('snippets', () => {
  let engine: Engine;
  const folder = mkdtempSync(path.join(tmpdir(), 'shoal-snippets-'));
  beforeAll(() => {
    engine = createV8Engine({ warm: 1, kept: 2 });
  });
  afterAll(async () => {
    await engine[Symbol.asyncDispose]();
    rmSync(folder, { recursive: true });
  });

  test.each(SNIPPETS)('%s', async (name, source, cases) => {
    const file = path.join(folder, `${name.replaceAll(' ', '-')}.js`);
    writeFileSync(file, `${source.replace('function main', 'export function main')}\n`);
    const execution = new Execution(engine, await compile(file, { functionName: 'main', tier: 'dynamic', components: false }));
    for (const [k, values] of cases.entries()) {
      const wanted = (await outcomeInNode(file, 'main', values)).bytes;
      const whole = (await execution.run([encodeGraph(values)], UNDISTURBED)) as Uint8Array;
      expect(decodeGraph(whole), `case ${k}`).toEqual(decodeGraph(wanted));
      const paused = (await execution.run([encodeGraph(values)], disturbedBy(randomNumbers(k + 1), 0.5))) as Uint8Array;
      expect(decodeGraph(paused), `case ${k}, paused`).toEqual(decodeGraph(wanted));
    }
  });
});
