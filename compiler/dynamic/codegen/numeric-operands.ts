/**
 * Operands of arithmetic that are numbers or undefined, such as what a read of an array may give that is out of bounds: as numbers they are
 * themselves or NaN, which needs no call of a slow path. So loops over arrays stay free of calls that may pause.
 */
import type { Expression } from '../core/types.js';
import { KIND } from '../inference/types.js';
import { isNumeric } from './conversions.js';
import type { FunctionScope } from './function-scope.js';
import type { Typed } from './values.js';
import { F64, I64 } from './wasm.js';

const NUMBER_OR_UNDEFINED = KIND.number | KIND.undefined;

/** Both as numbers where that takes no call; undefined: it does, or one may be something else, such as text that `+` would join. */
export function asNumbers(
  scope: FunctionScope,
  [leftNode, left]: readonly [Expression, Typed],
  [rightNode, right]: readonly [Expression, Typed],
): readonly [Typed, Typed] | undefined {
  if (!isSimple(scope, leftNode, left) || !isSimple(scope, rightNode, right)) return undefined;
  return [toNumber(scope, left), toNumber(scope, right)];
}

function isSimple(scope: FunctionScope, expression: Expression, typed: Typed): boolean {
  if (isNumeric(typed)) return true;
  const { kinds } = scope.module.inference.typeOf(expression);
  return typed.as === 'value' && (kinds & KIND.number) !== 0 && (kinds & ~NUMBER_OR_UNDEFINED) === 0;
}

function toNumber(scope: FunctionScope, typed: Typed): Typed {
  if (typed.as !== 'value') return typed;
  const { wasm, values } = scope;
  const { module } = wasm;
  const value = scope.keep(I64, typed.ref);
  const number = module.select(
    values.isDouble(scope.get(value.index)),
    values.asDouble(scope.get(value.index)),
    wasm.double(Number.NaN),
  );
  return { ref: module.block(null, [value.first, number], F64), as: 'number' };
}
