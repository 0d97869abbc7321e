/** What became of each loop of a program, and why: verdicts beside the plan. */
import { costOf } from '../analysis/cost.js';
import type { LoopVerdict } from '../analysis/loop-verdicts.js';
import type { Loop } from '../analysis/loops.js';
import type { Diagnostic } from '../diagnostic.js';
import { bodiesOf, type IrProgram, type LoopId, type Span, type Statement, walkStatements } from '../ir/index.js';
import type { BlockKind, Polynomial, Reason, SourceLocation } from '../manifest.js';
import { unproven } from '../unproven.js';
import { bytesOf } from './contract-bytes.js';
import type { BlockPlan } from './plan.js';
import { findLoops, type ShardOptions, shardWithRefusals } from './shard.js';

export interface LoopExplanation extends Pick<LoopVerdict, 'name' | 'kind' | 'reason' | 'remedy' | 'hint'> {
  readonly at: SourceLocation;
  readonly lines: readonly [number, number];
  readonly accesses: Reason['accesses'];
  /** The block that the loop became. */
  readonly block?: string;
  /** Of a loop that became none, though it could run in parallel. */
  readonly whyNoBlock?: string;
  /** Abstract operations of one iteration, a guess where data decide. */
  readonly operations: { readonly count: number; readonly exact: boolean };
}

/** What a block costs. */
export interface BlockCost {
  readonly id: string;
  readonly kind: BlockKind;
  readonly lines: readonly [number, number];
  /** Abstract operations, of one iteration in range and reduce blocks; missing when it depends on data. */
  readonly operations?: number;
  /** What a shard is sent or sends back; bytes over the shard's range [lo, hi) where they can be told. */
  readonly contract: readonly { readonly name: string; readonly mode: string; readonly bytes?: Polynomial }[];
}

export interface PlanExplanation {
  readonly function: string;
  readonly loops: readonly LoopExplanation[];
  readonly blocks: readonly BlockCost[];
}

export function explainPlan(program: IrProgram, options: ShardOptions = {}): PlanExplanation {
  return new Explaining(program, options).all();
}

/** What stands in the way of loops that are to be parallel. The answer does not depend on the arguments of a call. */
export function unprovenHints(program: IrProgram): Diagnostic[] {
  if (!asksForParallel(program)) return [];
  const { loops } = explainPlan(program);
  const open = loops.filter(({ hint, kind }) => hint === 'parallel' && (kind === 'wavefront' || kind === 'sequential'));
  return open.map(({ at, reason, accesses, remedy }) => {
    const lines = [...new Set(accesses.map((access) => access.at.line))].sort((a, b) => a - b);
    const where = lines.length === 0 ? '' : ` See line${lines.length > 1 ? 's' : ''} ${lines.join(', ')}.`;
    return unproven(at, `${reason}${where}`, remedy ?? 'Leave the comment out: the loop runs in order.');
  });
}

function asksForParallel({ functions }: IrProgram): boolean {
  let found = false;
  for (const { body } of functions.values()) {
    walkStatements(body, (statement) => {
      if (statement.kind === 'loop' && statement.hint === 'parallel') found = true;
    });
  }
  return found;
}

/** Where a loop stands. */
interface Place {
  readonly loop: Loop;
  readonly around: LoopId | undefined;
  readonly inBranch: boolean;
}

class Explaining {
  private readonly sharded: ReturnType<typeof shardWithRefusals>;
  private readonly found: ReturnType<typeof findLoops>;
  private readonly places = new Map<LoopId, Place>();
  private readonly called = new Map<LoopId, Loop>();

  constructor(
    private readonly program: IrProgram,
    options: ShardOptions,
  ) {
    this.sharded = shardWithRefusals(program, options);
    this.found = findLoops(program, options);
    this.locate(this.found.fn.body, undefined, false);
    for (const { body } of program.functions.values()) {
      walkStatements(body, (statement) => {
        if (statement.kind === 'loop') this.called.set(statement.id, statement);
      });
    }
  }

  all(): PlanExplanation {
    const own = this.found.own.map((verdict) => this.own(verdict));
    const called = this.found.called().map((verdict) => this.base(verdict, this.called.get(verdict.loop)!));
    const whyNoBlock = 'Blocks are made of the loops of the function itself; this one belongs to a function that it calls.';
    return {
      function: this.found.fn.name,
      loops: [...own, ...called.map((loop) => (loop.kind === 'sequential' ? loop : { ...loop, whyNoBlock }))],
      blocks: this.sharded.plan.blocks.map(costOfBlock),
    };
  }

