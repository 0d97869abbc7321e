/** The translation of an expression by its kind. Kinds that are not listed are refused. */
import ts from '#typescript';
import { type Expression, type Type, walkExpression } from '../ir/index.js';
import { arrayLiteral, newExpression } from './arrays.js';
import { assignment, increment, withoutParentheses } from './assignments.js';
import { call } from './calls.js';
import { FollowUp, refuse } from './codes.js';
import { constantOf, libraryConstant } from './constants.js';
import { type FunctionBuilder, hasEffect, isAssignment } from './function-builder.js';
import { binary, conditional, unary } from './operators.js';
import { objectLiteral } from './records.js';
import { isLocal } from './signatures.js';
import { BOOLEAN, describeType, elementType, isArrayLike, NUMBER, STRING, sameType } from './types.js';
import { refuseExpression } from './unsupported.js';

export function expression(build: FunctionBuilder, node: ts.Expression, expected?: Type): Expression {
  const span = build.span(node);
  if (ts.isParenthesizedExpression(node)) return build.expression(node.expression, expected);
  if (ts.isNonNullExpression(node)) return nonNull(build, node, expected);
  if (ts.isSatisfiesExpression(node)) return build.expression(node.expression, expected);
  if (ts.isAsExpression(node) || ts.isTypeAssertionExpression(node)) return assertion(build, node, expected);
  if (ts.isNumericLiteral(node)) {
    return { kind: 'number', value: Number(node.getText().replaceAll('_', '')), type: NUMBER, span };
  }
  if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) {
    return { kind: 'string', value: node.text, type: STRING, span };
  }
  if (node.kind === ts.SyntaxKind.TrueKeyword || node.kind === ts.SyntaxKind.FalseKeyword) {
    return { kind: 'boolean', value: node.kind === ts.SyntaxKind.TrueKeyword, type: BOOLEAN, span };
  }
  if (ts.isIdentifier(node)) return named(build, node, node);
  if (ts.isPropertyAccessExpression(node)) return property(build, node);
  if (ts.isElementAccessExpression(node)) return element(build, node);
  if (ts.isBinaryExpression(node)) {
    return isAssignment(node.operatorToken.kind) ? assignment(build, node, true)! : binary(build, node);
  }
  if (ts.isPrefixUnaryExpression(node)) {
    const changes = node.operator === ts.SyntaxKind.PlusPlusToken || node.operator === ts.SyntaxKind.MinusMinusToken;
    return changes ? increment(build, node, true)! : unary(build, node);
  }
  if (ts.isPostfixUnaryExpression(node)) return increment(build, node, true)!;
  if (ts.isConditionalExpression(node)) return conditional(build, node, expected);
  if (ts.isCallExpression(node)) return call(build, node, expected);
  if (ts.isNewExpression(node)) return newExpression(build, node, expected);
  if (ts.isArrayLiteralExpression(node)) return arrayLiteral(build, node, expected);
  if (ts.isObjectLiteralExpression(node)) return objectLiteral(build, node, expected);
  return refuseExpression(node);
}

