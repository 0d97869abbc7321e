/** What small functions become in the IR: source and printed program. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { loadProgram } from '../../../../compiler/frontend/index.js';
import { print } from '../../../../compiler/ir/index.js';

const folder = mkdtempSync(path.join(tmpdir(), 'shoal-translation-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const CASES = [
  {
    name: 'a compound assignment with a plain right side reads the element where it stands',
    source: 'export function f(xs: number[], i: number): void { xs[i] += 2 * i; }',
    ir: `
entry function f(xs#0: number[], i#1: number): void {
  xs#0[i#1] = (xs#0[i#1] + (2 * i#1))
}
`,
  },
  {
    name: 'an effect behind an operand keeps the operand in a temporary',
    source: 'export function f(i: number): number { return i + i++; }',
    ir: `
entry function f(i#0: number): number {
  const $2#2 = i#0
  const $1#1 = i#0
  i#0 = ($1#1 + 1)
  return ($2#2 + $1#1)
}
`,
  },
  {
    name: 'the subscript is read before the value is computed',
    source: 'export function f(xs: number[], i: number): void { xs[i] = i++; }',
    ir: `
entry function f(xs#0: number[], i#1: number): void {
  const $2#3 = i#1
  const $1#2 = i#1
  i#1 = ($1#2 + 1)
  xs#0[$2#3] = $1#2
}
`,
  },
  {
    name: 'a test with an effect moves into the loop',
    source: 'export function f(n: number): number { let s = 0; while (n-- > 0) s += n; return s; }',
    ir: `
entry function f(n#0: number): number {
  let s#1 = 0
  loop 0 while true {
  body:
    const $1#2 = n#0
    n#0 = ($1#2 - 1)
    if ($1#2 > 0) {
    } else {
      break 0
    }
    s#1 = (s#1 + n#0)
  }
  return s#1
}
`,
  },
  {
    name: 'do-while carries its test in a flag',
    source: 'export function f(n: number): number { do n--; while (n > 5); return n; }',
    ir: `
entry function f(n#0: number): number {
  loop 0 while $1#1 {
  init:
    let $1#1 = true
  update:
    $1#1 = (n#0 > 5)
  body:
    n#0 = (n#0 - 1)
  }
  return n#0
}
`,
  },
  {
    name: 'for-of looks at the length before each round',
    source: 'export function f(xs: number[]): number { let s = 0; for (const x of xs) s += x; return s; }',
    ir: `
entry function f(xs#0: number[]): number {
  let s#1 = 0
  loop 0 while ($1#2 < xs#0.length) {
  init:
    let $1#2 = 0
  update:
    $1#2 = ($1#2 + 1)
  body:
    const x#3 = xs#0[$1#2]
    s#1 = (s#1 + x#3)
  }
  return s#1
}
`,
  },
  {
    name: 'the truth of a number is neither 0 nor NaN',
    source: 'export function f(x: number, xs: number[]): boolean { return x || xs[0] ? true : false; }',
    ir: `
entry function f(x#0: number, xs#1: number[]): boolean {
  return ((((x#0 !== 0) && (x#0 === x#0)) || (Math.abs(xs#1[0]) > 0)) ? true : false)
}
`,
  },
  {
    name: 'a switch is a chain of tests',
    source: 'export function f(k: number): number { switch (k) { case 1: case 2: return 10; default: return 20; } }',
    ir: `
entry function f(k#0: number): number {
  if ((k#0 === 1) || (k#0 === 2)) {
    return 10
  } else {
    return 20
  }
}
`,
  },
  {
    name: 'module constants are folded, arrays of them are globals',
    source: 'const N = 2 + 3; const T = [1, N * 2]; export function f(i: number): number { return T[i] + N; }',
    ir: `
const T#1: number[] = [1, 10]

entry function f(i#0: number): number {
  return (T#1[i#0] + 5)
}
`,
  },
  {
    name: 'Array.from with a callback is a loop',
    source: 'export function f(n: number): number[] { return Array.from({ length: n }, (_, i) => i * i); }',
    ir: `
entry function f(n#0: number): number[] {
  const $1#1 = ((n#0 > 0) ? Math.trunc(n#0) : 0)
  const $2#2 = new number[]($1#1, 0)
  loop 0 while ($3#3 < $1#1) {
  init:
    let $3#3 = 0
  update:
    $3#3 = ($3#3 + 1)
  body:
    const i#4 = $3#3
    $2#2[$3#3] = (i#4 * i#4)
  }
  return $2#2
}
`,
  },
  {
    name: 'patterns become fields',
    source: 'export function f(p: { x: number; y: [number, number] }): number { const { x, y: [a, b] } = p; return x + a + b; }',
    ir: `
entry function f(p#0: {x: number, y: [number, number]}): number {
  const x#1 = p#0.x
  const $1#2 = p#0.y
  const a#3 = $1#2.0
  const b#4 = $1#2.1
  return ((x#1 + a#3) + b#4)
}
`,
  },
  {
    name: 'a swap needs no tuple',
    source: 'export function f(xs: number[], i: number, j: number): void { [xs[i], xs[j]] = [xs[j], xs[i]]; }',
    ir: `
entry function f(xs#0: number[], i#1: number, j#2: number): void {
  const $1#3 = xs#0[j#2]
  const $2#4 = xs#0[i#1]
  xs#0[i#1] = $1#3
  xs#0[j#2] = $2#4
}
`,
  },
  {
    name: 'called functions follow the entry',
    source: 'function g(x: number): number { return x; } export function f(x: number): number { return g(g(x)); }',
    ir: `
entry function f(x#0: number): number {
  return g(g(x#0))
}

function g(x#1: number): number {
  return x#1
}
`,
  },
  {
    name: 'a pop that nobody looks at may find nothing',
    source: 'export function f(xs: number[]): void { xs.pop(); }',
    ir: `
entry function f(xs#0: number[]): void {
  if (xs#0.length > 0) {
    xs#0.pop()
  }
}
`,
  },
];

test.each(CASES)('$name', ({ source, ir }) => {
  const file = path.join(folder, 'f.ts');
  writeFileSync(file, source);
  expect(`\n${print(loadProgram(file).program)}`).toBe(ir);
});
