/** Declared variables, and statements that stand alone where a block could. */
import ts from '#typescript';
import type { Statement } from '../core/types.js';
import type { FunctionContext } from './context.js';
import { undefinedAt } from './make.js';
import { named } from './naming.js';
import { refuse } from './refusal.js';

export function nested(context: FunctionContext, node: ts.Statement): Statement[] {
  return ts.isBlock(node) ? context.parts.statements(context, node.statements) : context.parts.statements(context, [node]);
}

export function declarations(context: FunctionContext, list: ts.VariableDeclarationList): Statement[] {
  if ((list.flags & ts.NodeFlags.Using) === ts.NodeFlags.Using) {
    refuse(list, 'unsupportedStatement', "'using' is not supported.");
  }
  return list.declarations.flatMap((node) => {
    const span = context.span(node);
    const { name, initializer } = node;
    if (!ts.isIdentifier(name)) return context.parts.bind(context, name, context.expression(initializer!));
    const binding = context.unit.binding(name)!;
    if (!initializer) return binding.kind === 'var' ? [] : [context.declare(binding, undefinedAt(span), span)];
    const value = named(context, name.text, initializer);
    // Global `var`s come to life in front of all statements.
    return [context.declare(binding, value, span)];
  });
}
