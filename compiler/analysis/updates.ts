/** Stores that fold a term into the element they store to: `x[i] += term`, `x[i] = Math.max(x[i], term)` and their like. */
import type { Expression, Statement } from '../ir/index.js';

type Store = Extract<Statement, { kind: 'store' }>;
type Load = Extract<Expression, { kind: 'load' }>;

/** Such stores of one kind may be done in any order, but for rounding. */
export type Folding = '+' | '*' | 'min' | 'max';

export interface Update {
  /** The read of the element that is stored to. */
  readonly load: Load;
  readonly folding: Folding;
}

/** `isSame`: whether a load is from the very element that is stored to. */
export function updateOf({ value }: Store, isSame: (load: Load) => boolean): Update | undefined {
  const at = (part: Expression | undefined, folding: Folding): Update | undefined =>
    part?.kind === 'load' && isSame(part) ? { load: part, folding } : undefined;
  if (value.kind === 'math' && (value.name === 'Math.min' || value.name === 'Math.max')) {
    const folding = value.name === 'Math.min' ? 'min' : 'max';
    return value.arguments.length === 2 ? (at(value.arguments[0], folding) ?? at(value.arguments[1], folding)) : undefined;
  }
  if (value.kind !== 'binary') return undefined;
  if (value.operator === '*') return at(value.left, '*') ?? at(value.right, '*');
  if (value.operator !== '+' && value.operator !== '-') return undefined;
  return at(firstTerm(value), '+') ?? (value.operator === '+' ? at(value.right, '+') : undefined);
}

/** `x` of `x + a - b`. */
function firstTerm(sum: Expression): Expression {
  return sum.kind === 'binary' && (sum.operator === '+' || sum.operator === '-') ? firstTerm(sum.left) : sum;
}
