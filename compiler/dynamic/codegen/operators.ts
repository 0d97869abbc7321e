/**
 * Operators. Where inference knows the operands' kinds there is one instruction; elsewhere the common case, numbers, is tested for and the rest goes to the
 * self-hosted Operators$..., which convert objects and may call the program.
 */
import type { BinaryOperator, Expression, FunctionId } from '../core/types.js';
import { type KeptOperand, keepOperand, numericTest, resultIsInt32, toBoolean, toInt32 } from './conversions.js';
import { callFunction } from './direct-calls.js';
import { looseEquals, strictEquals } from './equality.js';
import type { FunctionScope } from './function-scope.js';
import { asNumbers } from './numeric-operands.js';
import type { Typed } from './values.js';
import { I32, I64, type Ref } from './wasm.js';

type Binary = Extract<Expression, { kind: 'binary' }>;

/** Self-hosted slow paths of operators on any values. */
const SLOW: Partial<Record<BinaryOperator, FunctionId>> = {
  '+': 'Operators$add',
  '-': 'Operators$subtract',
  '*': 'Operators$multiply',
  '/': 'Operators$divide',
  '%': 'Operators$remainder',
  '**': 'Operators$power',
  '&': 'Operators$and',
  '|': 'Operators$or',
  '^': 'Operators$xor',
  '<<': 'Operators$shiftLeft',
  '>>': 'Operators$shiftRight',
  '>>>': 'Operators$shiftRightUnsigned',
  '==': 'Operators$looseEquals',
  '!=': 'Operators$looseEquals',
  '<': 'Operators$less',
  '>': 'Operators$greater',
  '<=': 'Operators$lessOrEqual',
  '>=': 'Operators$greaterOrEqual',
  in: 'Operators$has',
  instanceof: 'Operators$isInstanceOf',
};

const COMPARISONS: ReadonlySet<BinaryOperator> = new Set(['<', '<=', '>', '>=']);
const BITWISE: ReadonlySet<BinaryOperator> = new Set(['&', '|', '^', '<<', '>>', '>>>']);

export function compileBinary(scope: FunctionScope, expression: Binary): Typed {
  const { operator } = expression;
  if (operator === '===' || operator === '!==') return negateIf(scope, operator === '!==', strictEquals(scope, expression));
  const left = scope.expression(expression.left);
  const right = scope.expression(expression.right);
  if (operator === '==' || operator === '!=')
    return negateIf(scope, operator === '!=', looseEquals(scope, expression, left, right));
  if (operator === 'in' || operator === 'instanceof') return keyword(scope, operator, left, right);
  const numbers = asNumbers(scope, [expression.left, left], [expression.right, right]);
  if (numbers) return onNumbers(scope, expression, ...numbers);
  if (left.as === 'string' && right.as === 'string') {
    if (operator === '+') return scope.library('concat', [left.ref, right.ref]);
    if (COMPARISONS.has(operator)) {
      const order = scope.library('compareStrings', [left.ref, right.ref]).ref;
      return { ref: compareIntegers(scope, operator, order, scope.wasm.int(0)), as: 'boolean' };
    }
  }
  return onValues(scope, expression, left, right);
}

function negateIf(scope: FunctionScope, negated: boolean, typed: Typed): Typed {
  return negated ? { ref: scope.wasm.not(typed.ref), as: 'boolean' } : typed;
}

/** Both operands are numbers. */
function onNumbers(scope: FunctionScope, expression: Binary, left: Typed, right: Typed): Typed {
  const { operator } = expression;
  const { module } = scope.wasm;
  const { values } = scope;
  if (BITWISE.has(operator)) return bitwise(scope, operator, toInt32(scope, left), toInt32(scope, right));
  const integers = left.as === 'integer' && right.as === 'integer';
  if (COMPARISONS.has(operator)) {
    if (integers) return { ref: compareIntegers(scope, operator, left.ref, right.ref), as: 'boolean' };
    return {
      ref: compareDoubles(scope, operator, values.convert(left, 'number'), values.convert(right, 'number')),
      as: 'boolean',
    };
  }
  if (integers && resultIsInt32(scope, expression)) {
    if (operator === '+') return { ref: module.i32.add(left.ref, right.ref), as: 'integer' };
    if (operator === '-') return { ref: module.i32.sub(left.ref, right.ref), as: 'integer' };
    if (operator === '*') return { ref: module.i32.mul(left.ref, right.ref), as: 'integer' };
  }
  if (operator === '%' && integers && resultIsInt32(scope, expression) && isNonZeroConstant(expression.right)) {
    return { ref: module.i32.rem_s(left.ref, right.ref), as: 'integer' };
  }
  return { ref: arithmetic(scope, operator, values.convert(left, 'number'), values.convert(right, 'number')), as: 'number' };
}

