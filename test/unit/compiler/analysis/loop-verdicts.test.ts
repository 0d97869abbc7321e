/**
 * The promise of the verdicts on loops at any depth: a loop that is called parallel gives the same result with its iterations in
 * another order; the loops of PolyBench that are known to be parallel are found.
 */
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { EXPECTED } from '../../../../benchmarks/polybench/expected.js';
import { KERNELS, sourceOf } from '../../../../benchmarks/polybench/inputs.js';
import { findLoops } from '../../../../benchmarks/polybench/table.js';
import { loopVerdicts } from '../../../../compiler/index.js';
import { Interpreter, type IrProgram, print, Trap, type Value } from '../../../../compiler/ir/index.js';
import { explainLoops, type LoopVerdict } from '../../../../compiler/shard/index.js';
import { firstDifference } from '../../../../runtime/cli/values/index.js';
import type { Value as RuntimeValue } from '../../../../runtime/values/index.js';
import { isNear } from './near.js';
import { type RandomCase, randomCase } from './random-loops.js';
import { conflictIn, record } from './recorded.js';
import { findLoop, type Order, reorderLoop, runDiagonally } from './reordered.js';

const CASES = Number(process.env.SHOAL_CASES ?? 2000);
const TIMEOUT_MS = Math.max(900_000, CASES * 400);
/** Of the loops whose iterations touched nothing in common, most may be called sequential. */
const MISSED_SHARE = 0.1;
const STEPS = 20_000;
const REORDERED_STEPS = 3_000_000;
const ORDERS: readonly Order[] = ['backwards', 1, 3];

function run(program: IrProgram, values: readonly Value[], maximumSteps: number): { value: Value } | { trap: string } {
  try {
    const fn = program.functions.get(program.entry)!;
    return { value: new Interpreter(program, { maximumSteps }).call(fn, structuredClone(values) as Value[]) };
  } catch (error) {
    if (error instanceof Trap) return { trap: error.message };
    throw error;
  }
}

/** What is wrong with the verdict, as far as this one run shows. */
function problemOf({ program, values }: RandomCase, verdict: LoopVerdict): string | undefined {
  const place = findLoop(program, verdict.loop);
  if (!place || verdict.kind === 'sequential') return undefined;
  const wanted = run(program, values, STEPS);
  if ('trap' in wanted) return undefined;
  const slope = Number(/(\d+) steps/.exec(verdict.reason)?.[1] ?? 1);
  const variants =
    verdict.kind === 'wavefront'
      ? [runDiagonally(program, place.outer!.id, slope)]
      : ORDERS.map((order) => reorderLoop(program, verdict.loop, order));
  for (const variant of variants) {
    const got = run(variant, values, REORDERED_STEPS);
    if ('trap' in got) return `trap in another order: ${got.trap}\n${print(variant)}`;
    const same = verdict.kind === 'reduction' ? isNear(got.value, wanted.value) : undefined;
    if (same) continue;
    const difference = firstDifference(got.value as RuntimeValue, wanted.value as RuntimeValue);
    if (difference) return `${JSON.stringify(difference)}\n${print(variant)}`;
  }
  return undefined;
}

describe('loops called parallel', () => {
  test(`give the same result in another order, in ${CASES} random programs`, { timeout: TIMEOUT_MS }, () => {
    const counts: Record<string, number> = { doall: 0, reduction: 0, wavefront: 0, sequential: 0, missed: 0 };
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2 ** 31 - 1 }), (seed) => {
        const random = randomCase(seed);
        for (const verdict of explainLoops(random.program)) {
          counts[verdict.kind]!++;
          const problem = problemOf(random, verdict);
          if (problem) throw new Error(`seed ${seed}: ${verdict.name} is ${verdict.kind}: ${problem}\n${print(random.program)}`);
          if (verdict.kind === 'sequential' && mayBeMissed(random, verdict)) counts.missed!++;
        }
      }),
      { numRuns: CASES, endOnFailure: true },
    );
    const missedShare = counts.missed! / (counts.missed! + counts.doall! + counts.reduction! + counts.wavefront!);
    process.stderr.write(
      `loops of ${CASES} random programs: ${JSON.stringify(counts)}, missed ${(100 * missedShare).toFixed(1)} % of the parallel ones\n`,
    );
    expect(missedShare).toBeLessThanOrEqual(MISSED_SHARE);
    expect(counts.doall).toBeGreaterThan(CASES / 5);
    expect(counts.reduction).toBeGreaterThan(CASES / 100);
  });
});

/** A loop of some turns whose iterations touched no common element this time; with other arguments they might. */
function mayBeMissed(random: RandomCase, { loop, reason }: LoopVerdict): boolean {
  if (!reason.startsWith('Two iterations') || !findLoop(random.program, loop)) return false;
  const touches = record(random, loop);
  return new Set(touches.map(({ iteration }) => iteration)).size > 2 && conflictIn(touches) === undefined;
}

describe('PolyBench', () => {
  test.each(KERNELS.map((kernel) => [kernel.name, kernel] as const))('%s: all known loops are found', (name, kernel) => {
    const names = loopVerdicts(sourceOf(kernel)).map((verdict) => verdict.name);
    for (const { loop } of EXPECTED[name]!) expect(names, path.basename(sourceOf(kernel))).toContain(loop);
    expect(findLoops(kernel)).toMatchObject({ missed: [], unknown: [] });
  });
});
