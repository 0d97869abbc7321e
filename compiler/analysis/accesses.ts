/** Every use that the body of a loop makes of arrays from outside of it, with symbolic bounds of the elements in question. */
import {
  bodiesOf,
  type Expression,
  expressionsOf,
  type IrFunction,
  operandsOf,
  type Span,
  type Statement,
  type VariableId,
  walkExpression,
} from '../ir/index.js';
import type { EffectsOf } from './effects.js';
import type { Bounds } from './elimination.js';
import { asCountedLoop } from './loops.js';
import { isItself, type Place, Places } from './places.js';
import { minus, ONE, type Poly, plus, printPoly } from './polynomial.js';
import { isSameExpression } from './same-expression.js';
import { isReferenceType, type Sharing } from './sharing.js';
import type { Symbols } from './symbols.js';
import { type Folding, updateOf } from './updates.js';

type Load = Extract<Expression, { kind: 'load' }>;
type Store = Extract<Statement, { kind: 'store' }>;

export interface Access {
  /** The variable from outside of the loop. */
  readonly root: VariableId;
  readonly write: boolean;
  /** Indices in the outermost dimension; missing when it may be any element. */
  readonly index?: Bounds;
  /** The index itself in each dimension, from the outermost on; of a whole subarray, or where it is not known, fewer. */
  readonly subscripts: readonly Poly[];
  /** Set for both accesses of a store that folds a term into its element. */
  readonly update?: Folding;
  /** The load or store itself, of one element. */
  readonly node?: Load | Store;
  /** What is known where the access happens. */
  readonly before: readonly Poly[];
  /** The same, and that it does not trap. */
  readonly facts: readonly Poly[];
  readonly span: Span;
}

/** Something that can not be followed: why, where, and what to write instead. */
interface Obstacle {
  readonly message: string;
  readonly span: Span;
  readonly remedy?: string;
}

const MADE_BEFORE = 'Make the array with all its elements before the loop, and store each at its index.';
const TO_THE_END = 'Let the loop run to its end, and keep what it finds in a variable or an array.';

export interface AccessList {
  readonly accesses: readonly Access[];
  /** Arrays of which only the length is used, among others. */
  readonly lengths: ReadonlySet<VariableId>;
  readonly obstacles: readonly Obstacle[];
}

export function collectAccesses(
  fn: IrFunction,
  symbols: Symbols,
  sharing: Sharing,
  effects: EffectsOf,
  globals: ReadonlySet<VariableId>,
): AccessList {
  const collector = new Collector(fn, symbols, sharing, effects, globals);
  collector.collect();
  return collector;
}

class Collector implements AccessList {
  readonly accesses: Access[] = [];
  readonly lengths = new Set<VariableId>();
  readonly obstacles: Obstacle[] = [];
  private readonly places: Places;
  private facts: readonly Poly[] = [];
  /** Counters of loops whose test is being looked at: their bounds do not hold yet. */
  private readonly unbounded = new Set<VariableId>();
  /** Loads of the elements that stores update. */
  private readonly updates = new Map<Expression, Folding>();

  constructor(
    private readonly fn: IrFunction,
    private readonly symbols: Symbols,
    readonly _sharing: Sharing,
    private readonly effects: EffectsOf,
    globals: ReadonlySet<VariableId>,
  ) {
    this.places = new Places(symbols, effects, globals);
  }

  collect(): void {
    const { loop } = this.symbols;
    const counted = asCountedLoop(loop);
    this.facts = counted ? this.symbols.factsOfLoop(counted) : [];
    this.statements(loop.body);
  }

  private knowing(facts: readonly Poly[], work: () => void): void {
    const outer = this.facts;
    this.facts = [...outer, ...facts];
    work();
    this.facts = outer;
  }

  private given<T>(work: () => T, more: readonly Poly[] = []): T {
    return this.symbols.under([...this.facts, ...more], work);
  }

  private statements(list: readonly Statement[]): void {
    for (const statement of list) this.statement(statement);
  }

  private statement(statement: Statement): void {
    switch (statement.kind) {
      case 'let':
        if (!this.fn.variables.get(statement.variable)!.mutable) this.places.define(statement.variable, statement.value);
        this.value(statement.value);
        return;
      case 'store':
        this.store(statement);
        return;
      case 'if':
        this.value(statement.test);
        this.knowing(
          this.given(() => this.symbols.factsOf(statement.test, true)),
          () => this.statements(statement.then),
        );
        this.knowing(
          this.given(() => this.symbols.factsOf(statement.test, false)),
          () => this.statements(statement.otherwise),
        );
        return;
      case 'loop':
        this.inner(statement);
        return;
      case 'return':
        this.obstacles.push({ message: 'The loop returns from the function.', span: statement.span, remedy: TO_THE_END });
        return;
      case 'break':
        if (statement.loop === this.symbols.loop.id) {
          this.obstacles.push({ message: 'The loop may end early, at a break.', span: statement.span, remedy: TO_THE_END });
        }
        return;
      default:
        for (const expression of expressionsOf(statement)) this.value(expression);
        for (const body of bodiesOf(statement)) this.statements(body);
    }
  }

