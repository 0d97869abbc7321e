/** The second half of a reduction: shards compute the terms in any order, the fold happens here, in the order of the iterations. */
import { ShoalError } from '../errors.js';

export type FoldOperator = '+' | '*' | 'min' | 'max';

/** What `total = total <operator> term` leaves in `total`, bit for bit: floating-point sums depend on their order. */
export function foldTerms(operator: FoldOperator, initial: number, terms: Float64Array): number {
  let total = initial;
  switch (operator) {
    case '+':
      for (const term of terms) total += term;
      return total;
    case '*':
      for (const term of terms) total *= term;
      return total;
    case 'min':
      for (const term of terms) total = Math.min(total, term);
      return total;
    case 'max':
      for (const term of terms) total = Math.max(total, term);
      return total;
    default:
      throw new ShoalError('SHOAL3004', `a block folds with the unknown operator ${String(operator)}`);
  }
}
