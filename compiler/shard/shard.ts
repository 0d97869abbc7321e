/** From a program to blocks with their contracts. */
import { countParameters } from '../analysis/assumptions.js';
import type { Conflict, LoopContext } from '../analysis/dependence.js';
import { analyseEffects, type EffectsOf } from '../analysis/effects.js';
import { ANY, type Interval, UINT31 } from '../analysis/interval.js';
import { type LoopVerdict, loopVerdicts } from '../analysis/loop-verdicts.js';
import { analyseRanges, type RangeRoot, type Ranges } from '../analysis/ranges.js';
import { analyseSharing } from '../analysis/sharing.js';
import {
  cloneFunction,
  type FunctionId,
  type IrFunction,
  type IrProgram,
  type LoopId,
  type Span,
  type Statement,
  type VariableId,
  walkExpressions,
} from '../ir/index.js';
import { appendingLoops, storeInsteadOfAppending } from './appends.js';
import { buildBlocks, type PlacedBlock } from './blocks.js';
import { type Restructured, restructure } from './chunks.js';
import { countUpByOne, steppingLoops } from './counting.js';
import { hoistBounds } from './hoist.js';
import { inlineCalls } from './inline.js';
import { FreshNames } from './names.js';
import { findPieces, type Pieces } from './pieces.js';
import type { ShardPlan } from './plan.js';
import { promoteElements } from './promote.js';
import { reuseElements } from './reuse.js';
import { sharedResults } from './shared-results.js';
import { RANGE_BOUND } from './stepped-block.js';

export interface ShardOptions {
  /** Names of the parameters that may be assumed to be uint31; all that serve as indices or bounds when left out. */
  readonly assume?: readonly string[] | undefined;
  /** Leave everything in one block that runs in program order. */
  readonly oneBlock?: boolean | undefined;
}

type Functions = ReadonlyMap<FunctionId, IrFunction>;

export function shard(program: IrProgram, options: ShardOptions = {}): ShardPlan {
  return new Sharding(program, options).sharded().plan;
}

/** What each loop of the entry function is, with calls put in place where that is possible. */
export function explainLoops(program: IrProgram, options: ShardOptions = {}): LoopVerdict[] {
  return new Sharding(program, options).findings().own;
}

export interface Findings {
  /** The entry function, with calls put in place where that is possible. */
  readonly fn: IrFunction;
  /** On its loops. */
  readonly own: LoopVerdict[];
  /** On the loops of the functions that it still calls. */
  called(): LoopVerdict[];
}

export function findLoops(program: IrProgram, options: ShardOptions = {}): Findings {
  return new Sharding(program, options).findings();
}

/** The plan, and why loops at the top level of the function became no blocks of their own. */
export function shardWithRefusals(program: IrProgram, options: ShardOptions = {}): Sharded {
  return new Sharding(program, options).sharded();
}

interface Sharded {
  readonly plan: ShardPlan;
  readonly refusals: ReadonlyMap<LoopId, Conflict>;
  /** The loop of the source that a loop was made of, for those of another form. */
  readonly origins: ReadonlyMap<LoopId, LoopId>;
}

class Sharding {
  private readonly functions: Functions;
  private readonly effects: EffectsOf;
  private readonly names: FreshNames;
  private readonly entry: IrFunction;
  private readonly parameters = new Map<VariableId, Interval>();

  constructor(
    private readonly program: IrProgram,
    private readonly options: ShardOptions,
  ) {
    this.functions = new Map([...program.functions].map(([id, fn]) => [id, cloneFunction(fn)]));
    this.effects = analyseEffects(this.functions);
    this.names = new FreshNames(program);
    const entry = withReturn(this.functions.get(program.entry)!);
    // A function that calls itself stays as it is for those calls; blocks are made of a copy.
    this.entry = this.effects.get(entry.id)!.recursive ? this.names.copyOf(entry) : entry;
    const assumed = new Set(options.assume ?? countParameters(this.entry, { functions: this.functions }));
    for (const id of this.entry.parameters) {
      const { name, type } = this.entry.variables.get(id)!;
      if (type.kind === 'number') this.parameters.set(id, assumed.has(name) ? UINT31 : ANY);
    }
  }

