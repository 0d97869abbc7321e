import { describe, expect, test } from 'vitest';
import { ELEMENT_KIND } from '../../../../../compiler/dynamic/layout.js';
import { EMPTY, HeapObjects, HOLE, randomNumbers, UNDEFINED, type Value, withHoles } from './heap-objects.js';

const SEEDS = Array.from({ length: 20 }, (_, i) => i + 1);

describe('arrays', () => {
  test.each(SEEDS)('random operations leave what they leave in JavaScript (seed %i)', (seed) => {
    const random = randomNumbers(seed);
    const heap = new HeapObjects();
    const upTo = (n: number) => Math.floor(random() * (n + 1));
    const model: unknown[] = [];
    const array = heap.toHeap([]);
    const { call } = heap;
    const operations: ((i: number, j: number, v: Value, step: number) => void)[] = [
      (_i, _j, v, step) => expect(call.arrayPush!(array, v)).toBe(model.push(step)),
      (_i, _j, v, step) => expect(call.arrayPush!(array, v)).toBe(model.push(step)),
      () => expect(heap.primitive(heap.bits(call.arrayPop!(array)))).toBe(model.pop()),
      () => expect(heap.primitive(heap.bits(call.arrayShift!(array)))).toBe(model.shift()),
      (_i, _j, v, step) => expect(call.arrayUnshift!(array, v)).toBe(model.unshift(step)),
      (i, _j, v, step) => {
        model[i] = step;
        heap.set(array, i, v);
      },
      (_i, _j, v, step) => {
        model[model.length + upTo(5)] = step;
        heap.set(array, model.length - 1, v);
      },
      (i, j) =>
        expect(heap.fromHeap(heap.bits(call.arraySlice!(array, i, Math.max(i, j))))).toEqual(model.slice(i, Math.max(i, j))),
      (i, j) => {
        const items = Array.from({ length: upTo(4) }, (_, k) => k);
        const deleted = Math.max(0, Math.min(j, model.length) - i);
        expect(heap.fromHeap(heap.bits(call.arraySplice!(array, i, deleted, heap.toHeap(items))))).toEqual(
          model.splice(i, deleted, ...items),
        );
      },
      () => {
        const length = Math.max(0, model.length + upTo(6) - 4);
        model.length = length;
        call.setArrayLength!(array, length);
      },
      (i) => {
        delete model[i];
        call.deleteProperty!(array, heap.value(i));
      },
      () => {
        model.reverse();
        call.arrayReverse!(array);
      },
      (i, j) => {
        model.copyWithin(j, i);
        call.arrayCopyWithin!(array, j, i, model.length);
      },
      (i, j, v, step) => {
        if (random() < 0.8) return;
        model.fill(step, i, j);
        call.arrayFill!(array, v, i, j);
      },
      (i) => {
        const wanted = model[i];
        const start = upTo(model.length);
        expect(call.arrayIndexOf!(array, heap.value(wanted), start)).toBe(model.indexOf(wanted, start));
        expect(Boolean(call.arrayIncludes!(array, heap.value(wanted), start))).toBe(model.includes(wanted, start));
        if (model.length > 0)
          expect(call.arrayLastIndexOf!(array, heap.value(wanted), model.length - 1)).toBe(model.lastIndexOf(wanted));
      },
      (i) => {
        const key = heap.value(random() < 0.5 ? i : String(i));
        expect(Boolean(call.hasProperty!(array, key))).toBe(i in model);
        expect(heap.primitive(heap.bits(call.getElement!(array, key)))).toBe(model[i]);
      },
      () => expect(heap.fromHeap(heap.bits(call.objectKeys!(array)))).toEqual(Object.keys(model)),
      () => {
        const items = Array.from({ length: upTo(20) }, (_, k) => k);
        expect(call.arrayUnshiftAll!(array, heap.toHeap(items))).toBe(model.unshift(...items));
      },
    ];
    for (let step = 0; step < 1500; step++) {
      const i = upTo(model.length);
      operations[Math.floor(random() * operations.length)]!(i, Math.min(model.length, i + upTo(10)), heap.value(step), step);
      if (step % 20 === 0) expect(heap.fromHeap(array)).toEqual(model);
    }
    expect(heap.fromHeap(array)).toEqual(model);
    expect(heap.takeError()).toBeUndefined();
  });

  test('a queue stays small', () => {
    const heap = new HeapObjects();
    const array = heap.toHeap([]);
    for (let i = 0; i < 100; i++) heap.call.arrayPush!(array, heap.value(i));
    for (let i = 100; i < 20000; i++) {
      heap.call.arrayPush!(array, heap.value(i));
      expect(heap.primitive(heap.bits(heap.call.arrayShift!(array)))).toBe(i - 100);
    }
    expect(heap.u32(heap.u32(heap.address(array) + 36))).toBeLessThan(8000);
  });

  test('lengths that are not allowed, far elements, frozen arrays', () => {
    const heap = new HeapObjects();
    const array = heap.toHeap([1, 2, 3]);
    const message = (action: () => unknown) => heap.errorOf(action);
    expect(message(() => heap.call.newArray!(-1))).toBe('RangeError: Invalid array length');
    expect(message(() => heap.call.newArray!(1.5))).toBe('RangeError: Invalid array length');
    expect(message(() => heap.call.setArrayLength!(array, 1.5))).toBe('RangeError: Invalid array length');
    expect(message(() => heap.set(array, 4e8, UNDEFINED))).toContain('RangeError: Arrays with an element as far away');
    heap.set(array, 'name', heap.value('n'));
    expect(heap.fromHeap(heap.bits(heap.call.objectKeys!(array)))).toEqual(['0', '1', '2', 'name']);
    heap.call.freeze!(array);
    expect(message(() => heap.set(array, 0, UNDEFINED))).toBe(
      "TypeError: Cannot assign to read only property '0' of object '[object Array]'",
    );
    expect(message(() => heap.call.arrayPush!(array, UNDEFINED))).toBe(
      'TypeError: Cannot add property 3, object is not extensible',
    );
    expect(message(() => heap.set(array, 3, UNDEFINED))).toBe('TypeError: Cannot add property 3, object is not extensible');
    expect(message(() => heap.call.arrayPop!(array))).toBe("TypeError: Cannot delete property '2' of [object Array]");
    expect(message(() => heap.call.setArrayLength!(array, 0))).toBe(
      "TypeError: Cannot assign to read only property 'length' of object '[object Array]'",
    );
    expect(heap.fromHeap(array)).toEqual(Object.assign([1, 2, 3]));
    expect(heap.bits(heap.call.arrayElement!(heap.toHeap(withHoles(1, HOLE, 2)), 1))).toBe(EMPTY);
  });

  test('numbers are sorted as in typed arrays', () => {
    const heap = new HeapObjects();
    const random = randomNumbers(3);
    for (const count of [0, 1, 10, 47, 48, 49, 1000]) {
      const numbers = Array.from({ length: count }, () =>
        random() < 0.1
          ? [Number.NaN, -0, 0, Infinity, -Infinity, 1][Math.floor(random() * 6)]!
          : (random() - 0.5) * 10 ** (random() * 20),
      );
      const array = heap.toHeap(numbers);
      heap.call.arraySortNumbers!(array);
      expect(heap.fromHeap(array)).toEqual([...new Float64Array(numbers).sort()]);
    }
  });
});

