import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { BlockManifest, Phase, Polynomial, Region, Touch } from '../../../../../compiler/manifest.js';
import { ExchangePlan } from '../../../../../runtime/orchestrator/stepped/exchange-plan.js';
import { Phases } from '../../../../../runtime/orchestrator/stepped/phases.js';

const LENGTH = 60;
const ARRAYS = ['a', 'b'];

const constant = (value: number): Polynomial => [{ coefficient: value, factors: [] }];
const moved = (factor: string, by: number, times = 1): Polynomial => [{ coefficient: times, factors: [factor] }, ...constant(by)];
const interval = (from: Polynomial, to: Polynomial): Region => ({ kind: 'interval', from, to });

const item = fc.constantFrom(...ARRAYS);
const offset = fc.integer({ min: -6, max: 6 });
const ownRegion = fc.tuple(offset, offset).map(([from, to]) => interval(moved('lo', from), moved('hi', to)));
const stepRegion: fc.Arbitrary<Region> = fc.oneof(
  fc.tuple(offset, fc.nat(8)).map(([from, more]) => interval(moved('t', from, 3), moved('t', from + more, 3))),
  fc.constant<Region>({ kind: 'all' }),
);
const reads = (region: fc.Arbitrary<Region>) => fc.array(fc.record({ item, region }), { maxLength: 3 });
const shared: fc.Arbitrary<Phase> = fc
  .record({
    reads: reads(fc.oneof(ownRegion, stepRegion)),
    item,
    offset,
    from: fc.nat(8),
    grows: fc.boolean(),
    to: fc.integer({ min: 20, max: LENGTH }),
  })
  .map((draft) => {
    const written: Touch = { item: draft.item, region: interval(moved('lo', draft.offset), moved('hi', draft.offset)) };
    const from = draft.grows ? moved('t', draft.from) : constant(draft.from);
    return { range: { from, to: constant(draft.to) }, reads: [...draft.reads, written], writes: [written], operations: [] };
  });
const repeated: fc.Arbitrary<Phase> = fc.record({ reads: reads(stepRegion), item, at: fc.nat(50) }).map((draft) => {
  const written: Touch = { item: draft.item, region: interval(moved('t', draft.at), moved('t', draft.at + 2)) };
  return { reads: [...draft.reads, written], writes: [written], operations: [] };
});

const program = fc.record({
  phases: fc.array(fc.oneof(shared, shared, repeated), { minLength: 1, maxLength: 4 }),
  steps: fc.nat(6),
  cuts: fc.uniqueArray(fc.integer({ min: 1, max: LENGTH - 1 }), { maxLength: 4 }),
});

function blockOf(phases: readonly Phase[], steps: number): BlockManifest {
  return {
    id: 'b0',
    kind: 'stepped',
    steps: { counter: 't', from: [], to: constant(steps), phases },
  } as unknown as BlockManifest;
}

const environment = { scalars: new Map(), lengths: new Map(ARRAYS.map((name) => [name, LENGTH])) };

describe('what shards of a stepped block exchange', () => {
  test('gives each of them the last value of every element that it reads', () => {
    fc.assert(
      fc.property(program, ({ phases: list, steps, cuts }) => {
        const block = blockOf(list, steps);
        const phases = new Phases(block, environment);
        const bounds = [0, ...cuts.toSorted((a, b) => a - b), LENGTH];
        const ranges = phases.cover(bounds.slice(1).map((hi, k) => ({ lo: bounds[k]!, hi })));
        const plan = new ExchangePlan(block, environment, ranges);
        const memory = () => new Map(ARRAYS.map((name) => [name, new Float64Array(LENGTH)]));
        const whole = memory();
        const own = ranges.map(memory);
        for (let barrier = 0; barrier < plan.barriers; barrier++) {
          for (const { item: name, from, to, source, target } of plan.transfersAt(barrier)) {
            own[target]!.get(name)!.set(own[source]!.get(name)!.subarray(from, to), from);
          }
          const phase = phases.phaseAt(barrier);
          ranges.forEach((range, shard) => {
            const share = phases.shareOf(phase, phases.environmentAt(barrier), range);
            for (const touch of share ? phase.reads : []) {
              const { from, to } = phases.interval(touch, share!);
              expect(own[shard]!.get(touch.item)!.subarray(from, to)).toEqual(whole.get(touch.item)!.subarray(from, to));
            }
          });
          ranges.forEach((range, shard) => {
            const share = phases.shareOf(phase, phases.environmentAt(barrier), range);
            for (const touch of share ? phase.writes : []) {
              const { from, to } = phases.interval(touch, share!);
              for (let at = from; at < to; at++) {
                // Not every element of what a phase writes needs to be written.
                if ((at + barrier) % 3 === 0) continue;
                own[shard]!.get(touch.item)![at] = barrier + at / 100;
                whole.get(touch.item)![at] = barrier + at / 100;
              }
            }
          });
        }
        const result = memory();
        ranges.forEach((_, shard) => {
          for (const { item: name, from, to } of plan.results(shard)) {
            result.get(name)!.set(own[shard]!.get(name)!.subarray(from, to), from);
          }
        });
        expect(result).toEqual(whole);
      }),
      { numRuns: 500 },
    );
  });

  test('is the rows next to the cuts for a stencil', () => {
    const stencil = (from: string, to: string): Phase => ({
      range: { from: constant(1), to: constant(LENGTH - 1) },
      reads: [
        { item: from, region: interval(moved('lo', -1), moved('hi', 1)) },
        { item: to, region: interval(moved('lo', 0), moved('hi', 0)) },
      ],
      writes: [{ item: to, region: interval(moved('lo', 0), moved('hi', 0)) }],
      operations: [],
    });
    const block = blockOf([stencil('a', 'b'), stencil('b', 'a')], 2);
    const plan = new ExchangePlan(block, environment, [
      { lo: 1, hi: 30 },
      { lo: 30, hi: LENGTH - 1 },
    ]);
    expect(plan.transfersAt(0)).toEqual([]);
    for (const [barrier, name] of [
      [1, 'b'],
      [2, 'a'],
      [3, 'b'],
    ] as const) {
      expect(plan.transfersAt(barrier)).toEqual([
        { item: name, from: 30, to: 31, source: 1, target: 0 },
        { item: name, from: 29, to: 30, source: 0, target: 1 },
      ]);
    }
    expect(plan.results(1)).toEqual([
      { item: 'a', from: 30, to: LENGTH - 1 },
      { item: 'b', from: 30, to: LENGTH - 1 },
    ]);
  });

  test('is refused where two shards would write the same element in one phase', () => {
    const same: Touch = { item: 'a', region: { kind: 'all' } };
    const phase: Phase = { range: { from: [], to: constant(LENGTH) }, reads: [same], writes: [same], operations: [] };
    const plan = new ExchangePlan(blockOf([phase], 1), environment, [
      { lo: 0, hi: 30 },
      { lo: 30, hi: LENGTH },
    ]);
    expect(() => plan.transfersAt(0)).toThrow(expect.objectContaining({ code: 'SHOAL9001' }));
  });
});
