import { fc, test } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import { CONTROL, DESCRIPTOR, HEAP_BASE, SLOT_BASE, STATUS } from '../../../../compiler/abi.js';
import type { BlockManifest, ContractItem } from '../../../../compiler/manifest.js';
import { ControlBlock, type IterationRange, measureInputs, readOutputs, writeInputs } from '../../../../runtime/engine/index.js';
import { pack, type ValueBundle } from '../../../../runtime/values/index.js';
import { typedValues } from '../values/arbitraries.js';
import { ALL, blockOf, FLOATS, NUMBER, OWN } from './blocks.js';

/** A memory with the inputs in it. */
function layOut(block: BlockManifest, inputs: ValueBundle, range?: IterationRange): Uint8Array {
  const bytes = measureInputs(block, inputs, range);
  const memory = new Uint8Array(bytes);
  writeInputs(memory, block, inputs, range);
  expect(new ControlBlock(memory).heapTop, 'measured exactly').toBe(bytes);
  return memory;
}

function finish(memory: Uint8Array): Uint8Array {
  new ControlBlock(memory).write('status', STATUS.done);
  return memory;
}

function slot(memory: Uint8Array, index: number): DataView {
  return new DataView(memory.buffer, SLOT_BASE + index * 8, 8);
}

/** What a compiled block does with slot `index`: descriptor, and elements by their index in the whole array. */
function floatsAt(
  memory: Uint8Array,
  index: number,
): { readonly length: number; set(element: number, value: number): void; get(element: number): number } {
  const view = new DataView(memory.buffer);
  const descriptor = slot(memory, index).getUint32(0, true);
  const field = (offset: number) => view.getUint32(descriptor + offset, true);
  const address = (element: number) => field(DESCRIPTOR.data) + (element - field(DESCRIPTOR.first)) * 8;
  return {
    length: field(DESCRIPTOR.length),
    set: (element, value) => view.setFloat64(address(element), value, true),
    get: (element) => view.getFloat64(address(element), true),
  };
}

describe('values of a task', () => {
  test.prop([fc.array(typedValues, { maxLength: 4 })], { numRuns: 300 })('survive memory to the last bit', (values) => {
    const contract = values.map(({ type }, index): ContractItem => ({ name: `v${index}`, type, mode: 'inout', region: ALL }));
    const slots = Object.fromEntries(values.map((_, index) => [`v${index}`, { input: index, output: values.length + index }]));
    const block = blockOf('task', contract, slots);
    const inputs: ValueBundle = new Map(values.map(({ type, value }, index) => [`v${index}`, pack(type, value)]));
    const memory = finish(layOut(block, inputs));
    memory.copyWithin(SLOT_BASE + values.length * 8, SLOT_BASE, SLOT_BASE + values.length * 8);
    expect(readOutputs(memory, block)).toEqual({ values: inputs, returned: false });
  });

  test('an early return gives the result alone', () => {
    const contract: ContractItem[] = [{ name: 'n', type: NUMBER, mode: 'inout', region: ALL }];
    const block = blockOf(
      'task',
      contract,
      { n: { input: 0, output: 1 } },
      { returns: 'sometimes', resultSlot: 2, resultType: NUMBER },
    );
    const memory = finish(layOut(block, new Map([['n', 4]])));
    new ControlBlock(memory).write('exit', 1);
    slot(memory, 2).setFloat64(0, -0, true);
    expect(readOutputs(memory, block)).toEqual({ values: new Map([['result', -0]]), returned: true });
    expect(() => readOutputs(memory, { ...block, resultSlot: undefined } as unknown as BlockManifest)).toThrow(
      expect.objectContaining({ code: 'SHOAL9001' }),
    );
  });

  test('there are none before the end', () => {
    const block = blockOf('task', [], {});
    expect(() => readOutputs(layOut(block, new Map()), block)).toThrow(expect.objectContaining({ code: 'SHOAL5003' }));
  });
});

