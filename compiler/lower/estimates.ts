/**
 * Upper estimates of the work of statements before they run, from the bounds of their loops. An estimate may be wrong where a
 * program surprises; then a pause comes later than planned, and nothing else happens.
 */
import {
  assignedVariables,
  type Expression,
  type Statement,
  type VariableId,
  walkExpression,
  walkStatements,
} from '../ir/index.js';
import { type Amount, larger, minus, over, plus, smaller, times } from './amounts.js';
import { costOf, costOfStatement } from './costs.js';
import { recognizeCounted } from './counted-loops.js';
import type { FunctionScope } from './function-scope.js';

type Loop = Extract<Statement, { kind: 'loop' }>;
type Call = Extract<Expression, { kind: 'call' }>;
type Side = 'lower' | 'upper';

interface Bounds {
  readonly lower: Amount | undefined;
  readonly upper: Amount | undefined;
}

/** What is known of the variables at the place where the estimate is made. */
interface Knowledge {
  readonly scope: FunctionScope;
  /** Variables that have no value yet, or another one later. */
  readonly unknown: ReadonlySet<VariableId>;
  readonly bounds: ReadonlyMap<VariableId, Bounds>;
  /** Lengths of arrays that have no name here. */
  readonly lengths: ReadonlyMap<VariableId, Amount | undefined>;
  /** Values of variables that get only one. */
  readonly definitions: ReadonlyMap<VariableId, Expression>;
  readonly depth: number;
}

const DEEPEST_CALL = 6;
const LONGEST_TEXT = 4000;
/** An interval this small is a good bound; a larger one says little about what happens. */
const TELLING_BOUND = 4096;

/** Work of one round of the loop, tests included. To be used after `init` has run. Undefined when no bound can be told. */
export function estimateRound(scope: FunctionScope, loop: Loop): Amount | undefined {
  const outside = knowledgeAt(scope, [loop]);
  const inside = within(outside, loop, (counter) => ({ start: current(scope, counter) }));
  return concise(workOfRound(inside, loop));
}

/** Work of the whole loop, before `init` has run. */
export function estimateLoop(scope: FunctionScope, loop: Loop): Amount | undefined {
  return concise(workOfLoop(knowledgeAt(scope, [loop]), loop));
}

/** Work of a call, before its arguments have been evaluated. */
export function estimateCall(scope: FunctionScope, call: Call): Amount | undefined {
  return concise(workOfCall(knowledgeAt(scope, []), call));
}

/** Work of one round of a range block, for a counter in [lower, upper). */
export function estimateIteration(
  scope: FunctionScope,
  body: readonly Statement[],
  counter: VariableId,
  range: { readonly lower: Amount; readonly upper: Amount },
): Amount | undefined {
  const knowledge = knowledgeAt(scope, body);
  const bounds = new Map(knowledge.bounds).set(counter, range);
  const work = workOf({ ...knowledge, bounds, unknown: new Set([...knowledge.unknown, counter]) }, body);
  return concise(work === undefined ? undefined : plus(work, 2));
}

function concise(work: Amount | undefined): Amount | undefined {
  return typeof work === 'string' && work.length > LONGEST_TEXT ? undefined : work;
}

function knowledgeAt(scope: FunctionScope, region: readonly Statement[]): Knowledge {
  return {
    scope,
    unknown: assignedVariables(region),
    bounds: new Map(),
    lengths: new Map(),
    definitions: definitionsIn(scope, region),
    depth: 0,
  };
}

function definitionsIn(scope: FunctionScope, region: readonly Statement[]): Map<VariableId, Expression> {
  const definitions = new Map<VariableId, Expression>();
  walkStatements(region, (statement) => {
    if (statement.kind === 'let' && scope.fn.variables.get(statement.variable)?.mutable === false) {
      definitions.set(statement.variable, statement.value);
    }
  });
  return definitions;
}

function current(scope: FunctionScope, id: VariableId): Amount {
  return `<f64>(${scope.nameOf(id)})`;
}

function workOf(knowledge: Knowledge, statements: readonly Statement[]): Amount | undefined {
  let sum: Amount = 0;
  for (const statement of statements) {
    const work = workOfStatement(knowledge, statement);
    if (work === undefined) return undefined;
    sum = plus(sum, work);
  }
  return sum;
}

function workOfStatement(knowledge: Knowledge, statement: Statement): Amount | undefined {
  if (statement.kind === 'loop') return workOfLoop(knowledge, statement);
  // Waiting takes as long as it takes, and nothing plain can wait.
  if (statement.kind === 'barrier') return undefined;
  const own = plus(costOfStatement(statement), 0);
  const calls = workOfCalls(knowledge, statementExpressions(statement));
  if (calls === undefined) return undefined;
  if (statement.kind !== 'if') return plus(own, calls);
  const then = workOf(knowledge, statement.then);
  const otherwise = workOf(knowledge, statement.otherwise);
  if (then === undefined || otherwise === undefined) return undefined;
  return plus(plus(own, calls), larger(then, otherwise));
}

