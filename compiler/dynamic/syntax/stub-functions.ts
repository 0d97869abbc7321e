/** Functions that can't be translated, as values: having one does no harm. */
import type ts from '#typescript';
import type { Expression } from '../core/types.js';
import type { FunctionContext } from './context.js';

/** A function that stops the run when it is called, because of what `refusing` throws. */
export function stubFunction(context: FunctionContext, name: string, node: ts.Node, refusing: () => void): Expression {
  const { program } = context;
  const span = context.span(node);
  const body = program.attemptStatements(context.unit, node, () => {
    refusing();
    return [];
  });
  const id = program.newFunctionId(name);
  program.stubs.add(id);
  program.functions.set(id, {
    id,
    name,
    length: 0,
    parameters: [],
    kind: 'normal',
    usesThis: false,
    variables: new Map(),
    captures: [],
    body,
    span,
    isBuiltin: false,
  });
  return { kind: 'function', function: id, span };
}
