/** The top-level statements of the entry function, sorted into what becomes a block and what is computed where it is needed. */
import { costOf, type Functions } from '../analysis/cost.js';
import { analyseLoop, type Conflict, type LoopContext, type ParallelLoop, regionOf } from '../analysis/dependence.js';
import type { Interval } from '../analysis/interval.js';
import type { Loop } from '../analysis/loops.js';
import { atomPoly, atomsOf, constantOf, isUsable, minus, ONE, type Poly } from '../analysis/polynomial.js';
import type { Ranges } from '../analysis/ranges.js';
import { accessesOf } from '../analysis/scalars.js';
import { isReferenceType } from '../analysis/sharing.js';
import {
  assignedVariables,
  type Expression,
  expressionsOf,
  type IrFunction,
  type LoopId,
  type Statement,
  type VariableId,
  variablesRead,
  walkExpression,
  walkStatements,
} from '../ir/index.js';
import { isPure } from './inline.js';
import { HI, LO } from './range-names.js';
import { findSteps, type SteppedPiece } from './stepped.js';
import { LEAST_ITERATION, LEAST_LOOP } from './thresholds.js';

export interface RangePiece {
  readonly kind: 'range';
  readonly statement: Loop;
  readonly loop: ParallelLoop;
  /** Arrays that are made for the loop, by their variable. */
  readonly fresh: ReadonlyMap<VariableId, FreshArray>;
  /** The declaration that gives the folded number its constant initial value. */
  readonly initial?: { readonly value: number; readonly statement: Declaration };
}

type Declaration = Extract<Statement, { kind: 'let' }>;

export interface FreshArray {
  readonly length: Poly;
  readonly fill: number;
  readonly statement: Statement;
}

export interface PlainPiece {
  readonly kind: 'plain';
  readonly statements: readonly Statement[];
}

export type Piece = RangePiece | SteppedPiece | PlainPiece;

export interface Pieces {
  readonly pieces: readonly Piece[];
  /** Declarations of cheap numbers that each block computes for itself, by variable. */
  readonly cheap: ReadonlyMap<VariableId, Extract<Statement, { kind: 'let' }>>;
  /** Why loops at the top level were not made parallel. */
  readonly conflicts: ReadonlyMap<Statement, Conflict>;
  /** Loops among these whose iterations only meet in results, or in arrays that each could have for itself. */
  readonly sharing: readonly ParallelLoop[];
}

const CHEAP_NODES = 16;

/** `settled`: loops that stay in plain pieces. */
export function findPieces(
  fn: IrFunction,
  functions: Functions,
  context: Omit<LoopContext, 'liveAfter'>,
  settled: ReadonlySet<LoopId> = new Set(),
): Pieces {
  const cheap = cheapNumbers(fn);
  const conflicts = new Map<Statement, Conflict>();
  const sharing: ParallelLoop[] = [];
  const pieces: Piece[] = [];
  let plain: Statement[] = [];
  const flush = (): void => {
    if (plain.length > 0) pieces.push({ kind: 'plain', statements: plain });
    plain = [];
  };
  fn.body.forEach((statement, k) => {
    if (statement.kind === 'let' && cheap.has(statement.variable)) return;
    const later = fn.body.slice(k + 1);
    const liveAfter = readIn(later);
    // What is declared later has nothing to do with what is there now.
    for (const { variable } of later.filter(isDeclaration)) liveAfter.delete(variable);
    const isOpen = statement.kind === 'loop' && !settled.has(statement.id);
    const loop = isOpen ? (askedFor(statement) ?? analyseLoop(statement, { ...context, liveAfter, folding: true })) : undefined;
    if (statement.kind !== 'loop' || !loop?.parallel) {
      if (loop && !loop.parallel) conflicts.set(statement, loop);
      const steps =
        isOpen && statement.hint !== 'sequential' ? findSteps(statement, { ...context, liveAfter, functions }) : undefined;
      if (steps) {
        flush();
        pieces.push(steps);
      } else plain.push(statement);
      return;
    }
    const small = tooLittle(statement, loop, functions);
    const refusal = tooMuch(loop) ?? scattered(loop, context.ranges) ?? small;
    if (refusal) {
      if (!small) sharing.push(loop);
      conflicts.set(statement, refusal);
      plain.push(statement);
      return;
    }
    const fresh = new Map<VariableId, FreshArray>();
    for (const use of loop.arrays) {
      const made = use.writes ? freshArray(use.variable, loop, plain, fn, context.ranges) : undefined;
      if (!made) continue;
      fresh.set(use.variable, made);
      plain = plain.filter((other) => other !== made.statement);
    }
    const initial = constantStart(loop, plain);
    if (initial) plain = plain.filter((other) => other !== initial.statement);
    flush();
    pieces.push({ kind: 'range', statement, loop, fresh, ...(initial ? { initial } : {}) });
  });
  flush();
  return { pieces, cheap, conflicts, sharing };
}

