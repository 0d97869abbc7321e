/** PolyBench's kernels at their small sizes: the same bits as Node, in blocks cut and paused at random and as one block. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { compile } from '#dist/compiler/index.js';
import { createV8Engine, type Engine } from '#dist/runtime/engine/index.js';
import { KERNELS, sourceOf } from '../../benchmarks/polybench/inputs.js';
import { firstDifference } from '../../runtime/cli/values/index.js';
import { freshArguments, loadInNode } from './corpus.js';
import { disturbedBy, Execution, UNDISTURBED } from './execution.js';
import { randomNumbers } from './generator.js';

let engine: Engine;
beforeAll(() => {
  engine = createV8Engine({ warm: 1, kept: 2 });
});
afterAll(() => engine[Symbol.asyncDispose]());

describe.each(KERNELS)('$name', (kernel) => {
  const { functionName, small, make } = kernel;

  test.each([
    ['in blocks', false],
    ['as one block', true],
  ])('gives what Node gives, %s', async (_, oneBlock) => {
    const node = (await loadInNode(sourceOf(kernel)))[functionName]!;
    const bundle = await compile(sourceOf(kernel), { functionName, components: false, oneBlock });
    if (oneBlock) expect(bundle.manifest.blocks).toHaveLength(1);
    const execution = new Execution(engine, bundle);
    const values = make(small);
    // No iteration at all, and one.
    const sizes = [small, small.map(() => 0), small.map(() => 1), small.map(() => 2)];
    for (const [k, chosen] of sizes.entries()) {
      const given = k === 0 ? values : make(chosen);
      const wanted = node(...freshArguments(given));
      for (const disturbance of [UNDISTURBED, disturbedBy(randomNumbers(k), 0.6)]) {
        const got = await execution.run(freshArguments(given), disturbance).catch((error: unknown) => ({ error }));
        // Node goes on where an index is out of bounds, as with arrays of no elements.
        if (k > 0 && isOutOfBounds(got)) continue;
        expect(firstDifference(got as typeof wanted, wanted), `sizes ${chosen.join(', ')}`).toBeUndefined();
      }
    }
  });
});

function isOutOfBounds(result: unknown): boolean {
  const { error } = result as { readonly error?: { readonly code?: string } };
  return error?.code === 'SHOAL2001';
}
