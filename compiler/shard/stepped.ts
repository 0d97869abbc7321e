/**
 * Loops whose iterations must run one after another, though in each of them inner loops are parallel: time steps of a stencil, the
 * pivots of an elimination. Each iteration is cut into phases: a parallel loop, whose iterations are shared between the shards, or other
 * statements, which every shard runs for itself. Between phases only what another shard has written has to be exchanged.
 */
import { type Access, collectAccesses } from '../analysis/accesses.js';
import type { Functions } from '../analysis/cost.js';
import { analyseLoop, hasFixedBounds, type LoopContext, type ParallelLoop } from '../analysis/dependence.js';
import { areApart, type Footprint, footprintOf, overRange } from '../analysis/footprints.js';
import { liveAfterLoops } from '../analysis/liveness.js';
import { asCountedLoop, type CountedLoop, type Loop } from '../analysis/loops.js';
import { atomPoly, atomsOf, constantOf, isUsable, minus, ONE, type Poly, plus, printPoly } from '../analysis/polynomial.js';
import { classifyScalars } from '../analysis/scalars.js';
import { Symbols } from '../analysis/symbols.js';
import {
  assignedVariables,
  type FunctionId,
  type Statement,
  type VariableId,
  walkExpressions,
  walkStatements,
} from '../ir/index.js';
import { HI, LO } from './range-names.js';
import { workOf } from './work.js';

/** Elements of an array from outside, over the counter of the steps and the bounds of a shard's range. */
export interface PieceTouch extends Footprint {
  readonly variable: VariableId;
}

export interface PhasePiece {
  readonly statements: readonly Statement[];
  readonly symbols: Symbols;
  /** The loop whose iterations are shared; without it every shard runs the statements. */
  readonly shared?: CountedLoop;
  readonly reads: readonly PieceTouch[];
  readonly writes: readonly PieceTouch[];
  readonly lengths: ReadonlySet<VariableId>;
  /** Abstract operations of all iterations. */
  readonly operations: Poly;
}

export interface SteppedPiece {
  readonly kind: 'stepped';
  readonly statement: Loop;
  readonly counted: CountedLoop;
  readonly symbols: Symbols;
  readonly phases: readonly PhasePiece[];
}

export interface SteppedContext extends LoopContext {
  readonly functions: Functions;
}

/** The loop in phases; undefined when no phase could be shared, or what a phase touches can not be told. */
export function findSteps(loop: Loop, context: SteppedContext): SteppedPiece | undefined {
  const counted = asCountedLoop(loop);
  if (!counted?.exact || counted.step !== 1 || !context.ranges.variable(counted.counter).integer) return undefined;
  return new StepSearch(loop, counted, context).run();
}

class StepSearch {
  private readonly symbols: Symbols;
  private readonly liveAfter: ReturnType<typeof liveAfterLoops>;
  private readonly changing: ReadonlySet<VariableId>;

  constructor(
    private readonly loop: Loop,
    private readonly counted: CountedLoop,
    private readonly context: SteppedContext,
  ) {
    const { fn, ranges, sharing } = context;
    this.symbols = new Symbols(fn, loop, ranges, sharing);
    this.liveAfter = liveAfterLoops(fn.body);
    this.changing = assignedVariables([loop]);
  }

  run(): SteppedPiece | undefined {
    const { loop, counted, context, symbols } = this;
    if (!hasFixedBounds(counted, symbols) || !this.hasFitBounds(counted, symbols)) return undefined;
    const scalars = classifyScalars(context.fn, loop, counted.counter, context.ranges, context.liveAfter);
    const { carried, reductions, selections, folds } = scalars;
    const assigned = [carried, reductions, selections, folds, scalars.private].some((list) => list.length > 0);
    if (assigned || leavesEarly(loop)) return undefined;
    const phases: PhasePiece[] = [];
    let own: Statement[] = [];
    const flush = (): boolean => {
      const phase = own.length > 0 ? this.replicated(own) : undefined;
      if (phase) phases.push(phase);
      const isFine = own.length === 0 || phase !== undefined;
      own = [];
      return isFine;
    };
    for (const statement of loop.body) {
      const shared = statement.kind === 'loop' ? this.sharedPhase(statement) : undefined;
      if (!shared) own.push(statement);
      else if (flush()) phases.push(shared);
      else return undefined;
    }
    if (!flush() || !gains(phases, context.functions) || this.mayShareStorage(phases)) return undefined;
    return { kind: 'stepped', statement: loop, counted, symbols, phases };
  }