/** An expression whose value nobody wants. */
export function effect(build: FunctionBuilder, node: ts.Expression): void {
  const inner = withoutParentheses(node);
  if (ts.isBinaryExpression(inner)) {
    const kind = inner.operatorToken.kind;
    if (isAssignment(kind)) {
      assignment(build, inner, false);
      return;
    }
    if (kind === ts.SyntaxKind.CommaToken) {
      build.effect(inner.left);
      build.effect(inner.right);
      return;
    }
    if (kind === ts.SyntaxKind.AmpersandAmpersandToken || kind === ts.SyntaxKind.BarBarToken) {
      const test = build.condition(inner.left);
      const right = build.block(() => build.effect(inner.right));
      const both =
        kind === ts.SyntaxKind.AmpersandAmpersandToken ? { then: right, otherwise: [] } : { then: [], otherwise: right };
      build.emit({ kind: 'if', test, ...both, span: build.span(inner) });
      return;
    }
  }
  if (ts.isConditionalExpression(inner)) {
    const test = build.condition(inner.condition);
    const then = build.block(() => build.effect(inner.whenTrue));
    const otherwise = build.block(() => build.effect(inner.whenFalse));
    build.emit({ kind: 'if', test, then, otherwise, span: build.span(inner) });
    return;
  }
  if (ts.isPostfixUnaryExpression(inner) || ts.isPrefixUnaryExpression(inner)) {
    if (inner.operator === ts.SyntaxKind.PlusPlusToken || inner.operator === ts.SyntaxKind.MinusMinusToken) {
      increment(build, inner, false);
      return;
    }
  }
  const value = build.expression(inner);
  if (value.kind === 'intrinsic' && value.name === 'pop') {
    // Dropping the last element of an empty array does nothing; the IR's pop would be an error.
    const { span } = value;
    const receiver = build.pin(value.receiver);
    const length: Expression = { kind: 'length', of: receiver, type: NUMBER, span };
    const zero: Expression = { kind: 'number', value: 0, type: NUMBER, span };
    const test: Expression = { kind: 'binary', operator: '>', left: length, right: zero, type: BOOLEAN, span };
    build.emit({ kind: 'if', test, then: [{ kind: 'expression', value: { ...value, receiver }, span }], otherwise: [], span });
    return;
  }
  if (hasEffect(value) || allocates(value)) build.emit({ kind: 'expression', value, span: value.span });
}

/** Making an array can fail, so it is not left out even when nobody wants the array. */
function allocates(value: Expression): boolean {
  let found = false;
  walkExpression(value, (inner) => {
    if (inner.kind === 'newArray') found = true;
  });
  return found;
}

/** `value!` changes nothing, but TypeScript lets a variable through that has no value yet. */
function nonNull(build: FunctionBuilder, node: ts.NonNullExpression, expected?: Type): Expression {
  const declaration = ts.isIdentifier(node.expression) ? build.program.resolve(node.expression)?.valueDeclaration : undefined;
  if (
    declaration &&
    ts.isVariableDeclaration(declaration) &&
    !declaration.initializer &&
    !ts.isForOfStatement(declaration.parent.parent)
  ) {
    refuse(
      node,
      'nullish',
      "The assertion '!' hides that the variable may have no value yet.",
      'Give the variable a first value and leave it out.',
    );
  }
  return build.expression(node.expression, expected);
}

/** `value as T` is accepted where it changes nothing about the value. */
function assertion(build: FunctionBuilder, node: ts.AsExpression | ts.TypeAssertion, expected?: Type): Expression {
  if (ts.isConstTypeReference(node.type)) {
    return build.expression(node.expression, expected ?? build.program.types.map(build.checker.getTypeAtLocation(node), node));
  }
  const target = build.program.types.map(build.checker.getTypeFromTypeNode(node.type), node.type);
  const value = build.expression(node.expression, target);
  if (!sameType(value.type, target)) {
    refuse(
      node,
      'shapeMismatch',
      `A value of shape '${describeType(value.type)}' is asserted to be '${describeType(target)}'.`,
      'An assertion can not change what a value is; convert the value instead.',
    );
  }
  return value;
}

/** A name: a variable, a constant of a module, or a constant of the language. `at` is the whole expression. */
function named(build: FunctionBuilder, node: ts.Identifier, at: ts.Expression): Expression {
  const span = build.span(at);
  const library = libraryConstant(build.program, node);
  if (library !== undefined) return { kind: 'number', value: library, type: NUMBER, span };
  const symbol = build.program.resolve(node);
  const variable = symbol && build.variableOf(symbol);
  if (variable !== undefined) return build.read(variable, span);
  if (isLocal(symbol)) throw new FollowUp(node, 'unsupportedExpression', `'${node.text}' can not be used here.`);
  if (node.text === 'undefined') {
    refuse(
      node,
      'nullish',
      "'undefined' is not a value here: every value must be present.",
      'Use a number such as -1 or NaN for "none".',
    );
  }
  if (node.text === 'arguments') {
    refuse(node, 'unsupportedExpression', "'arguments' is not supported.", 'Name the parameters, or take an array.');
  }
  return { ...constantOf(build.program, build.rules, symbol, node), span };
}

