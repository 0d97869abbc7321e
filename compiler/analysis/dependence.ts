/**
 * Whether the iterations of a loop can run in any order and in different places. Best is that each iteration's elements of every
 * written array lie in an interval of its own (as in Banerjee, "Dependence Analysis", 1997, with symbolic bounds): of such loops
 * blocks are made. Else no two accesses of different iterations may be of the same element. Never yes without a proof.
 */
import type { IrFunction, Span, VariableId } from '../ir/index.js';
import { type Access, collectAccesses } from './accesses.js';
import { conflictsOf } from './conflicts.js';
import type { EffectsOf } from './effects.js';
import type { ExactFold } from './exact-folds.js';
import { areApart, type Footprint, footprintOf, overRange } from './footprints.js';
import { IterationPairs } from './iterations.js';
import { asCountedLoop, type CountedLoop, type Loop } from './loops.js';
import { atomsOf, isUsable, type Poly } from './polynomial.js';
import { isScratch } from './private-arrays.js';
import type { Ranges } from './ranges.js';
import { accessesOf, classifyScalars, type Reduction } from './scalars.js';
import type { Selection } from './selections.js';
import type { Sharing } from './sharing.js';
import type { Surroundings } from './surroundings.js';
import { Symbols } from './symbols.js';
import type { Folding } from './updates.js';

export interface ArrayUse {
  readonly variable: VariableId;
  readonly reads: boolean;
  readonly writes: boolean;
  /** What any iteration touches; a missing bound is that of the array. Those of a written array are apart. */
  readonly footprint: Footprint;
  /** Iterations share elements, into which each only folds its terms. */
  readonly folding?: Folding;
  /** Each iteration could have an array of its own instead. */
  readonly scratch?: boolean;
  /** Of arrays whose elements are apart, or folded, but do not lie in an interval for each iteration. */
  readonly accesses?: Conflict['accesses'];
}

export interface ParallelLoop {
  readonly parallel: true;
  readonly counted: CountedLoop;
  readonly symbols: Symbols;
  readonly arrays: readonly ArrayUse[];
  /** Arrays of which only the length is used. */
  readonly lengths: ReadonlySet<VariableId>;
  readonly reductions: readonly Reduction[];
  readonly selections: readonly Selection[];
  readonly folds: readonly ExactFold[];
  readonly private: readonly VariableId[];
}

export interface Conflict {
  readonly parallel: false;
  readonly message: string;
  readonly accesses: readonly { readonly what: string; readonly span: Span }[];
  /** What change would let the iterations run at the same time, where one is known. */
  readonly remedy?: string;
}

export interface LoopContext {
  readonly fn: IrFunction;
  readonly ranges: Ranges;
  readonly sharing: Sharing;
  readonly effects: EffectsOf;
  readonly globals: ReadonlySet<VariableId>;
  /** Variables that something reads after the loop. */
  readonly liveAfter: ReadonlySet<VariableId>;
  /** Whether the caller knows what to do with selections and folds; else they are conflicts. */
  readonly folding?: boolean;
  /** For a loop that does not stand at the top level. */
  readonly surroundings?: Surroundings;
  /** Text of the source at a place, for messages. */
  textAt(span: Span): string;
}

/** Only of loops that count up by one: blocks are made of those. */
export function analyseLoop(loop: Loop, context: LoopContext): ParallelLoop | Conflict {
  if (asCountedLoop(loop)?.step === 1) return analyseCountedLoop(loop, context);
  return notCounted(loop, 'The loop does not count up by one to a bound that is known before it starts.');
}

/** Of loops with any step. */
export function analyseCountedLoop(loop: Loop, context: LoopContext): ParallelLoop | Conflict {
  const counted = asCountedLoop(loop);
  if (counted?.exact && context.ranges.variable(counted.counter).integer) return new LoopAnalysis(counted, context).run();
  return notCounted(loop, 'The loop does not count to a bound that is known before it starts.');
}

/** Whether the loop starts and ends where it would if it ran later. */
export function hasFixedBounds({ counter, from, limits }: CountedLoop, symbols: Symbols): boolean {
  const bounds = [from, ...limits.map(({ bound }) => bound)].map((bound) => symbols.valueOf(bound).poly);
  return bounds.every((p) => symbols.isStable(p) && isUsable(p) && !atomsOf(p).has(symbols.counterAtom(counter)));
}

function notCounted(loop: Loop, message: string): Conflict {
  const remedy = 'Count with `for (let i = from; i < to; i++)`, up to a bound and by a step that the loop does not change.';
  return refuse(message, [{ what: 'the loop', span: loop.test.span }], remedy);
}

function refuse(message: string, accesses: Conflict['accesses'], remedy?: string): Conflict {
  return { parallel: false, message, accesses, ...(remedy === undefined ? {} : { remedy }) };
}

class LoopAnalysis {
  private readonly symbols: Symbols;
  private readonly pairs: IterationPairs;

  constructor(
    private readonly counted: CountedLoop,
    private readonly context: LoopContext,
  ) {
    this.symbols = new Symbols(context.fn, counted.loop, context.ranges, context.sharing, context.surroundings);
    this.pairs = new IterationPairs(this.symbols, counted);
  }

