import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareBuiltin, describeValue, outcomeOf } from './compare.js';
import { callBuiltin } from './load.js';

// biome-ignore lint/suspicious/noExplicitAny: any value of JavaScript
type Value = any;
// biome-ignore lint/suspicious/noExplicitAny: any method
const native = Array.prototype as any;

const HOLE = Symbol('hole');
const primitive = fc.oneof(
  fc.integer({ min: -5, max: 12 }),
  fc.constantFrom<Value>(undefined, null, true, false, Number.NaN, -0, 0, 1.5, 'a', 'b', '10', '9', '', 10n, HOLE),
);
const item = fc.oneof({ weight: 6, arbitrary: primitive }, { weight: 1, arbitrary: fc.array(primitive, { maxLength: 3 }) });
const items = fc.array(item, { maxLength: 9 });
const index = fc.oneof(
  fc.integer({ min: -12, max: 12 }),
  fc.constantFrom<Value>(undefined, null, '2', Number.NaN, Infinity, -Infinity, 1.7, true, { valueOf: () => 2 }, [1]),
);

/** HOLE becomes a hole, nested too. */
function build(list: Value[]): Value[] {
  const array: Value[] = new Array(list.length);
  for (const [i, value] of list.entries()) if (value !== HOLE) array[i] = Array.isArray(value) ? build(value) : value;
  return array;
}
const plain = (value: Value): Value => (value === HOLE ? undefined : Array.isArray(value) ? build(value) : value);

/** `kind` of receiver: an array, an object like one, a string, an instance of a subclass. */
class Stack extends Array {}
function receiverOf(kind: string, list: Value[]): Value {
  const array = build(list);
  if (kind === 'array') return array;
  if (kind === 'string') return list.map((value) => (typeof value === 'string' ? value : 'x')).join('');
  if (kind === 'subclass') return Object.setPrototypeOf(array, Stack.prototype);
  return Object.assign({ length: array.length }, array);
}
const kind = fc.constantFrom('array', 'array', 'array', 'like', 'subclass');
const readingKind = fc.oneof(kind, fc.constant('string'));

const CALLING = ['forEach', 'map', 'filter', 'some', 'every', 'find', 'findIndex', 'findLast', 'findLastIndex', 'flatMap'];
const READING: Record<string, number> = {
  at: 1,
  slice: 2,
  concat: 2,
  join: 1,
  indexOf: 2,
  lastIndexOf: 2,
  includes: 2,
  flat: 1,
  toReversed: 0,
  toSpliced: 4,
  with: 2,
  toString: 0,
};
const CHANGING: Record<string, number> = { push: 3, pop: 0, shift: 0, unshift: 3, splice: 5, reverse: 0, fill: 3, copyWithin: 3 };

describe('methods of arrays that call back', () => {
  it.each(CALLING)('%s', (method) => {
    fc.assert(
      fc.property(
        readingKind,
        items,
        fc.integer({ min: 0, max: 4 }),
        fc.func(fc.oneof(fc.boolean(), item)),
        (kind, list, mode, answer) => {
          compareBuiltin(`Array$prototype$${method}`, native[method], (log) => {
            const receiver = receiverOf(kind, list);
            const callback = function (this: Value, value: Value, at: Value, whole: Value): Value {
              log(this, value, at, whole === receiver || kind === 'string');
              if (kind === 'array' && mode === 2 && at === 1) whole.length = 2;
              if (kind === 'array' && mode === 3 && at === 0) whole.push(1, 2);
              if (mode === 4 && at === 2) throw new Error('stop');
              return plain(answer(describeValue(value)));
            };
            return { receiver, list: mode === 0 ? [callback] : [callback, { it: 1 }] };
          });
        },
      ),
      { numRuns: 300 },
    );
  });

  it.each(['reduce', 'reduceRight'])('%s', (method) => {
    fc.assert(
      fc.property(readingKind, items, fc.option(item), (kind, list, initial) => {
        compareBuiltin(`Array$prototype$${method}`, native[method], (log) => {
          const callback = (...seen: Value[]) => {
            log(...seen.slice(0, 3));
            return String(seen[0]) + String(seen[1]);
          };
          return { receiver: receiverOf(kind, list), list: initial === null ? [callback] : [callback, plain(initial)] };
        });
      }),
      { numRuns: 300 },
    );
  });

  it.each([...CALLING, 'reduce', 'sort', 'toSorted'])('%s says what is not a function', (method) => {
    for (const callback of [5, 'abc', {}, null, Symbol('q'), [1, 2]]) {
      compareBuiltin(`Array$prototype$${method}`, native[method], () => ({ receiver: [1], list: [callback] }));
    }
  });
});

describe('methods of arrays that read', () => {
  it.each(Object.keys(READING))('%s', (method) => {
    fc.assert(
      fc.property(readingKind, items, fc.array(fc.oneof(index, item), { maxLength: READING[method]! }), (kind, list, values) => {
        compareBuiltin(`Array$prototype$${method}`, native[method], () => ({
          receiver: receiverOf(kind, list),
          list: values.map(plain),
        }));
      }),
      { numRuns: 500 },
    );
  });
});

describe('methods of arrays that change', () => {
  it.each(Object.keys(CHANGING))('%s', (method) => {
    fc.assert(
      fc.property(kind, items, fc.array(fc.oneof(index, item), { maxLength: CHANGING[method]! }), (kind, list, values) => {
        compareBuiltin(`Array$prototype$${method}`, native[method], () => ({
          receiver: receiverOf(kind, list),
          list: values.map(plain),
        }));
      }),
      { numRuns: 500 },
    );
  });
});

