/**
 * Scratch arrays: every iteration of a loop reads only what it has written itself before, and nothing reads what is left behind. Such
 * an array can be another one for each iteration (array privatisation; Tu and Padua, "Automatic array privatization", 1993).
 */
import {
  type Expression,
  expressionsOf,
  type IrFunction,
  jumpsTo,
  operandsOf,
  type Statement,
  type VariableId,
  variablesRead,
  walkStatements,
} from '../ir/index.js';
import { asCountedLoop, type Loop } from './loops.js';
import { atomPoly, atomsOf, linearIn, minus, ONE, type Poly, plus, printPoly, substitute } from './polynomial.js';
import type { Sharing } from './sharing.js';
import type { Surroundings } from './surroundings.js';
import type { Symbols } from './symbols.js';

/** Elements from `from` on, `to` exclusive. */
interface Region {
  readonly from: Poly;
  readonly to: Poly;
}

/** The regions with one more, and with what it makes of those that it borders on. */
function withRegion(regions: readonly Region[], region: Region): readonly Region[] {
  const meets = (a: Poly, b: Poly): boolean => printPoly(a) === printPoly(b);
  const before = regions.filter(({ to }) => meets(to, region.from)).map(({ from }) => ({ from, to: region.to }));
  const behind = regions.filter(({ from }) => meets(region.to, from)).map(({ to }) => ({ from: region.from, to }));
  return [...regions, region, ...before, ...behind];
}

export interface Scratch {
  readonly fn: IrFunction;
  readonly loop: Loop;
  readonly symbols: Symbols;
  readonly sharing: Sharing;
  readonly surroundings: Surroundings;
  readonly liveAfter: ReadonlySet<VariableId>;
}

export function isScratch(array: VariableId, scratch: Scratch): boolean {
  const { fn, sharing } = scratch;
  const type = fn.variables.get(array)?.type;
  // Whoever called the function still has its parameters.
  if (fn.parameters.includes(array)) return false;
  const isFlat = type?.kind === 'typed' || (type?.kind === 'array' && type.element.kind === 'number');
  const isAlone = ![...fn.variables.keys()].some((id) => id !== array && sharing.mayShare(id, array));
  if (!isFlat || !isAlone || fn.variables.get(array)!.mutable || !isLeftBehind(array, scratch)) return false;
  return new Coverage(array, scratch.symbols).covers(scratch.loop);
}

/**
 * Whether nothing after the loop reads the elements: nothing does, or the loop is the only part of the body of a loop around it that
 * knows the array, so that the next time, too, the loop reads nothing but what it wrote, and nothing does after that one.
 */
function isLeftBehind(array: VariableId, { loop, surroundings, liveAfter, fn }: Scratch): boolean {
  if (!liveAfter.has(array)) return true;
  let inner: Statement = loop;
  for (const around of surroundings.toReversed()) {
    if (around.kind !== 'loop') return false;
    if (around.loop.body.some((statement) => statement !== inner && mentions([statement], array))) return false;
    inner = around.loop;
  }
  const at = fn.body.indexOf(inner);
  return at >= 0 && !mentions(fn.body.slice(at + 1), array);
}

function mentions(statements: readonly Statement[], array: VariableId): boolean {
  let found = false;
  walkStatements(statements, (statement) => {
    if (expressionsOf(statement).some((expression) => variablesRead(expression).has(array))) found = true;
  });
  return found;
}

class Coverage {
  private facts: readonly Poly[] = [];

  constructor(
    private readonly array: VariableId,
    private readonly symbols: Symbols,
  ) {}

  covers(loop: Loop): boolean {
    const counted = asCountedLoop(loop);
    if (!counted || jumpsTo(loop.body, loop.id)) return false;
    this.facts = this.symbols.factsOfLoop(counted);
    return this.list(loop.body, []) !== undefined;
  }

  /** What is written after the list, for what is written before it; undefined when something is read that may not be. */
  private list(statements: readonly Statement[], before: readonly Region[]): readonly Region[] | undefined {
    let written: readonly Region[] | undefined = before;
    for (const statement of statements) {
      written = this.statement(statement, written);
      if (!written) return undefined;
    }
    return written;
  }