  run(): ParallelLoop | Conflict {
    const { counted, context, symbols } = this;
    const { fn, ranges, sharing, effects, globals } = context;
    if (!hasFixedBounds(counted, symbols)) {
      const { span } = counted.loop.test;
      const remedy = 'Keep the bound in a `const` before the loop.';
      return refuse('The bounds of the loop may change while it runs.', [{ what: this.text(span), span }], remedy);
    }
    const scalars = classifyScalars(fn, counted.loop, counted.counter, ranges, context.liveAfter);
    const [carried] = scalars.carried;
    if (carried) return this.carriedConflict(carried.variable, [...carried.writes, ...carried.reads]);
    const { reductions, selections, folds, private: own } = scalars;
    const [unfolded] = context.folding
      ? []
      : [...selections.flatMap(({ variables }) => variables), ...folds.map(({ variable }) => variable)];
    if (unfolded !== undefined) return this.carriedConflict(unfolded, accessesOf(counted.loop, unfolded));
    const found = collectAccesses(fn, symbols, sharing, effects, globals);
    const [obstacle] = found.obstacles;
    if (obstacle) {
      const { message, span, remedy } = obstacle;
      return refuse(message, [{ what: this.text(span), span }], remedy);
    }
    const byRoot = new Map<VariableId, Access[]>();
    for (const access of found.accesses) byRoot.set(access.root, [...(byRoot.get(access.root) ?? []), access]);
    const arrays: ArrayUse[] = [];
    for (const [variable, accesses] of byRoot) {
      const shared = this.sharedStorage(variable, accesses, byRoot);
      if (shared) return shared;
      const use = this.analyseArray(variable, accesses);
      if ('message' in use) return use;
      arrays.push(use);
    }
    const lengths = new Set([...found.lengths].filter((id) => !byRoot.has(id)));
    return { parallel: true, counted, symbols, arrays, lengths, reductions, selections, folds, private: own };
  }

  private carriedConflict(variable: VariableId, spans: readonly Span[]): Conflict {
    const name = this.nameOf(variable);
    return refuse(
      `Each iteration needs '${name}' as the one before left it, or the last value is used later.`,
      this.describe(spans),
      `Compute '${name}' from the counter alone, or give each iteration an element of an array for it.`,
    );
  }

  /** Two names for the same storage, of which one is written. */
  private sharedStorage(
    variable: VariableId,
    accesses: readonly Access[],
    all: ReadonlyMap<VariableId, readonly Access[]>,
  ): Conflict | undefined {
    const { sharing, fn, liveAfter } = this.context;
    const writes = accesses.filter(({ write }) => write);
    if (writes.length === 0) return undefined;
    const spans = writes.map(({ span }) => span);
    if (sharing.tangled.has(sharing.classOf(variable)) && isNested(this.context.fn, variable)) {
      return refuse(
        `Elements of '${this.nameOf(variable)}' may be one and the same array.`,
        this.describe(spans),
        'Make each of them with `new`, inside of the function.',
      );
    }
    for (const id of fn.variables.keys()) {
      if (id === variable || this.symbols.insideLoop.has(id) || !sharing.mayShare(id, variable)) continue;
      if (all.has(id) || liveAfter.has(id)) {
        return refuse(
          `'${this.nameOf(id)}' and '${this.nameOf(variable)}' may be the same array.`,
          this.describe(spans),
          'Write into a new array.',
        );
      }
    }
    return undefined;
  }

  private analyseArray(variable: VariableId, accesses: readonly Access[]): ArrayUse | Conflict {
    const reads = accesses.some(({ write }) => !write);
    const writes = accesses.some(({ write }) => write);
    const footprint = footprintOf(accesses, this.symbols, this.counted);
    if (!writes || areApart(footprint, this.symbols, this.counted)) return { variable, reads, writes, footprint };
    const found = conflictsOf(accesses, this.pairs);
    const places = this.describe([...accesses].sort((a, b) => Number(b.write) - Number(a.write)).map(({ span }) => span));
    const apart = { variable, reads, writes, footprint: { from: undefined, to: undefined }, accesses: places };
    if (found.kind === 'none') return apart;
    if (found.kind === 'folded') return { ...apart, folding: found.folding };
    const { fn, sharing, surroundings = [], liveAfter } = this.context;
    const scratch = { fn, loop: this.counted.loop, symbols: this.symbols, sharing, surroundings, liveAfter };
    if (isScratch(variable, scratch)) return { ...apart, scratch: true };
    const name = this.nameOf(variable);
    const remedy = reads
      ? `Write into another array than '${name}', from which the loop also reads, or let each iteration use elements of its own.`
      : `Let each iteration write elements of its own, such as '${name}[i]'.`;
    return refuse(`Two iterations may use the same element of '${name}'.`, places, remedy);
  }

  private nameOf(id: VariableId): string {
    return this.context.fn.variables.get(id)?.name ?? '?';
  }

  private text(span: Span): string {
    return this.context.textAt(span);
  }

  private describe(spans: readonly Span[]): Conflict['accesses'] {
    const seen = new Map(spans.map((span) => [`${span.file}:${span.start}:${span.end}`, span]));
    return [...seen.values()].slice(0, 6).map((span) => ({ what: this.text(span), span }));
  }
}

function isNested(fn: IrFunction, id: VariableId): boolean {
  const type = fn.variables.get(id)?.type;
  return type?.kind === 'array' ? type.element.kind !== 'number' && type.element.kind !== 'boolean' : type?.kind !== 'typed';
}

/** A footprint over a shard's range: the counter of its first and last iteration in place of the counter. */
export function regionOf(use: ArrayUse, loop: ParallelLoop, first: Poly, last: Poly): Footprint {
  return overRange(use.footprint, loop.symbols, loop.counted, first, last);
}
