import { fc, test } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import type { Type } from '../../../../compiler/manifest.js';
import {
  bundleBytes,
  filledArray,
  mergePart,
  type Packed,
  packedBytes,
  partCount,
  sliceArray,
  type TypedArray,
} from '../../../../runtime/values/index.js';

const FLOATS: Type = { kind: 'typed', element: 'f64' };
const NUMBERS: Type = { kind: 'array', element: { kind: 'number' } };
const ROWS: Type = { kind: 'array', element: NUMBERS };

describe('parts', () => {
  test.prop([fc.float64Array(), fc.array(fc.nat(), { maxLength: 6 })])('cut anywhere give the array again', (array, places) => {
    const cuts = [0, ...places.map((place) => place % (array.length + 1)).sort((a, b) => a - b), array.length];
    const merged = new Float64Array(array.length);
    for (let index = 1; index < cuts.length; index++) {
      mergePart(FLOATS, merged, sliceArray(FLOATS, array, cuts[index - 1]!, cuts[index]!));
    }
    expect(merged).toEqual(array);
  });

  test('of rows', () => {
    const rows: Packed[] = [new Float64Array([1]), new Float64Array([2]), new Float64Array([3])];
    const part = sliceArray(ROWS, rows, 1, 3);
    expect(part).toEqual({ length: 3, first: 1, elements: rows.slice(1) });
    const merged: Packed[] = [new Float64Array(), new Float64Array(), new Float64Array()];
    mergePart(ROWS, merged, part);
    expect(merged).toEqual([new Float64Array(), rows[1], rows[2]]);
  });

  test('are views of typed arrays', () => {
    const array = new Float64Array(4);
    const part = sliceArray(FLOATS, array, 1, 2);
    expect('elements' in part && (part.elements as TypedArray).buffer).toBe(array.buffer);
  });

  test('may be only a number', () => {
    const array = filledArray(NUMBERS, 5, Number.NaN);
    expect(array).toEqual(new Float64Array(5).fill(Number.NaN));
    const part = { length: 5, first: 2, count: 2, fill: -0 };
    expect(partCount(part)).toBe(2);
    mergePart(NUMBERS, array, part);
    expect(Array.from(array, (element) => Object.is(element, -0))).toEqual([false, false, true, true, false]);
    expect(filledArray({ kind: 'array', element: { kind: 'boolean' } }, 2, 1)).toEqual(new Uint8Array([1, 1]));
    expect(filledArray({ kind: 'typed', element: 'u8c' }, 1, 300)).toEqual(new Uint8ClampedArray([255]));
  });

  test.each<[string, () => void, string]>([
    [
      'another length',
      () => mergePart(FLOATS, new Float64Array(3), { length: 4, first: 0, elements: new Float64Array(1) }),
      'SHOAL3004',
    ],
    [
      'a place beyond',
      () => mergePart(FLOATS, new Float64Array(3), { length: 3, first: 3, elements: new Float64Array(1) }),
      'SHOAL3004',
    ],
    [
      'another kind',
      () => mergePart(FLOATS, new Float64Array(3), { length: 3, first: 0, elements: new Float32Array(1) }),
      'SHOAL3004',
    ],
    [
      'a list for a typed array',
      () => mergePart(FLOATS, new Float64Array(3), { length: 3, first: 0, elements: [1] }),
      'SHOAL3004',
    ],
    ['a negative slice', () => sliceArray(FLOATS, new Float64Array(3), -1, 2), 'SHOAL9001'],
    ['a slice beyond', () => sliceArray(FLOATS, new Float64Array(3), 0, 4), 'SHOAL9001'],
    ['parts of a number', () => sliceArray({ kind: 'number' }, 3, 0, 0), 'SHOAL9001'],
    ['a negative length', () => filledArray(FLOATS, -1, 0), 'SHOAL2003'],
    ['half a length', () => filledArray(FLOATS, 0.5, 0), 'SHOAL2003'],
    ['no length', () => filledArray(FLOATS, Number.NaN, 0), 'SHOAL2003'],
    ['a filled number', () => filledArray({ kind: 'number' }, 1, 0), 'SHOAL9001'],
  ])('%s is refused', (_, act, code) => {
    expect(act).toThrow(expect.objectContaining({ code }));
  });

  test('rows to be overwritten are empty', () => {
    expect(filledArray(ROWS, 2, 0)).toEqual([new Float64Array(0), new Float64Array(0)]);
  });

  test('sizes count the data', () => {
    expect(packedBytes([1, true, 'ab', new Float32Array(3), [new Uint8Array(5)]])).toBe(8 + 1 + 4 + 12 + 5);
    expect(
      bundleBytes(
        new Map<string, Packed | { part: { length: number; first: number; count: number; fill: number } }>([
          ['a', new Float64Array(2)],
          ['b', { part: { length: 9, first: 0, count: 9, fill: 0 } }],
        ]),
      ),
    ).toBe(24);
  });
});
