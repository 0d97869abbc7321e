/** Arithmetic and bitwise operators. */
import type { Interval } from '../analysis/interval.js';
import type { Expression } from '../ir/index.js';
import type { FunctionScope } from './function-scope.js';
import { asDouble, asInt32, isExactInt32, isInt32, type Numeric } from './representation.js';

type Binary = Extract<Expression, { kind: 'binary' }>;

export function lowerArithmetic(scope: FunctionScope, expression: Binary, anyZero: boolean): Numeric {
  const { operator, left, right } = expression;
  const { expressions } = scope;
  switch (operator) {
    case '+':
    case '-':
    case '*':
    case '%': {
      const interval = scope.interval(expression);
      const integral = anyZero ? isInt32(interval) : isExactInt32(interval);
      // A zero's sign can show only in the sign of another zero, so it matters to the operands just as it does to the result.
      const a = expressions.number(scope, left, integral);
      const b = expressions.number(scope, right, integral);
      if (integral && a.as !== 'f64' && b.as !== 'f64') {
        if (operator !== '%') return { text: `(${asInt32(a)} ${operator} ${asInt32(b)})`, as: 'i32' };
        const rest = integerRemainder(scope, left, right, a, b);
        if (rest) return rest;
      }
      const x = integral ? expressions.double(scope, left) : asDouble(a);
      const y = integral ? expressions.double(scope, right) : asDouble(b);
      return { text: operator === '%' ? `remainder(${x}, ${y})` : `(${x} ${operator} ${y})`, as: 'f64' };
    }
    case '/':
      return { text: `(${expressions.double(scope, left)} / ${expressions.double(scope, right)})`, as: 'f64' };
    case '**':
      scope.module.math.add('pow');
      return { text: `math_pow(${expressions.double(scope, left)}, ${expressions.double(scope, right)})`, as: 'f64' };
    case '&':
    case '|':
    case '^': {
      const quotient = operator === '|' && isZero(right) ? integerQuotient(scope, left, true) : undefined;
      if (quotient !== undefined) return { text: quotient, as: 'i32' };
      if (operator === '|' && isZero(right)) return { text: `(${expressions.wrapped(scope, left)})`, as: 'i32' };
      return { text: `(${expressions.wrapped(scope, left)} ${operator} ${expressions.wrapped(scope, right)})`, as: 'i32' };
    }
    case '<<':
    case '>>':
      return { text: `(${expressions.wrapped(scope, left)} ${operator} ${expressions.wrapped(scope, right)})`, as: 'i32' };
    case '>>>': {
      const text = `(<u32>(${expressions.wrapped(scope, left)}) >> <u32>(${expressions.wrapped(scope, right)}))`;
      return isInt32(scope.interval(expression)) ? { text: `<i32>${text}`, as: 'i32' } : { text, as: 'u32' };
    }
    default:
      throw new Error(`${operator} gives no number`);
  }
}

/**
 * ToInt32 of a sum, difference or product whose exact value a double can hold: there it does not matter whether the bits
 * above the 32nd are cut off before or after. Undefined when that is not known, or when it would cost more than it saves.
 */
export function wrappedArithmetic(scope: FunctionScope, expression: Expression): string | undefined {
  if (expression.kind !== 'binary' || !['+', '-', '*'].includes(expression.operator)) return undefined;
  if (!isSafeInteger(scope.interval(expression))) return undefined;
  const left = wrappedOperand(scope, expression.left);
  const right = left === undefined ? undefined : wrappedOperand(scope, expression.right);
  return right === undefined ? undefined : `(${left} ${expression.operator} ${right})`;
}

function wrappedOperand(scope: FunctionScope, operand: Expression): string | undefined {
  if (!isSafeInteger(scope.interval(operand))) return undefined;
  if (operand.kind === 'number') return scope.expressions.wrapped(scope, operand);
  const nested = wrappedArithmetic(scope, operand);
  if (nested !== undefined) return nested;
  const number = scope.expressions.number(scope, operand, true);
  return number.as === 'f64' ? undefined : asInt32(number);
}

/**
 * The integer part of `a / b` as an integer division, for int32 operands. `anyZero` as in `Expressions.number`. A double holds
 * the quotient of two int32 too exactly to be rounded up to the next integer.
 */
export function integerQuotient(
  scope: FunctionScope,
  expression: Expression,
  anyZero: boolean,
  floor = false,
): string | undefined {
  if (expression.kind !== 'binary' || expression.operator !== '/') return undefined;
  const a = scope.interval(expression.left);
  const b = scope.interval(expression.right);
  if (!isInt32(a) || !isInt32(b)) return undefined;
  const positive = a.lo >= 0 && b.lo >= 1 && (anyZero || !a.negativeZero);
  const truncates = !floor && anyZero && (b.lo >= 1 || b.hi <= -2);
  if (!positive && !truncates) return undefined;
  const left = scope.expressions.number(scope, expression.left, true);
  const right = scope.expressions.number(scope, expression.right, true);
  if (left.as === 'f64' || right.as === 'f64') return undefined;
  return `(${asInt32(left)} / ${asInt32(right)})`;
}

function integerRemainder(
  scope: FunctionScope,
  left: Expression,
  right: Expression,
  a: Numeric,
  b: Numeric,
): Numeric | undefined {
  const dividend = scope.interval(left);
  const divisor = scope.interval(right);
  // Zero as divisor gives NaN; -1 is left out because the quotient overflows.
  if (!(divisor.lo >= 1 || divisor.hi <= -2)) return undefined;
  // Unsigned division is the faster one.
  if (dividend.lo >= 0 && divisor.lo >= 1) return { text: `<i32>(<u32>(${a.text}) % <u32>(${b.text}))`, as: 'i32' };
  return { text: `(${asInt32(a)} % ${asInt32(b)})`, as: 'i32' };
}

function isSafeInteger(interval: Interval): boolean {
  return interval.integer && !interval.nan && interval.lo >= Number.MIN_SAFE_INTEGER && interval.hi <= Number.MAX_SAFE_INTEGER;
}

function isZero(expression: Expression): boolean {
  return expression.kind === 'number' && expression.value === 0;
}
