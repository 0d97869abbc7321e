/**
 * Range analysis: abstract interpretation over intervals (Cousot and Cousot, "Static determination of dynamic properties of
 * programs", 1976), flow-sensitive in a function, with one summary for each function. Sound for every run that does not trap.
 */
import type { Expression, FunctionId, IrFunction, IrGlobal, LoopId, Statement, VariableId } from '../ir/index.js';
import type { RangeInfo } from '../shard/plan.js';
import { boundAccumulators } from './accumulators.js';
import { type Environment, joinEnvironments, refineByTest, restrict, widenEnvironment } from './environment.js';
import { type EvaluationContext, evaluateInterval, quietly } from './evaluate.js';
import { ANY, equalIntervals, type Interval, isNone, join, NONE, UINT31_MAX, widen } from './interval.js';
import { ZeroSigns } from './zero-signs.js';

export interface RangeRoot {
  readonly fn: IrFunction;
  /** What the numeric parameters may hold; ANY for those that are not listed. */
  readonly parameters: ReadonlyMap<VariableId, Interval>;
  /** Numeric variables whose last value goes out of the function, beside the returned one. */
  readonly observed?: ReadonlySet<VariableId>;
}

export interface RangeProgram {
  /** Functions that run with arguments from outside. */
  readonly roots: readonly RangeRoot[];
  /** Functions that roots and each other call. */
  readonly functions: ReadonlyMap<FunctionId, IrFunction>;
  readonly globals: readonly IrGlobal[];
}

export interface Ranges extends RangeInfo {
  /** What the numeric variables in scope may hold just before the statement; undefined when it is never reached. */
  before(statement: Statement): Environment | undefined;
}

export function analyseRanges(program: RangeProgram): Ranges {
  return new RangeAnalysis(program).run();
}

/** A new array's length is truncated to an integer; other values are an error, so that none of them goes on from here. */
const LENGTH: Interval = { lo: 0, hi: UINT31_MAX, integer: false, negativeZero: true, nan: true };

/** Rounds after which bounds that still move are pushed out. */
const PATIENCE = 3;

class RangeAnalysis implements EvaluationContext, Ranges {
  private readonly parameters = new Map<FunctionId, Interval[]>();
  private readonly results = new Map<FunctionId, Interval>();
  private readonly variables = new Map<VariableId, Interval>();
  private readonly expressions = new Map<Expression, Interval>();
  private readonly environments = new Map<Statement, Environment>();
  private readonly elements = new Map<VariableId, Interval>();
  private readonly zeroSigns: ZeroSigns;
  private recording = false;
  private changed = false;
  private round = 0;
  /** Where control goes at `continue` and `break`, by loop. */
  private readonly exits = new Map<LoopId, { breaks: Environment | undefined; continues: Environment | undefined }>();
  private returned: Interval = NONE;
  /** Heads of loops as they were found last, for the environment at the start and the results of functions at that time. */
  private readonly heads = new Map<
    LoopId,
    { readonly start: Environment; readonly head: Environment; readonly results: number }
  >();
  private resultsVersion = 0;

  constructor(private readonly program: RangeProgram) {
    for (const { variable, value } of program.globals) {
      if (value.kind !== 'arrayLiteral' || value.type.kind !== 'array' || value.type.element.kind !== 'number') continue;
      const all = value.elements.map((element) => evaluateInterval(element, new Map(), this));
      this.elements.set(variable.id, all.reduce(join, NONE));
    }
    this.zeroSigns = new ZeroSigns(program, (expression) => this.expressions.get(expression) ?? ANY);
  }

  run(): Ranges {
    do {
      this.changed = false;
      this.pass();
      this.round++;
    } while (this.changed);
    this.recording = true;
    this.pass();
    this.zeroSigns.solve();
    return this;
  }

  variable(id: VariableId): Interval {
    const interval = this.variables.get(id) ?? ANY;
    return interval.negativeZero && !this.zeroSigns.variableMatters(id) ? { ...interval, negativeZero: false } : interval;
  }

  expression(expression: Expression): Interval {
    const known = this.expressions.get(expression);
    const interval = known ?? evaluateInterval(expression, this.variables, this.quiet());
    if (!interval.negativeZero || !known) return interval;
    return this.zeroSigns.expressionMatters(expression) ? interval : { ...interval, negativeZero: false };
  }

