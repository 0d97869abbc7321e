/** The bytes of dynamic blocks' arguments and outcomes: everything comes back as it was, and nothing damaged is taken. */
import { isDeepStrictEqual } from 'node:util';
import { fc, test as property } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import { decodeGraph, encodeGraph, GraphError } from '../../../../runtime/values/graph.js';

const leaves = fc.oneof(
  fc.double(),
  fc.constantFrom<unknown>(undefined, null, true, false, -0, Number.NaN, 2 ** 53, 5e-324, '', '\ud800', '\u{1F600}', 0n, -1n),
  fc.string({ unit: 'binary' }),
  fc.bigInt(),
  fc.uint8Array().map((bytes) => bytes.subarray(1)),
  fc.float64Array({ noNaN: true }),
  fc.int32Array(),
  fc.bigInt64Array(),
  fc.uint8ClampedArray(),
  fc.uint8Array({ minLength: 3 }).map((bytes) => new DataView(bytes.buffer, 1, 2)),
  fc.uint8Array().map((bytes) => bytes.slice().buffer),
);

const { tree: values } = fc.letrec<{ tree: unknown }>((tie) => ({
  tree: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    leaves,
    fc.array(tie('tree')),
    fc.array(fc.option(tie('tree'), { nil: undefined })).map((list) => withHoles(list)),
    fc.dictionary(fc.string(), tie('tree')),
    fc.dictionary(fc.oneof(fc.string(), fc.constantFrom('__proto__', '1', '0', 'constructor')), tie('tree')),
    fc.array(fc.tuple(tie('tree'), tie('tree'))).map((entries) => new Map(entries)),
    fc.array(tie('tree')).map((list) => new Set(list)),
    tie('tree').map((shared) => ({ shared, again: [shared, { shared }] })),
    fc.tuple(fc.constantFrom(Error, TypeError, RangeError), fc.string(), tie('tree')).map(([Kind, message, cause]) => {
      return Object.assign(new Kind(message, { cause }), { code: 'E' });
    }),
  ),
}));

function withHoles(list: unknown[]): unknown[] {
  const sparse: unknown[] = new Array(list.length);
  for (const [index, value] of list.entries()) if (value !== undefined) sparse[index] = value;
  return sparse;
}

function roundTrip<T>(value: T): T {
  return decodeGraph(encodeGraph(value)) as T;
}

describe('round trip', () => {
  property.prop([values])('every value comes back the same', (value) => {
    const bytes = encodeGraph(value);
    const back = decodeGraph(bytes);
    expect(isDeepStrictEqual(withoutStacks(back), withoutStacks(value))).toBe(true);
    expect(Buffer.compare(encodeGraph(back), bytes)).toBe(0);
  });

  /** Stacks are not carried. */
  function withoutStacks(value: unknown): unknown {
    const seen = new Set<unknown>();
    const walk = (inner: unknown): void => {
      if (typeof inner !== 'object' || inner === null || seen.has(inner)) return;
      seen.add(inner);
      if (inner instanceof Error) {
        Object.defineProperty(inner, 'stack', { value: '', enumerable: false, writable: true, configurable: true });
        walk(inner.cause);
      } else if (inner instanceof Map) for (const entry of inner) entry.forEach(walk);
      else if (inner instanceof Set) inner.forEach(walk);
      else if (!ArrayBuffer.isView(inner)) Object.values(inner).forEach(walk);
    };
    walk(value);
    return value;
  }

  test('cycles and shared references', () => {
    const cycle: Record<string, unknown> = { list: [] };
    cycle.self = cycle;
    (cycle.list as unknown[]).push(cycle, cycle.list);
    const map = new Map<unknown, unknown>();
    map.set(map, { map });
    map.set(cycle, map);
    const back = roundTrip([cycle, map, cycle] as const);
    expect(back[0]).toBe(back[2]);
    expect(back[0].self).toBe(back[0]);
    expect((back[0].list as unknown[])[1]).toBe(back[0].list);
    expect(back[1].get(back[0])).toBe(back[1]);
    expect((back[1].get(back[1]) as { map: unknown }).map).toBe(back[1]);
  });

  test('typed arrays over one buffer stay over one buffer', () => {
    const buffer = new ArrayBuffer(16);
    const [bytes, doubles, view, whole] = roundTrip([
      new Uint8Array(buffer, 4, 8),
      new Float64Array(buffer),
      new DataView(buffer, 1),
      buffer,
    ] as const);
    expect(bytes.buffer).toBe(whole);
    expect(doubles.buffer).toBe(whole);
    expect(view.buffer).toBe(whole);
    expect([bytes.byteOffset, bytes.length, view.byteOffset]).toEqual([4, 8, 1]);
    doubles[0] = -0;
    expect(bytes[3]).toBe(0x80);
  });

  test('errors keep their class, message, cause and own properties', () => {
    class LimitError extends RangeError {
      override name = 'LimitError';
      constructor(readonly limit: number) {
        super(`more than ${limit}`, { cause: new TypeError('inner') });
      }
    }
    const back = roundTrip(new LimitError(5));
    expect(back).toBeInstanceOf(RangeError);
    expect({ ...back }).toEqual({ name: 'LimitError', limit: 5 });
    expect(back.message).toBe('more than 5');
    expect(back.cause).toBeInstanceOf(TypeError);
    expect(Object.keys(back)).not.toContain('cause');
    expect(back.stack).toBe('LimitError: more than 5');
    expect(Object.hasOwn(roundTrip(new Error()), 'message')).toBe(false);
    expect(roundTrip(new AggregateError([1, 2], 'many')).errors).toEqual([1, 2]);
  });

  test('a list of a hundred thousand links, and a wide array', () => {
    let list: { next: unknown; value: number } | null = null;
    for (let value = 0; value < 100_000; value++) list = { next: list, value };
    let back: typeof list = roundTrip(list);
    let links = 0;
    for (; back; back = back.next as typeof list) links++;
    expect(links).toBe(100_000);
    expect(roundTrip(Array.from({ length: 100_000 }, (_, index) => index)).at(-1)).toBe(99_999);
  });

  test('objects without a prototype, and instances of classes', () => {
    expect(Object.getPrototypeOf(roundTrip(Object.create(null) as object))).toBe(null);
    class Point {
      constructor(
        readonly x: number,
        readonly y: number,
      ) {}
      get length() {
        return Math.hypot(this.x, this.y);
      }
    }
    const bytes = encodeGraph([new Point(3, 4)], { instances: 'keep' });
    expect(decodeGraph(bytes)).toEqual([{ x: 3, y: 4 }]);
    expect(Buffer.from(bytes).toString('utf16le', 10).includes('Point')).toBe(true);
  });
});