  sharded(): Sharded {
    const chosen = this.options.oneBlock ? this.uncut() : this.bestCut();
    const { conflicts } = chosen.found;
    const refusals = new Map<LoopId, Conflict>();
    for (const [statement, conflict] of conflicts) if (statement.kind === 'loop') refusals.set(statement.id, conflict);
    return { plan: this.planOf(chosen), refusals, origins: chosen.origins };
  }

  private planOf(chosen: Cut): ShardPlan {
    const { entry, program } = this;
    const placed = this.promoted(this.blocksOf(chosen), chosen);
    const blocks = placed.map(({ block }) => block);
    const functions = this.calledFrom(blocks.map(({ fn }) => fn));
    return {
      entry: { name: entry.name, file: entry.span.file },
      parameters: entry.parameters.map((id) => {
        const { name, type } = entry.variables.get(id)!;
        return this.parameters.get(id) === UINT31 ? { name, type, assume: 'uint31' } : { name, type };
      }),
      returns: entry.returns,
      blocks,
      functions,
      globals: program.globals,
      ranges: analyseRanges({ roots: placed.map((block) => rootOf(block, chosen)), functions, globals: program.globals }),
      sources: program.sources,
    };
  }

  private bestCut(): Cut {
    const whole = this.cut(this.inlined());
    // Copies of functions are of use only where a loop became parallel.
    if (whole.found.pieces.some(({ kind }) => kind !== 'plain')) return whole;
    const plain = this.cut(this.entry);
    const conflicts = new Map([...whole.found.conflicts, ...plain.found.conflicts]);
    return { ...plain, found: { ...plain.found, conflicts } };
  }

  private uncut(): Cut {
    const fn = this.entry;
    const ranges = this.rangesOf(fn);
    const pieces: Pieces['pieces'] = [{ kind: 'plain', statements: fn.body }];
    return {
      fn,
      ranges,
      sharing: this.loopContext(fn, ranges).sharing,
      found: { pieces, cheap: new Map(), conflicts: new Map(), sharing: [] },
      origins: new Map(),
    };
  }

  private inlined(): IrFunction {
    const { entry, effects, names, functions } = this;
    return cloneFunction(inlineCalls(entry, { functions, effects, names }));
  }

  findings(): Findings {
    const fn = this.inlined();
    const ranges = this.rangesOf(fn);
    const verdictsOf = (one: IrFunction): LoopVerdict[] => loopVerdicts(one, this.loopContext(one, ranges));
    return { fn, own: verdictsOf(fn), called: () => [...this.calledFrom([fn]).values()].flatMap(verdictsOf) };
  }

  private loopContext(fn: IrFunction, ranges: Ranges): Omit<LoopContext, 'liveAfter'> {
    return {
      fn,
      ranges,
      sharing: analyseSharing(fn, this.effects, true),
      effects: this.effects,
      globals: new Set(this.program.globals.map(({ variable }) => variable.id)),
      textAt: (span) => this.textAt(span),
    };
  }

  private rangesOf(fn: IrFunction): Ranges {
    const { functions, program, parameters } = this;
    return analyseRanges({ roots: [{ fn, parameters }], functions, globals: program.globals });
  }

  /** The function cut into pieces, with what is known of it. */
  private cut(start: IrFunction): Cut {
    const ranges = this.rangesOf(start);
    const changed = (loops: ReadonlySet<LoopId>): Cut => {
      const fn = cloneFunction(countUpByOne(start, loops, ranges, this.names));
      return this.cutCounted(fn, this.rangesOf(fn));
    };
    return whereParallel(steppingLoops(start, ranges), changed, () => this.cutCounted(start, ranges));
  }

