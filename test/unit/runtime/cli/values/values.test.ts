import { fc, test } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import type { Parameter, Type } from '../../../../../compiler/manifest.js';
import {
  convertArguments,
  decodeCbor,
  encodeCbor,
  firstDifference,
  type Json,
  JsonValueError,
  jsonToValue,
  type Value,
  valueToJson,
} from '../../../../../runtime/cli/values/index.js';

const typedArrays = fc.oneof(
  fc.int8Array(),
  fc.uint8Array(),
  fc.uint8ClampedArray(),
  fc.int16Array(),
  fc.uint16Array(),
  fc.int32Array(),
  fc.uint32Array(),
  fc.float32Array(),
  fc.float64Array(),
);

const anyNumber = fc.oneof(
  fc.double(),
  fc.integer(),
  fc.constantFrom(-0, Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 2 ** 32, -(2 ** 32), 2 ** 53),
);

const fieldName = fc.oneof(
  fc.string().filter((name) => name !== '__proto__'),
  fc.constantFrom('$number', '$typed', '$object'),
);

const { value: values } = fc.letrec<{ value: Value }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    anyNumber,
    fc.boolean(),
    fc.string({ unit: 'binary' }),
    fc.constant('half of a pair: \ud800'),
    typedArrays,
    fc.array(tie('value')),
    fc.dictionary(fieldName, tie('value')),
  ),
}));

describe('values outside JavaScript', () => {
  test.prop([values])('survive JSON to the last bit', (value) => {
    const text = JSON.stringify(valueToJson(value));
    expect(firstDifference(jsonToValue(JSON.parse(text) as Json), value)).toBeUndefined();
  });

  test.prop([values])('survive CBOR to the last bit', (value) => {
    expect(firstDifference(decodeCbor(encodeCbor(value)) as Value, value)).toBeUndefined();
  });

  test('have the documented form in JSON', () => {
    expect(valueToJson([Number.NaN, -0, Number.NEGATIVE_INFINITY, 1.5, undefined])).toEqual([
      { $number: 'NaN' },
      { $number: '-0' },
      { $number: '-Infinity' },
      1.5,
      null,
    ]);
    expect(valueToJson(new Uint16Array([1, 256]))).toEqual({ $typed: 'Uint16Array', base64: 'AQAAAQ==' });
  });

  test.each<[string, Json]>([
    ['an unknown number', { $number: 'nan' }],
    ['a number with company', { $number: 'NaN', unit: 's' }],
    ['an unknown array', { $typed: 'Array', base64: '' }],
    ['an array without bytes', { $typed: 'Uint8Array' }],
    ['broken base64', { $typed: 'Uint8Array', base64: '*' }],
    ['half an element', { $typed: 'Float64Array', base64: 'AAAA' }],
    ['a wrapped non-object', { $object: [] }],
  ])('are refused: %s', (_, json) => {
    expect(() => jsonToValue([json])).toThrow(JsonValueError);
    expect(() => jsonToValue([json])).toThrow(expect.objectContaining({ path: '$[0]' }));
  });
});

describe('firstDifference', () => {
  test.each<[Value, Value, string | undefined]>([
    [0, -0, 'result'],
    [Number.NaN, Number.NaN, undefined],
    [[1, [2, 3]], [1, [2, 4]], 'result[1][1]'],
    [{ a: 1 }, { a: 1, b: 2 }, 'result.b'],
    [{ a: 1, b: 2 }, { a: 1 }, 'result.b'],
    [[1], [1, 2], 'result.length'],
    [new Float64Array([0, 1]), new Float64Array([-0, 1]), 'result[0]'],
    [new Float64Array([1]), new Float32Array([1]), 'result'],
    [new Float64Array([1]), [1], 'result'],
    [undefined, undefined, undefined],
    [undefined, 0, 'result'],
    ['a', 'b', 'result'],
  ])('%o against %o', (left, right, path) => {
    expect(firstDifference(left, right)?.path).toBe(path);
  });
});

describe('convertArguments', () => {
  const number: Type = { kind: 'number' };
  const one = (type: Type): Parameter[] => [{ name: 'p', type }];
  const typed = (element: 'u8' | 'f64' | 'f32' | 'i16'): Type => ({ kind: 'typed', element });

  test.each<[Type, unknown, Value]>([
    [number, -0, -0],
    [{ kind: 'boolean' }, true, true],
    [{ kind: 'string' }, 'x', 'x'],
    [typed('u8'), [0, 255], new Uint8Array([0, 255])],
    [typed('f32'), [0.1], new Float32Array([0.1])],
    [typed('f64'), [1, Number.NaN], new Float64Array([1, Number.NaN])],
    [typed('f64'), new Float64Array([3]), new Float64Array([3])],
    [{ kind: 'array', element: number }, [1, 2], [1, 2]],
    [{ kind: 'array', element: number }, new Int8Array([1]), [1]],
    [{ kind: 'array', element: { kind: 'array', element: number } }, [[1], []], [[1], []]],
    [{ kind: 'tuple', elements: [number, { kind: 'string' }] }, [1, 'a'], [1, 'a']],
    [{ kind: 'object', fields: [{ name: 'x', type: typed('u8') }] }, { x: [1] }, { x: new Uint8Array([1]) }],
  ])('%o takes %o', (type, given, wanted) => {
    expect(firstDifference(convertArguments(one(type), [given], 'f')[0], wanted)).toBeUndefined();
  });

  test.each<[Type, unknown, string]>([
    [number, '1', 'parameter "p" must be number, but got the string "1"'],
    [number, null, 'parameter "p" must be number, but got nothing'],
    [typed('u8'), [1, 256], 'p[1] of parameter "p" is 256, but elements of a Uint8Array are integers from 0 to 255'],
    [typed('u8'), [0.5], 'p[0] of parameter "p" is 0.5'],
    [typed('i16'), [-32769], 'p[0] of parameter "p" is -32769'],
    [typed('f64'), ['x'], 'p[0] of parameter "p" must be number'],
    [typed('f64'), new Float32Array(1), 'must be Float64Array, but got a Float32Array of 1 element'],
    [{ kind: 'array', element: number }, [1, true], 'p[1] of parameter "p" must be number, but got true'],
    [{ kind: 'tuple', elements: [number] }, [1, 2], 'must be [number], but got an array of 2 elements'],
    [{ kind: 'object', fields: [{ name: 'x', type: number }] }, {}, 'lacks the field "x"'],
    [{ kind: 'object', fields: [{ name: 'x', type: number }] }, { x: 1, y: 2 }, 'has a field "y"'],
  ])('%o refuses %o', (type, given, message) => {
    expect(() => convertArguments(one(type), [given], 'f')).toThrow(
      expect.objectContaining({ code: 'SHOAL3001', message: expect.stringContaining(message) }),
    );
  });

  test('a wrong number of arguments names the parameters', () => {
    expect(() => convertArguments(one(number), [1, 2], 'f')).toThrow(
      expect.objectContaining({ code: 'SHOAL3002', message: 'f(p: number) takes 1 argument, but 2 were given' }),
    );
  });
});
