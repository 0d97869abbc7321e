/** How much work statements are, in abstract operations: about one for each operator, more for memory and Math. */
import { type Expression, type FunctionId, type IrFunction, operandsOf, type Statement } from '../ir/index.js';
import { asCountedLoop } from './loops.js';

export interface Cost {
  readonly operations: number;
  /** False when a loop runs a number of times that only the data tell; it counts as GUESSED_TURNS turns then. */
  readonly known: boolean;
  /** Whether there is a loop that may run long, or a call of a function with one. */
  readonly repeats: boolean;
}

const GUESSED_TURNS = 16;
const MEMORY = 2;
const IMPORTED_MATH = 20;
const CHEAP_MATH = new Set([
  'Math.abs',
  'Math.min',
  'Math.max',
  'Math.floor',
  'Math.ceil',
  'Math.trunc',
  'Math.imul',
  'Math.clz32',
  'Math.sqrt',
  'Math.fround',
  'Math.round',
  'Math.sign',
]);

const NOTHING: Cost = { operations: 0, known: true, repeats: false };

export type Functions = ReadonlyMap<FunctionId, IrFunction>;

export function costOf(statements: readonly Statement[], functions: Functions, depth = 0): Cost {
  return statements.map((statement) => statementCost(statement, functions, depth)).reduce(add, NOTHING);
}

function add(a: Cost, b: Cost): Cost {
  return { operations: a.operations + b.operations, known: a.known && b.known, repeats: a.repeats || b.repeats };
}

function statementCost(statement: Statement, functions: Functions, depth: number): Cost {
  const value = (expression: Expression): Cost => expressionCost(expression, functions, depth);
  switch (statement.kind) {
    case 'let':
    case 'assign':
    case 'expression':
      return value(statement.value);
    case 'store':
      return [value(statement.index), value(statement.value), { ...NOTHING, operations: MEMORY }].reduce(add);
    case 'if': {
      const then = costOf(statement.then, functions, depth);
      const otherwise = costOf(statement.otherwise, functions, depth);
      const heavier = then.operations >= otherwise.operations ? then : otherwise;
      return add(value(statement.test), {
        ...heavier,
        known: then.known && otherwise.known,
        repeats: then.repeats || otherwise.repeats,
      });
    }
    case 'loop': {
      const turns = turnsOf(statement);
      const turn = [
        value(statement.test),
        costOf(statement.body, functions, depth),
        costOf(statement.update, functions, depth),
      ].reduce(add);
      const all = { ...turn, operations: turn.operations * (turns ?? GUESSED_TURNS) };
      return add(costOf(statement.init, functions, depth), turns === undefined ? { ...all, known: false, repeats: true } : all);
    }
    case 'return':
      return statement.value ? value(statement.value) : NOTHING;
    default:
      return NOTHING;
  }
}

/** The number of turns of a loop from one constant to another. */
function turnsOf(loop: Extract<Statement, { kind: 'loop' }>): number | undefined {
  const counted = asCountedLoop(loop);
  const [limit] = counted?.limits ?? [];
  if (counted?.from.kind !== 'number' || limit?.bound.kind !== 'number') return undefined;
  const steps = (limit.bound.value - counted.from.value) / counted.step;
  return Math.max(0, limit.inclusive ? Math.floor(steps) + 1 : Math.ceil(steps));
}

function expressionCost(expression: Expression, functions: Functions, depth: number): Cost {
  const operands = operandsOf(expression).map((operand) => expressionCost(operand, functions, depth));
  const inner = operands.reduce(add, NOTHING);
  return add(inner, ownCost(expression, functions, depth));
}

function ownCost(expression: Expression, functions: Functions, depth: number): Cost {
  const cost = (operations: number): Cost => ({ ...NOTHING, operations });
  switch (expression.kind) {
    case 'number':
    case 'boolean':
    case 'string':
    case 'variable':
      return NOTHING;
    case 'load':
    case 'charCode':
      return cost(MEMORY);
    case 'math':
      return cost(CHEAP_MATH.has(expression.name) ? 1 : IMPORTED_MATH);
    case 'call': {
      const callee = functions.get(expression.callee);
      if (!callee || depth > 4) return { operations: IMPORTED_MATH, known: false, repeats: true };
      return add(cost(2), costOf(callee.body, functions, depth + 1));
    }
    case 'newArray':
    case 'intrinsic':
    case 'arrayLiteral':
      return cost(2 * MEMORY);
    default:
      return cost(1);
  }
}
