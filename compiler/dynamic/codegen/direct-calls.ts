/** Calls of functions that are known, with the representations of their signatures. */
import type { FunctionId } from '../core/types.js';
import { ARRAY, CELL_KIND } from '../layout.js';
import { allocate, allocateObject, ROOT_ARRAY } from './allocation.js';
import type { FunctionScope } from './function-scope.js';
import { type Typed, wasmType } from './values.js';
import { I32, NONE, type Ref } from './wasm.js';

/** What a call passes beside its arguments. */
export interface Context {
  readonly this?: Typed;
  readonly newTarget?: Typed;
  /** Address of the closure. */
  readonly closure?: Ref;
}

/** Calls a function that is known, its arguments evaluated already (in order, without effects left). */
export function callFunction(scope: FunctionScope, id: FunctionId, context: Context | undefined, args: readonly Typed[]): Typed {
  const { module: shared, values, wasm } = scope;
  const signature = shared.signature(id);
  const fn = shared.function(id);
  const operands: Ref[] = [];
  if (signature.closure) operands.push(context?.closure ?? wasm.int(0));
  if (signature.this) operands.push(context?.this ? values.box(context.this) : values.undefined());
  if (signature.newTarget) operands.push(context?.newTarget ? values.box(context.newTarget) : values.undefined());
  const fixed = fn.parameters.length;
  for (let k = 0; k < fixed; k++) {
    const as = signature.parameters[k]!;
    operands.push(args[k] ? values.convert(args[k]!, as) : values.convert({ ref: values.undefined(), as: 'value' }, as));
  }
  if (fn.rest !== undefined) operands.push(restArray(scope, args.slice(fixed)));
  const call = shared.callBody(id, operands);
  const type = wasmType(signature.result);
  return { ref: shared.inference.mayThrow(id) ? scope.checked(call, type) : call, as: signature.result };
}

function restArray(scope: FunctionScope, items: readonly Typed[]): Ref {
  return scope.values.box(newArrayOf(scope, items));
}

/** Longer ones are made by the library. */
const INLINE_ELEMENTS = 16;

/** An array of that length whose elements are to be stored at once, at the address in `elements`. */
function allocateArray(scope: FunctionScope, array: number, elements: number, length: number): Ref {
  const { wasm } = scope;
  const parts = [allocateObject(scope, array, CELL_KIND.array, wasm.load32(wasm.int(0), ROOT_ARRAY), { fields: 16 })];
  if (length > 0) {
    const store = scope.local(I32);
    parts.push(
      allocate(scope, store, CELL_KIND.values, 8 + 8 * length),
      scope.set(elements, wasm.module.i32.add(scope.get(store), wasm.int(8))),
      wasm.store32(scope.get(array), scope.get(elements), ARRAY.elements),
      wasm.store32(scope.get(array), wasm.int(length), ARRAY.length),
      wasm.store32(scope.get(array), wasm.int(length), ARRAY.capacity),
      wasm.store32(scope.get(array), scope.get(store), ARRAY.store),
    );
  }
  return wasm.module.block(null, parts, NONE);
}

/** An array with these elements. */
export function newArrayOf(scope: FunctionScope, items: readonly Typed[]): Typed {
  const { wasm, values } = scope;
  const array = scope.local(I32);
  const elements = scope.local(I32);
  const kept = items.map((item) => scope.keep(wasmType(item.as), item.ref));
  const parts = kept.map(({ first }) => first);
  if (items.length > INLINE_ELEMENTS) {
    parts.push(
      scope.set(array, scope.library('allocateElements', [wasm.int(items.length)]).ref),
      scope.set(elements, wasm.load32(scope.get(array), ARRAY.elements)),
    );
  } else parts.push(allocateArray(scope, array, elements, items.length));
  for (const [k, item] of items.entries()) {
    const ref = scope.get(kept[k]!.index);
    parts.push(
      item.as === 'number'
        ? wasm.storeDouble(scope.get(elements), ref, 8 * k)
        : wasm.store64(scope.get(elements), values.box({ ref, as: item.as }), 8 * k),
    );
  }
  return { ref: wasm.module.block(null, [...parts, scope.get(array)], I32), as: 'object' };
}
