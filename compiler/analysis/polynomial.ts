/**
 * Polynomials with integer coefficients over named atoms. Coefficients stay exact: one that leaves the safe integers
 * makes the polynomial unusable (`isUsable`), and every question about it is answered with no.
 */

/** An atom's name; the meaning is the caller's. */
export type Atom = string;

export interface Monomial {
  readonly coefficient: number;
  /** Sorted; an atom stands as often as its power says. */
  readonly atoms: readonly Atom[];
  /** The atoms joined with `*`. */
  readonly key: string;
}

export function monomial(coefficient: number, atoms: readonly Atom[]): Monomial {
  return { coefficient, atoms, key: atoms.join('*') };
}

/** Monomials by their key. No coefficient is 0. */
export type Poly = ReadonlyMap<string, Monomial>;

const MOST_MONOMIALS = 60;

export const ZERO: Poly = new Map();
export const ONE: Poly = constantPoly(1);

export function constantPoly(value: number): Poly {
  return value === 0 ? new Map() : new Map([['', monomial(value, [])]]);
}

export function atomPoly(atom: Atom): Poly {
  return new Map([[atom, monomial(1, [atom])]]);
}

export function fromMonomials(monomials: Iterable<Monomial>): Poly {
  const result = new Map<string, Monomial>();
  for (const one of monomials) add(result, one, one.coefficient);
  return limited(result);
}

function add(result: Map<string, Monomial>, one: Monomial, coefficient: number): void {
  const before = result.get(one.key);
  const sum = before === undefined ? coefficient : before.coefficient + coefficient;
  if (sum === 0) result.delete(one.key);
  else if (sum === one.coefficient) result.set(one.key, one);
  else result.set(one.key, { coefficient: safe(sum), atoms: one.atoms, key: one.key });
}

function limited(result: Map<string, Monomial>): Poly {
  return result.size > MOST_MONOMIALS ? constantPoly(Number.NaN) : result;
}

export function isUsable(p: Poly): boolean {
  for (const { coefficient } of p.values()) if (Number.isNaN(coefficient)) return false;
  return true;
}

export function plus(a: Poly, b: Poly): Poly {
  if (a.size === 0) return b;
  const result = new Map(a);
  for (const one of b.values()) add(result, one, one.coefficient);
  return limited(result);
}

export function minus(a: Poly, b: Poly): Poly {
  const result = new Map(a);
  for (const one of b.values()) add(result, one, -one.coefficient);
  return limited(result);
}

export function scale(a: Poly, factor: number): Poly {
  if (factor === 1) return a;
  const result = new Map<string, Monomial>();
  for (const one of a.values()) add(result, one, one.coefficient * factor);
  return result;
}

export function times(a: Poly, b: Poly): Poly {
  const result = new Map<string, Monomial>();
  for (const x of a.values()) for (const y of b.values()) add(result, product(x, y), safe(x.coefficient * y.coefficient));
  return limited(result);
}

function product(x: Monomial, y: Monomial): Monomial {
  if (x.atoms.length === 0) return y;
  if (y.atoms.length === 0) return x;
  return monomial(1, [...x.atoms, ...y.atoms].sort());
}

function safe(value: number): number {
  return Number.isSafeInteger(value) ? value : Number.NaN;
}

/** The polynomial with `atom` replaced. */
export function substitute(p: Poly, atom: Atom, by: Poly): Poly {
  let result: Poly = ZERO;
  for (const one of p.values()) {
    const { coefficient, atoms } = one;
    if (!atoms.includes(atom)) {
      result = plus(result, new Map([[one.key, one]]));
      continue;
    }
    const rest = atoms.filter((other) => other !== atom);
    let replaced: Poly = fromMonomials([monomial(coefficient, rest)]);
    for (let power = atoms.length - rest.length; power > 0; power--) replaced = times(replaced, by);
    result = plus(result, replaced);
  }
  return result;
}

/** Splits `p` into `factor * atom + rest`; undefined when a higher power occurs. */
export function linearIn(p: Poly, atom: Atom): { factor: Poly; rest: Poly } | undefined {
  const factor: Monomial[] = [];
  const rest: Monomial[] = [];
  for (const one of p.values()) {
    const at = one.atoms.indexOf(atom);
    if (at < 0) {
      rest.push(one);
      continue;
    }
    if (one.atoms.indexOf(atom, at + 1) >= 0) return undefined;
    factor.push(monomial(one.coefficient, one.atoms.toSpliced(at, 1)));
  }
  return { factor: fromMonomials(factor), rest: fromMonomials(rest) };
}

export function atomsOf(p: Poly): Set<Atom> {
  const atoms = new Set<Atom>();
  for (const one of p.values()) for (const atom of one.atoms) atoms.add(atom);
  return atoms;
}

/** The value of a polynomial without atoms. */
export function constantOf(p: Poly): number | undefined {
  if (p.size === 0) return 0;
  const only = p.size === 1 ? p.get('') : undefined;
  return only && !Number.isNaN(only.coefficient) ? only.coefficient : undefined;
}

const texts = new WeakMap<Poly, string>();

export function printPoly(p: Poly): string {
  let text = texts.get(p);
  if (text === undefined) {
    text = print(p);
    texts.set(p, text);
  }
  return text;
}

function print(p: Poly): string {
  if (p.size === 0) return '0';
  const terms = [...p.values()].map(({ coefficient, atoms }) => {
    if (atoms.length === 0) return String(coefficient);
    return coefficient === 1 ? atoms.join('*') : `${coefficient}*${atoms.join('*')}`;
  });
  return terms.join(' + ').replaceAll('+ -', '- ');
}