  private cutCounted(start: IrFunction, before: Ranges): Cut {
    const hoisted = hoistBounds(start, before, this.names);
    const fn = hoisted === start ? start : cloneFunction(hoisted);
    const ranges = fn === start ? before : this.rangesOf(fn);
    const changed = (loops: ReadonlySet<LoopId>): Cut => {
      const storing = cloneFunction(storeInsteadOfAppending(fn, loops, ranges));
      return this.restructured(this.piecesOf(storing, this.rangesOf(storing)));
    };
    return whereParallel(appendingLoops(fn, ranges), changed, () => this.restructured(this.piecesOf(fn, ranges)));
  }

  private piecesOf(fn: IrFunction, ranges: Ranges, { settled, origins }: Restructuring = NOTHING_CHANGED): Cut {
    const context = this.loopContext(fn, ranges);
    return { fn, ranges, sharing: context.sharing, found: findPieces(fn, this.functions, context, settled), origins };
  }

  /** Loops that leave shared results behind, in a form in which they are parallel, where there is one. */
  private restructured(cut: Cut): Cut {
    const found = cut.found.sharing.flatMap((loop) => {
      const results = sharedResults(loop, cut.fn, cut.ranges);
      const restructured = results && restructure(loop, results, cut.fn, this.names);
      return restructured ? [{ loop: loop.counted.loop, ...restructured }] : [];
    });
    const changed = (chosen: typeof found): Cut => {
      const { fn, ...restructuring } = replaceLoops(cut.fn, chosen);
      return this.piecesOf(fn, this.rangesOf(fn), restructuring);
    };
    if (found.length === 0) return cut;
    const tried = changed(found);
    const isParallel = (id: LoopId): boolean =>
      tried.found.pieces.some((piece) => piece.kind === 'range' && piece.statement.id === id);
    const chosen = found.filter(({ parallel }) => parallel.every(isParallel));
    if (chosen.length === found.length) return tried;
    return chosen.length === 0 ? cut : changed(chosen);
  }

  private blocksOf({ fn, ranges, sharing, found }: Cut): PlacedBlock[] {
    const { functions, effects, names } = this;
    const keepWhole = this.options.oneBlock ?? false;
    return buildBlocks(found, {
      fn,
      functions,
      effects,
      sharing,
      ranges,
      names,
      keepWhole,
      lineAt: (span) => this.linesOf(span),
    });
  }

  /** Blocks in which loops keep elements in variables. */
  private promoted(placed: readonly PlacedBlock[], cut: Cut): readonly PlacedBlock[] {
    const { effects, functions, program } = this;
    const roots = placed.map((block) => rootOf(block, cut));
    const ranges = analyseRanges({ roots, functions, globals: program.globals });
    const globals = new Set(program.globals.map(({ variable }) => variable.id));
    return placed.map(({ block, start }) => {
      const { fn } = block;
      const context = { fn, ranges, sharing: cut.sharing, effects, globals, textAt: (span: Span) => this.textAt(span) };
      const kept = promoteElements(context, this.names);
      return { block: { ...block, fn: reuseElements(kept, cut.sharing, this.names) }, start };
    });
  }

  private calledFrom(roots: readonly IrFunction[]): Functions {
    const called = new Map<FunctionId, IrFunction>();
    const open = roots.map(({ body }) => body);
    for (let body = open.pop(); body; body = open.pop()) {
      walkExpressions(body, (expression) => {
        if (expression.kind !== 'call' || called.has(expression.callee)) return;
        const fn = this.functions.get(expression.callee)!;
        called.set(fn.id, fn);
        open.push(fn.body);
      });
    }
    return called;
  }

  private textAt({ file, start, end }: Span): string {
    const text = this.program.sources.get(file)?.slice(start, end).replace(/\s+/g, ' ') ?? '';
    return text.length > 60 ? `${text.slice(0, 57)}...` : text;
  }

  private linesOf({ file, line, start, end }: Span): readonly [number, number] {
    const covered = this.program.sources.get(file)?.slice(start, end) ?? '';
    return [line, line + covered.split('\n').length - 1];
  }
}

interface Cut {
  readonly fn: IrFunction;
  readonly ranges: Ranges;
  readonly sharing: ReturnType<typeof analyseSharing>;
  readonly found: Pieces;
  readonly origins: ReadonlyMap<LoopId, LoopId>;
}

