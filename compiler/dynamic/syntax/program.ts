/** The program that is being translated: what was reached so far, and what remains to be translated. */
import ts from '#typescript';
import type { Diagnostic } from '../../diagnostic.js';
import type { CoreFunction, Expression, FunctionId, Label, Statement, Variable, VariableId } from '../core/types.js';
import type { Binding } from './bindings.js';
import type { BuiltinSources } from './builtin-sources.js';
import { FunctionContext, type Parts } from './context.js';
import type { ProgramFacts } from './facts.js';
import type { ModuleGraph } from './modules.js';
import { isLazy } from './purity.js';
import { codeOf, type DynamicCodeName, Refusal } from './refusal.js';
import { type Stop, stopStatement } from './stops.js';
import type { Unit } from './unit.js';

export class ProgramContext {
  readonly functions = new Map<FunctionId, CoreFunction>();
  readonly globals = new Map<VariableId, Variable>();
  readonly diagnostics: Diagnostic[] = [];
  readonly ids = new Map<Binding, VariableId>();
  /** Property names and strings of the reached code: built-ins under other names can't be met. */
  readonly mentioned = new Set<string>();
  /** Those of `mentioned` that are more than the definition of a property. */
  readonly used = new Set<string>();
  /** Places that can't be translated and might never be reached. */
  readonly stops: Stop[] = [];
  /** Functions of the host that are passed on: they do harm only when somebody calls them. */
  readonly stubs = new Set<FunctionId>();
  /** The variable of `globalThis`, when it is used as a value. */
  globalObject?: VariableId;
  /** Places of the first mention by user code. */
  readonly mentionedAt = new Map<string, { readonly unit: Unit; readonly node: ts.Node }>();
  /** Whether code of the user takes properties by names that are known only at run time: all objects' common ones are among them. */
  hasComputedKeys = false;
  /** Names of built-in objects used as values. */
  readonly objects = new Set<string>();
  /** Functions by the node that they were made of. */
  readonly functionIds = new Map<ts.Node, FunctionId>();
  /** Translations that were put off. */
  readonly pending: (() => void)[] = [];
  /** Top-level statements that are part of the program, translated. */
  readonly included = new Map<ts.Statement, Statement[]>();
  /** Closures of top-level functions, made before anything else runs. */
  readonly hoisted: Statement[] = [];
  /** Variables that hold the namespace objects of files, and what fills them. */
  readonly namespaces = new Map<Unit, VariableId>();
  readonly namespaceObjects = new Map<Unit, Statement[]>();
  /** How to read the super class of a class, where it is being translated. */
  readonly superClasses = new Map<ts.Node, (context: FunctionContext) => Expression>();
  private readonly loaded = new Set<Unit>();
  private readonly classNumbers = new Map<ts.Node, number>();
  readonly starts = new Map<Unit, FunctionContext>();
  /** Self-hosted functions that syntax needs and nobody has written. */
  readonly missing = new Set<FunctionId>();
  private readonly usedIds = new Set<string>();
  private lastVariable = 0;
  private lastLabel = 0;

  constructor(
    readonly parts: Parts,
    readonly graph: ModuleGraph | undefined,
    readonly builtins: BuiltinSources,
    readonly facts: ProgramFacts,
  ) {}

  newVariable(): VariableId {
    return ++this.lastVariable;
  }

  newLabel(): Label {
    return ++this.lastLabel;
  }

  /** Self-hosted functions are known by their own names, also those that become part of the program later. */
  newFunctionId(wanted: string): FunctionId {
    let id = wanted;
    for (let count = 2; this.usedIds.has(id) || this.builtins.functions.has(id); count++) id = `${wanted}#${count}`;
    this.usedIds.add(id);
    return id;
  }

  classNumber(node: ts.Node): number {
    const known = this.classNumbers.get(node) ?? this.classNumbers.size;
    this.classNumbers.set(node, known);
    return known;
  }

  /** The self-hosted function of that name, which becomes part of the program. */
  builtin(name: string): FunctionId {
    if (this.usedIds.has(name)) return name;
    this.usedIds.add(name);
    const source = this.builtins.functions.get(name);
    if (source) this.pending.push(() => this.parts.builtin(this, source));
    else this.missing.add(name);
    return name;
  }

