/** The state of translating one function: its variables, the statement list being filled, and the loops around. */
import ts from '#typescript';
import {
  assignedVariables,
  type Expression,
  type LoopHint,
  type LoopId,
  type Span,
  type Statement,
  type Type,
  type Variable,
  type VariableId,
  walkExpression,
} from '../ir/index.js';
import { refuse } from './codes.js';
import type { ProgramBuilder } from './program-builder.js';
import { describeType, sameType } from './types.js';

/** The translation of each syntactic category; handed to the builder so that the files of rules need not import each other. */
export interface Rules {
  /** The value of `node`; what must happen before it goes to the builder's statement list. `expected` shapes literals. */
  expression(build: FunctionBuilder, node: ts.Expression, expected?: Type): Expression;
  /** The truth value of `node`. */
  condition(build: FunctionBuilder, node: ts.Expression): Expression;
  /** `node` for its effects alone. */
  effect(build: FunctionBuilder, node: ts.Expression): void;
  statement(build: FunctionBuilder, node: ts.Statement): void;
}

interface LoopFrame {
  readonly id: LoopId;
  readonly labels: readonly string[];
}

export interface Captured<T> {
  readonly statements: Statement[];
  readonly value: T;
}

export class FunctionBuilder {
  readonly variables = new Map<VariableId, Variable>();
  readonly loops: LoopFrame[] = [];
  /** Labels met since the last statement that could carry them. */
  pendingLabels: string[] = [];
  out: Statement[] = [];
  private readonly bySymbol = new Map<ts.Symbol, VariableId>();
  private readonly changing = new Set<VariableId>();
  private readonly temporaries = new Set<VariableId>();
  private readonly reassigned: ReadonlySet<ts.Symbol>;

  constructor(
    readonly program: ProgramBuilder,
    readonly rules: Rules,
    readonly returns: Type,
    root: ts.Node,
  ) {
    this.reassigned = reassignedSymbols(root, program.checker);
  }

  get checker(): ts.TypeChecker {
    return this.program.checker;
  }

  expression(node: ts.Expression, expected?: Type): Expression {
    return this.rules.expression(this, node, expected);
  }

  /** The value of `node`, which must have exactly the type `type`. */
  expressionOf(node: ts.Expression, type: Type): Expression {
    const value = this.rules.expression(this, node, type);
    if (!sameType(value.type, type)) {
      refuse(
        node,
        'shapeMismatch',
        `This value has the shape '${describeType(value.type)}' where '${describeType(type)}' is needed.`,
        'Values are laid out by their exact shape: give both the same type, with the same fields in the same order.',
      );
    }
    return value;
  }

  numberOf(node: ts.Expression): Expression {
    const value = this.rules.expression(this, node, { kind: 'number' });
    if (value.type.kind !== 'number') {
      refuse(
        node,
        'unsupportedOperator',
        `A number is needed here, and this is of type '${describeType(value.type)}'.`,
        'Convert explicitly, for example with `flag ? 1 : 0`.',
      );
    }
    return value;
  }

  condition(node: ts.Expression): Expression {
    return this.rules.condition(this, node);
  }

  effect(node: ts.Expression): void {
    this.rules.effect(this, node);
  }

  statement(node: ts.Statement): void {
    this.rules.statement(this, node);
  }

  span(node: ts.Node): Span {
    return this.program.span(node);
  }

  /** What comments with `@shoal` ask for the loop. */
  hint(node: ts.Node): { readonly hint?: LoopHint } {
    const hint = this.program.hints.of(node);
    return hint === undefined ? {} : { hint };
  }

  emit(statement: Statement): void {
    this.out.push(statement);
  }

  /** Runs `work` with a statement list of its own. */
  capture<T>(work: () => T): Captured<T> {
    const outer = this.out;
    const statements: Statement[] = [];
    this.out = statements;
    try {
      return { statements, value: work() };
    } finally {
      this.out = outer;
    }
  }

  /** The statements of a nested body. */
  block(work: () => void): Statement[] {
    return this.capture(work).statements;
  }

  /**
   * Values of operands that JavaScript evaluates in this order. Where something that a later operand does first could
   * change an earlier one, the earlier one is kept in a temporary.
   */
  sequence(operands: readonly (() => Expression)[]): Expression[] {
    const parts = operands.map((operand) => this.capture(operand));
    const values: Expression[] = parts.map((part) => part.value);
    const lists = parts.map((part) => part.statements);
    const assignedLater = new Set<VariableId>();
    let anythingLater = false;
    let effectLater = false;
    for (let k = parts.length - 1; k >= 0; k--) {
      const value = values[k]!;
      const list = lists[k]!;
      const ownEffect = hasEffect(value);
      const disturbed = (anythingLater && ownEffect) || (effectLater && readsMemory(value)) || readsAny(value, assignedLater);
      if (disturbed) values[k] = this.keep(value, list);
      if (list.length > 0) anythingLater = true;
      if (ownEffect || list.length > 0) effectLater = true;
      for (const id of assignedVariables(list)) assignedLater.add(id);
    }
    for (const list of lists) this.out.push(...list);
    return values;
  }

  /** A new variable for a name of the source; the caller emits its `let`, unless it is a parameter. */
  declare(name: ts.Identifier, type: Type): VariableId {
    const symbol = this.checker.getSymbolAtLocation(name);
    if (!symbol) refuse(name, 'unsupportedExpression', `'${name.text}' can not be resolved.`);
    const id = this.addVariable(name.text, type, this.span(name));
    this.bySymbol.set(symbol, id);
    if (this.reassigned.has(symbol)) this.changing.add(id);
    return id;
  }

