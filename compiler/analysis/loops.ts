/** Loops that count: `for (let i = from; i < to; i += step)` and its like. */
import { type Expression, type Statement, type VariableId, walkStatements } from '../ir/index.js';

export type Loop = Extract<Statement, { kind: 'loop' }>;

export interface CountedLoop {
  readonly loop: Loop;
  readonly counter: VariableId;
  readonly from: Expression;
  /** A whole number, not 0. */
  readonly step: number;
  /**
   * Bounds that hold for the counter in the body, beside `from`: `counter < bound` or, inclusive, `counter <= bound` for a positive
   * step, `>` and `>=` for a negative one.
   */
  readonly limits: readonly { readonly bound: Expression; readonly inclusive: boolean }[];
  /** Whether the test is exactly one limit: the loop runs to its end unless something leaves it. */
  readonly exact: boolean;
}

/** The loop as a counted one; undefined when it has no counter that only the update changes. */
export function asCountedLoop(loop: Loop): CountedLoop | undefined {
  const [update, ...more] = loop.update;
  if (update?.kind !== 'assign' || more.length > 0) return undefined;
  const counter = update.variable;
  const step = stepOf(update.value, counter);
  const start = loop.init.find((statement) => statement.kind === 'let' && statement.variable === counter);
  if (!step || start?.kind !== 'let' || assigns(loop.body, counter) || assigns(loop.init, counter)) return undefined;
  const limits: { bound: Expression; inclusive: boolean }[] = [];
  const exact = collectLimits(loop.test, counter, step > 0, limits);
  return { loop, counter, from: start.value, step, limits, exact: exact && limits.length === 1 };
}

function assigns(statements: readonly Statement[], id: VariableId): boolean {
  let found = false;
  walkStatements(statements, (statement) => {
    if (statement.kind === 'assign' && statement.variable === id) found = true;
  });
  return found;
}

/** `counter + step` or `counter - step`. */
function stepOf(value: Expression, counter: VariableId): number | undefined {
  if (value.kind !== 'binary' || value.left.kind !== 'variable' || value.left.id !== counter) return undefined;
  if (value.right.kind !== 'number' || !Number.isInteger(value.right.value) || Math.abs(value.right.value) > 2 ** 31)
    return undefined;
  return value.operator === '+' ? value.right.value : value.operator === '-' ? -value.right.value : undefined;
}

/** Gives whether the whole test was understood. */
function collectLimits(
  test: Expression,
  counter: VariableId,
  up: boolean,
  limits: { bound: Expression; inclusive: boolean }[],
): boolean {
  if (test.kind === 'logical' && test.operator === '&&') {
    const left = collectLimits(test.left, counter, up, limits);
    return collectLimits(test.right, counter, up, limits) && left;
  }
  if (test.kind !== 'binary' || test.left.type.kind !== 'number') return false;
  const { operator, left, right } = test;
  const counts = (side: Expression): boolean => side.kind === 'variable' && side.id === counter;
  const before = up ? ['<', '<='] : ['>', '>='];
  const after = up ? ['>', '>='] : ['<', '<='];
  if (counts(left) && before.includes(operator)) limits.push({ bound: right, inclusive: operator.length === 2 });
  else if (counts(right) && after.includes(operator)) limits.push({ bound: left, inclusive: operator.length === 2 });
  else return false;
  return true;
}
