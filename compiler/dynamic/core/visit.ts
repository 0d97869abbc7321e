/** Walks over Core and copies of it with parts exchanged. */
import type { Expression, Statement } from './types.js';

/** The expressions directly in an expression, in the order in which they are evaluated; not those of a block's statements. */
export function childrenOf(expression: Expression): readonly Expression[] {
  switch (expression.kind) {
    case 'set':
      return [expression.value];
    case 'unary':
      return [expression.operand];
    case 'binary':
    case 'logical':
      return [expression.left, expression.right];
    case 'conditional':
      return [expression.test, expression.then, expression.otherwise];
    case 'block':
      return [expression.value];
    case 'property':
      return [expression.object];
    case 'element':
    case 'delete':
      return [expression.object, expression.key];
    case 'setProperty':
      return [expression.object, expression.value];
    case 'setElement':
      return [expression.object, expression.key, expression.value];
    case 'call':
      return [expression.callee, ...(expression.this ? [expression.this] : []), ...expression.arguments];
    case 'callMethod':
      return [expression.object, ...expression.arguments];
    case 'callElement':
      return [expression.object, expression.key, ...expression.arguments];
    case 'callSpread':
      return [expression.callee, ...(expression.this ? [expression.this] : []), expression.arguments];
    case 'new':
    case 'callSuper':
      return [expression.callee, ...expression.arguments];
    case 'newSpread':
    case 'callSuperSpread':
      return [expression.callee, expression.arguments];
    case 'callBuiltin':
      return [...(expression.this ? [expression.this] : []), ...expression.arguments];
    case 'intrinsic':
      return expression.arguments;
    case 'object':
      return expression.properties.map((property) => property.value);
    case 'array':
      return expression.elements;
    case 'class':
      return expression.superClass ? [expression.superClass] : [];
    default:
      return [];
  }
}

/** The expressions directly in a statement, and the lists of statements in it. */
export function partsOf(statement: Statement): {
  readonly expressions: readonly Expression[];
  readonly lists: readonly (readonly Statement[])[];
} {
  switch (statement.kind) {
    case 'expression':
    case 'let':
    case 'return':
    case 'throw':
      return { expressions: [statement.value], lists: [] };
    case 'if':
      return { expressions: [statement.test], lists: [statement.then, statement.otherwise] };
    case 'loop':
      return { expressions: statement.test ? [statement.test] : [], lists: [statement.body, statement.update] };
    case 'block':
      return { expressions: [], lists: [statement.body] };
    case 'jump':
      return { expressions: [statement.on], lists: [...statement.cases, statement.otherwise] };
    case 'try':
      return {
        expressions: [],
        lists: [
          statement.body,
          ...(statement.handler ? [statement.handler.body] : []),
          ...(statement.finalizer ? [statement.finalizer] : []),
        ],
      };
    default:
      return { expressions: [], lists: [] };
  }
}

/** Every statement, those inside of expressions included; outer ones first. */
export function visitStatements(statements: readonly Statement[], visit: (statement: Statement) => void): void {
  for (const statement of statements) {
    visit(statement);
    const { expressions, lists } = partsOf(statement);
    for (const expression of expressions) visitExpression(expression, () => {}, visit);
    for (const list of lists) visitStatements(list, visit);
  }
}

/** Every expression of the statements, outer ones first. Not the bodies of other functions. */
export function visitExpressions(statements: readonly Statement[], visit: (expression: Expression) => void): void {
  for (const statement of statements) {
    const { expressions, lists } = partsOf(statement);
    for (const expression of expressions) visitExpression(expression, visit);
    for (const list of lists) visitExpressions(list, visit);
  }
}

export function visitExpression(
  expression: Expression,
  visit: (expression: Expression) => void,
  visitStatement?: (statement: Statement) => void,
): void {
  visit(expression);
  if (expression.kind === 'block') {
    if (visitStatement) visitStatements(expression.body, visitStatement);
    else visitExpressions(expression.body, visit);
  }
  for (const child of childrenOf(expression)) visitExpression(child, visit, visitStatement);
}

export interface Mapper {
  /** The expression, its parts mapped already. */
  readonly expression?: (expression: Expression) => Expression;
  /** What stands for the statement, its parts mapped already. */
  readonly statement?: (statement: Statement) => Statement | readonly Statement[];
}

