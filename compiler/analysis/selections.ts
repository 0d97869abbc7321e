/**
 * Choices of the best candidate with what belongs to it (argmin and argmax): `if (x > best) { best = x; at = i; }`, or by index alone,
 * `if (xs[i] > xs[at]) at = i`. The best of the bests of parts, in the order of the parts, is the best of all, and of equal ones the same.
 */
import {
  cloneExpression,
  type Expression,
  expressionsOf,
  type IrFunction,
  type Statement,
  type VariableId,
  variablesRead,
  walkExpression,
  walkExpressions,
  walkStatements,
} from '../ir/index.js';
import type { Loop } from './loops.js';
import { isSameExpression } from './same-expression.js';

type Comparison = Extract<Expression, { kind: 'binary' }>;

export interface Selection {
  readonly statement: Extract<Statement, { kind: 'if' }>;
  /** What describes the best so far: all that the branch assigns. */
  readonly variables: readonly VariableId[];
  /** Compares a candidate with the best so far. */
  readonly comparison: Comparison;
  /** The side of the comparison that is the best so far. */
  readonly best: 'left' | 'right';
}

export function findSelections(fn: IrFunction, loop: Loop, counter: VariableId): Selection[] {
  const inside = new Set<VariableId>([counter]);
  const writes = new Map<VariableId, number>();
  walkStatements([loop], (statement) => {
    if (statement.kind === 'let') inside.add(statement.variable);
    if (statement.kind === 'assign') writes.set(statement.variable, (writes.get(statement.variable) ?? 0) + 1);
  });
  const changes = (id: VariableId): boolean => inside.has(id) || writes.has(id);
  const found: Selection[] = [];
  walkStatements(loop.body, (statement) => {
    if (statement.kind !== 'if') return;
    const assigned = assignmentsIn(statement, fn, inside);
    const isWhole = assigned && [...assigned.keys()].every((id) => writes.get(id) === 1);
    const selection = isWhole ? asSelection(statement, assigned, changes) : undefined;
    if (selection && readsOnlyToCompare(loop, selection) && !writesWhatItReads(loop, selection)) found.push(selection);
  });
  return found;
}

/** The branch as assignments of numbers from outside the loop that do not need each other. */
function assignmentsIn(
  { then, otherwise }: Selection['statement'],
  fn: IrFunction,
  inside: ReadonlySet<VariableId>,
): ReadonlyMap<VariableId, Expression> | undefined {
  const assigned = new Map<VariableId, Expression>();
  for (const statement of then) {
    if (statement.kind !== 'assign' || inside.has(statement.variable) || assigned.has(statement.variable)) return undefined;
    if (fn.variables.get(statement.variable)?.type.kind !== 'number') return undefined;
    assigned.set(statement.variable, statement.value);
  }
  const needsOther = [...assigned.values()].some((value) => [...variablesRead(value)].some((id) => assigned.has(id)));
  return assigned.size === 0 || otherwise.length > 0 || needsOther ? undefined : assigned;
}

function asSelection(
  statement: Selection['statement'],
  assigned: ReadonlyMap<VariableId, Expression>,
  changes: (id: VariableId) => boolean,
): Selection | undefined {
  const isAbout = (expression: Expression): boolean => [...variablesRead(expression)].some((id) => assigned.has(id));
  const [comparison, ...more] = conjunctsOf(statement.test).filter(isAbout);
  if (comparison?.kind !== 'binary' || more.length > 0 || !['<', '<=', '>', '>='].includes(comparison.operator)) return undefined;
  if (isAbout(comparison.left) === isAbout(comparison.right)) return undefined;
  const best = isAbout(comparison.left) ? 'left' : 'right';
  const [known, candidate] = best === 'left' ? [comparison.left, comparison.right] : [comparison.right, comparison.left];
  // What is compared with has to be what the candidate becomes, and must not change by itself.
  const becomes = cloneExpression(known, { read: (id) => assigned.get(id) });
  if (!isSameExpression(becomes, candidate)) return undefined;
  if ([...variablesRead(known)].some((id) => !assigned.has(id) && changes(id))) return undefined;
  return { statement, variables: [...assigned.keys()], comparison, best };
}

function conjunctsOf(test: Expression): Expression[] {
  return test.kind === 'logical' && test.operator === '&&' ? [...conjunctsOf(test.left), ...conjunctsOf(test.right)] : [test];
}

function readsOnlyToCompare(loop: Loop, { variables, comparison, best }: Selection): boolean {
  const state = new Set(variables);
  const readsOfState = (visit: (found: (expression: Expression) => void) => void): number => {
    let count = 0;
    visit((expression) => {
      if (expression.kind === 'variable' && state.has(expression.id)) count++;
    });
    return count;
  };
  const everywhere = readsOfState((found) => walkExpressions([loop], found));
  return everywhere === readsOfState((found) => walkExpression(comparison[best], found));
}

/** Whether the loop stores into anything while the best is told by elements of an array. */
function writesWhatItReads(loop: Loop, { comparison, best }: Selection): boolean {
  let reads = false;
  walkExpression(comparison[best], (inner) => {
    if (inner.kind === 'load' || inner.kind === 'length') reads = true;
  });
  if (!reads) return false;
  let writes = false;
  walkStatements([loop], (statement) => {
    if (statement.kind === 'store') writes = true;
    for (const expression of expressionsOf(statement)) {
      walkExpression(expression, (inner) => {
        if (inner.kind === 'call' || inner.kind === 'intrinsic') writes = true;
      });
    }
  });
  return writes;
}
