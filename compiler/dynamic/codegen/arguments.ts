/** Arguments of calls: the first three are parameters, the others lie at REALM.arguments. */
import type { Expression } from '../core/types.js';
import { REALM } from '../layout.js';
import type { FunctionScope } from './function-scope.js';
import { keepTyped } from './kept.js';
import { UNIFORM_ARGUMENTS } from './module-scope.js';
import type { Typed } from './values.js';
import { I32, type Ref } from './wasm.js';

export interface Arguments {
  readonly first: readonly Ref[];
  /** The number of arguments. */
  count(): Ref;
  /** The arguments as typed values; undefined when their number is not known. */
  values(): Typed[];
  /** The first three, boxed. */
  leading(): Ref[];
  /** Code that lays out the others. */
  further(): Ref[];
}

export function keepArguments(scope: FunctionScope, expressions: readonly Expression[]): Arguments {
  const { wasm, values } = scope;
  const kept = expressions.map((expression) => keepTyped(scope, scope.expression(expression)));
  return {
    first: kept.map(({ first }) => first),
    count: () => wasm.int(kept.length),
    values: () => kept.map((one) => one.get()),
    leading: () =>
      Array.from({ length: UNIFORM_ARGUMENTS }, (_, k) => (kept[k] ? values.box(kept[k].get()) : values.undefined())),
    further: () => {
      const more = kept.slice(UNIFORM_ARGUMENTS);
      if (more.length === 0) return [];
      if (more.length <= 64)
        return more.map((one, k) => wasm.store64(wasm.int(0), values.box(one.get()), REALM.arguments + 8 * k));
      const target = scope.local(I32);
      return [
        scope.set(target, scope.library('longArguments', [wasm.int(kept.length)]).ref),
        ...more.map((one, k) => wasm.store64(scope.get(target), values.box(one.get()), 8 * k)),
      ];
    },
  };
}

/** The elements of an array as arguments. */
export function spreadArguments(scope: FunctionScope, array: Expression): Arguments {
  const kept = keepTyped(scope, { ref: scope.values.box(scope.expression(array)), as: 'value' });
  const count = scope.local(I32);
  return {
    first: [kept.first],
    count: () => scope.get(count),
    values: () => [],
    leading: () => [0, 1, 2].map((k) => scope.library('spreadArgument', [kept.get().ref, scope.wasm.int(k)]).ref),
    further: () => [scope.set(count, scope.library('spreadArguments', [kept.get().ref]).ref)],
  };
}
