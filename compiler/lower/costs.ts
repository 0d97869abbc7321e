/** Rough costs of single operations, in units of fuel. They decide how often a block looks at its suspend flag, nothing else. */
import { type Expression, expressionsOf, type Statement, walkExpression } from '../ir/index.js';

const CALL = 4;
const ALLOCATION = 40;

/** The expression's own work; calls count for the calling alone. */
export function costOf(expression: Expression): number {
  let cost = 0;
  walkExpression(expression, (inner) => {
    cost += ownCost(inner);
  });
  return cost;
}

/** The statement's own work, without the statements nested in it. */
export function costOfStatement(statement: Statement): number {
  return 1 + expressionsOf(statement).reduce((sum, expression) => sum + costOf(expression), 0);
}

function ownCost(expression: Expression): number {
  switch (expression.kind) {
    case 'number':
    case 'boolean':
    case 'string':
    case 'variable':
      return 0;
    case 'binary':
      return expression.operator === '**' ? 60 : expression.operator === '%' ? 15 : expression.operator === '/' ? 8 : 1;
    case 'math':
      return MATH_COSTS[expression.name] ?? 40;
    case 'load':
      return 3;
    case 'charCode':
      return 3;
    case 'call':
      return CALL + expression.arguments.length;
    case 'newArray':
    case 'arrayLiteral':
    case 'record':
      return ALLOCATION;
    case 'intrinsic':
      return expression.name === 'push' || expression.name === 'pop' ? 6 : ALLOCATION;
    default:
      return 1;
  }
}

const MATH_COSTS: Readonly<Record<string, number>> = {
  'Math.abs': 1,
  'Math.ceil': 2,
  'Math.clz32': 1,
  'Math.floor': 2,
  'Math.fround': 1,
  'Math.hypot': 40,
  'Math.imul': 1,
  'Math.max': 2,
  'Math.min': 2,
  'Math.round': 4,
  'Math.sign': 2,
  'Math.sqrt': 10,
  'Math.trunc': 2,
  'Number.isFinite': 2,
  'Number.isInteger': 3,
  'Number.isNaN': 1,
  'Number.isSafeInteger': 3,
};
