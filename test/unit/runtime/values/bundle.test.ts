import { fc, test } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import {
  decodeBundle,
  encodeBundle,
  encodeBundleParts,
  encodeCbor,
  type Value,
  type ValueBundle,
} from '../../../../runtime/values/index.js';

const DAMAGED = expect.objectContaining({ code: 'SHOAL3004' });

const bundle: ValueBundle = new Map<string, Exclude<ReturnType<ValueBundle['get']>, undefined>>([
  ['n', -0],
  ['flags', new Uint8Array([1, 0])],
  ['rows', [new Float64Array([1, Number.NaN]), new Float64Array()]],
  ['a', { part: { length: 9, first: 3, elements: new Int16Array([1, 2]) } }],
  ['b', { part: { length: 9, first: 0, count: 9, fill: Number.NaN } }],
  ['c', { part: { length: 3, first: 1, elements: ['x', 'y\ud800'] } }],
  ['__proto__', 'text'],
  ['10', true],
]);

describe('bundles', () => {
  test('come back as they were, in order', () => {
    const decoded = decodeBundle(encodeBundle(bundle));
    expect(decoded).toEqual(bundle);
    expect(Array.from(decoded.keys())).toEqual(Array.from(bundle.keys()));
    expect(Object.is(decoded.get('n'), -0)).toBe(true);
  });

  test('at any place of a larger buffer', () => {
    const bytes = encodeBundle(bundle);
    for (let offset = 0; offset < 9; offset++) {
      const inside = Buffer.alloc(bytes.length + offset);
      inside.set(bytes, offset);
      expect(decodeBundle(inside.subarray(offset))).toEqual(bundle);
    }
  });

  test('copy large arrays only once', () => {
    const array = new Float64Array(1000);
    const parts = encodeBundleParts(new Map([['a', array]]));
    expect(parts.some((part) => part.buffer === array.buffer)).toBe(true);
  });

  test('are refused when truncated anywhere, or with something behind', () => {
    const bytes = encodeBundle(bundle);
    for (let length = 0; length < bytes.length; length++) expect(() => decodeBundle(bytes.subarray(0, length))).toThrow(DAMAGED);
    expect(() => decodeBundle(Buffer.concat([bytes, Buffer.alloc(1)]))).toThrow(DAMAGED);
  });

  test.prop([fc.uint8Array({ maxLength: 60 })], { numRuns: 3000 })(
    'garbage either decodes to a bundle or is refused',
    (bytes) => {
      try {
        expect(decodeBundle(bytes)).toBeInstanceOf(Map);
      } catch (error) {
        expect(error).toMatchObject({ code: 'SHOAL3004' });
      }
    },
  );

  test.prop([fc.nat(), fc.nat(255)], { numRuns: 2000 })('so does a changed byte', (place, value) => {
    const bytes = Buffer.from(encodeBundle(bundle));
    bytes[place % bytes.length] = value;
    try {
      decodeBundle(bytes);
    } catch (error) {
      expect(error).toMatchObject({ code: 'SHOAL3004' });
    }
  });

  test.each<[string, Uint8Array | Value]>([
    ['nothing', new Uint8Array()],
    ['a number', 1],
    ['entries without names', [1]],
    [
      'a name twice',
      [
        ['a', 1],
        ['a', 2],
      ],
    ],
    ['a name that is none', [[1, 1]]],
    ['an unknown map', [['a', { x: 1 }]]],
    ['a map within', [['a', [{ length: 1, first: 0, count: 1, fill: 0 }]]]],
    ['a part beyond its length', [['a', { length: 3, first: 2, elements: new Int8Array(2) }]]],
    ['a negative part', [['a', { length: 3, first: -1, elements: new Int8Array(2) }]]],
    ['half a count', [['a', { length: 3, first: 0, count: 0.5, fill: 0 }]]],
    ['a fill that is no number', [['a', { length: 3, first: 0, count: 1, fill: 'x' }]]],
    ['elements that are text', [['a', { length: 3, first: 0, elements: 'xyz' }]]],
    ['an array of four billion', Uint8Array.of(0x9a, 0xff, 0xff, 0xff, 0xff)],
    ['a map of 2^64', Uint8Array.of(0xbb, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff)],
    ['bytes of 2^63', Uint8Array.of(0x5b, 0x80, 0, 0, 0, 0, 0, 0, 0)],
    ['a nest without end', new Uint8Array(100_000).fill(0x81)],
    ['a nest of open arrays', new Uint8Array(100_000).fill(0x9f)],
    ['a tag that runs code', Uint8Array.of(0x81, 0xd8, 27, 0x82, 0x61, 0x61, 0x61, 0x62)],
    ['a record definition', Uint8Array.of(0x81, 0xd9, 0xdf, 0xff, 0x81, 0x61, 0x61)],
    ['half an element', Uint8Array.of(0x81, 0x82, 0x61, 0x61, 0xd8, 86, 0x43, 1, 2, 3)],
    ['a typed array without bytes', Uint8Array.of(0x81, 0x82, 0x61, 0x61, 0xd8, 86, 0x80)],
    ['reserved lengths', Uint8Array.of(0x81, 0x1c)],
    ['a lonely break', Uint8Array.of(0xff)],
    ['a string in a string', Uint8Array.of(0x7f, 0x7f, 0xff, 0xff)],
  ])('%s is refused', (_, content) => {
    expect(() => decodeBundle(content instanceof Uint8Array ? content : encodeCbor(content))).toThrow(DAMAGED);
  });
});