  /**
   * Gives a name of the source to a value. A fresh temporary simply takes the name when neither ever changes; else the name
   * becomes a variable of its own.
   */
  bind(name: ts.Identifier, value: Expression, span: Span): void {
    const symbol = this.checker.getSymbolAtLocation(name);
    const temporary = value.kind === 'variable' ? this.variables.get(value.id) : undefined;
    if (
      symbol &&
      temporary &&
      this.temporaries.has(temporary.id) &&
      !this.changing.has(temporary.id) &&
      !this.reassigned.has(symbol)
    ) {
      this.temporaries.delete(temporary.id);
      this.variables.set(temporary.id, { ...temporary, name: name.text, span: this.span(name) });
      this.bySymbol.set(symbol, temporary.id);
      return;
    }
    const variable = this.declare(name, value.type);
    this.emit({ kind: 'let', variable, value, span });
  }

  /** Gives a variable another name; not when the source assigns that name. */
  rename(name: ts.Identifier, id: VariableId): boolean {
    const symbol = this.checker.getSymbolAtLocation(name);
    if (!symbol || this.reassigned.has(symbol)) return false;
    this.bySymbol.set(symbol, id);
    return true;
  }

  variableOf(symbol: ts.Symbol): VariableId | undefined {
    return this.bySymbol.get(symbol);
  }

  read(id: VariableId, span: Span): Expression {
    return { kind: 'variable', id, type: this.variables.get(id)!.type, span };
  }

  typeOf(id: VariableId): Type {
    return this.variables.get(id)!.type;
  }

  /** A new temporary that may be assigned again; the caller emits its `let`. */
  slot(type: Type, span: Span): VariableId {
    const id = this.temporary(type, span);
    this.changing.add(id);
    return id;
  }

  /** Evaluates `value` here, once, into a temporary in `list` (the current one by default), and gives its name. */
  keep(value: Expression, list: Statement[] = this.out): Expression {
    const id = this.temporary(value.type, value.span);
    list.push({ kind: 'let', variable: id, value, span: value.span });
    return this.read(id, value.span);
  }

  /** Something equal to `value` that may be used many times, whatever happens in between. */
  pin(value: Expression): Expression {
    if (value.kind === 'number' || value.kind === 'boolean' || value.kind === 'string') return value;
    if (value.kind === 'variable' && !this.changing.has(value.id)) return value;
    return this.keep(value);
  }

  /** Runs `work` inside a new loop, which takes the labels that stood before it. */
  inLoop<T>(work: (id: LoopId) => T): T {
    const id = this.program.newLoop();
    const labels = this.pendingLabels;
    this.pendingLabels = [];
    this.loops.push({ id, labels });
    try {
      return work(id);
    } finally {
      this.loops.pop();
    }
  }

  private temporary(type: Type, span: Span): VariableId {
    const id = this.addVariable(`$${this.temporaries.size + 1}`, type, span);
    this.temporaries.add(id);
    return id;
  }

  /** Whether the variable stands for no name of the source. */
  isTemporary(id: VariableId): boolean {
    return this.temporaries.has(id);
  }

  private addVariable(name: string, type: Type, span: Span): VariableId {
    const id = this.program.newVariable();
    this.variables.set(id, { id, name, type, mutable: false, span });
    return id;
  }
}

/** Calls and methods that write: everything else in an expression only computes. */
export function hasEffect(expression: Expression): boolean {
  let found = false;
  walkExpression(expression, (inner) => {
    if (inner.kind === 'call' || (inner.kind === 'intrinsic' && inner.name !== 'slice')) found = true;
    return !found;
  });
  return found;
}

/** Whether the value depends on the contents or the length of an array. */
function readsMemory(expression: Expression): boolean {
  let found = false;
  walkExpression(expression, (inner) => {
    if (inner.kind === 'load' || inner.kind === 'intrinsic' || inner.kind === 'call') found = true;
    if (inner.kind === 'length' && inner.of.type.kind === 'array') found = true;
    return !found;
  });
  return found;
}

function readsAny(expression: Expression, variables: ReadonlySet<VariableId>): boolean {
  let found = false;
  walkExpression(expression, (inner) => {
    if (inner.kind === 'variable' && variables.has(inner.id)) found = true;
    return !found;
  });
  return found;
}

/** Symbols that anything below `root` assigns after their declaration. */
function reassignedSymbols(root: ts.Node, checker: ts.TypeChecker): Set<ts.Symbol> {
  const found = new Set<ts.Symbol>();
  const target = (node: ts.Node): void => {
    if (ts.isIdentifier(node)) {
      const symbol = checker.getSymbolAtLocation(node);
      if (symbol) found.add(symbol);
    } else if (ts.isShorthandPropertyAssignment(node)) {
      const symbol = checker.getShorthandAssignmentValueSymbol(node);
      if (symbol) found.add(symbol);
    } else if (!ts.isPropertyAccessExpression(node) && !ts.isElementAccessExpression(node)) {
      ts.forEachChild(node, target);
    }
  };
  const visit = (node: ts.Node): void => {
    if (ts.isBinaryExpression(node) && isAssignment(node.operatorToken.kind)) target(node.left);
    if (ts.isPrefixUnaryExpression(node) || ts.isPostfixUnaryExpression(node)) {
      if (node.operator === ts.SyntaxKind.PlusPlusToken || node.operator === ts.SyntaxKind.MinusMinusToken) target(node.operand);
    }
    if ((ts.isForOfStatement(node) || ts.isForInStatement(node)) && !ts.isVariableDeclarationList(node.initializer)) {
      target(node.initializer);
    }
    ts.forEachChild(node, visit);
  };
  visit(root);
  return found;
}

export function isAssignment(kind: ts.SyntaxKind): boolean {
  return kind >= ts.SyntaxKind.FirstAssignment && kind <= ts.SyntaxKind.LastAssignment;
}
