/**
 * Runs a plan as a cluster would: blocks in order, values by deep copy under the contract, each range cut into shards that are
 * given nothing but the elements their regions name. Any access beyond the regions is an error, as is an overlap of what two shards write.
 */
import {
  type ArrayValue,
  type Expression,
  Interpreter,
  printExpression,
  TYPED_ARRAYS,
  type TypedValue,
  type Value,
  type VariableId,
} from '../../../../compiler/ir/index.js';
import type { ContractItem, Polynomial, Region } from '../../../../compiler/manifest.js';
import type { BlockPlan, PlannedItem, ShardPlan } from '../../../../compiler/shard/index.js';
import { runSteps } from './run-steps.js';

/** Cuts of a range [from, to): ascending numbers strictly inside. */
export type Cut = (from: number, to: number) => readonly number[];

export interface RunStatistics {
  shards: number;
  /** Elements of arrays that shards were given. */
  elements: number;
}

/** A value that range analysis says can not be; -0 is left out, which counts only where it can be told from 0. */
function checkRange(plan: ShardPlan, expression: Expression, value: Value): void {
  if (typeof value !== 'number') return;
  const { lo, hi, integer, nan } = plan.ranges.expression(expression);
  const fits = Number.isNaN(value)
    ? nan
    : lo <= value && value <= hi && (!integer || !Number.isFinite(value) || Number.isInteger(value));
  if (!fits)
    throw new Error(
      `${printExpression(expression)} is ${value}, not in [${lo}, ${hi}]${integer ? ' integer' : ''}${nan ? ' or NaN' : ''}`,
    );
}

const MOST_STEPS = 5_000_000;

export function runPlan(
  plan: ShardPlan,
  values: readonly Value[],
  cut: Cut,
  statistics: RunStatistics = { shards: 0, elements: 0 },
): Value {
  return new PlanRun(plan, values, cut, statistics).run();
}

class PlanRun {
  /** Values by block and name; parameters under 'parameter'. */
  private readonly values = new Map<string, Value>();
  private result: { readonly value: Value } | undefined;

  constructor(
    private readonly plan: ShardPlan,
    values: readonly Value[],
    private readonly cut: Cut,
    private readonly statistics: RunStatistics,
  ) {
    plan.parameters.forEach(({ name }, k) => {
      this.values.set(`parameter.${name}`, values[k]);
    });
  }

  run(): Value {
    const done = new Set<string>();
    for (const block of this.plan.blocks) {
      for (const id of block.after) if (!done.has(id)) throw new Error(`${block.id} comes before ${id}`);
      for (const { item } of block.items) {
        if (item.from && item.from !== 'parameter' && !block.after.includes(item.from))
          throw new Error(`${block.id} does not wait for ${item.from}`);
      }
      if (block.range) this.runRange(block, block.range);
      else if (block.steps) this.runSteps(block, block.steps.range);
      else this.runWhole(block);
      if (this.result) return this.result.value;
      if (block.returns === 'always') throw new Error(`${block.id} should have returned`);
      done.add(block.id);
    }
    throw new Error('no block has returned');
  }

  private input(item: ContractItem): Value {
    if (item.initial !== undefined) return item.initial;
    const key = `${item.from}.${item.source}`;
    if (!this.values.has(key)) throw new Error(`there is no ${key} for ${item.name}`);
    return deepCopy(this.values.get(key));
  }

  private runSteps(block: BlockPlan, range: NonNullable<BlockPlan['steps']>['range']): void {
    const scalars = this.scalarsOf(block);
    const from = evaluatePolynomial(range.from, scalars);
    const to = evaluatePolynomial(range.to, scalars);
    const bounds = from < to ? [from, ...this.cut(from, to), to] : [from, from];
    const ranges = bounds.slice(1).map((hi, k) => ({ lo: bounds[k]!, hi }));
    const inputs = new Map(block.items.map(({ item }) => [item.name, this.input(item)]));
    const onValue = (expression: Expression, value: Value): void => checkRange(this.plan, expression, value);
    this.statistics.shards += ranges.length;
    for (const [name, value] of runSteps({ plan: this.plan, block, inputs, ranges, onValue }))
      this.values.set(`${block.id}.${name}`, value);
  }