export function mapStatements(statements: readonly Statement[], mapper: Mapper): Statement[] {
  return statements.flatMap((statement) => {
    const mapped = mapStatement(statement, mapper);
    return mapper.statement ? mapper.statement(mapped) : mapped;
  });
}

function mapStatement(statement: Statement, mapper: Mapper): Statement {
  const expression = (one: Expression) => mapExpression(one, mapper);
  const list = (one: readonly Statement[]) => mapStatements(one, mapper);
  switch (statement.kind) {
    case 'expression':
    case 'let':
    case 'return':
    case 'throw':
      return { ...statement, value: expression(statement.value) };
    case 'if':
      return { ...statement, test: expression(statement.test), then: list(statement.then), otherwise: list(statement.otherwise) };
    case 'loop':
      return {
        ...statement,
        ...(statement.test ? { test: expression(statement.test) } : {}),
        body: list(statement.body),
        update: list(statement.update),
      };
    case 'block':
      return { ...statement, body: list(statement.body) };
    case 'jump':
      return {
        ...statement,
        on: expression(statement.on),
        cases: statement.cases.map(list),
        otherwise: list(statement.otherwise),
      };
    case 'try':
      return {
        ...statement,
        body: list(statement.body),
        ...(statement.handler ? { handler: { ...statement.handler, body: list(statement.handler.body) } } : {}),
        ...(statement.finalizer ? { finalizer: list(statement.finalizer) } : {}),
      };
    default:
      return statement;
  }
}

export function mapExpression(expression: Expression, mapper: Mapper): Expression {
  const mapped = mapChildren(
    expression,
    (child) => mapExpression(child, mapper),
    (list) => mapStatements(list, mapper),
  );
  return mapper.expression ? mapper.expression(mapped) : mapped;
}

/** The expression with its direct parts exchanged, in the order in which they are evaluated. */
export function mapChildren(
  expression: Expression,
  map: (child: Expression) => Expression,
  mapList: (statements: readonly Statement[]) => readonly Statement[] = (list) => list,
): Expression {
  switch (expression.kind) {
    case 'set':
      return { ...expression, value: map(expression.value) };
    case 'unary':
      return { ...expression, operand: map(expression.operand) };
    case 'binary':
    case 'logical':
      return { ...expression, left: map(expression.left), right: map(expression.right) };
    case 'conditional':
      return { ...expression, test: map(expression.test), then: map(expression.then), otherwise: map(expression.otherwise) };
    case 'block':
      return { ...expression, body: mapList(expression.body), value: map(expression.value) };
    case 'property':
      return { ...expression, object: map(expression.object) };
    case 'element':
    case 'delete':
      return { ...expression, object: map(expression.object), key: map(expression.key) };
    case 'setProperty':
      return { ...expression, object: map(expression.object), value: map(expression.value) };
    case 'setElement':
      return { ...expression, object: map(expression.object), key: map(expression.key), value: map(expression.value) };
    case 'call':
      return {
        ...expression,
        callee: map(expression.callee),
        ...(expression.this ? { this: map(expression.this) } : {}),
        arguments: expression.arguments.map(map),
      };
    case 'callMethod':
      return { ...expression, object: map(expression.object), arguments: expression.arguments.map(map) };
    case 'callElement':
      return {
        ...expression,
        object: map(expression.object),
        key: map(expression.key),
        arguments: expression.arguments.map(map),
      };
    case 'callSpread':
      return {
        ...expression,
        callee: map(expression.callee),
        ...(expression.this ? { this: map(expression.this) } : {}),
        arguments: map(expression.arguments),
      };
    case 'new':
    case 'callSuper':
      return { ...expression, callee: map(expression.callee), arguments: expression.arguments.map(map) };
    case 'newSpread':
    case 'callSuperSpread':
      return { ...expression, callee: map(expression.callee), arguments: map(expression.arguments) };
    case 'callBuiltin':
      return {
        ...expression,
        ...(expression.this ? { this: map(expression.this) } : {}),
        arguments: expression.arguments.map(map),
      };
    case 'intrinsic':
      return { ...expression, arguments: expression.arguments.map(map) };
    case 'object':
      return { ...expression, properties: expression.properties.map((one) => ({ key: one.key, value: map(one.value) })) };
    case 'array':
      return { ...expression, elements: expression.elements.map(map) };
    case 'class':
      return expression.superClass ? { ...expression, superClass: map(expression.superClass) } : expression;
    default:
      return expression;
  }
}
