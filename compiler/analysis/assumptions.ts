/** Which numeric parameters serve as indices, lengths and loop bounds: those are assumed to be integers from 0 on. */
import {
  type Expression,
  type FunctionId,
  type IrFunction,
  type Statement,
  type VariableId,
  walkExpression,
  walkExpressions,
  walkStatements,
} from '../ir/index.js';

interface Callables {
  readonly functions: ReadonlyMap<FunctionId, IrFunction>;
}

/** Names of the parameters of `fn` that look like counts: whoever calls checks them, so a wrong guess costs only speed. */
export function countParameters(fn: IrFunction, program: Callables): string[] {
  const counts = new CountSearch(program);
  return fn.parameters
    .map((id) => fn.variables.get(id)!)
    .filter((variable) => variable.type.kind === 'number' && counts.has(variable.id))
    .map((variable) => variable.name);
}

/** A backward search from indices, lengths and tests of counters through sums and products, across calls. */
class CountSearch {
  private readonly found = new Set<VariableId>();

  constructor(private readonly program: Callables) {
    for (let before = -1; before !== this.found.size; ) {
      before = this.found.size;
      for (const fn of program.functions.values()) this.search(fn);
    }
  }

  has(id: VariableId): boolean {
    return this.found.has(id);
  }

  private search(fn: IrFunction): void {
    const counters = countersOf(fn);
    walkExpressions(fn.body, (expression) => {
      if (expression.kind === 'load' || expression.kind === 'charCode') this.mark(expression.index);
      if (expression.kind === 'newArray') this.mark(expression.length);
      if (expression.kind === 'call') {
        const parameters = this.program.functions.get(expression.callee)?.parameters ?? [];
        expression.arguments.forEach((argument, k) => {
          if (this.found.has(parameters[k]!)) this.mark(argument);
        });
      }
    });
    walkStatements(fn.body, (statement) => {
      if (statement.kind === 'store') this.mark(statement.index);
      if (statement.kind === 'loop') this.markBounds(statement.test, counters);
      if ((statement.kind === 'let' || statement.kind === 'assign') && this.found.has(statement.variable))
        this.mark(statement.value);
    });
  }

  private markBounds(test: Expression, counters: ReadonlySet<VariableId>): void {
    walkExpression(test, (inner) => {
      if (inner.kind !== 'binary' || !['<', '<=', '>', '>='].includes(inner.operator)) return;
      const counts = (side: Expression): boolean => side.kind === 'variable' && counters.has(side.id);
      if (!counts(inner.left) && !counts(inner.right)) return;
      this.mark(inner.left);
      this.mark(inner.right);
    });
  }

  private mark(expression: Expression): void {
    if (expression.type.kind !== 'number') return;
    switch (expression.kind) {
      case 'variable':
        this.found.add(expression.id);
        return;
      case 'unary':
        if (expression.operator !== '~') this.mark(expression.operand);
        return;
      case 'binary':
        if (!['+', '-', '*', '%'].includes(expression.operator)) return;
        this.mark(expression.left);
        this.mark(expression.right);
        return;
      case 'conditional':
        this.mark(expression.then);
        this.mark(expression.otherwise);
        return;
      case 'math':
        if (expression.name === 'Math.min' || expression.name === 'Math.max')
          for (const argument of expression.arguments) this.mark(argument);
        return;
      default:
        return;
    }
  }
}

/** Variables that only ever change by a whole number. */
function countersOf(fn: IrFunction): ReadonlySet<VariableId> {
  const stepped = new Set<VariableId>();
  const other = new Set<VariableId>();
  walkStatements(fn.body, (statement: Statement) => {
    if (statement.kind !== 'assign' || statement.value.type.kind !== 'number') return;
    const { variable, value } = statement;
    const isStep =
      value.kind === 'binary' &&
      (value.operator === '+' || value.operator === '-') &&
      value.left.kind === 'variable' &&
      value.left.id === variable &&
      value.right.kind === 'number' &&
      Number.isInteger(value.right.value);
    if (isStep) stepped.add(variable);
    else if (value.kind !== 'number' || !Number.isInteger(value.value)) other.add(variable);
  });
  for (const id of other) stepped.delete(id);
  return stepped;
}
