/** The programs of the demo with their input. */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Value } from '../../runtime/values/index.js';
import { decodeJpeg } from './jpeg.js';
import { encodePng } from './png.js';

export interface Program {
  /** Names the files that the demo writes. */
  readonly name: string;
  readonly title: string;
  /** The TypeScript source, as everybody can read it. */
  readonly file: string;
  readonly functionName: string;
  readonly values: readonly Value[];
  /** Move a random running shard this often. */
  readonly moveEveryMs?: number;
  /** Moves that the run must show. */
  readonly leastMoves: number;
  /** Files made of the result, by name. */
  pictures(result: Value): ReadonlyMap<string, Uint8Array>;
}

/** Sources and data lie in the checkout, beside the compiled demo's package.json. */
const EXAMPLES = join(dirname(createRequire(import.meta.url).resolve('#package')), 'examples');

export async function loadPrograms(): Promise<Program[]> {
  return [await imageFilter(), await nearestNeighbours(), stars()];
}

async function imageFilter(): Promise<Program> {
  const { width, height, rgb } = decodeJpeg(await readFile(join(EXAMPLES, 'data', 'dandelions.jpg')));
  return {
    name: 'image-filter',
    title: `edges of a photograph, ${((width * height) / 1e6).toFixed(1)} megapixels`,
    file: join(EXAMPLES, 'image-filter.ts'),
    functionName: 'findEdges',
    values: [rgb, width, height, 2.5],
    leastMoves: 0,
    pictures: (edges) =>
      new Map([
        ['photograph.png', encodePng(width, height, rgb)],
        ['edges.png', encodePng(width, height, edges as Uint8Array)],
      ]),
  };
}

const DIGIT_PIXELS = 64;

async function nearestNeighbours(): Promise<Program> {
  const records = await readFile(join(EXAMPLES, 'data', 'digits.bin'));
  const items = records.length / (DIGIT_PIXELS + 1);
  const features = new Uint8Array(items * DIGIT_PIXELS);
  const labels = new Uint8Array(items);
  for (let item = 0; item < items; item++) {
    const start = item * (DIGIT_PIXELS + 1);
    features.set(records.subarray(start, start + DIGIT_PIXELS), item * DIGIT_PIXELS);
    labels[item] = records[start + DIGIT_PIXELS]!;
  }
  return {
    name: 'knn',
    title: `5 nearest neighbours of ${items} handwritten digits`,
    file: join(EXAMPLES, 'knn.ts'),
    functionName: 'classify',
    values: [features, labels, DIGIT_PIXELS, 5],
    leastMoves: 0,
    pictures: () => new Map(),
  };
}

function stars(): Program {
  const bodies = 400;
  const steps = 7_000;
  const stateMib = (steps * bodies * 3 * Float64Array.BYTES_PER_ELEMENT) / 2 ** 20;
  return {
    name: 'nbody',
    title: `${bodies} stars for ${steps} steps, ${stateMib.toFixed(0)} MiB of state`,
    file: join(EXAMPLES, 'nbody.ts'),
    functionName: 'simulate',
    values: [bodies, steps, 0.001, 1],
    moveEveryMs: 400,
    leastMoves: 3,
    pictures: () => new Map(),
  };
}
