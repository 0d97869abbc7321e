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
}

/** Monomials by their atoms, joined with `*`. No coefficient is 0. */
export type Poly = ReadonlyMap<string, Monomial>;

const MOST_MONOMIALS = 60;

export const ZERO: Poly = new Map();
export const ONE: Poly = constantPoly(1);

export function constantPoly(value: number): Poly {
  return value === 0 ? new Map() : new Map([['', { coefficient: value, atoms: [] }]]);
}

export function atomPoly(atom: Atom): Poly {
  return new Map([[atom, { coefficient: 1, atoms: [atom] }]]);
}

export function fromMonomials(monomials: Iterable<Monomial>): Poly {
  const result = new Map<string, Monomial>();
  for (const { coefficient, atoms } of monomials) {
    const key = atoms.join('*');
    const sum = (result.get(key)?.coefficient ?? 0) + coefficient;
    if (sum === 0) result.delete(key);
    else result.set(key, { coefficient: Number.isSafeInteger(sum) ? sum : Number.NaN, atoms });
  }
  return result.size > MOST_MONOMIALS ? constantPoly(Number.NaN) : result;
}

export function isUsable(p: Poly): boolean {
  for (const { coefficient } of p.values()) if (Number.isNaN(coefficient)) return false;
  return true;
}

export function plus(a: Poly, b: Poly): Poly {
  return fromMonomials([...a.values(), ...b.values()]);
}

export function scale(a: Poly, factor: number): Poly {
  return fromMonomials([...a.values()].map(({ coefficient, atoms }) => ({ coefficient: safe(coefficient * factor), atoms })));
}

export function minus(a: Poly, b: Poly): Poly {
  return plus(a, scale(b, -1));
}

export function times(a: Poly, b: Poly): Poly {
  const products: Monomial[] = [];
  for (const x of a.values()) {
    for (const y of b.values()) {
      products.push({ coefficient: safe(x.coefficient * y.coefficient), atoms: [...x.atoms, ...y.atoms].sort() });
    }
  }
  return fromMonomials(products);
}

function safe(value: number): number {
  return Number.isSafeInteger(value) ? value : Number.NaN;
}

/** The polynomial with `atom` replaced. */
export function substitute(p: Poly, atom: Atom, by: Poly): Poly {
  let result: Poly = ZERO;
  for (const { coefficient, atoms } of p.values()) {
    const rest = atoms.filter((other) => other !== atom);
    let product: Poly = fromMonomials([{ coefficient, atoms: rest }]);
    for (let power = atoms.length - rest.length; power > 0; power--) product = times(product, by);
    result = plus(result, product);
  }
  return result;
}

/** Splits `p` into `factor * atom + rest`; undefined when a higher power occurs. */
export function linearIn(p: Poly, atom: Atom): { factor: Poly; rest: Poly } | undefined {
  const factor: Monomial[] = [];
  const rest: Monomial[] = [];
  for (const monomial of p.values()) {
    const at = monomial.atoms.indexOf(atom);
    if (at < 0) {
      rest.push(monomial);
      continue;
    }
    if (monomial.atoms.indexOf(atom, at + 1) >= 0) return undefined;
    factor.push({ coefficient: monomial.coefficient, atoms: monomial.atoms.toSpliced(at, 1) });
  }
  return { factor: fromMonomials(factor), rest: fromMonomials(rest) };
}

export function atomsOf(p: Poly): Set<Atom> {
  const atoms = new Set<Atom>();
  for (const monomial of p.values()) for (const atom of monomial.atoms) atoms.add(atom);
  return atoms;
}

/** The value of a polynomial without atoms. */
export function constantOf(p: Poly): number | undefined {
  if (p.size === 0) return 0;
  const only = p.size === 1 ? p.get('') : undefined;
  return only && !Number.isNaN(only.coefficient) ? only.coefficient : undefined;
}

export function equalPolys(a: Poly, b: Poly): boolean {
  return minus(a, b).size === 0;
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