function statementExpressions(statement: Statement): readonly Expression[] {
  switch (statement.kind) {
    case 'let':
    case 'assign':
    case 'expression':
      return [statement.value];
    case 'store':
      return [statement.array, statement.index, statement.value];
    case 'if':
      return [statement.test];
    case 'return':
      return statement.value ? [statement.value] : [];
    default:
      return [];
  }
}

/** Work behind calls and behind operations on whole arrays in these expressions. */
function workOfCalls(knowledge: Knowledge, expressions: readonly Expression[]): Amount | undefined {
  let sum: Amount | undefined = 0;
  for (const expression of expressions) {
    walkExpression(expression, (inner) => {
      if (sum === undefined) return;
      const work = inner.kind === 'call' ? workOfCall(knowledge, inner) : workOfCopy(knowledge, inner);
      sum = work === undefined ? undefined : plus(sum, work);
    });
  }
  return sum;
}

/** Copying and filling take about a unit for eight bytes; unknown lengths count as short. */
function workOfCopy(knowledge: Knowledge, expression: Expression): Amount {
  if (expression.kind !== 'intrinsic' || expression.name === 'push' || expression.name === 'pop') {
    if (expression.kind === 'newArray' && expression.fill) return boundOf(knowledge, expression.length, 'upper') ?? 0;
    return 0;
  }
  const subject = expression.name === 'set' ? expression.arguments[0]! : expression.receiver;
  return lengthBound(knowledge, subject) ?? 0;
}

function workOfLoop(knowledge: Knowledge, loop: Loop): Amount | undefined {
  const counted = recognizeCounted(loop);
  if (!counted) return undefined;
  const before = workOf(knowledge, loop.init);
  const inside = within(knowledge, loop, () => ({ start: undefined }));
  const { lower, upper } = inside.bounds.get(counted.counter) ?? { lower: undefined, upper: undefined };
  const round = workOfRound(inside, loop);
  if (before === undefined || round === undefined || lower === undefined || upper === undefined) return undefined;
  const rounds = larger(plus(over(minus(upper, lower), Math.abs(counted.step)), 1), 0);
  return plus(before, times(rounds, round));
}

function workOfRound(inside: Knowledge, loop: Loop): Amount | undefined {
  const test = workOfCalls(inside, [loop.test]);
  const body = workOf(inside, loop.body);
  const update = workOf(inside, loop.update);
  if (test === undefined || body === undefined || update === undefined) return undefined;
  return plus(plus(costOf(loop.test) + 1, test), plus(body, update));
}

/** The knowledge inside of a loop: its counter lies between its start and its bound. */
function within(outside: Knowledge, loop: Loop, startAt: (counter: VariableId) => { start: Amount | undefined }): Knowledge {
  const assigned = assignedVariables([loop]);
  const knowledge: Knowledge = {
    ...outside,
    unknown: new Set([...outside.unknown, ...assigned]),
    definitions: new Map([...outside.definitions, ...definitionsIn(outside.scope, [loop])]),
  };
  const counted = recognizeCounted(loop);
  if (!counted) return knowledge;
  const { counter, step, bound } = counted;
  const near: Side = step > 0 ? 'lower' : 'upper';
  const start =
    startAt(counter).start ??
    (counted.start ? boundOf(outside, counted.start, near) : undefined) ??
    fromInterval(outside.scope.module.plan.ranges.variable(counter), near);
  const end = boundOf(knowledge, bound, step > 0 ? 'upper' : 'lower');
  const bounds = step > 0 ? { lower: start, upper: end } : { lower: end, upper: start };
  return { ...knowledge, bounds: new Map(knowledge.bounds).set(counter, bounds) };
}

function workOfCall(knowledge: Knowledge, call: Call): Amount | undefined {
  const { module } = knowledge.scope;
  if (knowledge.depth >= DEEPEST_CALL || module.calls.isRecursive(call.callee)) return undefined;
  const fn = module.functionOf(call.callee);
  const bounds = new Map<VariableId, Bounds>();
  const lengths = new Map<VariableId, Amount | undefined>();
  fn.parameters.forEach((parameter, k) => {
    const argument = call.arguments[k]!;
    if (argument.type.kind === 'number') {
      bounds.set(parameter, { lower: boundOf(knowledge, argument, 'lower'), upper: boundOf(knowledge, argument, 'upper') });
    } else lengths.set(parameter, lengthBound(knowledge, argument));
  });
  const assigned = assignedVariables(fn.body);
  for (const parameter of fn.parameters) {
    if (!assigned.has(parameter)) continue;
    bounds.delete(parameter);
    lengths.set(parameter, undefined);
  }
  const definitions = new Map<VariableId, Expression>();
  walkStatements(fn.body, (statement) => {
    if (statement.kind === 'let' && fn.variables.get(statement.variable)?.mutable === false)
      definitions.set(statement.variable, statement.value);
  });
  const unknown = new Set(fn.variables.keys());
  return workOf({ scope: knowledge.scope, unknown, bounds, lengths, definitions, depth: knowledge.depth + 1 }, fn.body);
}

