/** Closures and classes. */
import type { Expression, FunctionId } from '../core/types.js';
import { CELL_KIND, FUNCTION, OBJECT, SPECIAL } from '../layout.js';
import { allocateObject, ROOT_FUNCTION } from './allocation.js';
import type { FunctionScope } from './function-scope.js';
import type { Typed } from './values.js';
import { capturedValue } from './variables.js';
import { I32, I64, type Ref } from './wasm.js';

export function compileClosure(scope: FunctionScope, id: FunctionId): Typed {
  const { wasm, module } = scope;
  const fn = module.function(id);
  const closure = scope.local(I32);
  const bytes = FUNCTION.captured - OBJECT.fields + 8 * fn.captures.length;
  const parts: Ref[] = [
    allocateObject(scope, closure, CELL_KIND.function, wasm.load32(wasm.int(0), ROOT_FUNCTION), { fields: bytes }),
    wasm.store32(scope.get(closure), wasm.int(module.tableIndex(id)), FUNCTION.code),
    wasm.store32(scope.get(closure), wasm.int(module.info(id)), FUNCTION.info),
  ];
  for (const [k, variable] of fn.captures.entries()) {
    parts.push(wasm.store64(scope.get(closure), capturedValue(scope, variable), FUNCTION.captured + 8 * k));
  }
  return { ref: wasm.module.block(null, [...parts, scope.get(closure)], I32), as: 'object' };
}

/** The super class is evaluated first; then the constructor is made and linked to it. */
export function compileClass(scope: FunctionScope, expression: Extract<Expression, { kind: 'class' }>): Typed {
  const { wasm, values } = scope;
  const superClass = expression.superClass && scope.keep(I64, values.box(scope.expression(expression.superClass)));
  const closure = scope.keep(I32, compileClosure(scope, expression.constructor).ref);
  const parent = superClass ? scope.get(superClass.index) : values.special(SPECIAL.empty);
  const link = wasm.module.drop(scope.library('linkClass', [scope.get(closure.index), parent]).ref);
  const parts = [...(superClass ? [superClass.first] : []), closure.first, link, scope.get(closure.index)];
  return { ref: wasm.module.block(null, parts, I32), as: 'object' };
}