function property(build: FunctionBuilder, node: ts.PropertyAccessExpression): Expression {
  const span = build.span(node);
  if (node.questionDotToken)
    refuse(node, 'nullish', "'?.' is not supported: no value is ever undefined or null.", 'Use a plain dot.');
  const library = libraryConstant(build.program, node);
  if (library !== undefined) return { kind: 'number', value: library, type: NUMBER, span };
  const member = enumMember(build, node);
  if (typeof member === 'number') return { kind: 'number', value: member, type: NUMBER, span };
  if (typeof member === 'string') return { kind: 'string', value: member, type: STRING, span };
  if (ts.isIdentifier(node.expression) && ts.isIdentifier(node.name)) {
    const owner = build.program.resolve(node.expression);
    if (owner && owner.flags & ts.SymbolFlags.Module && !(owner.flags & ts.SymbolFlags.Enum))
      return named(build, node.name, node);
  }
  if (ts.isPrivateIdentifier(node.name)) refuse(node, 'unsupportedExpression', 'Private names are not supported.');
  const name = node.name.text;
  const record = build.expression(node.expression);
  const { type } = record;
  if (type.kind === 'object') {
    const index = type.fields.findIndex((field) => field.name === name);
    if (index >= 0) return pick(record, index, type.fields[index]!.type, span);
  }
  if (name === 'length') {
    if (isArrayLike(type) || type.kind === 'string') return { kind: 'length', of: record, type: NUMBER, span };
    if (type.kind === 'tuple' && !hasEffect(record)) return { kind: 'number', value: type.elements.length, type: NUMBER, span };
  }
  return refuse(
    node,
    'unsupportedExpression',
    `'${name}' of a value of type '${describeType(type)}' is not supported.`,
    name === 'buffer' || name === 'byteLength' ? 'Raw buffers are not shared between blocks; index the array.' : undefined,
  );
}

/** The value of `Level.High`; TypeScript has made sure that it is a constant one, or modules.ts refuses the enum. */
function enumMember(build: FunctionBuilder, node: ts.PropertyAccessExpression): number | string | undefined {
  const declaration = build.program.resolve(node.name)?.valueDeclaration;
  return declaration && ts.isEnumMember(declaration) ? build.checker.getConstantValue(declaration) : undefined;
}

/** Field number `index` of a record; taken out at once where the record has just been put together from plain values. */
function pick(record: Expression, index: number, type: Type, span: Expression['span']): Expression {
  if (record.kind === 'record' && !hasEffect(record) && record.values.every((value) => value.kind === 'number')) {
    return record.values[index]!;
  }
  return { kind: 'field', record, index, type, span };
}

function element(build: FunctionBuilder, node: ts.ElementAccessExpression): Expression {
  const span = build.span(node);
  if (node.questionDotToken)
    refuse(node, 'nullish', "'?.' is not supported: no value is ever undefined or null.", 'Use plain brackets.');
  const [array, index] = build.sequence([
    () => build.expression(node.expression),
    () => build.expression(node.argumentExpression),
  ]) as [Expression, Expression];
  const { type } = array;
  if (type.kind === 'tuple') {
    if (index.kind === 'number' && Number.isInteger(index.value) && index.value >= 0 && index.value < type.elements.length) {
      return pick(array, index.value, type.elements[index.value]!, span);
    }
    refuse(
      node.argumentExpression,
      'unsupportedExpression',
      'A tuple can only be indexed by a constant.',
      'Use an array when the index is computed.',
    );
  }
  if (type.kind === 'string') {
    refuse(
      node,
      'stringBuilding',
      'A character of a string is itself a string, which can not be made here.',
      'Compare codes instead: `text.charCodeAt(i)`.',
    );
  }
  if (!isArrayLike(type)) {
    refuse(
      node,
      'unsupportedExpression',
      `A value of type '${describeType(type)}' can not be indexed.`,
      'Name the field: `value.name`.',
    );
  }
  if (index.type.kind !== 'number') {
    refuse(node.argumentExpression, 'unsupportedExpression', 'Arrays are indexed by numbers.');
  }
  return { kind: 'load', array, index, type: elementType(type), span };
}
