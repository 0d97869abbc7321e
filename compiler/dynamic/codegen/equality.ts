/** `===` and `==`. */
import type { Expression } from '../core/types.js';
import { KIND } from '../inference/types.js';
import { isNumeric, toBoolean } from './conversions.js';
import { callFunction } from './direct-calls.js';
import type { FunctionScope } from './function-scope.js';
import type { Typed } from './values.js';
import { I32, I64, type Ref } from './wasm.js';

type Binary = Extract<Expression, { kind: 'binary' }>;

/** `===`. */
export function strictEquals(scope: FunctionScope, expression: Binary): Typed {
  const { module } = scope.wasm;
  const { values } = scope;
  const left = scope.expression(expression.left);
  const right = scope.expression(expression.right);
  const boolean = (ref: Ref): Typed => ({ ref, as: 'boolean' });
  if (isNumeric(left) && isNumeric(right)) {
    if (left.as === 'integer' && right.as === 'integer') return boolean(module.i32.eq(left.ref, right.ref));
    return boolean(module.f64.eq(values.convert(left, 'number'), values.convert(right, 'number')));
  }
  if (left.as === right.as && (left.as === 'boolean' || left.as === 'object')) return boolean(module.i32.eq(left.ref, right.ref));
  if (left.as === 'string' && right.as === 'string') return boolean(scope.library('equalStrings', [left.ref, right.ref]).ref);
  const a = scope.keep(I64, values.box(left));
  const b = scope.keep(I64, values.box(right));
  const same = module.i64.eq(scope.get(a.index), scope.get(b.index));
  if (comparesByBits(scope, expression.left, left) || comparesByBits(scope, expression.right, right)) {
    return boolean(module.block(null, [a.first, b.first, same], I32));
  }
  const isDouble = (index: number) => values.isDouble(scope.get(index));
  const numeric = isNumeric(left) || isNumeric(right) ? undefined : 1;
  const doubles = module.f64.eq(values.asDouble(scope.get(a.index)), values.asDouble(scope.get(b.index)));
  // A tagged value read as a double is NaN, which equals nothing: with one number on a side that is the answer.
  if (numeric === undefined) return boolean(module.block(null, [a.first, b.first, doubles], I32));
  const others = module.if(same, scope.wasm.int(1), scope.library('strictEquals', [scope.get(a.index), scope.get(b.index)]).ref);
  const choice = module.if(isDouble(a.index), doubles, others);
  return boolean(module.block(null, [a.first, b.first, choice], I32));
}

/** Of one operand it is known that only the very same bits equal it. */
function comparesByBits(scope: FunctionScope, expression: Expression, { as }: Typed): boolean {
  if (as === 'boolean' || as === 'object') return true;
  const { kinds } =
    expression.kind === 'undefined'
      ? { kinds: KIND.undefined }
      : expression.kind === 'null'
        ? { kinds: KIND.null }
        : scope.module.inference.typeOf(expression);
  return (kinds & (KIND.number | KIND.string | KIND.bigint)) === 0;
}

export function looseEquals(scope: FunctionScope, expression: Binary, left: Typed, right: Typed): Typed {
  const { module } = scope.wasm;
  const { values } = scope;
  const isNullish = (e: Expression) => e.kind === 'undefined' || e.kind === 'null';
  if (isNullish(expression.right)) return { ref: values.isNullish(boxDropping(scope, left, right)), as: 'boolean' };
  if (isNumeric(left) && isNumeric(right))
    return { ref: module.f64.eq(values.convert(left, 'number'), values.convert(right, 'number')), as: 'boolean' };
  if (left.as === 'string' && right.as === 'string') return scope.library('equalStrings', [left.ref, right.ref]);
  return { ref: toBoolean(scope, callFunction(scope, 'Operators$looseEquals', undefined, [left, right])), as: 'boolean' };
}

/** The left operand; the right one is a constant. */
function boxDropping(scope: FunctionScope, left: Typed, _right: Typed): Ref {
  return scope.values.box(left);
}
