/** Which accesses of one array stand in the way of running the iterations of a loop in any order. */
import type { Access } from './accesses.js';
import type { IterationPairs } from './iterations.js';
import { type Poly, printPoly } from './polynomial.js';
import type { Folding } from './updates.js';

export type ArrayConflicts =
  | { readonly kind: 'none' }
  /** Iterations share elements, into which each only folds its terms. */
  | { readonly kind: 'folded'; readonly folding: Folding }
  | { readonly kind: 'conflict'; readonly accesses: readonly [Access, Access] };

/** More accesses than this are not looked at pair by pair. */
const MOST_ACCESSES = 48;

export function conflictsOf(accesses: readonly Access[], pairs: IterationPairs): ArrayConflicts {
  const writes = accesses.filter(({ write }) => write);
  if (accesses.length > MOST_ACCESSES) return { kind: 'conflict', accesses: [writes[0]!, accesses[0]!] };
  const different = distinct(accesses);
  const foldings = new Set<Folding>();
  for (const [k, write] of different.entries()) {
    if (!write.write) continue;
    for (const [m, other] of different.entries()) {
      if ((other.write && m < k) || pairs.areApart(write, other)) continue;
      const folding = write.update;
      if (folding === undefined || other.update !== folding) return { kind: 'conflict', accesses: [write, other] };
      foldings.add(folding);
    }
  }
  const [folding, ...more] = foldings;
  if (folding === undefined) return { kind: 'none' };
  // A sum of products is not a product of sums.
  return more.length === 0 ? { kind: 'folded', folding } : { kind: 'conflict', accesses: [writes[0]!, writes[1] ?? writes[0]!] };
}

/** Each access once, whatever the number of times it is written down in the same place. */
function distinct(accesses: readonly Access[]): Access[] {
  const found: Access[] = [];
  for (const access of accesses) {
    const same = (other: Access): boolean =>
      other.write === access.write &&
      other.update === access.update &&
      textOf(other.facts) === textOf(access.facts) &&
      textOf(other.subscripts) === textOf(access.subscripts);
    if (!found.some(same)) found.push(access);
  }
  return found;
}

function textOf(polynomials: readonly Poly[]): string {
  return polynomials.map(printPoly).join(', ');
}
