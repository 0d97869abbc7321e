/** Random expressions over numbers of all kinds against Node: integer code must give what double code gives. */
import { describe, expect, test } from 'vitest';
import { compileSingle } from './compile-single.js';
import { randomDoubles } from './random-doubles.js';
import { planSingleBlock } from './single-block.js';
import { temporaryFolder } from './temporary-folder.js';

const SEED = Number(process.env.SHOAL_SEED ?? 7_2026);
const PROGRAMS = 8;
const EXPRESSIONS = 60;
const INPUTS = 120;

const folder = temporaryFolder();

class ExpressionGenerator {
  constructor(private state: number) {}

  number(depth: number): string {
    if (depth === 0) return this.pick(LEAVES);
    const deeper = () => this.number(depth - 1);
    switch (this.below(9)) {
      case 0:
        return this.pick(LEAVES);
      case 1:
      case 2:
      case 3:
        return `(${deeper()} ${this.pick(ARITHMETIC)} ${deeper()})`;
      case 4:
        return `(${deeper()} ${this.pick(BITWISE)} ${deeper()})`;
      case 5:
        return `${this.pick(UNARY)}(${deeper()})`;
      case 6:
        return `Math.${this.pick(TWO)}(${deeper()}, ${deeper()})`;
      case 7:
        return `Math.${this.pick(ONE)}(${deeper()})`;
      default:
        // A variable at the left, because TypeScript refuses to compare two different literals.
        return `(${this.pick(VARIABLES)} ${this.pick(COMPARISONS)} ${deeper()} ? ${deeper()} : ${deeper()})`;
    }
  }

  private below(limit: number): number {
    this.state ^= this.state << 13;
    this.state ^= this.state >>> 17;
    this.state ^= this.state << 5;
    return (this.state >>> 0) % limit;
  }

  private pick(choices: readonly string[]): string {
    return choices[this.below(choices.length)]!;
  }
}

const VARIABLES = ['x', 'y', 'a', 'b', 'u', 'h', 'c', 'n[1]', 'w[0]'];
const LEAVES = [
  ...VARIABLES,
  'n.length',
  '0',
  '1',
  '-1',
  '2',
  '3',
  '7',
  '255',
  '2147483647',
  '-2147483648',
  '4294967296',
  '0.5',
  '-0',
  '1e10',
];
const ARITHMETIC = ['+', '-', '*', '/', '%', '+', '-', '*'];
const BITWISE = ['&', '|', '^', '<<', '>>', '>>>'];
const UNARY = ['-', '+', '~'];
const ONE = ['abs', 'floor', 'ceil', 'round', 'trunc', 'sign', 'fround', 'sqrt', 'clz32'];
const TWO = ['min', 'max', 'imul'];
const COMPARISONS = ['<', '<=', '>', '>=', '===', '!=='];

describe('random expressions', () => {
  test.each(Array.from({ length: PROGRAMS }, (_, k) => SEED + 7919 * k))('seed %i', async (seed) => {
    const generator = new ExpressionGenerator(seed);
    const expressions = Array.from({ length: EXPRESSIONS }, (_, k) => generator.number(2 + (k % 3)));
    const source = `export function f(x: number, y: number): Float64Array {
      const a = x | 0; const b = y | 0; const u = x >>> 0; const h = a & 1023; const c = b >> 24;
      const n = new Int16Array(5); n[1] = y; const w = new Uint32Array(1); w[0] = x;
      const r = new Float64Array(${EXPRESSIONS});
      ${expressions.map((text, k) => `r[${k}] = ${text};`).join('\n      ')}
      return r;
    }`;
    const file = await folder.write(`e${seed}.ts`, source);
    const { f } = (await import(/* @vite-ignore */ file)) as { f: (x: number, y: number) => Float64Array };
    const inputs = randomDoubles(seed, 2 * INPUTS);
    for (const known of ['ranges', 'nothing'] as const) {
      const compiled = await compileSingle(planSingleBlock(file, 'f', known, false));
      for (let k = 0; k < 2 * INPUTS; k += 2) {
        const [x, y] = [inputs[k]!, inputs[k + 1]!];
        const wanted = f(x, y);
        const got = compiled.run([x, y]).result as Float64Array;
        const wrong = wanted.findIndex((value, at) => !Object.is(value, got[at]));
        if (wrong >= 0) {
          expect.fail(
            `${expressions[wrong]} of x = ${x}, y = ${y} is ${got[wrong]}, not ${wanted[wrong]} (${known}, seed ${seed})`,
          );
        }
      }
    }
  });
});