interface Restructuring {
  readonly settled: ReadonlySet<LoopId>;
  readonly origins: ReadonlyMap<LoopId, LoopId>;
}

const NOTHING_CHANGED: Restructuring = { settled: new Set(), origins: new Map() };

function replaceLoops(
  fn: IrFunction,
  chosen: readonly (Restructured & { readonly loop: Statement })[],
): Restructuring & { readonly fn: IrFunction } {
  const variables = new Map(fn.variables);
  const settled = new Set<LoopId>();
  const origins = new Map<LoopId, LoopId>();
  const body = fn.body.flatMap((statement) => {
    const found = chosen.find(({ loop }) => loop === statement);
    if (!found || statement.kind !== 'loop') return [statement];
    for (const variable of found.added) variables.set(variable.id, variable);
    for (const id of found.merging) settled.add(id);
    for (const id of found.parallel) origins.set(id, statement.id);
    return found.statements;
  });
  return { fn: cloneFunction({ ...fn, variables, body }), settled, origins };
}

/** Changes loops only where that makes them parallel: first tries all, then changes those for which it did. */
function whereParallel(candidates: ReadonlySet<LoopId>, changed: (loops: ReadonlySet<LoopId>) => Cut, unchanged: () => Cut): Cut {
  if (candidates.size === 0) return unchanged();
  const tried = changed(candidates);
  const parallel = tried.found.pieces.flatMap((piece) => (piece.kind === 'range' ? [piece.statement.id] : []));
  const chosen = new Set(parallel.filter((id) => candidates.has(id)));
  if (chosen.size === candidates.size) return tried;
  const result = chosen.size === 0 ? unchanged() : changed(chosen);
  // What stood in the way of a changed loop says more than that it was not changed.
  const conflicts = new Map(result.found.conflicts);
  for (const [statement, conflict] of tried.found.conflicts) {
    if (statement.kind !== 'loop' || !candidates.has(statement.id)) continue;
    const same = [...conflicts.keys()].find((other) => other.kind === 'loop' && other.id === statement.id);
    if (same) conflicts.set(same, conflict);
  }
  return { ...result, found: { ...result.found, conflicts } };
}

/** A function that ends without `return` gets one. */
function withReturn(fn: IrFunction): IrFunction {
  if (fn.returns.kind !== 'void' || fn.body.at(-1)?.kind === 'return') return fn;
  return { ...fn, body: [...fn.body, { kind: 'return', span: fn.span }] };
}

/** A block as a function whose parameters hold what they held at that place of the whole. */
function rootOf({ block, start }: PlacedBlock, { fn: whole, ranges }: Cut): RangeRoot {
  const { fn, range, term } = block;
  const body: readonly Statement[] = range ? [...range.prologue, ...fn.body] : fn.body;
  const before = ranges.before(start);
  const parameters = new Map<VariableId, Interval>();
  for (const id of fn.parameters) {
    const variable = fn.variables.get(id);
    if (variable?.type.kind !== 'number') continue;
    if (id === block.steps?.lo || id === block.steps?.hi) {
      parameters.set(id, RANGE_BOUND);
      continue;
    }
    // What changes on the way may have changed since the place that is looked at.
    const here = whole.variables.get(id)?.mutable ? undefined : before?.get(id);
    parameters.set(id, here ?? ranges.variable(id));
  }
  if (range && start.kind === 'loop') parameters.set(range.counter, counterOf(start, range.counter, ranges));
  const observed = new Set(block.items.filter(({ item }) => item.mode !== 'in').map(({ variable }) => variable));
  if (term?.kind === 'variable') observed.add(term.id);
  return { fn: { ...fn, body }, parameters, observed };
}

/** What the counter holds in iterations, without the value that ends the loop. */
function counterOf(loop: Extract<Statement, { kind: 'loop' }>, counter: VariableId, ranges: Ranges): Interval {
  const [first] = loop.body;
  return (first && ranges.before(first)?.get(counter)) ?? ranges.variable(counter);
}
