/**
 * Files that import each other. Functions may, but a constant made from one of such a file may be evaluated before the other, which
 * JavaScript answers with an error and folding would not.
 */
import ts from '#typescript';
import { refuse } from './codes.js';
import type { ProgramBuilder } from './program-builder.js';

/** Refuses names in a module-level initialiser that belong to a file which, directly or not, imports the file of the initialiser. */
export function refuseCyclicUse(program: ProgramBuilder, node: ts.Node): void {
  if (ts.isIdentifier(node)) {
    const declaration = program.resolve(node)?.valueDeclaration;
    const file = node.getSourceFile();
    const other = declaration?.getSourceFile();
    if (declaration && other && other !== file && !ts.isSourceFile(declaration) && reaches(program, other, file)) {
      refuse(
        node,
        'moduleState',
        `The files of '${node.text}' and of this constant import each other, so which of the two comes first is not certain.`,
        'Move the constants into a file that imports neither.',
      );
    }
  }
  ts.forEachChild(node, (child) => refuseCyclicUse(program, child));
}

function reaches(program: ProgramBuilder, from: ts.SourceFile, to: ts.SourceFile): boolean {
  const met = new Set<ts.SourceFile>([from]);
  for (const file of met) {
    if (file === to) return true;
    for (const imported of importsOf(program, file)) met.add(imported);
  }
  return false;
}

function importsOf(program: ProgramBuilder, file: ts.SourceFile): ts.SourceFile[] {
  return file.statements.flatMap((statement) => {
    const specifier =
      ts.isImportDeclaration(statement) || ts.isExportDeclaration(statement) ? statement.moduleSpecifier : undefined;
    const target = specifier && program.checker.getSymbolAtLocation(specifier)?.valueDeclaration;
    return target && ts.isSourceFile(target) ? [target] : [];
  });
}
