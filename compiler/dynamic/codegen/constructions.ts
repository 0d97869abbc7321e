/** `new` and `super(...)`. */
import type { Expression } from '../core/types.js';
import { CONSTRUCTING } from '../layout.js';
import { keepArguments, spreadArguments } from './arguments.js';
import { sourceOf } from './callee-text.js';
import { callClosure } from './closure-calls.js';
import { type Context, callFunction } from './direct-calls.js';
import type { FunctionScope } from './function-scope.js';
import { inOrder, keepTyped } from './kept.js';
import { onlyCallee } from './only-callee.js';
import type { Typed } from './values.js';
import { I32 } from './wasm.js';

export function construct(scope: FunctionScope, expression: Extract<Expression, { kind: 'new' | 'newSpread' }>): Typed {
  const { wasm, values } = scope;
  const callee = keepTyped(scope, scope.expression(expression.callee));
  const args =
    expression.kind === 'new' ? keepArguments(scope, expression.arguments) : spreadArguments(scope, expression.arguments);
  const text = scope.module.reserved.string(sourceOf(scope, expression.callee));
  const only = onlyCallee(scope, expression);
  const first = [callee.first, ...args.first];
  if (!only?.isCertain) {
    const isConstructor = scope.library('isConstructor', [values.box(callee.get())]).ref;
    first.push(
      wasm.module.if(
        wasm.not(isConstructor),
        wasm.module.block(null, [scope.library('failNotConstructor', [wasm.int(text)]).ref, scope.leaveToHandler()]),
      ),
    );
  }
  const self = keepTyped(scope, {
    ref: values.box(scope.library('constructThis', [values.box(callee.get()), wasm.int(scope.module.reserved.cache())])),
    as: 'value',
  });
  first.push(self.first);
  const context = { this: self.get(), newTarget: callee.get() };
  let returned: Typed;
  if (only?.isCertain && expression.kind === 'new') {
    const closure = values.convert(callee.get(), 'object');
    returned = callFunction(scope, only.id, { ...context, closure }, args.values());
    const type = scope.module.inference.returnType(only.id);
    if (returned.as !== 'value' || (type.kinds & ~PRIMITIVE_KINDS) === 0) {
      return inOrder(scope, [...first, values.convert(returned, 'nothing')], self.get());
    }
  } else {
    const closure = scope.local(I32);
    first.push(scope.set(closure, values.convert(callee.get(), 'object')));
    returned = callClosure(scope, closure, context, args, CONSTRUCTING);
  }
  const result = keepTyped(scope, { ref: values.box(returned), as: 'value' });
  first.push(result.first);
  return inOrder(scope, first, {
    ref: wasm.module.select(values.isObject(result.get().ref), result.get().ref, self.get().ref),
    as: 'value',
  });
}

const PRIMITIVE_KINDS = 127;

export function callSuper(
  scope: FunctionScope,
  expression: Extract<Expression, { kind: 'callSuper' | 'callSuperSpread' }>,
): Typed {
  const { wasm, values } = scope;
  const callee = keepTyped(scope, scope.expression(expression.callee));
  const args =
    expression.kind === 'callSuper' ? keepArguments(scope, expression.arguments) : spreadArguments(scope, expression.arguments);
  const context: Context = {
    this: { ref: scope.get(scope.thisLocal), as: 'value' },
    newTarget: { ref: scope.get(scope.newTarget), as: 'value' },
  };
  const first = [callee.first, ...args.first];
  const only = onlyCallee(scope, expression);
  if (only?.isCertain && expression.kind === 'callSuper') {
    const closure = values.convert(callee.get(), 'object');
    return inOrder(scope, first, callFunction(scope, only.id, { ...context, closure }, args.values()));
  }
  const text = scope.module.reserved.string('Super constructor');
  first.push(
    wasm.module.if(
      wasm.not(scope.library('isConstructor', [values.box(callee.get())]).ref),
      wasm.module.block(null, [scope.library('failNotConstructor', [wasm.int(text)]).ref, scope.leaveToHandler()]),
    ),
  );
  const closure = scope.local(I32);
  first.push(scope.set(closure, values.convert(callee.get(), 'object')));
  return inOrder(scope, first, callClosure(scope, closure, context, args, CONSTRUCTING));
}