describe('what is refused', () => {
  class Point {}
  const cases: [string, unknown, string, string][] = [
    ['a function', { items: [1, { onClick() {} }] }, '.items[1].onClick', 'a function'],
    ['a symbol', [Symbol('s')], '[0]', 'a symbol'],
    ['a date', { when: new Date(0) }, '.when', 'a Date'],
    ['a regular expression', [[/x/]], '[0][0]', 'a RegExp'],
    ['an instance', [new Point()], '[0]', 'an instance of Point'],
    ['a boxed number', Object(1), '', 'an object made with new Number'],
    ['a promise', [Promise.resolve()], '[0]', 'a Promise'],
    ['a weak map', [new WeakMap()], '[0]', 'a WeakMap'],
    ['a generator', [(function* () {})()], '[0]', 'a generator'],
    ['a function in a map', new Map([[1, () => 1]]), ' (entry 2)', 'a function'],
  ];
  test.each(cases)('%s', (_, value, path, what) => {
    let error: unknown;
    try {
      encodeGraph(value);
    } catch (caught) {
      error = caught;
    }
    expect(error).toBeInstanceOf(GraphError);
    expect((error as GraphError).path).toBe(path);
    expect((error as GraphError).message).toBe(`${what} can not be sent to another program`);
  });
});

describe('damaged bytes', () => {
  property.prop([values, fc.nat(), fc.nat({ max: 255 })])('never do anything but throw a GraphError', (value, at, byte) => {
    const bytes = encodeGraph(value);
    const cut = bytes.slice(0, at % bytes.length);
    expect(() => decodeGraph(cut)).toThrow(GraphError);
    const changed = bytes.slice();
    changed[at % bytes.length] = byte;
    try {
      decodeGraph(changed);
    } catch (error) {
      expect(error).toBeInstanceOf(GraphError);
    }
  });

  property.prop([fc.uint8Array()])('noise', (bytes) => {
    try {
      decodeGraph(bytes);
    } catch (error) {
      expect(error).toBeInstanceOf(GraphError);
    }
  });

  test.each([
    ['a length that the bytes do not pay for', [9, 255, 255, 255, 255]],
    ['a reference to what comes later', [7, 0, 0, 0, 0]],
    ['a hole at the top', [8]],
    ['a view of itself', [16, 1, 0, 0, 0, 0, 0, 0, 0, 0, 7, 0, 0, 0, 0]],
    ['a view that is not aligned', [16, 8, 1, 0, 0, 0, 1, 0, 0, 0, 15, 9, 0, 0, 0, ...new Array<number>(9).fill(0)]],
    ['bytes behind the value', [0, 0]],
    ['an unknown tag', [99]],
  ])('%s', (_, bytes) => {
    expect(() => decodeGraph(Uint8Array.from(bytes))).toThrow(GraphError);
  });
});
