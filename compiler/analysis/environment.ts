/** What is known of the numeric variables at one place of a function, and what the outcome of a test adds to it. */
import type { ComparisonOperator, Expression, VariableId } from '../ir/index.js';
import { ANY, type Interval, isNone, join, meet, widen } from './interval.js';

export type Environment = ReadonlyMap<VariableId, Interval>;

/** The value of an expression in an environment. */
export type Evaluate = (expression: Expression, environment: Environment) => Interval;

export function joinEnvironments(a: Environment | undefined, b: Environment | undefined): Environment | undefined {
  return combine(a, b, join);
}

export function widenEnvironment(before: Environment, after: Environment): Environment {
  return combine(before, after, widen)!;
}

/** Variables that only one side knows are out of scope after the two meet. */
function combine(
  a: Environment | undefined,
  b: Environment | undefined,
  operation: (x: Interval, y: Interval) => Interval,
): Environment | undefined {
  if (!a || a === b) return b;
  if (!b) return a;
  const result = new Map<VariableId, Interval>();
  for (const [id, interval] of a) {
    const other = b.get(id);
    if (other) result.set(id, interval === other ? interval : operation(interval, other));
  }
  return result;
}

const MIRRORED: Readonly<Record<ComparisonOperator, ComparisonOperator>> = {
  '<': '>',
  '<=': '>=',
  '>': '<',
  '>=': '<=',
  '===': '===',
  '!==': '!==',
};

const NEGATED: Readonly<Record<ComparisonOperator, ComparisonOperator>> = {
  '<': '>=',
  '<=': '>',
  '>': '<=',
  '>=': '<',
  '===': '!==',
  '!==': '===',
};

/** The environment where `test` has come out as `truth`; undefined when it can not. */
export function refineByTest(
  test: Expression,
  truth: boolean,
  environment: Environment,
  evaluate: Evaluate,
): Environment | undefined {
  switch (test.kind) {
    case 'boolean':
      return test.value === truth ? environment : undefined;
    case 'unary':
      return test.operator === '!' ? refineByTest(test.operand, !truth, environment, evaluate) : environment;
    case 'logical': {
      const both = (test.operator === '&&') === truth;
      const left = refineByTest(test.left, truth, environment, evaluate);
      if (both) return left && refineByTest(test.right, truth, left, evaluate);
      const passed = refineByTest(test.left, !truth, environment, evaluate);
      return joinEnvironments(left, passed && refineByTest(test.right, truth, passed, evaluate));
    }
    case 'binary':
      if (!isComparison(test.operator) || test.left.type.kind !== 'number') return environment;
      return refineByComparison(test.operator, test.left, test.right, truth, environment, evaluate);
    default:
      return environment;
  }
}

function isComparison(operator: string): operator is ComparisonOperator {
  return operator in NEGATED;
}

function refineByComparison(
  operator: ComparisonOperator,
  left: Expression,
  right: Expression,
  truth: boolean,
  environment: Environment,
  evaluate: Evaluate,
): Environment | undefined {
  const a = evaluate(left, environment);
  const b = evaluate(right, environment);
  if (isNone(a) || isNone(b)) return undefined;
  // `!(a < b)` says `a >= b` only when neither is NaN; `!(a === b)` says `a !== b` always.
  const equality = operator === '===' || operator === '!==';
  if (!truth && !equality && (a.nan || b.nan)) return environment;
  const holds = truth ? operator : NEGATED[operator];
  const after = restrict(left, bound(holds, a, b), environment, evaluate);
  return after && restrict(right, bound(MIRRORED[holds], b, a), after, evaluate);
}

/** The values of `a` for which `a operator b` can be true. */
function bound(operator: ComparisonOperator, a: Interval, b: Interval): Interval {
  const open: Interval = { ...ANY, nan: false };
  const step = a.integer && b.integer ? 1 : 0;
  switch (operator) {
    case '<':
      return { ...open, hi: b.hi - step };
    case '<=':
      return { ...open, hi: b.hi };
    case '>':
      return { ...open, lo: b.lo + step };
    case '>=':
      return { ...open, lo: b.lo };
    case '===':
      return { ...open, lo: b.lo, hi: b.hi, integer: b.integer };
    case '!==': {
      if (b.lo !== b.hi || b.nan || !a.integer) return ANY;
      return { ...ANY, lo: a.lo === b.lo ? a.lo + 1 : -Infinity, hi: a.hi === b.lo ? a.hi - 1 : Infinity };
    }
  }
}

/** The environment where the value of the expression lies in `wanted`; undefined when it can not. */
export function restrict(
  expression: Expression,
  wanted: Interval,
  environment: Environment,
  evaluate: Evaluate,
): Environment | undefined {
  const value = evaluate(expression, environment);
  const allowed = meet(value, wanted);
  if (isNone(allowed)) return undefined;
  if (expression.kind === 'variable') {
    const next = new Map(environment);
    next.set(expression.id, allowed);
    return next;
  }
  if (!isExact(value)) return environment;
  const inner = (operand: Expression, lo: number, hi: number): Environment | undefined => {
    if (!isExact({ ...allowed, lo, hi })) return environment;
    const nan = wanted.nan && value.nan;
    return restrict(operand, { lo, hi, integer: false, negativeZero: true, nan }, environment, evaluate);
  };
  if (expression.kind === 'unary' && expression.operator === '-') return inner(expression.operand, -allowed.hi, -allowed.lo);
  if (expression.kind !== 'binary') return environment;
  const { operator, left, right } = expression;
  const [a, b] = [fixedValue(left), fixedValue(right)];
  if (operator === '+' && b !== undefined) return inner(left, allowed.lo - b, allowed.hi - b);
  if (operator === '+' && a !== undefined) return inner(right, allowed.lo - a, allowed.hi - a);
  if (operator === '-' && b !== undefined) return inner(left, allowed.lo + b, allowed.hi + b);
  if (operator === '-' && a !== undefined) return inner(right, a - allowed.hi, a - allowed.lo);
  if (operator === '*' && b !== undefined && b > 0) return inner(left, allowed.lo / b, allowed.hi / b);
  if (operator === '*' && a !== undefined && a > 0) return inner(right, allowed.lo / a, allowed.hi / a);
  return environment;
}

/** Integers for which sums and products can be undone: a rounded sum would not tell its parts. */
function isExact(a: Interval): boolean {
  const infinite = a.lo === -Infinity || a.hi === Infinity;
  return a.integer && (infinite || Math.max(Math.abs(a.lo), Math.abs(a.hi)) <= Number.MAX_SAFE_INTEGER);
}

function fixedValue(expression: Expression): number | undefined {
  if (expression.kind === 'number') return Number.isFinite(expression.value) ? expression.value : undefined;
  if (expression.kind === 'unary' && expression.operator === '-') {
    const inner = fixedValue(expression.operand);
    return inner === undefined ? undefined : -inner;
  }
  return undefined;
}
