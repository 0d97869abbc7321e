import { describe, expect, test } from 'vitest';
import type { BlockManifest, ContractItem, Manifest, Polynomial, Type } from '../../../../compiler/manifest.js';
import type { ShardOutputs } from '../../../../runtime/engine/marshal.js';
import { Dataflow } from '../../../../runtime/orchestrator/dataflow.js';
import { foldTerms } from '../../../../runtime/orchestrator/fold.js';
import { partitionRange } from '../../../../runtime/orchestrator/partition.js';
import type { Packed, Part } from '../../../../runtime/values/index.js';

const f64: Type = { kind: 'typed', element: 'f64' };
const number: Type = { kind: 'number' };
const all = { kind: 'all' } as const;

const affine = (variable: string, offset = 0): Polynomial => [
  { coefficient: 1, factors: [variable] },
  ...(offset === 0 ? [] : [{ coefficient: offset, factors: [] }]),
];
const interval = (from: Polynomial, to: Polynomial) => ({ kind: 'interval', from, to }) as const;

function block(id: string, fields: Partial<BlockManifest> & { contract: readonly ContractItem[] }): BlockManifest {
  return {
    id,
    kind: 'task',
    parallel: false,
    at: { file: 'fn.ts', line: 1, column: 1 },
    lines: [1, 1],
    slots: {},
    returns: 'never',
    after: [],
    sites: [],
    module: { file: `${id}.wasm`, digest: id, bytes: 0, globals: [] },
    ...fields,
  };
}

function manifest(
  blocks: readonly BlockManifest[],
  parameters: Manifest['function']['parameters'],
  returns: Type = f64,
): Manifest {
  return {
    schema: 'shoal/manifest@1',
    abi: 1,
    profile: 'node20',
    function: { name: 'fn', file: 'fn.ts', parameters, returns },
    digest: 'd',
    blocks,
  };
}

const part = (value: unknown): Part => (value as { part: Part }).part;
const elements = (value: unknown): number[] => {
  const { elements } = part(value) as Extract<Part, { elements: unknown }>;
  return Array.from(elements as Float64Array);
};

/** `for (let i = 1; i < n - 1; i++) b[i] = a[i - 1] + a[i + 1]`, then `return b`. */
const stencil = manifest(
  [
    block('b0', {
      kind: 'range',
      parallel: true,
      range: { from: [{ coefficient: 1, factors: [] }], to: affine('n', -1) },
      contract: [
        { name: 'n', type: number, mode: 'in', region: all, from: 'parameter', source: 'n' },
        {
          name: 'a',
          type: f64,
          mode: 'in',
          region: interval(affine('lo', -1), affine('hi', 1)),
          from: 'parameter',
          source: 'a',
        },
        {
          name: 'b',
          type: f64,
          mode: 'out',
          region: all,
          written: interval(affine('lo'), affine('hi')),
          fresh: { length: affine('a.length'), fill: 0 },
        },
      ],
    }),
    block('b1', {
      after: ['b0'],
      returns: 'always',
      contract: [{ name: 'b', type: f64, mode: 'in', region: all, from: 'b0', source: 'b' }],
    }),
  ],
  [
    { name: 'a', type: f64 },
    { name: 'n', type: number },
  ],
);

function runStencil(inputs: ReadonlyMap<string, unknown>, range: { lo: number; hi: number }): ShardOutputs {
  const a = part(inputs.get('a')) as Extract<Part, { elements: unknown }>;
  const at = (index: number) => (a.elements as Float64Array)[index - a.first]!;
  const written = Float64Array.from({ length: range.hi - range.lo }, (_, k) => at(range.lo + k - 1) + at(range.lo + k + 1));
  return { values: new Map([['b', { part: { length: a.length, first: range.lo, elements: written } }]]), returned: false, range };
}

