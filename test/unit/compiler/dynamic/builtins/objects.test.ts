import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareBuiltin, describeValue, outcomeOf } from './compare.js';
import { callBuiltin } from './load.js';

// biome-ignore lint/suspicious/noExplicitAny: any value of JavaScript
type Value = any;

// Errors are compared with their stacks otherwise.
Error.stackTraceLimit = 0;

class Point {
  constructor(
    public x = 1,
    public y = 2,
  ) {}
  get sum() {
    return this.x + this.y;
  }
}

/** [1, a hole, 3] */
const WITH_HOLE: Value[] = Object.assign(new Array(3), { 0: 1, 2: 3 });

const SAMPLES: (() => Value)[] = [
  () => ({}),
  () => ({ b: 1, a: 2, 10: 'x', 2: 'y', [Symbol('s')]: 3 }),
  () => ({
    get a() {
      return 5;
    },
    b: 1,
  }),
  () => Object.freeze({ a: 1 }),
  () => Object.seal({ a: 1 }),
  () => Object.preventExtensions({ a: 1 }),
  () => Object.create(null, { hidden: { value: 1 }, seen: { value: 2, enumerable: true } }),
  () => Object.create({ inherited: 1 }, { a: { get: () => 1, configurable: true } }),
  () => new Point(),
  () => WITH_HOLE.slice(),
  () => 'ab',
  () => 5,
  () => true,
  () => 7n,
  () => Symbol('q'),
  () => null,
  () => undefined,
  () => Object('ab'),
  () => Object(5),
  () => new Map([[1, 2]]),
  () => new Set(['a']),
  () => new Uint8Array([1, 2]),
  () => new TypeError('t'),
  () => function named() {},
  () => [
    ['a', 1],
    ['b', 2],
  ],
  () => [['a', 1], 5],
  () =>
    new Map<Value, Value>([
      ['k', 1],
      [2, 3],
    ]),
];

const DESCRIPTORS: Value[] = [
  {},
  { value: 1 },
  { value: 1, writable: true },
  { value: 2, enumerable: true, configurable: true, writable: true },
  { enumerable: false },
  { configurable: false },
  { writable: false },
  { get: () => 1 },
  { set: (_: Value) => {} },
  { get: () => 1, enumerable: true, configurable: true },
  { get: undefined },
  { get: 1 },
  { set: 1 },
  { get: () => 1, value: 1 },
  1,
  null,
  undefined,
];

function native(name: string): Value {
  return name.split('$').reduce((object: Value, part) => object[part], globalThis);
}

describe('Object', () => {
  const ONE = [
    'keys',
    'values',
    'entries',
    'freeze',
    'seal',
    'preventExtensions',
    'isFrozen',
    'isSealed',
    'isExtensible',
    'getPrototypeOf',
    'getOwnPropertyNames',
    'getOwnPropertySymbols',
    'getOwnPropertyDescriptors',
    'fromEntries',
    'create',
    'assign',
  ];
  it.each(ONE)('%s', (name) => {
    for (const sample of SAMPLES) {
      compareBuiltin(`Object$${name}`, native(`Object$${name}`), () => ({ receiver: Object, list: [sample()] }));
      for (const other of SAMPLES) {
        if (name === 'assign')
          compareBuiltin('Object$assign', Object.assign, () => ({ receiver: Object, list: [{ a: 0 }, sample(), other()] }));
      }
    }
  });

  it('changes the argument in place', () => {
    for (const name of ['freeze', 'seal', 'preventExtensions']) {
      for (const sample of SAMPLES) {
        // V8 seals typed arrays before it fails, although the specification does not.
        if (ArrayBuffer.isView(sample())) continue;
        const ours = sample();
        const nodes = sample();
        outcomeOf(() => callBuiltin(`Object$${name}`, Object, ours));
        outcomeOf(() => native(`Object$${name}`)(nodes));
        expect([Object.isFrozen(ours), Object.isSealed(ours), Object.isExtensible(ours)]).toEqual([
          Object.isFrozen(nodes),
          Object.isSealed(nodes),
          Object.isExtensible(nodes),
        ]);
      }
    }
  });

  it.each(['toString', 'toLocaleString', 'valueOf', 'hasOwnProperty', 'propertyIsEnumerable', 'isPrototypeOf'])(
    'prototype.%s',
    (name) => {
      for (const sample of SAMPLES) {
        for (const argument of ['a', 'b', 0, 'length', Symbol.iterator, { toString: () => 'a' }, {}]) {
          compareBuiltin(`Object$prototype$${name}`, native(`Object$prototype$${name}`), () => ({
            receiver: sample(),
            list: [argument],
          }));
        }
      }
    },
  );

  it('hasOwn, is, getOwnPropertyDescriptor, setPrototypeOf', () => {
    for (const sample of SAMPLES) {
      for (const key of ['a', 'b', 'hidden', 0, '10', 'length', 'zzz']) {
        compareBuiltin('Object$hasOwn', Object.hasOwn, () => ({ receiver: Object, list: [sample(), key] }));
        compareBuiltin('Object$getOwnPropertyDescriptor', Object.getOwnPropertyDescriptor, () => ({
          receiver: Object,
          list: [sample(), key],
        }));
      }
      for (const other of SAMPLES) {
        compareBuiltin('Object$is', Object.is, () => ({ receiver: Object, list: [sample(), other()] }));
        compareBuiltin('Object$setPrototypeOf', Object.setPrototypeOf, () => ({ receiver: Object, list: [sample(), other()] }));
      }
    }
    compareBuiltin('Object$is', Object.is, () => ({ receiver: Object, list: [0, -0] }));
  });

  it('defineProperty once and again', () => {
    for (const sample of [...SAMPLES.slice(0, 9), () => 5]) {
      for (const first of DESCRIPTORS) {
        for (const second of DESCRIPTORS) {
          const make = (define: Value) => {
            const object = sample();
            const steps = [
              outcomeOf(() => define(object, 'a', first) === object),
              outcomeOf(() => define(object, 'a', second) === object),
            ];
            return [...steps, describeValue(Object.getOwnPropertyDescriptor(object, 'a'))];
          };
          const ours = make((...list: Value[]) => callBuiltin('Object$defineProperty', Object, ...list));
          expect(ours).toEqual(make(Object.defineProperty));
        }
      }
    }
    compareBuiltin('Object$defineProperties', Object.defineProperties, () => ({
      receiver: Object,
      list: [{}, { a: { value: 1, enumerable: true }, b: { get: () => 1 } }],
    }));
    compareBuiltin('Object$create', Object.create, () => ({
      receiver: Object,
      list: [null, { a: { value: 1, enumerable: true } }],
    }));
  });
});

