/** Programs of strings, maps, objects, classes and recursion, with the arguments that the benchmark and the tests call them with. */
import { base64 } from './base64.js';
import { binaryTrees } from './binary-trees.js';
import { closest } from './edit-distance.js';
import { eventQueue } from './event-queue.js';
import { formulas } from './expressions.js';
import { matrixPower } from './nested-matrices.js';
import { orders } from './orders.js';
import { queens } from './queens.js';
import { recursion } from './recursion.js';
import { shapes } from './shapes.js';
import { shortestPath } from './shortest-paths.js';
import { wordCount } from './word-count.js';

export interface Program {
  /** File in this folder, without its ending. */
  readonly file: string;
  readonly run: (...values: never[]) => unknown;
  /** Finishes within milliseconds. */
  readonly small: readonly unknown[];
  /** Takes Node some tenths of a second. */
  readonly large: readonly unknown[];
}

const WORDS = 'shoal block hub safepoint checkpoint delta epoch replica range reduce contract placement schedule forecast'.split(
  ' ',
);

/** A text of `count` words that repeat unevenly. */
function text(count: number): string {
  return Array.from({ length: count }, (_, k) => {
    const word = WORDS[(k * k + 3 * k) % WORDS.length]!;
    return `${k % 5 === 0 ? word.toUpperCase() : word}${k % 7}${k % 11 === 0 ? '\n' : ' '}`;
  }).join('');
}

const words = (count: number): string[] =>
  Array.from({ length: count }, (_, k) => `${WORDS[k % WORDS.length]}${WORDS[(k * 5) % WORDS.length]!.slice(k % 4)}`);

const FORMULAS = ['x * 2 + y', '(x + 1) * (y - 3) / 7', 'rate * (x + y * (x - rate))', '1 + 2 * 3 - 4 / (5 + x)'];

const bytes = (length: number): Uint8Array => Uint8Array.from({ length }, (_, k) => (k * 197 + (k >> 3)) & 255);

export const PROGRAMS: readonly Program[] = [
  { file: 'base64', run: base64, small: [bytes(100), 2], large: [bytes(20_000), 120] },
  { file: 'binary-trees', run: binaryTrees, small: [6, 3], large: [14, 300] },
  { file: 'edit-distance', run: closest, small: [words(20), words(3)], large: [words(600), words(120)] },
  { file: 'event-queue', run: eventQueue, small: [100, 3], large: [60_000, 5] },
  { file: 'expressions', run: formulas, small: [FORMULAS, 10], large: [FORMULAS, 200_000] },
  { file: 'nested-matrices', run: matrixPower, small: [8, 3], large: [120, 60] },
  { file: 'orders', run: orders, small: [60], large: [60_000] },
  { file: 'queens', run: queens, small: [6], large: [12] },
  { file: 'recursion', run: recursion, small: [3], large: [9] },
  { file: 'shapes', run: shapes, small: [30, 3], large: [3000, 10_000] },
  { file: 'shortest-paths', run: shortestPath, small: [6], large: [140] },
  { file: 'word-count', run: wordCount, small: [text(200), 5], large: [text(800_000), 20] },
];
