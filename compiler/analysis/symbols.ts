/**
 * Numbers inside of one loop as polynomials over what does not change in it and its counters, and bounds of such polynomials.
 *
 * JavaScript computes in doubles. An expression is taken for its polynomial only when all results on the way are exact, or when an
 * inexact one is so great that an index made of it is out of bounds, which ends the run (`isExactOrGreat`).
 */
import { type Expression, expressionsOf, type IrFunction, type Statement, type VariableId, walkStatements } from '../ir/index.js';
import { type AtomBounds, type Bounds, beyondBoth, type Elimination, eliminate } from './elimination.js';
import { factsOfCounting, factsOfTest } from './facts.js';
import type { Interval } from './interval.js';
import { asCountedLoop, type CountedLoop, type Loop } from './loops.js';
import {
  type Atom,
  atomPoly,
  atomsOf,
  constantPoly,
  minus,
  ONE,
  type Poly,
  plus,
  printPoly,
  scale,
  times,
  ZERO,
} from './polynomial.js';
import { type Facts, isNotNegative } from './prover.js';
import type { Ranges } from './ranges.js';
import type { Sharing } from './sharing.js';
import { factsAround, type Surroundings } from './surroundings.js';

export interface SymbolicValue {
  readonly poly: Poly;
  /** Whether every result on the way is exact; else an inexact one is at least 2^49. */
  readonly exact: boolean;
}

export interface AtomInfo extends AtomBounds {
  readonly variable?: VariableId;
  readonly lengthOf?: VariableId;
}

/** Values beyond which sums are not trusted even as "great". */
const SMALL = 2 ** 41;
const OPAQUE_ORDER = 1000;

export class Symbols implements Elimination {
  /** Counted loops inside of the loop and the loop itself, by counter. */
  readonly counters = new Map<VariableId, CountedLoop>();
  readonly insideLoop = new Set<VariableId>();
  private readonly atoms = new Map<Atom, AtomInfo>();
  private readonly opaque = new Map<Expression, Atom>();
  private readonly definitions = new Map<VariableId, Expression>();
  private readonly assigned = new Set<VariableId>();
  private readonly resized = new Set<VariableId>();
  private readonly depths = new Map<VariableId, number>();
  private facts: readonly Poly[] = [];
  private readonly proven = new Map<string, boolean>();

  constructor(
    private readonly fn: IrFunction,
    readonly loop: Loop,
    private readonly ranges: Ranges,
    private readonly sharing: Sharing,
    surroundings: Surroundings = [],
  ) {
    walkStatements(fn.body, (statement) => {
      if (statement.kind === 'let' && !this.variable(statement.variable)?.mutable) {
        this.definitions.set(statement.variable, statement.value);
      }
    });
    this.explore(loop, 1);
    this.facts = factsAround(surroundings, this, ranges);
  }

  /** What holds around the loop and in it. */
  get factsAround(): readonly Poly[] {
    return this.facts;
  }

  /** Runs `work` where these polynomials are known not to be negative. */
  under<T>(facts: readonly Poly[], work: () => T): T {
    const outer = this.facts;
    this.facts = [...outer, ...facts];
    try {
      return work();
    } finally {
      this.facts = outer;
    }
  }

  isNotNegative(goal: Poly, more: readonly Poly[] = []): boolean {
    const facts = [...more, ...this.facts];
    const key = `${printPoly(goal)} | ${facts.map(printPoly).join(', ')}`;
    const known = this.proven.get(key) ?? isNotNegative(goal, this.knowledge(facts));
    this.proven.set(key, known);
    return known;
  }

  private knowledge(notNegative: readonly Poly[]): Facts {
    return { least: (atom) => this.atoms.get(atom)?.least ?? -Infinity, notNegative };
  }

  atomInfo(atom: Atom): AtomInfo {
    return this.atoms.get(atom)!;
  }

  isStable(p: Poly): boolean {
    return [...atomsOf(p)].every((atom) => this.atoms.get(atom)?.stable);
  }