describe('dataflow', () => {
  const a = Float64Array.from({ length: 8 }, (_, i) => i * i);
  const args = new Map<string, Packed>([
    ['a', a],
    ['n', 8],
  ]);

  test('a shard gets the part of each array that it reads or writes', () => {
    const flow = new Dataflow(stencil, args);
    const [b0] = flow.takeReady();
    expect(flow.takeReady()).toEqual([]);
    expect(flow.iterations(b0!)).toEqual({ lo: 1, hi: 7 });
    const inputs = flow.inputs(b0!, { lo: 3, hi: 5 });
    expect(inputs.get('n')).toBe(8);
    expect(part(inputs.get('a'))).toMatchObject({ length: 8, first: 2 });
    expect(elements(inputs.get('a'))).toEqual([4, 9, 16, 25]);
    expect(part(inputs.get('b'))).toEqual({ length: 8, first: 3, count: 2, fill: 0 });
  });

  test.each([1, 2, 3, 6, 50])('%i shards give what one gives', (count) => {
    const flow = new Dataflow(stencil, args);
    const [b0] = flow.takeReady();
    const shards = partitionRange(flow.iterations(b0!)!, count).map((range) => runStencil(flow.inputs(b0!, range), range));
    flow.finish('b0', shards.toReversed());
    expect(flow.result).toBeUndefined();
    const [b1] = flow.takeReady();
    const b = flow.inputs(b1!).get('b') as Float64Array;
    expect(Array.from(b)).toEqual([0, 4, 10, 20, 34, 52, 74, 0]);
    flow.finish('b1', [{ values: new Map([['result', b]]), returned: true }]);
    expect(flow.result).toEqual({ value: b });
    expect(flow.takeReady()).toEqual([]);
  });

  test('an iteration that nobody ran is never taken for done', () => {
    const flow = new Dataflow(stencil, args);
    const [b0] = flow.takeReady();
    const shard = runStencil(flow.inputs(b0!, { lo: 1, hi: 4 }), { lo: 1, hi: 4 });
    expect(() => flow.finish('b0', [shard])).toThrow('iteration 4 of block b0 has not run');
    const behind = runStencil(flow.inputs(b0!, { lo: 5, hi: 7 }), { lo: 5, hi: 7 });
    expect(() => flow.finish('b0', [behind, shard])).toThrow('iteration 4 of block b0 has not run');
  });

  test('an empty range needs no shard and leaves a fresh array as it was made', () => {
    const flow = new Dataflow(
      stencil,
      new Map<string, Packed>([
        ['a', new Float64Array(2)],
        ['n', 2],
      ]),
    );
    const [b0] = flow.takeReady();
    const range = flow.iterations(b0!)!;
    expect(partitionRange(range, 3)).toEqual([]);
    flow.finish('b0', []);
    expect(flow.inputs(flow.takeReady()[0]!).get('b')).toEqual(new Float64Array(2));
  });

  test('in an array that comes in, only the written part is replaced, and not in place', () => {
    const halve = manifest(
      [
        block('b0', {
          kind: 'range',
          parallel: true,
          range: { from: [{ coefficient: 2, factors: [] }], to: [{ coefficient: 4, factors: [] }] },
          contract: [
            {
              name: 'a',
              type: { kind: 'array', element: f64 },
              mode: 'inout',
              region: interval(affine('lo', -1), affine('lo')),
              written: interval(affine('lo'), affine('hi')),
              from: 'parameter',
              source: 'a',
            },
          ],
        }),
      ],
      [{ name: 'a', type: { kind: 'array', element: f64 } }],
      { kind: 'void' },
    );
    const rows = [0, 1, 2, 3, 4].map((i) => Float64Array.of(i));
    const flow = new Dataflow(halve, new Map([['a', rows]]));
    const [b0] = flow.takeReady();
    expect(part(flow.inputs(b0!, { lo: 2, hi: 4 }).get('a'))).toEqual({ length: 5, first: 1, elements: rows.slice(1, 4) });
    const written = { length: 5, first: 2, elements: [Float64Array.of(20), Float64Array.of(30)] };
    flow.finish('b0', [{ values: new Map([['a', { part: written }]]), returned: false, range: { lo: 2, hi: 4 } }]);
    expect(flow.result).toEqual({ value: undefined });
    expect(rows[2]).toEqual(Float64Array.of(2));
  });

  test('the first return of those given counts, whatever stands behind it', () => {
    const find = manifest(
      [
        block('b0', {
          kind: 'range',
          range: { from: [], to: affine('n') },
          returns: 'sometimes',
          contract: [{ name: 'n', type: number, mode: 'in', region: all, from: 'parameter', source: 'n' }],
        }),
      ],
      [{ name: 'n', type: number }],
      number,
    );
    const flow = new Dataflow(find, new Map([['n', 9]]));
    flow.takeReady();
    const outputs = (lo: number, result?: number): ShardOutputs => ({
      values: new Map(result === undefined ? [] : [['result', result]]),
      returned: result !== undefined,
      range: { lo, hi: lo + 3 },
    });
    flow.finish('b0', [outputs(0), outputs(3, 4), outputs(6, 7)]);
    expect(flow.result).toEqual({ value: 4 });
  });

  test('a sum is folded from its initial value in the order of the iterations', () => {
    const sum = manifest(
      [
        block('b0', {
          kind: 'reduce',
          parallel: true,
          range: { from: [], to: affine('n') },
          contract: [
            { name: 'n', type: number, mode: 'in', region: all, from: 'parameter', source: 'n' },
            { name: 's', type: number, mode: 'reduce', region: all, fold: '+', from: 'parameter', source: 's' },
          ],
        }),
      ],
      [
        { name: 'n', type: number },
        { name: 's', type: number },
      ],
      { kind: 'void' },
    );
    const flow = new Dataflow(
      sum,
      new Map([
        ['n', 4],
        ['s', 1e16],
      ]),
    );
    const [b0] = flow.takeReady();
    expect([...flow.inputs(b0!, { lo: 0, hi: 4 }).keys()]).toEqual(['n']);
    const shard = (lo: number, terms: number[]): ShardOutputs => ({
      values: new Map([['s', Float64Array.from(terms)]]),
      returned: false,
      range: { lo, hi: lo + 2 },
    });
    expect(() => flow.finish('b0', [shard(0, [1]), shard(2, [1, 1])])).toThrow('"s" has 1 terms');
    flow.finish('b0', [shard(2, [-1e16, 3]), shard(0, [1, 1])]);
    expect(flow.result).toEqual({ value: undefined });
  });

  test('wrong arguments are refused with their names', () => {
    expect(() => new Dataflow(stencil, new Map([['a', a]]))).toThrow('fn takes 2 arguments, but got 1');
    const misnamed = new Map<string, Packed>([
      ['a', a],
      ['m', 1],
    ]);
    expect(() => new Dataflow(stencil, misnamed)).toThrow('the argument "n" is missing');
    const mistyped = new Map<string, Packed>([
      ['a', 'x'],
      ['n', 1],
    ]);
    expect(() => new Dataflow(stencil, mistyped)).toThrow('the argument "a"');
  });

  test('blocks that wait for each other or for strangers are refused', () => {
    const circle = manifest([block('b0', { after: ['b1'], contract: [] }), block('b1', { after: ['b0'], contract: [] })], []);
    expect(() => new Dataflow(circle, new Map()).takeReady()).toThrow('b0, b1 wait for each other');
    const stranger = manifest([block('b0', { after: ['b7'], contract: [] })], []);
    expect(() => new Dataflow(stranger, new Map())).toThrow('b7, which does not exist');
  });
});

