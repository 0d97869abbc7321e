/** The work of statements in abstract operations, as a polynomial over what is known before a loop. */
import { costOf, type Functions } from '../analysis/cost.js';
import { asCountedLoop } from '../analysis/loops.js';
import { constantPoly, minus, ONE, type Poly, plus, times, ZERO } from '../analysis/polynomial.js';
import type { Symbols } from '../analysis/symbols.js';
import type { Statement } from '../ir/index.js';

/** Turns of a loop when nothing says how many. */
const GUESSED_TURNS = 16;

/** An upper estimate: of a triangle it takes the whole square. `isFit` says of what the polynomial may be made. */
export function workOf(
  statements: readonly Statement[],
  symbols: Symbols,
  functions: Functions,
  isFit: (p: Poly) => boolean,
): Poly {
  return statements.map((statement) => workOfStatement(statement, symbols, functions, isFit)).reduce(plus, ZERO);
}

function workOfStatement(statement: Statement, symbols: Symbols, functions: Functions, isFit: (p: Poly) => boolean): Poly {
  const inside = (list: readonly Statement[]): Poly => workOf(list, symbols, functions, isFit);
  const own = (one: Statement): Poly => constantPoly(costOf([one], functions).operations);
  if (statement.kind === 'loop') {
    const { test, span } = statement;
    const turn = plus(inside(statement.body), own({ kind: 'if', test, then: [], otherwise: [], span }));
    return times(turnsOf(statement, symbols, isFit), turn);
  }
  if (statement.kind !== 'if') return own(statement);
  const branches = plus(inside(statement.then), inside(statement.otherwise));
  return plus(branches, own({ ...statement, then: [], otherwise: [] }));
}

function turnsOf(loop: Extract<Statement, { kind: 'loop' }>, symbols: Symbols, isFit: (p: Poly) => boolean): Poly {
  const counted = asCountedLoop(loop);
  const [limit] = counted?.limits ?? [];
  if (!counted || !limit || Math.abs(counted.step) !== 1) return constantPoly(GUESSED_TURNS);
  const [start, end] = [symbols.valueOf(counted.from).poly, symbols.valueOf(limit.bound).poly];
  const distance = counted.step > 0 ? minus(end, start) : minus(start, end);
  const turns = limit.inclusive ? plus(distance, ONE) : distance;
  return [turns, ...symbols.boundsOf(turns).upper].find(isFit) ?? constantPoly(GUESSED_TURNS);
}
