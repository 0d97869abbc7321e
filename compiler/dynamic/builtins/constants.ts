/**
 * Properties of built-in objects that are constants, by their names: `Math.PI`; `@@toStringTag` stands for the symbol. A plain module of the
 * compiler, not self-hosted.
 */

const TYPED_ARRAYS = {
  Int8Array: 1,
  Uint8Array: 1,
  Uint8ClampedArray: 1,
  Int16Array: 2,
  Uint16Array: 2,
  Int32Array: 4,
  Uint32Array: 4,
  Float32Array: 4,
  Float64Array: 8,
  BigInt64Array: 8,
  BigUint64Array: 8,
} as const;

const ERRORS = [
  'Error',
  'TypeError',
  'RangeError',
  'SyntaxError',
  'ReferenceError',
  'EvalError',
  'URIError',
  'AggregateError',
] as const;

const TAGS = {
  Math: 'Math',
  JSON: 'JSON',
  'Map.prototype': 'Map',
  'Set.prototype': 'Set',
  'WeakMap.prototype': 'WeakMap',
  'WeakSet.prototype': 'WeakSet',
  'Symbol.prototype': 'Symbol',
  'BigInt.prototype': 'BigInt',
  'ArrayBuffer.prototype': 'ArrayBuffer',
  'DataView.prototype': 'DataView',
  'Generator.prototype': 'Generator',
  'ArrayIterator.prototype': 'Array Iterator',
  'MapIterator.prototype': 'Map Iterator',
  'SetIterator.prototype': 'Set Iterator',
  'StringIterator.prototype': 'String Iterator',
  'RegExpStringIterator.prototype': 'RegExp String Iterator',
} as const;

export const BUILTIN_CONSTANTS: Readonly<Record<string, number | string>> = {
  'Math.E': Math.E,
  'Math.LN10': Math.LN10,
  'Math.LN2': Math.LN2,
  'Math.LOG10E': Math.LOG10E,
  'Math.LOG2E': Math.LOG2E,
  'Math.PI': Math.PI,
  'Math.SQRT1_2': Math.SQRT1_2,
  'Math.SQRT2': Math.SQRT2,
  'Number.EPSILON': Number.EPSILON,
  'Number.MAX_SAFE_INTEGER': Number.MAX_SAFE_INTEGER,
  'Number.MAX_VALUE': Number.MAX_VALUE,
  'Number.MIN_SAFE_INTEGER': Number.MIN_SAFE_INTEGER,
  'Number.MIN_VALUE': Number.MIN_VALUE,
  'Number.NaN': Number.NaN,
  'Number.NEGATIVE_INFINITY': Number.NEGATIVE_INFINITY,
  'Number.POSITIVE_INFINITY': Number.POSITIVE_INFINITY,
  'Error.stackTraceLimit': 10,
  ...Object.fromEntries(
    Object.entries(TYPED_ARRAYS).flatMap(([name, bytes]) => [
      [`${name}.BYTES_PER_ELEMENT`, bytes],
      [`${name}.prototype.BYTES_PER_ELEMENT`, bytes],
    ]),
  ),
  ...Object.fromEntries(
    ERRORS.flatMap((name) => [
      [`${name}.prototype.name`, name],
      [`${name}.prototype.message`, ''],
    ]),
  ),
  ...Object.fromEntries(Object.entries(TAGS).map(([name, tag]) => [`${name}.@@toStringTag`, tag])),
};
