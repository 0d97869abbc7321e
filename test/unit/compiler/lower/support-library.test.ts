/** The support library against JavaScript itself, bit for bit, on many numbers: special ones, all magnitudes, near-integers. */
import { beforeAll, describe, expect, test } from 'vitest';
import { build } from '../../../../compiler/emit/builder.js';
import { librarySources } from '../../../../compiler/lower/index.js';
import { randomDoubles } from './random-doubles.js';

const PAIRS = 400_000;
const SEED = 20_261;

const ENTRY = `
import { clampDouble, clampInteger, remainder, toInt32 } from './numbers';
import { hypot2, hypot3, hypot4, isFiniteNumber, isIntegerNumber, isSafeIntegerNumber, round, sign } from './math';
export function int32(x: f64): i32 { return toInt32(x); }
export function clampedDouble(x: f64): i32 { return clampDouble(x); }
export function clampedInteger(x: i32): i32 { return clampInteger(x); }
export function rest(x: f64, y: f64): f64 { return remainder(x, y); }
export function rounded(x: f64): f64 { return round(x); }
export function signOf(x: f64): f64 { return sign(x); }
export function least(x: f64, y: f64): f64 { return min<f64>(x, y); }
export function greatest(x: f64, y: f64): f64 { return max<f64>(x, y); }
export function single(x: f64): f64 { return <f64>(<f32>x); }
export function finite(x: f64): bool { return isFiniteNumber(x); }
export function integer(x: f64): bool { return isIntegerNumber(x); }
export function safeInteger(x: f64): bool { return isSafeIntegerNumber(x); }
export function length2(x: f64, y: f64): f64 { return hypot2(x, y); }
export function length3(x: f64, y: f64, z: f64): f64 { return hypot3(x, y, z); }
export function length4(x: f64, y: f64, z: f64, w: f64): f64 { return hypot4(x, y, z, w); }
`;

type Compute = (...values: number[]) => number | boolean;

const u8 = new Uint8Array(1);
const clamped = new Uint8ClampedArray(1);

/** Functions of the library by their export, with what JavaScript does and how many numbers it takes. */
const CASES: [name: string, arity: 1 | 2 | 3 | 4, reference: Compute][] = [
  ['int32', 1, (x) => x! | 0],
  ['clampedDouble', 1, (x) => Uint8ClampedArray.of(x!)[0]!],
  ['rest', 2, (x, y) => x! % y!],
  ['rounded', 1, (x) => Math.round(x!)],
  ['signOf', 1, (x) => Math.sign(x!)],
  ['least', 2, (x, y) => Math.min(x!, y!)],
  ['greatest', 2, (x, y) => Math.max(x!, y!)],
  ['single', 1, (x) => Math.fround(x!)],
  ['finite', 1, (x) => Number.isFinite(x!)],
  ['integer', 1, (x) => Number.isInteger(x!)],
  ['safeInteger', 1, (x) => Number.isSafeInteger(x!)],
  ['length2', 2, (x, y) => Math.hypot(x!, y!)],
  ['length3', 3, (x, y, z) => Math.hypot(x!, y!, z!)],
  ['length4', 4, (x, y, z, w) => Math.hypot(x!, y!, z!, w!)],
];

describe('support library', () => {
  let exports: Record<string, Compute> = {};

  beforeAll(async () => {
    const bytes = await build({
      kind: 'assemble',
      sources: new Map(librarySources('core')).set('block.ts', ENTRY),
      target: 'block',
      pauses: false,
    });
    const memory = new WebAssembly.Memory({ initial: 17, maximum: 65536, shared: true });
    const module = new WebAssembly.Module(bytes as Uint8Array<ArrayBuffer>);
    const instance = new WebAssembly.Instance(module, { env: { memory, trap: () => {}, suspend: () => {} } });
    exports = instance.exports as unknown as Record<string, Compute>;
  });

  test.each(CASES)('%s', (name, arity, reference) => {
    const numbers = randomDoubles(SEED, PAIRS * arity);
    const compute = exports[name]!;
    for (let k = 0; k + arity <= numbers.length; k += arity) {
      const values = Array.from(numbers.subarray(k, k + arity));
      const wanted = reference(...values);
      const got = typeof wanted === 'boolean' ? Boolean(compute(...values)) : compute(...values);
      if (!Object.is(got, wanted)) expect.fail(`${name}(${values.join(', ')}) is ${got}, not ${wanted} (seed ${SEED})`);
    }
  });

  test('clampedInteger', () => {
    for (const x of [...Array(600).keys()].map((k) => k - 300).concat(2147483647, -2147483648)) {
      clamped[0] = x;
      u8[0] = x;
      expect(exports.clampedInteger!(x)).toBe(clamped[0]);
      expect(Number(exports.int32!(x)) & 255).toBe(u8[0]);
    }
  });
});
