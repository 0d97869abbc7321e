/** What the operators of the IR give, by JavaScript's own. */
import type { ArithmeticOperator, BitwiseOperator, ComparisonOperator } from './types.js';

export function applyUnary(operator: '-' | '+' | '!' | '~', operand: unknown): number | boolean {
  if (operator === '!') return !operand;
  const number = operand as number;
  return operator === '-' ? -number : operator === '~' ? ~number : number;
}

/** Comparisons take strings and booleans too; the verifier sees to it that both operands are of one type. */
export function applyBinary(
  operator: ArithmeticOperator | BitwiseOperator | ComparisonOperator,
  left: unknown,
  right: unknown,
): number | boolean {
  const [a, b] = [left as number, right as number];
  switch (operator) {
    case '+':
      return a + b;
    case '-':
      return a - b;
    case '*':
      return a * b;
    case '/':
      return a / b;
    case '%':
      return a % b;
    case '**':
      return a ** b;
    case '&':
      return a & b;
    case '|':
      return a | b;
    case '^':
      return a ^ b;
    case '<<':
      return a << b;
    case '>>':
      return a >> b;
    case '>>>':
      return a >>> b;
    case '<':
      return a < b;
    case '<=':
      return a <= b;
    case '>':
      return a > b;
    case '>=':
      return a >= b;
    case '===':
      return left === right;
    case '!==':
      return left !== right;
  }
}