  /** A parallel loop of which each range of iterations writes an interval of its own. */
  private sharedPhase(loop: Loop): PhasePiece | undefined {
    if (loop.hint === 'sequential') return undefined;
    const liveAfter = this.liveAfter.get(loop.id) ?? new Set();
    const found = analyseLoop(loop, { ...this.context, liveAfter, surroundings: [{ kind: 'loop', loop: this.loop }] });
    if (!found.parallel || found.reductions.length > 0 || found.arrays.some((use) => use.folding || use.scratch))
      return undefined;
    const { counted, symbols } = found;
    if (!this.hasFitBounds(counted, symbols)) return undefined;
    const accesses = this.accessesIn(symbols);
    if (!accesses) return undefined;
    const writes: PieceTouch[] = [];
    for (const [variable, list] of byRoot(accesses, true)) {
      const footprint = footprintOf(list, symbols, counted);
      const touch = this.overShard(variable, footprint, found);
      if (!touch?.from || !touch.to || !areApart(footprint, symbols, counted)) return undefined;
      writes.push(touch);
    }
    const reads = [...byRoot(accesses, false)].flatMap(([variable, list]) => this.sharedReads(variable, list, found));
    const operations = workOf([loop], symbols, this.context.functions, (p) => this.isFit(p, symbols));
    return {
      statements: [loop],
      symbols,
      shared: counted,
      reads: joined([...reads, ...writes]),
      writes,
      lengths: found.lengths,
      operations,
    };
  }

  /** An interval for each access: one for all would also hold what lies between them. */
  private sharedReads(variable: VariableId, accesses: readonly Access[], found: ParallelLoop): PieceTouch[] {
    return accesses.map(({ index }) => {
      const ends = (candidates: readonly Poly[] | undefined, isUpper: boolean): Poly | undefined => {
        for (const candidate of candidates ?? []) {
          const bound = isUpper ? { from: undefined, to: plus(candidate, ONE) } : { from: candidate, to: undefined };
          const touch = this.overShard(variable, bound, found);
          const end = isUpper ? touch?.to : touch?.from;
          if (end) return end;
        }
        return undefined;
      };
      return { variable, from: ends(index?.lower, false), to: ends(index?.upper, true) };
    });
  }

  private overShard(variable: VariableId, footprint: Footprint, { symbols, counted }: ParallelLoop): PieceTouch | undefined {
    const { from, to } = overRange(footprint, symbols, counted, atomPoly(LO), minus(atomPoly(HI), ONE));
    const kept = (p: Poly | undefined): Poly | undefined => (p && this.isFit(p, symbols) ? p : undefined);
    return { variable, from: kept(from), to: kept(to) };
  }

  private replicated(statements: readonly Statement[]): PhasePiece | undefined {
    const { fn, ranges, sharing, functions } = this.context;
    const symbols = new Symbols(fn, { ...this.loop, body: statements }, ranges, sharing);
    const found = collectAccesses(fn, symbols, sharing, this.context.effects, this.context.globals);
    if (found.obstacles.length > 0 || !this.areFlat(found.accesses)) return undefined;
    const touch = ({ root, index }: Access): PieceTouch => {
      const firstFit = (list: readonly Poly[] | undefined): Poly | undefined => list?.find((p) => this.isFit(p, symbols));
      const to = firstFit(index?.upper);
      return { variable: root, from: firstFit(index?.lower), to: to && plus(to, ONE) };
    };
    const writes = distinct(found.accesses.filter(({ write }) => write).map(touch));
    const reads = joined(found.accesses.map(touch));
    const operations = workOf(statements, symbols, functions, (p) => this.isFit(p, symbols));
    return { statements, symbols, reads, writes, lengths: found.lengths, operations };
  }

  private accessesIn(symbols: Symbols): readonly Access[] | undefined {
    const { fn, sharing, effects, globals } = this.context;
    const { accesses, obstacles } = collectAccesses(fn, symbols, sharing, effects, globals);
    return obstacles.length === 0 && this.areFlat(accesses) ? accesses : undefined;
  }

  /** Only of arrays of numbers that are there before the first step parts can be exchanged. */
  private areFlat(accesses: readonly Access[]): boolean {
    return accesses.every(({ root }) => {
      const type = this.context.fn.variables.get(root)?.type;
      const flat = type?.kind === 'typed' || (type?.kind === 'array' && type.element.kind === 'number');
      return flat && !this.symbols.insideLoop.has(root);
    });
  }

  private hasFitBounds({ from, limits }: CountedLoop, symbols: Symbols): boolean {
    return [from, limits[0]!.bound].every((bound) => {
      const { poly, exact } = symbols.valueOf(bound);
      return exact && this.isFit(poly, symbols);
    });
  }

