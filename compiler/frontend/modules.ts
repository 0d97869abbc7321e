/**
 * What may stand at the top level of a file. Code that runs when a file is loaded could change constants or the language's own
 * objects, so only declarations are allowed there.
 */
import ts from '#typescript';
import { CODES, refuse } from './codes.js';
import { isAssignment } from './function-builder.js';
import { refuseCyclicUse } from './import-cycles.js';
import type { ProgramBuilder } from './program-builder.js';
import { diagnosticAt } from './source.js';
import { TYPED_ARRAYS } from './types.js';

export function checkModules(program: ProgramBuilder): void {
  for (const file of program.source.files) {
    checkDirectives(program, file);
    for (const statement of file.statements) program.attempt(() => checkStatement(program, statement));
  }
}

/** Comments that silence TypeScript would let values of the wrong type through. Inside of a string they are refused as well. */
function checkDirectives(program: ProgramBuilder, file: ts.SourceFile): void {
  for (const found of file.text.matchAll(/(?<=(?:^|[/*])\s*)@ts-(ignore|expect-error|nocheck)\b/gm)) {
    program.diagnostics.push(
      diagnosticAt(
        program.source,
        file,
        found.index,
        found.index + found[0].length,
        CODES.checksSuppressed,
        `'${found[0]}' switches the check of types off.`,
        'Remove it, and repair what TypeScript reports.',
      ),
    );
  }
}

function checkStatement(program: ProgramBuilder, node: ts.Statement): void {
  if (ts.isFunctionDeclaration(node) || ts.isTypeAliasDeclaration(node) || ts.isInterfaceDeclaration(node)) {
    if (hasModifier(node, ts.SyntaxKind.DeclareKeyword) && ts.isFunctionDeclaration(node)) refuseAmbient(node);
    return;
  }
  if (ts.isEmptyStatement(node) || ts.isExportDeclaration(node)) {
    if (ts.isExportDeclaration(node) && node.moduleSpecifier && !node.isTypeOnly) checkSpecifier(program, node.moduleSpecifier);
    return;
  }
  if (ts.isImportDeclaration(node)) {
    if (!node.importClause?.isTypeOnly) checkSpecifier(program, node.moduleSpecifier);
    return;
  }
  if (ts.isEnumDeclaration(node)) {
    if (hasModifier(node, ts.SyntaxKind.DeclareKeyword)) refuseAmbient(node);
    for (const member of node.members) {
      refuseCyclicUse(program, member);
      if (program.checker.getConstantValue(member) === undefined) {
        refuse(
          member,
          'moduleState',
          'The value of this member is computed when the file is loaded.',
          'Give it a constant value.',
        );
      }
    }
    return;
  }
  if (ts.isVariableStatement(node)) {
    checkVariables(program, node);
    return;
  }
  if (ts.isExportAssignment(node) && ts.isIdentifier(node.expression) && !node.isExportEquals) return;
  refuse(
    node,
    'moduleState',
    'Only declarations may stand at the top level of a file.',
    'Move the code into the function: nothing runs when a file is loaded on a hub.',
  );
}

function checkVariables(program: ProgramBuilder, node: ts.VariableStatement): void {
  if (hasModifier(node, ts.SyntaxKind.DeclareKeyword)) refuseAmbient(node);
  if (!(node.declarationList.flags & ts.NodeFlags.Const)) {
    refuse(
      node.declarationList,
      'moduleState',
      'A module-level variable that can change is not supported.',
      'Make it a const, or pass it as an argument: blocks on different machines share no state.',
    );
  }
  for (const declaration of node.declarationList.declarations) {
    const value = declaration.initializer;
    if (!ts.isIdentifier(declaration.name)) {
      refuse(declaration, 'unsupportedPattern', 'Patterns are not supported at the top level of a file.');
    }
    const isFunction = value && (ts.isArrowFunction(value) || ts.isFunctionExpression(value));
    if (!value || isFunction) continue;
    refuseEffects(program, value);
    refuseCyclicUse(program, value);
  }
}

/** Calls, functions and assignments in an initialiser could do anything, also to other constants. */
function refuseEffects(program: ProgramBuilder, node: ts.Node): void {
  const changes =
    (ts.isPrefixUnaryExpression(node) || ts.isPostfixUnaryExpression(node)) &&
    (node.operator === ts.SyntaxKind.PlusPlusToken || node.operator === ts.SyntaxKind.MinusMinusToken);
  const assigns = ts.isBinaryExpression(node) && isAssignment(node.operatorToken.kind);
  const odd = ts.isDeleteExpression(node) || ts.isTaggedTemplateExpression(node) || ts.isAwaitExpression(node);
  const calls =
    (ts.isCallExpression(node) && !makesValue(program, node)) ||
    (ts.isNewExpression(node) && !isBuiltin(program, node.expression));
  if (changes || assigns || odd || calls || ts.isFunctionLike(node) || ts.isClassExpression(node)) {
    refuse(
      node,
      'moduleState',
      'A module-level constant must be made of literals and arithmetic on them.',
      'Compute it inside the function, or pass it as an argument.',
    );
  }
  ts.forEachChild(node, (child) => refuseEffects(program, child));
}

/** `Math.sqrt(2)`, `Uint8Array.of(1, 2)`, `new Array<number>(4).fill(0)`: calls that change nothing but what they make. */
function makesValue(program: ProgramBuilder, node: ts.CallExpression): boolean {
  const callee = node.expression;
  if (!ts.isPropertyAccessExpression(callee)) return isBuiltin(program, callee);
  return ts.isNewExpression(callee.expression) || isBuiltin(program, callee.expression);
}

function isBuiltin(program: ProgramBuilder, node: ts.Expression): boolean {
  const name = program.builtin(node);
  return name !== undefined && (name === 'Math' || name === 'Number' || name === 'Array' || TYPED_ARRAYS.has(name));
}

function checkSpecifier(program: ProgramBuilder, specifier: ts.Expression): void {
  if (ts.isStringLiteral(specifier) && /^\.{1,2}\//.test(specifier.text)) {
    const module = program.checker.getSymbolAtLocation(specifier);
    const file = module?.valueDeclaration;
    if (file && ts.isSourceFile(file) && !file.isDeclarationFile) return;
  }
  refuse(
    specifier,
    'unsupportedImport',
    `${specifier.getText()} can not be imported.`,
    'Only local TypeScript files can be imported: copy what is needed into one.',
  );
}

function refuseAmbient(node: ts.Node): never {
  return refuse(node, 'unsupportedImport', "'declare' promises something that does not exist on a hub.", 'Remove it.');
}

function hasModifier(node: ts.HasModifiers, kind: ts.SyntaxKind): boolean {
  return node.modifiers?.some((modifier) => modifier.kind === kind) ?? false;
}
