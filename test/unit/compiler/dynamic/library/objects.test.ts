import { describe, expect, test } from 'vitest';
import { BUILTIN_OBJECTS, CELL_KIND } from '../../../../../compiler/dynamic/layout.js';
import { ACCESSOR, HeapObjects, HOLE, randomNumbers, UNDEFINED, type Value, withHoles } from './heap-objects.js';

const SEEDS = Array.from({ length: 30 }, (_, i) => i + 1);
const KEYS = [
  'a',
  'b',
  'c',
  'x1',
  'length',
  'name',
  '0',
  '1',
  '7',
  '42',
  '4294967294',
  '4294967295',
  '-1',
  '01',
  'toString2',
  '',
  '2147483647',
  '2147483648',
];

/** What `action` gives, or the message of what it throws. */
function attempt(action: () => unknown): unknown {
  try {
    return action();
  } catch (error) {
    return `${(error as Error).name}: ${(error as Error).message}`;
  }
}

describe('properties', () => {
  test.each(SEEDS)('random operations leave what they leave in JavaScript (seed %i)', (seed) => {
    const random = randomNumbers(seed);
    const heap = new HeapObjects();
    const pick = <T>(list: readonly T[]) => list[Math.floor(random() * list.length)]!;
    const keys =
      seed % 3 === 0
        ? Array.from({ length: 150 }, (_, i) => (i % 5 === 0 ? String(i * 3) : `k${i}`))
        : seed % 3 === 1
          ? KEYS.slice(0, 6)
          : KEYS;
    const model: Record<string, unknown> = {};
    const object = heap.bits(heap.call.newObject!());
    for (let step = 0; step < 400; step++) {
      const key = pick(keys);
      const kind = random();
      if (kind < 0.55) {
        model[key] = step;
        expect(heap.set(object, key, heap.value(step))).toBe(0);
      } else if (kind < 0.75) {
        delete model[key];
        heap.call.deleteProperty!(object, heap.value(key));
      } else if (kind < 0.85) expect(Boolean(heap.call.hasOwn!(object, heap.value(key)))).toBe(Object.hasOwn(model, key));
      else expect(heap.primitive(heap.get(object, key))).toBe(model[key]);
      if (step % 50 === 0) expect(Object.entries(heap.fromHeap(object) as object)).toEqual(Object.entries(model));
    }
    expect(Object.entries(heap.fromHeap(object) as object)).toEqual(Object.entries(model));
    expect(heap.takeError()).toBeUndefined();
  });

  test('caches agree with lookups while objects of many shapes, prototypes and dictionaries pass by', () => {
    const random = randomNumbers(7);
    const heap = new HeapObjects();
    const pick = <T>(list: readonly T[]) => list[Math.floor(random() * list.length)]!;
    const names = ['p', 'q', 'r', 's', 't'];
    const models: Record<string, unknown>[] = [];
    const objects: Value[] = [];
    const gets = new Map(names.map((name) => [name, heap.newCache()]));
    const sets = new Map(names.map((name) => [name, heap.newCache()]));
    for (let step = 0; step < 6000; step++) {
      const kind = random();
      const name = pick(names);
      const i = Math.floor(random() * objects.length);
      if (objects.length === 0 || kind < 0.04) {
        const parent = objects.length > 0 && random() < 0.6 ? i : -1;
        models.push(Object.create(parent < 0 ? Object.prototype : models[parent]!));
        objects.push(heap.bits(parent < 0 ? heap.call.newObject!() : heap.call.createObject!(objects[parent]!)));
      } else if (kind < 0.4) {
        models[i]![name] = step;
        expect(heap.set(objects[i]!, name, heap.value(step), sets.get(name)!)).toBe(0);
      } else if (kind < 0.44) {
        delete models[i]![name];
        heap.call.deleteProperty!(objects[i]!, heap.value(name));
      } else if (kind < 0.45) {
        const j = Math.floor(random() * objects.length);
        const result = attempt(() => Object.setPrototypeOf(models[i], models[j]!) && undefined);
        heap.call.setPrototypeOf!(objects[i]!, objects[j]!);
        expect(heap.takeError()).toBe(result === undefined ? undefined : 'TypeError: Cyclic __proto__ value');
      } else expect(heap.primitive(heap.get(objects[i]!, name, gets.get(name)!))).toBe(models[i]![name]);
    }
    expect(heap.takeError()).toBeUndefined();
    for (const [i, model] of models.entries()) {
      const keys = heap.fromHeap(heap.bits(heap.call.enumerableKeys!(objects[i]!)));
      const expected: string[] = [];
      for (const key in model) expected.push(key);
      expect(keys).toEqual(expected);
    }
  });

  test('attributes, accessors, freezing', () => {
    const heap = new HeapObjects();
    const object = heap.toHeap({ a: 1, b: 2 });
    heap.call.defineProperty!(object, heap.value('hidden'), heap.value(3), 2);
    heap.call.defineProperty!(object, heap.value('fixed'), heap.value(4), 1);
    const getter = heap.closure({ name: 'get x', kind: 1 });
    heap.call.defineGetter!(object, heap.value('x'), getter, 1);
    expect(heap.fromHeap(heap.bits(heap.call.objectKeys!(object)))).toEqual(['a', 'b', 'fixed', 'x']);
    expect(heap.fromHeap(heap.bits(heap.call.ownKeys!(object, 1)))).toEqual(['a', 'b', 'hidden', 'fixed', 'x']);
    expect(heap.bits(heap.call.objectValues!(object))).toBe(UNDEFINED | 4n);
    expect(heap.get(object, 'x')).toBe(ACCESSOR);
    expect(heap.get(object, 'x', heap.newCache())).toBe(ACCESSOR);
    heap.set(object, 'x', heap.value(1));
    expect(heap.takeError()).toBe('TypeError: Cannot set property x of #<Object> which has only a getter');
    heap.call.defineSetter!(object, heap.value('x'), getter, 1);
    expect(heap.set(object, 'x', heap.value(1))).toBe(1);
    heap.set(object, 'fixed', heap.value(1));
    expect(heap.takeError()).toBe("TypeError: Cannot assign to read only property 'fixed' of object '#<Object>'");
    const inherits = heap.bits(heap.call.createObject!(object));
    heap.set(inherits, 'fixed', heap.value(1));
    expect(heap.takeError()).toBe("TypeError: Cannot assign to read only property 'fixed' of object '#<Object>'");
    expect(heap.get(inherits, 'x')).toBe(ACCESSOR);
    heap.call.freeze!(object);
    expect(heap.call.isFrozen!(object)).toBe(1);
    heap.set(object, 'a', heap.value(1));
    expect(heap.takeError()).toBe("TypeError: Cannot assign to read only property 'a' of object '#<Object>'");
    heap.set(object, 'new', heap.value(1));
    expect(heap.takeError()).toBe('TypeError: Cannot add property new, object is not extensible');
    heap.call.deleteProperty!(object, heap.value('a'));
    expect(heap.takeError()).toBe("TypeError: Cannot delete property 'a' of #<Object>");
    heap.call.defineProperty!(object, heap.value('a'), heap.value(5), 0);
    expect(heap.takeError()).toBe('TypeError: Cannot redefine property: a');
    expect(heap.primitive(heap.get(object, 'a'))).toBe(1);
    expect(heap.call.isFrozen!(heap.toHeap({}))).toBe(0);
    heap.get(UNDEFINED, 'x', 0);
    expect(heap.takeError()).toBe("TypeError: Cannot read properties of undefined (reading 'x')");
    heap.set(UNDEFINED, 'x', UNDEFINED, 0);
    expect(heap.takeError()).toBe("TypeError: Cannot set properties of undefined (setting 'x')");
    heap.set(heap.value('text'), 'x', UNDEFINED, 0);
    expect(heap.takeError()).toBe("TypeError: Cannot create property 'x' on string 'text'");
    heap.call.hasProperty!(heap.value('text'), heap.value('x'));
    expect(heap.takeError()).toBe("TypeError: Cannot use 'in' operator to search for 'x' in text");
  });

  test('a frozen object does not serve caches of its former shape', () => {
    const heap = new HeapObjects();
    const [set, add] = [heap.newCache(), heap.newCache()];
    for (let i = 0; i < 3; i++) {
      const object = heap.toHeap({ a: 1 });
      heap.set(object, 'a', heap.value(2), set);
      heap.set(object, 'b', heap.value(2), add);
    }
    const frozen = heap.toHeap({ a: 1 });
    heap.call.freeze!(frozen);
    heap.set(frozen, 'a', heap.value(2), set);
    expect(heap.takeError()).toContain('read only');
    heap.set(frozen, 'b', heap.value(2), add);
    expect(heap.takeError()).toContain('not extensible');
    expect(heap.fromHeap(frozen)).toEqual({ a: 1 });
  });

  test('a setter or read-only property that a prototype gets makes cached additions void', () => {
    const heap = new HeapObjects();
    const prototype = heap.toHeap({});
    const add = heap.newCache();
    for (let i = 0; i < 3; i++) expect(heap.set(heap.bits(heap.call.createObject!(prototype)), 'x', heap.value(1), add)).toBe(0);
    heap.call.defineSetter!(prototype, heap.value('x'), heap.closure({ name: 'x', kind: 1 }), 1);
    expect(heap.set(heap.bits(heap.call.createObject!(prototype)), 'x', heap.value(1), add)).toBe(1);
  });

  test('cached getters follow redefinition', () => {
    const heap = new HeapObjects();
    const prototype = heap.toHeap({});
    const object = heap.bits(heap.call.createObject!(prototype));
    const [one, two] = [heap.closure({ name: 'x', kind: 1 }), heap.closure({ name: 'x', kind: 1 })];
    const cache = heap.newCache();
    heap.call.defineGetter!(prototype, heap.value('x'), one, 1);
    for (let i = 0; i < 3; i++) {
      expect(heap.get(object, 'x', cache)).toBe(ACCESSOR);
      expect(heap.view.getBigUint64(1114112 + 16, true)).toBe(one);
    }
    heap.call.defineGetter!(prototype, heap.value('x'), two, 1);
    expect(heap.get(object, 'x', cache)).toBe(ACCESSOR);
    expect(heap.view.getBigUint64(1114112 + 16, true)).toBe(two);
  });

  test('__proto__ is there for objects that inherit from Object.prototype', () => {
    const heap = new HeapObjects();
    const [object, other] = [heap.toHeap({ a: 1 }), heap.toHeap({ b: 2 })];
    const cache = heap.newCache();
    expect(heap.get(object, '__proto__', cache)).toBe(heap.get(other, '__proto__', cache));
    heap.set(object, '__proto__', heap.value('ignored'));
    expect(heap.fromHeap(object)).toEqual({ a: 1 });
    heap.set(object, '__proto__', other, heap.newCache());
    expect(heap.get(object, '__proto__', cache)).toBe(other);
    expect(heap.primitive(heap.get(object, 'b'))).toBe(2);
    heap.set(other, '__proto__', object);
    expect(heap.takeError()).toBe('TypeError: Cyclic __proto__ value');
    const bare = heap.toHeap(Object.create(null));
    heap.set(bare, '__proto__', heap.value(1));
    expect(heap.primitive(heap.get(bare, '__proto__'))).toBe(1);
  });

  test('spread and assign', () => {
    const heap = new HeapObjects();
    const target = heap.toHeap({ a: 1, b: 2 });
    expect(heap.call.assignInto!(target, heap.toHeap({ b: 3, c: 4, 5: 6 }))).toBe(1);
    expect(Object.entries(heap.fromHeap(target) as object)).toEqual(Object.entries({ 5: 6, a: 1, b: 3, c: 4 }));
    expect(heap.call.spreadInto!(target, heap.value('hi'))).toBe(1);
    expect(heap.call.spreadInto!(target, heap.toHeap(withHoles(7, HOLE, 8)))).toBe(1);
    expect(heap.fromHeap(target)).toEqual({ 0: 7, 1: 'i', 2: 8, 5: 6, a: 1, b: 3, c: 4 });
  });
});

