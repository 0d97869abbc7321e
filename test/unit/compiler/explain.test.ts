/** What `shoal explain` says: each loop's verdict, whether it became a block, and why not. */
import { describe, expect, test } from 'vitest';
import { compile, explain, type LoopExplanation } from '../../../compiler/index.js';
import { temporaryFolder } from './lower/temporary-folder.js';

const folder = temporaryFolder();

const EXAMPLES: readonly (readonly [string, string])[] = [
  ['image-filter', 'findEdges'],
  ['knn', ''],
  ['mandelbrot', ''],
  ['matmul', 'multiply'],
  ['matmul', 'multiplyFlat'],
  ['monte-carlo', ''],
  ['nbody', ''],
  ['words', ''],
];

function named(loops: readonly LoopExplanation[], name: string): LoopExplanation {
  const loop = loops.find((one) => one.name === name);
  if (!loop) throw new Error(`no loop ${name}`);
  return loop;
}

describe.each(EXAMPLES)('examples/%s.ts %s', (name, fn) => {
  const file = `examples/${name}.ts`;
  const options = fn === '' ? {} : { functionName: fn };

  test('names the blocks that compile makes', async () => {
    const { loops, blocks, tier } = explain(file, options);
    const { manifest } = await compile(file, options);
    expect(tier).toBe('static');
    expect(blocks.map(({ id, kind, lines }) => ({ id, kind, lines }))).toEqual(
      manifest.blocks.map(({ id, kind, lines }) => ({ id, kind, lines })),
    );
    const parallel = manifest.blocks.filter((block) => block.parallel || block.steps).map(({ id }) => id);
    expect([...new Set(loops.flatMap(({ block }) => block ?? []))].sort()).toEqual(parallel.sort());
  });

  test('gives every loop a reason, and one more when it could be a block and is none', () => {
    for (const loop of explain(file, options).loops) {
      expect(loop.reason).toMatch(/^[A-Z].*\.$/);
      const isOpen = loop.kind !== 'sequential' && loop.block === undefined;
      expect(loop.whyNoBlock !== undefined, loop.name).toBe(isOpen);
      expect(loop.whyNoBlock ?? '').not.toContain('can not be cut out');
      expect(loop.at.line).toBe(loop.lines[0]);
      expect(loop.operations.count).toBeGreaterThan(0);
    }
  });
});

test('loops of each kind', async () => {
  const file = await folder.write(
    'kinds.ts',
    `export function f(xs: Float64Array, n: number): Float64Array {
  const ys = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    let sum = 0;
    for (let k = 0; k < n; k++) sum += Math.sin(xs[k] * i);
    ys[i] = sum;
  }
  for (let j = 1; j < n; j++) ys[j] = Math.sin(ys[j - 1]);
  return ys;
}
`,
  );
  const { loops, blocks } = explain(file);
  const [outer, inner, chain] = [named(loops, 'i'), named(loops, 'i/k'), named(loops, 'j')];
  expect(outer).toMatchObject({ kind: 'doall', lines: [3, 7], block: 'b0' });
  expect(inner).toMatchObject({ kind: 'reduction', whyNoBlock: expect.stringContaining("inside of each iteration of 'i'") });
  expect(chain).toMatchObject({ kind: 'sequential', lines: [8, 8], remedy: expect.stringContaining("than 'ys'") });
  expect(chain.accesses.map(({ what, at }) => [what, at.line])).toContainEqual(['ys[j - 1]', 8]);
  const { contract } = blocks.find(({ id }) => id === 'b0')!;
  expect(contract).toContainEqual({
    name: 'ys',
    mode: 'out',
    bytes: [
      { coefficient: 8, factors: ['hi'] },
      { coefficient: -8, factors: ['lo'] },
    ],
  });
});

test('a function of the dynamic tier, and why', async () => {
  const file = await folder.write(
    'dynamic.ts',
    'export function f(words: string[]): number {\n  const seen = new Set<string>(words);\n  return seen.size;\n}\n',
  );
  const { tier, loops, refusal } = explain(file);
  expect({ tier, loops }).toEqual({ tier: 'dynamic', loops: [] });
  expect(refusal).toMatchObject({ line: 2, code: expect.stringMatching(/^SHOAL1/) });
});
