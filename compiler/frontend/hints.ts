/** What comments ask for loops: `@shoal sequential` and `@shoal parallel` before a loop, or before a function for all of its loops. */
import ts from '#typescript';
import type { Diagnostic } from '../diagnostic.js';
import type { LoopHint } from '../ir/index.js';
import { ADVICE, CODES } from './codes.js';
import { diagnosticAt, type LoadedSource } from './source.js';

const HINT = /^[ \t]*(?:\/\/+|\/\*+|\*+)?[ \t]*@shoal\b[ \t]*([\w-]*)/gm;

export class Hints {
  /** Words that mean nothing, and hints that stand before something else than a loop or a function. */
  readonly problems: Diagnostic[] = [];
  private readonly asked = new Map<ts.Node, LoopHint>();

  constructor(private readonly source: LoadedSource) {
    for (const file of source.files) if (file.text.includes('@shoal')) this.visit(file, file);
  }

  /** Of a loop: its own; or its function's, which for `parallel` means the loops that stand in no other. */
  of(loop: ts.Node): LoopHint | undefined {
    let nested = false;
    for (let node = loop; node; node = node.parent) {
      const hint = this.asked.get(node);
      if (node === loop && hint) return hint;
      if (ts.isFunctionLike(node) && hint && !(nested && hint === 'parallel')) return hint;
      if (node !== loop && ts.isIterationStatement(node, false)) nested = true;
    }
    return undefined;
  }

  /** The first loop or function inside of `root`, itself included, that is to be parallel. */
  parallelIn(root: ts.Node): ts.Node | undefined {
    return [...this.asked].find(([node, hint]) => hint === 'parallel' && isWithin(node, root))?.[0];
  }

  private visit(node: ts.Node, file: ts.SourceFile): void {
    if (ts.isStatement(node) || ts.isClassElement(node)) this.read(node, file);
    ts.forEachChild(node, (child) => this.visit(child, file));
  }

  private read(node: ts.Node, file: ts.SourceFile): void {
    for (const { pos, end } of ts.getLeadingCommentRanges(file.text, node.getFullStart()) ?? []) {
      for (const match of file.text.slice(pos, end).matchAll(HINT)) {
        const word = match[1]!;
        const target = targetOf(node);
        const start = pos + match.index + match[0].indexOf('@shoal');
        const report = (message: string): void => {
          const stop = pos + match.index + match[0].length;
          this.problems.push(diagnosticAt(this.source, file, start, stop, CODES.unknownHint, message, ADVICE.unknownHint));
        };
        if (word !== 'sequential' && word !== 'parallel') report(`'${`@shoal ${word}`.trim()}' asks for nothing that is known.`);
        else if (target) this.asked.set(target, word);
        else report(`'@shoal ${word}' stands before something that is neither a loop nor a function.`);
      }
    }
  }
}

/** The loop or the function that a comment before the statement is about. */
function targetOf(node: ts.Node): ts.Node | undefined {
  if (ts.isLabeledStatement(node)) return targetOf(node.statement);
  if (ts.isIterationStatement(node, false) || ts.isFunctionLike(node)) return node;
  if (ts.isExportAssignment(node)) return functionIn(node.expression);
  if (ts.isVariableStatement(node)) return functionIn(node.declarationList.declarations[0]?.initializer);
  return undefined;
}

function functionIn(value: ts.Expression | undefined): ts.Node | undefined {
  return value && (ts.isArrowFunction(value) || ts.isFunctionExpression(value)) ? value : undefined;
}

function isWithin(node: ts.Node, root: ts.Node): boolean {
  return node.getSourceFile() === root.getSourceFile() && node.pos >= root.pos && node.end <= root.end;
}