describe('functions and classes', () => {
  test('name, length and prototype appear when asked for', () => {
    const heap = new HeapObjects();
    const f = heap.closure({ name: 'f', length: 2, kind: 0 });
    const arrow = heap.closure({ name: 'g', kind: 2 });
    const cache = heap.newCache();
    expect(heap.get(arrow, 'prototype', cache)).toBe(UNDEFINED);
    expect(heap.get(f, 'prototype', cache)).not.toBe(UNDEFINED);
    expect(heap.get(heap.get(f, 'prototype'), 'constructor')).toBe(f);
    expect(heap.primitive(heap.get(f, 'name'))).toBe('f');
    expect(heap.primitive(heap.get(f, 'length'))).toBe(2);
    expect(heap.fromHeap(heap.bits(heap.call.ownKeys!(f, 1)))).toEqual(expect.arrayContaining(['length', 'name', 'prototype']));
    expect(heap.fromHeap(heap.bits(heap.call.objectKeys!(f)))).toEqual([]);
    heap.set(f, 'name', heap.value('h'));
    expect(heap.takeError()).toContain("Cannot assign to read only property 'name'");
  });

  test('instances have the kind of the root of their class chain', () => {
    const heap = new HeapObjects();
    const map = heap.closure({
      name: 'Map',
      kind: 0,
      isBuiltin: true,
      instance: CELL_KIND.map,
      prototype: BUILTIN_OBJECTS.indexOf('Map.prototype'),
    });
    const derived = heap.closure({ name: 'Counter', kind: 4 });
    const prototype = heap.bits(heap.call.linkClass!(heap.address(derived), map));
    const instance = heap.bits(heap.call.constructThis!(derived, 0));
    expect(heap.call.kindOf!(instance)).toBe(CELL_KIND.map);
    expect(heap.bits(heap.call.getPrototypeOf!(instance))).toBe(prototype);
    expect(heap.call.instanceOf!(instance, map)).toBe(1);
    expect(heap.call.instanceOf!(instance, derived)).toBe(1);
    expect(heap.call.instanceOf!(heap.toHeap({}), derived)).toBe(0);
    heap.call.mapSet!(instance, heap.value(1), heap.value(2));
    expect(heap.primitive(heap.get(instance, 'size', heap.newCache()))).toBe(1);
    heap.call.linkClass!(heap.address(heap.closure({ name: 'X', kind: 4 })), heap.value(5));
    expect(heap.takeError()).toBe('TypeError: Class extends value 5 is not a constructor or null');
    heap.call.instanceOf!(instance, heap.toHeap({}));
    expect(heap.takeError()).toBe("TypeError: Right-hand side of 'instanceof' is not callable");
  });

  test('constructing fills the cache with a capacity that fits', () => {
    const heap = new HeapObjects();
    const point = heap.closure({ name: 'Point', kind: 3 });
    heap.call.linkClass!(heap.address(point), UNDEFINED | 4n);
    const cache = heap.newCache();
    for (let i = 0; i < 4; i++) {
      const instance = heap.bits(heap.call.constructThis!(point, cache));
      for (const key of ['a', 'b', 'c', 'd', 'e', 'f']) heap.set(instance, key, heap.value(i));
      expect(heap.fromHeap(instance)).toEqual({ a: i, b: i, c: i, d: i, e: i, f: i });
    }
    expect([heap.u32(cache), heap.u32(cache + 4)]).toEqual([heap.address(point), 6]);
  });
});