/** What a comment before the loop decides. */
function askedFor({ hint }: Loop): Conflict | undefined {
  return hint === 'sequential'
    ? { parallel: false, message: "Its comment asks for it: '@shoal sequential'.", accesses: [] }
    : undefined;
}

function tooLittle(statement: Loop, loop: ParallelLoop, functions: Functions): Conflict | undefined {
  const cost = costOf(statement.body, functions);
  const { counted, symbols } = loop;
  const turns = constantOf(minus(symbols.valueOf(counted.limits[0]!.bound).poly, symbols.valueOf(counted.from).poly));
  const small = cost.operations < LEAST_ITERATION || (turns !== undefined && cost.known && turns * cost.operations < LEAST_LOOP);
  if (!small) return undefined;
  return {
    parallel: false,
    message: 'The iterations are independent, but too little work for a block of their own.',
    accesses: [],
  };
}

function tooMuch(loop: ParallelLoop): Conflict | undefined {
  const { selections, folds } = loop;
  const [running] = [...selections.flatMap(({ variables }) => variables), ...folds.map(({ variable }) => variable)];
  if (running !== undefined) {
    const message = `Each iteration needs '${loop.symbols.nameOf(running)}' as the one before left it, or the last value is used later.`;
    const accesses = accessesOf(loop.counted.loop, running).map((span) => ({ what: 'a running result', span }));
    return { parallel: false, message, accesses };
  }
  const writes = loop.arrays.filter((use) => use.writes).length;
  if (loop.reductions.length === 0 || (loop.reductions.length === 1 && writes === 0)) return undefined;
  const accesses = loop.reductions.flatMap(({ updates }) =>
    [...updates.keys()].map(({ span }) => ({ what: 'a running result', span })),
  );
  return { parallel: false, message: 'The loop has more than one result, of which one is a running sum or extreme.', accesses };
}

/** What a range writes must be an interval, apart from those of other ranges. */
function scattered(loop: ParallelLoop, ranges: Ranges): Conflict | undefined {
  const open = loop.arrays.find((use) => {
    const { from, to } = regionOf(use, loop, atomPoly(LO), minus(atomPoly(HI), ONE));
    return use.writes && !(from && to && [from, to].every((p) => isUsable(p) && hasNumber(p, loop, ranges)));
  });
  if (!open) return undefined;
  const name = loop.symbols.nameOf(open.variable);
  const message = open.folding
    ? `The iterations fold their terms into the same element of '${name}'.`
    : open.scratch
      ? `Two iterations use the same element of '${name}', which could be made anew in each.`
      : `The iterations are independent, but what a part of the loop writes of '${name}' does not lie in one interval.`;
  return { parallel: false, message, accesses: open.accesses ?? [] };
}

/** Whether the polynomial has a value for all inputs: none of its numbers may be NaN or infinite. */
export function hasNumber(p: Poly, loop: ParallelLoop, ranges: Ranges): boolean {
  return [...atomsOf(p)].every((atom) => {
    if (atom === LO || atom === HI) return true;
    const { variable } = loop.symbols.atomInfo(atom);
    const interval = variable === undefined ? undefined : numberAt(variable, loop, ranges);
    return !interval || (!interval.nan && Number.isFinite(interval.lo) && Number.isFinite(interval.hi));
  });
}

/** What a variable that the loop does not change holds in it. */
export function numberAt(variable: VariableId, loop: ParallelLoop, ranges: Ranges): Interval {
  return ranges.before(loop.counted.loop)?.get(variable) ?? ranges.variable(variable);
}

/** An array that is made before the loop by one of `statements`, with nothing in between that uses it. */
function freshArray(
  variable: VariableId,
  loop: ParallelLoop,
  statements: readonly Statement[],
  fn: IrFunction,
  ranges: Ranges,
): FreshArray | undefined {
  const statement = statements.find((other) => other.kind === 'let' && other.variable === variable);
  if (statement?.kind !== 'let' || statement.value.kind !== 'newArray') return undefined;
  if (statements.some((other) => other !== statement && mentions(other, variable))) return undefined;
  const { fill } = statement.value;
  if (fill && !isPlainFill(fill)) return undefined;
  const given = ranges.expression(statement.value.length);
  if (!given.integer || given.nan) return undefined;
  const { poly } = loop.symbols.valueOf(lengthOf(statement.value, variable, fn));
  const own = `n${variable}`;
  if (!isUsable(poly) || !loop.symbols.isStable(poly) || [...poly.keys()].some((key) => key.split('*').includes(own)))
    return undefined;
  return { length: poly, fill: fill?.kind === 'number' ? fill.value : 0, statement };
}

