/** The code of a range or reduce block: what a shard does before its first iteration, and one iteration. */
import type { Reduction } from '../analysis/scalars.js';
import {
  cloneStatements,
  type Expression,
  type Span,
  type Statement,
  standsInLoop,
  type Variable,
  type VariableId,
} from '../ir/index.js';
import { withoutExits } from './exits.js';
import type { FreshNames } from './names.js';
import type { RangePiece } from './pieces.js';
import { replaceStatements } from './replace.js';

export interface IterationCode {
  readonly body: readonly Statement[];
  readonly term?: Expression;
  /** Variables that the code adds. */
  readonly added: readonly Variable[];
}

/** One iteration; undefined when a `continue` can not be turned into a branch. */
export function iterationCode(piece: RangePiece, names: FreshNames): IterationCode | undefined {
  const { statement, loop } = piece;
  const body = withoutExits(
    statement.body,
    (inner) => inner.kind === 'continue' && inner.loop === statement.id,
    () => [],
  );
  if (!body) return undefined;
  const own = withDeclarations(body, new Set(loop.private));
  const [reduction] = loop.reductions;
  if (!reduction) return { body: cloneStatements(own), added: [] };
  const code = foldingCode(own, reduction, names, statement.span);
  return { ...code, body: cloneStatements(code.body) };
}

/** The first assignment of a private variable, which stands in the list itself, becomes its declaration. */
export function withDeclarations(list: readonly Statement[], own: Set<VariableId>): Statement[] {
  return list.map((statement) => {
    if (statement.kind !== 'assign' || !own.delete(statement.variable)) return statement;
    return { ...statement, kind: 'let' };
  });
}

/** One iteration that computes its term instead of folding it; of the same statements where they stay. */
export function foldingCode(
  list: readonly Statement[],
  reduction: Reduction,
  names: FreshNames,
  span: Span,
): IterationCode & { readonly term: Expression } {
  const number = { kind: 'number' } as const;
  const total = names.variable('$term', number, true, span);
  const read = (): Expression => ({ kind: 'variable', id: total.id, type: number, span });
  const single = reduction.updates.size === 1;
  const replaced = replaceStatements(list, (statement) => {
    const update = reduction.updates.get(statement);
    if (!update) return undefined;
    const { span: at } = statement;
    const term: Expression = update.negated
      ? { kind: 'unary', operator: '-', operand: update.term, type: number, span: at }
      : update.term;
    const value = single && !standsInLoop(list, statement) ? term : combine(reduction, read(), term, at);
    return { kind: 'assign', variable: total.id, value, span: at };
  });
  const start: Statement = {
    kind: 'let',
    variable: total.id,
    value: { kind: 'number', value: reduction.neutral, type: number, span },
    span,
  };
  return { body: [start, ...replaced], term: read(), added: [total] };
}

function combine({ fold }: Reduction, left: Expression, right: Expression, span: Span): Expression {
  const type = { kind: 'number' } as const;
  if (fold === '+' || fold === '*') return { kind: 'binary', operator: fold, left, right, type, span };
  return { kind: 'math', name: `Math.${fold}`, arguments: [left, right], type, span };
}
