/** Random types, and random values of a type. */
import fc from 'fast-check';
import type { ElementKind, Type } from '../../../../compiler/manifest.js';
import type { Value } from '../../../../runtime/values/index.js';

export const anyNumber = fc.oneof(
  fc.double(),
  fc.integer(),
  fc.constantFrom(-0, Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 2 ** 32, -(2 ** 32), 2 ** 53),
);

const typedArrays: Readonly<Record<ElementKind, fc.Arbitrary<Value>>> = {
  i8: fc.int8Array(),
  u8: fc.uint8Array(),
  u8c: fc.uint8ClampedArray(),
  i16: fc.int16Array(),
  u16: fc.uint16Array(),
  i32: fc.int32Array(),
  u32: fc.uint32Array(),
  f32: fc.float32Array(),
  f64: fc.float64Array(),
};

const fieldName = fc.oneof(
  fc.string().filter((name) => name !== '__proto__'),
  fc.constantFrom('$utf16', 'length', 'part', '0', '10', '2'),
);

export const types: fc.Arbitrary<Type> = fc.letrec<{ type: Type }>((tie) => ({
  type: fc.oneof(
    { maxDepth: 3 },
    fc.constantFrom<Type>({ kind: 'number' }, { kind: 'boolean' }, { kind: 'string' }),
    fc.constantFrom(...(Object.keys(typedArrays) as ElementKind[])).map((element): Type => ({ kind: 'typed', element })),
    tie('type').map((element): Type => ({ kind: 'array', element })),
    fc.array(tie('type'), { maxLength: 3 }).map((elements): Type => ({ kind: 'tuple', elements })),
    fc
      .uniqueArray(fc.record({ name: fieldName, type: tie('type') }), { maxLength: 3, selector: ({ name }) => name })
      .map((fields): Type => ({ kind: 'object', fields })),
  ),
})).type;

export function valuesOf(type: Type): fc.Arbitrary<Value> {
  switch (type.kind) {
    case 'number':
      return anyNumber;
    case 'boolean':
      return fc.boolean();
    case 'string':
      return fc.oneof(fc.string({ unit: 'binary' }), fc.constant('half of a pair: \ud800'));
    case 'void':
      return fc.constant(undefined);
    case 'typed':
      return typedArrays[type.element];
    case 'array':
      return fc.array(valuesOf(type.element), { maxLength: 5 });
    case 'tuple':
      return fc.tuple(...type.elements.map(valuesOf));
    case 'object':
      return fc
        .tuple(...type.fields.map((field) => valuesOf(field.type)))
        .map((values): Value => Object.fromEntries(type.fields.map((field, index) => [field.name, values[index]])));
  }
}

export const typedValues = types.chain((type) => valuesOf(type).map((value) => ({ type, value })));
