import { test } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import type { Type } from '../../../../compiler/manifest.js';
import {
  checkPacked,
  decodeBundle,
  encodeBundle,
  type Packed,
  pack,
  unpack,
  type Value,
} from '../../../../runtime/values/index.js';
import { typedValues } from './arbitraries.js';

const NUMBER: Type = { kind: 'number' };
const BOOLEAN: Type = { kind: 'boolean' };
const arrayOf = (element: Type): Type => ({ kind: 'array', element });
const point: Type = {
  kind: 'object',
  fields: [
    { name: 'x', type: NUMBER },
    { name: 'tags', type: arrayOf({ kind: 'string' }) },
  ],
};

describe('packing', () => {
  test.prop([typedValues])('is undone by unpacking', ({ type, value }) => {
    const packed = pack(type, value);
    expect(checkPacked(type, packed)).toEqual(packed);
    expect(unpack(type, packed)).toEqual(value);
  });

  test.prop([typedValues], { numRuns: 300 })('survives a bundle to the last bit', ({ type, value }) => {
    const bundle = decodeBundle(encodeBundle(new Map([['value', pack(type, value)]])));
    expect(unpack(type, checkPacked(type, bundle.get('value')))).toEqual(value);
  });

  test.each<[Type, Value, Packed]>([
    [arrayOf(NUMBER), [1, -0], new Float64Array([1, -0])],
    [arrayOf(BOOLEAN), [true, false], new Uint8Array([1, 0])],
    [arrayOf(arrayOf(NUMBER)), [[1], []], [new Float64Array([1]), new Float64Array()]],
    [point, { x: 1, tags: ['a'] }, [1, ['a']]],
    [{ kind: 'tuple', elements: [NUMBER, BOOLEAN] }, [1, true], [1, true]],
    [{ kind: 'void' }, undefined, undefined],
  ])('%j packs %j', (type, value, packed) => {
    expect(pack(type, value)).toEqual(packed);
  });

  test('does not copy typed arrays', () => {
    const array = new Float32Array(3);
    const type: Type = { kind: 'typed', element: 'f32' };
    expect(pack(type, array)).toBe(array);
    expect(unpack(type, array)).toBe(array);
  });

  test.each<[Type, unknown, string]>([
    [NUMBER, '1', 'v must be number, but got the string "1"'],
    [arrayOf(NUMBER), [1, true], 'v[1] must be number, but got true'],
    [arrayOf(arrayOf(NUMBER)), [[1], [2, 'x']], 'v[1][1] must be number'],
    [point, { x: 1 }, 'v lacks the field "tags"'],
    [point, { x: 1, tags: [2] }, 'v.tags[0] must be string, but got the number 2'],
    [point, [1, 2], 'v must be { x: number; tags: string[] }, but got an array of 2 elements'],
    [{ kind: 'typed', element: 'f64' }, new Float32Array(1), 'v must be Float64Array, but got a Float32Array of 1 element'],
    [{ kind: 'tuple', elements: [NUMBER] }, [1, 2], 'v must be [number]'],
  ])('%j refuses %j', (type, value, message) => {
    expect(() => pack(type, value as Value, 'v')).toThrow(
      expect.objectContaining({ code: 'SHOAL3001', message: expect.stringContaining(message) }),
    );
  });

  test.each<[Type, unknown, string]>([
    [arrayOf(NUMBER), [1], 'v must be Float64Array, but got an array'],
    [arrayOf(BOOLEAN), new Uint8Array([0, 2]), 'v[1] must be boolean, but got the number 2'],
    [arrayOf(arrayOf(NUMBER)), [new Float64Array(1), null], 'v[1] must be Float64Array, but got nothing'],
    [point, [1, ['a', 7]], 'v.tags[1] must be string'],
    [point, [1], 'v must be { x: number; tags: string[] }'],
    [{ kind: 'void' }, 1, 'v must be void'],
  ])('a packed %j is not %j', (type, value, message) => {
    expect(() => checkPacked(type, value, 'v')).toThrow(
      expect.objectContaining({ code: 'SHOAL3001', message: expect.stringContaining(message) }),
    );
  });
});
