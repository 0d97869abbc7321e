/** `super(...)`: the parent's constructor on the same `this`, then the fields of the class itself. */
import ts from '#typescript';
import type { Expression } from '../core/types.js';
import type { FunctionContext } from './context.js';
import { arrayOf } from './literals.js';
import { blockOf, effect } from './make.js';
import { refuse } from './refusal.js';

export function superCall(context: FunctionContext, node: ts.CallExpression): Expression {
  const span = context.span(node);
  const { node: around } = context.scope;
  if (!ts.isConstructorDeclaration(around)) {
    return refuse(node, 'unsupportedExpression', "'super(...)' inside of another function is not supported.");
  }
  const owner = around.parent;
  const superClass = context.program.superClasses.get(owner);
  if (!superClass) return refuse(node, 'unsupportedExpression', "'super(...)' needs a super class.");
  if (context.scope.superCalls > 1 && owner.members.some((member) => ts.isPropertyDeclaration(member) && member.initializer)) {
    return refuse(node, 'unsupportedExpression', "Several 'super(...)' in a class with fields are not supported.");
  }
  const callee = superClass(context);
  const call: Expression = node.arguments.some((one) => ts.isSpreadElement(one))
    ? { kind: 'callSuperSpread', callee, arguments: arrayOf(context, node.arguments, node, true), span }
    : { kind: 'callSuper', callee, arguments: node.arguments.map((one) => context.expression(one)), span };
  return blockOf(span, [effect(call), ...context.parts.fields(context, owner)], { kind: 'this', span });
}