  /** Over what is known before the first step, and the counter of the steps. */
  private isFit(p: Poly, symbols: Symbols): boolean {
    return isUsable(p) && [...atomsOf(p)].every((atom) => atom === LO || atom === HI || this.isFitAtom(symbols.atomInfo(atom)));
  }

  private isFitAtom({ variable, lengthOf }: { readonly variable?: VariableId; readonly lengthOf?: VariableId }): boolean {
    if (lengthOf !== undefined) return !this.changing.has(lengthOf);
    if (variable === undefined) return false;
    if (variable === this.counted.counter) return true;
    if (this.changing.has(variable)) return false;
    const { ranges } = this.context;
    const { nan, lo, hi, integer } = ranges.before(this.loop)?.get(variable) ?? ranges.variable(variable);
    return integer && !nan && Number.isFinite(lo) && Number.isFinite(hi);
  }

  /** Whether two names may mean the same array, of which one is written. */
  private mayShareStorage(phases: readonly PhasePiece[]): boolean {
    const { fn, sharing, liveAfter } = this.context;
    const touched = new Set(phases.flatMap(({ reads }) => reads.map(({ variable }) => variable)));
    const written = new Set(phases.flatMap(({ writes }) => writes.map(({ variable }) => variable)));
    return [...written].some((id) =>
      [...fn.variables.keys()].some(
        (other) => other !== id && sharing.mayShare(other, id) && (touched.has(other) || liveAfter.has(other)),
      ),
    );
  }
}

/**
 * Whether sharing can pay: not when what every shard repeats grows faster with the input than all that is shared, or is a call of which nobody
 * knows how much it does.
 */
function gains(phases: readonly PhasePiece[], functions: Functions): boolean {
  const shared = phases.filter((phase) => phase.shared).map(({ operations }) => degreeOf(operations));
  const repeated = phases.filter((phase) => !phase.shared);
  if (shared.length === 0 || repeated.some(({ statements }) => callsLoops(statements, functions, new Set()))) return false;
  return Math.max(...shared) >= Math.max(0, ...repeated.map(({ operations }) => degreeOf(operations)));
}

function callsLoops(statements: readonly Statement[], functions: Functions, seen: Set<FunctionId>): boolean {
  let found = false;
  walkExpressions(statements, (expression) => {
    if (expression.kind !== 'call' || seen.has(expression.callee)) return;
    seen.add(expression.callee);
    const body = functions.get(expression.callee)?.body ?? [];
    walkStatements(body, ({ kind }) => {
      found ||= kind === 'loop';
    });
    found ||= callsLoops(body, functions, seen);
  });
  return found;
}

function degreeOf(p: Poly): number {
  return Math.max(0, ...[...p.values()].map(({ atoms }) => atoms.length));
}

function leavesEarly(loop: Loop): boolean {
  let found = false;
  walkStatements(loop.body, (statement) => {
    if (statement.kind === 'return' || (statement.kind !== 'if' && 'loop' in statement && statement.loop === loop.id))
      found = true;
  });
  return found;
}

function byRoot(accesses: readonly Access[], write: boolean): Map<VariableId, Access[]> {
  const groups = new Map<VariableId, Access[]>();
  for (const access of accesses) {
    if (access.write === write) groups.set(access.root, [...(groups.get(access.root) ?? []), access]);
  }
  return groups;
}

/** Intervals of one array that are always next to each other as one. */
function joined(touches: readonly PieceTouch[]): PieceTouch[] {
  const result: PieceTouch[] = [];
  for (const touch of distinct(touches)) {
    const at = result.findIndex(
      (other) => other.variable === touch.variable && isNear(other.from, touch.from) && isNear(other.to, touch.to),
    );
    const near = result[at];
    if (!near) result.push(touch);
    else result[at] = { ...near, from: outer(near.from, touch.from, false), to: outer(near.to, touch.to, true) };
  }
  return result;
}

/** Elements between intervals that are not worth an interval of their own. */
const NEAR = 64;

function isNear(a: Poly | undefined, b: Poly | undefined): boolean {
  if (!a || !b) return a === b;
  const distance = constantOf(minus(a, b));
  return distance !== undefined && Math.abs(distance) <= NEAR;
}

function outer(a: Poly | undefined, b: Poly | undefined, isUpper: boolean): Poly | undefined {
  return a && b && constantOf(minus(a, b))! > 0 === isUpper ? a : b;
}

function distinct(touches: readonly PieceTouch[]): PieceTouch[] {
  const text = (p: Poly | undefined): string => (p ? printPoly(p) : '');
  return [...new Map(touches.map((touch) => [`${touch.variable} ${text(touch.from)} ${text(touch.to)}`, touch])).values()];
}
