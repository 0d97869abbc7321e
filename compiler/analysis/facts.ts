/** What the outcome of a test, and being in the body of a counted loop, say about numbers: polynomials that are not negative. */
import type { Expression, VariableId } from '../ir/index.js';
import type { CountedLoop } from './loops.js';
import { type Atom, atomPoly, minus, ONE, type Poly, plus } from './polynomial.js';
import type { Ranges } from './ranges.js';

interface SymbolicNumbers {
  valueOf(expression: Expression): { readonly poly: Poly; readonly exact: boolean };
  counterAtom(counter: VariableId): Atom;
}

/** What a test that came out as `truth` says of its operands. */
export function factsOfTest(test: Expression, truth: boolean, symbols: Pick<SymbolicNumbers, 'valueOf'>, ranges: Ranges): Poly[] {
  const inner = (part: Expression, outcome: boolean): Poly[] => factsOfTest(part, outcome, symbols, ranges);
  if (test.kind === 'unary' && test.operator === '!') return inner(test.operand, !truth);
  if (test.kind === 'logical' && (test.operator === '&&') === truth)
    return [...inner(test.left, truth), ...inner(test.right, truth)];
  if (test.kind !== 'binary' || test.left.type.kind !== 'number') return [];
  const [a, b] = [ranges.expression(test.left), ranges.expression(test.right)];
  if (!a.integer || !b.integer) return [];
  const [x, y] = [symbols.valueOf(test.left), symbols.valueOf(test.right)];
  if (!x.exact || !y.exact) return [];
  const less = (p: Poly, q: Poly): Poly[] => [minus(minus(q, p), ONE)];
  const notMore = (p: Poly, q: Poly): Poly[] => [minus(q, p)];
  // With NaN, no comparison holds: that it does not hold says nothing then.
  const ordered = !(a.nan || b.nan);
  switch (test.operator) {
    case '<':
      return truth ? less(x.poly, y.poly) : ordered ? notMore(y.poly, x.poly) : [];
    case '<=':
      return truth ? notMore(x.poly, y.poly) : ordered ? less(y.poly, x.poly) : [];
    case '>':
      return truth ? less(y.poly, x.poly) : ordered ? notMore(x.poly, y.poly) : [];
    case '>=':
      return truth ? notMore(y.poly, x.poly) : ordered ? less(x.poly, y.poly) : [];
    case '===':
    case '!==':
      if (truth !== (test.operator === '===')) return [];
      return [...notMore(x.poly, y.poly), ...notMore(y.poly, x.poly)];
    default:
      return [];
  }
}

/** What holds in the body of a counted loop. */
export function factsOfCounting({ counter, from, step, limits }: CountedLoop, symbols: SymbolicNumbers, ranges: Ranges): Poly[] {
  if (!ranges.variable(counter).integer) return [];
  const at = atomPoly(symbols.counterAtom(counter));
  const up = step > 0;
  const difference = (less: Poly, more: Poly): Poly => (up ? minus(more, less) : minus(less, more));
  const start = symbols.valueOf(from);
  const facts = start.exact ? [difference(start.poly, at)] : [];
  for (const { bound, inclusive } of limits) {
    const limit = symbols.valueOf(bound);
    if (!ranges.expression(bound).integer) continue;
    const last = inclusive ? limit.poly : up ? minus(limit.poly, ONE) : plus(limit.poly, ONE);
    facts.push(difference(at, last));
    if (start.exact) facts.push(difference(start.poly, last));
  }
  return facts;
}
