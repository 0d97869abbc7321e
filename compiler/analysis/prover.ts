/**
 * Proves that a polynomial is not negative for all integers that satisfy given facts, by writing it as a sum of products of
 * facts with terms that are not negative (Handelman, "Representing polynomials by positive linear functions on compact convex
 * polyhedra", 1988, cut down to a small search). A "no" means only that no proof was found.
 */
import {
  type Atom,
  atomPoly,
  atomsOf,
  constantOf,
  constantPoly,
  fromMonomials,
  isUsable,
  type Monomial,
  minus,
  monomial,
  type Poly,
  plus,
  printPoly,
  scale,
  substitute,
  times,
} from './polynomial.js';

/** What is known of the atoms: least values, and polynomials that are not negative. */
export interface Facts {
  /** The least value of an atom, an integer; -Infinity when there is none. */
  least(atom: Atom): number;
  readonly notNegative: readonly Poly[];
}

/** Products of facts taken off on one way of the search. */
const DEPTH = 4;
/** How far a search goes. */
export interface Effort {
  /** Steps of one search. */
  readonly steps: number;
  /** Whether to look at the least value of each atom apart. */
  readonly cases: boolean;
}

const USUAL: Effort = { steps: 80, cases: true };

export function isNotNegative(goal: Poly, facts: Facts, effort = USUAL): boolean {
  return new Search(facts, effort).prove(goal);
}

class Search {
  private left = 0;
  /** Goals that could not be proven, with the depth that was left; they depend on the facts, of which cases have their own. */
  private failed = new Set<string>();

  constructor(
    private readonly facts: Facts,
    private readonly effort: Effort,
  ) {}

  prove(goal: Poly): boolean {
    if (!isUsable(goal)) return false;
    const from = this.fromZero(goal);
    const monomials = [...from.values()];
    if (monomials.every((one) => this.isHarmless(one))) return true;
    // A sum of nothing but negative terms is never positive.
    if (monomials.every(({ coefficient, atoms }) => coefficient < 0 && atoms.every((atom) => this.isFree(atom)))) return false;
    const usable = this.relevant(from);
    if (this.search(from, usable)) return true;
    if (!this.effort.cases) return false;
    return [...atomsOf(from)].some((atom) => this.isFree(atom) && this.bySmallest(from, usable, atom));
  }

  /** Facts that share atoms with the goal, or with a fact that does; each once. */
  private relevant(goal: Poly): Poly[] {
    const open = new Map<string, Poly>();
    for (const fact of this.facts.notNegative) if (isUsable(fact)) open.set(printPoly(fact), this.fromZero(fact));
    const atoms = atomsOf(goal);
    const chosen: Poly[] = [];
    for (let before = -1; before !== chosen.length; ) {
      before = chosen.length;
      for (const [key, fact] of open) {
        const own = atomsOf(fact);
        if (![...own].some((atom) => atoms.has(atom))) continue;
        open.delete(key);
        chosen.push(fact);
        for (const atom of own) atoms.add(atom);
      }
    }
    return chosen;
  }

  /** The polynomial over atoms that start from 0. */
  private fromZero(p: Poly): Poly {
    let result = p;
    for (const atom of atomsOf(p)) {
      const least = this.facts.least(atom);
      if (Number.isFinite(least) && least !== 0) result = substitute(result, atom, plus(atomPoly(atom), constantPoly(least)));
    }
    return result;
  }

  private isFree(atom: Atom): boolean {
    return Number.isFinite(this.facts.least(atom));
  }

  private isHarmless({ coefficient, atoms }: Monomial): boolean {
    return coefficient > 0 && atoms.every((atom) => this.isFree(atom));
  }

  /** Short proofs first. */
  private search(goal: Poly, facts: readonly Poly[]): boolean {
    this.left = this.effort.steps;
    for (let depth = 0; depth <= DEPTH && this.left > 0; depth++) if (this.reduce(goal, facts, depth)) return true;
    return false;
  }

  private reduce(goal: Poly, facts: readonly Poly[], depth: number): boolean {
    if (!isUsable(goal)) return false;
    const worst = [...goal.values()].find((one) => !this.isHarmless(one));
    if (!worst) return true;
    if (depth === 0) return false;
    const key = `${depth}:${printPoly(goal)}`;
    if (this.failed.has(key)) return false;
    for (const { fact, term, quotient } of this.candidates(worst, facts)) {
      if (this.left-- <= 0) return false;
      const factor = fromMonomials([monomial(Math.abs(worst.coefficient), quotient)]);
      if (this.reduce(minus(scale(goal, Math.abs(term.coefficient)), times(factor, fact)), facts, depth - 1)) return true;
    }
    this.failed.add(key);
    return false;
  }

  /** Facts of which a multiple cancels the monomial, those that resemble it most first. */
  private candidates(worst: Monomial, facts: readonly Poly[]): { fact: Poly; term: Monomial; quotient: Atom[] }[] {
    const found: { fact: Poly; term: Monomial; quotient: Atom[] }[] = [];
    for (const fact of facts) {
      for (const term of fact.values()) {
        if (Math.sign(term.coefficient) !== Math.sign(worst.coefficient)) continue;
        const quotient = divide(worst.atoms, term.atoms);
        if (quotient?.every((atom) => this.isFree(atom))) found.push({ fact, term, quotient });
      }
    }
    return found.sort((a, b) => a.quotient.length - b.quotient.length);
  }

  /** Two cases: the atom has its least value, which may contradict the facts, or it is greater. */
  private bySmallest(goal: Poly, facts: readonly Poly[], atom: Atom): boolean {
    const at = (p: Poly): Poly => substitute(p, atom, constantPoly(0));
    const contradicted = facts.some((fact) => {
      const value = at(fact);
      return (constantOf(value) ?? 0) < 0 || this.reduce(minus(scale(value, -1), constantPoly(1)), [], 1);
    });
    this.failed = new Set();
    if (!contradicted && !this.search(at(goal), facts.map(at))) return false;
    this.failed = new Set();
    const above = (p: Poly): Poly => substitute(p, atom, plus(atomPoly(atom), constantPoly(1)));
    return this.search(above(goal), facts.map(above));
  }
}

/** The atoms of `whole` without those of `part`, both sorted; undefined when some are not there. */
function divide(whole: readonly Atom[], part: readonly Atom[]): Atom[] | undefined {
  const rest = [...whole];
  for (const atom of part) {
    const at = rest.indexOf(atom);
    if (at < 0) return undefined;
    rest.splice(at, 1);
  }
  return rest;
}
