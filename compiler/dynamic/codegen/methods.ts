/** Calls of built-in methods that are known: without a look-up, and some as a few instructions. */
import type { FunctionId } from '../core/types.js';
import { type AbstractType, isInt32, isObjectOf, OBJECT_KIND } from '../inference/types.js';
import { ARRAY, CELL, CELL_KIND, OBJECT_FLAGS, STRING } from '../layout.js';
import { callFunction } from './direct-calls.js';
import type { FunctionScope } from './function-scope.js';
import { type Kept, keepTyped } from './kept.js';
import type { Typed } from './values.js';
import { F64, I32, type Ref } from './wasm.js';

/** What a call of a known method is about; everything is evaluated already. */
interface MethodCall {
  readonly object: Kept;
  /** Of the object. */
  readonly type: AbstractType;
  readonly arguments: readonly Typed[];
  /** Of the result. */
  readonly result: AbstractType;
}

/** Methods of maps and sets that are intrinsics; of `set` and `add` the result is the object. */
const OF_MAPS: Readonly<Record<FunctionId, string>> = {
  Map$prototype$get: 'mapGet',
  Map$prototype$has: 'mapHas',
  Map$prototype$set: 'mapSet',
  Map$prototype$delete: 'mapDelete',
};

export function callKnownMethod(scope: FunctionScope, id: FunctionId, call: MethodCall): Typed {
  const { object, type, arguments: values } = call;
  const { as } = object.get();
  if (id === 'String$prototype$charCodeAt' && as === 'string' && values.length === 1) {
    const code = charCodeAt(scope, id, call, values[0]!);
    if (code) return code;
  }
  const isArray = as === 'object' && isObjectOf(type, OBJECT_KIND.array);
  if (id === 'Array$prototype$push' && isArray && values.length === 1) return push(scope, object, values[0]!);
  const ofMap = OF_MAPS[id];
  if (ofMap && as === 'object' && isObjectOf(type, OBJECT_KIND.map)) {
    const { takes, gives } = scope.module.library.intrinsic(ofMap);
    const operands = takes.slice(1).map((_, k) => (values[k] ? scope.values.box(values[k]!) : scope.values.undefined()));
    const done = scope.library(ofMap, [scope.values.box(object.get()), ...operands]);
    if (gives !== 'nothing') return done;
    return { ref: scope.wasm.module.block(null, [done.ref, object.get().ref], I32), as };
  }
  return callFunction(scope, id, { this: object.get() }, values);
}

/** Of a string: inline where its units lie in its own cell and the index is an int32. */
function charCodeAt(scope: FunctionScope, id: FunctionId, call: MethodCall, index: Typed): Typed | undefined {
  const { wasm, values } = scope;
  const { module } = wasm;
  if (index.as !== 'integer' && index.as !== 'number' && index.as !== 'value') return undefined;
  const text = () => call.object.get().ref;
  const at = scope.local(I32);
  const unit = scope.local(I32);
  const isInline = () =>
    module.i32.and(
      module.i32.eq(wasm.load8(text(), CELL.kind), wasm.int(CELL_KIND.string)),
      module.i32.lt_u(scope.get(at), wasm.load32(text(), STRING.length)),
    );
  const flat = () => module.i32.load16_u(STRING.units, 2, wasm.scaled(text(), scope.get(at), 1));
  const other = () => scope.library('charCodeAt', [text(), scope.get(at)]).ref;
  const load = () => scope.set(unit, module.if(isInline(), flat(), other()));
  if (index.as === 'integer' && isInt32(call.result))
    return { ref: module.block(null, [scope.set(at, index.ref), load(), scope.get(unit)], I32), as: 'integer' };
  const isThere = () => module.i32.ge_s(scope.get(unit), wasm.int(0));
  const number = () => module.select(isThere(), module.f64.convert_s.i32(scope.get(unit)), module.f64.const(Number.NaN));
  if (index.as === 'integer') return { ref: module.block(null, [scope.set(at, index.ref), load(), number()], F64), as: 'number' };
  const kept = keepTyped(scope, index);
  const double = () => (index.as === 'number' ? kept.get().ref : values.asDouble(kept.get().ref));
  const slow = values.convert(callFunction(scope, id, { this: call.object.get() }, [kept.get()]), 'number');
  return {
    ref: module.block(
      null,
      [
        kept.first,
        scope.set(at, values.lowWord(double())),
        module.if(
          module.f64.eq(module.f64.convert_s.i32(scope.get(at)), double()),
          module.block(null, [load(), number()], F64),
          slow,
        ),
      ],
      F64,
    ),
    as: 'number',
  };
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
