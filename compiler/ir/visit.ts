/** Traversal of the IR: every pass that looks at all nodes of one kind uses these instead of a switch of its own. */
import type { Expression, LoopId, Statement, VariableId } from './types.js';

/** The direct operands of an expression, in the order of evaluation. */
export function operandsOf(expression: Expression): readonly Expression[] {
  switch (expression.kind) {
    case 'number':
    case 'boolean':
    case 'string':
    case 'variable':
      return [];
    case 'unary':
      return [expression.operand];
    case 'binary':
    case 'logical':
      return [expression.left, expression.right];
    case 'conditional':
      return [expression.test, expression.then, expression.otherwise];
    case 'math':
    case 'call':
      return expression.arguments;
    case 'load':
      return [expression.array, expression.index];
    case 'length':
      return [expression.of];
    case 'charCode':
      return [expression.text, expression.index];
    case 'newArray':
      return expression.fill ? [expression.length, expression.fill] : [expression.length];
    case 'arrayLiteral':
      return expression.elements;
    case 'record':
      return expression.values;
    case 'field':
      return [expression.record];
    case 'intrinsic':
      return [expression.receiver, ...expression.arguments];
  }
}

/** The same expression with each direct operand replaced by `change(operand)`; itself when nothing changed. */
export function mapOperands(expression: Expression, change: (operand: Expression) => Expression): Expression {
  const before = operandsOf(expression);
  const after = before.map(change);
  if (after.every((operand, k) => operand === before[k])) return expression;
  const [first, second, third] = after as [Expression, Expression, Expression];
  switch (expression.kind) {
    case 'number':
    case 'boolean':
    case 'string':
    case 'variable':
      return expression;
    case 'unary':
      return { ...expression, operand: first };
    case 'binary':
    case 'logical':
      return { ...expression, left: first, right: second };
    case 'conditional':
      return { ...expression, test: first, then: second, otherwise: third };
    case 'math':
    case 'call':
      return { ...expression, arguments: after };
    case 'load':
      return { ...expression, array: first, index: second };
    case 'length':
      return { ...expression, of: first };
    case 'charCode':
      return { ...expression, text: first, index: second };
    case 'newArray':
      return expression.fill ? { ...expression, length: first, fill: second } : { ...expression, length: first };
    case 'arrayLiteral':
      return { ...expression, elements: after };
    case 'record':
      return { ...expression, values: after };
    case 'field':
      return { ...expression, record: first };
    case 'intrinsic':
      return { ...expression, receiver: first, arguments: after.slice(1) };
  }
}

/** Rebuilds an expression from its leaves upwards: `change` sees each node after its operands have been changed. */
export function mapExpression(expression: Expression, change: (expression: Expression) => Expression): Expression {
  return change(mapOperands(expression, (operand) => mapExpression(operand, change)));
}

/** Calls `visit` for the expression and everything in it, outermost first. Return false to leave out its operands. */
export function walkExpression(expression: Expression, visit: (expression: Expression) => unknown): void {
  if (visit(expression) === false) return;
  for (const operand of operandsOf(expression)) walkExpression(operand, visit);
}

/** The expressions that stand directly in a statement, in the order of the text; those of nested statements are left out. */
export function expressionsOf(statement: Statement): readonly Expression[] {
  switch (statement.kind) {
    case 'let':
    case 'assign':
    case 'expression':
      return [statement.value];
    case 'store':
      return [statement.array, statement.index, statement.value];
    case 'if':
    case 'loop':
      return [statement.test];
    case 'return':
      return statement.value ? [statement.value] : [];
    case 'break':
    case 'continue':
    case 'throw':
    case 'barrier':
      return [];
  }
}

/** The statement lists nested directly in a statement: both branches of `if`; init, body and update of a loop. */
export function bodiesOf(statement: Statement): readonly (readonly Statement[])[] {
  if (statement.kind === 'if') return [statement.then, statement.otherwise];
  if (statement.kind === 'loop') return [statement.init, statement.body, statement.update];
  return [];
}

/** Calls `visit` for every statement, nested ones too, a statement before its parts. Return false to leave out its parts. */
export function walkStatements(statements: readonly Statement[], visit: (statement: Statement) => unknown): void {
  for (const statement of statements) {
    if (visit(statement) === false) continue;
    for (const body of bodiesOf(statement)) walkStatements(body, visit);
  }
}

/** Whether a statement, which stands somewhere in the list, is part of a loop in it: of its body, or of what is between two rounds. */
export function standsInLoop(list: readonly Statement[], wanted: Statement): boolean {
  let inside = false;
  walkStatements(list, (statement) => {
    if (statement.kind !== 'loop') return;
    walkStatements([...statement.init, ...statement.body, ...statement.update], (inner) => {
      if (inner === wanted) inside = true;
    });
  });
  return inside;
}

/** Calls `visit` for every expression and sub-expression in all statements, nested ones too. */
export function walkExpressions(statements: readonly Statement[], visit: (expression: Expression) => unknown): void {
  walkStatements(statements, (statement) => {
    for (const expression of expressionsOf(statement)) walkExpression(expression, visit);
  });
}

/** The same statement with each expression in it, nested statements included, replaced by `change(expression)`. */
export function mapStatement(statement: Statement, change: (expression: Expression) => Expression): Statement {
  const list = (statements: readonly Statement[]) => statements.map((inner) => mapStatement(inner, change));
  switch (statement.kind) {
    case 'let':
    case 'assign':
    case 'expression':
      return { ...statement, value: change(statement.value) };
    case 'store':
      return {
        ...statement,
        array: change(statement.array),
        index: change(statement.index),
        value: change(statement.value),
      };
    case 'if':
      return { ...statement, test: change(statement.test), then: list(statement.then), otherwise: list(statement.otherwise) };
    case 'loop':
      return {
        ...statement,
        init: list(statement.init),
        test: change(statement.test),
        body: list(statement.body),
        update: list(statement.update),
      };
    case 'return':
      return statement.value ? { ...statement, value: change(statement.value) } : statement;
    case 'break':
    case 'continue':
    case 'throw':
    case 'barrier':
      return statement;
  }
}

/** Variables that `let` or assignments give a value in these statements. */
export function assignedVariables(statements: readonly Statement[]): Set<VariableId> {
  const assigned = new Set<VariableId>();
  walkStatements(statements, (statement) => {
    if (statement.kind === 'let' || statement.kind === 'assign') assigned.add(statement.variable);
  });
  return assigned;
}

/** Variables that the expression reads. */
export function variablesRead(expression: Expression): Set<VariableId> {
  const read = new Set<VariableId>();
  walkExpression(expression, (inner) => {
    if (inner.kind === 'variable') read.add(inner.id);
  });
  return read;
}

/** Whether a `break` or `continue` in these statements leaves the loop `target` or goes on with it. */
export function jumpsTo(statements: readonly Statement[], target: LoopId): boolean {
  let found = false;
  walkStatements(statements, (statement) => {
    if ((statement.kind === 'break' || statement.kind === 'continue') && statement.loop === target) found = true;
  });
  return found;
}