describe('parts of a range', () => {
  const contract: ContractItem[] = [
    { name: 'a', type: FLOATS, mode: 'in', region: OWN },
    {
      name: 'b',
      type: FLOATS,
      mode: 'out',
      region: ALL,
      written: OWN,
      fresh: { length: [{ coefficient: 1, factors: ['a.length'] }], fill: 0 },
    },
    { name: 'rows', type: { kind: 'array', element: FLOATS }, mode: 'inout', region: OWN, written: OWN },
  ];
  const block = blockOf('range', contract, { a: { input: 0 }, b: { input: 1 }, rows: { input: 2 } });
  const rows = [new Float64Array([1]), new Float64Array([2, 3])];
  const inputs: ValueBundle = new Map([
    ['a', { part: { length: 50, first: 10, elements: new Float64Array([7, 8]) } }],
    ['b', { part: { length: 50, first: 10, count: 2, fill: 0.5 } }],
    ['rows', { part: { length: 50, first: 10, elements: rows } }],
  ]);
  const range = { lo: 10, hi: 12 };

  test('stand where their elements’ own numbers say', () => {
    const memory = layOut(block, inputs, range);
    const a = floatsAt(memory, 0);
    expect([a.length, a.get(10), a.get(11)]).toEqual([50, 7, 8]);
    const b = floatsAt(memory, 1);
    expect([b.length, b.get(10), b.get(11)]).toEqual([50, 0.5, 0.5]);
    const control = new ControlBlock(memory);
    expect([control.read('rangeStart'), control.read('rangeNext'), control.read('rangeEnd')]).toEqual([10, 10, 12]);
  });

  test('give back what was written', () => {
    const memory = layOut(block, inputs, range);
    floatsAt(memory, 1).set(10, -1);
    floatsAt(memory, 1).set(11, -2);
    expect(readOutputs(finish(memory), block)).toEqual({
      values: new Map([
        ['b', { part: { length: 50, first: 10, elements: new Float64Array([-1, -2]) } }],
        ['rows', { part: { length: 50, first: 10, elements: rows } }],
      ]),
      returned: false,
      range,
    });
  });

  test('after a cut, only what is left', () => {
    const memory = layOut(block, inputs, range);
    new ControlBlock(memory).write('rangeEnd', 11);
    const outputs = readOutputs(finish(memory), block);
    expect(outputs.range).toEqual({ lo: 10, hi: 11 });
    expect(outputs.values.get('rows')).toEqual({ part: { length: 50, first: 10, elements: rows.slice(0, 1) } });
  });

  test('of no iterations are empty', () => {
    const empty: ValueBundle = new Map([
      ['a', { part: { length: 50, first: 0, elements: new Float64Array() } }],
      ['b', { part: { length: 50, first: 0, count: 0, fill: 1 } }],
      ['rows', { part: { length: 50, first: 50, elements: [] } }],
    ]);
    const outputs = readOutputs(finish(layOut(block, empty, { lo: 20, hi: 20 })), block);
    expect(outputs.values.get('b')).toEqual({ part: { length: 50, first: 20, elements: new Float64Array() } });
  });

  test('that were not given can not be given back', () => {
    const memory = finish(layOut(block, inputs, range));
    new ControlBlock(memory).write('rangeEnd', 13);
    expect(() => readOutputs(memory, block)).toThrow(expect.objectContaining({ code: 'SHOAL9001' }));
  });
});

describe('terms of a reduction', () => {
  const contract: ContractItem[] = [
    { name: 'a', type: FLOATS, mode: 'in', region: OWN },
    { name: 'total', type: NUMBER, mode: 'reduce', region: ALL, fold: '+' },
  ];
  const block = blockOf('reduce', contract, { a: { input: 0 }, total: { output: 1 } });
  const inputs: ValueBundle = new Map([['a', { part: { length: 9, first: 3, elements: new Float64Array([5, 6, 7]) } }]]);

  test('are one for each iteration that is left', () => {
    const memory = layOut(block, inputs, { lo: 3, hi: 6 });
    // As if the block had made its terms where the input stands.
    memory.copyWithin(SLOT_BASE + 8, SLOT_BASE, SLOT_BASE + 8);
    new ControlBlock(memory).write('rangeEnd', 5);
    expect(readOutputs(finish(memory), block)).toEqual({
      values: new Map([['total', new Float64Array([5, 6])]]),
      returned: false,
      range: { lo: 3, hi: 5 },
    });
  });

  test('are none for no iterations', () => {
    const nothing: ValueBundle = new Map([['a', { part: { length: 9, first: 0, elements: new Float64Array() } }]]);
    const memory = finish(layOut(block, nothing, { lo: 3, hi: 3 }));
    expect(readOutputs(memory, block).values.get('total')).toEqual(new Float64Array());
  });
});

