/** Statements, but for loops and `switch`, which have files of their own. */
import ts from '#typescript';
import type { Expression, Statement } from '../core/types.js';
import type { Binding } from './bindings.js';
import type { FunctionContext, Target } from './context.js';
import { declarations, nested } from './declarations.js';
import { enumDeclaration, namespaceDeclaration } from './enums.js';
import { isErased } from './erasure.js';
import { forIn, forOf } from './iteration.js';
import { doLoop, forLoop, whileLoop } from './loops.js';
import { breakTo, get, ifStatement, letStatement, returnStatement, undefinedAt } from './make.js';
import { readBinding } from './names.js';
import { named } from './naming.js';
import { refuse } from './refusal.js';
import { switchStatement } from './switches.js';

export function statements(context: FunctionContext, nodes: readonly ts.Statement[]): Statement[] {
  const hoisted = nodes.flatMap((node) => (ts.isFunctionDeclaration(node) && !isErased(node) ? hoist(context, node) : []));
  return [...hoisted, ...nodes.flatMap((node) => attempt(context, node))];
}

/** What can't be translated stops the run where it is reached. */
function attempt(context: FunctionContext, node: ts.Statement): Statement[] {
  return context.program.attemptStatements(context.unit, node, () => context.parts.statement(context, node));
}

function hoist(context: FunctionContext, node: ts.FunctionDeclaration): Statement[] {
  const binding = context.unit.binding(node);
  if (!binding || lastFunction(binding) !== node) return [];
  if (binding.references.length === 0 && !binding.scope.isGlobal) return [];
  const closure = context.program.attempt(context.unit, () => context.parts.closure(context, node, node.name?.text ?? 'default'));
  return closure ? [context.declare(binding, closure, context.span(node))] : [];
}

/** Of several functions of one name the last one counts; namespaces may add to it. */
function lastFunction(binding: Binding): ts.Node | undefined {
  return binding.declarations.findLast((one) => ts.isFunctionDeclaration(one));
}

export function statement(context: FunctionContext, node: ts.Statement): Statement[] {
  if (isErased(node)) return [];
  const span = context.span(node);
  const isLoop = ts.isIterationStatement(node, false) || ts.isLabeledStatement(node) || ts.isSwitchStatement(node);
  if (!isLoop) context.pendingLabels = [];
  if (ts.isExpressionStatement(node)) return context.parts.effects(context, node.expression);
  if (ts.isVariableStatement(node)) return declarations(context, node.declarationList);
  if (ts.isReturnStatement(node)) return returning(context, node);
  if (ts.isIfStatement(node)) {
    const test = context.expression(node.expression);
    const then = nested(context, node.thenStatement);
    return [ifStatement(span, test, then, node.elseStatement ? nested(context, node.elseStatement) : [])];
  }
  if (ts.isBlock(node)) return context.parts.statements(context, node.statements);
  if (ts.isForStatement(node)) return forLoop(context, node);
  if (ts.isForOfStatement(node)) return forOf(context, node);
  if (ts.isForInStatement(node)) return forIn(context, node);
  if (ts.isWhileStatement(node)) return whileLoop(context, node);
  if (ts.isDoStatement(node)) return doLoop(context, node);
  if (ts.isSwitchStatement(node)) return switchStatement(context, node);
  if (ts.isLabeledStatement(node)) return labelled(context, node);
  if (ts.isBreakStatement(node) || ts.isContinueStatement(node)) return jump(context, node);
  if (ts.isThrowStatement(node)) return [{ kind: 'throw', value: context.expression(node.expression), span }];
  if (ts.isTryStatement(node)) return [tryStatement(context, node)];
  if (ts.isFunctionDeclaration(node)) return []; // hoisted
  if (ts.isClassDeclaration(node)) return context.parts.classDeclaration(context, node);
  if (ts.isEnumDeclaration(node)) return enumDeclaration(context, node);
  if (ts.isModuleDeclaration(node)) return namespaceDeclaration(context, node);
  if (ts.isEmptyStatement(node) || node.kind === ts.SyntaxKind.DebuggerStatement) return [];
  return refuse(node, 'unsupportedStatement', `${ts.SyntaxKind[node.kind]} is not supported.`);
}

/** Leaves the statements around that must know of it, up to `target`, or all of the function. */
function leaving(context: FunctionContext, target: Target | undefined): Statement[] {
  const left: Statement[] = [];
  for (let index = context.targets.length - 1; index >= 0; index--) {
    const around = context.targets[index]!;
    if (around === target) break;
    left.push(...(around.leave?.() ?? []));
  }
  return left;
}

function returning(context: FunctionContext, node: ts.ReturnStatement): Statement[] {
  const span = context.span(node);
  const value: Expression = node.expression ? context.expression(node.expression) : undefinedAt(span);
  const left = leaving(context, undefined);
  if (left.length === 0) return [returnStatement(span, value)];
  const held = context.stable(value, 'result');
  return [...held.before, ...left, returnStatement(span, held.use)];
}