  private statement(statement: Statement, written: readonly Region[]): readonly Region[] | undefined {
    if (statement.kind === 'if') return this.branches(statement, written);
    if (statement.kind === 'loop') return this.inner(statement, written);
    if (statement.kind === 'store' && this.isArray(statement.array)) {
      if (!this.areCovered([statement.index, statement.value], written)) return undefined;
      const { poly } = this.symbols.valueOf(statement.index);
      // Other numbers may be others where the element is read.
      const isSteady = [...atomsOf(poly)].every((atom) => this.symbols.isSteady(atom));
      return isSteady ? withRegion(written, { from: poly, to: plus(poly, ONE) }) : written;
    }
    return this.areCovered(expressionsOf(statement), written) ? written : undefined;
  }

  private branches(statement: Extract<Statement, { kind: 'if' }>, written: readonly Region[]): readonly Region[] | undefined {
    if (!this.areCovered([statement.test], written)) return undefined;
    const covered = [true, false].every((outcome) => {
      const branch = outcome ? statement.then : statement.otherwise;
      return this.knowing(this.symbols.factsOf(statement.test, outcome), () => this.list(branch, written)) !== undefined;
    });
    return covered ? written : undefined;
  }

  private inner(loop: Loop, written: readonly Region[]): readonly Region[] | undefined {
    const counted = asCountedLoop(loop);
    if (!counted || !this.symbols.counters.has(counted.counter) || jumpsTo(loop.body, loop.id)) return undefined;
    if (mentions(loop.init, this.array) || !this.areCovered([loop.test], [])) return undefined;
    const after = this.knowing(this.symbols.factsOfLoop(counted), () => this.list(loop.body, written));
    if (!after) return undefined;
    const limit = counted.limits[0];
    if (!limit || !counted.exact || counted.step !== 1) return written;
    const atom = this.symbols.counterAtom(counted.counter);
    const first = this.symbols.valueOf(counted.from);
    const bound = this.symbols.valueOf(limit.bound);
    if (!first.exact || !bound.exact) return written;
    const end = limit.inclusive ? plus(bound.poly, ONE) : bound.poly;
    // Turns that follow on each other without a gap write what lies between the first and the last.
    const regions = after.slice(written.length).flatMap(({ from, to }): Region[] => {
      const next = substitute(from, atom, plus(atomPoly(atom), ONE));
      const grows = linearIn(from, atom) !== undefined && this.isNotNegative(minus(to, from));
      if (!grows || printPoly(next) !== printPoly(to)) return [];
      const joined = { from: substitute(from, atom, first.poly), to: substitute(from, atom, end) };
      return [...atomsOf(joined.from), ...atomsOf(joined.to)].every((one) => this.symbols.isSteady(one)) ? [joined] : [];
    });
    return regions.reduce(withRegion, written);
  }

  private knowing<T>(facts: readonly Poly[], work: () => T): T {
    const outer = this.facts;
    this.facts = [...outer, ...facts];
    const result = work();
    this.facts = outer;
    return result;
  }

  private isNotNegative(goal: Poly): boolean {
    return this.symbols.isNotNegative(goal, this.facts);
  }

  private isArray(expression: Expression): boolean {
    return expression.kind === 'variable' && expression.id === this.array;
  }

  /** Whether the expressions read nothing of the array but what is written; its length may be used. */
  private areCovered(expressions: readonly Expression[], written: readonly Region[]): boolean {
    return expressions.every((expression): boolean => {
      if (this.isArray(expression)) return false;
      if (expression.kind === 'length' && this.isArray(expression.of)) return true;
      if (expression.kind !== 'load' || !this.isArray(expression.array)) return this.areCovered(operandsOf(expression), written);
      return this.areCovered([expression.index], written) && this.isWritten(expression.index, written);
    });
  }

  private isWritten(index: Expression, written: readonly Region[]): boolean {
    const { poly, exact } = this.symbols.valueOf(index);
    if (!exact) return false;
    return written.some(
      ({ from, to }) => this.isNotNegative(minus(poly, from)) && this.isNotNegative(minus(minus(to, poly), ONE)),
    );
  }
}