describe('the collector', () => {
  test.each([1, 2, 3])('keeps what an object reaches, whatever its kind (seed %i)', (seed) => {
    const random = randomNumbers(seed);
    const heap = new HeapObjects();
    const root = 1114112 + 2048 + 2000;
    const make = (depth: number): unknown => {
      const some = <T>(make: (i: number) => T) => Array.from({ length: Math.floor(random() * 6) }, (_, i) => make(i));
      const kind = Math.floor(random() * (depth > 4 ? 3 : 9));
      if (kind < 2) return random();
      if (kind === 2) return `text ${random()}`;
      if (kind === 3) return some(() => make(depth + 1));
      if (kind === 4) return new Map(some((i) => [i % 2 === 0 ? `key ${i}` : make(depth + 2), make(depth + 1)]));
      if (kind === 5) return new Set(some(() => make(depth + 1)));
      if (kind === 6) return Object.assign(new TypeError(`error ${random()}`), { more: make(depth + 1) });
      if (kind === 7) return new Float64Array(some(() => random())).subarray(1);
      return Object.fromEntries(some((i) => [random() < 0.3 ? String(i) : `p${Math.floor(random() * 60)}`, make(depth + 1)]));
    };
    const model: Record<string, unknown> = {};
    const object = heap.bits(heap.call.newObject!());
    heap.view.setBigUint64(root, object, true);
    for (let step = 0; step < 300; step++) {
      const key = `k${Math.floor(random() * 70)}`;
      if (random() < 0.3) {
        delete model[key];
        heap.call.deleteProperty!(object, heap.value(key));
      } else {
        const value = make(0);
        model[key] = value;
        heap.set(object, key, heap.toHeap(value));
      }
      if (step % 10 === 0) {
        heap.view.setUint32(1056, 65536, true);
        heap.call.collect!(heap.reservedEnd);
      }
      if (step % 30 === 0) {
        const back = heap.fromHeap(object) as object;
        expect(Object.entries(back)).toEqual(Object.entries(model));
      }
    }
    expect(heap.fromHeap(object)).toEqual(model);
  });
});

