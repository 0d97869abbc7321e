import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareBuiltin } from './compare.js';
import { callBuiltin } from './load.js';

// biome-ignore lint/suspicious/noExplicitAny: any value of JavaScript
type Value = any;

const TypedArray = Object.getPrototypeOf(Uint8Array);
const native = TypedArray.prototype;
const CLASSES: Value[] = [Int8Array, Uint8ClampedArray, Uint16Array, Int32Array, Float32Array, Float64Array, BigInt64Array];

const item = fc.oneof(fc.integer({ min: -300, max: 300 }), fc.double(), fc.constantFrom(Number.NaN, -0, 1.5));
const index = fc.oneof(
  fc.integer({ min: -12, max: 12 }),
  fc.constantFrom<Value>(undefined, null, '2', Number.NaN, Infinity, 1.7, { valueOf: () => 2 }),
);
const element = fc.oneof(item, fc.constantFrom<Value>('3', undefined, null, 4n, { valueOf: () => 7 }, [5]));
const C = fc.constantFrom(...CLASSES);
const items = fc.array(item, { maxLength: 9 });

function view(C: Value, list: number[]): Value {
  return C === BigInt64Array ? C.from(list.map((x) => BigInt(Math.trunc(Number.isFinite(x) ? x : 0)))) : C.from(list);
}

const PLAIN: Record<string, fc.Arbitrary<Value>[]> = {
  at: [index],
  fill: [element, index, index],
  copyWithin: [index, index, index],
  reverse: [],
  slice: [index, index],
  subarray: [index, index],
  indexOf: [element, index],
  lastIndexOf: [element, index],
  includes: [element, index],
  join: [fc.constantFrom(undefined, '-', 1)],
  toString: [],
  toReversed: [],
  with: [index, element],
  sort: [],
  toSorted: [],
  set: [
    fc.oneof(
      fc.array(element, { maxLength: 4 }),
      items.map((list) => Uint8Array.from(list)),
      fc.constantFrom<Value>('12', 5, { length: 1, 0: 9 }),
    ),
    index,
  ],
};

describe('typed arrays', () => {
  it.each(Object.keys(PLAIN))('%s', (method) => {
    fc.assert(
      fc.property(C, items, fc.tuple(...PLAIN[method]!), fc.nat({ max: 3 }), (C, list, values, count) => {
        compareBuiltin(`TypedArray$prototype$${method}`, native[method], () => ({
          receiver: view(C, list),
          list: values.slice(0, count),
        }));
      }),
      { numRuns: 400 },
    );
    compareBuiltin(`TypedArray$prototype$${method}`, native[method], () => ({ receiver: [], list: [] }));
  });

  it.each(['forEach', 'map', 'filter', 'some', 'every', 'find', 'findIndex', 'findLast', 'findLastIndex'])('%s', (method) => {
    fc.assert(
      fc.property(C, items, fc.func(element), (C, list, answer) => {
        compareBuiltin(`TypedArray$prototype$${method}`, native[method], (log) => {
          const receiver = view(C, list);
          const callback = function (this: Value, value: Value, at: number, whole: Value) {
            log(this, value, at, whole === receiver);
            return answer(String(value));
          };
          return { receiver, list: [callback, { it: 1 }] };
        });
      }),
    );
    compareBuiltin(`TypedArray$prototype$${method}`, native[method], () => ({ receiver: new Uint8Array(1), list: [5] }));
  });

  it.each(['reduce', 'reduceRight'])('%s', (method) => {
    fc.assert(
      fc.property(C, items, fc.boolean(), (C, list, hasInitial) => {
        compareBuiltin(`TypedArray$prototype$${method}`, native[method], (log) => {
          const callback = (...seen: Value[]) => {
            log(...seen);
            return `${seen[0]},${seen[1]}`;
          };
          return { receiver: view(C, list), list: hasInitial ? [callback, 'i'] : [callback] };
        });
      }),
    );
  });

  it('sort calls the comparator as Node does', () => {
    const comparators: ((a: number, b: number) => Value)[] = [
      (a, b) => a - b,
      (a, b) => b - a,
      (a, b) => ((a * 31 + b * 17) % 5) - 2,
      () => Number.NaN,
      (a, b) => a > b,
    ];
    for (const length of [0, 1, 2, 3, 7, 32, 100, 777]) {
      for (const comparator of comparators) {
        compareBuiltin('TypedArray$prototype$sort', native.sort, (log) => ({
          receiver: Float64Array.from({ length }, (_, i) => (i * 7919) % 1013),
          list: [
            (a: number, b: number) => {
              log(a, b);
              return comparator(a, b);
            },
          ],
        }));
      }
    }
    compareBuiltin('TypedArray$prototype$sort', native.sort, () => ({ receiver: new Uint8Array(2), list: [5] }));
  });

  it('from and of', () => {
    for (const source of [[1, 2.5], new Set([1, 2]), 'ab1', { length: 2, 0: 5 }, 5, null, new Uint8Array([9])]) {
      for (const map of [undefined, (x: Value, i: number) => Number(x) * 2 + i, 7]) {
        compareBuiltin('TypedArray$from', TypedArray.from, () => ({ receiver: Float64Array, list: [source, map] }));
      }
    }
    compareBuiltin('TypedArray$of', TypedArray.of, () => ({ receiver: Int16Array, list: [1, '2', {}] }));
    compareBuiltin('TypedArray$of', TypedArray.of, () => ({ receiver: 1, list: [1] }));
  });
});

describe('DataView and ArrayBuffer', () => {
  it('get and set', () => {
    const kinds = ['Int8', 'Uint8', 'Int16', 'Uint16', 'Int32', 'Uint32', 'Float32', 'Float64', 'BigInt64', 'BigUint64'];
    for (const kind of kinds) {
      for (const value of [1, -1.5, 300, Number.NaN, '7', 5n, undefined, { valueOf: () => 2 }]) {
        for (const at of [0, 1, 15, -1, undefined, '2', 1e20]) {
          for (const little of [undefined, true]) {
            const prototype = DataView.prototype as Value;
            const make = () => ({
              receiver: new DataView(new Uint8Array(16).map((_, i) => i * 37).buffer),
              list: [at, value, little],
            });
            compareBuiltin(`DataView$prototype$set${kind}`, prototype[`set${kind}`], make);
            compareBuiltin(`DataView$prototype$get${kind}`, prototype[`get${kind}`], () => ({ ...make(), list: [at, little] }));
          }
        }
      }
    }
  });

  it('slices', () => {
    fc.assert(
      fc.property(fc.array(index, { maxLength: 2 }), (list) => {
        compareBuiltin('ArrayBuffer$prototype$slice', ArrayBuffer.prototype.slice, () => ({
          receiver: Uint8Array.of(1, 2, 3, 4).buffer,
          list,
        }));
      }),
    );
    expect(callBuiltin('ArrayBuffer$isView', ArrayBuffer, new DataView(new ArrayBuffer(1)))).toBe(true);
  });
});
