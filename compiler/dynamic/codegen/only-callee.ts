/** Calls that can run one function only. */
import type { FunctionId } from '../core/types.js';
import type { CallExpression } from '../inference/index.js';
import type { FunctionScope } from './function-scope.js';

/** The only function that the call can run, if there is one and it may be called without `new`. */
export function onlyCallee(scope: FunctionScope, expression: CallExpression): { id: FunctionId; isCertain: boolean } | undefined {
  const { functions, mayBeOther } = scope.module.inference.calleesOf(expression);
  if (functions.length !== 1) return undefined;
  return { id: functions[0]!, isCertain: !mayBeOther };
}
