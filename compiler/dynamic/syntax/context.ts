/** The function that is being translated: its variables, what it captures, and where `break` and `continue` lead. */
import type ts from '#typescript';
import type { Span } from '../../ir/types.js';
import type { Expression, FunctionId, Label, Statement, Variable, VariableId } from '../core/types.js';
import type { Binding, FunctionScope } from './bindings.js';
import type { BuiltinFunction } from './builtin-sources.js';
import { effect, isStable, letStatement } from './make.js';
import type { ProgramContext } from './program.js';
import type { Unit } from './unit.js';

/** What the translation of one kind of node needs of the others; wired up in convert.ts, so that the files need not know each other. */
export interface Parts {
  expression(context: FunctionContext, node: ts.Expression): Expression;
  /** An expression whose value nobody uses. */
  effects(context: FunctionContext, node: ts.Expression): Statement[];
  statement(context: FunctionContext, node: ts.Statement): Statement[];
  /** Statements of one block, its function declarations first. */
  statements(context: FunctionContext, nodes: readonly ts.Statement[]): Statement[];
  /** A closure; `name` when the function has none of its own. */
  closure(context: FunctionContext, node: ts.FunctionLikeDeclaration, name: string): Expression;
  classValue(context: FunctionContext, node: ts.ClassLikeDeclaration, name: string): Expression;
  classDeclaration(context: FunctionContext, node: ts.ClassDeclaration): Statement[];
  /** Declares the variables of a pattern with the parts of the value. */
  bind(context: FunctionContext, name: ts.BindingName, value: Expression): Statement[];
  /** Assigns to a name, property or pattern. */
  assign(context: FunctionContext, target: ts.Expression, value: Expression): Statement[];
  /** Calls what the expression gives; `first`: arguments that are translated already. */
  callWith(
    context: FunctionContext,
    callee: ts.Expression,
    first: readonly Expression[],
    args: readonly ts.Expression[],
    node: ts.Node,
  ): Expression;
  /** `this` where the node stands. */
  self(context: FunctionContext, node: ts.Node): Expression;
  /** Gives the fields of a class their first values. */
  fields(context: FunctionContext, node: ts.ClassLikeDeclaration): Statement[];
  /** Translates a self-hosted function. */
  builtin(program: ProgramContext, source: BuiltinFunction): void;
  topLevel(context: FunctionContext, node: ts.Statement): Statement[];
}

/** A statement that `break` or `continue` may leave. */
export interface Target {
  readonly names: readonly string[];
  readonly breakTo: Label;
  readonly continueTo?: Label;
  /** Only `break` with its label leaves it. */
  readonly isBlock?: true;
  /** What must happen when control leaves it before its end. */
  readonly leave?: () => Statement[];
}

export class FunctionContext {
  readonly variables = new Map<VariableId, Variable>();
  /** Those of them that are declared by `var`. */
  readonly vars = new Set<VariableId>();
  readonly captures = new Set<VariableId>();
  readonly targets: Target[] = [];
  /** Labels in front of the statement that comes next. */
  pendingLabels: string[] = [];
  isAsync = false;
  isGenerator = false;

  constructor(
    readonly program: ProgramContext,
    readonly unit: Unit,
    readonly id: FunctionId,
    readonly scope: FunctionScope,
    readonly parent: FunctionContext | undefined,
  ) {}

  get parts(): Parts {
    return this.program.parts;
  }

  expression(node: ts.Expression): Expression {
    return this.parts.expression(this, node);
  }

  span(node: ts.Node): Span {
    return this.unit.span(node);
  }

  label(): Label {
    return this.program.newLabel();
  }

  temporary(name: string, isReassigned = false): VariableId {
    const id = this.program.newVariable();
    this.variables.set(id, { id, name, isCaptured: false, isReassigned, hasDeadZone: false });
    return id;
  }

  isReassigned = (variable: VariableId): boolean =>
    (this.variables.get(variable) ?? this.program.globals.get(variable) ?? this.parent?.lookUp(variable))?.isReassigned ?? true;

  private lookUp(variable: VariableId): Variable | undefined {
    return this.variables.get(variable) ?? this.parent?.lookUp(variable);
  }

  /** The value under a name by which it can be used several times: itself, or a new variable. */
  stable(value: Expression, name: string): { readonly before: Statement[]; readonly use: Expression } {
    if (isStable(value, this.isReassigned)) return { before: [], use: value };
    const variable = this.temporary(name);
    return { before: [letStatement(value.span, variable, value)], use: { kind: 'get', variable, span: value.span } };
  }

  /** The variable of a binding, which becomes a captured one when it belongs to a function around this one. */
  variable(binding: Binding): VariableId {
    const { program } = this;
    const known = program.ids.get(binding);
    const id = known ?? program.newVariable();
    if (known === undefined) program.ids.set(binding, id);
    if (binding.scope.isGlobal) {
      if (!program.globals.has(id)) program.globals.set(id, this.describe(id, binding));
      return id;
    }
    const { owner } = binding.scope;
    let holder: FunctionContext | undefined = this;
    while (holder && holder.scope !== owner) {
      holder.captures.add(id);
      holder = holder.parent;
    }
    if (!holder) throw new Error(`'${binding.name}' is used outside of its function (${this.id})`);
    if (!holder.variables.has(id)) {
      holder.variables.set(id, this.describe(id, binding));
      if (binding.kind === 'var') holder.vars.add(id);
    }
    return id;
  }

  private describe(id: VariableId, binding: Binding): Variable {
    return {
      id,
      name: binding.name,
      isCaptured: binding.isCaptured,
      isReassigned: binding.isReassigned,
      hasDeadZone: this.program.hasDeadZone(binding),
    };
  }

  read(binding: Binding, span: Span): Expression {
    const variable = this.variable(binding);
    return this.program.hasDeadZone(binding) ? { kind: 'get', variable, checked: true, span } : { kind: 'get', variable, span };
  }

  write(binding: Binding, value: Expression, span: Span): Expression {
    const variable = this.variable(binding);
    return this.program.hasDeadZone(binding)
      ? { kind: 'set', variable, value, checked: true, span }
      : { kind: 'set', variable, value, span };
  }

  declare(binding: Binding, value: Expression, span: Span): Statement {
    if (binding.kind === 'var') return effect({ kind: 'set', variable: this.variable(binding), value, span });
    return letStatement(span, this.variable(binding), value);
  }
}
