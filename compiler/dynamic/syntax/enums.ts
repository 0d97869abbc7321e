/** What TypeScript adds to JavaScript and keeps at run time: enums and namespaces. */
import ts from '#typescript';
import type { Expression, Statement } from '../core/types.js';
import type { Binding } from './bindings.js';
import type { FunctionContext } from './context.js';
import { hasModifier, isErased, withoutTypes } from './erasure.js';
import { effect, numberOf, stringOf } from './make.js';
import { setMember } from './members.js';
import { refuse } from './refusal.js';

type Constant = number | string;

const values = new WeakMap<ts.Node, ReadonlyMap<string, Constant>>();

/** Members of all parts of an enum whose values are known. */
function constantsOf(binding: Binding): ReadonlyMap<string, Constant> {
  const first = binding.declarations[0]!;
  const known = values.get(first);
  if (known) return known;
  const found = new Map<string, Constant>();
  values.set(first, found);
  for (const node of binding.declarations) if (ts.isEnumDeclaration(node)) evaluateMembers(node, binding.name, found);
  return found;
}

function evaluateMembers(node: ts.EnumDeclaration, name: string, found: Map<string, Constant>): void {
  let next: number | undefined = 0;
  for (const member of node.members) {
    const value: Constant | undefined = member.initializer ? evaluate(member.initializer, name, found) : next;
    if (value !== undefined) found.set(memberName(member), value);
    next = typeof value === 'number' ? value + 1 : undefined;
  }
}

function memberName(member: ts.EnumMember): string {
  return ts.isIdentifier(member.name) || ts.isStringLiteralLike(member.name) ? member.name.text : member.name.getText();
}

function evaluate(node: ts.Expression, name: string, found: ReadonlyMap<string, Constant>): Constant | undefined {
  const inner = withoutTypes(node);
  if (ts.isNumericLiteral(inner)) return Number(inner.text);
  if (ts.isStringLiteralLike(inner)) return inner.text;
  if (ts.isIdentifier(inner)) {
    if (inner.text === 'NaN' || inner.text === 'Infinity') return Number(inner.text);
    return found.get(inner.text);
  }
  if (ts.isPropertyAccessExpression(inner) && ts.isIdentifier(inner.expression) && inner.expression.text === name)
    return found.get(inner.name.text);
  if (ts.isPrefixUnaryExpression(inner)) {
    const operand = evaluate(inner.operand, name, found);
    if (typeof operand !== 'number') return undefined;
    if (inner.operator === ts.SyntaxKind.MinusToken) return -operand;
    if (inner.operator === ts.SyntaxKind.TildeToken) return ~operand;
    return inner.operator === ts.SyntaxKind.PlusToken ? operand : undefined;
  }
  if (!ts.isBinaryExpression(inner)) return undefined;
  const left = evaluate(inner.left, name, found);
  const right = evaluate(inner.right, name, found);
  if (left === undefined || right === undefined) return undefined;
  if (typeof left === 'string' || typeof right === 'string') {
    return inner.operatorToken.kind === ts.SyntaxKind.PlusToken ? `${left}${right}` : undefined;
  }
  return calculate(inner.operatorToken.kind, left, right);
}

function calculate(operator: ts.SyntaxKind, left: number, right: number): number | undefined {
  switch (operator) {
    case ts.SyntaxKind.PlusToken:
      return left + right;
    case ts.SyntaxKind.MinusToken:
      return left - right;
    case ts.SyntaxKind.AsteriskToken:
      return left * right;
    case ts.SyntaxKind.SlashToken:
      return left / right;
    case ts.SyntaxKind.PercentToken:
      return left % right;
    case ts.SyntaxKind.AsteriskAsteriskToken:
      return left ** right;
    case ts.SyntaxKind.BarToken:
      return left | right;
    case ts.SyntaxKind.AmpersandToken:
      return left & right;
    case ts.SyntaxKind.CaretToken:
      return left ^ right;
    case ts.SyntaxKind.LessThanLessThanToken:
      return left << right;
    case ts.SyntaxKind.GreaterThanGreaterThanToken:
      return left >> right;
    case ts.SyntaxKind.GreaterThanGreaterThanGreaterThanToken:
      return left >>> right;
    default:
      return undefined;
  }
}

