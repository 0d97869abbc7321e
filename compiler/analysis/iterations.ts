/** Accesses of two iterations of a loop side by side: whether they can be of the same element. */
import type { Access } from './accesses.js';
import { isNeverZero } from './apart.js';
import type { CountedLoop } from './loops.js';
import { type Atom, atomPoly, atomsOf, constantPoly, minus, ONE, type Poly, plus, scale, substitute } from './polynomial.js';
import type { Symbols } from './symbols.js';

/** How far the later iteration is behind the earlier one, less one: any number from 0 on. */
export const DISTANCE: Atom = '#distance';
/** Marks atoms of the later iteration. */
const LATER = "'";

/** Bounds beyond this only say what fits into 32 bits. */
const TELLING = 2 ** 20;

export class IterationPairs {
  private readonly counter: Atom;
  private readonly factsOfLoop: readonly Poly[];

  constructor(
    private readonly symbols: Symbols,
    private readonly counted: CountedLoop,
    /** What atoms of the later iteration are there, for those of which more is known than that they changed. */
    private readonly known: ReadonlyMap<Atom, Poly> = new Map(),
  ) {
    this.counter = symbols.counterAtom(counted.counter);
    this.factsOfLoop = [...symbols.factsOfLoop(counted), ...symbols.factsAround];
  }

  /** Whether no two iterations, whichever of them makes which access, touch the same element. */
  areApart(a: Access, b: Access): boolean {
    return this.areOrderedApart(a, b) && (a === b || this.areOrderedApart(b, a));
  }

  /** `first` in an earlier iteration than `second`. */
  areOrderedApart(first: Access, second: Access): boolean {
    const dimensions = Math.min(first.subscripts.length, second.subscripts.length);
    if (dimensions === 0) return false;
    const facts = this.factsOf(first, second);
    const equal: Poly[] = [];
    for (let k = 0; k < dimensions; k++) {
      const difference = minus(this.later(second.subscripts[k]!), first.subscripts[k]!);
      if (isNeverZero(difference, { least: (atom) => this.least(atom), facts: [...facts, ...equal] })) return true;
      equal.push(difference, scale(difference, -1));
    }
    return false;
  }

  /** Whether the access is never of the element `fixed`, an index that does not change while the loop runs. */
  isApartFrom(access: Access, fixed: Poly): boolean {
    const [subscript] = access.subscripts;
    if (!subscript) return false;
    const knowledge = { least: (atom: Atom) => this.least(atom), facts: [...this.factsAt(access), fixed] };
    return isNeverZero(minus(subscript, fixed), knowledge);
  }

  private factsAt(access: Access): Poly[] {
    return [...this.factsOfLoop, ...access.facts, ...access.subscripts, ...this.boundsIn(access)];
  }

  private factsOf(first: Access, second: Access): Poly[] {
    return [...this.factsAt(first), ...this.factsAt(second).map((fact) => this.later(fact))];
  }

  /** What is known of numbers that are no polynomials. */
  private boundsIn({ subscripts, facts }: Access): Poly[] {
    const atoms = new Set(subscripts.flatMap((p) => [...atomsOf(p)]));
    return [...atoms].flatMap((atom) => {
      const { stable, bounds, most } = this.symbols.atomInfo(atom);
      if (stable) return [];
      const { lower, upper } = this.symbols.under([...this.factsOfLoop, ...facts], () => bounds?.()) ?? { lower: [], upper: [] };
      const at = atomPoly(atom);
      const telling = Math.abs(most) < TELLING ? [minus(constantPoly(most), at)] : [];
      return [...lower.map((p) => minus(at, p)), ...upper.map((p) => minus(p, at)), ...telling];
    });
  }

  /** The polynomial in the later iteration. */
  private later(p: Poly): Poly {
    let result = p;
    // Names of the later iteration never stand in polynomials of the earlier one, so that one after the other can be replaced.
    for (const atom of atomsOf(p)) {
      if (atom === this.counter) continue;
      if (!this.symbols.atomInfo(atom).stable) result = substitute(result, atom, this.known.get(atom) ?? atomPoly(atom + LATER));
    }
    const moved = scale(plus(atomPoly(DISTANCE), ONE), this.counted.step);
    return substitute(result, this.counter, plus(atomPoly(this.counter), moved));
  }

  private least(atom: Atom): number {
    if (atom.startsWith('#')) return 0;
    return this.symbols.atomInfo(atom.endsWith(LATER) ? atom.slice(0, -LATER.length) : atom).least;
  }
}
