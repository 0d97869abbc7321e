/**
 * The promise of dependence analysis: whenever a loop is called parallel, no two iterations of a recorded execution conflict, every
 * access lies in the stated regions, and a run in pieces gives the bits of the whole.
 */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type ArrayValue, print, verify } from '../../../../compiler/ir/index.js';
import { printPlan, shard } from '../../../../compiler/shard/index.js';
import { randomCase } from './random-loops.js';
import { problemOf } from './recorded.js';

const CASES = Number(process.env.SHOAL_CASES ?? 2000);
const TIMEOUT_MS = Math.max(600_000, CASES * 300);

/** Undefined, or a report that reproduces the problem. */
function examine(seed: number, count: (parallel: number) => void): string | undefined {
  const random = randomCase(seed);
  verify(random.program);
  const plan = shard(random.program);
  count(plan.blocks.filter(({ parallel }) => parallel).length);
  let problem: string | undefined;
  try {
    problem = problemOf(random, plan, seed);
  } catch (error) {
    problem = String(error);
  }
  if (!problem) return undefined;
  const values = random.values.map((value) => (typeof value === 'number' ? value : `${(value as ArrayValue).length} elements`));
  return `seed ${seed}: ${problem}\n${values}\n${print(random.program)}\n${printPlan(plan, { bodies: true })}`;
}

describe('dependence analysis', () => {
  test(`has no unsound answer in ${CASES} random programs`, { timeout: TIMEOUT_MS }, () => {
    let parallel = 0;
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2 ** 31 - 1 }), (seed) => {
        const problem = examine(seed, (count) => {
          parallel += count;
        });
        if (problem) throw new Error(problem);
      }),
      { numRuns: CASES, endOnFailure: true },
    );
    // The property says nothing if the analysis never dares to say yes.
    expect(parallel).toBeGreaterThan(CASES / 20);
  });
});
