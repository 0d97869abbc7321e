/** The state of translating a whole program: ids, the functions found so far, module constants, and the problems met. */
import ts from '#typescript';
import type { Diagnostic } from '../diagnostic.js';
import type { Expression, FunctionId, IrFunction, IrGlobal, LoopId, Span, Type, VariableId } from '../ir/index.js';
import { ADVICE, CODES, FollowUp, Refusal } from './codes.js';
import type { Hints } from './hints.js';
import { diagnosticAt, type LoadedSource, spanOf } from './source.js';
import { isLibrarySymbol, TypeMapper } from './types.js';

export type FunctionNode = ts.FunctionDeclaration | ts.ArrowFunction | ts.FunctionExpression;

export interface SignatureParameter {
  readonly node: ts.ParameterDeclaration;
  readonly type: Type;
  /** The literal that stands for a missing argument. */
  readonly fallback?: Expression;
}

export interface Signature {
  readonly id: FunctionId;
  readonly name: string;
  readonly node: FunctionNode;
  readonly parameters: readonly SignatureParameter[];
  readonly returns: Type;
}

/** What a use of a module-level constant becomes: the expression itself. */
export type Constant = Expression;

export class ProgramBuilder {
  readonly checker: ts.TypeChecker;
  readonly types: TypeMapper;
  readonly diagnostics: Diagnostic[] = [];
  readonly signatures = new Map<FunctionNode, Signature>();
  /** Functions that are called but not yet translated. */
  readonly pending: Signature[] = [];
  readonly functions = new Map<FunctionId, IrFunction>();
  readonly constants = new Map<ts.Symbol, Constant>();
  /** Constants whose initialiser is being translated. */
  readonly evaluating = new Set<ts.Symbol>();
  readonly globals: IrGlobal[] = [];
  private readonly names = new Set<string>();
  private variables = 0;
  private loops = 0;

  constructor(
    readonly source: LoadedSource,
    readonly hints: Hints,
  ) {
    this.checker = source.checker;
    this.types = new TypeMapper(source.program, source.checker);
  }

  newVariable(): VariableId {
    return this.variables++ as VariableId;
  }

  newLoop(): LoopId {
    return this.loops++ as LoopId;
  }

  /** A function id that no other function has: the name, with a number behind it when several files use it. */
  newFunction(name: string): FunctionId {
    let id = name;
    for (let k = 2; this.names.has(id); k++) id = `${name}$${k}`;
    this.names.add(id);
    return id as FunctionId;
  }

  span(node: ts.Node): Span {
    return spanOf(this.source, node);
  }

  /** The symbol behind a name, imports followed to what they import. */
  resolve(node: ts.Node): ts.Symbol | undefined {
    const parent = node.parent;
    const symbol =
      parent && ts.isShorthandPropertyAssignment(parent) && parent.name === node
        ? this.checker.getShorthandAssignmentValueSymbol(parent)
        : this.checker.getSymbolAtLocation(node);
    return symbol && symbol.flags & ts.SymbolFlags.Alias ? this.checker.getAliasedSymbol(symbol) : symbol;
  }

  /** The name of a global of the language that the identifier means, such as `Math`; undefined for the user's own names. */
  builtin(node: ts.Node): string | undefined {
    if (!ts.isIdentifier(node)) return undefined;
    const symbol = this.resolve(node);
    return isLibrarySymbol(this.source.program, symbol) ? node.text : undefined;
  }

  /** Runs `work`; a refusal inside becomes a diagnostic. Gives undefined then. */
  attempt<T>(work: () => T): T | undefined {
    try {
      return work();
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      this.report(error);
      return undefined;
    }
  }

  report(refusal: Refusal): void {
    if (refusal instanceof FollowUp && this.diagnostics.length > 0) return;
    const { node, code, message, hint } = refusal;
    const file = node.getSourceFile();
    const diagnostic = diagnosticAt(
      this.source,
      file,
      node.getStart(file),
      node.getEnd(),
      CODES[code],
      message,
      hint ?? ADVICE[code],
    );
    const known = this.diagnostics.some(
      (d) =>
        d.file === diagnostic.file && d.line === diagnostic.line && d.column === diagnostic.column && d.code === diagnostic.code,
    );
    if (!known) this.diagnostics.push(diagnostic);
  }
}
