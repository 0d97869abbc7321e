import { describe, expect, test } from 'vitest';
import type { Polynomial, Region } from '../../../../compiler/manifest.js';
import { evaluatePolynomial, evaluateRange, evaluateRegion } from '../../../../runtime/values/index.js';

const environment = {
  lo: 2,
  hi: 5,
  scalars: new Map([
    ['w', 10],
    ['odd', 1.5],
    ['nan', Number.NaN],
    ['huge', 1e300],
  ]),
  lengths: new Map([['a', 100]]),
};
const term = (coefficient: number, ...factors: string[]) => ({ coefficient, factors });
const interval = (from: Polynomial, to: Polynomial): Region => ({ kind: 'interval', from, to });

describe('regions', () => {
  test.each<[Polynomial, number]>([
    [[], 0],
    [[term(7)], 7],
    [[term(3, 'w', 'lo')], 60],
    [[term(1, 'a.length'), term(-1, 'hi'), term(-1)], 94],
    [[term(1, 'lo', 'lo', 'lo')], 8],
  ])('%j is %d', (polynomial, value) => {
    expect(evaluatePolynomial(polynomial, environment)).toBe(value);
  });

  test.each<[Region, number, number, number]>([
    [{ kind: 'all' }, 9, 0, 9],
    [interval([term(1, 'lo')], [term(1, 'hi')]), 9, 2, 5],
    [interval([term(1, 'lo'), term(-4)], [term(1, 'hi'), term(4)]), 8, 0, 8],
    [interval([term(1, 'w')], [term(2, 'w')]), 8, 8, 8],
    [interval([term(1, 'hi')], [term(1, 'lo')]), 8, 2, 2],
    [interval([term(1, 'odd')], [term(3, 'odd')]), 8, 1, 5],
    [interval([], [term(1, 'huge')]), 8, 0, 8],
  ])('%j of %d elements is [%d, %d)', (region, length, from, to) => {
    expect(evaluateRegion(region, length, environment)).toEqual({ from, to });
  });

  test('of what is unknown or no number are refused', () => {
    const refused = expect.objectContaining({ code: 'SHOAL3004' });
    expect(() => evaluatePolynomial([term(1, 'x')], environment)).toThrow(refused);
    expect(() => evaluatePolynomial([term(1, 'x.length')], environment)).toThrow(refused);
    expect(() => evaluatePolynomial([term(1, 'lo')], { scalars: new Map(), lengths: new Map() })).toThrow(refused);
    expect(() => evaluateRegion(interval([term(1, 'nan')], []), 3, environment)).toThrow(refused);
  });

  test('ranges are never negative and fit a 32-bit counter', () => {
    expect(evaluateRange({ from: [term(1)], to: [term(1, 'w')] }, environment)).toEqual({ lo: 1, hi: 10 });
    expect(evaluateRange({ from: [term(1, 'w')], to: [] }, environment)).toEqual({ lo: 10, hi: 10 });
    for (const to of ['huge', 'odd', 'nan']) {
      expect(() => evaluateRange({ from: [], to: [term(1, to)] }, environment)).toThrow(
        expect.objectContaining({ code: 'SHOAL3004' }),
      );
    }
  });
});
