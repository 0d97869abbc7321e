/** Calls of values through the table, with the signature that all functions have. */
import type { Expression } from '../core/types.js';
import { CELL, CELL_KIND, FUNCTION, REALM } from '../layout.js';
import type { Arguments } from './arguments.js';
import { calleeText } from './callee-text.js';
import type { Context } from './direct-calls.js';
import type { FunctionScope } from './function-scope.js';
import { inOrder, type Kept } from './kept.js';
import type { Typed } from './values.js';
import { I32, I64, type Ref } from './wasm.js';

/** Through the table, after a look whether the callee can be called. Evaluated already: callee, this, arguments. */
export function uniformCall(scope: FunctionScope, named: Expression, callee: Kept, context: Context, args: Arguments): Typed {
  const { wasm, values } = scope;
  const text = scope.module.reserved.string(calleeText(scope, named));
  const closure = scope.local(I32);
  const parts = [
    wasm.module.if(
      wasm.not(isFunction(scope, callee.get())),
      wasm.module.block(null, [scope.library('failNotFunction', [wasm.int(text)]).ref, scope.leaveToHandler()]),
    ),
    scope.set(closure, values.convert(callee.get(), 'object')),
  ];
  return inOrder(scope, parts, callClosure(scope, closure, context, args, 0));
}

/** Whether a value is a closure; objects of other kinds can't be called. */
function isFunction(scope: FunctionScope, typed: Typed): Ref {
  const { wasm, values } = scope;
  const isClosure = (address: Ref) => wasm.module.i32.eq(wasm.load8(address, CELL.kind), wasm.int(CELL_KIND.function));
  if (typed.as === 'object') return isClosure(typed.ref);
  if (typed.as !== 'value') return wasm.module.block(null, [wasm.module.drop(typed.ref), wasm.int(0)], I32);
  const value = scope.keep(I64, typed.ref);
  return wasm.module.block(
    null,
    [
      value.first,
      wasm.module.if(values.isObject(scope.get(value.index)), isClosure(values.addressOf(scope.get(value.index))), wasm.int(0)),
    ],
    I32,
  );
}

/** Calls the closure in a local. */
export function callClosure(scope: FunctionScope, closure: number, context: Context, args: Arguments, flags: number): Typed {
  const { wasm, values } = scope;
  const further = args.further();
  const count = flags === 0 ? args.count() : wasm.module.i32.or(args.count(), wasm.int(flags));
  const target = context.newTarget ? [wasm.store64(wasm.int(0), values.box(context.newTarget), REALM.newTarget)] : [];
  const call = scope.module.callIndirect(wasm.load32(scope.get(closure), FUNCTION.code), [
    scope.get(closure),
    context.this ? values.box(context.this) : values.undefined(),
    count,
    ...args.leading(),
  ]);
  return inOrder(scope, [...further, ...target], { ref: scope.checked(call, I64), as: 'value' });
}
