/** Which top-level statements may be left out when nobody uses what they declare: those that do nothing else. */
import ts from '#typescript';
import { hasModifier, isErased, withoutTypes } from './erasure.js';
import { isBuiltinObject, isGlobalFunction } from './globals.js';
import { isJson } from './parse.js';
import { isAssignmentOperator } from './tokens.js';
import type { Unit } from './unit.js';

/** Whether the statement only declares. */
export function isLazy(unit: Unit, node: ts.Statement): boolean {
  if (isErased(node) || ts.isFunctionDeclaration(node) || ts.isEmptyStatement(node)) return true;
  if (isJson(unit.file)) return true;
  if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) return true;
  if (ts.isEnumDeclaration(node)) return node.members.every((member) => !member.initializer || isPure(unit, member.initializer));
  if (ts.isClassDeclaration(node)) return isPureClass(unit, node);
  if (ts.isExportAssignment(node)) return isPure(unit, node.expression);
  if (ts.isImportEqualsDeclaration(node)) return true;
  if (ts.isModuleDeclaration(node)) {
    return (
      !node.body ||
      (ts.isModuleBlock(node.body)
        ? node.body.statements.every((one) => isLazy(unit, one))
        : isLazy(unit, node.body as ts.Statement))
    );
  }
  if (!ts.isVariableStatement(node)) return false;
  return node.declarationList.declarations.every(
    (one) => ts.isIdentifier(one.name) && (!one.initializer || isPure(unit, one.initializer)),
  );
}

function isPureClass(unit: Unit, node: ts.ClassLikeDeclaration): boolean {
  const heritage = node.heritageClauses?.find((clause) => clause.token === ts.SyntaxKind.ExtendsKeyword)?.types[0];
  if (heritage && !isPure(unit, heritage.expression)) return false;
  return node.members.every((member) => {
    if (ts.isClassStaticBlockDeclaration(member)) return false;
    if (member.name && ts.isComputedPropertyName(member.name) && !isPure(unit, member.name.expression)) return false;
    if (!ts.isPropertyDeclaration(member) || !hasModifier(member, ts.SyntaxKind.StaticKeyword)) return true;
    return !member.initializer || isPure(unit, member.initializer);
  });
}

const PURE_CALLS = new Set([
  'freeze',
  'create',
  'keys',
  'values',
  'entries',
  'fromEntries',
  'isArray',
  'of',
  'fromCharCode',
  'seal',
]);

/** An expression that has no effect but its value. Reading a property of a value of the program counts as none. */
function isPure(unit: Unit, expression: ts.Expression): boolean {
  const node = withoutTypes(expression);
  const pure = (one: ts.Expression): boolean => isPure(unit, one);
  if (ts.isLiteralExpression(node) || ts.isIdentifier(node) || ts.isFunctionExpression(node) || ts.isArrowFunction(node))
    return true;
  if (ts.isClassExpression(node)) return isPureClass(unit, node);
  if (ts.isArrayLiteralExpression(node)) return node.elements.every(pure);
  if (ts.isSpreadElement(node)) return pure(node.expression);
  if (ts.isObjectLiteralExpression(node)) return node.properties.every((one) => isPureProperty(unit, one));
  if (ts.isPropertyAccessExpression(node)) return pure(node.expression);
  if (ts.isElementAccessExpression(node)) return pure(node.expression) && pure(node.argumentExpression);
  if (ts.isTemplateExpression(node)) return node.templateSpans.every((one) => pure(one.expression));
  if (ts.isConditionalExpression(node)) return pure(node.condition) && pure(node.whenTrue) && pure(node.whenFalse);
  if (ts.isTypeOfExpression(node) || ts.isVoidExpression(node)) return pure(node.expression);
  if (ts.isPrefixUnaryExpression(node)) {
    return node.operator !== ts.SyntaxKind.PlusPlusToken && node.operator !== ts.SyntaxKind.MinusMinusToken && pure(node.operand);
  }
  if (ts.isBinaryExpression(node)) {
    return !isAssignmentOperator(node.operatorToken.kind) && pure(node.left) && pure(node.right);
  }
  if (ts.isCallExpression(node) || ts.isNewExpression(node)) return isPureCall(unit, node);
  return [ts.SyntaxKind.TrueKeyword, ts.SyntaxKind.FalseKeyword, ts.SyntaxKind.NullKeyword, ts.SyntaxKind.ThisKeyword].includes(
    node.kind,
  );
}

function isPureProperty(unit: Unit, node: ts.ObjectLiteralElementLike): boolean {
  if (node.name && ts.isComputedPropertyName(node.name) && !isPure(unit, node.name.expression)) return false;
  if (ts.isPropertyAssignment(node)) return isPure(unit, node.initializer);
  if (ts.isSpreadAssignment(node)) return isPure(unit, node.expression);
  return true;
}

/** Built-in functions that change nothing, and calls that are marked. Functions given to them might do anything. */
function isPureCall(unit: Unit, node: ts.CallExpression | ts.NewExpression): boolean {
  const args = node.arguments ?? [];
  if (!args.every((one) => isPure(unit, one))) return false;
  if (/[@#]__PURE__/.test(unit.file.text.slice(node.getFullStart(), node.getStart(unit.file)))) return true;
  if (args.some((one) => ts.isFunctionLike(withoutTypes(one)))) return false;
  const callee = withoutTypes(node.expression);
  if (ts.isIdentifier(callee))
    return !unit.binding(callee) && (isBuiltinObject(callee.text) || isGlobalFunction(callee.text) || callee.text === 'RegExp');
  if (!ts.isPropertyAccessExpression(callee)) return false;
  const object = withoutTypes(callee.expression);
  if (!ts.isIdentifier(object) || unit.binding(object)) return false;
  return object.text === 'Math' || (isBuiltinObject(object.text) && PURE_CALLS.has(callee.name.text));
}
