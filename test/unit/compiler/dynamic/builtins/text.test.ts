import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareBuiltin, outcomeOf } from './compare.js';
import { callBuiltin } from './load.js';

// biome-ignore lint/suspicious/noExplicitAny: any value of JavaScript
type Value = any;
// biome-ignore lint/suspicious/noExplicitAny: any method
const string = String.prototype as any;

const host = globalThis as Value;

const text = fc.oneof(
  fc.string({ unit: fc.constantFrom('a', 'b', 'A', ' ', '$', '&', '\u{1f600}', 'é', '\ud800', '\t'), maxLength: 12 }),
  fc.constantFrom('', 'abcabc', 'aaaa', '$&$$', '  x '),
);
const index = fc.oneof(
  fc.integer({ min: -14, max: 14 }),
  fc.constantFrom<Value>(undefined, null, '2', Number.NaN, Infinity, -Infinity, 1.7, true, { valueOf: () => 2 }, 3n),
);
const pattern = fc.oneof(text, fc.constantFrom<Value>('a', 'b', '', 'ab', undefined, null, 1, { toString: () => 'a' }));
const template = fc.oneof(text, fc.constantFrom<Value>('[$&]', "$`|$'", '$$', '$1', '$', undefined, 7));
const receiver = fc.oneof(
  { weight: 5, arbitrary: text },
  { weight: 1, arbitrary: fc.constantFrom<Value>(123, true, null, undefined, ['a', 'b'], Object('abc')) },
);

/** Arguments of each method; fewer are tried, too. */
const METHODS: Record<string, fc.Arbitrary<Value>[]> = {
  at: [index],
  charAt: [index],
  charCodeAt: [index],
  codePointAt: [index],
  concat: [pattern, pattern],
  slice: [index, index],
  substring: [index, index],
  substr: [index, index],
  repeat: [index],
  padStart: [index, pattern],
  padEnd: [index, pattern],
  trim: [],
  trimStart: [],
  trimEnd: [],
  toLowerCase: [],
  toUpperCase: [],
  normalize: [fc.constantFrom<Value>(undefined, 'NFD', 'NFKC', 'x')],
  localeCompare: [pattern],
  isWellFormed: [],
  toWellFormed: [],
  toString: [],
  valueOf: [],
  indexOf: [pattern, index],
  lastIndexOf: [pattern, index],
  includes: [pattern, index],
  startsWith: [pattern, index],
  endsWith: [pattern, index],
  split: [pattern, index],
  replace: [pattern, template],
  replaceAll: [pattern, template],
};

function prefixes(arbitraries: fc.Arbitrary<Value>[]): fc.Arbitrary<Value[]> {
  return fc
    .tuple(fc.tuple(...arbitraries), fc.integer({ min: 0, max: arbitraries.length }))
    .map(([list, count]) => list.slice(0, count));
}

describe('String.prototype', () => {
  it.each(Object.keys(METHODS))('%s', (method) => {
    fc.assert(
      fc.property(receiver, prefixes(METHODS[method]!), (receiver, list) => {
        compareBuiltin(`String$prototype$${method}`, string[method], () => ({ receiver, list: list.map((value) => value) }));
      }),
      { numRuns: 400 },
    );
  });

  it.each(['replace', 'replaceAll'])('%s calls back', (method) => {
    fc.assert(
      fc.property(text, pattern, (subject, wanted) => {
        compareBuiltin(`String$prototype$${method}`, string[method], (log) => ({
          receiver: subject,
          list: [
            wanted,
            (...seen: Value[]) => {
              log(...seen);
              return `<${seen[1]}>`;
            },
          ],
        }));
      }),
    );
  });

  it('is made of code units, points and templates', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.integer({ min: -1, max: 0x110000 }), fc.constantFrom<Value>(1.5, '65', undefined))),
        (list) => {
          compareBuiltin('String$fromCharCode', String.fromCharCode, () => ({ receiver: String, list }));
          compareBuiltin('String$fromCodePoint', String.fromCodePoint, () => ({ receiver: String, list }));
        },
      ),
    );
    compareBuiltin('String$raw', String.raw, () => ({ receiver: String, list: [{ raw: ['a', 'b', 'c'] }, 1, 2, 3] }));
    compareBuiltin('String$raw', String.raw, () => ({ receiver: String, list: [{ raw: 'xyz' }, 1] }));
    for (const list of [[], [undefined], [Symbol('s')], [{ toString: () => 'o' }], [null], [1n], [-0]]) {
      compareBuiltin('String$call', String, () => ({ receiver: undefined, list }));
    }
  });
});

const number = fc.oneof(
  fc.double(),
  fc.integer(),
  fc.double({ min: -2000, max: 2000 }),
  fc.constantFrom(0, -0, Infinity, Number.NaN, 1e21, 1.0005, 0.5, 123.456, 1e-7, 999.9995, 0.0005, 2.5, 1234567.891),
);

