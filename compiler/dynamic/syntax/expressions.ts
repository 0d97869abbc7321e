/** Expressions: which file translates which, and the simple ones. */
import ts from '#typescript';
import type { BinaryOperator, Expression, Statement } from '../core/types.js';
import { assignment, compoundAssignment, update, updateEffect } from './assignments.js';
import { call, construct } from './calls.js';
import { chain, isInChain } from './chains.js';
import type { FunctionContext } from './context.js';
import { withoutTypes } from './erasure.js';
import { isAbsentGlobal, isHostOnly, typeofGlobal } from './globals.js';
import { arrayLiteral, objectLiteral, taggedTemplate, template } from './literals.js';
import {
  binary,
  blockOf,
  booleanOf,
  conditional,
  effect,
  ifStatement,
  nullAt,
  numberOf,
  stringOf,
  unary,
  undefinedAt,
} from './make.js';
import { readBinding, readName } from './names.js';
import { elementAccess, keyExpression, propertyAccess } from './properties.js';
import { Refusal, refuse } from './refusal.js';
import { regularExpression } from './regular-expressions.js';
import { stopAt } from './stops.js';
import { awaited, yieldExpression } from './suspensions.js';
import { isAssignmentOperator } from './tokens.js';

/** What can't be translated becomes a stop, as deep inside as can be. */
export function expression(context: FunctionContext, node: ts.Expression): Expression {
  try {
    return translated(context, node);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return stopAt(context.program, context.unit, error, node);
  }
}

function translated(context: FunctionContext, node: ts.Expression): Expression {
  const span = context.span(node);
  if (isInChain(node)) return chain(context, node);
  if (ts.isIdentifier(node)) return readName(context, node);
  if (ts.isNumericLiteral(node)) return numberOf(span, Number(node.text));
  if (ts.isStringLiteralLike(node)) {
    context.program.mention(node.text, context.unit, node);
    return stringOf(span, node.text);
  }
  if (ts.isBigIntLiteral(node)) return { kind: 'bigint', value: BigInt(node.text.slice(0, -1)).toString(), span };
  if (ts.isPropertyAccessExpression(node)) return propertyAccess(context, node);
  if (ts.isElementAccessExpression(node)) return elementAccess(context, node);
  if (ts.isCallExpression(node)) return call(context, node);
  if (ts.isNewExpression(node)) return construct(context, node);
  if (ts.isBinaryExpression(node)) return binaryExpression(context, node);
  if (ts.isPrefixUnaryExpression(node)) return prefix(context, node);
  if (ts.isPostfixUnaryExpression(node)) return update(context, node);
  if (ts.isConditionalExpression(node)) {
    return conditional(
      span,
      context.expression(node.condition),
      context.expression(node.whenTrue),
      context.expression(node.whenFalse),
    );
  }
  if (ts.isArrayLiteralExpression(node)) return arrayLiteral(context, node);
  if (ts.isObjectLiteralExpression(node)) return objectLiteral(context, node);
  if (ts.isTemplateExpression(node)) return template(context, node);
  if (ts.isTaggedTemplateExpression(node)) return taggedTemplate(context, node);
  if (ts.isArrowFunction(node) || ts.isFunctionExpression(node)) return context.parts.closure(context, node, '');
  if (ts.isClassExpression(node)) return context.parts.classValue(context, node, node.name?.text ?? '');
  if (ts.isTypeOfExpression(node)) return typeOf(context, node);
  if (ts.isVoidExpression(node)) return blockOf(span, context.parts.effects(context, node.expression), undefinedAt(span));
  if (ts.isDeleteExpression(node)) return deletion(context, node);
  if (ts.isAwaitExpression(node)) return awaited(context, node);
  if (ts.isYieldExpression(node)) return yieldExpression(context, node);
  if (ts.isMetaProperty(node)) return metaProperty(context, node);
  const inner = withoutTypes(node);
  if (inner !== node) return context.expression(inner);
  switch (node.kind) {
    case ts.SyntaxKind.TrueKeyword:
    case ts.SyntaxKind.FalseKeyword:
      return booleanOf(span, node.kind === ts.SyntaxKind.TrueKeyword);
    case ts.SyntaxKind.NullKeyword:
      return nullAt(span);
    case ts.SyntaxKind.ThisKeyword:
      return thisValue(context, node);
    case ts.SyntaxKind.RegularExpressionLiteral:
      return regularExpression(context, node as ts.RegularExpressionLiteral);
    case ts.SyntaxKind.OmittedExpression:
      return undefinedAt(span);
    case ts.SyntaxKind.ImportKeyword:
      return refuse(node, 'unsupportedImport', 'Nothing can be imported while a block runs.');
    default:
      return refuse(node, 'unsupportedExpression', `${ts.SyntaxKind[node.kind]} is not supported.`);
  }
}

