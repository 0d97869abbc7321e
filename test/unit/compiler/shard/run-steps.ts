/** Runs a stepped block as several shards would, phase by phase; between two phases nothing goes from one to another but what the plan of their exchange says. */
import {
  type ArrayValue,
  type Expression,
  Interpreter,
  type Statement,
  type Value,
  type VariableId,
} from '../../../../compiler/ir/index.js';
import type { BlockManifest } from '../../../../compiler/manifest.js';
import type { BlockPlan, ShardPlan } from '../../../../compiler/shard/index.js';
import { ExchangePlan } from '../../../../runtime/orchestrator/stepped/exchange-plan.js';
import { Phases } from '../../../../runtime/orchestrator/stepped/phases.js';

const MOST_STEPS = 5_000_000;
const NONSENSE = 99;

interface Setting {
  readonly plan: ShardPlan;
  readonly block: BlockPlan;
  readonly inputs: ReadonlyMap<string, Value>;
  readonly ranges: readonly { readonly lo: number; readonly hi: number }[];
  readonly onValue: (expression: Expression, value: Value) => void;
}

/** The arrays that the block has written, by name. */
export function runSteps({ plan, block, inputs, ranges: cut, onValue }: Setting): ReadonlyMap<string, Value> {
  const { lo, hi, description } = block.steps!;
  const manifest = { id: block.id, kind: block.kind, steps: description } as unknown as BlockManifest;
  const environment = {
    scalars: new Map([...inputs].flatMap(([name, value]) => (typeof value === 'number' ? [[name, value]] : []))),
    lengths: new Map([...inputs].flatMap(([name, value]) => (isArray(value) ? [[name, value.length]] : []))),
  } as ConstructorParameters<typeof Phases>[1];
  const phases = new Phases(manifest, environment);
  const ranges = phases.cover(cut);
  const exchange = new ExchangePlan(manifest, environment, ranges);
  const shards = ranges.map((range) => {
    const layout = phases.layout(range);
    const frame = new Map<VariableId, Value>([
      [lo, range.lo],
      [hi, range.hi],
    ]);
    for (const { item, variable } of block.items) {
      const value = copy(inputs.get(item.name)!);
      const part = layout.get(item.name);
      if (isArray(value) && part) for (let k = 0; k < value.length; k++) if (k < part.from || k >= part.to) value[k] = NONSENSE;
      frame.set(variable, value);
    }
    return { frame, interpreter: new Interpreter(plan, { maximumSteps: MOST_STEPS, onValue }) };
  });
  const all = (work: (shard: (typeof shards)[number]) => unknown): void => {
    for (const shard of shards) if (work(shard)) throw new Error(`a step of ${block.id} is left early`);
  };
  const arrayOf = (shard: number, name: string): Value[] =>
    shards[shard]!.frame.get(block.items.find(({ item }) => item.name === name)!.variable) as Value[];
  const at = block.fn.body.findIndex((statement) => statement.kind === 'loop' && statement.id === block.steps!.loop);
  const loop = block.fn.body[at] as Extract<Statement, { kind: 'loop' }>;
  all(({ interpreter, frame }) => interpreter.run([...block.fn.body.slice(0, at), ...loop.init], frame));
  let barrier = 0;
  while (shards[0]!.interpreter.evaluate(loop.test, shards[0]!.frame)) {
    for (const phase of partsOf(loop.body)) {
      for (const { item, from, to, source, target } of exchange.transfersAt(barrier)) {
        for (let k = from; k < to; k++) arrayOf(target, item)[k] = arrayOf(source, item)[k]!;
      }
      all(({ interpreter, frame }) => interpreter.run(phase, frame));
      barrier++;
    }
    all(({ interpreter, frame }) => interpreter.run(loop.update, frame));
  }
  if (barrier !== exchange.barriers) throw new Error(`${block.id} has ${barrier} barriers, not ${exchange.barriers}`);
  const results = new Map(
    block.items.flatMap(({ item }) => (item.mode === 'in' ? [] : [[item.name, copy(inputs.get(item.name)!)]])),
  );
  ranges.forEach((_, shard) => {
    for (const { item, from, to } of exchange.results(shard)) {
      for (let k = from; k < to; k++) (results.get(item) as Value[])[k] = arrayOf(shard, item)[k]!;
    }
  });
  return results as ReadonlyMap<string, Value>;
}

/** The phases of a step, each behind its barrier. */
function partsOf(body: readonly Statement[]): Statement[][] {
  const parts: Statement[][] = [];
  for (const statement of body) {
    if (statement.kind === 'barrier') parts.push([]);
    else parts.at(-1)!.push(statement);
  }
  return parts;
}

function isArray(value: Value): value is ArrayValue & Value[] {
  return Array.isArray(value) || ArrayBuffer.isView(value);
}

/** Of an array of numbers, which is all that steps exchange. */
function copy(value: Value): Value {
  return isArray(value) ? (value.slice() as Value) : value;
}
