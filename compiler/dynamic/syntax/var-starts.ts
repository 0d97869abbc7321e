/**
 * A `var` is undefined from the start of its function on. Only where that can be noticed it is declared there: when closures share it, or when
 * it might be read before it is assigned.
 */
import type { Expression, Label, Statement, VariableId } from '../core/types.js';
import { childrenOf, partsOf } from '../core/visit.js';

/** Those of the variables that must be declared in front of the statements. */
export function readEarly(statements: readonly Statement[], variables: ReadonlySet<VariableId>): ReadonlySet<VariableId> {
  const walk = new Walk(variables);
  walk.list(statements, new Set());
  return walk.early;
}

/** The variables that are assigned for sure; undefined where control never comes. */
type Assigned = ReadonlySet<VariableId> | undefined;

class Walk {
  readonly early = new Set<VariableId>();
  /** What is assigned wherever control leaves for a label. */
  private readonly exits = new Map<Label, Assigned>();

  constructor(private readonly variables: ReadonlySet<VariableId>) {}

  list(statements: readonly Statement[], before: Assigned): Assigned {
    let now = before;
    for (const statement of statements) now = this.statement(statement, now);
    return now;
  }

  private statement(statement: Statement, before: Assigned): Assigned {
    switch (statement.kind) {
      case 'let':
        return withOne(this.expression(statement.value, before), statement.variable);
      case 'expression':
        return this.expression(statement.value, before);
      case 'return':
      case 'throw':
        this.expression(statement.value, before);
        return undefined;
      case 'break':
        this.exits.set(statement.label, this.exits.has(statement.label) ? both(this.exits.get(statement.label), before) : before);
        return undefined;
      case 'continue':
        return undefined;
      case 'if': {
        const tested = this.expression(statement.test, before);
        return both(this.list(statement.then, tested), this.list(statement.otherwise, tested));
      }
      case 'block':
        return this.leaving(statement.label, this.list(statement.body, before));
      case 'loop':
        return this.loop(statement, before);
      case 'jump': {
        const tested = this.expression(statement.on, before);
        return [...statement.cases, statement.otherwise].map((one) => this.list(one, tested)).reduce(both);
      }
      case 'try':
        return this.attempt(statement, before);
    }
  }

  private loop(statement: Extract<Statement, { kind: 'loop' }>, before: Assigned): Assigned {
    const { test, testsLast, label } = statement;
    const tested = test && !testsLast ? this.expression(test, before) : before;
    const around = this.list(statement.body, tested);
    // `continue` leads to the update from places that have assigned less.
    const updated = continues(statement.body, label) ? tested : around;
    this.list(statement.update, updated);
    const end = test && testsLast ? this.expression(test, updated) : tested;
    return this.leaving(label, test ? end : undefined);
  }

  private leaving(label: Label, end: Assigned): Assigned {
    return this.exits.has(label) ? both(end, this.exits.get(label)) : end;
  }

  private attempt({ body, handler, finalizer }: Extract<Statement, { kind: 'try' }>, before: Assigned): Assigned {
    const tried = this.list(body, before);
    const handled = handler ? both(tried, this.list(handler.body, before)) : tried;
    if (!finalizer) return handled;
    const final = this.list(finalizer, before);
    return final && handled ? new Set([...handled, ...final]) : undefined;
  }

  private expression(expression: Expression, before: Assigned): Assigned {
    switch (expression.kind) {
      case 'get':
        if (before && this.variables.has(expression.variable) && !before.has(expression.variable)) {
          this.early.add(expression.variable);
        }
        return before;
      case 'set':
        return withOne(this.expression(expression.value, before), expression.variable);
      case 'logical': {
        const left = this.expression(expression.left, before);
        return both(left, this.expression(expression.right, left));
      }
      case 'conditional': {
        const tested = this.expression(expression.test, before);
        return both(this.expression(expression.then, tested), this.expression(expression.otherwise, tested));
      }
      case 'block':
        return this.expression(expression.value, this.list(expression.body, before));
      default: {
        let now = before;
        for (const child of childrenOf(expression)) now = this.expression(child, now);
        return now;
      }
    }
  }
}

function continues(statements: readonly Statement[], label: Label): boolean {
  return statements.some(
    (one) => (one.kind === 'continue' && one.label === label) || partsOf(one).lists.some((list) => continues(list, label)),
  );
}

function withOne(assigned: Assigned, variable: VariableId): Assigned {
  return assigned && (assigned.has(variable) ? assigned : new Set(assigned).add(variable));
}

function both(left: Assigned, right: Assigned): Assigned {
  if (!left || !right || left === right) return left ?? right;
  return new Set([...left].filter((one) => right.has(one)));
}
