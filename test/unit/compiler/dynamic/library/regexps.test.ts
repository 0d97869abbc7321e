import { expect, test } from 'vitest';
import { Random } from './random.js';
import { randomPattern, randomText } from './random-patterns.js';
import { nodeMatch, shoalMatch } from './regexp-matching.js';

const CASES = Number(process.env.SHOAL_CASES ?? 6000);
const SEED = Number(process.env.SHOAL_SEED ?? 1);

test('random patterns match random texts as in Node', () => {
  let finished = 0;
  for (let k = 0; k < CASES; k++) {
    const random = new Random(SEED * 1000003 + k);
    const flags = ['i', 'm', 's', 'u', 'y'].filter(() => random.below(3) === 0).join('');
    const source = randomPattern(random, flags.includes('u'));
    const text = randomText(random);
    const from = random.below(4) === 0 ? random.below(text.length + 1) : 0;
    const ours = shoalMatch(source, flags, text, from);
    if (ours === 'unfinished') continue;
    finished++;
    expect(`/${source}/${flags} ${JSON.stringify(text)} ${from} ${ours}`, `case ${k}`).toBe(
      `/${source}/${flags} ${JSON.stringify(text)} ${from} ${nodeMatch(source, flags, text, from)}`,
    );
  }
  expect(finished).toBeGreaterThan(CASES * 0.9);
});
