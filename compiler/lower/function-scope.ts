/** What the lowering of one function shares: its locals, the text written so far, and where jumps lead. */
import type { Interval } from '../analysis/interval.js';
import {
  type Expression,
  type IrFunction,
  type LoopId,
  type Statement,
  type Type,
  type VariableId,
  walkExpression,
  walkExpressions,
  walkStatements,
} from '../ir/index.js';
import { identifier, type Mode, type ModuleScope } from './module-scope.js';
import { type Numeric, type Representation, typeText } from './representation.js';

/** Lowers expressions; each method gives AssemblyScript text without side effects but those of calls in it. */
export interface Expressions {
  /** In the type that costs least. `anyZero`: the reader does not tell 0 from -0. */
  number(scope: FunctionScope, expression: Expression, anyZero?: boolean): Numeric;
  double(scope: FunctionScope, expression: Expression): string;
  /** A value that is known to be an int32, as i32; -0 becomes 0. */
  int32(scope: FunctionScope, expression: Expression): string;
  /** ToInt32 of any number, as i32. */
  wrapped(scope: FunctionScope, expression: Expression): string;
  boolean(scope: FunctionScope, expression: Expression): string;
  /** The address of an array, string, tuple or object. */
  reference(scope: FunctionScope, expression: Expression): string;
  /** By the expression's type; numbers in the given representation. */
  value(scope: FunctionScope, expression: Expression, representation: Representation): string;
}

/** A `while` of the output and the loop of the IR that it runs. */
export interface Frame {
  readonly loop: LoopId | undefined;
  /** Set to leave the loops around this one, too, that belong to the same loop of the IR. */
  readonly flagBreaks: boolean;
  /** What leads to the next iteration, without the jump itself. */
  readonly next: () => void;
  /** Jumps from inside that leave more than this loop, by the name of the flag that asks for it. */
  readonly outward: Map<string, { readonly kind: 'break' | 'continue'; readonly loop: LoopId }>;
}

interface Versions {
  /** Loads and stores that need no check. */
  readonly inBounds: Set<Expression | Statement>;
  /** Of versions in versions. */
  depth: number;
  /** In the version with all checks, which is there for the sake of wrong indices: it is to be small rather than fast. */
  checked: boolean;
  /** Variables that the innermost loop assigns. */
  changing: ReadonlySet<VariableId>;
}

export class FunctionScope {
  readonly frames: Frame[] = [];
  mode: Mode;
  /** Growable arrays whose place and length are in locals here, because nothing around grows or shrinks them. */
  hoisted: ReadonlySet<VariableId> = new Set();
  /** Pairs `array/index` of variables for which the loops around prove the bounds. */
  readonly proven = new Set<string>();
  /** What holds in the version of a loop that is being written. */
  readonly versions: Versions = { inBounds: new Set(), depth: 0, checked: false, changing: new Set() };
  /** Locals that hold the element of a load or store, too: see carried-elements.ts. */
  readonly carried = new Map<Expression | Statement, string>();
  /** Tuples and objects that are kept as their fields. */
  readonly split: ReadonlySet<VariableId>;
  /** Numbers lowered for the statement at hand, so that no operand is lowered over and over. */
  readonly lowered = new Map<Expression, { exact?: Numeric; anyZero?: Numeric }>();
  private readonly locals = new Map<string, string>();
  private lines: string[] = [];
  private indent = '  ';
  private count = 0;
  private readonly accessed: ReadonlySet<VariableId>;

  constructor(
    readonly module: ModuleScope,
    readonly fn: IrFunction,
    readonly expressions: Expressions,
    mode: Mode,
    /** Writes how the function gives its result back. */
    private readonly returnValue: (scope: FunctionScope, value: Expression | undefined) => void,
    split: ReadonlySet<VariableId>,
  ) {
    this.mode = module.safepoints ? mode : 'plain';
    this.split = split;
    const prologue = fn === module.block.fn ? (module.block.range?.prologue ?? []) : [];
    this.accessed = accessedArrays(
      [...prologue, ...fn.body],
      module.block.term && fn === module.block.fn ? [module.block.term] : [],
    );
  }

