import { test as propertyTest } from '@fast-check/vitest';
import fc from 'fast-check';
import { describe, expect } from 'vitest';
import { mathRange } from '../../../../../compiler/dynamic/inference/math-types.js';
import { narrowComparison } from '../../../../../compiler/dynamic/inference/narrowing.js';
import { negateRange, numberOperation, squareRange } from '../../../../../compiler/dynamic/inference/number-operations.js';
import {
  joinRanges,
  type NumberRange,
  rangeOfConstant,
  widenRange,
} from '../../../../../compiler/dynamic/inference/number-range.js';
import { falsyPart, truthyPart } from '../../../../../compiler/dynamic/inference/operators.js';
import { numberType } from '../../../../../compiler/dynamic/inference/types.js';

/** Values at which arithmetic turns, and any others. */
const special = [
  0,
  -0,
  1,
  -1,
  0.5,
  -0.5,
  2,
  -3,
  31,
  255,
  2147483647,
  -2147483648,
  2147483648,
  4294967295,
  4294967296,
  2 ** 53,
  -(2 ** 53),
  1e300,
  -1e300,
  5e-324,
  -5e-324,
  Infinity,
  -Infinity,
  Number.NaN,
];
const number = fc.oneof(fc.constantFrom(...special), fc.integer({ min: -40, max: 40 }), fc.integer(), fc.double());
/** Some values, the range of them. */
const values = fc.array(number, { minLength: 1, maxLength: 4 });

function rangeOf(numbers: readonly number[]): NumberRange {
  return numbers.map(rangeOfConstant).reduce(joinRanges);
}

function isIn(value: number, range: NumberRange): boolean {
  if (Number.isNaN(value)) return range.mayBeNaN;
  if (Object.is(value, -0) && !range.mayBeNegativeZero) return false;
  if (Number.isFinite(value) && !Number.isInteger(value) && range.isInteger) return false;
  return range.minimum <= value && value <= range.maximum;
}

const OPERATORS: Record<string, (a: number, b: number) => number> = {
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
};
const COMPARISONS = {
  '<': (a: number, b: number) => a < b,
  '<=': (a: number, b: number) => a <= b,
  '>': (a: number, b: number) => a > b,
  '>=': (a: number, b: number) => a >= b,
  '===': (a: number, b: number) => a === b,
  '!==': (a: number, b: number) => a !== b,
} as const;
const UNARY_MATH = [
  'floor',
  'ceil',
  'trunc',
  'round',
  'abs',
  'clz32',
  'sign',
  'sqrt',
  'fround',
  'sin',
  'cos',
  'tanh',
  'atan',
  'asin',
  'acos',
  'exp',
  'cosh',
  'log',
  'cbrt',
] as const;
const BINARY_MATH = ['min', 'max', 'imul', 'pow', 'atan2', 'hypot'] as const;

describe('ranges hold all results', () => {
  propertyTest.prop([fc.constantFrom(...Object.keys(OPERATORS)), values, values], { numRuns: 20000 })(
    'of %s operators',
    (operator, left, right) => {
      const range = numberOperation(operator, rangeOf(left), rangeOf(right));
      for (const a of left) {
        for (const b of right) {
          const value = OPERATORS[operator]!(a, b);
          expect(isIn(value, range), `${a} ${operator} ${b} = ${value} in ${JSON.stringify(range)}`).toBe(true);
        }
      }
    },
  );

  propertyTest.prop([values])('of negation and squares', (numbers) => {
    for (const value of numbers) {
      expect(isIn(-value, negateRange(rangeOf(numbers)))).toBe(true);
      expect(isIn(value * value, squareRange(rangeOf(numbers)))).toBe(true);
    }
  });

  propertyTest.prop([fc.constantFrom(...UNARY_MATH), values], { numRuns: 5000 })('of Math functions', (name, numbers) => {
    const range = mathRange(name, [rangeOf(numbers)]);
    for (const value of numbers) {
      const result = (Math[name] as (x: number) => number)(value);
      expect(isIn(result, range), `Math.${name}(${value}) = ${result} in ${JSON.stringify(range)}`).toBe(true);
    }
  });

  propertyTest.prop([fc.constantFrom(...BINARY_MATH), values, values], { numRuns: 5000 })(
    'of Math functions of two numbers',
    (name, left, right) => {
      const range = mathRange(name, [rangeOf(left), rangeOf(right)]);
      for (const a of left) for (const b of right) expect(isIn(Math[name](a, b), range), `Math.${name}(${a}, ${b})`).toBe(true);
    },
  );

  propertyTest.prop([values, values])('of widening', (left, right) => {
    const range = widenRange(rangeOf(left), rangeOf(right));
    for (const value of [...left, ...right]) expect(isIn(value, range)).toBe(true);
  });

  propertyTest.prop([fc.constantFrom(...(Object.keys(COMPARISONS) as (keyof typeof COMPARISONS)[])), values, values], {
    numRuns: 10000,
  })('of what a comparison leaves', (operator, left, right) => {
    const types = [numberType(rangeOf(left)), numberType(rangeOf(right))] as const;
    for (const a of left) {
      for (const b of right) {
        const narrowed = narrowComparison(operator, types[0], types[1], COMPARISONS[operator](a, b));
        expect(isIn(a, narrowed.left.range), `${a} ${operator} ${b}: ${JSON.stringify(narrowed)}`).toBe(true);
        expect(isIn(b, narrowed.right.range), `${a} ${operator} ${b}: ${JSON.stringify(narrowed)}`).toBe(true);
      }
    }
  });

  propertyTest.prop([values])('of tests for truth', (numbers) => {
    const type = numberType(rangeOf(numbers));
    for (const value of numbers) expect(isIn(value, (value ? truthyPart(type) : falsyPart(type)).range)).toBe(true);
  });
});