  /** Whether the atom stands for the same number in all of one turn of the loops around: it does not change, or counts one of them. */
  isSteady(atom: Atom): boolean {
    const info = this.atoms.get(atom);
    return info !== undefined && (info.stable || (info.variable !== undefined && this.counters.has(info.variable)));
  }

  counterAtom(counter: VariableId): Atom {
    const atom = `v${counter}`;
    if (!this.atoms.has(atom)) this.addCounter(atom, this.counters.get(counter)!);
    return atom;
  }

  /** Always gives a value: what is no polynomial becomes an atom of its own. */
  valueOf(expression: Expression): SymbolicValue {
    return this.translate(expression, false) ?? this.opaqueValue(expression);
  }

  /** Whether the expression has no value but whole numbers. */
  isInteger(expression: Expression): boolean {
    const { integer, nan } = this.ranges.expression(expression);
    return integer && !nan;
  }

  /** Bounds of a polynomial over stable atoms and the counter of the loop. */
  boundsOf(p: Poly): Bounds {
    return { lower: eliminate(p, false, this), upper: eliminate(p, true, this) };
  }

  /** What a test that came out as `truth` says of its operands. */
  factsOf(test: Expression, truth: boolean): Poly[] {
    return factsOfTest(test, truth, this, this.ranges);
  }

  /** What holds in the body of a counted loop. */
  factsOfLoop(counted: CountedLoop): Poly[] {
    return factsOfCounting(counted, this, this.ranges);
  }

  nameOf(id: VariableId): string {
    return this.variable(id)?.name ?? '?';
  }

  private variable(id: VariableId) {
    return this.fn.variables.get(id);
  }

  private explore(loop: Loop, depth: number): void {
    const counted = asCountedLoop(loop);
    if (counted && this.ranges.variable(counted.counter).integer) {
      this.counters.set(counted.counter, counted);
      this.depths.set(counted.counter, depth);
    }
    for (const list of [loop.init, loop.body, loop.update]) this.exploreList(list, depth);
  }

  private exploreList(list: readonly Statement[], depth: number): void {
    for (const statement of list) {
      if (statement.kind === 'let') this.insideLoop.add(statement.variable);
      if (statement.kind === 'assign') this.assigned.add(statement.variable);
      if (statement.kind === 'if') for (const body of [statement.then, statement.otherwise]) this.exploreList(body, depth);
      if (statement.kind === 'loop') this.explore(statement, depth + 1);
      for (const id of this.resizedBy(statement)) this.resized.add(this.sharing.classOf(id));
    }
  }

  private resizedBy(statement: Statement): readonly VariableId[] {
    return expressionsOf(statement).flatMap((expression) => this.sharing.writtenBy(expression));
  }

  /** `outside`: the expression was evaluated before the loop, so that what may have changed since then can not be named. */
  private translate(expression: Expression, outside: boolean): SymbolicValue | undefined {
    switch (expression.kind) {
      case 'number':
        return Number.isSafeInteger(expression.value) ? { poly: constantPoly(expression.value + 0), exact: true } : undefined;
      case 'variable':
        return this.variableValue(expression.id, outside);
      case 'unary': {
        if (expression.operator !== '-' && expression.operator !== '+') return undefined;
        const operand = this.translate(expression.operand, outside) ?? this.inner(expression.operand, outside);
        if (!operand || expression.operator === '+') return operand;
        return operand.exact ? { poly: scale(operand.poly, -1), exact: true } : undefined;
      }
      case 'binary':
        return this.binary(expression, outside);
      case 'length':
        return this.length(expression.of, outside);
      default:
        return undefined;
    }
  }

  private inner(expression: Expression, outside: boolean): SymbolicValue | undefined {
    return outside ? undefined : this.opaqueValue(expression);
  }