/** The constant that the folded number of a reduce block is declared with, when nothing in between uses it. */
function constantStart(loop: ParallelLoop, statements: readonly Statement[]): RangePiece['initial'] {
  const [reduction] = loop.reductions;
  if (!reduction) return undefined;
  const { variable } = reduction;
  const statement = statements.filter(isDeclaration).find((declaration) => declaration.variable === variable);
  if (statement?.value.kind !== 'number' || !isExactInJson(statement.value.value)) return undefined;
  const others = statements.filter((other) => other !== statement);
  if (assignedVariables(others).has(variable) || readIn(others).has(variable)) return undefined;
  return { value: statement.value.value, statement };
}

function isDeclaration(statement: Statement): statement is Declaration {
  return statement.kind === 'let';
}

function isExactInJson(value: number): boolean {
  return Number.isFinite(value) && !Object.is(value, -0);
}

/** A number that JSON can carry; or a reference, which only an appending loop has, that stores every element anew. */
function isPlainFill(fill: Expression): boolean {
  const exact = fill.kind === 'number' && isExactInJson(fill.value);
  return exact || (fill.kind === 'boolean' && !fill.value) || isReferenceType(fill.type);
}

/** A typed array keeps its length; another one still has the one it was made with. */
function lengthOf(value: Extract<Expression, { kind: 'newArray' }>, variable: VariableId, fn: IrFunction): Expression {
  const { length, type, span } = value;
  const steady = [...variablesRead(length)].every((id) => !fn.variables.get(id)?.mutable);
  if (type.kind === 'array' && steady) return length;
  return { kind: 'length', of: { kind: 'variable', id: variable, type, span }, type: { kind: 'number' }, span };
}

function mentions(statement: Statement, variable: VariableId): boolean {
  return readIn([statement]).has(variable);
}

export function readIn(statements: readonly Statement[]): Set<VariableId> {
  const found = new Set<VariableId>();
  walkStatements(statements, (statement) => {
    for (const expression of expressionsOf(statement)) for (const id of variablesRead(expression)) found.add(id);
  });
  return found;
}

/** Immutable numbers and truth values that are quickly computed from parameters, lengths and each other. */
function cheapNumbers(fn: IrFunction): ReadonlyMap<VariableId, Extract<Statement, { kind: 'let' }>> {
  const cheap = new Map<VariableId, Extract<Statement, { kind: 'let' }>>();
  for (const statement of fn.body) {
    if (statement.kind !== 'let' || fn.variables.get(statement.variable)!.mutable) continue;
    const kind = statement.value.type.kind;
    if ((kind !== 'number' && kind !== 'boolean') || !isPure(statement.value)) continue;
    if (isCheap(statement.value, fn, cheap)) cheap.set(statement.variable, statement);
  }
  return cheap;
}

function isCheap(value: Expression, fn: IrFunction, cheap: ReadonlyMap<VariableId, unknown>): boolean {
  let size = 0;
  let simple = true;
  walkExpression(value, (inner) => {
    size++;
    if (inner.kind === 'charCode' || inner.kind === 'field') simple = false;
    if (inner.kind === 'length') {
      // Typed arrays and strings keep their length.
      const array = inner.of.kind === 'variable' ? fn.variables.get(inner.of.id) : undefined;
      if (!array || array.mutable || array.type.kind === 'array' || !fn.parameters.includes(array.id)) simple = false;
      return false;
    }
    if (inner.kind === 'variable') {
      const variable = fn.variables.get(inner.id);
      const known = variable && !variable.mutable && (fn.parameters.includes(inner.id) || cheap.has(inner.id));
      if (!known) simple = false;
    }
    return true;
  });
  return simple && size <= CHEAP_NODES;
}

/** Regions of an array over `lo` and `hi`. */
export function shardRegion(piece: RangePiece, variable: VariableId): { from: Poly | undefined; to: Poly | undefined } {
  const use = piece.loop.arrays.find((one) => one.variable === variable)!;
  return regionOf(use, piece.loop, atomPoly(LO), minus(atomPoly(HI), ONE));
}
