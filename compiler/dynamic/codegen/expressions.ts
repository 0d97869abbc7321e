/** Expressions: code that gives a value in the representation that suits it best, or in the one that is asked for. */

import { WELL_KNOWN_SYMBOLS } from '../core/intrinsics/values.js';
import type { Representation } from '../core/intrinsics.js';
import type { Expression } from '../core/types.js';
import { KIND } from '../inference/types.js';
import { compileCall } from './calls.js';
import { compileClass, compileClosure } from './closures.js';
import { toBoolean } from './conversions.js';
import { getElement, setElement } from './elements.js';
import type { FunctionScope } from './function-scope.js';
import { compileIntrinsic } from './intrinsics.js';
import { arrayLiteral, objectLiteral } from './literals.js';
import { compileBinary } from './operators.js';
import { deleteProperty, getProperty, setProperty } from './properties.js';
import { precise } from './types.js';
import { compileUnary } from './unary.js';
import { bitsOf, type Typed, wasmType } from './values.js';
import { readVariable, writeVariable } from './variables.js';
import type { Ref } from './wasm.js';

/** A value in whatever representation comes naturally; `nothing` is allowed where no value is wanted. */
export function compileExpression(scope: FunctionScope, expression: Expression, wantsValue = true): Typed {
  if (!wantsValue) return compile(scope, expression, false);
  return refine(scope, expression, compile(scope, expression, true));
}

/** A boxed value whose kind is known at this place becomes a number, boolean, string or object. */
function refine(scope: FunctionScope, expression: Expression, typed: Typed): Typed {
  if (typed.as === 'nothing') return { ref: scope.values.box(typed), as: 'value' };
  if (typed.as !== 'value') return typed;
  const as = precise(scope.module.inference.typeOf(expression));
  return as === 'value' ? typed : { ref: scope.values.unbox(typed.ref, as), as };
}

/** As i32, 0 or 1. */
export function compileCondition(scope: FunctionScope, expression: Expression): Ref {
  if (expression.kind === 'unary' && expression.operator === '!')
    return scope.wasm.not(compileCondition(scope, expression.operand));
  if (expression.kind === 'logical' && expression.operator !== '??') {
    const left = compileCondition(scope, expression.left);
    const right = compileCondition(scope, expression.right);
    const { module } = scope.wasm;
    return expression.operator === '&&' ? module.if(left, right, scope.wasm.int(0)) : module.if(left, scope.wasm.int(1), right);
  }
  return toBoolean(scope, compileExpression(scope, expression));
}

function compile(scope: FunctionScope, expression: Expression, wantsValue: boolean): Typed {
  const { wasm, values } = scope;
  switch (expression.kind) {
    case 'number':
      return numberConstant(scope, expression.value);
    case 'string':
      return { ref: wasm.int(scope.module.reserved.string(expression.value)), as: 'string' };
    case 'boolean':
      return { ref: wasm.int(expression.value ? 1 : 0), as: 'boolean' };
    case 'undefined':
      return { ref: values.undefined(), as: 'value' };
    case 'null':
      return { ref: values.constant(null), as: 'value' };
    case 'bigint':
      return { ref: wasm.load64(wasm.int(0), scope.module.bigint(expression.value)), as: 'value' };
    case 'builtin':
      return { ref: wasm.load32(wasm.int(0), scope.module.builtinObject(expression.name)), as: 'object' };
    case 'symbol':
      return scope.library('wellKnownSymbol', [wasm.int(WELL_KNOWN_SYMBOLS.indexOf(expression.name))]);
    case 'get':
      return readVariable(scope, expression.variable, expression.checked ?? false);
    case 'set':
      return writeVariable(scope, expression.variable, expression.value, expression.checked ?? false, wantsValue);
    case 'this':
      return { ref: scope.thisLocal < 0 ? values.undefined() : scope.get(scope.thisLocal), as: 'value' };
    case 'newTarget':
      return { ref: scope.get(scope.newTarget), as: 'value' };
    case 'unary':
      return compileUnary(scope, expression);
    case 'binary':
      return compileBinary(scope, expression);
    case 'logical':
      return logical(scope, expression);
    case 'conditional':
      return conditional(scope, expression);
    case 'block': {
      const body = scope.statements(expression.body);
      const value = wantsValue
        ? compileExpression(scope, expression.value)
        : ({ ref: scope.effect(expression.value), as: 'nothing' } as const);
      return { ref: wasm.module.block(null, [body, value.ref], wasmType(value.as)), as: value.as };
    }
    case 'property':
      return getProperty(scope, expression);
    case 'element':
      return getElement(scope, expression);
    case 'setProperty':
      return setProperty(scope, expression, wantsValue);
    case 'setElement':
      return setElement(scope, expression, wantsValue);
    case 'delete':
      return deleteProperty(scope, expression);
    case 'function':
      return compileClosure(scope, expression.function);
    case 'class':
      return compileClass(scope, expression);
    case 'object':
      return objectLiteral(scope, expression);
    case 'array':
      return arrayLiteral(scope, expression);
    case 'intrinsic':
      return compileIntrinsic(scope, expression, wantsValue);
    default:
      return compileCall(scope, expression);
  }
}

function numberConstant(scope: FunctionScope, value: number): Typed {
  const isInteger = Number.isInteger(value) && value === (value | 0) && !Object.is(value, -0);
  return isInteger
    ? { ref: scope.wasm.int(value), as: 'integer' }
    : { ref: scope.values.asDouble(scope.wasm.long(bitsOf(value))), as: 'number' };
}

/** A representation that holds what both hold. */
function common(a: Representation, b: Representation): Representation {
  if (a === b) return a;
  const numeric = (as: Representation) => as === 'integer' || as === 'number';
  return numeric(a) && numeric(b) ? 'number' : 'value';
}

function conditional(scope: FunctionScope, { test, then, otherwise }: Extract<Expression, { kind: 'conditional' }>): Typed {
  const condition = compileCondition(scope, test);
  const a = compileExpression(scope, then);
  const b = compileExpression(scope, otherwise);
  const as = common(a.as, b.as);
  return { ref: scope.wasm.module.if(condition, scope.values.convert(a, as), scope.values.convert(b, as)), as };
}

function logical(scope: FunctionScope, { operator, left, right }: Extract<Expression, { kind: 'logical' }>): Typed {
  const { wasm, values } = scope;
  const a = compileExpression(scope, left);
  if (operator === '??') {
    const { kinds } = scope.module.inference.typeOf(left);
    if (a.as !== 'value' || (kinds & (KIND.undefined | KIND.null)) === 0) return a;
  }
  const b = compileExpression(scope, right);
  const as = common(a.as, b.as);
  const type = wasmType(a.as);
  const kept = scope.keep(type, a.ref);
  const first = () => ({ ref: scope.get(kept.index), as: a.as });
  const test = operator === '??' ? values.isNullish(scope.get(kept.index)) : toBoolean(scope, first());
  const kept_ = values.convert(first(), as);
  const other = values.convert(b, as);
  const choice = operator === '||' ? wasm.module.if(test, kept_, other) : wasm.module.if(test, other, kept_);
  return { ref: wasm.module.block(null, [kept.first, choice], wasmType(as)), as };
}
