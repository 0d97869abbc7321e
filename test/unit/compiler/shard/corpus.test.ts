/** Plans of every corpus function and example, run block by block with ranges cut anywhere, against Node. */
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { loadProgram } from '../../../../compiler/frontend/index.js';
import { type FunctionId, Trap, type Value, verify } from '../../../../compiler/ir/index.js';
import { type ShardPlan, shard } from '../../../../compiler/shard/index.js';
import { firstDifference } from '../../../../runtime/cli/values/index.js';
import type { Value as RuntimeValue } from '../../../../runtime/values/index.js';
import { freshArguments, loadCorpus, loadInNode, TOPICS } from '../../../differential/corpus.js';
import { runPlan } from './run-plan.js';

/** Pseudo-random cuts, the same in each run of the tests. */
function cuts(seed: number): (from: number, to: number) => number[] {
  let state = seed * 2654435761 + 1;
  const below = (n: number): number => {
    state = (Math.imul(state, 1103515245) + 12345) >>> 0;
    return Math.floor((state / 2 ** 32) * n);
  };
  return (from, to) => {
    const inside = Array.from({ length: below(4) }, () => from + 1 + below(to - from - 1)).filter((k) => k > from && k < to);
    return [...new Set(inside)].sort((a, b) => a - b);
  };
}

const isUint31 = (value: RuntimeValue): boolean =>
  Number.isInteger(value) && (value as number) >= 0 && (value as number) < 2 ** 31 - 1;

function planFor(program: ReturnType<typeof loadProgram>['program'], values: readonly RuntimeValue[]): ShardPlan {
  const plan = shard(program);
  const fits = plan.parameters.every(({ assume }, k) => !assume || isUint31(values[k]));
  if (fits) return plan;
  return shard(program, { assume: plan.parameters.filter((_, k) => isUint31(values[k])).map(({ name }) => name) });
}

/** Each block with the functions it calls keeps the invariants of the IR. */
function verifyPlan(plan: ShardPlan): void {
  for (const { fn, range } of plan.blocks) {
    const whole = range ? { ...fn, body: [...range.prologue, ...fn.body] } : fn;
    const functions = new Map([...plan.functions, [whole.id as FunctionId, whole]]);
    verify({ entry: whole.id, functions, globals: plan.globals, sources: plan.sources });
  }
}

describe.each(TOPICS)('%s', async (topic) => {
  const corpus = await loadCorpus(topic);
  const node = await loadInNode(corpus.path);
  for (const { name, cases, failures } of corpus.functions) {
    test(name, () => {
      const { program } = loadProgram(corpus.path, { functionName: name });
      for (const values of cases) {
        const plan = planFor(program, values);
        verifyPlan(plan);
        const wanted = node[name]!(...freshArguments(values));
        for (let seed = 0; seed < 3; seed++) {
          const got = runPlan(plan, freshArguments(values) as Value[], cuts(seed));
          expect(firstDifference(got as RuntimeValue, wanted)).toBeUndefined();
        }
      }
      for (const { arguments: values, code } of failures) {
        if (code === 'SHOAL2004') continue;
        expect(() => runPlan(planFor(program, values), freshArguments(values) as Value[], cuts(1))).toThrow(Trap);
      }
    });
  }
});

describe('examples', () => {
  const bytes = (n: number, seed: number): Uint8Array =>
    Uint8Array.from({ length: n }, (_, k) => (k * seed * 31 + (k >> 2)) % 256);
  const doubles = (n: number, seed: number): Float64Array => Float64Array.from({ length: n }, (_, k) => Math.sin(k * seed) * 10);
  const table: readonly (readonly [string, string, readonly RuntimeValue[]])[] = [
    ['image-filter', 'findEdges', [bytes(3 * 11 * 7, 5), 11, 7, 0.8]],
    ['image-filter', 'findEdges', [bytes(3, 5), 1, 1, 2]],
    ['image-filter', 'findEdges', [bytes(0, 5), 0, 0, Number.NaN]],
    ['knn', 'classify', [bytes(12 * 5, 3), bytes(12, 7).map((x) => x % 3), 5, 3]],
    ['mandelbrot', 'mandelbrot', [9, 6, 20]],
    ['monte-carlo', 'estimatePi', [7, 50, 11]],
    ['monte-carlo', 'estimatePi', [0, 50, 11]],
    ['matmul', 'multiplyFlat', [doubles(25, 1), doubles(25, 2), 5]],
    [
      'matmul',
      'multiply',
      [
        [
          [1, 2],
          [3, 4],
          [5, 6],
        ],
        [
          [1, 0, 2],
          [0, 1, 3],
        ],
      ],
    ],
    ['matmul', 'multiply', [[], [[1]]]],
    ['nbody', 'simulate', [4, 5, 0.01, 3]],
    ['words', 'describeText', ["It is a truth. Universally acknowledged! Isn't it?"]],
  ];
  test.each(table)('%s %s', async (file, name, values) => {
    const source = path.resolve(import.meta.dirname, `../../../../examples/${file}.ts`);
    const { program } = loadProgram(source, { functionName: name });
    const node = await loadInNode(source);
    const plan = planFor(program, values);
    verifyPlan(plan);
    const wanted = node[name]!(...freshArguments(values));
    for (let seed = 0; seed < 5; seed++) {
      const got = runPlan(plan, freshArguments(values) as Value[], cuts(seed));
      expect(firstDifference(got as RuntimeValue, wanted)).toBeUndefined();
    }
  });
});
