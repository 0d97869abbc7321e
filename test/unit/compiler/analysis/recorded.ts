/** Compares a plan with a recorded execution of the program that it was made of. */
import { type ArrayValue, Interpreter, Trap, type Value } from '../../../../compiler/ir/index.js';
import type { ShardPlan } from '../../../../compiler/shard/index.js';
import { firstDifference } from '../../../../runtime/cli/values/index.js';
import type { Value as RuntimeValue } from '../../../../runtime/values/index.js';
import { runPlan } from '../shard/run-plan.js';
import { type RandomCase, randomNumbers } from './random-loops.js';

const STEPS = 20_000;

interface Touch {
  readonly array: number;
  readonly index: number;
  readonly write: boolean;
  readonly iteration: number;
}

/** Accesses of the arrays that existed before the loop, by iteration of that loop; of a loop inside of another, the first time it runs. */
export function record({ program, values }: RandomCase, loop: number): Touch[] {
  const touches: Touch[] = [];
  const arrays = new Map<ArrayValue, number>();
  let iteration = -1;
  let ended = false;
  const interpreter = new Interpreter(program, {
    maximumSteps: STEPS,
    onAccess: (array, index, write) => {
      if (!arrays.has(array)) arrays.set(array, arrays.size);
      if (iteration >= 0) touches.push({ array: arrays.get(array)!, index, write, iteration });
    },
    onIteration: (id, at) => {
      if (id !== loop || ended) return;
      iteration = at;
      ended = at < 0;
    },
  });
  try {
    interpreter.call(program.functions.get(program.entry)!, structuredClone(values) as Value[]);
  } catch (error) {
    if (!(error instanceof Trap)) throw error;
  }
  return touches;
}

export function conflictIn(touches: readonly Touch[]): string | undefined {
  const seen = new Map<string, { iterations: Set<number>; written: boolean }>();
  for (const { array, index, write, iteration } of touches) {
    const key = `${array}[${index}]`;
    const entry = seen.get(key) ?? { iterations: new Set(), written: false };
    seen.set(key, entry);
    entry.iterations.add(iteration);
    entry.written ||= write;
    if (entry.written && entry.iterations.size > 1) return `element ${key} in iterations ${[...entry.iterations].join(', ')}`;
  }
  return undefined;
}

/** What a run ends with; undefined when it takes too long to say. */
function outcome(run: () => Value): { value: Value } | { trap: true } | undefined {
  try {
    return { value: run() };
  } catch (error) {
    if (error instanceof Trap) return error.reason === 'steps' ? undefined : { trap: true };
    throw error;
  }
}

/** What is not as promised: conflicts of iterations, accesses outside of regions, other results. Undefined when all is well. */
export function problemOf(random: RandomCase, plan: ShardPlan, seed: number): string | undefined {
  for (const block of plan.blocks.filter(({ range }) => range)) {
    const conflict = conflictIn(record(random, block.range!.loop));
    if (conflict) return conflict;
  }
  const { program, values } = random;
  const fn = program.functions.get(program.entry)!;
  const copy = (): Value[] => structuredClone(values) as Value[];
  const wanted = outcome(() => new Interpreter(program, { maximumSteps: STEPS }).call(fn, copy()));
  const cuts = [
    () => [],
    (from: number, to: number) => Array.from({ length: Math.max(0, to - from - 1) }, (_, k) => from + 1 + k),
    (from: number, to: number) => {
      const below = randomNumbers(seed);
      return to - from > 1 ? [from + 1 + below(to - from - 1)] : [];
    },
  ];
  for (const cut of cuts) {
    const got = outcome(() => runPlan(plan, copy(), cut));
    if (!got || !wanted) continue;
    if ('trap' in wanted || 'trap' in got) {
      if ('trap' in wanted !== 'trap' in got) return `one of the two traps: ${JSON.stringify({ wanted, got })}`;
      continue;
    }
    const difference = firstDifference(got.value as RuntimeValue, wanted.value as RuntimeValue);
    if (difference) return JSON.stringify(difference);
  }
  return undefined;
}