  result(id: FunctionId): Interval {
    const interval = this.results.get(id) ?? ANY;
    return interval.negativeZero && !this.zeroSigns.resultMatters(id) ? { ...interval, negativeZero: false } : interval;
  }

  before(statement: Statement): Environment | undefined {
    return this.environments.get(statement);
  }

  call(callee: FunctionId, values: readonly Interval[]): Interval {
    const fn = this.program.functions.get(callee);
    if (!fn) return ANY;
    const known = this.parameters.get(callee);
    const next = fn.parameters.map((_, k) => {
      const before = known?.[k] ?? NONE;
      const after = join(before, values[k] ?? ANY);
      return this.round > PATIENCE ? widen(before, after) : after;
    });
    if (!known || next.some((interval, k) => !equalIntervals(interval, known[k]!))) {
      this.parameters.set(callee, next);
      this.changed = true;
    }
    return this.results.get(callee) ?? NONE;
  }

  globalElements(id: VariableId): Interval | undefined {
    return this.elements.get(id);
  }

  record(expression: Expression, interval: Interval): void {
    if (!this.recording) return;
    // A node may stand in several places: what holds for it must hold in all of them.
    this.expressions.set(expression, join(this.expressions.get(expression) ?? NONE, interval));
  }

  private quiet(): EvaluationContext {
    return { call: (callee) => this.results.get(callee) ?? ANY, globalElements: (id) => this.elements.get(id) };
  }

  private pass(): void {
    for (const { fn, parameters } of this.program.roots) {
      this.analyse(fn, (id) => parameters.get(id) ?? ANY);
    }
    for (const fn of this.program.functions.values()) {
      const given = this.parameters.get(fn.id);
      if (!given) continue;
      const result = this.analyse(fn, (id) => given[fn.parameters.indexOf(id)] ?? ANY);
      const before = this.results.get(fn.id) ?? NONE;
      const joined = join(before, result);
      const after = this.round > PATIENCE ? widen(before, joined) : joined;
      if (equalIntervals(before, after)) continue;
      this.results.set(fn.id, after);
      this.resultsVersion++;
      this.changed = true;
    }
  }

  /** Gives the interval of the numbers that the function returns. */
  private analyse(fn: IrFunction, parameter: (id: VariableId) => Interval): Interval {
    this.returned = NONE;
    let environment: Environment = new Map();
    for (const id of fn.parameters) {
      if (fn.variables.get(id)?.type.kind === 'number') environment = this.assign(id, parameter(id), environment);
    }
    this.statements(fn.body, environment);
    return this.returned;
  }

  private assign(id: VariableId, value: Interval, environment: Environment): Environment {
    if (this.recording) this.variables.set(id, join(this.variables.get(id) ?? NONE, value));
    const next = new Map(environment);
    next.set(id, value);
    return next;
  }

  private evaluate(expression: Expression, environment: Environment): Interval {
    return evaluateInterval(expression, environment, this);
  }

  private refine(test: Expression, truth: boolean, environment: Environment): Environment | undefined {
    return refineByTest(test, truth, environment, quietly(this));
  }

  private statements(list: readonly Statement[], environment: Environment | undefined): Environment | undefined {
    let current = environment;
    for (const statement of list) {
      if (!current) return undefined;
      if (this.recording) {
        this.environments.set(statement, joinEnvironments(this.environments.get(statement), current)!);
      }
      current = this.statement(statement, current);
    }
    return current;
  }