const ODD = [
  0,
  -0,
  1,
  -1,
  0.5,
  1.5,
  2.5,
  254.5,
  255,
  256,
  -129,
  32768,
  65536.9,
  2147483648,
  -2147483649,
  4294967295.5,
  2 ** 53,
  -(2 ** 63),
  2 ** 63,
  2 ** 64 + 4096,
  1e300,
  16777217,
  1e-46,
  Infinity,
  -Infinity,
  Number.NaN,
  3.4028235677973366e38,
];
const TYPES = [
  Int8Array,
  Uint8Array,
  Uint8ClampedArray,
  Int16Array,
  Uint16Array,
  Int32Array,
  Uint32Array,
  Float32Array,
  Float64Array,
] as const;

describe('typed arrays', () => {
  test.each(TYPES.map((type, kind) => [type.name, type, kind] as const))(
    '%s converts, copies, searches and sorts',
    (_, type, kind) => {
      const heap = new HeapObjects();
      const { call } = heap;
      const model = new type(ODD.length);
      const view = heap.bits(call.newTypedArray!(kind, ODD.length));
      for (const [i, x] of ODD.entries()) {
        model[i] = x;
        if (i % 2 === 0) call.typedSet!(view, i, heap.value(x));
        else heap.set(view, i, heap.value(x));
        expect(heap.primitive(heap.get(view, i))).toBe(model[i]);
      }
      expect(heap.fromHeap(view)).toEqual(model);
      expect(heap.get(view, ODD.length)).toBe(UNDEFINED);
      heap.set(view, ODD.length + 5, heap.value(1));
      for (const other of TYPES) {
        const target = new other(ODD.length + 2);
        const copy = heap.toHeap(target);
        target.set(model, 1);
        call.typedCopyFrom!(copy, view, 1);
        expect(heap.fromHeap(copy)).toEqual(target);
        if (other.BYTES_PER_ELEMENT < type.BYTES_PER_ELEMENT) continue;
        // On the same buffer, overlapping.
        const bytes = new Uint8Array(256).map((_b, i) => i * 37);
        const own = new type(bytes.buffer, 8, 12);
        const over = new other(bytes.buffer, 16, 12);
        const both = heap.toHeap([own, over]);
        const [a, b] = [heap.get(both, 0), heap.get(both, 1)];
        over.set(own);
        call.typedCopyFrom!(b, a, 0);
        expect(heap.fromHeap(a)).toEqual(own);
      }
      for (const x of ODD) {
        expect(call.typedIndexOf!(view, heap.value(x), 0)).toBe(model.indexOf(x));
        expect(call.typedLastIndexOf!(view, heap.value(x), ODD.length - 1)).toBe(model.lastIndexOf(x));
        expect(Boolean(call.typedIncludes!(view, heap.value(x), 0))).toBe(model.includes(x));
      }
      expect(heap.fromHeap(heap.bits(call.typedSlice!(view, 3, 9)))).toEqual(model.slice(3, 9));
      const part = heap.bits(call.typedSubarray!(view, 3, 9));
      call.typedFill!(part, heap.value(77.5), 1, 4);
      model.subarray(3, 9).fill(77.5, 1, 4);
      call.typedReverse!(part);
      model.subarray(3, 9).reverse();
      call.typedCopyWithin!(view, 10, 2, 8);
      model.copyWithin(10, 2, 8);
      expect(heap.fromHeap(view)).toEqual(model);
      call.typedSort!(view);
      expect(heap.fromHeap(view)).toEqual(model.sort());
      expect(heap.primitive(heap.get(part, 'byteOffset', heap.newCache()))).toBe(3 * type.BYTES_PER_ELEMENT);
      expect(heap.primitive(heap.get(part, 'length', heap.newCache()))).toBe(6);
      expect(heap.fromHeap(heap.get(part, 'buffer', heap.newCache()))).toEqual(model.buffer);
    },
  );

  test('primitives are converted on the way in', () => {
    const heap = new HeapObjects();
    const view = heap.toHeap(new Int32Array(5));
    for (const [i, value] of [undefined, null, true, '0x10', 'no'].entries()) heap.set(view, i, heap.value(value));
    expect(heap.fromHeap(view)).toEqual(new Int32Array([0, 0, 1, 16, 0]));
    heap.set(view, 0, heap.value(1n));
    expect(heap.takeError()).toBe('TypeError: Cannot convert a BigInt value to a number');
    heap.set(heap.toHeap(new BigInt64Array(1)), 0, heap.value(1));
    expect(heap.takeError()).toBe('TypeError: Cannot convert 1 to a BigInt');
    const array = heap.toHeap([1, 2, 3]);
    heap.set(array, 'length', heap.value('2'));
    expect(heap.fromHeap(array)).toEqual([1, 2]);
  });

  test('64-bit integers', () => {
    const heap = new HeapObjects();
    const values = [0n, -1n, 2n ** 63n, -(2n ** 63n), 2n ** 64n + 5n, -(2n ** 100n) - 3n, 12345678901234567890n];
    for (const [kind, type] of [
      [ELEMENT_KIND.i64, BigInt64Array],
      [ELEMENT_KIND.u64, BigUint64Array],
    ] as const) {
      const model = new type(values.length);
      const view = heap.bits(heap.call.newTypedArray!(kind, values.length));
      for (const [i, x] of values.entries()) {
        model[i] = x;
        heap.set(view, i, heap.value(x));
        expect(heap.primitive(heap.get(view, i))).toBe(model[i]);
      }
      heap.call.typedSort!(view);
      expect(heap.fromHeap(view)).toEqual(model.sort());
      heap.call.typedFill!(view, heap.value(1), 0, 2);
      expect(heap.takeError()).toBe('TypeError: Cannot convert 1 to a BigInt');
      expect(heap.call.typedIndexOf!(view, heap.value(model[3]), 0)).toBe(model.indexOf(model[3]!));
    }
  });

  test('buffers, views and their errors', () => {
    const heap = new HeapObjects();
    const { call } = heap;
    const message = (action: () => unknown) => heap.errorOf(action);
    const buffer = heap.bits(call.newArrayBuffer!(16));
    const fresh = () => heap.bits(call.newTypedArray!(ELEMENT_KIND.i32, 0));
    expect(message(() => call.typedAttach!(fresh(), buffer, 2, -1))).toBe(
      'RangeError: start offset of Int32Array should be a multiple of 4',
    );
    expect(message(() => call.typedAttach!(fresh(), buffer, 20, -1))).toBe(
      'RangeError: Start offset 20 is outside the bounds of the buffer',
    );
    expect(message(() => call.typedAttach!(fresh(), buffer, 8, 3))).toBe('RangeError: Invalid typed array length: 3');
    expect(message(() => call.typedAttach!(fresh(), heap.bits(call.newArrayBuffer!(7)), 0, -1))).toBe(
      'RangeError: byte length of Int32Array should be a multiple of 4',
    );
    expect(message(() => call.newTypedArray!(0, -1))).toBe('RangeError: Invalid typed array length: -1');
    expect(message(() => call.typedCopyFrom!(fresh(), heap.toHeap(new Int8Array(2)), 0))).toBe(
      'RangeError: offset is out of bounds',
    );
    const model = new DataView(new ArrayBuffer(16), 2, 12);
    const view = heap.toHeap(model);
    for (const littleEndian of [true, false]) {
      for (const [kind, name] of ['Int8', 'Uint8', '', 'Int16', 'Uint16', 'Int32', 'Uint32', 'Float32', 'Float64'].entries()) {
        if (!name) continue;
        for (const x of ODD) {
          model[`set${name}` as 'setFloat64'](3, x, littleEndian);
          call.dataViewSet!(view, 3, heap.value(x), kind, littleEndian ? 1 : 0);
          expect(heap.primitive(heap.bits(call.dataViewGet!(view, 3, kind, littleEndian ? 1 : 0)))).toBe(
            model[`get${name}` as 'getFloat64'](3, littleEndian),
          );
        }
        expect(heap.fromHeap(view)).toEqual(model);
      }
    }
    model.setBigInt64(1, -5n);
    call.dataViewSet!(view, 1, heap.value(-5n), ELEMENT_KIND.i64, 0);
    expect(heap.fromHeap(view)).toEqual(model);
    expect(message(() => call.dataViewGet!(view, 9, ELEMENT_KIND.i32, 1))).toBe(
      'RangeError: Offset is outside the bounds of the DataView',
    );
    expect(message(() => call.dataViewGet!(view, -1, ELEMENT_KIND.i32, 1))).toBe(
      'RangeError: Offset is outside the bounds of the DataView',
    );
    expect(heap.fromHeap(heap.bits(call.bufferSlice!(heap.get(view, 'buffer'), 3, 9)))).toEqual(model.buffer.slice(3, 9));
  });

  test('NaNs with a payload are read as the one NaN', () => {
    const heap = new HeapObjects();
    const odd = heap.toHeap(new Float64Array(new BigUint64Array([0xfffb_0000_0000_1234n, 0x7ff0_0000_0000_0001n]).buffer));
    expect(heap.get(odd, 0)).toBe(0x7ff8_0000_0000_0000n);
    expect(heap.get(odd, 1)).toBe(0x7ff8_0000_0000_0000n);
  });
});

