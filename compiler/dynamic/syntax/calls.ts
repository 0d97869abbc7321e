/** Calls and `new`: of functions, methods and built-ins. */
import ts from '#typescript';
import type { Expression } from '../core/types.js';
import { builtinCall, builtinNew, builtinPrototypeCall } from './builtin-calls.js';
import type { FunctionContext } from './context.js';
import { withoutTypes } from './erasure.js';
import { arrayOf } from './literals.js';
import { blockOf } from './make.js';
import { access } from './members.js';
import { isAwaitedCall } from './names.js';
import { propertyAccess, superPlace } from './properties.js';
import { refuse } from './refusal.js';
import { superCall } from './super-calls.js';

export type Arguments = readonly ts.Expression[];

export function call(context: FunctionContext, node: ts.CallExpression): Expression {
  if (node.expression.kind === ts.SyntaxKind.SuperKeyword) return superCall(context, node);
  if (node.expression.kind === ts.SyntaxKind.ImportKeyword) {
    return refuse(node, 'unsupportedImport', 'Nothing can be imported while a block runs.');
  }
  return (
    builtinCall(context, node) ??
    builtinPrototypeCall(context, node) ??
    callWith(context, node.expression, [], node.arguments, node)
  );
}

export const hasSpread = (args: Arguments): boolean => args.some((one) => ts.isSpreadElement(one));

/** Calls what the expression gives, with arguments that are translated already in front of the others. */
export function callWith(
  context: FunctionContext,
  calleeNode: ts.Expression,
  first: readonly Expression[],
  args: Arguments,
  node: ts.Node,
): Expression {
  const callee = withoutTypes(calleeNode);
  const span = context.span(node);
  if (ts.isPropertyAccessExpression(callee) || ts.isElementAccessExpression(callee)) {
    return memberCall(context, callee, first, args, span);
  }
  return plainCall(context, context.expression(callee), undefined, first, args, span);
}

function memberCall(
  context: FunctionContext,
  callee: ts.PropertyAccessExpression | ts.ElementAccessExpression,
  first: readonly Expression[],
  args: Arguments,
  span: Expression['span'],
): Expression {
  if (callee.expression.kind === ts.SyntaxKind.SuperKeyword) {
    const { self } = superPlace(context, callee.expression);
    return plainCall(context, context.expression(callee), self, first, args, span);
  }
  if (ts.isPropertyAccessExpression(callee)) {
    refuseAsyncMethod(context, callee);
    const direct = propertyAccess(context, callee);
    if (direct.kind !== 'property') return plainCall(context, direct, undefined, first, args, span);
    return methodCall(
      context,
      direct.object,
      { kind: 'string', value: direct.key, span: context.span(callee.name) },
      first,
      args,
      span,
    );
  }
  const object = context.expression(callee.expression);
  return methodCall(context, object, context.expression(callee.argumentExpression), first, args, span);
}

export function methodCall(
  context: FunctionContext,
  object: Expression,
  key: Expression,
  first: readonly Expression[],
  args: Arguments,
  span: Expression['span'],
): Expression {
  if (hasSpread(args)) {
    const held = context.stable(object, 'object');
    const callee = access(held.use, key, span);
    return blockOf(span, held.before, plainCall(context, callee, held.use, first, args, span));
  }
  const list = [...first, ...args.map((one) => context.expression(one))];
  if (access(object, key, span).kind === 'property' && key.kind === 'string') {
    return { kind: 'callMethod', object, key: key.value, arguments: list, span };
  }
  return { kind: 'callElement', object, key, arguments: list, span };
}

export function plainCall(
  context: FunctionContext,
  callee: Expression,
  self: Expression | undefined,
  first: readonly Expression[],
  args: Arguments,
  span: Expression['span'],
): Expression {
  const receiver = self ? { this: self } : {};
  if (!hasSpread(args)) {
    return { kind: 'call', callee, ...receiver, arguments: [...first, ...args.map((one) => context.expression(one))], span };
  }
  return { kind: 'callSpread', callee, ...receiver, arguments: spreadArguments(context, first, args, span), span };
}

function spreadArguments(
  context: FunctionContext,
  first: readonly Expression[],
  args: Arguments,
  span: Expression['span'],
): Expression {
  const array = arrayOf(context, args, args[0]!.parent, true);
  if (first.length === 0) return array;
  const list = context.temporary('arguments');
  return blockOf(
    span,
    [
      { kind: 'let', variable: list, value: { kind: 'array', elements: first, span }, span },
      {
        kind: 'expression',
        value: {
          kind: 'callBuiltin',
          function: context.program.builtin('Operators$spread'),
          arguments: [{ kind: 'get', variable: list, span }, array, { kind: 'string', value: 'arguments', span }],
          span,
        },
        span,
      },
    ],
    { kind: 'get', variable: list, span },
  );
}

function refuseAsyncMethod(context: FunctionContext, callee: ts.PropertyAccessExpression): void {
  if (context.program.facts.asyncMethods.has(callee.name.text) && !isAwaitedCall(callee)) {
    refuse(callee.name, 'asynchronous', `A method '${callee.name.text}' is async and may be called only with 'await'.`);
  }
}

export function construct(context: FunctionContext, node: ts.NewExpression): Expression {
  const span = context.span(node);
  const args = node.arguments ?? [];
  const builtin = builtinNew(context, node);
  if (builtin) return builtin;
  const callee = context.expression(node.expression);
  if (hasSpread(args)) return { kind: 'newSpread', callee, arguments: arrayOf(context, args, node, true), span };
  return { kind: 'new', callee, arguments: args.map((one) => context.expression(one)), span };
}
