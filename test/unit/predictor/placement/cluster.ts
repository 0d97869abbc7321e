/** Hubs with given loads, and arbitrary ones. */
import fc from 'fast-check';
import type { Forecast, Link, PlacementHub, PlacementTask } from '../../../../predictor/index.js';

/** The same load in all of twelve steps of a second. */
export function steady(load: number): Forecast {
  return changing(new Array<number>(12).fill(load));
}

/** A load for each step, known for sure. */
export function changing(loads: readonly number[]): Forecast {
  return { model: 'seasonal-naive', stepMs: 1000, p10: loads, p50: loads, p90: loads };
}

export function hub(name: string, rest: Partial<PlacementHub> = {}): PlacementHub {
  return { name, cores: 1, speed: 1000, ...rest };
}

const anyForecast: fc.Arbitrary<Forecast> = fc
  .array(fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.double({ min: 0, max: 1, noNaN: true })), { maxLength: 12 })
  .map((pairs) => ({
    model: 'lstm',
    stepMs: 100,
    p10: pairs.map(() => 0),
    p50: pairs.map(([a, b]) => Math.min(a, b)),
    p90: pairs.map(([a, b]) => Math.max(a, b)),
  }));

export const anyHubs: fc.Arbitrary<PlacementHub[]> = fc
  .array(
    fc.record({
      cores: fc.integer({ min: 1, max: 4 }),
      speed: fc.integer({ min: 1, max: 1000 }),
      forecast: fc.option(anyForecast, { nil: undefined }),
      queueLength: fc.option(fc.nat({ max: 5 }), { nil: undefined }),
    }),
    { minLength: 1, maxLength: 4 },
  )
  .map((hubs) => hubs.map((each, i) => ({ ...each, name: `h${i}` })));

export const anyLinks: fc.Arbitrary<Link[]> = fc.array(
  fc.record({
    from: fc.constantFrom('h0', 'h1', 'h2', 'h3'),
    to: fc.constantFrom('h0', 'h1', 'h2', 'h3'),
    rttMs: fc.double({ min: 0, max: 50, noNaN: true }),
    bytesPerMs: fc.integer({ min: 1, max: 100_000 }),
  }),
  { maxLength: 12 },
);

/** Tasks that only need outputs of earlier ones, then shuffled. */
export const anyTasks: fc.Arbitrary<PlacementTask[]> = fc
  .array(
    fc.record({
      operations: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 100_000 })),
      memoryBytes: fc.nat({ max: 400 }),
      inputs: fc.uniqueArray(fc.record({ back: fc.integer({ min: 1, max: 6 }), bytes: fc.nat({ max: 1_000_000 }) }), {
        selector: ({ back }) => back,
        maxLength: 3,
      }),
    }),
    { maxLength: 20 },
  )
  .map((tasks) =>
    tasks.map(({ operations, memoryBytes, inputs }, i) => ({
      id: `t${i}`,
      operations,
      memoryBytes,
      inputs: inputs.filter(({ back }) => back <= i).map(({ back, bytes }) => ({ task: `t${i - back}`, bytes })),
    })),
  )
  .chain((tasks) => fc.shuffledSubarray(tasks, { minLength: tasks.length }));
