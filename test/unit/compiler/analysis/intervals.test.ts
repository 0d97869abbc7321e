/** Interval arithmetic against JavaScript: whatever two numbers give lies in what their intervals give. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { binaryInterval, complement, negate } from '../../../../compiler/analysis/arithmetic.js';
import { constant, type Interval, join, meet, widen } from '../../../../compiler/analysis/interval.js';
import { mathInterval } from '../../../../compiler/analysis/math-functions.js';

const CORNERS = [
  0,
  -0,
  1,
  -1,
  0.5,
  -0.5,
  31,
  32,
  255,
  2 ** 31 - 1,
  -(2 ** 31),
  2 ** 31,
  2 ** 32,
  2 ** 53,
  -(2 ** 53),
  5e-324,
  -5e-324,
];
const numbers = fc.oneof(
  fc.constantFrom(...CORNERS, Infinity, -Infinity, Number.NaN, 1e300, -1e300),
  fc.integer({ min: -300, max: 300 }),
  fc.double(),
);

/** An interval with two of its members. */
const members = fc.array(numbers, { minLength: 1, maxLength: 4 }).map((values) => ({
  values,
  interval: values.map(constant).reduce(join),
}));

function holds(interval: Interval, value: number): boolean {
  if (Number.isNaN(value)) return interval.nan;
  if (Object.is(value, -0) && !interval.negativeZero) return false;
  const whole = !Number.isFinite(value) || Number.isInteger(value);
  return interval.lo <= value && value <= interval.hi && (whole || !interval.integer);
}

const OPERATORS = {
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
  '/': (a, b) => a / b,
  '%': (a, b) => a % b,
  '**': (a, b) => a ** b,
  '&': (a, b) => a & b,
  '|': (a, b) => a | b,
  '^': (a, b) => a ^ b,
  '<<': (a, b) => a << b,
  '>>': (a, b) => a >> b,
  '>>>': (a, b) => a >>> b,
} satisfies Record<string, (a: number, b: number) => number>;

const RUNS = { numRuns: 4000 };

describe('intervals hold the results of', () => {
  test.each(Object.keys(OPERATORS) as (keyof typeof OPERATORS)[])('%s', (operator) => {
    fc.assert(
      fc.property(members, members, (left, right) => {
        const result = binaryInterval(operator, left.interval, right.interval);
        for (const a of left.values) {
          for (const b of right.values) {
            const value = OPERATORS[operator](a, b);
            if (!holds(result, value)) throw new Error(`${a} ${operator} ${b} is ${value}, not in ${JSON.stringify(result)}`);
          }
        }
      }),
      RUNS,
    );
  });

  const unary: readonly string[] =
    'abs acos asin atan cbrt ceil clz32 cos cosh exp expm1 floor fround log log10 log1p log2 round sign sin sinh sqrt tan tanh trunc'.split(
      ' ',
    );
  test.each(unary)('Math.%s', (name) => {
    const compute = Math[name as 'abs'];
    fc.assert(
      fc.property(members, ({ interval, values }) => {
        const result = mathInterval(`Math.${name}`, [interval]);
        for (const value of values) {
          if (!holds(result, compute(value)))
            throw new Error(`${name}(${value}) is ${compute(value)}, not in ${JSON.stringify(result)}`);
        }
      }),
      RUNS,
    );
  });

  test.each(['min', 'max', 'imul', 'atan2', 'hypot', 'pow'] as const)('Math.%s', (name) => {
    fc.assert(
      fc.property(members, members, (left, right) => {
        const result = mathInterval(`Math.${name}`, [left.interval, right.interval]);
        for (const a of left.values)
          for (const b of right.values) expect(holds(result, Math[name](a, b)), `${name}(${a}, ${b})`).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });

  test('signs and complements', () => {
    fc.assert(
      fc.property(members, ({ interval, values }) => {
        for (const value of values) {
          expect(holds(negate(interval), -value)).toBe(true);
          expect(holds(complement(interval), ~value)).toBe(true);
        }
      }),
      { numRuns: 1000 },
    );
  });
});

test('what two intervals share is in their meeting, and widening only widens', () => {
  fc.assert(
    fc.property(members, members, (left, right) => {
      const shared = meet(left.interval, right.interval);
      const wider = widen(left.interval, right.interval);
      for (const value of [...left.values, ...right.values]) {
        if (holds(left.interval, value) && holds(right.interval, value)) expect(holds(shared, value)).toBe(true);
        expect(holds(wider, value)).toBe(true);
      }
    }),
    RUNS,
  );
});

test('widening ends', () => {
  let interval = constant(0);
  let rounds = 0;
  for (let next = constant(1); ; next = { ...interval, lo: interval.lo - 1, hi: interval.hi + 1 }) {
    const wider = widen(interval, next);
    if (wider.lo === interval.lo && wider.hi === interval.hi) break;
    interval = wider;
    expect(++rounds).toBeLessThan(20);
  }
});
