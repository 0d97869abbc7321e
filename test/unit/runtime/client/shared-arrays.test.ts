import { describe, expect, test } from 'vitest';
import type { Parameter, Type } from '../../../../compiler/manifest.js';
import { refuseSharedArrays } from '../../../../runtime/client/shared-arrays.js';
import type { Value } from '../../../../runtime/values/index.js';

const F64: Type = { kind: 'typed', element: 'f64' };
const NUMBERS: Type = { kind: 'array', element: { kind: 'number' } };
const ROWS: Type = { kind: 'array', element: NUMBERS };
const RECORD: Type = { kind: 'object', fields: [{ name: 'xs', type: F64 }] };
const parametersOf = (types: readonly Type[]): Parameter[] => types.map((type, index) => ({ name: `p${index}`, type }));

const xs = Float64Array.of(1, 2, 3, 4);
const row = [1, 2];
const empty = new Float64Array(0);

describe('arguments that share an array', () => {
  test.each<[string, Type[], Value[], RegExp]>([
    ['the same typed array', [F64, F64], [xs, xs], /"p0" and "p1"/],
    ['views that overlap', [F64, F64], [xs.subarray(0, 3), xs.subarray(2)], /"p0" and "p1"/],
    ['views, the first of which is the longest', [F64, F64, F64], [xs, xs.subarray(0, 1), xs.subarray(3)], /"p0" and/],
    ['the same plain array', [NUMBERS, NUMBERS], [row, row], /"p0" and "p1"/],
    ['two rows of one matrix', [ROWS], [[row, row]], /"p0\[0\]" and "p0\[1\]"/],
    ['a field and a parameter', [RECORD, F64], [{ xs }, xs], /"p0.xs" and "p1"/],
  ])('%s are refused', (_, types, values, message) => {
    expect(() => refuseSharedArrays(parametersOf(types), values)).toThrow(message);
  });

  test.each<[string, Type[], Value[]]>([
    ['copies', [F64, F64], [xs, xs.slice()]],
    ['views side by side', [F64, F64], [xs.subarray(0, 2), xs.subarray(2)]],
    ['nothing twice', [F64, F64], [empty, empty]],
    ['rows of their own', [ROWS], [[[1], [1]]]],
    ['the same tuple, which never changes', [{ kind: 'tuple', elements: [{ kind: 'number' }] }], [[1]]],
  ])('%s are accepted', (_, types, values) => {
    expect(() => refuseSharedArrays(parametersOf(types), values)).not.toThrow();
  });
});
