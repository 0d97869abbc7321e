/** What is true of all user code of a program together, found by one walk over its files before they are translated. */
import ts from 'typescript';

export interface ProgramFacts {
  /** Names of getters and setters: a class field of such a name has to be defined, not assigned. */
  readonly accessors: ReadonlySet<string>;
  /** Names of properties and methods that the program defines itself. */
  readonly defined: ReadonlySet<string>;
  readonly asyncMethods: ReadonlySet<string>;
  /** Whether leaving a loop by an exception can be noticed by an iterator. */
  readonly hasClosableIterators: boolean;
  readonly deletes: boolean;
}

export function gatherFacts(files: Iterable<ts.SourceFile>): ProgramFacts {
  const accessors = new Set<string>();
  const defined = new Set<string>();
  const asyncMethods = new Set<string>();
  let hasClosableIterators = false;
  let deletes = false;
  const visit = (node: ts.Node): void => {
    if (ts.isTypeNode(node)) return;
    if (ts.isGetAccessor(node) || ts.isSetAccessor(node)) accessors.add(nameText(node.name));
    if (ts.isMethodDeclaration(node) && node.modifiers?.some((one) => one.kind === ts.SyntaxKind.AsyncKeyword)) {
      asyncMethods.add(nameText(node.name));
    }
    if (
      ts.isMethodDeclaration(node) ||
      ts.isPropertyDeclaration(node) ||
      ts.isPropertyAssignment(node) ||
      ts.isShorthandPropertyAssignment(node) ||
      ts.isGetAccessor(node)
    ) {
      defined.add(nameText(node.name));
    }
    if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.EqualsToken) {
      if (ts.isPropertyAccessExpression(node.left)) defined.add(node.left.name.text);
    }
    if (isGenerator(node) || (ts.isMethodDeclaration(node) && nameText(node.name) === 'return')) hasClosableIterators = true;
    if (ts.isDeleteExpression(node)) deletes = true;
    ts.forEachChild(node, visit);
  };
  for (const file of files) visit(file);
  return { accessors, defined, asyncMethods, hasClosableIterators, deletes };
}

function isGenerator(node: ts.Node): boolean {
  return ts.isFunctionLike(node) && 'asteriskToken' in node && node.asteriskToken !== undefined;
}

function nameText(name: ts.PropertyName): string {
  return ts.isIdentifier(name) || ts.isStringLiteral(name) || ts.isPrivateIdentifier(name) || ts.isNumericLiteral(name)
    ? name.text
    : '';
}
