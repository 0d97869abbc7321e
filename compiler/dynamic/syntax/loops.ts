/** `for`, `while` and `do`. */
import ts from '#typescript';
import type { Label, Statement } from '../core/types.js';
import type { Binding } from './bindings.js';
import type { FunctionContext, Target } from './context.js';
import { declarations, nested } from './declarations.js';
import { booleanOf, breakTo, effect, get, ifStatement, letStatement, set, unary } from './make.js';

/** Translates the body of a loop, in which `break` and `continue` mean this loop. */
export function loopBody(
  context: FunctionContext,
  label: Label,
  body: () => Statement[],
  leave?: () => Statement[],
): Statement[] {
  const target: Target = { names: context.pendingLabels, breakTo: label, continueTo: label, ...(leave ? { leave } : {}) };
  context.pendingLabels = [];
  context.targets.push(target);
  const result = body();
  context.targets.pop();
  return result;
}

const isEndless = (test: ts.Expression | undefined): boolean => !test || test.kind === ts.SyntaxKind.TrueKeyword;

export function whileLoop(context: FunctionContext, node: ts.WhileStatement): Statement[] {
  const label = context.label();
  const test = isEndless(node.expression) ? {} : { test: context.expression(node.expression) };
  const body = loopBody(context, label, () => nested(context, node.statement));
  return [{ kind: 'loop', label, ...test, update: [], body, span: context.span(node) }];
}

export function doLoop(context: FunctionContext, node: ts.DoStatement): Statement[] {
  const label = context.label();
  const body = loopBody(context, label, () => nested(context, node.statement));
  const test = isEndless(node.expression) ? {} : { test: context.expression(node.expression), testsLast: true as const };
  return [{ kind: 'loop', label, ...test, update: [], body, span: context.span(node) }];
}

export function forLoop(context: FunctionContext, node: ts.ForStatement): Statement[] {
  const head = node.initializer;
  const span = context.span(node);
  const labels = context.pendingLabels;
  context.pendingLabels = [];
  const before: Statement[] = [];
  const captured: Binding[] = [];
  if (head && ts.isVariableDeclarationList(head)) {
    before.push(...declarations(context, head));
    for (const binding of declaredBy(context, head)) {
      if (binding.isCaptured && binding.kind === 'let' && binding.isReassigned) captured.push(binding);
    }
  } else if (head) before.push(...context.parts.effects(context, head));
  context.pendingLabels = labels;
  if (captured.length > 0) return [...before, ...freshLoop(context, node, captured)];
  const label = context.label();
  const test = isEndless(node.condition) ? {} : { test: context.expression(node.condition!) };
  const body = loopBody(context, label, () => nested(context, node.statement));
  const update = node.incrementor ? context.parts.effects(context, node.incrementor) : [];
  return [...before, { kind: 'loop', label, ...test, update, body, span }];
}

function declaredBy(context: FunctionContext, list: ts.VariableDeclarationList): Binding[] {
  const found: Binding[] = [];
  const visit = (name: ts.BindingName): void => {
    if (ts.isIdentifier(name)) found.push(context.unit.binding(name)!);
    else for (const one of name.elements) if (ts.isBindingElement(one)) visit(one.name);
  };
  for (const declaration of list.declarations) visit(declaration.name);
  return found;
}

/**
 * A loop whose closures capture its variables: each iteration has variables of its own, made from those of the one before
 * (CreatePerIterationEnvironment of ECMAScript, 14.7.4.4).
 */
function freshLoop(context: FunctionContext, node: ts.ForStatement, captured: readonly Binding[]): Statement[] {
  const span = context.span(node);
  const label = context.label();
  const first = context.temporary('first', true);
  const copies = captured.map((binding) => ({
    variable: context.variable(binding),
    carrier: context.temporary(binding.name, true),
  }));
  const before = [
    ...copies.map(({ variable, carrier }) => letStatement(span, carrier, get(span, variable))),
    letStatement(span, first, booleanOf(span, true)),
  ];
  const start: Statement[] = copies.map(({ variable, carrier }) => letStatement(span, variable, get(span, carrier)));
  const update = node.incrementor ? context.parts.effects(context, node.incrementor) : [];
  start.push(ifStatement(span, get(span, first), [effect(set(span, first, booleanOf(span, false)))], update));
  if (!isEndless(node.condition)) {
    start.push(ifStatement(span, unary(span, '!', context.expression(node.condition!)), [breakTo(span, label)]));
  }
  const body = loopBody(context, label, () => nested(context, node.statement));
  const keep = copies.map(({ variable, carrier }) => effect(set(span, carrier, get(span, variable))));
  return [...before, { kind: 'loop', label, update: keep, body: [...start, ...body], span }];
}
