import fc from 'fast-check';
import { describe, it } from 'vitest';
import { compareBuiltin, describeValue } from './compare.js';

// biome-ignore lint/suspicious/noExplicitAny: any value of JavaScript
type Value = any;

class Money {
  constructor(readonly cents: number) {}
  toJSON(key: string) {
    return `${key}:${this.cents}`;
  }
}

const leaf = fc.oneof(
  fc.constantFrom<Value>(
    null,
    undefined,
    true,
    false,
    0,
    -0,
    Number.NaN,
    Infinity,
    1e21,
    'a"\n\u2028\ud800',
    '',
    Symbol('s'),
    () => 1,
    Object(5),
    Object('s'),
    Object(true),
    new Money(5),
    new Map([[1, 2]]),
  ),
  fc.string(),
  fc.double(),
);
const key = fc.oneof(fc.constantFrom('a', 'b', 'toJSONx', '1', '0', 'é"', '__proto__x'), fc.string({ maxLength: 3 }));
const { value } = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    leaf,
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(key, tie('value'), { maxKeys: 4 }),
  ),
}));

describe('JSON.stringify', () => {
  it('writes what Node writes', () => {
    const space = fc.constantFrom<Value>(undefined, 2, 0, 12, '\t', '--------------', null, Object(3), Object('ab'), true);
    fc.assert(
      fc.property(value, space, (value, space) => {
        compareBuiltin('JSON$stringify', JSON.stringify, () => ({ receiver: JSON, list: [value, null, space] }));
      }),
      { numRuns: 1000 },
    );
  });

  it('takes replacers', () => {
    fc.assert(
      fc.property(value, (value) => {
        compareBuiltin('JSON$stringify', JSON.stringify, () => ({
          receiver: JSON,
          list: [value, ['a', 1, Object('b'), 'a', null]],
        }));
        compareBuiltin('JSON$stringify', JSON.stringify, (log) => ({
          receiver: JSON,
          list: [
            value,
            function (this: Value, key: string, inner: Value) {
              log(describeValue(this), key, describeValue(inner));
              return key === 'b' ? undefined : typeof inner === 'number' ? inner + 1 : inner;
            },
            1,
          ],
        }));
      }),
      { numRuns: 500 },
    );
  });

  it('draws circles', () => {
    const circles: (() => Value)[] = [
      () => {
        const a: Value = {};
        a.b = a;
        return a;
      },
      () => {
        const a: Value = { c: [] };
        a.c[0] = { x: a };
        return a;
      },
      () => {
        const a: Value = { c: [] };
        a.c[0] = { x: { y: { z: a } } };
        return a;
      },
      () => {
        const a: Value = { c: [] };
        a.c[0] = { x: { y: { z: { w: a } } } };
        return a;
      },
      () => {
        const a: Value = [];
        a[0] = a;
        return a;
      },
      () => {
        const a: Value = new Money(1);
        a.toJSON = undefined;
        a.x = { in: a };
        return { deep: [a] };
      },
      () => {
        const a: Value = Object.create(null);
        a.x = { in: a };
        return a;
      },
      () => 1n,
      () => [1n],
    ];
    for (const circle of circles) compareBuiltin('JSON$stringify', JSON.stringify, () => ({ receiver: JSON, list: [circle()] }));
  });
});

const BROKEN = [
  '',
  '[1,]',
  '{"a":1,}',
  '"abc',
  'tru',
  '[1 2]',
  '"\\x"',
  '01',
  '1 2',
  '-',
  '{"a" 1}',
  '"a\nb"',
  'undefined',
  '{1:2}',
  'x'.repeat(100),
  '[1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,x,17,18,19,20,21,22,23,24,25,26,27]',
  '[1.]',
  '1e',
  '[undefined]',
  'nul',
  '"\\u12g4"',
  '{',
  '[',
  '[1',
  '{"a"',
  '{"a":',
  '{"a":1',
  'nulL',
  '+1',
  '.5',
  '1.5.5',
  '[1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,x',
  'x,1234567890123456789012345678901234567890',
  '"\\',
  ' ',
  '[1}',
  '{"a":1]',
  "{'a':1}",
  `${'é'.repeat(60)}"`,
  '\u0000',
  '"\ud800',
  '-x',
  '--1',
  '1e+',
  '1ex',
  '"tab\there"',
  '[,1]',
  '{,}',
  'falsey',
  'truE',
  '"\\u00',
  '"\\u',
  '123456789012345678901234567890',
  '-0',
  '1E5',
  '-1.5e-3',
  '{"__proto__":1,"a":2,"a":3}',
  '"\\ud83d\\ude00\\/"',
  '[1e400]',
  '00',
  '-01',
  '1.e5',
  '[object Object]',
];

describe('JSON.parse', () => {
  it('fails with the words of Node', () => {
    for (const source of [...BROKEN, undefined, null, {}, Symbol('x'), 5, true, [1, 2], ['x'], Object('[')]) {
      compareBuiltin('JSON$parse', JSON.parse, () => ({ receiver: JSON, list: [source] }));
    }
  });

  it('reads texts with something wrong in them', () => {
    const text = fc.tuple(
      fc.json({ maxDepth: 3 }),
      fc.nat(),
      fc.constantFrom('', 'x', ',', '"', '}', ']', '\\', '1', '-', '.', 'e', ' ', '\n', ':', '\u0001'),
      fc.nat({ max: 2 }),
    );
    fc.assert(
      fc.property(text, ([json, at, inserted, deleted]) => {
        const place = at % (json.length + 1);
        const source = json.slice(0, place) + inserted + json.slice(place + deleted);
        compareBuiltin('JSON$parse', JSON.parse, () => ({ receiver: JSON, list: [source] }));
      }),
      { numRuns: 5000 },
    );
  });

  it('revives', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 3 }), (source) => {
        compareBuiltin('JSON$parse', JSON.parse, (log) => ({
          receiver: JSON,
          list: [
            source,
            function (this: Value, key: string, inner: Value) {
              log(describeValue(this), key, describeValue(inner));
              return inner === null ? undefined : typeof inner === 'string' ? [inner] : inner;
            },
          ],
        }));
      }),
      { numRuns: 300 },
    );
  });
});