describe('Function.prototype', () => {
  it('calls, applies and binds', () => {
    const f = function (this: Value, ...list: Value[]) {
      return [this, list];
    };
    for (const list of [[], [1], [1, [2, 3]], [null, null], [1, 5], [1, { length: 2, 0: 'a' }], [1, 'ab']]) {
      compareBuiltin('Function$prototype$call', Function.prototype.call, () => ({ receiver: f, list }));
      compareBuiltin('Function$prototype$apply', Function.prototype.apply, () => ({ receiver: f, list }));
    }
    const ours = callBuiltin('Function$prototype$bind', Point, null, 7);
    const nodes = Point.bind(null as Value, 7) as Value;
    expect([ours.name, ours.length, new ours(8), new ours() instanceof ours]).toEqual([
      nodes.name,
      nodes.length,
      new nodes(8),
      true,
    ]);
    const bound = callBuiltin('Function$prototype$bind', f, 'me', 1);
    expect(bound(2)).toEqual(['me', [1, 2]]);
    compareBuiltin('Function$prototype$bind', Function.prototype.bind, () => ({ receiver: 5, list: [] }));
  });
});

describe('Map and Set', () => {
  const operation = fc.tuple(
    fc.constantFrom('set', 'add', 'delete', 'has', 'get', 'clear', 'size'),
    fc.constantFrom<Value>(1, 2, 'a', Number.NaN, -0, undefined),
    fc.integer(),
  );
  it('behave as those of Node', () => {
    fc.assert(
      fc.property(fc.array(operation, { maxLength: 20 }), (steps) => {
        const maps = [new Map(), new Map()] as const;
        const sets = [new Set(), new Set()] as const;
        for (const [name, key, value] of steps) {
          for (const [kind, [ours, nodes]] of Object.entries({ Map: maps as readonly Value[], Set: sets as readonly Value[] })) {
            if (name === 'size') expect(callBuiltin(`${kind}$prototype$get$size`, ours)).toBe(nodes.size);
            else if (nodes[name])
              expect(outcomeOf(() => callBuiltin(`${kind}$prototype$${name}`, ours, key, value))).toBe(
                outcomeOf(() => nodes[name](key, value)),
              );
            expect(describeValue(ours)).toBe(describeValue(nodes));
          }
        }
      }),
    );
  });

  it('forEach sees what is added and not what is deleted', () => {
    for (const [kind, make] of [
      [
        'Map',
        () =>
          new Map([
            [1, 1],
            [2, 2],
            [3, 3],
          ]),
      ],
      ['Set', () => new Set([1, 2, 3])],
    ] as [string, () => Value][]) {
      const run = (each: Value, add: string, remove: Value) => {
        const collection = make();
        const seen: Value[] = [];
        each(collection, (value: Value, key: Value) => {
          seen.push([value, key]);
          if (key === 1) remove(collection, 2);
          if (key === 3)
            add === 'native'
              ? (collection.set?.(9, 9) ?? collection.add(9))
              : callBuiltin(kind === 'Map' ? 'Map$prototype$set' : 'Set$prototype$add', collection, 9, 9);
        });
        return seen;
      };
      const ours = run(
        (c: Value, f: Value) => callBuiltin(`${kind}$prototype$forEach`, c, f),
        'ours',
        (c: Value, k: Value) => callBuiltin(`${kind}$prototype$delete`, c, k),
      );
      expect(ours).toEqual(
        run(
          (c: Value, f: Value) => c.forEach(f),
          'native',
          (c: Value, k: Value) => c.delete(k),
        ),
      );
    }
  });

  it('construct from what can be iterated', () => {
    for (const source of [
      ...SAMPLES,
      () => [
        [1, 2],
        [1, 3],
      ],
      () => ({ [Symbol.iterator]: 5 }),
      () => [[]],
      () => [{ 0: 'a', 1: 'b' }],
    ]) {
      for (const [kind, C] of Object.entries({ Map, Set, WeakMap, WeakSet }) as [string, Value][]) {
        const ours = outcomeOf(() => {
          const fresh = new C();
          callBuiltin(`${kind}$construct`, fresh, source());
          return fresh;
        });
        expect(ours, kind).toBe(outcomeOf(() => new C(source())));
      }
    }
    compareBuiltin('Map$prototype$get', Map.prototype.get, () => ({ receiver: {}, list: [1] }));
    compareBuiltin('WeakMap$prototype$set', WeakMap.prototype.set, () => ({ receiver: new WeakMap(), list: [1, 2] }));
    compareBuiltin('WeakSet$prototype$add', WeakSet.prototype.add, () => ({ receiver: new WeakSet(), list: [1] }));
  });
});

