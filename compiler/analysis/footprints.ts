/**
 * What iterations of a loop touch of an array, as intervals of its outermost dimension: of one iteration over the loop's counter, of a
 * range of iterations over the first and the last of it.
 */
import type { Access } from './accesses.js';
import type { CountedLoop } from './loops.js';
import { atomPoly, constantPoly, linearIn, minus, ONE, type Poly, plus, printPoly, substitute, ZERO } from './polynomial.js';
import type { Symbols } from './symbols.js';

/** `to` exclusive; a missing bound is that of the array. */
export interface Footprint {
  readonly from: Poly | undefined;
  readonly to: Poly | undefined;
}

/** What any of the accesses touches in one iteration. */
export function footprintOf(accesses: readonly Access[], symbols: Symbols, counted: CountedLoop): Footprint {
  const atom = symbols.counterAtom(counted.counter);
  return { from: commonBound(accesses, false, symbols, atom), to: commonBound(accesses, true, symbols, atom) };
}

/** Whether no two iterations touch the same element: each begins behind the one before it, or each ends before it. */
export function areApart({ from, to }: Footprint, symbols: Symbols, counted: CountedLoop): boolean {
  if (!from || !to) return false;
  const atom = symbols.counterAtom(counted.counter);
  const next = plus(atomPoly(atom), constantPoly(counted.step));
  const facts = symbols.factsOfLoop(counted);
  const later = (p: Poly): Poly => substitute(p, atom, next);
  const holds = (goal: Poly): boolean => symbols.isNotNegative(goal, facts);
  // None begins before the one before it, either: so all are apart, even where some are empty.
  return (
    (holds(minus(later(from), to)) && holds(minus(later(from), from))) ||
    (holds(minus(from, later(to))) && holds(minus(from, later(from))))
  );
}

/** The footprint of the iterations from `first` to `last`, where it moves in one direction. */
export function overRange(footprint: Footprint, symbols: Symbols, counted: CountedLoop, first: Poly, last: Poly): Footprint {
  const atom = symbols.counterAtom(counted.counter);
  const facts = symbols.factsOfLoop(counted);
  const at = (p: Poly | undefined, upper: boolean): Poly | undefined => {
    if (!p) return undefined;
    const step = minus(substitute(p, atom, plus(atomPoly(atom), ONE)), p);
    if (symbols.isNotNegative(step, facts)) return substitute(p, atom, upper ? last : first);
    if (symbols.isNotNegative(minus(ZERO, step), facts)) return substitute(p, atom, upper ? first : last);
    return undefined;
  };
  return { from: at(footprint.from, false), to: at(footprint.to, true) };
}

/** A polynomial that bounds the indices of all accesses; the upper one is exclusive. */
function commonBound(accesses: readonly Access[], upper: boolean, symbols: Symbols, counterAtom: string): Poly | undefined {
  const boundsOf = (access: Access): readonly Poly[] => {
    if (!access.index) return [];
    return upper ? access.index.upper.map((p) => plus(p, ONE)) : access.index.lower;
  };
  const moves = (p: Poly): number => (linearIn(p, counterAtom)?.factor.size === 0 ? 1 : 0);
  const candidates = [...new Map(accesses.flatMap(boundsOf).map((p) => [printPoly(p), p])).values()];
  candidates.sort((a, b) => moves(a) - moves(b) || a.size - b.size);
  return candidates.slice(0, 12).find((candidate) =>
    accesses.every((access) => {
      const { index } = access;
      if (!index) return false;
      // The index lies between 0 and both bounds, or the access traps.
      const known = [...access.facts, ...index.upper];
      return boundsOf(access).some((p) => symbols.isNotNegative(upper ? minus(candidate, p) : minus(p, candidate), known));
    }),
  );
}
