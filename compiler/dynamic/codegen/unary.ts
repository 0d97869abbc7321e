/** Operators with one operand. */
import type { Expression } from '../core/types.js';
import { isNumeric, keepOperand, numericTest, resultIsInt32, toInt32, toNumber } from './conversions.js';
import { callFunction } from './direct-calls.js';
import type { FunctionScope } from './function-scope.js';
import type { Typed } from './values.js';
import { I64 } from './wasm.js';

type Unary = Extract<Expression, { kind: 'unary' }>;

export function compileUnary(scope: FunctionScope, expression: Unary): Typed {
  const { wasm, values } = scope;
  const { module } = wasm;
  const { operator } = expression;
  if (operator === '!') return { ref: wasm.not(scope.condition(expression.operand)), as: 'boolean' };
  const operand = scope.expression(expression.operand);
  if (operator === 'typeof') return scope.library('typeOf', [values.box(operand)]);
  if (operator === '+') return { ref: toNumber(scope, operand), as: 'number' };
  if (operand.as === 'integer') {
    if (operator === '~') return { ref: module.i32.xor(operand.ref, wasm.int(-1)), as: 'integer' };
    if (resultIsInt32(scope, expression)) {
      if (operator === '++') return { ref: module.i32.add(operand.ref, wasm.int(1)), as: 'integer' };
      if (operator === '--') return { ref: module.i32.sub(operand.ref, wasm.int(1)), as: 'integer' };
      return { ref: module.i32.sub(wasm.int(0), operand.ref), as: 'integer' };
    }
  }
  if (isNumeric(operand)) return unaryOnNumber(scope, operator, { ref: values.convert(operand, 'number'), as: 'number' });
  const slowName = { '-': 'Operators$negate', '~': 'Operators$not', '++': 'Operators$increment', '--': 'Operators$decrement' }[
    operator
  ];
  const kept = keepOperand(scope, operand);
  const slow = values.box(callFunction(scope, slowName, undefined, [kept.typed()]));
  const test = numericTest(scope, [kept]);
  if (test === undefined) return { ref: module.block(null, [kept.first, slow], I64), as: 'value' };
  const fast = values.box(unaryOnNumber(scope, operator, kept.number()));
  return { ref: module.block(null, [kept.first, module.if(test, fast, slow)], I64), as: 'value' };
}

function unaryOnNumber(scope: FunctionScope, operator: '-' | '~' | '++' | '--', operand: Typed): Typed {
  const { f64, i32 } = scope.wasm.module;
  switch (operator) {
    case '-':
      return { ref: f64.neg(operand.ref), as: 'number' };
    case '++':
      return { ref: f64.add(operand.ref, scope.wasm.double(1)), as: 'number' };
    case '--':
      return { ref: f64.sub(operand.ref, scope.wasm.double(1)), as: 'number' };
    case '~':
      return { ref: i32.xor(toInt32(scope, operand), scope.wasm.int(-1)), as: 'integer' };
  }
}