  write(...lines: string[]): void {
    this.lowered.clear();
    for (const line of lines) this.lines.push(`${this.indent}${line}`);
  }

  /** `head {`, what `body` writes, `}`. */
  block(head: string, body: () => void, tail = '}'): void {
    this.write(head === '' ? '{' : `${head} {`);
    this.nest(body);
    this.write(tail);
  }

  nest(body: () => void): void {
    const outer = this.indent;
    this.indent += '  ';
    body();
    this.indent = outer;
  }

  /** The library's function of that name for whole arrays: in safe code the one with safepoints inside. */
  forWholeArrays(name: string): string {
    if (this.mode === 'plain') return name;
    this.module.pauses = true;
    return `${name}Pausing`;
  }

  writeReturn(value: Expression | undefined): void {
    this.returnValue(this, value);
  }

  inMode(mode: Mode, body: () => void): void {
    const outer = this.mode;
    this.lowered.clear();
    this.mode = this.module.safepoints ? mode : 'plain';
    body();
    this.mode = outer;
    this.lowered.clear();
  }

  /** A fresh local of the given AssemblyScript type. */
  local(prefix: string, type: string): string {
    const name = `$${prefix}${this.count++}`;
    this.locals.set(name, type);
    return name;
  }

  /** A local under a name of its own; declaring it again has no effect. */
  named(name: string, type: string): string {
    this.locals.set(name, type);
    return name;
  }

  typeOf(id: VariableId): Type {
    const variable = this.fn.variables.get(id) ?? this.module.plan.globals.find((global) => global.variable.id === id)?.variable;
    if (!variable) throw new Error(`variable ${id} is not one of ${this.fn.name}`);
    return variable.type;
  }

  nameOf(id: VariableId): string {
    return `${identifier(this.fn.variables.get(id)?.name ?? 'v')}_${id}`;
  }

  /** The variable as a local (not a parameter), declared where the function begins. */
  variable(id: VariableId): string {
    const name = this.nameOf(id);
    this.locals.set(name, typeText(this.typeOf(id), this.module.representation(id)));
    return name;
  }

  /** Module-level arrays that the function reads. */
  get accessedGlobals(): VariableId[] {
    return [...this.accessed].filter((id) => this.module.isGlobal(id));
  }

  /** Whether the function reads elements or the length of the variable's array directly. */
  isAccessed(id: VariableId): boolean {
    return this.accessed.has(id);
  }

  interval(expression: Expression): Interval {
    return this.module.plan.ranges.expression(expression);
  }

  /** Declarations of all locals but the parameters, and then the lines written. */
  finish(parameters: ReadonlySet<string>): string {
    const declarations = [...this.locals]
      .filter(([name]) => !parameters.has(name))
      .map(([name, type]) => `  let ${name}: ${type} = ${ZEROS[type] ?? '0'};`);
    return [...declarations, ...this.lines].join('\n');
  }
}

const ZEROS: Readonly<Record<string, string>> = { f64: '0.0', f32: '0.0', bool: 'false' };

function accessedArrays(statements: IrFunction['body'], more: readonly Expression[]): ReadonlySet<VariableId> {
  const accessed = new Set<VariableId>();
  const look = (array: Expression): void => {
    if (array.kind === 'variable') accessed.add(array.id);
  };
  const visit = (expression: Expression): void => {
    if (expression.kind === 'load') look(expression.array);
    else if (expression.kind === 'length') look(expression.of);
    else if (expression.kind === 'charCode') look(expression.text);
  };
  walkExpressions(statements, visit);
  for (const expression of more) walkExpression(expression, visit);
  walkStatements(statements, (statement) => {
    if (statement.kind === 'store') look(statement.array);
  });
  return accessed;
}