  private inner(loop: Extract<Statement, { kind: 'loop' }>): void {
    this.statements(loop.init);
    const counted = asCountedLoop(loop);
    if (!counted || !this.symbols.counters.has(counted.counter)) {
      this.value(loop.test);
      this.statements(loop.body);
      this.statements(loop.update);
      return;
    }
    this.unbounded.add(counted.counter);
    this.value(loop.test);
    this.unbounded.delete(counted.counter);
    this.knowing(
      this.given(() => this.symbols.factsOfLoop(counted)),
      () => this.statements(loop.body),
    );
  }

  private store(statement: Store): void {
    const update = updateOf(statement, (load) => this.isSameElement(load, statement));
    if (update) this.updates.set(update.load, update.folding);
    for (const part of [statement.array, statement.index, statement.value]) this.value(part);
    this.keep(statement.value);
    const place = this.places.resolve(statement.array);
    this.touch(place, true, statement.span, statement.index, { node: statement, ...(update ? { update: update.folding } : {}) });
  }

  private isSameElement(load: Load, store: Store): boolean {
    const [a, b] = [this.places.resolve(load.array), this.places.resolve(store.array)];
    if (a.kind !== 'outer' || b.kind !== 'outer' || a.root !== b.root || !a.open || !b.open) return false;
    if (isSameExpression(load.array, store.array) && isSameExpression(load.index, store.index)) return !mayChange(store.value);
    const paths = [
      [...a.path, load.index],
      [...b.path, store.index],
    ].map((path) => path.map((index) => printPoly(this.symbols.valueOf(index).poly)).join(' , '));
    return paths[0] === paths[1];
  }

  /** A reference that is put somewhere else: only what this iteration made may be. */
  private keep(value: Expression): void {
    if (!isReferenceType(value.type)) return;
    if (this.places.resolve(value).kind !== 'own') {
      this.obstacles.push({
        message: 'An array from outside of the loop gets a second name.',
        span: value.span,
        remedy: 'Copy it with `slice`.',
      });
    }
  }

  /** Accesses of an expression and all in it. */
  private value(expression: Expression): void {
    if (expression.kind === 'logical') {
      this.value(expression.left);
      const facts = this.given(() => this.symbols.factsOf(expression.left, expression.operator === '&&'));
      this.knowing(facts, () => this.value(expression.right));
      return;
    }
    if (expression.kind === 'conditional') {
      this.value(expression.test);
      this.knowing(
        this.given(() => this.symbols.factsOf(expression.test, true)),
        () => this.value(expression.then),
      );
      this.knowing(
        this.given(() => this.symbols.factsOf(expression.test, false)),
        () => this.value(expression.otherwise),
      );
      return;
    }
    for (const operand of operandsOf(expression)) this.value(operand);
    switch (expression.kind) {
      case 'load':
        this.load(expression);
        return;
      case 'length':
        if (expression.of.type.kind !== 'string') this.length(expression);
        return;
      case 'intrinsic':
        this.intrinsic(expression);
        return;
      case 'call':
        this.call(expression);
        return;
      case 'arrayLiteral':
        for (const element of expression.elements) this.keep(element);
        return;
      case 'record':
        for (const part of expression.values) this.keep(part);
        return;
      default:
        return;
    }
  }

  private load(node: Load): void {
    const update = this.updates.get(node);
    this.touch(this.places.resolve(node.array), false, node.span, node.index, { node, ...(update ? { update } : {}) });
  }

  private length(expression: Extract<Expression, { kind: 'length' }>): void {
    const place = this.places.resolve(expression.of);
    if (place.kind === 'outer' && isItself(place)) this.lengths.add(place.root);
    else this.touch(place, false, expression.span);
  }

  private intrinsic(expression: Extract<Expression, { kind: 'intrinsic' }>): void {
    const { name, receiver, arguments: given, span } = expression;
    const place = this.places.resolve(receiver);
    const [first, second, third] = given;
    switch (name) {
      case 'push':
        this.keep(first!);
        this.resize(place, span);
        return;
      case 'pop':
        this.resize(place, span);
        return;
      case 'slice':
        if (this.places.sharesRows(expression)) this.touch({ kind: 'unknown' }, false, span);
        else this.touchPart(place, false, span, first, second);
        return;
      case 'fill':
        this.keep(first!);
        this.touchPart(place, true, span, second, third);
        return;
      case 'set':
        this.touch(this.places.resolve(first!), false, span);
        this.touchFrom(place, span, first!, second);
        return;
    }
  }

