/**
 * Independent heavy work in straight-line code: `const a = search(left); const b = search(right);` becomes blocks that can run at the
 * same time. What needs more than one of them stays together in a block behind.
 */
import { costOf, type Functions } from '../analysis/cost.js';
import type { EffectsOf } from '../analysis/effects.js';
import type { Sharing } from '../analysis/sharing.js';
import { assignedVariables, type Statement, type VariableId, walkExpressions, walkStatements } from '../ir/index.js';
import { writtenIn } from './borders.js';
import { type Piece, type PlainPiece, readIn } from './pieces.js';

interface SplitContext {
  readonly functions: Functions;
  readonly effects: EffectsOf;
  readonly sharing: Sharing;
}

/** Operations from which a statement is worth a block of its own. */
const HEAVY = 2000;

export function splitIndependent(pieces: readonly Piece[], context: SplitContext): Piece[] {
  return pieces.flatMap((piece) => (piece.kind === 'plain' ? splitPiece(piece, context) : [piece]));
}

function splitPiece(piece: PlainPiece, context: SplitContext): Piece[] {
  const { statements } = piece;
  const early = statements.slice(0, -1).some(mayReturn);
  const heavy = statements.flatMap((statement, k) => (isHeavy(statement, context) ? [k] : []));
  if (heavy.length < 2 || early) return [piece];
  const before = dependences(statements, context);
  const needs = statements.map((_, k) => new Set(heavy.filter((h) => h === k || before[k]!.has(h))));
  const isRoot = (h: number): boolean =>
    needs[h]!.size === 1 && !mayReturn(statements[h]!) && !changesArrays(statements[h]!, context);
  const roots = heavy.filter(isRoot);
  if (roots.length < 2) return [piece];
  const groups = new Map<number | 'first' | 'last', Statement[]>();
  statements.forEach((statement, k) => {
    const place = placeOf(k, roots, needs, before);
    groups.set(place, [...(groups.get(place) ?? []), statement]);
  });
  const inOrder = ['first' as const, ...roots, 'last' as const].map((place) => groups.get(place) ?? []);
  return inOrder.filter((list) => list.length > 0).map((list) => ({ kind: 'plain', statements: list }));
}

/** With the only heavy statement that it needs or serves; first when it serves several, last when it needs several. */
function placeOf(
  k: number,
  roots: readonly number[],
  needs: readonly ReadonlySet<number>[],
  before: readonly ReadonlySet<number>[],
): number | 'first' | 'last' {
  const own = [...needs[k]!];
  if (own.length === 1 && roots.includes(own[0]!)) return own[0]!;
  if (own.length > 0) return 'last';
  const served = new Set(before.flatMap((earlier, later) => (earlier.has(k) ? [...needs[later]!] : [])));
  const [only] = served;
  const lonely = before.every((earlier, later) => !earlier.has(k) || needs[later]!.size > 0);
  return served.size === 1 && lonely && roots.includes(only!) ? only! : served.size === 0 ? 'last' : 'first';
}

/** For each statement all those before it that it needs, directly or not. */
function dependences(statements: readonly Statement[], { sharing }: SplitContext): ReadonlySet<number>[] {
  const touched = statements.map((statement) => {
    const list = [statement];
    const storage = (ids: Iterable<VariableId>): Set<VariableId> => new Set([...ids].map((id) => sharing.classOf(id)));
    return { reads: storage(readIn(list)), writes: storage([...assignedVariables(list), ...writtenIn(list, sharing)]) };
  });
  const result: Set<number>[] = [];
  statements.forEach((_, k) => {
    const needed = new Set<number>();
    const now = touched[k]!;
    for (let earlier = 0; earlier < k; earlier++) {
      const then = touched[earlier]!;
      const meets = (a: ReadonlySet<VariableId>, b: ReadonlySet<VariableId>): boolean => [...a].some((id) => b.has(id));
      if (!meets(then.writes, now.reads) && !meets(then.writes, now.writes) && !meets(then.reads, now.writes)) continue;
      needed.add(earlier);
      for (const further of result[earlier]!) needed.add(further);
    }
    result.push(needed);
  });
  return result;
}

function isHeavy(statement: Statement, { functions, effects }: SplitContext): boolean {
  if (costOf([statement], functions).operations >= HEAVY) return true;
  let recursive = false;
  walkExpressions([statement], (expression) => {
    if (expression.kind === 'call' && effects.get(expression.callee)?.recursive) recursive = true;
  });
  return recursive;
}

/** Arrays that are changed in place would have to travel to the block and back. */
function changesArrays(statement: Statement, { sharing }: SplitContext): boolean {
  const own = new Set<VariableId>();
  walkStatements([statement], (inner) => {
    if (inner.kind === 'let') own.add(inner.variable);
  });
  return writtenIn([statement], sharing).some((id) => !own.has(id));
}

function mayReturn(statement: Statement): boolean {
  let found = false;
  walkStatements([statement], (inner) => {
    if (inner.kind === 'return') found = true;
  });
  return found;
}