describe('Map and Set', () => {
  test.each(SEEDS)('random operations with iterations in between (seed %i)', (seed) => {
    const random = randomNumbers(seed);
    const heap = new HeapObjects();
    const { call } = heap;
    const objects = [{ id: 1 }, { id: 2 }];
    const pool: unknown[] = [
      0,
      -0,
      Number.NaN,
      1,
      1.5,
      '1',
      'one',
      'a long string that is no atom',
      10n,
      -10n,
      2n ** 70n,
      true,
      null,
      undefined,
      ...objects,
    ];
    for (let i = 0; i < 40; i++) pool.push(i, `s${i}`, i / 8);
    // The same content in another cell each time.
    const held = new Map(objects.map((object) => [object as unknown, heap.toHeap(object)]));
    const toHeap = (key: unknown) => held.get(key) ?? heap.value(key);
    const back = (value: Value) => [...held].find(([, known]) => known === value)?.[0] ?? heap.primitive(value);
    const model = new Map<unknown, unknown>();
    const map = heap.bits(call.newMap!());
    const set = heap.bits(call.newSet!());
    let iterators: { cursor: number; model: Iterator<[unknown, unknown]> }[] = [];
    for (let step = 0; step < 1500; step++) {
      const key = pool[Math.floor(random() * pool.length)];
      const kind = random();
      if (kind < 0.35) {
        model.set(key, step);
        call.mapSet!(map, toHeap(key), heap.value(step));
        call.setAdd!(set, toHeap(key));
      } else if (kind < 0.6) {
        expect(Boolean(call.mapDelete!(map, toHeap(key)))).toBe(model.delete(key));
        call.setDelete!(set, toHeap(key));
      } else if (kind < 0.605) {
        model.clear();
        call.mapClear!(map);
        call.mapClear!(set);
      } else if (kind < 0.7) {
        expect(heap.primitive(heap.bits(call.mapGet!(map, toHeap(key))))).toBe(model.get(key));
        expect(Boolean(call.setHas!(set, toHeap(key)))).toBe(model.has(key));
      } else if (kind < 0.73) iterators.push({ cursor: 0, model: model.entries() });
      else {
        iterators = iterators.filter((iterator) => {
          const expected = iterator.model.next();
          iterator.cursor = call.mapNext!(map, iterator.cursor) as number;
          if (expected.done) {
            expect(iterator.cursor).toBe(-1);
            return false;
          }
          expect(back(heap.bits(call.mapKeyAt!(map, iterator.cursor)))).toBe(expected.value[0]);
          expect(heap.primitive(heap.bits(call.mapValueAt!(map, iterator.cursor)))).toBe(expected.value[1]);
          return true;
        });
      }
      expect(call.mapSize!(map)).toBe(model.size);
    }
    expect(heap.fromHeap(map)).toEqual(model);
    expect(heap.fromHeap(set)).toEqual(new Set(model.keys()));
  });
});