  private runWhole(block: BlockPlan): void {
    const { fn, items } = block;
    const incoming = items.filter(({ item }) => item.mode !== 'out');
    if (incoming.some(({ variable }, k) => fn.parameters[k] !== variable))
      throw new Error(`parameters of ${block.id} do not match its items`);
    const onValue = (expression: Expression, value: Value): void => checkRange(this.plan, expression, value);
    const interpreter = new Interpreter(this.plan, { maximumSteps: MOST_STEPS, onValue });
    const frame = new Map(incoming.map(({ item, variable }) => [variable, this.input(item)]));
    const signal = interpreter.run(fn.body, frame);
    if (signal?.kind === 'return') {
      if (block.returns === 'never') throw new Error(`${block.id} must not return`);
      this.result = { value: signal.value };
      return;
    }
    for (const { item, variable } of items) {
      if (item.mode === 'in') continue;
      if (!frame.has(variable)) throw new Error(`${block.id} leaves no ${item.name}`);
      this.values.set(`${block.id}.${item.name}`, deepCopy(frame.get(variable)));
    }
  }

  private runRange(block: BlockPlan, range: NonNullable<BlockPlan['range']>): void {
    const { items, fn } = block;
    const parameters = [...items.map(({ variable }) => variable), range.counter];
    if (fn.parameters.some((id, k) => id !== parameters[k])) throw new Error(`parameters of ${block.id} do not match its items`);
    const scalars = this.scalarsOf(block);
    const whole = new Map(items.map((planned) => [planned, this.wholeValue(planned, scalars)]));
    for (const [{ item }, value] of whole) if (isArray(value)) scalars.set(`${item.name}.length`, value.length);
    const from = evaluatePolynomial(range.from, scalars);
    const to = evaluatePolynomial(range.to, scalars);
    const bounds = from < to ? [from, ...this.cut(from, to), to] : [];
    const written = new Map<ContractItem, Uint8Array>();
    const terms: number[] = [];
    const results = new Map([...whole].map(([{ item }, value]) => [item, deepCopy(value)]));
    for (let k = 0; k + 1 < bounds.length; k++) {
      const limits = new Map([...scalars, ['lo', bounds[k]!], ['hi', bounds[k + 1]!]]) as Map<string, number>;
      this.runShard(block, range, limits, whole, results, written, terms);
      this.statistics.shards++;
    }
    for (const { item } of items) {
      if (item.mode === 'in') continue;
      const value = item.mode === 'reduce' ? fold(item, scalars.get(item.name)!, terms) : results.get(item);
      this.values.set(`${block.id}.${item.name}`, value);
    }
  }

  private scalarsOf(block: BlockPlan): Map<string, number> {
    const scalars = new Map<string, number>();
    for (const { item } of block.items) {
      if (item.type.kind === 'number') scalars.set(item.name, this.input(item) as number);
      if (item.mode === 'out') continue;
      const value = this.input(item);
      if (isArray(value)) scalars.set(`${item.name}.length`, value.length);
    }
    return scalars;
  }

  private wholeValue({ item }: PlannedItem, scalars: ReadonlyMap<string, number>): Value {
    if (item.mode !== 'out') return this.input(item);
    if (!item.fresh) throw new Error(`${item.name} is neither given nor fresh`);
    const length = evaluatePolynomial(item.fresh.length, scalars);
    if (item.type.kind === 'typed') return new TYPED_ARRAYS[item.type.element](length).fill(item.fresh.fill);
    const { fill } = item.fresh;
    return Array.from({ length }, () => fill);
  }

