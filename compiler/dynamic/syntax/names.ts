/** Reading and writing of variables, imported ones included. */
import ts from '#typescript';
import type { Expression, Statement } from '../core/types.js';
import type { Binding } from './bindings.js';
import type { FunctionContext } from './context.js';
import { hasModifier } from './erasure.js';
import { isAbsentGlobal, readGlobal, refusalOfGlobal } from './globals.js';
import { booleanOf, letStatement, stringOf, undefinedAt } from './make.js';
import { refuse } from './refusal.js';
import { stubFunction } from './stub-functions.js';
import type { Export, Unit } from './unit.js';

export function readName(context: FunctionContext, node: ts.Identifier): Expression {
  const binding = context.unit.binding(node);
  if (binding) return readBinding(context, binding, node);
  const refusal = context.unit.isPackage && isAbsentGlobal(node.text) && isHandedOn(node) && refusalOfGlobal(node.text, node);
  if (!refusal) return readGlobal(context, node.text, node);
  return stubFunction(context, node.text, node, () => {
    throw refusal;
  });
}

/** Whether the value is one of several or a part of something: packages hold classes of the host in lists and as defaults. */
function isHandedOn(node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isConditionalExpression(parent)) return parent.condition !== node;
  if (ts.isBinaryExpression(parent)) {
    const operator = parent.operatorToken.kind;
    return parent.right === node && (operator === ts.SyntaxKind.BarBarToken || operator === ts.SyntaxKind.QuestionQuestionToken);
  }
  return ts.isArrayLiteralExpression(parent) || (ts.isPropertyAssignment(parent) && parent.initializer === node);
}

export function readBinding(context: FunctionContext, binding: Binding, node: ts.Node): Expression {
  if (context.unit.isBuiltin && binding.scope.isGlobal) return readBuiltin(context, binding, node);
  return readExport(context, meaning(context, binding, node), node);
}

/** What the name stands for when imports are followed. */
export function meaning(context: FunctionContext, binding: Binding, node: ts.Node): Export {
  if (binding.kind !== 'import') return { kind: 'binding', binding, unit: context.unit };
  const found = context.program.graph?.follow(binding, context.unit);
  if (!found) return refuse(node, 'unsupportedImport', `'${binding.import?.specifier}' exports no '${binding.import?.name}'.`);
  if (found.kind === 'missing') {
    return refuse(node, 'unsupportedImport', `'${found.specifier}' can not be imported.`);
  }
  return found;
}

export function readExport(context: FunctionContext, target: Export, node: ts.Node): Expression {
  const span = context.span(node);
  if (target.kind === 'missing') return refuse(node, 'unsupportedImport', `'${target.specifier}' can not be imported.`);
  if (target.kind === 'namespace') return namespaceObject(context, target.unit, node);
  if (isUnawaited(target, node)) return unawaited(context, target, node);
  if (target.binding.scope.isGlobal) context.program.include(target.binding, target.unit);
  return context.read(target.binding, span);
}

/** The promise that an async function gives would be a value; only `await f()` and `return f()` hide it. */
function isUnawaited(target: Extract<Export, { kind: 'binding' }>, node: ts.Node): boolean {
  const declaration = target.binding.declarations[0];
  const value =
    declaration?.parent && ts.isVariableDeclaration(declaration.parent) ? declaration.parent.initializer : declaration;
  if (!value || !ts.isFunctionLike(value) || !hasModifier(value, ts.SyntaxKind.AsyncKeyword)) return false;
  return !isAwaitedCall(node);
}

/** Packages may hand async functions about that nobody calls. */
function unawaited(context: FunctionContext, target: Extract<Export, { kind: 'binding' }>, node: ts.Node): Expression {
  const { name } = target.binding;
  const refusing = () => refuse(node, 'asynchronous', `'${name}' is async and may be used only as 'await ${name}(...)'.`);
  const isCalled = ts.isCallExpression(node.parent) && node.parent.expression === node;
  return context.unit.isPackage && !isCalled ? stubFunction(context, name, node, refusing) : refusing();
}