function jump(context: FunctionContext, node: ts.BreakOrContinueStatement): Statement[] {
  const span = context.span(node);
  const isContinue = ts.isContinueStatement(node);
  const name = node.label?.text;
  const target = context.targets.findLast((one) => {
    if (name !== undefined) return one.names.includes(name) && (!isContinue || one.continueTo !== undefined);
    return !one.isBlock && (!isContinue || one.continueTo !== undefined);
  });
  if (!target) return refuse(node, 'unsupportedStatement', `Nothing to ${isContinue ? 'continue' : 'leave'} here.`);
  const before = leaving(context, target);
  if (isContinue) return [...before, { kind: 'continue', label: target.continueTo!, span }];
  return [...before, ...(target.leave?.() ?? []), breakTo(span, target.breakTo)];
}

function labelled(context: FunctionContext, node: ts.LabeledStatement): Statement[] {
  const names = [...context.pendingLabels, node.label.text];
  let inner: ts.Statement = node.statement;
  while (ts.isLabeledStatement(inner)) {
    names.push(inner.label.text);
    inner = inner.statement;
  }
  if (ts.isIterationStatement(inner, false)) {
    context.pendingLabels = names;
    return context.parts.statement(context, inner);
  }
  context.pendingLabels = [];
  const label = context.label();
  context.targets.push({ names, breakTo: label, isBlock: true });
  const body = nested(context, inner);
  context.targets.pop();
  return [{ kind: 'block', label, body, span: context.span(node) }];
}

function tryStatement(context: FunctionContext, node: ts.TryStatement): Statement {
  const span = context.span(node);
  const body = context.parts.statements(context, node.tryBlock.statements);
  const clause = node.catchClause;
  const handler = clause ? catchClause(context, clause) : undefined;
  const finalizer = node.finallyBlock ? context.parts.statements(context, node.finallyBlock.statements) : undefined;
  return { kind: 'try', body, ...(handler ? { handler } : {}), ...(finalizer ? { finalizer } : {}), span };
}

function catchClause(context: FunctionContext, node: ts.CatchClause): { variable: number; body: Statement[] } {
  const span = context.span(node);
  const name = node.variableDeclaration?.name;
  const inner = () => context.parts.statements(context, node.block.statements);
  if (!name) return { variable: context.temporary('error'), body: inner() };
  if (ts.isIdentifier(name)) {
    const binding = context.unit.binding(name)!;
    if (!binding.isCaptured) return { variable: context.variable(binding), body: inner() };
    // A captured variable comes to life by a declaration.
    const caught = context.temporary('error');
    return { variable: caught, body: [letStatement(span, context.variable(binding), get(span, caught)), ...inner()] };
  }
  const caught = context.temporary('error');
  return { variable: caught, body: [...context.parts.bind(context, name, get(span, caught)), ...inner()] };
}

/** A statement of a file's top level. */
export function topLevel(context: FunctionContext, node: ts.Statement): Statement[] {
  if (isErased(node)) return [];
  const { program } = context;
  if (ts.isFunctionDeclaration(node)) {
    const binding = context.unit.binding(node)!;
    if (lastFunction(binding) !== node) return [];
    const closure = context.parts.closure(context, node, node.name?.text ?? 'default');
    program.hoisted.push(context.declare(binding, closure, context.span(node)));
    return [];
  }
  if (ts.isExportAssignment(node)) {
    if (node.isExportEquals) return refuse(node, 'moduleForm', "'export =' is not supported.");
    const binding = context.unit.binding(node)!;
    return [context.declare(binding, named(context, 'default', node.expression), context.span(node))];
  }
  if (ts.isExpressionStatement(node) && context.unit.binding(node)) {
    return [context.declare(context.unit.binding(node)!, context.expression(node.expression), context.span(node))]; // JSON
  }
  if (ts.isImportEqualsDeclaration(node)) return aliasImport(context, node);
  if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) return [];
  return context.parts.statement(context, node);
}

/** `import short = Long.name`. */
function aliasImport(context: FunctionContext, node: ts.ImportEqualsDeclaration): Statement[] {
  if (ts.isExternalModuleReference(node.moduleReference))
    return refuse(node, 'moduleForm', "'import = require' is not supported.");
  const read = (name: ts.EntityName): Expression => {
    if (ts.isIdentifier(name)) {
      const binding = context.unit.binding(name);
      return binding ? readBinding(context, binding, name) : refuse(name, 'unsupportedImport', `'${name.text}' is not declared.`);
    }
    return { kind: 'property', object: read(name.left), key: name.right.text, span: context.span(name) };
  };
  return [context.declare(context.unit.binding(node)!, read(node.moduleReference), context.span(node))];
}