/** `this`: the function's own, or a variable of the function around an arrow function. */
export function thisValue(context: FunctionContext, node: ts.Node): Expression {
  const binding = context.unit.binding(node);
  const span = context.span(node);
  if (!binding || ts.isSourceFile(binding.scope.owner.node)) return undefinedAt(span);
  if (context.scope === binding.scope.owner) return { kind: 'this', span };
  return context.read(binding, span);
}

function metaProperty(context: FunctionContext, node: ts.MetaProperty): Expression {
  if (node.keywordToken !== ts.SyntaxKind.NewKeyword) {
    return refuse(node, 'hostOrChance', "'import.meta' tells about the host.");
  }
  if (isInField(node)) return undefinedAt(context.span(node));
  const binding = context.unit.binding(node)!;
  if (context.scope === binding.scope.owner) return { kind: 'newTarget', span: context.span(node) };
  return readBinding(context, binding, node);
}

/** Fields are initialised as if by methods, which have no `new.target`. */
function isInField(node: ts.Node): boolean {
  let around = node.parent;
  while (around && (!ts.isFunctionLike(around) || ts.isArrowFunction(around))) {
    if (ts.isPropertyDeclaration(around)) return true;
    around = around.parent;
  }
  return false;
}

const BINARY: Partial<Record<ts.SyntaxKind, BinaryOperator>> = {
  [ts.SyntaxKind.PlusToken]: '+',
  [ts.SyntaxKind.MinusToken]: '-',
  [ts.SyntaxKind.AsteriskToken]: '*',
  [ts.SyntaxKind.SlashToken]: '/',
  [ts.SyntaxKind.PercentToken]: '%',
  [ts.SyntaxKind.AsteriskAsteriskToken]: '**',
  [ts.SyntaxKind.AmpersandToken]: '&',
  [ts.SyntaxKind.BarToken]: '|',
  [ts.SyntaxKind.CaretToken]: '^',
  [ts.SyntaxKind.LessThanLessThanToken]: '<<',
  [ts.SyntaxKind.GreaterThanGreaterThanToken]: '>>',
  [ts.SyntaxKind.GreaterThanGreaterThanGreaterThanToken]: '>>>',
  [ts.SyntaxKind.EqualsEqualsEqualsToken]: '===',
  [ts.SyntaxKind.ExclamationEqualsEqualsToken]: '!==',
  [ts.SyntaxKind.EqualsEqualsToken]: '==',
  [ts.SyntaxKind.ExclamationEqualsToken]: '!=',
  [ts.SyntaxKind.LessThanToken]: '<',
  [ts.SyntaxKind.LessThanEqualsToken]: '<=',
  [ts.SyntaxKind.GreaterThanToken]: '>',
  [ts.SyntaxKind.GreaterThanEqualsToken]: '>=',
  [ts.SyntaxKind.InKeyword]: 'in',
  [ts.SyntaxKind.InstanceOfKeyword]: 'instanceof',
};

const LOGICAL: Partial<Record<ts.SyntaxKind, '&&' | '||' | '??'>> = {
  [ts.SyntaxKind.AmpersandAmpersandToken]: '&&',
  [ts.SyntaxKind.BarBarToken]: '||',
  [ts.SyntaxKind.QuestionQuestionToken]: '??',
};

function binaryExpression(context: FunctionContext, node: ts.BinaryExpression): Expression {
  const span = context.span(node);
  const token = node.operatorToken.kind;
  if (token === ts.SyntaxKind.EqualsToken) return assignment(context, node);
  if (isAssignmentOperator(token)) return compoundAssignment(context, node);
  if (token === ts.SyntaxKind.CommaToken) {
    return blockOf(span, context.parts.effects(context, node.left), context.expression(node.right));
  }
  const logical = LOGICAL[token];
  if (logical) {
    return {
      kind: 'logical',
      operator: logical,
      left: context.expression(node.left),
      right: context.expression(node.right),
      span,
    };
  }
  const operator = BINARY[token];
  if (!operator) return refuse(node.operatorToken, 'unsupportedOperator', `'${node.operatorToken.getText()}' is not supported.`);
  const absent = comparisonWithAbsent(context, node, operator);
  if (absent) return absent;
  const left = ts.isPrivateIdentifier(node.left) ? keyExpression(context, node.left) : context.expression(node.left);
  if (operator === 'in' && ts.isPrivateIdentifier(node.left)) context.program.mentioned.add(node.left.text);
  return binary(span, operator, left, context.expression(node.right));
}

/** `x instanceof Date` and `x === Date` are false where there are no dates. */
function comparisonWithAbsent(
  context: FunctionContext,
  node: ts.BinaryExpression,
  operator: BinaryOperator,
): Expression | undefined {
  const isAbsent = (side: ts.Expression): boolean => {
    const inner = withoutTypes(side);
    return ts.isIdentifier(inner) && !context.unit.binding(inner) && isAbsentGlobal(inner.text);
  };
  const isEquality = ['===', '!==', '==', '!='].includes(operator);
  if (!isAbsent(node.right) || !(operator === 'instanceof' || isEquality) || isAbsent(node.left)) return undefined;
  const span = context.span(node);
  return blockOf(span, context.parts.effects(context, node.left), booleanOf(span, operator.startsWith('!')));
}