  private statement(statement: Statement, environment: Environment): Environment | undefined {
    switch (statement.kind) {
      case 'let':
      case 'assign': {
        const value = this.evaluate(statement.value, environment);
        const after = this.afterAllocations(statement.value, environment);
        if (!after || statement.value.type.kind !== 'number') return after;
        // A call that never returns leaves nothing behind it.
        return isNone(value) ? undefined : this.assign(statement.variable, value, after);
      }
      case 'store': {
        for (const part of [statement.array, statement.index, statement.value]) this.evaluate(part, environment);
        const inBounds: Interval = { lo: 0, hi: UINT31_MAX - 1, integer: true, negativeZero: true, nan: false };
        return restrict(statement.index, inBounds, environment, quietly(this));
      }
      case 'expression':
        this.evaluate(statement.value, environment);
        return this.afterAllocations(statement.value, environment);
      case 'if': {
        this.evaluate(statement.test, environment);
        const then = this.refine(statement.test, true, environment);
        const otherwise = this.refine(statement.test, false, environment);
        return joinEnvironments(
          then && this.statements(statement.then, then),
          otherwise && this.statements(statement.otherwise, otherwise),
        );
      }
      case 'loop':
        return this.loop(statement, environment);
      case 'break': {
        const exits = this.exits.get(statement.loop);
        if (exits) exits.breaks = joinEnvironments(exits.breaks, environment);
        return undefined;
      }
      case 'continue': {
        const exits = this.exits.get(statement.loop);
        if (exits) exits.continues = joinEnvironments(exits.continues, environment);
        return undefined;
      }
      case 'return':
        if (statement.value) {
          const value = this.evaluate(statement.value, environment);
          if (statement.value.type.kind === 'number') this.returned = join(this.returned, value);
        }
        return undefined;
      case 'throw':
        return undefined;
      case 'barrier':
        return environment;
    }
  }

  /** An array that could be made tells about its length. */
  private afterAllocations(value: Expression, environment: Environment): Environment | undefined {
    return value.kind === 'newArray' ? restrict(value.length, LENGTH, environment, quietly(this)) : environment;
  }

  private loop(statement: Extract<Statement, { kind: 'loop' }>, environment: Environment): Environment | undefined {
    const start = this.statements(statement.init, environment);
    if (!start) return undefined;
    const recording = this.recording;
    this.recording = false;
    const head = this.headOf(statement, start);
    this.recording = recording;
    this.note(head, start);
    const { breaks } = this.turn(statement, head);
    this.evaluate(statement.test, head);
    return joinEnvironments(this.refine(statement.test, false, head), breaks);
  }

  /** What holds whenever the loop's test is about to be evaluated. */
  private headOf(statement: Extract<Statement, { kind: 'loop' }>, start: Environment): Environment {
    const known = this.heads.get(statement.id);
    if (known?.results === this.resultsVersion && isSameEnvironment(known.start, start)) return known.head;
    let head = start;
    for (let round = 0; ; round++) {
      const next = joinEnvironments(start, this.turn(statement, head).again)!;
      if (includes(head, next)) break;
      head = round < 1 ? joinEnvironments(head, next)! : widenEnvironment(head, next);
    }
    // Any number of further turns may only narrow what is a valid answer already.
    for (let round = 0; round < 2; round++) head = joinEnvironments(start, this.turn(statement, head).again)!;
    head = boundAccumulators(statement, start, head);
    this.heads.set(statement.id, { start, head, results: this.resultsVersion });
    return head;
  }

  /** Values that meet at the head of a loop were recorded where they were assigned. */
  private note(head: Environment, start: Environment): void {
    if (!this.recording) return;
    for (const [id, interval] of head) {
      if (start.get(id) !== interval) this.variables.set(id, join(this.variables.get(id) ?? NONE, interval));
    }
  }

  /** One turn from the head of the loop to the head. */
  private turn(
    statement: Extract<Statement, { kind: 'loop' }>,
    head: Environment,
  ): { again: Environment | undefined; breaks: Environment | undefined } {
    const exits: { breaks: Environment | undefined; continues: Environment | undefined } = {
      breaks: undefined,
      continues: undefined,
    };
    this.exits.set(statement.id, exits);
    this.evaluate(statement.test, head);
    const inside = this.refine(statement.test, true, head);
    const end = inside && this.statements(statement.body, inside);
    const next = joinEnvironments(end, exits.continues);
    const again = next && this.statements(statement.update, next);
    return { again, breaks: exits.breaks };
  }
}

function isSameEnvironment(a: Environment, b: Environment): boolean {
  if (a === b) return true;
  if (a.size !== b.size) return false;
  for (const [id, interval] of a) {
    const other = b.get(id);
    if (!other || (other !== interval && !equalIntervals(interval, other))) return false;
  }
  return true;
}

/** Whether each variable's interval in `a` holds that in `b`. */
function includes(a: Environment, b: Environment): boolean {
  for (const [id, interval] of a) {
    const other = b.get(id);
    if (other && other !== interval && !equalIntervals(join(interval, other), interval)) return false;
  }
  return true;
}
