/** Copies in which each node stands in one place only, so that analyses can tell places apart by identity. */
import type { Expression, IrFunction, LoopId, Statement, Variable, VariableId } from './types.js';
import { mapOperands } from './visit.js';

/** How names change on the way; all optional. */
export interface Renaming {
  variable?(id: VariableId): VariableId;
  /** An expression to stand where the variable is read. */
  read?(id: VariableId): Expression | undefined;
  loop?(id: LoopId): LoopId;
}

export function cloneExpression(expression: Expression, renaming: Renaming = {}): Expression {
  if (expression.kind === 'variable') {
    const instead = renaming.read?.(expression.id);
    if (instead) return cloneExpression(instead);
    return { ...expression, id: renaming.variable?.(expression.id) ?? expression.id };
  }
  const mapped = mapOperands(expression, (operand) => cloneExpression(operand, renaming));
  return mapped === expression ? { ...expression } : mapped;
}

export function cloneStatements(statements: readonly Statement[], renaming: Renaming = {}): Statement[] {
  return statements.map((statement) => cloneStatement(statement, renaming));
}

export function cloneStatement(statement: Statement, renaming: Renaming = {}): Statement {
  const variable = (id: VariableId): VariableId => renaming.variable?.(id) ?? id;
  const loop = (id: LoopId): LoopId => renaming.loop?.(id) ?? id;
  const value = (expression: Expression): Expression => cloneExpression(expression, renaming);
  const list = (statements: readonly Statement[]): Statement[] => cloneStatements(statements, renaming);
  switch (statement.kind) {
    case 'let':
    case 'assign':
      return { ...statement, variable: variable(statement.variable), value: value(statement.value) };
    case 'expression':
      return { ...statement, value: value(statement.value) };
    case 'store':
      return { ...statement, array: value(statement.array), index: value(statement.index), value: value(statement.value) };
    case 'if':
      return { ...statement, test: value(statement.test), then: list(statement.then), otherwise: list(statement.otherwise) };
    case 'loop':
      return {
        ...statement,
        id: loop(statement.id),
        init: list(statement.init),
        test: value(statement.test),
        update: list(statement.update),
        body: list(statement.body),
      };
    case 'break':
    case 'continue':
      return { ...statement, loop: loop(statement.loop) };
    case 'return':
      return statement.value ? { ...statement, value: value(statement.value) } : { ...statement };
    case 'throw':
    case 'barrier':
      return { ...statement };
  }
}

export function cloneFunction(fn: IrFunction): IrFunction {
  return { ...fn, variables: new Map<VariableId, Variable>(fn.variables), body: cloneStatements(fn.body) };
}
