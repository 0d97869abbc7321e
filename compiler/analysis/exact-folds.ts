/**
 * Folds of which parts may be put together in any grouping with the same bits: whole numbers, int32 arithmetic, bits and extremes. Their
 * running values can be read, too, because each part can be told what the parts before it come to (prefix sums in two passes;
 * Blelloch, "Prefix sums and their applications", 1990). Sums of doubles are no such folds: (a + b) + c is not a + (b + c).
 */
import {
  type Expression,
  expressionsOf,
  type IrFunction,
  type Statement,
  standsInLoop,
  type VariableId,
  variablesRead,
  walkExpression,
  walkStatements,
} from '../ir/index.js';
import { type Interval, isInt32 } from './interval.js';
import type { Loop } from './loops.js';
import type { Ranges } from './ranges.js';

/** `wrap+` is `(a + b) | 0`. */
export type ExactOperator = '+' | 'wrap+' | '^' | '|' | '&' | 'min' | 'max';

export interface ExactFold {
  readonly variable: VariableId;
  readonly operator: ExactOperator;
  /** What changes nothing. */
  readonly neutral: number;
  /** Whether the loop reads what has been folded so far. */
  readonly scanned: boolean;
}

/** With terms of at most this, 2^31 of them stay exact. */
const GREATEST_TERM = 2 ** 21;
const GREATEST_START = 2 ** 52;

export function asExactFold(
  fn: IrFunction,
  loop: Loop,
  variable: VariableId,
  writes: readonly Statement[],
  ranges: Ranges,
): ExactFold | undefined {
  if (fn.variables.get(variable)?.type.kind !== 'number') return undefined;
  const operators = new Set<ExactOperator>();
  const start = ranges.before(loop)?.get(variable);
  for (const statement of writes) {
    const update = statement.kind === 'assign' ? updateOf(statement.value, variable) : undefined;
    if (!update || !start || !isExact(update, start, ranges)) return undefined;
    operators.add(update.operator);
  }
  const [operator] = operators;
  if (operator === undefined || operators.size > 1) return undefined;
  if (operator === '+' && !isBounded(loop, writes, variable, ranges)) return undefined;
  if (readsIn([...loop.init, ...loop.update], variable) > 0 || variablesRead(loop.test).has(variable)) return undefined;
  return { variable, operator, neutral: NEUTRAL[operator], scanned: readsIn(loop.body, variable) > writes.length };
}

const NEUTRAL: Readonly<Record<ExactOperator, number>> = {
  '+': 0,
  'wrap+': 0,
  '^': 0,
  '|': 0,
  '&': -1,
  min: Number.POSITIVE_INFINITY,
  max: Number.NEGATIVE_INFINITY,
};

interface Update {
  readonly operator: ExactOperator;
  readonly term: Expression;
}

function updateOf(value: Expression, variable: VariableId): Update | undefined {
  if (value.kind === 'math' && (value.name === 'Math.min' || value.name === 'Math.max') && value.arguments.length === 2) {
    const [left, right] = value.arguments as [Expression, Expression];
    return withTerm(value.name === 'Math.min' ? 'min' : 'max', left, right, variable, true);
  }
  if (value.kind !== 'binary') return undefined;
  const { operator, left, right } = value;
  if (operator === '|' && right.kind === 'number' && right.value === 0 && left.kind === 'binary' && isSum(left)) {
    return withTerm('wrap+', left.left, left.right, variable, left.operator === '+');
  }
  if (operator === '^' || operator === '|' || operator === '&') return withTerm(operator, left, right, variable, true);
  return isSum(value) ? withTerm('+', left, right, variable, operator === '+') : undefined;
}

function isSum({ operator }: Extract<Expression, { kind: 'binary' }>): boolean {
  return operator === '+' || operator === '-';
}

function withTerm(
  operator: ExactOperator,
  left: Expression,
  right: Expression,
  variable: VariableId,
  commutes: boolean,
): Update | undefined {
  const isSelf = (side: Expression): boolean => side.kind === 'variable' && side.id === variable;
  const [self, term] = isSelf(left) || !commutes ? [left, right] : [right, left];
  return isSelf(self) && !variablesRead(term).has(variable) ? { operator, term } : undefined;
}

function isExact({ operator, term }: Update, start: Interval, ranges: Ranges): boolean {
  const isWhole = ({ integer, nan, lo, hi }: Interval, limit: number): boolean => integer && !nan && lo >= -limit && hi <= limit;
  switch (operator) {
    case 'min':
    case 'max':
      return true;
    case '+':
      return isWhole(start, GREATEST_START) && !start.negativeZero && isWhole(ranges.expression(term), GREATEST_TERM);
    case 'wrap+':
      return isInt32(start) && !start.negativeZero && isWhole(ranges.expression(term), GREATEST_START);
    default:
      return isInt32(start) && !start.negativeZero;
  }
}

/** Whether the sum stays exact: one term in each iteration, or steps of at most one, of which too many would take months. */
function isBounded(loop: Loop, writes: readonly Statement[], variable: VariableId, ranges: Ranges): boolean {
  if (writes.length === 1 && !standsInLoop(loop.body, writes[0]!)) return true;
  return writes.every((statement) => {
    const update = statement.kind === 'assign' ? updateOf(statement.value, variable) : undefined;
    const term = update && ranges.expression(update.term);
    return term !== undefined && term.lo >= -1 && term.hi <= 1;
  });
}

function readsIn(list: readonly Statement[], variable: VariableId): number {
  let count = 0;
  walkStatements(list, (statement) => {
    for (const expression of expressionsOf(statement)) {
      walkExpression(expression, (inner) => {
        if (inner.kind === 'variable' && inner.id === variable) count++;
      });
    }
  });
  return count;
}