  private locate(statements: readonly Statement[], around: LoopId | undefined, inBranch: boolean): void {
    for (const statement of statements) {
      if (statement.kind === 'loop') this.places.set(statement.id, { loop: statement, around, inBranch });
      const inside = statement.kind === 'loop' ? statement.id : around;
      for (const body of bodiesOf(statement)) this.locate(body, inside, inBranch || statement.kind === 'if');
    }
  }

  private own(verdict: LoopVerdict): LoopExplanation {
    const base = this.base(verdict, this.places.get(verdict.loop)!.loop);
    const block = this.blockOf(verdict.loop);
    if (!block) return verdict.kind === 'sequential' ? base : { ...base, whyNoBlock: this.whyNoBlock(verdict) };
    const { remedy: _, ...rest } = base;
    if (block.steps || (verdict.kind !== 'sequential' && verdict.kind !== 'wavefront')) return { ...rest, block: block.id };
    // The planner changes loops that step or append before it looks at them.
    return {
      ...rest,
      kind: block.kind === 'reduce' ? 'reduction' : 'doall',
      reason: 'The iterations are independent once they count up by one and store their elements where they belong.',
      accesses: [],
      block: block.id,
    };
  }

  private base({ name, kind, reason, accesses, remedy, hint, span }: LoopVerdict, loop: Loop): LoopExplanation {
    const { operations, known } = costOf(loop.body, this.program.functions);
    return {
      name,
      kind,
      at: placeOf(span),
      lines: this.linesOf(span),
      reason,
      accesses: accesses.map((access) => ({ what: access.what, at: placeOf(access.span) })),
      ...(remedy === undefined ? {} : { remedy }),
      ...(hint ? { hint } : {}),
      operations: { count: operations, exact: known },
    };
  }

  private blockOf(loop: LoopId): BlockPlan | undefined {
    const { plan, origins } = this.sharded;
    return plan.blocks.findLast(
      ({ range, steps }) =>
        (range && (origins.get(range.loop) ?? range.loop) === loop) || steps?.loop === loop || steps?.shared.includes(loop),
    );
  }

  private whyNoBlock({ loop, kind, hint }: LoopVerdict): string {
    if (hint === 'sequential') return "Its comment asks for it: '@shoal sequential'.";
    const { around, inBranch } = this.places.get(loop)!;
    for (let outer = around; outer !== undefined; outer = this.places.get(outer)!.around) {
      const block = this.blockOf(outer);
      if (block) {
        const part = block.steps && block.steps.loop !== outer ? `is shared in block ${block.id}` : `is block ${block.id}`;
        return `It runs inside of each iteration of '${this.nameOf(outer)}', which ${part}.`;
      }
    }
    if (kind === 'wavefront') return 'Blocks are not made along diagonals yet.';
    const refusal = this.sharded.refusals.get(loop);
    if (refusal) return refusal.message;
    if (around !== undefined) {
      return `Blocks are made of loops that stand in no other loop; this one runs inside of '${this.nameOf(around)}'.`;
    }
    if (inBranch) return "Blocks are made of statements at the top level of the function; this loop stands inside of an 'if'.";
    return 'One iteration of it can not be cut out of the function.';
  }

  private nameOf(loop: LoopId): string {
    return this.found.own.find((verdict) => verdict.loop === loop)?.name ?? '?';
  }

  private linesOf({ file, line, start, end }: Span): readonly [number, number] {
    const covered = this.program.sources.get(file)?.slice(start, end) ?? '';
    return [line, line + covered.split('\n').length - 1];
  }
}

function placeOf({ file, line, column }: Span): SourceLocation {
  return { file, line, column };
}

function costOfBlock({ id, kind, lines, cost, items }: BlockPlan): BlockCost {
  const contract = items.map(({ item }) => {
    const bytes = bytesOf(item);
    return { name: item.name, mode: item.mode, ...(bytes ? { bytes } : {}) };
  });
  return { id, kind, lines, ...(cost === undefined ? {} : { operations: cost }), contract };
}
