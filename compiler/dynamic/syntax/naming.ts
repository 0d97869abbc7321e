/** Functions and classes without a name get that of what they are assigned to. */
import ts from '#typescript';
import type { Expression } from '../core/types.js';
import type { FunctionContext } from './context.js';
import { withoutTypes } from './erasure.js';
import { binary, blockOf, conditional, undefinedAt } from './make.js';

/** Functions and classes without a name get that of the variable. */
export function named(context: FunctionContext, name: string, node: ts.Expression): Expression {
  const value = withoutTypes(node);
  if (ts.isArrowFunction(value) || (ts.isFunctionExpression(value) && !value.name))
    return context.parts.closure(context, value, name);
  if (ts.isClassExpression(value) && !value.name) return context.parts.classValue(context, value, name);
  return context.expression(node);
}

/** The value, or the default when it is undefined. */
export function withDefault(
  context: FunctionContext,
  value: Expression,
  initializer: ts.Expression | undefined,
  name: string | undefined,
): Expression {
  if (!initializer) return value;
  const span = context.span(initializer);
  const fallback = name === undefined ? context.expression(initializer) : named(context, name, initializer);
  const { before, use } = context.stable(value, name ?? 'value');
  return blockOf(span, before, conditional(span, binary(span, '===', use, undefinedAt(span)), fallback, use));
}
