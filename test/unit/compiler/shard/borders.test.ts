/** What may lie in different blocks, and what must not: shared storage, independent work, returns and errors on the way. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { loadProgram } from '../../../../compiler/frontend/index.js';
import { Trap, type Value } from '../../../../compiler/ir/index.js';
import { type ShardPlan, shard } from '../../../../compiler/shard/index.js';
import { firstDifference } from '../../../../runtime/cli/values/index.js';
import type { Value as RuntimeValue } from '../../../../runtime/values/index.js';
import { freshArguments, loadInNode } from '../../../differential/corpus.js';
import { runPlan } from './run-plan.js';

const folder = mkdtempSync(path.join(tmpdir(), 'shoal-borders-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let files = 0;
function planOf(source: string): { plan: ShardPlan; file: string } {
  const file = path.join(folder, `case${files++}.ts`);
  writeFileSync(file, source);
  return { plan: shard(loadProgram(file, { functionName: 'f' }).program), file };
}

const kindsOf = (plan: ShardPlan): string => plan.blocks.map(({ kind }) => kind).join(' ');
const everyIteration = (from: number, to: number): number[] =>
  Array.from({ length: Math.max(0, to - from - 1) }, (_, k) => from + 1 + k);

async function expectSameAsNode(source: string, values: readonly RuntimeValue[]): Promise<ShardPlan> {
  const { plan, file } = planOf(source);
  const node = await loadInNode(file);
  const got = runPlan(plan, freshArguments(values) as Value[], everyIteration);
  expect(firstDifference(got as RuntimeValue, node.f!(...freshArguments(values)))).toBeUndefined();
  return plan;
}

const HEAVY = 'for (let k = 0; k < xs.length; k++) s += Math.sin(xs[k] * i);';

describe('shared storage', () => {
  test('two names of an array that is written later stay in one block', async () => {
    const plan = await expectSameAsNode(
      `export function f(xs: Float64Array, n: number): Float64Array {
        const a = new Float64Array(n);
        const b = n > 3 ? a : xs;
        for (let i = 0; i < n; i++) { let s = 0; ${HEAVY} a[i] = s; }
        b[0] = 42;
        return a;
      }`,
      [Float64Array.of(1, 2, 3), 5],
    );
    expect(kindsOf(plan)).toBe('sequential');
  });

  test('a row that stands in an array twice stays with its other place', async () => {
    const plan = await expectSameAsNode(
      `export function f(xs: Float64Array, n: number): number[][] {
        const row = [1, 2, 3];
        const rows: number[][] = [];
        for (let i = 0; i < n; i++) rows.push(row);
        const out = new Float64Array(n);
        for (let i = 0; i < n; i++) { let s = 0; ${HEAVY} out[i] = s; }
        rows[0][1] = out[1];
        return rows;
      }`,
      [Float64Array.of(1, 2, 3), 4],
    );
    expect(plan.blocks.some(({ parallel }) => parallel)).toBe(false);
  });

  test('arrays that change hands go through blocks when nothing writes them later', async () => {
    const plan = await expectSameAsNode(
      `export function f(xs: Float64Array, n: number): { out: Float64Array; same: Float64Array } {
        const out = new Float64Array(n);
        for (let i = 0; i < n; i++) { let s = 0; ${HEAVY} out[i] = s; }
        const same = out;
        return { out, same };
      }`,
      [Float64Array.of(1, 2, 3), 4],
    );
    expect(kindsOf(plan)).toBe('range task');
  });
});

describe('independent work', () => {
  const FIB = 'function fib(n: number): number { return n < 2 ? n : fib(n - 1) + fib(n - 2); }';

  test('of calls becomes blocks of their own', async () => {
    const plan = await expectSameAsNode(
      `${FIB}
      export function f(a: number, b: number): number {
        const left = fib(a);
        const right = fib(b) * 2;
        return left - right;
      }`,
      [12, 9],
    );
    expect(kindsOf(plan)).toBe('recurse recurse task');
    expect(plan.blocks.map(({ after }) => after)).toEqual([[], [], ['b0', 'b1']]);
  });

  test('that builds on other work does not', async () => {
    const plan = await expectSameAsNode(
      `${FIB}
      export function f(a: number): number {
        const first = fib(a);
        const second = fib(first % 10);
        return first - second;
      }`,
      [12],
    );
    expect(kindsOf(plan)).toBe('recurse');
  });
});

describe('on the way', () => {
  test('an early return keeps later blocks waiting', async () => {
    const source = `export function f(xs: Float64Array, n: number): Float64Array {
      if (n > 100) return xs;
      const out = new Float64Array(n);
      for (let i = 0; i < n; i++) { let s = 0; ${HEAVY} out[i] = s; }
      return out;
    }`;
    const plan = await expectSameAsNode(source, [Float64Array.of(1, 2), 3]);
    await expectSameAsNode(source, [Float64Array.of(1, 2), 300]);
    expect(plan.blocks.map(({ returns }) => returns)).toEqual(['sometimes', 'never', 'always']);
    expect(plan.blocks[1]!.after).toEqual(['b0']);
  });

  test('a loop that only checks must have finished before the function returns', () => {
    const { plan } = planOf(
      `export function f(xs: Float64Array, n: number): number {
        for (let i = 0; i < n; i++) {
          let s = 0;
          ${HEAVY}
          if (s > 1e9) throw new Error('too large');
        }
        return n;
      }`,
    );
    expect(kindsOf(plan)).toBe('range task');
    expect(plan.blocks[1]!.after).toEqual(['b0']);
    expect(() => runPlan(plan, [Float64Array.of(1), 3], () => [])).not.toThrow();
  });

  test('an index out of bounds is an error in whatever block it happens', () => {
    const { plan } = planOf(
      `export function f(xs: Float64Array, n: number): Float64Array {
        const out = new Float64Array(n);
        for (let i = 0; i < n; i++) { let s = 0; ${HEAVY} out[i] = s + xs[i]; }
        return out;
      }`,
    );
    expect(kindsOf(plan)).toBe('range task');
    expect(() => runPlan(plan, [Float64Array.of(1), 3], () => [])).toThrow(Trap);
  });
});