function isNonZeroConstant(expression: Expression): boolean {
  return expression.kind === 'number' && expression.value !== 0 && expression.value !== -1;
}

function arithmetic(scope: FunctionScope, operator: BinaryOperator, a: Ref, b: Ref): Ref {
  const { f64 } = scope.wasm.module;
  switch (operator) {
    case '+':
      return f64.add(a, b);
    case '-':
      return f64.sub(a, b);
    case '*':
      return f64.mul(a, b);
    case '/':
      return f64.div(a, b);
    case '%':
      return scope.library('remainder', [a, b]).ref;
    case '**':
      return scope.library('power', [a, b]).ref;
    default:
      throw new Error(`"${operator}" is not arithmetic`);
  }
}

function bitwise(scope: FunctionScope, operator: BinaryOperator, a: Ref, b: Ref): Typed {
  const { i32, f64 } = scope.wasm.module;
  switch (operator) {
    case '&':
      return { ref: i32.and(a, b), as: 'integer' };
    case '|':
      return { ref: i32.or(a, b), as: 'integer' };
    case '^':
      return { ref: i32.xor(a, b), as: 'integer' };
    case '<<':
      return { ref: i32.shl(a, b), as: 'integer' };
    case '>>':
      return { ref: i32.shr_s(a, b), as: 'integer' };
    default:
      return { ref: f64.convert_u.i32(i32.shr_u(a, b)), as: 'number' };
  }
}

function compareIntegers(scope: FunctionScope, operator: BinaryOperator, a: Ref, b: Ref): Ref {
  const { i32 } = scope.wasm.module;
  return operator === '<'
    ? i32.lt_s(a, b)
    : operator === '<='
      ? i32.le_s(a, b)
      : operator === '>'
        ? i32.gt_s(a, b)
        : i32.ge_s(a, b);
}

function compareDoubles(scope: FunctionScope, operator: BinaryOperator, a: Ref, b: Ref): Ref {
  const { f64 } = scope.wasm.module;
  return operator === '<' ? f64.lt(a, b) : operator === '<=' ? f64.le(a, b) : operator === '>' ? f64.gt(a, b) : f64.ge(a, b);
}

/** Any operands: numbers inline, everything else by Operators$.... */
function onValues(scope: FunctionScope, expression: Binary, left: Typed, right: Typed): Typed {
  const { operator } = expression;
  const { wasm, values } = scope;
  const { module } = wasm;
  const a = keepOperand(scope, left);
  const b = keepOperand(scope, right);
  const slow = callFunction(scope, SLOW[operator]!, undefined, [a.typed(), b.typed()]);
  const isBoolean = COMPARISONS.has(operator);
  const result = isBoolean ? I32 : I64;
  const test = numericTest(scope, [a, b]);
  const anyResult = isBoolean ? toBoolean(scope, slow) : values.box(slow);
  const slowResult = operator === '+' ? orConcatenation(scope, a, b, anyResult) : anyResult;
  if (!test) return { ref: module.block(null, [a.first, b.first, slowResult], result), as: isBoolean ? 'boolean' : 'value' };
  const fast = isBoolean
    ? compareDoubles(scope, operator, a.double(), b.double())
    : BITWISE.has(operator)
      ? values.box(bitwise(scope, operator, toInt32(scope, a.number()), toInt32(scope, b.number())))
      : values.fromDouble(arithmetic(scope, operator, a.double(), b.double()));
  const choice = module.if(test, fast, slowResult);
  return { ref: module.block(null, [a.first, b.first, choice], result), as: isBoolean ? 'boolean' : 'value' };
}

/** Two strings are put together in place. */
function orConcatenation(scope: FunctionScope, a: KeptOperand, b: KeptOperand, other: Ref): Ref {
  const { values } = scope;
  const { module } = scope.wasm;
  if (![a, b].every(({ as }) => as === 'string' || as === 'value')) return other;
  const tests = [a, b].flatMap((one) => (one.as === 'value' ? [values.isString(one.typed().ref)] : []));
  const text = (one: KeptOperand) => values.convert(one.typed(), 'string');
  const joined = values.box(scope.library('concat', [text(a), text(b)]));
  return module.if(
    tests.reduce((all, one) => scope.wasm.both(all, one)),
    joined,
    other,
  );
}

function keyword(scope: FunctionScope, operator: 'in' | 'instanceof', left: Typed, right: Typed): Typed {
  const answer = callFunction(scope, SLOW[operator]!, undefined, [left, right]);
  return { ref: toBoolean(scope, answer), as: 'boolean' };
}