describe('the border', () => {
  const shared = { deep: [1] };
  const cyclic: Record<string, unknown> = { shared, again: shared };
  cyclic.self = cyclic;
  const buffer = new ArrayBuffer(16);
  const error = Object.assign(new RangeError('bad', { cause: [1, 2] }), { code: 'E1' });
  const cases: [string, unknown][] = [
    [
      'primitives',
      [undefined, null, true, false, 0, -0, Number.NaN, 1.5, -1e300, 'text', 'ü\ud800', 0n, -(2n ** 100n), 2n ** 63n],
    ],
    ['arrays with holes', withHoles(1, HOLE, withHoles(2, HOLE, HOLE), [])],
    ['objects in order', { b: 1, 2: 'x', a: { 1: 1, 0: 0 }, 4294967294: 1, 4294967295: 2, '': 3 }],
    ['bare objects', Object.assign(Object.create(null), { x: 1 })],
    ['cycles and shared references', cyclic],
    [
      'maps and sets',
      new Map<unknown, unknown>([
        [shared, new Set([1, 'a', shared])],
        ['k', new Map()],
        [Number.NaN, -0],
      ]),
    ],
    [
      'buffers',
      [
        new Float64Array(buffer, 8, 1),
        new Uint8Array(buffer),
        buffer,
        new DataView(buffer, 3, 5),
        new BigInt64Array([-1n, 2n ** 62n]),
      ],
    ],
    ['errors', [error, new TypeError('t'), new Error()]],
    ['many keys', Object.fromEntries(Array.from({ length: 2000 }, (_, i) => [`key${i * 7919}`, i]))],
  ];
  test.each(cases)('%s come back as they were', (_, value) => {
    const heap = new HeapObjects();
    const back = heap.fromHeap(heap.toHeap(value));
    expect(back).toEqual(value);
    expect(heap.fromHeap(heap.toHeap(back))).toEqual(value);
  });

  test('identity survives', () => {
    const heap = new HeapObjects();
    const back = heap.fromHeap(heap.toHeap(cyclic)) as Record<string, unknown>;
    expect(back.self).toBe(back);
    expect(back.shared).toBe(back.again);
  });

  test('a long list needs no deep stack', () => {
    const heap = new HeapObjects();
    let list: unknown = null;
    for (let i = 0; i < 200000; i++) list = { next: list };
    let back = heap.fromHeap(heap.toHeap(list)) as { next: unknown } | null;
    let length = 0;
    for (; back; back = back.next as { next: unknown } | null) length++;
    expect(length).toBe(200000);
  });

  test('functions and symbols stay', () => {
    const heap = new HeapObjects();
    const array = heap.toHeap([1]);
    heap.set(array, 0, heap.closure({ name: 'f', kind: 0 }));
    expect(() => heap.fromHeap(array)).toThrow('TypeError: A function can not leave the function that made it.');
    heap.set(array, 0, heap.value(Symbol('s')));
    expect(() => heap.fromHeap(array)).toThrow('TypeError: A symbol can not leave the function that made it.');
    const descriptor = heap.call.encodeOutcome!(0, array, heap.address(heap.toHeap([2]))) >>> 0;
    expect(descriptor).not.toBe(0);
  });
});
