/** Calls of library functions that Core names, and the few of them that are instructions. */
import type { Representation } from '../core/intrinsics.js';
import type { Expression } from '../core/types.js';
import { isObjectOf, OBJECT_KIND } from '../inference/types.js';
import { SPECIAL } from '../layout.js';
import { toBoolean, toNumber } from './conversions.js';
import type { FunctionScope } from './function-scope.js';
import { inOrder, keepTyped } from './kept.js';
import { mathFunction } from './math.js';
import { push } from './methods.js';
import { charAt } from './string-elements.js';
import type { Typed } from './values.js';
import type { Ref } from './wasm.js';

export function compileIntrinsic(
  scope: FunctionScope,
  expression: Extract<Expression, { kind: 'intrinsic' }>,
  _wantsValue: boolean,
): Typed {
  const { name } = expression;
  if (name === 'empty') return { ref: scope.values.special(SPECIAL.empty), as: 'value' };
  if (name === 'isEmpty')
    return {
      ref: scope.values.isSpecial(scope.values.box(scope.expression(expression.arguments[0]!)), SPECIAL.empty),
      as: 'boolean',
    };
  if (name === 'arrayPush') {
    const inPlace = pushInPlace(scope, expression);
    if (inPlace) return inPlace;
  }
  const { takes } = scope.module.library.intrinsic(name);
  if (name === 'charAt') {
    const [text, index] = expression.arguments;
    return charAt(scope, operand(scope, text, 'string'), operand(scope, index, 'integer'));
  }
  if (name.startsWith('Math.')) {
    const numbers = takes.map((_, k) => toNumber(scope, scope.expression(expression.arguments[k]!)));
    return mathFunction(scope, name.slice('Math.'.length), numbers);
  }
  const operands = takes.map((as, k) => operand(scope, expression.arguments[k], as));
  return scope.library(name, operands);
}

/** Of what is certainly an array. */
function pushInPlace(scope: FunctionScope, expression: Extract<Expression, { kind: 'intrinsic' }>): Typed | undefined {
  const [array, item] = expression.arguments;
  if (!array || !item || !isObjectOf(scope.module.inference.typeOf(array), OBJECT_KIND.array)) return undefined;
  const kept = keepTyped(scope, { ref: scope.as(array, 'object'), as: 'object' });
  return inOrder(scope, [kept.first], push(scope, kept, scope.expression(item)));
}

/** Self-hosted code passes what it knows to be right: no conversion of JavaScript takes place. */
function operand(scope: FunctionScope, argument: Expression | undefined, as: Representation): Ref {
  if (argument === undefined) return scope.values.convert({ ref: scope.values.undefined(), as: 'value' }, as);
  const typed = scope.expression(argument);
  if (as === 'boolean') return toBoolean(scope, typed);
  return scope.values.convert(typed, as);
}
