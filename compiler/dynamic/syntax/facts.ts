/** What is true of all user code of a program together, found by one walk over its files before they are translated. */
import ts from '#typescript';

export interface ProgramFacts {
  /** Names of getters and setters: a class field of such a name has to be defined, not assigned. */
  readonly accessors: ReadonlySet<string>;
  /** Names of properties and methods that the program defines itself. */
  readonly defined: ReadonlySet<string>;
  readonly asyncMethods: ReadonlySet<string>;
  /** Whether leaving a loop by an exception can be noticed by an iterator. */
  readonly hasClosableIterators: boolean;
  readonly deletes: boolean;
  /** Whether an object may be what a string is searched for: regular expressions, or what does as if it were one. */
  readonly mayHavePatterns: boolean;
}

/** Properties of `Symbol` that other iterators, say, have no use for. */
const PATTERN_SYMBOLS: ReadonlySet<string> = new Set(['match', 'matchAll', 'replace', 'search', 'split']);

/** The class of patterns, or a symbol that makes an object one, or `Symbol` in a place where nobody sees which is taken. */
function namesPatterns(node: ts.Identifier): boolean {
  if (node.text === 'RegExp') return true;
  if (node.text !== 'Symbol') return false;
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent) && parent.expression === node) return PATTERN_SYMBOLS.has(parent.name.text);
  return !(ts.isCallExpression(parent) && parent.expression === node);
}

export function gatherFacts(files: Iterable<ts.SourceFile>): ProgramFacts {
  const accessors = new Set<string>();
  const defined = new Set<string>();
  const asyncMethods = new Set<string>();
  let hasClosableIterators = false;
  let deletes = false;
  let mayHavePatterns = false;
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
    if (ts.isRegularExpressionLiteral(node) || (ts.isIdentifier(node) && namesPatterns(node))) mayHavePatterns = true;
    ts.forEachChild(node, visit);
  };
  for (const file of files) visit(file);
  return { accessors, defined, asyncMethods, hasClosableIterators, deletes, mayHavePatterns };
}

function isGenerator(node: ts.Node): boolean {
  return ts.isFunctionLike(node) && 'asteriskToken' in node && node.asteriskToken !== undefined;
}

function nameText(name: ts.PropertyName): string {
  return ts.isIdentifier(name) || ts.isStringLiteral(name) || ts.isPrivateIdentifier(name) || ts.isNumericLiteral(name)
    ? name.text
    : '';
}