/** The least or greatest value of a number, as far as it can be told. */
function boundOf(knowledge: Knowledge, expression: Expression, side: Side): Amount | undefined {
  const other: Side = side === 'upper' ? 'lower' : 'upper';
  const both = (a: Amount | undefined, b: Amount | undefined, combine: (a: Amount, b: Amount) => Amount): Amount | undefined =>
    a === undefined || b === undefined ? undefined : combine(a, b);
  const bound = (): Amount | undefined => {
    switch (expression.kind) {
      case 'number':
        return expression.value;
      case 'variable':
        return variableBound(knowledge, expression.id, side);
      case 'unary': {
        if (expression.operator !== '-') return undefined;
        const operand = boundOf(knowledge, expression.operand, other);
        return operand === undefined ? undefined : minus(0, operand);
      }
      case 'binary': {
        const { operator, left, right } = expression;
        if (operator === '+') return both(boundOf(knowledge, left, side), boundOf(knowledge, right, side), plus);
        if (operator === '-') return both(boundOf(knowledge, left, side), boundOf(knowledge, right, other), minus);
        if (operator === '*' && isPositive(knowledge, left) && isPositive(knowledge, right)) {
          return both(boundOf(knowledge, left, side), boundOf(knowledge, right, side), times);
        }
        if (right.kind !== 'number') return undefined;
        const operand = boundOf(knowledge, left, side);
        if (operand === undefined) return undefined;
        if (operator === '/' && right.value > 0) return over(operand, right.value);
        if (operator === '>>' || operator === '>>>') return over(operand, 2 ** (right.value & 31));
        return operator === '|' && right.value === 0 ? operand : undefined;
      }
      case 'math': {
        const [first, second] = expression.arguments as [Expression, Expression];
        if (['Math.floor', 'Math.ceil', 'Math.round', 'Math.trunc'].includes(expression.name)) {
          const operand = boundOf(knowledge, first, side);
          return operand === undefined ? undefined : plus(operand, side === 'upper' ? 1 : -1);
        }
        if (expression.name !== 'Math.min' && expression.name !== 'Math.max') return undefined;
        const a = boundOf(knowledge, first, side);
        const b = boundOf(knowledge, second, side);
        // One operand alone bounds a minimum from above, and a maximum from below.
        if ((expression.name === 'Math.min') === (side === 'upper') && (a === undefined || b === undefined)) return a ?? b;
        return both(a, b, expression.name === 'Math.min' ? smaller : larger);
      }
      case 'conditional':
        return both(
          boundOf(knowledge, expression.then, side),
          boundOf(knowledge, expression.otherwise, side),
          side === 'upper' ? larger : smaller,
        );
      case 'length':
        return lengthBound(knowledge, expression.of);
      default:
        return undefined;
    }
  };
  return bound() ?? fromInterval(knowledge.scope.interval(expression), side);
}

function variableBound(knowledge: Knowledge, id: VariableId, side: Side): Amount | undefined {
  const known = knowledge.bounds.get(id);
  if (known) return known[side] ?? fromInterval(knowledge.scope.module.plan.ranges.variable(id), side);
  const definition = knowledge.definitions.get(id);
  if (definition) return boundOf(knowledge, definition, side);
  if (knowledge.unknown.has(id)) return fromInterval(knowledge.scope.module.plan.ranges.variable(id), side);
  return current(knowledge.scope, id);
}

function lengthBound(knowledge: Knowledge, array: Expression): Amount | undefined {
  if (array.kind === 'load') {
    // Rows of a matrix mostly have the same length: the first one stands for all.
    const outer = array.array;
    if (outer.kind !== 'variable' || knowledge.unknown.has(outer.id) || knowledge.scope.module.isGlobal(outer.id))
      return undefined;
    return `<f64>(firstRowLength(${knowledge.scope.nameOf(outer.id)}))`;
  }
  if (array.kind === 'newArray') return boundOf(knowledge, array.length, 'upper');
  if (array.kind === 'arrayLiteral') return array.elements.length;
  if (array.kind === 'string') return array.value.length;
  if (array.kind !== 'variable') return undefined;
  if (knowledge.lengths.has(array.id)) return knowledge.lengths.get(array.id);
  const definition = knowledge.definitions.get(array.id);
  if (definition) return lengthBound(knowledge, definition);
  if (knowledge.unknown.has(array.id)) return undefined;
  const { module } = knowledge.scope;
  return `<f64>(lengthOf(${module.isGlobal(array.id) ? module.globalAddress(array.id) : knowledge.scope.nameOf(array.id)}))`;
}

function isPositive(knowledge: Knowledge, expression: Expression): boolean {
  return knowledge.scope.interval(expression).lo >= 0;
}

function fromInterval(interval: { readonly lo: number; readonly hi: number }, side: Side): Amount | undefined {
  const value = side === 'upper' ? interval.hi : interval.lo;
  return Math.abs(value) <= TELLING_BOUND ? value : undefined;
}
