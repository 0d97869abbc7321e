/** The examples: accepted, cut into the blocks that their comments promise, and equal to Node to the last bit. */
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Manifest } from '#dist/compiler/manifest.js';
import { createV8Engine, type Engine } from '#dist/runtime/engine/index.js';
import { firstDifference } from '../../runtime/cli/values/index.js';
import type { Value } from '../../runtime/values/index.js';
import { Bundles } from './bundles.js';
import { freshArguments, loadInNode } from './corpus.js';
import { disturbedBy, Execution, UNDISTURBED } from './execution.js';
import { randomNumbers } from './generator.js';

const FOLDER = path.resolve(import.meta.dirname, '../../examples');

const next = randomNumbers(7);
const bytes = (length: number) => Uint8Array.from({ length }, () => next() * 256);
const doubles = (length: number) => Float64Array.from({ length }, () => next() * 2 - 1);
const matrix = (rows: number, columns: number) => Array.from({ length: rows }, () => [...doubles(columns)]);

interface Example {
  readonly file: string;
  readonly name: string;
  readonly cases: readonly (readonly Value[])[];
  /** Kinds of the blocks that do the work, in order; tasks around them are left out. */
  readonly blocks: readonly string[];
}

const EXAMPLES: readonly Example[] = [
  {
    file: 'image-filter',
    name: 'findEdges',
    cases: [
      [bytes(23 * 17 * 3), 23, 17, 1.2],
      [bytes(3), 1, 1, 0.3],
      [new Uint8Array(0), 0, 0, 1],
    ],
    blocks: ['range', 'sequential', 'range', 'range', 'range'],
  },
  {
    file: 'knn',
    name: 'classify',
    cases: [
      [bytes(40 * 6), bytes(40).map((b) => b % 3), 6, 4],
      [bytes(6), bytes(2), 3, 1],
    ],
    blocks: ['range', 'range', 'reduce'],
  },
  {
    file: 'mandelbrot',
    name: 'mandelbrot',
    cases: [
      [19, 13, 60],
      [0, 5, 10],
      [1, 1, 0],
    ],
    blocks: ['range'],
  },
  {
    file: 'matmul',
    name: 'multiply',
    cases: [
      [matrix(5, 4), matrix(4, 7)],
      [[], [[1]]],
    ],
    blocks: ['range'],
  },
  {
    file: 'matmul',
    name: 'multiplyFlat',
    cases: [
      [doubles(81), doubles(81), 9],
      [doubles(0), doubles(0), 0],
    ],
    blocks: ['range'],
  },
  {
    file: 'monte-carlo',
    name: 'estimatePi',
    cases: [
      [11, 90, 5],
      [0, 1, 1],
      [3, 0, -7],
    ],
    blocks: ['reduce'],
  },
  {
    file: 'nbody',
    name: 'simulate',
    cases: [
      [6, 25, 0.01, 42],
      [1, 3, 0.5, 0],
    ],
    blocks: ['sequential'],
  },
  {
    file: 'words',
    name: 'describeText',
    cases: [['It was the best of times, it was the worst of times. "Äh?!" \u{1F600} x'], ['']],
    blocks: ['sequential'],
  },
];

let engine: Engine;
beforeAll(() => {
  engine = createV8Engine({ warm: 1, kept: 2 });
});
afterAll(() => engine[Symbol.asyncDispose]());

describe.each(EXAMPLES)('$name ($file)', ({ file, name, cases, blocks }) => {
  const bundles = new Bundles(path.join(FOLDER, `${file}.ts`));

  test('is cut into the blocks that do its work', async () => {
    const { manifest } = await bundles.for(name, cases[0]!);
    expect(manifest.blocks.filter((block) => block.kind !== 'task').map((block) => block.kind)).toEqual(blocks);
    expect(describeBlocks(manifest)).toMatchSnapshot();
  });

  test('gives what Node gives', async () => {
    const node = (await loadInNode(path.join(FOLDER, `${file}.ts`)))[name]!;
    for (const [k, values] of cases.entries()) {
      const wanted = node(...freshArguments(values));
      const execution = new Execution(engine, await bundles.for(name, values));
      for (const disturbance of [UNDISTURBED, disturbedBy(randomNumbers(k), 0.8), disturbedBy(randomNumbers(100 + k), 0.5)]) {
        const result = await execution.run(freshArguments(values), disturbance);
        expect(firstDifference(result, wanted), `case ${k}`).toBeUndefined();
      }
    }
  });
});

/** What `shoal compile` says of each block, but for its contract. */
function describeBlocks(manifest: Manifest): string[] {
  return manifest.blocks.map(({ id, kind, parallel, lines, reason }) => {
    const accesses = reason?.accesses.map(({ what, at }) => `; ${what} at ${at.line}:${at.column}`).join('');
    const why = reason ? ` because ${reason.message}${accesses}` : '';
    return `${id} ${kind}${parallel ? ' parallel' : ''} lines ${lines[0]}-${lines[1]}${why}`;
  });
}
