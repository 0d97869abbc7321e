/**
 * Two nested loops that can run along diagonals: where the time `slope * i + j` of every iteration lies behind those of all
 * iterations that it depends on, iterations of the same time are independent (Lamport, "The parallel execution of DO loops", 1974).
 */
import type { Statement } from '../ir/index.js';
import { type Access, collectAccesses } from './accesses.js';
import { hasFixedBounds, type LoopContext } from './dependence.js';
import { DISTANCE, IterationPairs } from './iterations.js';
import { asCountedLoop, type CountedLoop, type Loop } from './loops.js';
import { atomPoly, minus, ONE, type Poly, plus, scale } from './polynomial.js';
import { classifyScalars } from './scalars.js';
import { Symbols } from './symbols.js';

/** How far before its diagonal an iteration is, in steps of the inner loop: any number from 0 on. */
const BEFORE = '#before';
const STEEPEST = 3;

/** The least slope with which all dependences go from one diagonal to a later one; undefined when none is found. */
export function slopeOf(outer: Loop, inner: Loop, context: LoopContext): number | undefined {
  const [around, within] = [asCountedLoop(outer), asCountedLoop(inner)];
  if (!around?.exact || !within?.exact || !isNest(outer, inner)) return undefined;
  const { fn, ranges, sharing, effects, globals, liveAfter } = context;
  if (![around, within].every(({ counter }) => ranges.variable(counter).integer)) return undefined;
  for (const { loop, counter } of [around, within]) {
    const { carried, reductions, selections, folds } = classifyScalars(fn, loop, counter, ranges, liveAfter);
    if (carried.length + reductions.length + selections.length + folds.length > 0) return undefined;
  }
  const symbols = new Symbols(fn, outer, ranges, sharing, context.surroundings);
  if (!hasFixedBounds(around, symbols)) return undefined;
  const { accesses, obstacles } = collectAccesses(fn, symbols, sharing, effects, globals);
  if (obstacles.length > 0 || accesses.some((access) => isShared(access, context, symbols))) return undefined;
  const pairs = accesses.flatMap((a) =>
    accesses.filter((b) => a.root === b.root && (a.write || b.write)).map((b) => [a, b] as const),
  );
  const slopes = Array.from({ length: STEEPEST }, (_, k) => k + 1);
  return slopes.find((slope) => {
    const sameOrEarlier = new IterationPairs(
      symbols,
      around,
      new Map([[symbols.counterAtom(within.counter), earlier(within, slope, symbols)]]),
    );
    return pairs.every(([a, b]) => sameOrEarlier.areOrderedApart(a, b));
  });
}

/** The inner counter in a later row, where that iteration is not on a later diagonal. */
function earlier({ counter, step }: CountedLoop, slope: number, symbols: Symbols): Poly {
  const rows = plus(atomPoly(DISTANCE), ONE);
  const steps = plus(scale(rows, slope), atomPoly(BEFORE));
  return minus(atomPoly(symbols.counterAtom(counter)), scale(steps, step));
}

/** Whether the outer body is the inner loop and nothing else. */
function isNest(outer: Loop, inner: Loop): boolean {
  const others = outer.body.filter((statement: Statement) => statement !== inner);
  return others.length === 0 && Math.abs(asCountedLoop(inner)?.step ?? 0) === 1;
}

function isShared({ root, write }: Access, { fn, sharing }: LoopContext, symbols: Symbols): boolean {
  if (!write) return false;
  const type = fn.variables.get(root)?.type;
  if (type?.kind !== 'typed' && sharing.tangled.has(sharing.classOf(root))) return true;
  return [...fn.variables.keys()].some((id) => id !== root && !symbols.insideLoop.has(id) && sharing.mayShare(id, root));
}
