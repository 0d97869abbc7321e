/**
 * Elements that are read again before anything could have changed them, or read after they were stored, come from a variable
 * (redundant-load elimination in straight code; Muchnick, "Advanced compiler design and implementation", 1997, 12.2). V8 does not look
 * for them in the memory of a module.
 */
import type { Sharing } from '../analysis/sharing.js';
import {
  type Expression,
  expressionsOf,
  type IrFunction,
  mapOperands,
  mapStatement,
  operandsOf,
  type Statement,
  type Variable,
  type VariableId,
  variablesRead,
  walkExpression,
  walkStatements,
} from '../ir/index.js';
import { isPure } from './inline.js';
import type { FreshNames } from './names.js';

type Load = Extract<Expression, { kind: 'load' }>;
type Store = Extract<Statement, { kind: 'store' }>;

/** An element whose value is known: from a load, or from the store that put it there. */
interface Known {
  readonly source: Load | Store;
  readonly array: VariableId;
  readonly reads: ReadonlySet<VariableId>;
}

/** The same function; itself when no element is read again. Only in loops, where it is worth a variable. */
export function reuseElements(fn: IrFunction, sharing: Sharing, names: FreshNames): IrFunction {
  const search = new Search(sharing);
  search.outside(fn.body);
  if (search.reused.size === 0) return fn;
  const variables = new Map(fn.variables);
  const own = new Map<Load | Store, Variable>();
  for (const { source } of search.reused.values()) {
    if (own.has(source)) continue;
    const variable = names.variable('$element', { kind: 'number' }, false, source.span);
    own.set(source, variable);
    variables.set(variable.id, variable);
  }
  return { ...fn, variables, body: new Rewriting(search.reused, own).list(fn.body) };
}

class Search {
  /** Loads that can be left out. */
  readonly reused = new Map<Load, Known>();
  private known = new Map<string, Known>();

  constructor(private readonly sharing: Sharing) {}

  outside(statements: readonly Statement[]): void {
    walkStatements(statements, (statement) => {
      if (statement.kind !== 'loop') return true;
      this.loop(statement);
      return false;
    });
  }

  private loop(loop: Extract<Statement, { kind: 'loop' }>): void {
    const outer = this.known;
    this.known = new Map();
    this.list(loop.body);
    this.known = outer;
  }

  private list(statements: readonly Statement[]): void {
    for (const statement of statements) {
      if (statement.kind === 'loop') {
        this.loop(statement);
        this.forget([statement]);
      } else if (statement.kind === 'if') {
        this.reads(statement, statement.test, true);
        for (const branch of [statement.then, statement.otherwise]) {
          const before = new Map(this.known);
          this.list(branch);
          this.known = before;
        }
        this.forget([statement]);
      } else {
        for (const expression of expressionsOf(statement)) this.reads(statement, expression, true);
        this.forget([statement]);
        if (statement.kind === 'store') this.stored(statement);
      }
    }
  }

  /** `always`: whether the expression is evaluated whenever the statement is run. */
  private reads(statement: Statement, expression: Expression, always: boolean): void {
    const [first, ...others] = operandsOf(expression);
    const branches = expression.kind === 'logical' || expression.kind === 'conditional';
    if (first) this.reads(statement, first, always);
    for (const operand of others) this.reads(statement, operand, always && !branches);
    if (expression.kind !== 'load' || expression.type.kind !== 'number' || !isSimple(expression)) return;
    const key = keyOf(expression);
    const known = this.known.get(key);
    if (known) this.reused.set(expression, known);
    else if (always && !hasEffects(statement)) {
      this.known.set(key, { source: expression, array: expression.array.id, reads: variablesRead(expression) });
    }
  }

  private stored(store: Store): void {
    if (!isSimple(store) || hasEffects(store) || !keepsDoubles(store)) return;
    const reads = new Set([store.array.id, ...variablesRead(store.index)]);
    this.known.set(keyOf(store), { source: store, array: store.array.id, reads });
  }

  /** What the statements may change is not known any more. */
  private forget(statements: readonly Statement[]): void {
    walkStatements(statements, (statement) => {
      if (statement.kind === 'barrier' || hasEffects(statement)) this.known.clear();
      const written = statement.kind === 'store' ? this.sharing.rootsOf(statement.array) : [];
      const assigned = statement.kind === 'let' || statement.kind === 'assign' ? statement.variable : undefined;
      for (const [key, { array, reads }] of this.known) {
        const isWritten = written.some((root) => this.sharing.mayShare(root, array));
        if (isWritten || (assigned !== undefined && reads.has(assigned))) this.known.delete(key);
      }
    });
  }
}

class Rewriting {
  constructor(
    private readonly reused: ReadonlyMap<Load, Known>,
    private readonly own: ReadonlyMap<Load | Store, Variable>,
  ) {}

  list(statements: readonly Statement[]): Statement[] {
    return statements.flatMap((statement) => this.statement(statement));
  }

  private statement(statement: Statement): Statement[] {
    const before: Statement[] = [];
    const value = (expression: Expression): Expression => this.value(expression, before);
    if (statement.kind === 'if') {
      const { test, then, otherwise } = statement;
      const changed = { ...statement, test: value(test), then: this.list(then), otherwise: this.list(otherwise) };
      return [...before, changed];
    }
    if (statement.kind === 'loop') return [{ ...statement, body: this.list(statement.body) }];
    const changed = mapStatement(statement, value);
    const variable = statement.kind === 'store' ? this.own.get(statement) : undefined;
    if (changed.kind !== 'store' || !variable) return [...before, changed];
    const kept: Statement = { kind: 'let', variable: variable.id, value: changed.value, span: changed.value.span };
    return [...before, kept, { ...changed, value: read(variable, changed.value) }];
  }

  private value(expression: Expression, before: Statement[]): Expression {
    if (expression.kind === 'load') {
      const known = this.reused.get(expression);
      if (known) return read(this.own.get(known.source)!, expression);
      const variable = this.own.get(expression);
      if (variable) {
        const load = mapOperands(expression, (operand) => this.value(operand, before));
        before.push({ kind: 'let', variable: variable.id, value: load, span: expression.span });
        return read(variable, expression);
      }
    }
    return mapOperands(expression, (operand) => this.value(operand, before));
  }
}

function read({ id, type }: Variable, { span }: Expression): Expression {
  return { kind: 'variable', id, type, span };
}

/** An element of an array with a name, the place of which no other element decides. */
function isSimple<Node extends Load | Store>(
  node: Node,
): node is Node & { readonly array: { readonly kind: 'variable'; readonly id: VariableId } } {
  return node.array.kind === 'variable' && isPure(node.index);
}

/** The same for loads and stores of one element, as long as no variable in it changes. */
function keyOf({ array, index }: Load | Store): string {
  return JSON.stringify([array, index], (name, value) => (name === 'span' || name === 'type' ? undefined : value));
}

/** Other arrays round what is stored. */
function keepsDoubles({ array: { type } }: Store): boolean {
  return type.kind === 'typed' ? type.element === 'f64' : type.kind === 'array' && type.element.kind === 'number';
}

function hasEffects(statement: Statement): boolean {
  let found = false;
  for (const expression of expressionsOf(statement)) {
    walkExpression(expression, (inner) => {
      if (['call', 'intrinsic', 'newArray', 'arrayLiteral', 'record'].includes(inner.kind)) found = true;
    });
  }
  return found;
}
