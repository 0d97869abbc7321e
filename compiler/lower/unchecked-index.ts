/**
 * Addresses of elements that are known to be there, in 32-bit integers: the true index fits, so it does not matter whether bits above
 * the 32nd are cut off on the way. JavaScript's own value on the way is exact, or the index would be far out of bounds.
 *
 * The sum is put in another order: what the innermost loop does not change comes first, so that it can be moved out of the loop, then
 * what it does, and constants go into the instruction.
 */
import { type Expression, type VariableId, variablesRead } from '../ir/index.js';
import type { FunctionScope } from './function-scope.js';
import { asInt32, integerText } from './representation.js';

/** Larger constants might lead below the start of the memory before they are added. */
const LARGEST_OFFSET = 256;

/** Whether `uncheckedAddress` can write it: sums and products of whole numbers that are kept as integers. */
export function isUncheckedIndex(scope: FunctionScope, index: Expression): boolean {
  if (index.kind === 'number') return Number.isInteger(index.value);
  if (isArithmetic(index)) return isUncheckedIndex(scope, index.left) && isUncheckedIndex(scope, index.right);
  return scope.expressions.number(scope, index, true).as !== 'f64';
}

/** Text of an address and, for `load` and `store`, the bytes that still have to be added. */
export interface Address {
  readonly text: string;
  readonly offset: number;
}

/** `changing`: variables that the innermost loop assigns. */
export function uncheckedAddress(
  scope: FunctionScope,
  data: string,
  index: Expression,
  shift: number,
  changing: ReadonlySet<VariableId>,
): Address {
  const fixed: string[] = [];
  const moving: string[] = [];
  let constant = 0;
  for (const { value, negative } of termsOf(index, false)) {
    if (value.kind === 'number') constant += negative ? -value.value : value.value;
    else {
      const isMoving = [...variablesRead(value)].some((id) => changing.has(id));
      (isMoving ? moving : fixed).push(`${negative ? '-' : '+'} ${wrapped(scope, value)}`);
    }
  }
  const asOffset = constant >= 0 && constant <= LARGEST_OFFSET;
  if (!asOffset) fixed.push(`+ ${integerText(constant | 0)}`);
  const scaled = (terms: readonly string[]): string => {
    const sum = terms.join(' ').replace(/^\+ /, '');
    return shift === 0 ? `<u32>(${sum})` : `(<u32>(${sum}) << ${shift})`;
  };
  const start = fixed.length === 0 ? data : `(${data} + ${scaled(fixed)})`;
  return { text: moving.length === 0 ? start : `(${start} + ${scaled(moving)})`, offset: asOffset ? constant << shift : 0 };
}

interface Term {
  readonly value: Expression;
  readonly negative: boolean;
}

/** The parts of sums and differences. */
function termsOf(index: Expression, negative: boolean): Term[] {
  if (!isArithmetic(index) || index.operator === '*') return [{ value: index, negative }];
  return [...termsOf(index.left, negative), ...termsOf(index.right, negative !== (index.operator === '-'))];
}

function wrapped(scope: FunctionScope, value: Expression): string {
  if (value.kind === 'number') return integerText(value.value | 0);
  if (isArithmetic(value)) return `(${wrapped(scope, value.left)} ${value.operator} ${wrapped(scope, value.right)})`;
  return asInt32(scope.expressions.number(scope, value, true));
}

type Binary = Extract<Expression, { kind: 'binary' }>;

function isArithmetic(expression: Expression): expression is Binary {
  return expression.kind === 'binary' && ['+', '-', '*'].includes(expression.operator);
}