  private runShard(
    block: BlockPlan,
    range: NonNullable<BlockPlan['range']>,
    limits: ReadonlyMap<string, number>,
    whole: ReadonlyMap<PlannedItem, Value>,
    results: Map<ContractItem, Value>,
    written: Map<ContractItem, Uint8Array>,
    terms: number[],
  ): void {
    const windows = new Map<Value, readonly [number, number]>();
    const frame = new Map<VariableId, Value>(
      [...whole].map(([{ item, variable }, value]) => {
        if (!isArray(value)) return [variable, item.mode === 'reduce' ? 12345 : deepCopy(value)] as const;
        const [first, end] = evaluateRegion(item.region, value.length, limits);
        const part = cutOut(value, first, end);
        this.statistics.elements += Math.max(0, end - first);
        windows.set(part, [first, end]);
        return [variable, part] as const;
      }),
    );
    const interpreter = new Interpreter(this.plan, {
      maximumSteps: MOST_STEPS,
      onValue: (expression, value) => checkRange(this.plan, expression, value),
      onAccess: (array, index) => {
        const window = windows.get(array);
        if (window && !(window[0] <= index && index < window[1])) {
          throw new Error(`${block.id} [${limits.get('lo')}, ${limits.get('hi')}): element ${index} lies outside of [${window})`);
        }
      },
    });
    if (interpreter.run(range.prologue, frame)) throw new Error('the prologue returns');
    for (let k = limits.get('lo')!; k < limits.get('hi')!; k++) {
      frame.set(range.counter, k);
      const signal = interpreter.run(block.fn.body, frame);
      if (signal) throw new Error(`an iteration of ${block.id} ends with ${signal.kind}`);
      if (block.term) terms.push(interpreter.evaluate(block.term, frame) as number);
    }
    for (const { item, variable } of block.items) {
      if (!item.written) continue;
      const part = frame.get(variable) as ArrayValue;
      const result = results.get(item) as ArrayValue;
      const [first, end] = evaluateRegion(item.written, result.length, limits);
      const seen = written.get(item) ?? new Uint8Array(result.length);
      written.set(item, seen);
      for (let k = first; k < end; k++) {
        if (seen[k] !== 0) throw new Error(`two shards of ${block.id} write ${item.name}[${k}]`);
        seen[k] = 1;
        (result as Value[])[k] = deepCopy(part[k]);
      }
    }
  }
}

/** A copy in which no two places share storage, as after a way between machines. */
function deepCopy<T extends Value>(value: T): T {
  if (Array.isArray(value)) return value.map(deepCopy) as T;
  if (ArrayBuffer.isView(value)) return (value as TypedValue).slice() as T;
  if (typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([name, field]) => [name, deepCopy(field as Value)])) as T;
}

function isArray(value: Value): value is ArrayValue {
  return Array.isArray(value) || ArrayBuffer.isView(value);
}

/** A copy in which elements outside of [first, end) hold nonsense. */
function cutOut(value: ArrayValue, first: number, end: number): ArrayValue {
  const copy = deepCopy(value);
  for (let k = 0; k < copy.length; k++) if (k < first || k >= end) (copy as Value[])[k] = 99;
  return copy;
}

export function evaluatePolynomial(polynomial: Polynomial, values: ReadonlyMap<string, number>): number {
  let sum = 0;
  for (const { coefficient, factors } of polynomial) {
    sum += factors.reduce((product, factor) => {
      const value = values.get(factor);
      if (value === undefined) throw new Error(`'${factor}' of a polynomial is no input`);
      return product * value;
    }, coefficient);
  }
  return sum;
}

/** Clamped to the array; a bound that is NaN is that of the array. */
function evaluateRegion(region: Region, length: number, values: ReadonlyMap<string, number>): [number, number] {
  if (region.kind === 'all') return [0, length];
  const clamp = (value: number): number => Math.min(Math.max(value, 0), length);
  const from = evaluatePolynomial(region.from, values);
  const to = evaluatePolynomial(region.to, values);
  return [Number.isNaN(from) ? 0 : clamp(from), Number.isNaN(to) ? length : clamp(to)];
}

function fold(item: ContractItem, initial: number, terms: readonly number[]): number {
  const combine = {
    '+': (a: number, b: number) => a + b,
    '*': (a: number, b: number) => a * b,
    min: (a: number, b: number) => Math.min(a, b),
    max: (a: number, b: number) => Math.max(a, b),
  }[item.fold!];
  return terms.reduce(combine, initial);
}