export function isAwaitedCall(callee: ts.Node): boolean {
  let node: ts.Node = callee;
  while (ts.isParenthesizedExpression(node.parent) || ts.isNonNullExpression(node.parent)) node = node.parent;
  if (!ts.isCallExpression(node.parent) || node.parent.expression !== node) return ts.isExportSpecifier(node.parent);
  node = node.parent;
  while (ts.isParenthesizedExpression(node.parent) || ts.isAsExpression(node.parent)) node = node.parent;
  if (ts.isAwaitExpression(node.parent)) return true;
  const isResult = ts.isReturnStatement(node.parent) || (ts.isArrowFunction(node.parent) && node.parent.body === node);
  return isResult && isInAsync(node);
}

function isInAsync(node: ts.Node): boolean {
  let around: ts.Node = node.parent;
  while (around && !ts.isFunctionLike(around)) around = around.parent;
  return around !== undefined && hasModifier(around, ts.SyntaxKind.AsyncKeyword);
}

/** Built-ins capture nothing and are values only to be passed on. */
function readBuiltin(context: FunctionContext, binding: Binding, node: ts.Node): Expression {
  const declaration = binding.declarations[0]!;
  if (ts.isFunctionDeclaration(declaration)) {
    return { kind: 'function', function: context.program.builtin(binding.name), span: context.span(node) };
  }
  const variable = declaration.parent;
  if (ts.isVariableDeclaration(variable) && variable.initializer && ts.isIdentifier(variable.name) && !binding.isReassigned) {
    return context.expression(variable.initializer); // constants of built-ins are literals
  }
  throw new Error(`'${binding.name}' can not be used in a built-in`);
}

/** `import * as ns` used as a value: an object with all exports, made when the program starts. */
function namespaceObject(context: FunctionContext, unit: Unit, node: ts.Node): Expression {
  const { program } = context;
  let variable = program.namespaces.get(unit);
  if (variable === undefined) {
    variable = program.newVariable();
    program.namespaces.set(unit, variable);
    program.globals.set(variable, {
      id: variable,
      name: 'namespace',
      isCaptured: false,
      isReassigned: false,
      hasDeadZone: false,
    });
    const id = variable;
    program.pending.push(() => {
      const start = program.start(unit);
      program.attempt(context.unit, () => {
        const span = context.span(node);
        const properties = program.graph!.exportedNames(unit).flatMap((name) => {
          const target = program.graph!.exportOf(unit, name);
          if (!target) return [];
          program.mention(name, unit, node);
          return [{ key: name, value: readExport(start, target, node) }];
        });
        if (program.graph!.marksEsModule(unit)) properties.push({ key: '__esModule', value: booleanOf(span, true) });
        program.namespaceObjects.set(unit, [letStatement(span, id, { kind: 'object', properties, span })]);
      });
    });
  }
  return { kind: 'get', variable, span: context.span(node) };
}

/** Assignment to a variable; assigning to a constant is an error when it happens. */
export function writeName(context: FunctionContext, node: ts.Identifier, value: Expression): Expression {
  const binding = context.unit.binding(node);
  const span = context.span(node);
  if (!binding) return refuse(node, 'hostOrChance', `'${node.text}' is not declared.`, 'Declare the variable.');
  const isConstant =
    binding.kind === 'const' || binding.kind === 'import' || binding.kind === 'namespace' || binding.kind === 'enum';
  const isOwnName = binding.kind === 'function' && ts.isFunctionExpression(binding.declarations[0]!);
  const isOwnClass = binding.kind === 'class' && ts.isClassExpression(binding.declarations[0]!);
  if (isConstant || isOwnName || isOwnClass) {
    const error: Expression = {
      kind: 'new',
      callee: readGlobal(context, 'TypeError', node),
      arguments: [stringOf(span, 'Assignment to constant variable.')],
      span,
    };
    const body: Statement[] = [
      { kind: 'expression', value, span },
      { kind: 'throw', value: error, span },
    ];
    return { kind: 'block', body, value: undefinedAt(span), span };
  }
  if (binding.scope.isGlobal) context.program.include(binding, context.unit);
  return context.write(binding, value, span);
}