describe('Error', () => {
  it('constructs and describes itself', () => {
    for (const list of [[], ['m'], [undefined], [5, { cause: 1 }], ['m', {}], ['m', { cause: undefined }], [Symbol('x')]]) {
      const make = (run: (fresh: Value) => void) =>
        outcomeOf(() => {
          const fresh = Object.create(RangeError.prototype);
          run(fresh);
          return [Object.getOwnPropertyDescriptors(fresh)];
        });
      const ours = make((fresh) => callBuiltin('RangeError$construct', fresh, ...list));
      const nodes = make((fresh) => {
        const { stack, ...rest } = Object.getOwnPropertyDescriptors(new RangeError(...(list as [string])));
        Object.defineProperties(fresh, rest);
      });
      expect(ours).toBe(nodes);
    }
    for (const receiver of [
      new TypeError('x'),
      new Error(),
      { name: 'N', message: 'm' },
      { name: '', message: 'm' },
      {},
      { message: '' },
      5,
      null,
    ]) {
      compareBuiltin('Error$prototype$toString', Error.prototype.toString, () => ({ receiver, list: [] }));
    }
  });
});

describe('structuredClone', () => {
  it('copies what can be copied', () => {
    const cyclic: Value = { a: [1] };
    cyclic.self = cyclic;
    cyclic.list = cyclic.a;
    const error = Object.assign(new RangeError('r', { cause: { c: 1 } }), { extra: 1 });
    const view = new Uint16Array(new ArrayBuffer(8), 2, 2);
    for (const value of [
      1,
      'a',
      null,
      WITH_HOLE,
      cyclic,
      new Map([[{}, new Set([1])]]),
      new Point(),
      view,
      view.buffer,
      Object(5),
      new DataView(view.buffer, 1),
      5n,
    ]) {
      compareBuiltin('Global$structuredClone', structuredClone, () => ({ receiver: undefined, list: [value] }));
    }
    const clone = callBuiltin('Global$structuredClone', undefined, error);
    expect([clone.name, clone.message, clone.cause, clone.extra]).toEqual(['RangeError', 'r', { c: 1 }, undefined]);
    for (const value of [() => 1, Symbol('x'), { f: () => 1 }]) {
      const thrown = (run: () => Value) => {
        try {
          return run();
        } catch (error) {
          return [(error as Error).name, (error as Error).message];
        }
      };
      expect(thrown(() => callBuiltin('Global$structuredClone', undefined, value))).toEqual(thrown(() => structuredClone(value)));
    }
  });
});