function prefix(context: FunctionContext, node: ts.PrefixUnaryExpression): Expression {
  const span = context.span(node);
  switch (node.operator) {
    case ts.SyntaxKind.PlusPlusToken:
    case ts.SyntaxKind.MinusMinusToken:
      return update(context, node);
    case ts.SyntaxKind.MinusToken: {
      const operand = context.expression(node.operand);
      if (operand.kind === 'number') return numberOf(span, -operand.value);
      if (operand.kind === 'bigint' && !operand.value.startsWith('-') && operand.value !== '0') {
        return { kind: 'bigint', value: `-${operand.value}`, span };
      }
      return unary(span, '-', operand);
    }
    case ts.SyntaxKind.PlusToken:
      return unary(span, '+', context.expression(node.operand));
    case ts.SyntaxKind.TildeToken:
      return unary(span, '~', context.expression(node.operand));
    default:
      return unary(span, '!', context.expression(node.operand));
  }
}

function typeOf(context: FunctionContext, node: ts.TypeOfExpression): Expression {
  const span = context.span(node);
  const operand = withoutTypes(node.expression);
  if (ts.isIdentifier(operand) && !context.unit.binding(operand)) {
    // Packages ask for the host, and have another way where there is none.
    const known = context.unit.isPackage && isHostOnly(operand.text) ? 'undefined' : typeofGlobal(operand.text);
    if (known !== undefined) return stringOf(span, known);
  }
  return unary(span, 'typeof', context.expression(operand));
}

function deletion(context: FunctionContext, node: ts.DeleteExpression): Expression {
  const span = context.span(node);
  const operand = withoutTypes(node.expression);
  if (isInChain(operand)) return chain(context, operand, true);
  return deleteProperty(context, operand, span);
}

function deleteProperty(context: FunctionContext, operand: ts.Expression, span: Expression['span']): Expression {
  if (ts.isPropertyAccessExpression(operand)) {
    return { kind: 'delete', object: context.expression(operand.expression), key: keyExpression(context, operand.name), span };
  }
  if (ts.isElementAccessExpression(operand)) {
    const object = context.expression(operand.expression);
    return { kind: 'delete', object, key: context.expression(operand.argumentExpression), span };
  }
  return blockOf(span, context.parts.effects(context, operand), booleanOf(span, true));
}

/** An expression for what it does; its value is not needed, which often makes it simpler. */
export function effects(context: FunctionContext, node: ts.Expression): Statement[] {
  const inner = withoutTypes(node);
  const span = context.span(inner);
  if (ts.isPrefixUnaryExpression(inner) || ts.isPostfixUnaryExpression(inner)) {
    const changes = inner.operator === ts.SyntaxKind.PlusPlusToken || inner.operator === ts.SyntaxKind.MinusMinusToken;
    if (changes) return [effect(updateEffect(context, inner))];
  }
  if (ts.isConditionalExpression(inner)) {
    const then = context.parts.effects(context, inner.whenTrue);
    return [ifStatement(span, context.expression(inner.condition), then, context.parts.effects(context, inner.whenFalse))];
  }
  if (ts.isVoidExpression(inner)) return context.parts.effects(context, inner.expression);
  if (ts.isBinaryExpression(inner)) {
    const token = inner.operatorToken.kind;
    if (token === ts.SyntaxKind.CommaToken) {
      return [...context.parts.effects(context, inner.left), ...context.parts.effects(context, inner.right)];
    }
    if (token === ts.SyntaxKind.AmpersandAmpersandToken) {
      return [ifStatement(span, context.expression(inner.left), context.parts.effects(context, inner.right))];
    }
    if (token === ts.SyntaxKind.BarBarToken) {
      return [ifStatement(span, unary(span, '!', context.expression(inner.left)), context.parts.effects(context, inner.right))];
    }
    if (token === ts.SyntaxKind.EqualsToken) {
      const target = withoutTypes(inner.left);
      if (ts.isArrayLiteralExpression(target) || ts.isObjectLiteralExpression(target)) {
        return context.parts.assign(context, target, context.expression(inner.right));
      }
    }
  }
  const value = context.expression(inner);
  if (value.kind === 'block') return [...value.body, ...(hasEffect(value.value) ? [effect(value.value)] : [])];
  return [effect(value)];
}

function hasEffect(value: Expression): boolean {
  return !['undefined', 'null', 'number', 'string', 'boolean'].includes(value.kind) && !(value.kind === 'get' && !value.checked);
}