  private resize(place: Place, span: Span): void {
    if (place.kind === 'outer' && isItself(place)) {
      this.obstacles.push({ message: `The length of '${this.nameOf(place.root)}' changes.`, span, remedy: MADE_BEFORE });
    } else this.touch(place, true, span);
  }

  /** Elements from `from` to before `to`, as slice and fill take them; negative positions count from the end. */
  private touchPart(place: Place, write: boolean, span: Span, from: Expression | undefined, to: Expression | undefined): void {
    const start = from && this.position(from);
    const end = to && this.position(to);
    if (!start || !end) this.touch(place, write, span);
    else this.touchInterval(place, write, span, start, minus(end, ONE));
  }

  /** As many elements from `offset` on as the source has. */
  private touchFrom(place: Place, span: Span, source: Expression, offset: Expression | undefined): void {
    const start = offset && this.position(offset);
    const length = this.symbols.valueOf({ kind: 'length', of: source, type: { kind: 'number' }, span });
    if (!start || !length.exact) this.touch(place, true, span);
    else this.touchInterval(place, true, span, start, minus(plus(start, length.poly), ONE));
  }

  /** A position that is exactly what the number says: NaN would be taken for 0, and a negative one count from the end. */
  private position(expression: Expression): Poly | undefined {
    const { poly, exact } = this.symbols.valueOf(expression);
    if (!exact || !this.symbols.isInteger(expression) || this.isUnbounded(expression)) return undefined;
    return this.given(() => this.symbols.isNotNegative(poly)) ? poly : undefined;
  }

  private touchInterval(place: Place, write: boolean, span: Span, first: Poly, last: Poly): void {
    if (place.kind !== 'outer' || !isItself(place)) {
      this.touch(place, write, span);
      return;
    }
    const lower = this.given(() => this.symbols.boundsOf(first)).lower;
    const upper = this.given(() => this.symbols.boundsOf(last)).upper;
    this.accesses.push({
      root: place.root,
      write,
      index: { lower, upper },
      subscripts: [],
      before: this.facts,
      facts: this.facts,
      span,
    });
  }

  private call(expression: Extract<Expression, { kind: 'call' }>): void {
    const effects = this.effects.get(expression.callee);
    expression.arguments.forEach((argument, k) => {
      if (!isReferenceType(argument.type)) return;
      if (effects?.links.some((group) => group.includes(k) && group.some((other) => other >= 0 && other !== k)))
        this.keep(argument);
      this.touch(this.places.resolve(argument), effects?.writes.has(k) ?? true, expression.span);
    });
  }

  /** Notes an access of the array itself at `index`, or of what hangs below an element. */
  private touch(place: Place, write: boolean, span: Span, index?: Expression, more: Pick<Access, 'update' | 'node'> = {}): void {
    if (place.kind === 'own' || (place.kind === 'constant' && !write)) return;
    if (place.kind !== 'outer') {
      this.obstacles.push({ message: 'It is not clear which array is used.', span });
      return;
    }
    const path = place.open && index ? [...place.path, index] : place.path;
    const [at] = path;
    const bounds = at && this.boundsOfIndex(at);
    const known = path.findIndex((one) => this.isUnbounded(one));
    const subscripts = path.slice(0, known < 0 ? path.length : known).map((one) => this.symbols.valueOf(one).poly);
    this.accesses.push({
      root: place.root,
      write,
      ...(bounds ? { index: bounds.bounds } : {}),
      subscripts,
      ...more,
      before: this.facts,
      facts: bounds ? [...this.facts, bounds.fact] : this.facts,
      span,
    });
  }

  private boundsOfIndex(index: Expression): { bounds: Bounds; fact: Poly } | undefined {
    if (this.isUnbounded(index)) return undefined;
    const { poly } = this.symbols.valueOf(index);
    // Whoever comes past the access has used an index that is in bounds.
    return { bounds: this.given(() => this.symbols.boundsOf(poly), [poly]), fact: poly };
  }

  private isUnbounded(expression: Expression): boolean {
    if (this.unbounded.size === 0) return false;
    let found = false;
    walkExpression(expression, (inner) => {
      if (inner.kind === 'variable' && this.unbounded.has(inner.id)) found = true;
    });
    return found;
  }

  private nameOf(id: VariableId): string {
    return this.fn.variables.get(id)?.name ?? '?';
  }
}

/** Whether evaluating the expression may change what others read. */
function mayChange(value: Expression): boolean {
  let changes = false;
  walkExpression(value, ({ kind }) => {
    if (kind === 'call' || kind === 'intrinsic') changes = true;
  });
  return changes;
}
