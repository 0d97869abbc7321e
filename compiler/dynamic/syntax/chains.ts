/** Optional chains: `a?.b.c(d)` is undefined as a whole when `a` is null or undefined. */
import ts from '#typescript';
import type { Expression } from '../core/types.js';
import { methodCall, plainCall } from './calls.js';
import type { FunctionContext } from './context.js';
import { binary, blockOf, booleanOf, conditional, nullAt, undefinedAt } from './make.js';
import { access } from './members.js';
import { keyExpression } from './properties.js';

type Link = ts.PropertyAccessExpression | ts.ElementAccessExpression | ts.CallExpression;

export function isInChain(node: ts.Node): boolean {
  const isLink = ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node) || ts.isCallExpression(node);
  return (isLink || ts.isNonNullExpression(node)) && (node.flags & ts.NodeFlags.OptionalChain) !== 0;
}

export function chain(context: FunctionContext, node: ts.Expression, deletes = false): Expression {
  const links: Link[] = [];
  let root = node;
  while (isInChain(root)) {
    if (!ts.isNonNullExpression(root)) links.unshift(root as Link);
    root = (root as Link).expression;
  }
  const run = new Chain(context, links, deletes);
  const isMethod = ts.isCallExpression(links[0]!) && (ts.isPropertyAccessExpression(root) || ts.isElementAccessExpression(root));
  if (!isMethod || (root as ts.PropertyAccessExpression).expression.kind === ts.SyntaxKind.SuperKeyword) {
    return run.from(0, context.expression(root));
  }
  const member = root as ts.PropertyAccessExpression | ts.ElementAccessExpression;
  const object = context.stable(context.expression(member.expression), 'object');
  const key = ts.isPropertyAccessExpression(member)
    ? keyExpression(context, member.name)
    : context.expression(member.argumentExpression);
  const span = context.span(member);
  return blockOf(span, object.before, run.from(0, access(object.use, key, span), object.use));
}

class Chain {
  constructor(
    private readonly context: FunctionContext,
    private readonly links: readonly Link[],
    private readonly deletes: boolean,
  ) {}

  /** The rest of the chain applied to a value; `receiver`: the object that the value is a property of. */
  from(index: number, value: Expression, receiver?: Expression): Expression {
    const link = this.links[index];
    if (!link) return value;
    if (!link.questionDotToken) return this.follow(index, link, value, receiver);
    const span = this.context.span(link);
    const held = this.context.stable(value, 'value');
    const test = binary(span, '==', held.use, nullAt(span));
    const nothing = this.deletes ? booleanOf(span, true) : undefinedAt(span);
    return blockOf(span, held.before, conditional(span, test, nothing, this.follow(index, link, held.use, receiver)));
  }

  private follow(index: number, link: Link, value: Expression, receiver: Expression | undefined): Expression {
    const { context } = this;
    const span = context.span(link);
    if (ts.isCallExpression(link)) {
      return this.from(index + 1, plainCall(context, value, receiver, [], link.arguments, span));
    }
    const key = ts.isPropertyAccessExpression(link)
      ? keyExpression(context, link.name)
      : context.expression(link.argumentExpression);
    const next = this.links[index + 1];
    if (!next && this.deletes) return { kind: 'delete', object: value, key, span };
    if (!next || !ts.isCallExpression(next)) return this.from(index + 1, access(value, key, span));
    if (!next.questionDotToken) {
      return this.from(index + 2, methodCall(context, value, key, [], next.arguments, context.span(next)));
    }
    const object = context.stable(value, 'object');
    return blockOf(span, object.before, this.from(index + 1, access(object.use, key, span), object.use));
  }
}