  private binary(expression: Extract<Expression, { kind: 'binary' }>, outside: boolean): SymbolicValue | undefined {
    const { operator, left, right } = expression;
    if (operator === '|' && right.kind === 'number' && right.value === 0) {
      const whole = this.ranges.expression(left);
      const same = whole.integer && !whole.nan && whole.lo >= -(2 ** 31) && whole.hi < 2 ** 31;
      return same ? this.translate(left, outside) : undefined;
    }
    if (operator !== '+' && operator !== '-' && operator !== '*') return undefined;
    const [x, y, all] = [this.ranges.expression(left), this.ranges.expression(right), this.ranges.expression(expression)];
    if (!x.integer || !y.integer) return undefined;
    const a = this.translate(left, outside) ?? this.inner(left, outside);
    const b = this.translate(right, outside) ?? this.inner(right, outside);
    if (!a || !b) return undefined;
    const exact = a.exact && b.exact && isSafe(all);
    if (!exact && !isGreatOtherwise(operator, x, y, b.exact)) return undefined;
    const poly = operator === '+' ? plus(a.poly, b.poly) : operator === '-' ? minus(a.poly, b.poly) : times(a.poly, b.poly);
    return { poly, exact };
  }

  private variableValue(id: VariableId, outside: boolean): SymbolicValue | undefined {
    const counted = this.counters.get(id);
    if (counted) return { poly: atomPoly(this.counterAtom(id)), exact: true };
    const definition = this.definitions.get(id);
    const inside = this.insideLoop.has(id);
    const variable = this.variable(id);
    if (definition && definition.kind !== 'variable' && definition.kind !== 'load') {
      const value =
        this.translate(definition, outside || !inside) ?? (inside && !outside ? this.opaqueValue(definition) : undefined);
      if (value) return value;
    } else if (definition?.kind === 'variable') {
      const value = this.variableValue(definition.id, outside || !inside);
      if (value) return value;
    }
    if (!variable) return undefined;
    const fixed = !variable.mutable || (!outside && !this.assigned.has(id));
    if (!fixed) return undefined;
    return this.atomOfVariable(id, !inside);
  }

  private atomOfVariable(id: VariableId, stable: boolean): SymbolicValue | undefined {
    const atom = `v${id}`;
    const here = stable ? this.ranges.before(this.loop)?.get(id) : undefined;
    const interval = here ?? this.ranges.variable(id);
    if (!interval.integer) return undefined;
    if (!this.atoms.has(atom)) this.atoms.set(atom, { ...limitsOf(interval), stable, order: OPAQUE_ORDER, variable: id });
    return { poly: atomPoly(atom), exact: true };
  }

  private length(array: Expression, outside: boolean): SymbolicValue | undefined {
    if (array.kind !== 'variable') return undefined;
    const variable = this.variable(array.id);
    if (!variable || variable.mutable) return undefined;
    const definition = this.definitions.get(array.id);
    const inside = this.insideLoop.has(array.id);
    if (definition?.kind === 'variable') return this.length(definition, outside || !inside);
    const fixed = array.type.kind !== 'array';
    if (fixed && definition?.kind === 'newArray') {
      const given = this.ranges.expression(definition.length);
      const value = given.integer && !given.nan ? this.translate(definition.length, outside || !inside) : undefined;
      if (value) return value;
    }
    if (inside || (!fixed && (outside || this.resized.has(this.sharing.classOf(array.id))))) return undefined;
    const atom = `n${array.id}`;
    if (!this.atoms.has(atom)) this.atoms.set(atom, { least: 0, most: 2 ** 31 - 2, stable: true, order: 0, lengthOf: array.id });
    return { poly: atomPoly(atom), exact: true };
  }

