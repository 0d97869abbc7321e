/** Assignment to variables, properties and patterns; `+=` and its kin; `++` and `--`. */
import ts from '#typescript';
import type { BinaryOperator, Expression, Statement } from '../core/types.js';
import type { FunctionContext } from './context.js';
import { withoutTypes } from './erasure.js';
import { binary, blockOf, callBuiltin, effect, get, letStatement, unary } from './make.js';
import { access, setMember } from './members.js';
import { readName, writeName } from './names.js';
import { named } from './naming.js';
import { assignPattern } from './patterns.js';
import { builtinName, keyExpression, superPlace } from './properties.js';
import { refuse } from './refusal.js';

/** A place that can be read and written, its parts evaluated once. */
interface Place {
  readonly before: Statement[];
  readonly read: () => Expression;
  readonly write: (value: Expression) => Expression;
}

function refuseBuiltinChange(context: FunctionContext, node: ts.Expression): void {
  const object = withoutTypes(node);
  const base = ts.isPropertyAccessExpression(object) && object.name.text === 'prototype' ? object.expression : object;
  if (builtinName(context, base) !== undefined) {
    refuse(node, 'builtinChanged', `'${object.getText()}' can not be changed.`);
  }
}

/** The parts of a property, in the order in which they are evaluated. */
export function memberParts(
  context: FunctionContext,
  node: ts.PropertyAccessExpression | ts.ElementAccessExpression,
): { readonly object: Expression; readonly key: Expression } {
  refuseBuiltinChange(context, node.expression);
  const isSuper = node.expression.kind === ts.SyntaxKind.SuperKeyword;
  const object = isSuper ? superPlace(context, node.expression).self : context.expression(node.expression);
  const key = ts.isPropertyAccessExpression(node)
    ? keyExpression(context, node.name)
    : context.expression(node.argumentExpression);
  return { object, key };
}

export function assignment(context: FunctionContext, node: ts.BinaryExpression): Expression {
  const span = context.span(node);
  const target = withoutTypes(node.left);
  if (ts.isIdentifier(target)) return writeName(context, target, named(context, target.text, node.right));
  if (ts.isPropertyAccessExpression(target) || ts.isElementAccessExpression(target)) {
    const { object, key } = memberParts(context, target);
    return setMember(object, key, context.expression(node.right), span);
  }
  const value = context.temporary('value');
  const before = [
    letStatement(span, value, context.expression(node.right)),
    ...context.parts.assign(context, target, get(span, value)),
  ];
  return blockOf(span, before, get(span, value));
}

/** Assigns `value`, which may be evaluated anywhere among the target's parts, to a target of any form. */
export function assign(context: FunctionContext, node: ts.Expression, value: Expression): Statement[] {
  const target = withoutTypes(node);
  const span = context.span(node);
  if (ts.isIdentifier(target)) return [effect(writeName(context, target, value))];
  if (ts.isPropertyAccessExpression(target) || ts.isElementAccessExpression(target)) {
    const { object, key } = memberParts(context, target);
    return [effect(setMember(object, key, value, span))];
  }
  if (ts.isArrayLiteralExpression(target) || ts.isObjectLiteralExpression(target)) return assignPattern(context, target, value);
  return refuse(node, 'unsupportedPattern', 'Nothing can be assigned to this.');
}

const COMPOUND: Partial<Record<ts.SyntaxKind, BinaryOperator>> = {
  [ts.SyntaxKind.PlusEqualsToken]: '+',
  [ts.SyntaxKind.MinusEqualsToken]: '-',
  [ts.SyntaxKind.AsteriskEqualsToken]: '*',
  [ts.SyntaxKind.SlashEqualsToken]: '/',
  [ts.SyntaxKind.PercentEqualsToken]: '%',
  [ts.SyntaxKind.AsteriskAsteriskEqualsToken]: '**',
  [ts.SyntaxKind.AmpersandEqualsToken]: '&',
  [ts.SyntaxKind.BarEqualsToken]: '|',
  [ts.SyntaxKind.CaretEqualsToken]: '^',
  [ts.SyntaxKind.LessThanLessThanEqualsToken]: '<<',
  [ts.SyntaxKind.GreaterThanGreaterThanEqualsToken]: '>>',
  [ts.SyntaxKind.GreaterThanGreaterThanGreaterThanEqualsToken]: '>>>',
};

const LOGICAL: Partial<Record<ts.SyntaxKind, '&&' | '||' | '??'>> = {
  [ts.SyntaxKind.AmpersandAmpersandEqualsToken]: '&&',
  [ts.SyntaxKind.BarBarEqualsToken]: '||',
  [ts.SyntaxKind.QuestionQuestionEqualsToken]: '??',
};

export function compoundAssignment(context: FunctionContext, node: ts.BinaryExpression): Expression {
  const span = context.span(node);
  const place = placeOf(context, node.left);
  const logical = LOGICAL[node.operatorToken.kind];
  if (logical) {
    const left = withoutTypes(node.left);
    const right = ts.isIdentifier(left) ? named(context, left.text, node.right) : context.expression(node.right);
    return blockOf(span, place.before, {
      kind: 'logical',
      operator: logical,
      left: place.read(),
      right: place.write(right),
      span,
    });
  }
  const operator = COMPOUND[node.operatorToken.kind];
  if (!operator) return refuse(node.operatorToken, 'unsupportedOperator', `'${node.operatorToken.getText()}' is not supported.`);
  const value = binary(span, operator, place.read(), context.expression(node.right));
  return blockOf(span, place.before, place.write(value));
}

function placeOf(context: FunctionContext, node: ts.Expression): Place {
  const target = withoutTypes(node);
  const span = context.span(node);
  if (ts.isIdentifier(target)) {
    return { before: [], read: () => readName(context, target), write: (value) => writeName(context, target, value) };
  }
  if (ts.isPropertyAccessExpression(target) || ts.isElementAccessExpression(target)) {
    const parts = memberParts(context, target);
    const object = context.stable(parts.object, 'object');
    const key = context.stable(parts.key, 'key');
    return {
      before: [...object.before, ...key.before],
      read: () => access(object.use, key.use, span),
      write: (value) => setMember(object.use, key.use, value, span),
    };
  }
  return refuse(node, 'unsupportedPattern', 'Nothing can be assigned to this.');
}

type Update = ts.PrefixUnaryExpression | ts.PostfixUnaryExpression;

/** `++x` and `x++` where nobody uses the value: both are the same. */
export function updateEffect(context: FunctionContext, node: Update): Expression {
  const place = placeOf(context, node.operand);
  const operator = node.operator === ts.SyntaxKind.PlusPlusToken ? '++' : '--';
  const span = context.span(node);
  return blockOf(span, place.before, place.write(unary(span, operator, place.read())));
}

export function update(context: FunctionContext, node: Update): Expression {
  if (ts.isPrefixUnaryExpression(node)) return updateEffect(context, node);
  const place = placeOf(context, node.operand);
  const operator = node.operator === ts.SyntaxKind.PlusPlusToken ? '++' : '--';
  const span = context.span(node);
  const old = context.temporary('old');
  const numeric = callBuiltin(span, context.program.builtin('Operators$toNumeric'), place.read());
  const before = [...place.before, letStatement(span, old, numeric), effect(place.write(unary(span, operator, get(span, old))))];
  return blockOf(span, before, get(span, old));
}
