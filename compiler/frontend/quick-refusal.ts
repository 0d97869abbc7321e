/**
 * Whether the static tier is certain to refuse a function, by its syntax alone. Most functions of real programs contain something that the
 * tier has no translation for, and finding it takes a hundredth of the time that checking the types of the whole program does. A wrong
 * "certain" costs parallelism but never the result, since the dynamic tier takes what this one would.
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import ts from '#typescript';

const K = ts.SyntaxKind;

/** Kinds that are refused wherever they stand in code that runs; see unsupported.ts. */
const UNTRANSLATED: ReadonlySet<ts.SyntaxKind> = new Set([
  K.ClassDeclaration,
  K.ClassExpression,
  K.FunctionDeclaration,
  K.TryStatement,
  K.ForInStatement,
  K.ThisKeyword,
  K.NullKeyword,
  K.TemplateExpression,
  K.TaggedTemplateExpression,
  K.RegularExpressionLiteral,
  K.BigIntLiteral,
  K.YieldExpression,
  K.AwaitExpression,
  K.SpreadElement,
  K.TypeOfExpression,
  K.DeleteExpression,
]);

/** Built-in classes without a counterpart in the tier. */
const COLLECTIONS: ReadonlySet<string> = new Set(['Map', 'Set', 'WeakMap', 'WeakSet']);

/** False when in doubt. Comments for the tier are always read by the tier itself. */
export function isCertainlyRefused(file: string, functionName: string | undefined): boolean {
  let text: string;
  try {
    text = readFileSync(path.resolve(file), 'utf8');
  } catch {
    return false;
  }
  if (text.includes('@shoal')) return false;
  const options = { languageVersion: ts.ScriptTarget.ES2022, jsDocParsingMode: ts.JSDocParsingMode.ParseNone };
  return new Search(ts.createSourceFile(file, text, options)).run(functionName);
}

class Search {
  /** Functions at the top level that have a body, by name. */
  readonly #functions = new Map<string, ts.FunctionDeclaration>();
  readonly #classes = new Set<string>();
  readonly #reached = new Set<ts.FunctionDeclaration>();

  constructor(file: ts.SourceFile) {
    for (const statement of file.statements) {
      if (ts.isFunctionDeclaration(statement) && statement.name && statement.body) {
        this.#functions.set(statement.name.text, statement);
      } else if (ts.isClassDeclaration(statement) && statement.name) this.#classes.add(statement.name.text);
    }
  }

  run(functionName: string | undefined): boolean {
    const exported = [...this.#functions.values()].filter(isExported);
    const entry = functionName === undefined ? exported[0] : exported.find((one) => one.name!.text === functionName);
    if (!entry || (functionName === undefined && exported.length > 1)) return false;
    this.#reached.add(entry);
    // Grows while it is walked: functions that these call.
    for (const one of this.#reached) if (this.#isRefused(one)) return true;
    return false;
  }

  #isRefused(fn: ts.FunctionDeclaration): boolean {
    if (fn.asteriskToken || fn.modifiers?.some(({ kind }) => kind === K.AsyncKeyword)) return true;
    return ts.forEachChild(fn.body!, (child) => this.#visit(child) || undefined) ?? false;
  }

  #visit(node: ts.Node): boolean {
    if (ts.isTypeNode(node)) return false;
    // What is thrown ends the run, and may be more than can be translated.
    if (ts.isThrowStatement(node)) return false;
    if (UNTRANSLATED.has(node.kind)) return true;
    if (ts.isNewExpression(node) && ts.isIdentifier(node.expression)) {
      const { text } = node.expression;
      if (COLLECTIONS.has(text) || this.#classes.has(text)) return true;
    }
    if (ts.isCallExpression(node) && ts.isIdentifier(node.expression)) {
      const callee = this.#functions.get(node.expression.text);
      if (callee) this.#reached.add(callee);
    }
    return ts.forEachChild(node, (child) => this.#visit(child) || undefined) ?? false;
  }
}

function isExported(fn: ts.FunctionDeclaration): boolean {
  return fn.modifiers?.some(({ kind }) => kind === K.ExportKeyword) ?? false;
}