describe('sort', () => {
  it('is that of Node in its default order', () => {
    fc.assert(
      fc.property(kind, items, (kind, list) => {
        compareBuiltin('Array$prototype$sort', native.sort, () => ({ receiver: receiverOf(kind, list), list: [] }));
        compareBuiltin('Array$prototype$toSorted', native.toSorted, () => ({ receiver: receiverOf(kind, list), list: [] }));
      }),
    );
  });

  it('calls the comparator as Node does, whether it is consistent or not', () => {
    const shapes = [
      (x: number) => x,
      (x: number) => x % 7,
      (_x: number, i: number) => i,
      (_x: number, i: number, n: number) => n - i,
      (x: number, i: number) => (i % 50 === 0 ? x : i),
      (_x: number, i: number, n: number) => (i < n / 2 ? i * 2 : i * 2 - n),
      (_x: number, i: number, n: number) => (i < n / 3 ? i + 1000 : i),
    ];
    const comparators: ((a: number, b: number) => Value)[] = [
      (a, b) => a - b,
      (a, b) => b - a,
      (a, b) => (a > b ? 1 : -1),
      (a, b) => a > b,
      (a, b) => ((a * 31 + b * 17) % 5) - 2,
      () => Number.NaN,
      () => undefined,
      (a, b) => String(a - b),
    ];
    let seed = 1;
    const random = () => (seed = (seed * 48271) % 2147483647);
    for (const length of [0, 1, 2, 3, 10, 31, 32, 33, 63, 64, 65, 100, 129, 500, 2000]) {
      for (const shape of shapes) {
        for (const comparator of comparators) {
          const values = Array.from({ length }, (_, i) => shape(random() % 1000, i, length));
          const ours: number[] = [];
          const nodes: number[] = [];
          const a = [...values];
          const b = [...values];
          callBuiltin('Array$prototype$sort', a, (x: number, y: number) => {
            ours.push(x, y);
            return comparator(x, y);
          });
          b.sort((x, y) => {
            nodes.push(x, y);
            return comparator(x, y);
          });
          expect(a).toEqual(b);
          expect(ours.join()).toBe(nodes.join());
        }
      }
    }
  });
});

describe('Array', () => {
  it('from takes iterables, arrays and what is like them', () => {
    const sources: (() => Value)[] = [
      () => build([1, HOLE, 3]),
      () => 'a\u{1f600}b',
      () => new Set([1, 2]),
      () => new Map([[1, 2]]),
      () => ({ length: 2, 0: 'x' }),
      () => 5,
      () => null,
      () => undefined,
      () => ({ [Symbol.iterator]: 5 }),
      () => ({ [Symbol.iterator]: () => 5 }),
      () => new Uint8Array([1, 2]),
      () => [1, 2].entries(),
    ];
    for (const source of sources) {
      for (const map of [undefined, (x: Value, i: number) => [x, i], 5]) {
        compareBuiltin('Array$from', Array.from, () => ({ receiver: Array, list: [source(), map] }));
        compareBuiltin('Array$from', Array.from, () => ({ receiver: Stack, list: [source(), map] }));
      }
    }
  });

  it('constructs as Node does', () => {
    for (const list of [[], [3], [3, 4], ['3'], [-1], [1.5], [undefined]]) {
      expect(outcomeOf(() => callBuiltin('Array$call', undefined, ...list))).toBe(
        outcomeOf(() => Reflect.construct(Array, list)),
      );
      const fresh: Value[] = [];
      const ours = outcomeOf(() => callBuiltin('Array$construct', fresh, ...list) ?? fresh);
      expect(ours).toBe(outcomeOf(() => Reflect.construct(Array, list)));
    }
    compareBuiltin('Array$of', Array.of, () => ({ receiver: Array, list: [1, 2] }));
    compareBuiltin('Array$of', Array.of, () => ({ receiver: Stack, list: [7] }));
  });

  it('refuses null and undefined as receivers', () => {
    for (const method of [...CALLING, ...Object.keys(READING), ...Object.keys(CHANGING), 'sort', 'toSorted', 'keys']) {
      compareBuiltin(`Array$prototype$${method}`, native[method], () => ({ receiver: null, list: [() => 0, 1] }));
    }
  });

  it('joins arrays that contain themselves', () => {
    const a: Value[] = [1];
    a.push({ toString: () => callBuiltin('Array$prototype$join', a, '-') }, 2);
    expect(callBuiltin('Array$prototype$join', a, '+')).toBe('1++2');
    expect(callBuiltin('Array$prototype$join', a, '+')).toBe('1++2');
  });
});

describe('iterators', () => {
  it('give what Node gives', () => {
    const read = (iterator: Value) => [...iterator];
    for (const method of ['keys', 'values', 'entries']) {
      expect(read(callBuiltin(`Array$prototype$${method}`, build(['a', HOLE, 'b'])))).toEqual(
        read(native[method].call(build(['a', HOLE, 'b']))),
      );
      expect(
        read(
          callBuiltin(
            `Map$prototype$${method}`,
            new Map([
              [1, 2],
              [3, 4],
            ]),
          ),
        ),
      ).toEqual(
        read(
          (
            new Map([
              [1, 2],
              [3, 4],
            ]) as Value
          )[method](),
        ),
      );
      expect(read(callBuiltin(`Set$prototype$${method}`, new Set([1, 3])))).toEqual(read((new Set([1, 3]) as Value)[method]()));
    }
    expect(read(callBuiltin('String$prototype$$iterator', 'a\u{1f600}\ud800b'))).toEqual([...'a\u{1f600}\ud800b']);
  });
});