  /** The part of `initialise` that runs the file's own code. */
  start(unit: Unit): FunctionContext {
    let context = this.starts.get(unit);
    if (!context) {
      const scope = unit.scopes.functions.get(unit.file)!;
      context = new FunctionContext(this, unit, '(initialise)', scope, undefined);
      this.starts.set(unit, context);
    }
    return context;
  }

  unitOf(binding: Binding): Unit | undefined {
    let owner = binding.scope.owner;
    while (owner.parent) owner = owner.parent;
    return this.graph?.units.get((owner.node as ts.SourceFile).fileName);
  }

  hasDeadZone(binding: Binding): boolean {
    return this.unitOf(binding)?.deadZones.has(binding) ?? false;
  }

  /** `defines`: the property is made here, not used. */
  mention(key: string, unit: Unit, node: ts.Node, defines = false): void {
    this.mentioned.add(key);
    if (defines) return;
    this.used.add(key);
    if (!unit.isBuiltin && !this.mentionedAt.has(key)) this.mentionedAt.set(key, { unit, node });
  }

  /** Makes the declaration of a top-level variable part of the program. */
  include(binding: Binding, unit: Unit): void {
    if (unit.isBuiltin) return;
    this.includeEffects(unit);
    for (const node of binding.declarations) {
      let statement: ts.Node = node;
      while (statement.parent && !ts.isSourceFile(statement.parent)) statement = statement.parent;
      if (ts.isStatement(statement) || ts.isExportAssignment(statement)) this.includeStatement(statement as ts.Statement, unit);
    }
  }

  /** Makes what the file does when it is loaded part of the program. */
  includeEffects(unit: Unit): void {
    if (this.loaded.has(unit)) return;
    this.loaded.add(unit);
    for (const statement of unit.file.statements) if (!isLazy(unit, statement)) this.includeStatement(statement, unit);
  }

  includeStatement(statement: ts.Statement, unit: Unit): void {
    if (this.included.has(statement)) return;
    this.included.set(statement, []);
    this.pending.push(() => {
      const context = this.start(unit);
      this.included.set(
        statement,
        this.attemptStatements(unit, statement, () => this.parts.topLevel(context, statement)),
      );
    });
  }

  /** Translates a statement; a refusal becomes a stop. */
  attemptStatements(unit: Unit, node: ts.Node, translate: () => Statement[]): Statement[] {
    try {
      return translate();
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return [stopStatement(this, unit, error, node)];
    }
  }

  /** Runs a translation; a refusal becomes a diagnostic. */
  attempt<T>(unit: Unit, translate: () => T): T | undefined {
    try {
      return translate();
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      this.report(unit, error.node, error.code, error.message, error.hint);
      return undefined;
    }
  }

  report(unit: Unit, node: ts.Node, code: DynamicCodeName, message: string, hint: string | undefined): void {
    const diagnostic = this.problem(unit, node, code, message, hint);
    const isKnown = this.diagnostics.some(
      (one) =>
        one.file === diagnostic.file &&
        one.line === diagnostic.line &&
        one.column === diagnostic.column &&
        one.code === diagnostic.code,
    );
    if (!isKnown) this.diagnostics.push(diagnostic);
  }

  problem(unit: Unit, node: ts.Node, code: DynamicCodeName, message: string, hint: string | undefined): Diagnostic {
    const file = node.getSourceFile() ?? unit.file;
    const start = node.getStart(file);
    const from = file.getLineAndCharacterOfPosition(start);
    const to = file.getLineAndCharacterOfPosition(node.end);
    return {
      code: codeOf(code),
      severity: 'error',
      message,
      file: unit.name,
      line: from.line + 1,
      column: from.character + 1,
      endLine: to.line + 1,
      endColumn: to.character + 1,
      ...(hint === undefined ? {} : { hint }),
    };
  }

  drain(): void {
    for (let next = this.pending.shift(); next; next = this.pending.shift()) next();
  }
}
