/** Gives bounds of loops and lengths of new arrays that are no polynomials a name, so that a block can receive them as a number. */
import { asCountedLoop, type CountedLoop } from '../analysis/loops.js';
import type { Ranges } from '../analysis/ranges.js';
import {
  assignedVariables,
  type Expression,
  type IrFunction,
  type Statement,
  type Variable,
  type VariableId,
  variablesRead,
  walkExpression,
} from '../ir/index.js';
import { isPure } from './inline.js';
import type { FreshNames } from './names.js';

/** The function with such names for its top-level statements; itself when nothing had to change. */
export function hoistBounds(fn: IrFunction, ranges: Ranges, names: FreshNames): IrFunction {
  const variables = new Map<VariableId, Variable>(fn.variables);
  const name = (word: string, value: Expression, out: Statement[]): Expression => {
    const variable = names.variable(word, { kind: 'number' }, false, value.span);
    variables.set(variable.id, variable);
    out.push({ kind: 'let', variable: variable.id, value, span: value.span });
    return { kind: 'variable', id: variable.id, type: variable.type, span: value.span };
  };
  const body = fn.body.flatMap((statement): Statement[] => {
    const out: Statement[] = [];
    if (statement.kind === 'let' && statement.value.kind === 'newArray') {
      const { length } = statement.value;
      const whole = ranges.expression(length);
      if (isPolynomial(length) || !isPure(length) || !whole.integer || whole.nan) return [statement];
      const named = name('$length', length, out);
      return [...out, { ...statement, value: { ...statement.value, length: named } }];
    }
    const counted = statement.kind === 'loop' ? asCountedLoop(statement) : undefined;
    const replaced = counted?.exact && counted.step === 1 ? withNamedBounds(counted, ranges, name, out) : undefined;
    return replaced ? [...out, replaced] : [statement];
  });
  return variables.size === fn.variables.size ? fn : { ...fn, variables, body };
}

function withNamedBounds(
  counted: CountedLoop,
  ranges: Ranges,
  name: (word: string, value: Expression, out: Statement[]) => Expression,
  out: Statement[],
): Statement | undefined {
  const { loop, counter, from, limits } = counted;
  const limit = limits[0]!;
  const changing = assignedVariables([loop]);
  const isFixed = (value: Expression): boolean =>
    isPure(value) && [...variablesRead(value)].every((id) => !changing.has(id)) && !readsGrowing(value);
  const isPlain = (value: Expression): boolean => {
    const interval = ranges.expression(value);
    return isPolynomial(value) && interval.integer && !interval.nan;
  };
  if (isPlain(limit.bound) && isPolynomial(from)) return undefined;
  const start = ranges.expression(from);
  if (!isFixed(limit.bound) || !isFixed(from) || !start.integer || start.nan) return undefined;
  const first = isPolynomial(from) ? from : name('$from', from, out);
  const bound = isPlain(limit.bound) ? limit.bound : name('$to', wholeBound(first, limit.bound, limit.inclusive), out);
  const inclusive = limit.inclusive && bound === limit.bound;
  const test = loop.test;
  const at: Expression = { kind: 'variable', id: counter, type: { kind: 'number' }, span: test.span };
  return {
    ...loop,
    init: loop.init.map((statement) =>
      statement.kind === 'let' && statement.variable === counter ? { ...statement, value: first } : statement,
    ),
    test: {
      kind: 'binary',
      operator: inclusive ? '<=' : '<',
      left: at,
      right: bound,
      type: { kind: 'boolean' },
      span: test.span,
    },
  };
}

/** The least integer that the counter must stay below; the start when the loop does not run at all, as with NaN. */
function wholeBound(from: Expression, bound: Expression, inclusive: boolean): Expression {
  const { span } = bound;
  const number = { kind: 'number' } as const;
  const math = (functionName: string): Expression => ({
    kind: 'math',
    name: functionName,
    arguments: [bound],
    type: number,
    span,
  });
  const one: Expression = { kind: 'number', value: 1, type: number, span };
  const after: Expression = { kind: 'binary', operator: '+', left: math('Math.floor'), right: one, type: number, span };
  return {
    kind: 'conditional',
    test: { kind: 'binary', operator: inclusive ? '>=' : '>', left: bound, right: from, type: { kind: 'boolean' }, span },
    then: inclusive ? after : math('Math.ceil'),
    otherwise: from,
    type: number,
    span,
  };
}

/** Sums and products of variables, lengths of arrays in variables, and whole numbers. */
export function isPolynomial(expression: Expression): boolean {
  switch (expression.kind) {
    case 'number':
      return Number.isSafeInteger(expression.value);
    case 'variable':
      return true;
    case 'length':
      return expression.of.kind === 'variable' && expression.of.type.kind !== 'string';
    case 'unary':
      return (expression.operator === '-' || expression.operator === '+') && isPolynomial(expression.operand);
    case 'binary':
      return ['+', '-', '*'].includes(expression.operator) && isPolynomial(expression.left) && isPolynomial(expression.right);
    default:
      return false;
  }
}

/** A loop could change such a length; nothing here would notice. */
export function readsGrowing(expression: Expression): boolean {
  let found = false;
  walkExpression(expression, (inner) => {
    if (inner.kind === 'length' && inner.of.type.kind === 'array') found = true;
  });
  return found;
}
