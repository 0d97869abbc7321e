/**
 * A cheap "no": numbers for which all facts hold and the polynomial is zero show that no proof of the contrary exists. Small numbers
 * are tried at random, always the same ones.
 */
import type { Atom, Poly } from './polynomial.js';
import { atomsOf } from './polynomial.js';

const TRIES = 120;
/** Unknown numbers are tried from 0 on, or from their least value; those in many facts are mostly lengths, and better large. */
const SPAN = 4;
const LARGE = 6;

export function hasZero(p: Poly, facts: readonly Poly[], least: (atom: Atom) => number): boolean {
  const atoms = [...new Set([p, ...facts].flatMap((one) => [...atomsOf(one)]))];
  const relevant = atomsOf(p);
  const random = numbers();
  for (let k = 0; k < TRIES; k++) {
    const values = new Map<Atom, number>();
    for (const atom of atoms) {
      const from = least(atom);
      const spread = random(2) === 0 || relevant.has(atom) ? random(SPAN) : LARGE + random(SPAN);
      values.set(atom, (Number.isFinite(from) ? from : 0) + spread);
    }
    if (evaluate(p, values) === 0 && facts.every((fact) => evaluate(fact, values) >= 0)) return true;
  }
  return false;
}

function evaluate(p: Poly, values: ReadonlyMap<Atom, number>): number {
  let sum = 0;
  for (const { coefficient, atoms } of p.values()) {
    let product = coefficient;
    for (const atom of atoms) product *= values.get(atom)!;
    sum += product;
  }
  return sum;
}

/** A linear congruential generator; its quality hardly matters here. */
function numbers(): (below: number) => number {
  let state = 12345;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}
