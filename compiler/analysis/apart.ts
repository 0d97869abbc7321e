/**
 * Whether two subscripts always differ. Their difference is proven positive or negative, or taken apart by a stride: where
 * `difference = stride * q + r` with `|r| < stride`, it is zero only when both q and r are. That undoes the row-major numbering of
 * several dimensions (Grosser, Ramanujam, Pouchet, Sadayappan and Pop, "Optimistic delinearization of parametrically sized arrays",
 * 2015), and with a constant for stride it is the GCD test (Banerjee, "Dependence analysis", 1997).
 */
import {
  type Atom,
  atomsOf,
  constantOf,
  fromMonomials,
  isUsable,
  linearIn,
  type Monomial,
  minus,
  monomial,
  ONE,
  type Poly,
  plus,
  printPoly,
  scale,
  times,
  ZERO,
} from './polynomial.js';
import { type Effort, isNotNegative } from './prover.js';
import { hasZero } from './witness.js';

export interface Knowledge {
  /** The least value of an atom; -Infinity when there is none. */
  least(atom: Atom): number;
  /** Polynomials that are not negative. */
  readonly facts: readonly Poly[];
}

/** Dimensions that are taken apart; one more than arrays commonly have. */
const DIMENSIONS = 4;
/** The facts of two iterations are many: long proofs cost a lot, and are rare. */
const SHORT: Effort = { steps: 20, cases: false };
const LONG: Effort = { steps: 240, cases: true };

/** Never true without a proof. */
export function isNeverZero(difference: Poly, knowledge: Knowledge): boolean {
  if (canProve(difference, knowledge, DIMENSIONS, SHORT)) return true;
  if (hasZero(difference, knowledge.facts, knowledge.least)) return false;
  return canProve(difference, knowledge, DIMENSIONS, LONG);
}

function canProve(difference: Poly, knowledge: Knowledge, dimensions: number, effort: Effort): boolean {
  if (!isUsable(difference)) return false;
  const constant = constantOf(difference);
  if (constant !== undefined) return constant !== 0;
  const { least, facts } = knowledge;
  const holds = (goal: Poly): boolean => isNotNegative(goal, { least, notNegative: facts }, effort);
  const opposite = scale(difference, -1);
  if (holds(minus(difference, ONE)) || holds(minus(opposite, ONE))) return true;
  if (dimensions === 0) return false;
  return stridesOf(difference).some((stride) => {
    const { quotient, rest } = divide(difference, stride);
    if (quotient.size === 0 || !isUsable(quotient) || !isUsable(rest)) return false;
    if (!holds(minus(minus(stride, rest), ONE)) || !holds(minus(plus(stride, rest), ONE))) return false;
    if (canProve(quotient, knowledge, dimensions - 1, effort)) return true;
    const zero = { least, facts: [...facts, quotient, scale(quotient, -1)] };
    return canProve(rest, zero, dimensions - 1, effort);
  });
}

/** What single atoms are multiplied by, and the main part of that, the greatest products first. */
function stridesOf(difference: Poly): Poly[] {
  const strides = new Map<string, Poly>();
  for (const atom of atomsOf(difference)) {
    const factor = linearIn(difference, atom)?.factor;
    if (!factor || factor.size === 0) continue;
    const lead = leadOf(factor);
    // In `i * n + j` with i for j, the factor of i is `n + 1`, though the stride is n.
    for (const part of [factor, fromMonomials([lead])]) {
      const stride = lead.coefficient < 0 ? scale(part, -1) : part;
      if (constantOf(stride) !== 1) strides.set(printPoly(stride), stride);
    }
  }
  return [...strides.values()].sort((a, b) => leadOf(b).atoms.length - leadOf(a).atoms.length).slice(0, 12);
}

/** The monomial with the most atoms. */
function leadOf(p: Poly): Monomial {
  return [...p.values()].reduce((a, b) => (b.atoms.length > a.atoms.length ? b : a));
}

/** Division by the lead of the divisor for as long as it goes. */
function divide(dividend: Poly, divisor: Poly): { quotient: Poly; rest: Poly } {
  const lead = leadOf(divisor);
  let quotient = ZERO;
  let rest = dividend;
  for (let round = 0; round < 40; round++) {
    const term = [...rest.values()].map((one) => quotientOf(one, lead)).find((one) => one !== undefined);
    if (!term) break;
    const part = fromMonomials([term]);
    quotient = plus(quotient, part);
    rest = minus(rest, times(part, divisor));
  }
  return { quotient, rest };
}

/** The quotient of two monomials; of a coefficient that is not a multiple, the part that is. */
function quotientOf(whole: Monomial, part: Monomial): Monomial | undefined {
  const coefficient = Math.trunc(whole.coefficient / part.coefficient);
  if (coefficient === 0) return undefined;
  const rest = [...whole.atoms];
  for (const atom of part.atoms) {
    const at = rest.indexOf(atom);
    if (at < 0) return undefined;
    rest.splice(at, 1);
  }
  return monomial(coefficient, rest);
}
