/**
 * `object.key(...)`. Where only one function can be meant there is no look-up; where the receiver may be a string or an array, whose built-in methods
 * nobody can change, a test of its kind takes the place of the look-up.
 */
import type { Expression, FunctionId } from '../core/types.js';
import { KIND, mayBe, NULLISH } from '../inference/types.js';
import { CELL, CELL_KIND, OBJECT } from '../layout.js';
import { ROOT_ARRAY } from './allocation.js';
import { type Arguments, keepArguments } from './arguments.js';
import { callFunction } from './direct-calls.js';
import type { FunctionScope } from './function-scope.js';
import { inOrder, type Kept, keepTyped } from './kept.js';
import { callKnownMethod } from './methods.js';
import { onlyCallee } from './only-callee.js';
import { getPropertyOf } from './properties.js';
import { lookupSite } from './property-lookups.js';
import type { Typed } from './values.js';
import { I32, I64, NONE, type Ref } from './wasm.js';

type CallMethod = Extract<Expression, { kind: 'callMethod' }>;

/** Calls a callee that was looked up. */
type CallFound = (callee: Kept, object: Kept, args: Arguments) => Typed;

export function callMethod(scope: FunctionScope, expression: CallMethod, callFound: CallFound): Typed {
  const object = keepTyped(scope, scope.expression(expression.object));
  const known = knownMethod(scope, expression);
  if (known !== undefined) return callKnown(scope, expression, object, known);
  const text = builtinMethod(scope, expression, 'String.prototype');
  const list = builtinMethod(scope, expression, 'Array.prototype');
  const { as } = object.get();
  const type = scope.module.inference.typeOf(expression.object);
  const ofString = text !== undefined && as === 'value' && mayBe(type, KIND.string) ? text : undefined;
  const ofArray = list !== undefined && (as === 'value' || as === 'object') ? list : undefined;
  const look = () => getPropertyOf(scope, object.get(), expression.key, lookupSite(scope.module));
  if (ofString === undefined && ofArray === undefined) {
    const callee = keepTyped(scope, look());
    const args = keepArguments(scope, expression.arguments);
    return inOrder(scope, [object.first, callee.first, ...args.first], callFound(callee, object, args));
  }
  return callByKind(scope, expression, object, ofString, ofArray, look, callFound);
}

/** The only function that the call can run, if it needs nothing of its closure. */
function knownMethod(scope: FunctionScope, expression: CallMethod): FunctionId | undefined {
  const only = onlyCallee(scope, expression);
  if (!only?.isCertain || scope.module.mayBeAccessor(expression.key)) return undefined;
  const { kind, captures } = scope.module.function(only.id);
  return captures.length === 0 && kind !== 'constructor' && kind !== 'derived' ? only.id : undefined;
}

function builtinMethod(scope: FunctionScope, expression: CallMethod, holder: string): FunctionId | undefined {
  const { program, inference } = scope.module;
  const object = program.builtins.find(({ name }) => name === holder);
  const property = object?.properties.find(({ kind, key }) => kind === 'function' && key === expression.key);
  if (property?.kind !== 'function') return undefined;
  return inference.calleesOf(expression).functions.includes(property.function) ? property.function : undefined;
}

function callKnown(scope: FunctionScope, expression: CallMethod, object: Kept, id: FunctionId): Typed {
  const { wasm, values } = scope;
  const { inference } = scope.module;
  const type = inference.typeOf(expression.object);
  const first: Ref[] = [object.first];
  if (object.get().as === 'value' && mayBe(type, NULLISH)) {
    const key = wasm.int(scope.module.reserved.string(expression.key));
    const fails = wasm.module.drop(scope.library('getProperty', [object.get().ref, key, wasm.int(0)]).ref);
    first.push(wasm.module.if(values.isNullish(object.get().ref), fails));
  }
  const args = keepArguments(scope, expression.arguments);
  const call = scope.module.function(id).isBuiltin
    ? callKnownMethod(scope, id, { object, type, arguments: args.values(), result: inference.typeOf(expression) })
    : callFunction(scope, id, { this: object.get() }, args.values());
  return inOrder(scope, [...first, ...args.first], call);
}

function callByKind(
  scope: FunctionScope,
  expression: CallMethod,
  object: Kept,
  ofString: FunctionId | undefined,
  ofArray: FunctionId | undefined,
  look: () => Typed,
  callFound: CallFound,
): Typed {
  const { wasm, values } = scope;
  const { module } = wasm;
  const { inference } = scope.module;
  const { as } = object.get();
  const isString = scope.local(I32);
  const isArray = scope.local(I32);
  const callee: Kept & { readonly index: number } = (() => {
    const index = scope.local(I64);
    return { first: module.nop(), index, get: (): Typed => ({ ref: scope.get(index), as: 'value' }) };
  })();
  const address = () => values.convert(object.get(), 'object');
  const isOrdinary = () =>
    module.i32.and(
      module.i32.eq(wasm.load8(address(), CELL.kind), wasm.int(CELL_KIND.array)),
      module.i32.eq(wasm.load32(address(), OBJECT.shape), wasm.load32(wasm.int(0), ROOT_ARRAY)),
    );
  const first: Ref[] = [object.first];
  first.push(scope.set(isString, ofString === undefined ? wasm.int(0) : values.isString(object.get().ref)));
  const arrayTest = () =>
    as === 'object' ? isOrdinary() : module.if(values.isObject(object.get().ref), isOrdinary(), wasm.int(0));
  first.push(scope.set(isArray, ofArray === undefined ? wasm.int(0) : arrayTest()));
  first.push(
    module.if(
      wasm.not(module.i32.or(scope.get(isString), scope.get(isArray))),
      module.block(null, [scope.set(callee.index, values.box(look()))], NONE),
    ),
  );
  const args = keepArguments(scope, expression.arguments);
  const result = inference.typeOf(expression);
  const direct = (id: FunctionId, receiver: Kept, kind: number) => {
    const type = { ...inference.typeOf(expression.object), kinds: kind };
    return values.box(callKnownMethod(scope, id, { object: receiver, type, arguments: args.values(), result }));
  };
  const of = (typed: () => Typed): Kept => ({ first: module.nop(), get: typed });
  let code = values.box(callFound(callee, object, args));
  if (ofArray !== undefined)
    code = module.if(
      scope.get(isArray),
      direct(
        ofArray,
        of(() => ({ ref: address(), as: 'object' })),
        KIND.object,
      ),
      code,
    );
  if (ofString !== undefined) {
    const text = of(() => ({ ref: values.addressOf(object.get().ref), as: 'string' }));
    code = module.if(scope.get(isString), direct(ofString, text, KIND.string), code);
  }
  return inOrder(scope, [...first, ...args.first], { ref: code, as: 'value' });
}
