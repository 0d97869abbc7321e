/** Object and array literals. */
import type { Expression } from '../core/types.js';
import { CELL_KIND, OBJECT } from '../layout.js';
import { allocateObject } from './allocation.js';
import { newArrayOf } from './direct-calls.js';
import type { FunctionScope } from './function-scope.js';
import { keepTyped } from './kept.js';
import type { Typed } from './values.js';
import { I32, type Ref } from './wasm.js';

/** The shape is made once, at the start; here the values are put in their places. */
export function objectLiteral(scope: FunctionScope, { properties }: Extract<Expression, { kind: 'object' }>): Typed {
  const { wasm, values, module } = scope;
  const kept = properties.map(({ value }) => keepTyped(scope, scope.expression(value)));
  const shape = module.shape(properties.map(({ key }) => key));
  const object = scope.local(I32);
  const parts: Ref[] = kept.map(({ first }) => first);
  parts.push(
    allocateObject(scope, object, CELL_KIND.plain, wasm.load32(wasm.int(0), shape), { fields: 0, capacity: properties.length }),
  );
  for (const [k, value] of kept.entries()) {
    const typed = value.get();
    const at = OBJECT.fields + 8 * k;
    parts.push(
      typed.as === 'number'
        ? wasm.storeDouble(scope.get(object), typed.ref, at)
        : wasm.store64(scope.get(object), values.box(typed), at),
    );
  }
  return { ref: wasm.module.block(null, [...parts, scope.get(object)], I32), as: 'object' };
}

export function arrayLiteral(scope: FunctionScope, { elements }: Extract<Expression, { kind: 'array' }>): Typed {
  const kept = elements.map((element) => keepTyped(scope, scope.expression(element)));
  const array = newArrayOf(
    scope,
    kept.map((one) => one.get()),
  );
  return { ref: scope.wasm.module.block(null, [...kept.map(({ first }) => first), array.ref], I32), as: 'object' };
}
