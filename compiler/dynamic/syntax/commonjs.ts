/**
 * CommonJS files read as ES modules: `require` of a constant name becomes an import, `module.exports` the default export, and the names that
 * the file visibly gives it are exported one by one, as Node does it for importers.
 */
import ts from '#typescript';
import { parse } from './parse.js';

/** The file's text as an ES module; the text itself when it is one, or needs nothing of CommonJS. */
export function asEsModule(fileName: string, text: string): string {
  if (!/\.c?js$/.test(fileName) || !/\b(?:module|exports|require)\b/.test(text)) return text;
  const file = parse(fileName, text);
  if (ts.isExternalModule(file)) return text;
  const uses = new Uses(file);
  const imports = [...uses.required].map(([specifier, name]) => `import ${name} from ${JSON.stringify(specifier)}; `).join('');
  const module = uses.declared.has('module') ? '' : 'const module = { exports: {} }; ';
  const exports = uses.declared.has('exports') ? '' : 'var exports = module.exports; ';
  const names = [...uses.exported].filter((name) => name !== 'default' && name !== '__esModule');
  const constants = names.map((name) => `const $export_${name} = module.exports.${name}; `).join('');
  const list = names.map((name) => `$export_${name} as ${name}`).join(', ');
  const stars = [...uses.passedOn].map((specifier) => `export * from ${JSON.stringify(specifier)}; `).join('');
  return `${imports}${module}${exports}${uses.changed(text)}\n;${constants}export { ${list} }; ${stars}export default module.exports;\n`;
}

class Uses {
  readonly required = new Map<string, string>();
  readonly exported = new Set<string>();
  /** Files whose exports are all given on: `__exportStar(require('./a'), exports)`, as compilers write it. */
  readonly passedOn = new Set<string>();
  readonly declared = new Set<string>();
  private readonly changes: { readonly start: number; readonly end: number; readonly text: string }[] = [];

  constructor(file: ts.SourceFile) {
    for (const statement of file.statements) this.declarations(statement);
    const hasOwnRequire = /\bfunction\b[^(]*\([^)]*\brequire\b/.test(file.text);
    this.visit(file, true, hasOwnRequire);
  }

  changed(text: string): string {
    let result = '';
    let at = 0;
    for (const { start, end, text: with_ } of this.changes.sort((a, b) => a.start - b.start)) {
      result += text.slice(at, start) + with_;
      at = end;
    }
    return result + text.slice(at);
  }

  private declarations(statement: ts.Statement): void {
    if (ts.isVariableStatement(statement)) {
      for (const { name } of statement.declarationList.declarations) if (ts.isIdentifier(name)) this.declared.add(name.text);
    } else if (ts.isFunctionDeclaration(statement) && statement.name) this.declared.add(statement.name.text);
  }

  private visit(node: ts.Node, isTop: boolean, hasOwnRequire: boolean): void {
    if (!hasOwnRequire) {
      if (ts.isCallExpression(node)) this.require(node);
      else if (ts.isTypeOfExpression(node) && isNamed(node.expression, 'require')) this.replace(node, '"function"');
    }
    if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.EqualsToken) this.assignment(node);
    if (ts.isCallExpression(node)) this.definition(node);
    if (isTop && node.kind === ts.SyntaxKind.ThisKeyword) this.replace(node, 'module.exports');
    const isInner = ts.isFunctionLike(node) && !ts.isArrowFunction(node);
    ts.forEachChild(node, (child) => this.visit(child, isTop && !isInner && !ts.isClassLike(node), hasOwnRequire));
  }

  private require(node: ts.CallExpression): void {
    const [argument] = node.arguments;
    if (!isNamed(node.expression, 'require')) return;
    if (node.arguments.length !== 1 || !argument || !ts.isStringLiteralLike(argument)) return;
    const name = this.required.get(argument.text) ?? `$require${this.required.size}`;
    this.required.set(argument.text, name);
    this.replace(node, name);
    if (isExportOfAll(node.parent)) this.passedOn.add(argument.text);
  }

  private assignment({ left, right }: ts.BinaryExpression): void {
    if (ts.isPropertyAccessExpression(left) && isExports(left.expression)) this.exported.add(left.name.text);
    if (!isExports(left) || !ts.isObjectLiteralExpression(right)) return;
    for (const { name } of right.properties) if (name && ts.isIdentifier(name)) this.exported.add(name.text);
  }

  /** `Object.defineProperty(exports, 'name', ...)`. */
  private definition({ expression, arguments: args }: ts.CallExpression): void {
    if (!ts.isPropertyAccessExpression(expression) || expression.name.text !== 'defineProperty') return;
    const [object, key] = args;
    if (object && isExports(object) && key && ts.isStringLiteralLike(key) && /^[\w$]+$/.test(key.text)) {
      this.exported.add(key.text);
    }
  }

  private replace(node: ts.Node, text: string): void {
    this.changes.push({ start: node.getStart(), end: node.end, text });
  }
}

const isNamed = (node: ts.Expression, name: string): boolean => ts.isIdentifier(node) && node.text === name;

function isExportOfAll(node: ts.Node): boolean {
  if (!ts.isCallExpression(node)) return false;
  const called = ts.isPropertyAccessExpression(node.expression) ? node.expression.name : node.expression;
  return ts.isIdentifier(called) && /^__export(?:Star)?$/.test(called.text);
}

function isExports(node: ts.Expression): boolean {
  if (isNamed(node, 'exports')) return true;
  return ts.isPropertyAccessExpression(node) && node.name.text === 'exports' && isNamed(node.expression, 'module');
}
