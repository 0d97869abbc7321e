/**
 * Calls. A known function is called directly with the representations of its signature; everything else through the table, where the first three
 * arguments are parameters and the others lie at REALM.arguments.
 */
import type { Expression } from '../core/types.js';
import type { CallExpression } from '../inference/index.js';
import { type Arguments, keepArguments, spreadArguments } from './arguments.js';
import { uniformCall } from './closure-calls.js';
import { callSuper, construct } from './constructions.js';
import { type Context, callFunction } from './direct-calls.js';
import { getElementOf } from './elements.js';
import type { FunctionScope } from './function-scope.js';
import { inOrder, type Kept, keepTyped } from './kept.js';
import { callMethod } from './method-calls.js';
import { onlyCallee } from './only-callee.js';
import { getSuperProperty } from './properties.js';
import type { Typed } from './values.js';

export function compileCall(scope: FunctionScope, expression: Expression): Typed {
  switch (expression.kind) {
    case 'callBuiltin': {
      if (expression.function === 'Operators$superGet') {
        const [home, key, receiver] = expression.arguments;
        const found = getSuperProperty(scope, home!, key!, receiver!);
        if (found) return found;
      }
      const self = expression.this && keepTyped(scope, scope.expression(expression.this));
      const args = keepArguments(scope, expression.arguments);
      const call = callFunction(scope, expression.function, self && { this: self.get() }, args.values());
      return inOrder(scope, [...(self ? [self.first] : []), ...args.first], call);
    }
    case 'call':
      return plainCall(scope, expression);
    case 'callMethod':
      return callMethod(scope, expression, (callee, object, args) =>
        call_(scope, expression, expression, callee, { this: object.get() }, args),
      );
    case 'callElement': {
      const object = keepTyped(scope, scope.expression(expression.object));
      const key = scope.expression(expression.key);
      return callOn(scope, expression, object, getElementOf(scope, object.get(), key), expression.arguments);
    }
    case 'callSpread': {
      const callee = keepTyped(scope, scope.expression(expression.callee));
      const self = expression.this && keepTyped(scope, scope.expression(expression.this));
      const spread = spreadArguments(scope, expression.arguments);
      const call = uniformCall(scope, expression.callee, callee, { ...(self ? { this: self.get() } : {}) }, spread);
      return inOrder(scope, [callee.first, ...(self ? [self.first] : []), ...spread.first], call);
    }
    case 'new':
    case 'newSpread':
      return construct(scope, expression);
    case 'callSuper':
    case 'callSuperSpread':
      return callSuper(scope, expression);
    default:
      throw new Error(`code for "${expression.kind}" is missing`);
  }
}

function plainCall(scope: FunctionScope, expression: Extract<Expression, { kind: 'call' }>): Typed {
  const callee = keepTyped(scope, scope.expression(expression.callee));
  const self = expression.this && keepTyped(scope, scope.expression(expression.this));
  const args = keepArguments(scope, expression.arguments);
  const context = self ? { this: self.get() } : {};
  const call = call_(scope, expression, expression.callee, callee, context, args);
  return inOrder(scope, [callee.first, ...(self ? [self.first] : []), ...args.first], call);
}

function callOn(
  scope: FunctionScope,
  expression: CallExpression,
  object: Kept,
  found: Typed,
  argumentList: readonly Expression[],
): Typed {
  const callee = keepTyped(scope, found);
  const args = keepArguments(scope, argumentList);
  const call = call_(scope, expression, expression, callee, { this: object.get() }, args);
  return inOrder(scope, [object.first, callee.first, ...args.first], call);
}

function call_(
  scope: FunctionScope,
  expression: CallExpression,
  named: Expression,
  callee: Kept,
  context: Context,
  args: Arguments,
): Typed {
  const only = onlyCallee(scope, expression);
  const kind = only && scope.module.function(only.id).kind;
  if (only?.isCertain && kind !== 'constructor' && kind !== 'derived') {
    const closure = scope.values.convert(callee.get(), 'object');
    return callFunction(scope, only.id, { ...context, closure }, args.values());
  }
  return uniformCall(scope, named, callee, context, args);
}
