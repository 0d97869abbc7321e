/** What the loops and branches around a loop say of the numbers in it. */
import {
  assignedVariables,
  type Expression,
  type Statement,
  type Type,
  type VariableId,
  variablesRead,
  walkExpression,
} from '../ir/index.js';
import { factsOfTest } from './facts.js';
import { asCountedLoop, type CountedLoop, type Loop } from './loops.js';
import type { Poly } from './polynomial.js';
import type { Ranges } from './ranges.js';

/** From the outermost to the innermost: a loop in whose body, or the branch of an `if` in which, the loop stands. */
export type Surroundings = readonly (
  | { readonly kind: 'loop'; readonly loop: Loop }
  | { readonly kind: 'branch'; readonly statement: Extract<Statement, { kind: 'if' }>; readonly outcome: boolean }
)[];

interface StableNumbers {
  valueOf(expression: Expression): { readonly poly: Poly; readonly exact: boolean };
  isStable(p: Poly): boolean;
}

/** Facts over atoms that do not change while the inner loop runs. */
export function factsAround(surroundings: Surroundings, symbols: StableNumbers, ranges: Ranges): Poly[] {
  return surroundings
    .flatMap((around) => {
      if (around.kind === 'loop') return factsOfOuterLoop(around.loop, symbols, ranges);
      const branch = around.outcome ? around.statement.then : around.statement.otherwise;
      const { test } = around.statement;
      return staysTheSame(test, branch) ? factsOfTest(test, around.outcome, symbols, ranges) : [];
    })
    .filter((fact) => symbols.isStable(fact));
}

/** The counter lies between its start and its bounds, in all of the body: nothing there changes any of them. */
function factsOfOuterLoop(loop: Loop, symbols: StableNumbers, ranges: Ranges): Poly[] {
  const counted = asCountedLoop(loop);
  if (!counted || !ranges.variable(counted.counter).integer) return [];
  const { from, step, limits } = counted;
  const at = counterOf(counted);
  const bounds = limits.map(({ bound, inclusive }) => compare(at, step > 0 ? '<' : '>', inclusive, bound));
  const start = compare(at, step > 0 ? '>' : '<', true, from);
  return [start, ...bounds]
    .filter((test) => staysTheSame(test.right, [loop]))
    .flatMap((test) => factsOfTest(test, true, symbols, ranges));
}

type Comparison = Extract<Expression, { kind: 'binary' }>;

function counterOf({ counter, from, loop }: CountedLoop): Expression {
  return { kind: 'variable', id: counter, type: from.type, span: loop.span };
}

function compare(left: Expression, operator: '<' | '>', inclusive: boolean, right: Expression): Comparison {
  const type: Type = { kind: 'boolean' };
  return { kind: 'binary', operator: inclusive ? `${operator}=` : operator, left, right, type, span: right.span };
}

/** Whether the expression has the same value wherever it is evaluated in the statements. */
function staysTheSame(expression: Expression, statements: readonly Statement[]): boolean {
  const assigned = assignedVariables(statements);
  if ([...variablesRead(expression)].some((id: VariableId) => assigned.has(id))) return false;
  let same = true;
  walkExpression(expression, (inner) => {
    if (inner.kind === 'load' || inner.kind === 'call' || inner.kind === 'intrinsic') same = false;
    if (inner.kind === 'length' && inner.of.type.kind === 'array') same = false;
  });
  return same;
}
