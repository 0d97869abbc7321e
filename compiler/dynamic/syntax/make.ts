/** Short ways to write pieces of Core. */
import type { Span } from '../../ir/types.js';
import type { BinaryOperator, Expression, FunctionId, Label, Statement, UnaryOperator, VariableId } from '../core/types.js';

export const numberOf = (span: Span, value: number): Expression => ({ kind: 'number', value, span });
export const stringOf = (span: Span, value: string): Expression => ({ kind: 'string', value, span });
export const booleanOf = (span: Span, value: boolean): Expression => ({ kind: 'boolean', value, span });
export const undefinedAt = (span: Span): Expression => ({ kind: 'undefined', span });
export const nullAt = (span: Span): Expression => ({ kind: 'null', span });
export const get = (span: Span, variable: VariableId): Expression => ({ kind: 'get', variable, span });
export const set = (span: Span, variable: VariableId, value: Expression): Expression => ({ kind: 'set', variable, value, span });
export const binary = (span: Span, operator: BinaryOperator, left: Expression, right: Expression): Expression => ({
  kind: 'binary',
  operator,
  left,
  right,
  span,
});
export const unary = (span: Span, operator: UnaryOperator, operand: Expression): Expression => ({
  kind: 'unary',
  operator,
  operand,
  span,
});
export const conditional = (span: Span, test: Expression, then: Expression, otherwise: Expression): Expression => ({
  kind: 'conditional',
  test,
  then,
  otherwise,
  span,
});
export const property = (span: Span, object: Expression, key: string): Expression => ({ kind: 'property', object, key, span });
export const element = (span: Span, object: Expression, key: Expression): Expression => ({ kind: 'element', object, key, span });
export const intrinsic = (span: Span, name: string, ...args: Expression[]): Expression => ({
  kind: 'intrinsic',
  name,
  arguments: args,
  span,
});
export const callBuiltin = (span: Span, name: FunctionId, ...args: Expression[]): Expression => ({
  kind: 'callBuiltin',
  function: name,
  arguments: args,
  span,
});
export const letStatement = (span: Span, variable: VariableId, value: Expression): Statement => ({
  kind: 'let',
  variable,
  value,
  span,
});
export const effect = (value: Expression): Statement => ({ kind: 'expression', value, span: value.span });
export const ifStatement = (
  span: Span,
  test: Expression,
  then: readonly Statement[],
  otherwise: readonly Statement[] = [],
): Statement => ({ kind: 'if', test, then, otherwise, span });
export const breakTo = (span: Span, label: Label): Statement => ({ kind: 'break', label, span });
export const returnStatement = (span: Span, value: Expression): Statement => ({ kind: 'return', value, span });

/** Statements in front of a value, without a block where there are none. */
export function blockOf(span: Span, body: readonly Statement[], value: Expression): Expression {
  return body.length === 0 ? value : { kind: 'block', body, value, span };
}

/** Whether the value of the expression can't change by what is evaluated after it, and evaluating it twice does no harm. */
export function isStable(value: Expression, isReassigned: (variable: VariableId) => boolean): boolean {
  switch (value.kind) {
    case 'number':
    case 'string':
    case 'boolean':
    case 'undefined':
    case 'null':
    case 'bigint':
    case 'builtin':
    case 'symbol':
    case 'this':
    case 'newTarget':
      return true;
    case 'get':
      return !value.checked && !isReassigned(value.variable);
    default:
      return false;
  }
}