  private addCounter(atom: Atom, counted: CountedLoop): void {
    const { counter, from, step, limits } = counted;
    const own = counted.loop === this.loop;
    const bounds = (): Bounds => {
      const start = this.valueOf(from);
      const near = start.exact ? [start.poly] : [];
      const far: Poly[] = [];
      for (const { bound, inclusive } of limits) {
        if (!this.ranges.expression(bound).integer) continue;
        const { poly } = this.valueOf(bound);
        far.push(inclusive ? poly : step > 0 ? minus(poly, ONE) : plus(poly, ONE));
      }
      return step > 0 ? { lower: near, upper: far } : { lower: far, upper: near };
    };
    const interval = this.ranges.variable(counter);
    this.atoms.set(atom, { ...limitsOf(interval), stable: own, order: this.depths.get(counter)!, bounds, variable: counter });
  }

  private opaqueValue(expression: Expression): SymbolicValue {
    let atom = this.opaque.get(expression);
    if (!atom) {
      atom = `o${this.opaque.size}`;
      this.opaque.set(expression, atom);
      // Bounds depend on what is known where they are asked for.
      let known: { readonly facts: readonly Poly[]; readonly bounds: Bounds } | undefined;
      const bounds = (): Bounds => {
        if (known?.facts !== this.facts) known = { facts: this.facts, bounds: this.boundsOfOpaque(expression) };
        return known.bounds;
      };
      this.atoms.set(atom, { ...limitsOf(this.ranges.expression(expression)), stable: false, order: OPAQUE_ORDER, bounds });
    }
    return { poly: atomPoly(atom), exact: true };
  }

  private boundsOfOpaque(expression: Expression): Bounds {
    const none: Bounds = { lower: [], upper: [] };
    const of = (operand: Expression): Bounds => {
      if (!this.ranges.expression(operand).integer) return none;
      const value = this.valueOf(operand);
      return value.exact ? this.boundsOf(value.poly) : none;
    };
    if (expression.kind === 'math' && (expression.name === 'Math.min' || expression.name === 'Math.max')) {
      const [a, b] = expression.arguments.map(of) as [Bounds, Bounds];
      const least = expression.name === 'Math.min';
      return least
        ? { lower: beyondBoth(a.lower, b.lower, false, this), upper: [...a.upper, ...b.upper] }
        : { lower: [...a.lower, ...b.lower], upper: beyondBoth(a.upper, b.upper, true, this) };
    }
    if (expression.kind === 'conditional') {
      const branch = (truth: boolean, value: Expression): Bounds =>
        this.under(this.factsOf(expression.test, truth), () => of(value));
      const [a, b] = [branch(true, expression.then), branch(false, expression.otherwise)];
      return { lower: beyondBoth(a.lower, b.lower, false, this), upper: beyondBoth(a.upper, b.upper, true, this) };
    }
    if (expression.kind === 'binary' && expression.operator === '%') {
      const [a, b] = [this.ranges.expression(expression.left), this.ranges.expression(expression.right)];
      if (a.lo < 0 || b.lo < 0) return none;
      return { lower: [ZERO], upper: [...of(expression.right).upper.map((p) => minus(p, ONE)), ...of(expression.left).upper] };
    }
    return none;
  }
}

function limitsOf(interval: Interval): { least: number; most: number } {
  const least = Math.ceil(interval.lo);
  const most = Math.floor(interval.hi);
  return { least: Number.isSafeInteger(least) ? least : -Infinity, most: Number.isSafeInteger(most) ? most : Infinity };
}

function isSafe(interval: Interval): boolean {
  return interval.lo >= -Number.MAX_SAFE_INTEGER && interval.hi <= Number.MAX_SAFE_INTEGER;
}

/** Whether a result that is not exact, or is made of one, is great: at least about 2^50. */
function isGreatOtherwise(operator: '+' | '-' | '*', a: Interval, b: Interval, rightIsExact: boolean): boolean {
  switch (operator) {
    case '+':
      return a.lo >= -SMALL && b.lo >= -SMALL;
    case '-':
      return a.lo >= -SMALL && rightIsExact && b.lo >= -SMALL && b.hi <= SMALL;
    case '*':
      return a.lo >= 0 && b.lo >= 0;
  }
}
