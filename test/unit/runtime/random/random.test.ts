/** The seeded generator: its bits against a second implementation in 128-bit arithmetic, and that streams differ. */
import { fc, test } from '@fast-check/vitest';
import { expect } from 'vitest';
import { seededRandom } from '../../../../runtime/random/index.js';

const MASK = 0xffffffffn;
const rotate = (bits: bigint, by: bigint) => ((bits << by) | (bits >> (32n - by))) & MASK;

/** xoshiro128** as its paper states it, on unsigned integers that can't overflow. */
function* reference(seed: bigint): Generator<bigint, never> {
  let counter = seed & MASK;
  const state: bigint[] = [];
  for (let k = 0; k < 4; k++) {
    counter = (counter + 0x9e3779b9n) & MASK;
    let mixed = counter;
    mixed = ((mixed ^ (mixed >> 16n)) * 0x85ebca6bn) & MASK;
    mixed = ((mixed ^ (mixed >> 13n)) * 0xc2b2ae35n) & MASK;
    state.push(mixed ^ (mixed >> 16n));
  }
  state[3]! |= 1n;
  for (;;) {
    yield (rotate((state[1]! * 5n) & MASK, 7n) * 9n) & MASK;
    const shifted = (state[1]! << 9n) & MASK;
    state[2]! ^= state[0]!;
    state[3]! ^= state[1]!;
    state[1]! ^= state[2]!;
    state[0]! ^= state[3]!;
    state[2]! ^= shifted;
    state[3] = rotate(state[3]!, 11n);
  }
}

test.prop([fc.integer()])('gives the bits of xoshiro128**', (seed) => {
  const random = seededRandom(seed);
  const words = reference(BigInt.asUintN(32, BigInt(seed)));
  for (let k = 0; k < 50; k++) {
    const [high, low] = [words.next().value, words.next().value];
    expect(random()).toBe(Number(((high >> 5n) << 26n) | (low >> 6n)) / 2 ** 53);
  }
});

test('is spread evenly over [0, 1)', () => {
  const random = seededRandom(1);
  const counts = new Array<number>(10).fill(0);
  for (let k = 0; k < 100_000; k++) counts[Math.floor(random() * 10)]!++;
  for (const count of counts) expect(Math.abs(count - 10_000)).toBeLessThan(500);
});

test('streams of one seed differ, from each other and from other seeds', () => {
  const firsts = new Set<number>();
  for (let seed = 0; seed < 30; seed++) for (let stream = 0; stream < 30; stream++) firsts.add(seededRandom(seed, stream)());
  expect(firsts.size).toBe(900);
});
