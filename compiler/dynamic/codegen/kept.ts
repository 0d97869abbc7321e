/** Values that are evaluated once and used in several places. */
import type { FunctionScope } from './function-scope.js';
import { type Typed, wasmType } from './values.js';
import type { Ref } from './wasm.js';

/** A value that is evaluated once, first, and then used in several places. */
export interface Kept {
  readonly first: Ref;
  get(): Typed;
}

export function keepTyped(scope: FunctionScope, typed: Typed): Kept {
  const { first, index } = scope.keep(wasmType(typed.as), typed.ref);
  return { first, get: () => ({ ref: scope.get(index), as: typed.as }) };
}

export function inOrder(scope: FunctionScope, first: readonly Ref[], last: Typed): Typed {
  if (first.length === 0) return last;
  return { ref: scope.wasm.module.block(null, [...first, last.ref], wasmType(last.as)), as: last.as };
}
