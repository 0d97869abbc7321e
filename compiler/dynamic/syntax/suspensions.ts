/** `await` and `yield`. */
import type ts from '#typescript';
import type { Expression } from '../core/types.js';
import type { FunctionContext } from './context.js';
import { callBuiltin, intrinsic, stringOf, undefinedAt } from './make.js';
import { refuse } from './refusal.js';

/** Nothing is ever a promise, so waiting for a value gives it. */
export function awaited(context: FunctionContext, node: ts.AwaitExpression): Expression {
  return context.expression(node.expression);
}

/** Marks in Core that only generators.ts sees. */
export const YIELD = 'yield';
export const YIELD_ALL = 'yield*';

export function yieldExpression(context: FunctionContext, node: ts.YieldExpression): Expression {
  const span = context.span(node);
  if (context.isAsync) return refuse(node, 'asynchronous', 'Async generators are not supported.');
  const value = node.expression ? context.expression(node.expression) : undefinedAt(span);
  if (!node.asteriskToken) return intrinsic(span, YIELD, value);
  const text = stringOf(span, '');
  return intrinsic(span, YIELD_ALL, callBuiltin(span, context.program.builtin('Operators$iterator'), value, text));
}