/** `Color.red` as a constant, without the object. */
export function enumConstant(context: FunctionContext, node: ts.PropertyAccessExpression): Expression | undefined {
  const object = withoutTypes(node.expression);
  if (!ts.isIdentifier(object)) return undefined;
  const local = context.unit.binding(object);
  if (!local || (local.kind !== 'import' && local.kind !== 'enum')) return undefined;
  const target = context.program.graph?.follow(local, context.unit);
  if (target?.kind !== 'binding' || target.binding.kind !== 'enum') return undefined;
  const value = constantsOf(target.binding).get(node.name.text);
  return value === undefined ? undefined : constantExpression(context, value, node);
}

function constantExpression(context: FunctionContext, value: Constant, node: ts.Node): Expression {
  const span = context.span(node);
  if (typeof value === 'number') return numberOf(span, value);
  context.program.mention(value, context.unit, node);
  return stringOf(span, value);
}

export function enumDeclaration(context: FunctionContext, node: ts.EnumDeclaration): Statement[] {
  const binding = context.unit.binding(node)!;
  const span = context.span(node);
  const statements: Statement[] = [];
  if (binding.declarations[0] === node) statements.push(context.declare(binding, { kind: 'object', properties: [], span }, span));
  const constants = constantsOf(binding);
  for (const member of node.members) {
    const place = context.span(member);
    const name = memberName(member);
    const known = constants.get(name);
    context.program.mention(name, context.unit, member);
    if (known === undefined && !member.initializer)
      refuse(member, 'unsupportedExpression', `The value of '${name}' is not known.`);
    const value = known === undefined ? context.expression(member.initializer!) : constantExpression(context, known, member);
    const held = context.stable(value, name);
    const object = context.read(binding, place);
    statements.push(...held.before, effect(setMember(object, stringOf(place, name), held.use, place)));
    if (typeof known === 'string') continue;
    statements.push(effect({ kind: 'setElement', object, key: held.use, value: stringOf(place, name), span: place }));
  }
  return statements;
}

/** Its variables live where the namespace stands; exported ones become properties of its object besides. */
export function namespaceDeclaration(context: FunctionContext, node: ts.ModuleDeclaration): Statement[] {
  if (!ts.isIdentifier(node.name) || !node.body) return refuse(node, 'moduleForm', 'Only namespaces are supported.');
  const binding = context.unit.binding(node)!;
  const span = context.span(node);
  const statements: Statement[] = [];
  const isNew = binding.kind === 'namespace' && binding.declarations.find((one) => !isErased(one as ts.Statement)) === node;
  if (isNew) statements.push(context.declare(binding, { kind: 'object', properties: [], span }, span));
  const object = (): Expression => context.read(binding, span);
  if (ts.isModuleDeclaration(node.body)) {
    statements.push(...namespaceDeclaration(context, node.body), ...exportName(context, node.body, object));
    return statements;
  }
  if (!ts.isModuleBlock(node.body)) return statements;
  const functions = node.body.statements.filter((one) => ts.isFunctionDeclaration(one) && !isErased(one));
  statements.push(...context.parts.statements(context, functions));
  for (const one of node.body.statements) {
    if (isErased(one)) continue;
    statements.push(
      ...(ts.isFunctionDeclaration(one) ? [] : context.parts.statements(context, [one])),
      ...exportName(context, one, object),
    );
  }
  return statements;
}

function exportName(context: FunctionContext, node: ts.Statement, object: () => Expression): Statement[] {
  const isExported = hasModifier(node, ts.SyntaxKind.ExportKeyword) || ts.isModuleBlock(node.parent) === false;
  if (!isExported) return [];
  const names = ts.isVariableStatement(node)
    ? node.declarationList.declarations.map((one) => one.name)
    : [node as ts.Node & { name?: ts.Identifier }];
  return names.flatMap((one) => {
    const binding = context.unit.binding(one);
    if (!binding) return refuse(one, 'unsupportedPattern', 'A pattern can not be exported from a namespace.');
    if (binding.isReassigned) refuse(one, 'unsupportedStatement', `'${binding.name}' is exported and changed.`);
    context.program.mention(binding.name, context.unit, one);
    const span = context.span(one);
    return [effect(setMember(object(), stringOf(span, binding.name), context.read(binding, span), span))];
  });
}