test('partitions are contiguous, in order and even', () => {
  for (const [lo, hi, count] of [
    [0, 10, 3],
    [-5, 7, 5],
    [3, 4, 8],
    [0, 1_000_003, 7],
  ] as const) {
    const parts = partitionRange({ lo, hi }, count);
    expect(parts.length).toBe(Math.min(count, hi - lo));
    expect(parts[0]!.lo).toBe(lo);
    expect(parts.at(-1)!.hi).toBe(hi);
    const lengths = parts.map((range) => range.hi - range.lo);
    expect(Math.max(...lengths) - Math.min(...lengths)).toBeLessThanOrEqual(1);
    for (let i = 1; i < parts.length; i++) expect(parts[i]!.lo).toBe(parts[i - 1]!.hi);
  }
  expect(partitionRange({ lo: 4, hi: 4 }, 3)).toEqual([]);
});

describe('folds follow JavaScript', () => {
  const terms = Float64Array.of(0.1, -0, Number.NaN, 3);
  test.each([
    ['+', 0, [1e16, 1, 1], 1e16 + 1 + 1],
    ['+', -0, [-0], -0],
    ['*', 1, [-0, 5], -0],
    ['min', 0, [-0], -0],
    ['max', -0, [0], 0],
    ['max', Number.POSITIVE_INFINITY, [...terms], Number.NaN],
    ['min', 4, [], 4],
  ] as const)('%s from %d over %j', (operator, initial, values, expected) => {
    expect(foldTerms(operator, initial, Float64Array.from(values))).toBe(expected);
  });
});
