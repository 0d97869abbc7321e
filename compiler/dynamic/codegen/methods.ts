/** Calls of built-in methods that are known: without a look-up, and some as a few instructions. */
import type { Expression, FunctionId } from '../core/types.js';
import { isObjectOf, OBJECT_KIND } from '../inference/types.js';
import { ARRAY, CELL, OBJECT_FLAGS } from '../layout.js';
import { keepArguments } from './arguments.js';
import { callFunction } from './direct-calls.js';
import type { FunctionScope } from './function-scope.js';
import { inOrder, type Kept, keepTyped } from './kept.js';
import type { Typed } from './values.js';
import { F64, I32, type Ref } from './wasm.js';

/** `object` is not evaluated yet. */
export function callKnownMethod(
  scope: FunctionScope,
  id: FunctionId,
  expression: Extract<Expression, { kind: 'callMethod' }>,
  object: Kept,
): Typed {
  const args = keepArguments(scope, expression.arguments);
  const values = args.values();
  const first = [object.first, ...args.first];
  if (
    id === 'String$prototype$charCodeAt' &&
    object.get().as === 'string' &&
    values.length === 1 &&
    values[0]!.as === 'integer'
  ) {
    return inOrder(scope, first, charCodeAt(scope, object, values[0]!));
  }
  const type = scope.module.inference.typeOf(expression.object);
  if (
    id === 'Array$prototype$push' &&
    isObjectOf(type, OBJECT_KIND.array) &&
    object.get().as === 'object' &&
    values.length === 1
  ) {
    return inOrder(scope, first, push(scope, object, args.values()[0]!));
  }
  return inOrder(scope, first, callFunction(scope, id, { this: object.get() }, args.values()));
}

function charCodeAt(scope: FunctionScope, object: Kept, index: Typed): Typed {
  const { module } = scope.wasm;
  const unit = scope.keep(I32, scope.library('charCodeAt', [object.get().ref, index.ref]).ref);
  const isThere = module.i32.ge_s(scope.get(unit.index), scope.wasm.int(0));
  const number = module.select(isThere, module.f64.convert_s.i32(scope.get(unit.index)), module.f64.const(Number.NaN));
  return { ref: module.block(null, [unit.first, number], F64), as: 'number' };
}

/** Where there is room, in place; gives the new length. */
export function push(scope: FunctionScope, array: Kept, item: Typed): Typed {
  const { wasm, values } = scope;
  const { module } = wasm;
  const value = keepTyped(scope, item);
  const length = scope.local(I32);
  const address = () => array.get().ref;
  const fixed = OBJECT_FLAGS.notExtensible | OBJECT_FLAGS.frozen;
  const hasRoom = module.i32.and(
    module.i32.lt_u(scope.get(length), wasm.load32(address(), ARRAY.capacity)),
    wasm.not(module.i32.and(wasm.load8(address(), CELL.flags), wasm.int(fixed))),
  );
  const at = wasm.scaled(wasm.load32(address(), ARRAY.elements), scope.get(length), 3);
  const typed = value.get();
  const store: Ref = typed.as === 'number' ? wasm.storeDouble(at, typed.ref) : wasm.store64(at, values.box(typed));
  const next = () => module.i32.add(scope.get(length), wasm.int(1));
  const inPlace = module.block(null, [store, wasm.store32(address(), next(), ARRAY.length), next()], I32);
  const grow = scope.library('arrayPush', [values.box(array.get()), values.box(value.get())]).ref;
  return {
    ref: module.block(
      null,
      [value.first, scope.set(length, wasm.load32(address(), ARRAY.length)), module.if(hasRoom, inPlace, grow)],
      I32,
    ),
    as: 'integer',
  };
}