describe('Number', () => {
  const methods: Record<string, fc.Arbitrary<Value>> = {
    toString: fc.oneof(fc.integer({ min: 1, max: 37 }), fc.constant(undefined)),
    toFixed: fc.oneof(fc.integer({ min: -1, max: 101 }), fc.constant(undefined)),
    toPrecision: fc.oneof(fc.integer({ min: -1, max: 101 }), fc.constant(undefined)),
    toExponential: fc.oneof(fc.integer({ min: -1, max: 101 }), fc.constant(undefined)),
  };
  it.each(Object.keys(methods))('%s', (method) => {
    fc.assert(
      fc.property(number, methods[method]!, (x, argument) => {
        compareBuiltin(`Number$prototype$${method}`, (Number.prototype as Value)[method], () => ({
          receiver: x,
          list: [argument],
        }));
        compareBuiltin(`Number$prototype$${method}`, (Number.prototype as Value)[method], () => ({
          receiver: Object(x),
          list: [argument],
        }));
      }),
      { numRuns: 500 },
    );
    compareBuiltin(`Number$prototype$${method}`, (Number.prototype as Value)[method], () => ({ receiver: 'x', list: [] }));
  });

  it('toLocaleString', () => {
    fc.assert(
      fc.property(number, (x) => {
        expect(callBuiltin('Number$prototype$toLocaleString', x)).toBe(x.toLocaleString('en-US'));
      }),
      { numRuns: 3000 },
    );
  });

  it('parses and tests', () => {
    const source = fc.oneof(
      number,
      number.map(String),
      fc.constantFrom<Value>(
        '0x1f',
        ' 12px',
        '',
        '-0',
        'Infinityx',
        '1e3',
        null,
        undefined,
        {},
        [5],
        '0b1',
        1n,
        Symbol('x'),
        new Date(5),
        -0.5,
        1e-7,
      ),
    );
    fc.assert(
      fc.property(source, fc.constantFrom<Value>(undefined, 10, 16, 2, 0, 37, '8'), (value, radix) => {
        compareBuiltin('Global$parseInt', Number.parseInt, () => ({ receiver: undefined, list: [value, radix] }));
        compareBuiltin('Global$parseFloat', Number.parseFloat, () => ({ receiver: undefined, list: [value] }));
        compareBuiltin('Global$isNaN', host.isNaN, () => ({ receiver: undefined, list: [value] }));
        compareBuiltin('Global$isFinite', host.isFinite, () => ({ receiver: undefined, list: [value] }));
        compareBuiltin('Number$call', Number, () => ({ receiver: undefined, list: [value] }));
        for (const test of ['isFinite', 'isNaN', 'isInteger', 'isSafeInteger']) {
          compareBuiltin(`Number$${test}`, (Number as Value)[test], () => ({ receiver: Number, list: [value] }));
        }
      }),
      { numRuns: 500 },
    );
  });
});

describe('BigInt, Symbol, Boolean', () => {
  it('convert and describe', () => {
    for (const value of [1, 1.5, '12', 'x', '', true, null, undefined, 5n, {}, Symbol('x'), Number.NaN, { valueOf: () => 3 }]) {
      compareBuiltin('BigInt$call', BigInt, () => ({ receiver: undefined, list: [value] }));
      compareBuiltin('Boolean$call', Boolean, () => ({ receiver: undefined, list: [value] }));
      compareBuiltin('BigInt$asIntN', BigInt.asIntN, () => ({ receiver: BigInt, list: [value, 300n] }));
      compareBuiltin('BigInt$asUintN', BigInt.asUintN, () => ({ receiver: BigInt, list: [8, value] }));
      compareBuiltin('BigInt$prototype$toString', BigInt.prototype.toString, () => ({ receiver: value, list: [16] }));
      compareBuiltin('Symbol$prototype$toString', Symbol.prototype.toString, () => ({ receiver: value, list: [] }));
      compareBuiltin('Boolean$prototype$toString', Boolean.prototype.toString, () => ({ receiver: value, list: [] }));
      compareBuiltin('Symbol$keyFor', Symbol.keyFor, () => ({ receiver: Symbol, list: [value] }));
      expect(outcomeOf(() => callBuiltin('Symbol$call', undefined, value))).toBe(outcomeOf(() => Symbol(value as Value)));
    }
    for (const value of [0n, -1234567n, 12n, 100n, -100n, 10n ** 30n]) {
      expect(callBuiltin('BigInt$prototype$toLocaleString', value)).toBe(value.toLocaleString('en-US'));
    }
    compareBuiltin('BigInt$prototype$toString', BigInt.prototype.toString, () => ({ receiver: 5n, list: [1] }));
  });
});

describe('Math', () => {
  it('agrees with Node on all that is not a number, and on many arguments', () => {
    const value = fc.oneof(
      number,
      fc.constantFrom<Value>('3', null, undefined, true, [4], {}, { valueOf: () => 2 }, 1n, Symbol('m')),
    );
    fc.assert(
      fc.property(fc.array(value, { maxLength: 6 }), (list) => {
        for (const name of ['max', 'min', 'hypot', 'atan2', 'pow', 'imul', 'abs', 'sign', 'clz32', 'fround', 'round', 'cbrt']) {
          compareBuiltin(`Math$${name}`, (Math as Value)[name], () => ({ receiver: Math, list }));
        }
      }),
      { numRuns: 500 },
    );
  });
});

describe('URIs', () => {
  it('are encoded and decoded as by Node', () => {
    const piece = fc.oneof(
      text,
      fc.constantFrom(
        '%41',
        '%',
        '%E2%82%AC',
        '%C0%80',
        '%ED%A0%80',
        '%F0%9F%98%80',
        '%F4%90%80%80',
        '%2F',
        '%zz',
        '%E2%82',
        '/?#',
      ),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 4 }), (pieces) => {
        const list = [pieces.join('')];
        for (const name of ['encodeURIComponent', 'encodeURI', 'decodeURIComponent', 'decodeURI']) {
          compareBuiltin(`Global$${name}`, (globalThis as Value)[name], () => ({ receiver: undefined, list }));
        }
      }),
      { numRuns: 2000 },
    );
  });
});
