/** Bounds of polynomials over what stays the same, got by replacing each changing atom by its own bounds, innermost first. */
import {
  type Atom,
  atomsOf,
  constantPoly,
  linearIn,
  minus,
  ONE,
  type Poly,
  plus,
  printPoly,
  scale,
  substitute,
} from './polynomial.js';

/** Polynomials of which each is a bound. */
export interface Bounds {
  readonly lower: readonly Poly[];
  readonly upper: readonly Poly[];
}

export interface AtomBounds {
  readonly least: number;
  readonly most: number;
  /** Does not change while the loop runs. */
  readonly stable: boolean;
  /** Atoms are eliminated from the highest order down; bounds of an atom only have atoms of lower order. */
  readonly order: number;
  readonly bounds?: () => Bounds;
}

export interface Elimination {
  atomInfo(atom: Atom): AtomBounds;
  isNotNegative(goal: Poly): boolean;
}

const MOST_BOUNDS = 6;

/** Bounds of `p`, above or below it, over stable atoms. */
export function eliminate(p: Poly, above: boolean, context: Elimination): Poly[] {
  let open = [p];
  const done: Poly[] = [];
  // More rounds than this would need more atoms than a usable polynomial has.
  for (let rounds = 0; open.length > 0 && rounds < 40; rounds++) {
    const next: Poly[] = [];
    for (const one of open) {
      const atom = highest(one, context);
      if (atom === undefined) done.push(one);
      else next.push(...replace(one, atom, above, context));
    }
    open = distinct(next).slice(0, MOST_BOUNDS);
  }
  return distinct(done).slice(0, MOST_BOUNDS);
}

/** Bounds that are not inside of either list's: of two numbers the lesser is not below, the greater not above them. */
export function beyondBoth(a: readonly Poly[], b: readonly Poly[], above: boolean, context: Elimination): Poly[] {
  const isBeyond = (p: Poly, q: Poly): boolean => context.isNotNegative(above ? minus(p, q) : minus(q, p));
  const moved = (p: Poly): Poly => (above ? plus(p, ONE) : minus(p, ONE));
  const candidates = [...a, ...b, ...a.map(moved), ...b.map(moved)];
  const valid = candidates.filter((p) => a.some((q) => isBeyond(p, q)) && b.some((q) => isBeyond(p, q)));
  return valid.slice(0, MOST_BOUNDS);
}

/** The atom to eliminate first; undefined when all are stable. */
function highest(p: Poly, context: Elimination): Atom | undefined {
  let found: Atom | undefined;
  let order = -1;
  for (const atom of atomsOf(p)) {
    const info = context.atomInfo(atom);
    if (info.stable || info.order <= order) continue;
    found = atom;
    order = info.order;
  }
  return found;
}

function replace(p: Poly, atom: Atom, above: boolean, context: Elimination): Poly[] {
  const parts = linearIn(p, atom);
  if (!parts) return [];
  const info = context.atomInfo(atom);
  const grows = context.isNotNegative(parts.factor);
  if (!grows && !context.isNotNegative(scale(parts.factor, -1))) return [];
  const { lower, upper } = info.bounds?.() ?? { lower: [], upper: [] };
  const useUpper = grows === above;
  const symbolic = useUpper ? upper : lower;
  const fixed = useUpper ? info.most : info.least;
  // A constant that only says what fits into 32 bits is of use when nothing else is known.
  const telling = Number.isFinite(fixed) && (symbolic.length === 0 || Math.abs(fixed) < 2 ** 20);
  const bounds = telling ? [...symbolic, constantPoly(fixed)] : symbolic;
  return bounds.map((bound) => substitute(p, atom, bound));
}

function distinct(list: readonly Poly[]): Poly[] {
  const seen = new Map(list.map((p) => [printPoly(p), p]));
  return [...seen.values()];
}
