import { writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { lowerBlock } from '/work/main/compiler/lower/index.js';
import { findEdges } from '/work/main/examples/image-filter.js';
import { classify } from '/work/main/examples/knn.js';
import { mandelbrot } from '/work/main/examples/mandelbrot.js';
import { multiply, multiplyFlat } from '/work/main/examples/matmul.js';
import { estimatePi } from '/work/main/examples/monte-carlo.js';
import { simulate } from '/work/main/examples/nbody.js';
import { describeText } from '/work/main/examples/words.js';
import { compileSingle } from '/work/main/test/unit/compiler/lower/compile-single.js';
import { planSingleBlock } from '/work/main/test/unit/compiler/lower/single-block.js';

const rnd = (n: number) => Float64Array.from({ length: n }, () => Math.random() - 0.5);
const mat = (n: number) => Array.from({ length: n }, () => Array.from({ length: n }, () => Math.random()));
const cases: [string, string, (...a: any[]) => unknown, any[]][] = [
  ['nbody', 'simulate', simulate, [20, 50, 0.01, 7]],
  ['mandelbrot', 'mandelbrot', mandelbrot, [200, 150, 300]],
  ['matmul', 'multiplyFlat', multiplyFlat, [rnd(2500), rnd(2500), 50]],
  ['matmul', 'multiply', multiply, [mat(40), mat(40)]],
  ['words', 'describeText', describeText, ['Hello world, this is a Text! And why? Because.'.repeat(20)]],
  [
    'knn',
    'classify',
    classify,
    [
      Uint8Array.from({ length: 6400 }, () => Math.random() * 17),
      Uint8Array.from({ length: 100 }, () => Math.random() * 10),
      64,
      5,
    ],
  ],
  ['monte-carlo', 'estimatePi', estimatePi, [5, 1000, 42]],
  ['image-filter', 'findEdges', findEdges, [Uint8Array.from({ length: 3 * 60 * 50 }, () => Math.random() * 256), 60, 50, 1.2]],
];
for (const [file, name, fn, values] of cases) {
  for (const known of ['nothing', 'ranges'] as const)
    test(`${name} ${known}`, async () => {
      const plan = planSingleBlock(`/work/main/examples/${file}.ts`, name, known);
      writeFileSync(`/tmp/lab/${name}.as.ts`, lowerBlock(plan, plan.blocks[0]!).source);
      try {
        const compiled = await compileSingle(plan);
        writeFileSync(`/tmp/lab/${name}.wasm`, compiled.bytes);
        const expected = fn(...structuredClone(values));
        expect(compiled.run(values).result).toEqual(expected);
        const paused = compiled.run(values, () => true);
        expect(paused.result).toEqual(expected);
        console.log(name, known, compiled.bytes.length, paused.pauses);
      } catch (e: any) {
        console.log(e.message, e.problems?.slice(0, 8));
        throw e;
      }
    });
}
