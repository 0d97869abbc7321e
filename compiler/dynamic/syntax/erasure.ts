/** What TypeScript adds to JavaScript and takes away again before anything runs. */
import ts from '#typescript';

export function hasModifier(node: ts.Node, kind: ts.SyntaxKind): boolean {
  return ts.canHaveModifiers(node) && (node.modifiers?.some((modifier) => modifier.kind === kind) ?? false);
}

/** Statements and members that leave nothing behind at run time. */
export function isErased(node: ts.Node): boolean {
  if (ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node)) return true;
  if (hasModifier(node, ts.SyntaxKind.DeclareKeyword)) return true;
  if (ts.isImportDeclaration(node)) return node.importClause?.isTypeOnly ?? false;
  if (ts.isExportDeclaration(node)) return node.isTypeOnly;
  if (ts.isModuleDeclaration(node)) return !node.body || (ts.isModuleBlock(node.body) && node.body.statements.every(isErased));
  if (ts.isFunctionDeclaration(node) || ts.isMethodDeclaration(node) || ts.isConstructorDeclaration(node)) return !node.body;
  if (ts.isGetAccessor(node) || ts.isSetAccessor(node)) return !node.body;
  if (ts.isPropertyDeclaration(node)) return hasModifier(node, ts.SyntaxKind.AbstractKeyword);
  return ts.isIndexSignatureDeclaration(node) || ts.isSemicolonClassElement(node);
}

/** The expression without parentheses, `as`, `satisfies`, `!` and `<T>` around it. */
export function withoutTypes(node: ts.Expression): ts.Expression {
  let inner = node;
  while (
    ts.isParenthesizedExpression(inner) ||
    ts.isAsExpression(inner) ||
    ts.isSatisfiesExpression(inner) ||
    ts.isNonNullExpression(inner) ||
    ts.isTypeAssertionExpression(inner)
  ) {
    inner = inner.expression;
  }
  return inner;
}