describe('inputs that do not fit', () => {
  const contract: ContractItem[] = [
    { name: 'n', type: NUMBER, mode: 'in', region: ALL },
    { name: 'a', type: FLOATS, mode: 'in', region: ALL },
  ];
  const slots = { n: { input: 0 }, a: { input: 1 } };
  const task = blockOf('task', contract, slots);
  const ranged = blockOf('range', contract, slots);
  const floats = new Float64Array(2);
  const range = { lo: 0, hi: 2 };
  const part = (fields: object): ValueBundle =>
    new Map<string, never>([
      ['n', 1 as never],
      ['a', { part: fields } as never],
    ]);

  test.each<[string, BlockManifest, ValueBundle, IterationRange | undefined, string]>([
    ['one is missing', task, new Map([['n', 1]]), undefined, 'the input "a" is missing'],
    [
      'one too many',
      task,
      new Map<string, never>([
        ['n', 1 as never],
        ['a', floats as never],
        ['b', 2 as never],
      ]),
      undefined,
      '"b" is no input',
    ],
    [
      'of another type',
      task,
      new Map<string, never>([
        ['n', 'x' as never],
        ['a', floats as never],
      ]),
      undefined,
      'n must be number',
    ],
    ['a part for a task', task, part({ length: 2, first: 0, elements: floats }), undefined, 'as a whole'],
    [
      'a task with a range',
      task,
      new Map<string, never>([
        ['n', 1 as never],
        ['a', floats as never],
      ]),
      range,
      'no range',
    ],
    ['a range without one', ranged, part({ length: 2, first: 0, elements: floats }), undefined, 'missing'],
    ['a range backwards', ranged, part({ length: 2, first: 0, elements: floats }), { lo: 2, hi: 1 }, '[2, 1)'],
    ['half a range', ranged, part({ length: 2, first: 0, elements: floats }), { lo: 0.5, hi: 1 }, '[0.5, 1)'],
    ['a part of another kind', ranged, part({ length: 2, first: 0, elements: new Float32Array(2) }), range, 'Float64Array'],
    ['a part beyond its length', ranged, part({ length: 2, first: 1, elements: floats }), range, 'beyond its length'],
  ])('%s', (_, block, inputs, givenRange, message) => {
    const refused = expect.objectContaining({ code: 'SHOAL3004', message: expect.stringContaining(message) });
    expect(() => measureInputs(block, inputs, givenRange)).toThrow(refused);
    expect(() => writeInputs(new Uint8Array(HEAP_BASE + 100), block, inputs, givenRange)).toThrow(refused);
  });

  test('are too large for any memory', () => {
    const huge = part({ length: 2 ** 31, first: 0, count: 2 ** 31, fill: 0 });
    expect(() => measureInputs(ranged, huge, range)).toThrow(expect.objectContaining({ code: 'SHOAL2003' }));
  });

  test('are never written beyond memory', () => {
    const inputs: ValueBundle = new Map<string, never>([
      ['n', 1 as never],
      ['a', floats as never],
    ]);
    expect(() => writeInputs(new Uint8Array(HEAP_BASE + 8), task, inputs)).toThrow(
      expect.objectContaining({ code: 'SHOAL9001' }),
    );
  });
});

test.prop([fc.array(fc.tuple(fc.nat(HEAP_BASE + 200), fc.nat()), { maxLength: 20 })], { numRuns: 300 })(
  'a damaged memory gives a clear error or some value, never a crash',
  (writes) => {
    const contract: ContractItem[] = [
      { name: 'a', type: { kind: 'array', element: { kind: 'array', element: { kind: 'string' } } }, mode: 'inout', region: ALL },
    ];
    const block = blockOf('task', contract, { a: { input: 0, output: 0 } });
    const memory = finish(layOut(block, new Map([['a', [['x', 'y'], []]]])));
    const view = new DataView(memory.buffer);
    for (const [address, value] of writes) view.setUint32((address % (memory.length - 4)) & ~3, value, true);
    // Most of the damage goes where it hurts.
    for (const [address, value] of writes)
      view.setUint32(HEAP_BASE + (address % (memory.length - HEAP_BASE - 4)), value % 64, true);
    view.setInt32(CONTROL.status, STATUS.done, true);
    view.setInt32(CONTROL.exit, 0, true);
    try {
      readOutputs(memory, block);
    } catch (error) {
      expect(error).toMatchObject({ code: 'SHOAL9001' });
    }
  },
);
