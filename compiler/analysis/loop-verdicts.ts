/** What each loop of a function is, at any depth: whether its iterations are independent, and if not, why. */
import {
  bodiesOf,
  type IrFunction,
  type LoopHint,
  type LoopId,
  type Span,
  type Statement,
  type VariableId,
} from '../ir/index.js';
import { analyseCountedLoop, type Conflict, type LoopContext, type ParallelLoop } from './dependence.js';
import { liveAfterLoops } from './liveness.js';
import { asCountedLoop, type Loop } from './loops.js';
import type { Surroundings } from './surroundings.js';
import { slopeOf } from './wavefront.js';

/**
 * - doall: the iterations can run in any order and at the same time.
 * - reduction: they can but for the folding of their terms, which keeps its order.
 * - scan: they can once it is known what the iterations before a part come to, for which the part is folded first.
 * - wavefront: together with the loop around it the loop can run along diagonals.
 * - sequential: none of that could be proven.
 */
export type LoopKind = 'doall' | 'reduction' | 'scan' | 'wavefront' | 'sequential';

export interface LoopVerdict {
  readonly loop: LoopId;
  /** Counters from the outermost loop down to this one, as `t/i/j`; the second loop of a name in one body is `i#2`. */
  readonly name: string;
  readonly kind: LoopKind;
  /** A sentence. */
  readonly reason: string;
  /** The places that the reason is about. */
  readonly accesses: Conflict['accesses'];
  /** What change would make a sequential loop parallel, where one is known. */
  readonly remedy?: string;
  readonly hint?: LoopHint;
  readonly span: Span;
}

type Finding = Pick<LoopVerdict, 'kind' | 'reason' | 'accesses' | 'remedy'>;

export type VerdictContext = Omit<LoopContext, 'fn' | 'liveAfter' | 'surroundings'>;

/** In the order of the source, a loop before those inside of it. */
export function loopVerdicts(fn: IrFunction, context: VerdictContext): LoopVerdict[] {
  return new Verdicts(fn, context).all();
}

class Verdicts {
  private readonly found: LoopVerdict[] = [];
  private readonly liveAfter: ReadonlyMap<LoopId, ReadonlySet<VariableId>>;

  constructor(
    private readonly fn: IrFunction,
    private readonly context: VerdictContext,
  ) {
    this.liveAfter = liveAfterLoops(fn.body);
  }

  all(): LoopVerdict[] {
    this.list(this.fn.body, '', [], new Map());
    return this.found;
  }

  /** `names`: how often each name has been given in the body so far. */
  private list(statements: readonly Statement[], prefix: string, surroundings: Surroundings, names: Map<string, number>): void {
    for (const statement of statements) {
      if (statement.kind === 'loop') this.loop(statement, prefix, surroundings, names);
      else if (statement.kind === 'if') {
        for (const outcome of [true, false]) {
          const branch = outcome ? statement.then : statement.otherwise;
          this.list(branch, prefix, [...surroundings, { kind: 'branch', statement, outcome }], names);
        }
      } else for (const body of bodiesOf(statement)) this.list(body, prefix, surroundings, names);
    }
  }

  private loop(loop: Loop, prefix: string, surroundings: Surroundings, names: Map<string, number>): void {
    const counter = asCountedLoop(loop)?.counter;
    const word = (counter === undefined ? undefined : this.fn.variables.get(counter)?.name) ?? 'while';
    const count = (names.get(word) ?? 0) + 1;
    names.set(word, count);
    const name = `${prefix}${word}${count > 1 ? `#${count}` : ''}`;
    const { id, span, hint } = loop;
    this.found.push({ loop: id, name, span, ...this.verdictOf(loop, surroundings), ...(hint ? { hint } : {}) });
    this.list(loop.body, `${name}/`, [...surroundings, { kind: 'loop', loop }], new Map());
  }

  private verdictOf(loop: Loop, surroundings: Surroundings): Finding {
    const liveAfter = this.liveAfter.get(loop.id) ?? new Set();
    const result = analyseCountedLoop(loop, { ...this.context, fn: this.fn, liveAfter, surroundings, folding: true });
    if (!result.parallel) {
      const { message: reason, accesses, remedy } = result;
      const sequential: Finding = { kind: 'sequential', reason, accesses, ...(remedy === undefined ? {} : { remedy }) };
      return this.wavefront(loop, surroundings) ?? sequential;
    }
    const scanned = result.folds.filter((fold) => fold.scanned).map((fold) => this.quoted(fold.variable));
    if (scanned.length > 0) {
      const them = scanned.length > 1 ? 'them' : 'it';
      const reason = `Each iteration needs the ${scanned.join(' and ')} of the one before, but parts of the loop can fold ${them} with the same bits, and then start from what those before come to.`;
      return { kind: 'scan', reason, accesses: [] };
    }
    if (result.selections.length > 0) return { kind: 'reduction', reason: this.choice(result), accesses: [] };
    const folded = this.folded(result);
    if (folded.length === 0) return { kind: 'doall', reason: this.independence(result), accesses: [] };
    return {
      kind: 'reduction',
      reason: `The iterations share nothing but ${folded.map((name) => `'${name}'`).join(' and ')}, into which each folds its terms.`,
      accesses: [],
    };
  }

  private independence({ arrays }: ParallelLoop): string {
    const scratch = arrays
      .filter((use) => use.scratch)
      .map(({ variable }) => `'${this.fn.variables.get(variable)?.name ?? '?'}'`);
    if (scratch.length === 0) return 'No iteration uses what another one writes.';
    return `No iteration uses what another one writes, once each has ${scratch.join(' and ')} for itself.`;
  }

  /** With the loop around it, when that one is no better. */
  private wavefront(loop: Loop, surroundings: Surroundings): Finding | undefined {
    const around = surroundings.at(-1);
    if (around?.kind !== 'loop') return undefined;
    const outer = this.found.find((verdict) => verdict.loop === around.loop.id);
    if (outer?.kind !== 'sequential' && outer?.kind !== 'wavefront') return undefined;
    const liveAfter = this.liveAfter.get(around.loop.id) ?? new Set();
    const slope = slopeOf(around.loop, loop, {
      ...this.context,
      fn: this.fn,
      liveAfter,
      surroundings: surroundings.slice(0, -1),
    });
    if (slope === undefined) return undefined;
    const steps = slope === 1 ? 'a step' : `${slope} steps`;
    const reason = `An iteration can run as soon as the row before is ${steps} ahead.`;
    return { kind: 'wavefront', reason, accesses: [] };
  }

  private choice({ selections }: ParallelLoop): string {
    const names = selections.flatMap(({ variables }) => variables).map((id) => this.quoted(id));
    return `The iterations share nothing but the best candidate, ${names.join(' and ')}: the best of each part is compared in order.`;
  }

  private quoted(id: VariableId): string {
    return `'${this.fn.variables.get(id)?.name ?? '?'}'`;
  }

  private folded({ reductions, folds, arrays }: ParallelLoop): string[] {
    const variables = [...reductions, ...folds, ...arrays.filter(({ folding }) => folding !== undefined)];
    return variables.map(({ variable }) => this.fn.variables.get(variable)?.name ?? '?');
  }
}
