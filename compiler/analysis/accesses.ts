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
import { minus, ONE, type Poly, plus } from './polynomial.js';
import { isReferenceType, type Sharing } from './sharing.js';
import type { Symbols } from './symbols.js';

export interface Access {
  /** The variable from outside of the loop. */
  readonly root: VariableId;
  readonly write: boolean;
  /** Indices in the outermost dimension; missing when it may be any element. */
  readonly index?: Bounds;
  /** What is known where the access happens, if it does not trap. */
  readonly facts: readonly Poly[];
  readonly span: Span;
}

export interface AccessList {
  readonly accesses: readonly Access[];
  /** Arrays of which only the length is used, among others. */
  readonly lengths: ReadonlySet<VariableId>;
  /** Something that can not be followed: why, and where. */
  readonly obstacles: readonly { readonly message: string; readonly span: Span }[];
}

/** Where the storage of a reference lies. */
type Place =
  /** An array from outside: itself, or what hangs below its element `index` (below any when that is missing). */
  | { readonly kind: 'outer'; readonly root: VariableId; readonly itself: boolean; readonly index?: Expression }
  /** Made in this iteration. */
  | { readonly kind: 'own' }
  | { readonly kind: 'constant' }
  | { readonly kind: 'unknown' };

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
  readonly obstacles: { message: string; span: Span }[] = [];
  private readonly definitions = new Map<VariableId, Expression>();
  private facts: readonly Poly[] = [];
  /** Counters of loops whose test is being looked at: their bounds do not hold yet. */
  private readonly unbounded = new Set<VariableId>();

  constructor(
    private readonly fn: IrFunction,
    private readonly symbols: Symbols,
    readonly _sharing: Sharing,
    private readonly effects: EffectsOf,
    private readonly globals: ReadonlySet<VariableId>,
  ) {}

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
        if (!this.fn.variables.get(statement.variable)!.mutable) this.definitions.set(statement.variable, statement.value);
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
        this.obstacles.push({ message: 'The loop returns from the function.', span: statement.span });
        return;
      case 'break':
        if (statement.loop === this.symbols.loop.id) {
          this.obstacles.push({ message: 'The loop may end early, at a break.', span: statement.span });
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

  private store(statement: Extract<Statement, { kind: 'store' }>): void {
    for (const part of [statement.array, statement.index, statement.value]) this.value(part);
    this.keep(statement.value);
    const place = this.resolve(statement.array);
    this.touch(place, true, statement.span, statement.index);
  }

  /** A reference that is put somewhere else: only what this iteration made may be. */
  private keep(value: Expression): void {
    if (!isReferenceType(value.type)) return;
    if (this.resolve(value).kind !== 'own') {
      this.obstacles.push({ message: 'An array from outside of the loop gets a second name.', span: value.span });
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
        this.touch(this.resolve(expression.array), false, expression.span, expression.index);
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

  private length(expression: Extract<Expression, { kind: 'length' }>): void {
    const place = this.resolve(expression.of);
    if (place.kind === 'outer' && place.itself) this.lengths.add(place.root);
    else this.touch(place, false, expression.span);
  }

  private intrinsic(expression: Extract<Expression, { kind: 'intrinsic' }>): void {
    const { name, receiver, arguments: given, span } = expression;
    const place = this.resolve(receiver);
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
        if (this.sharesRows(expression)) this.touch({ kind: 'unknown' }, false, span);
        else this.touchPart(place, false, span, first, second);
        return;
      case 'fill':
        this.keep(first!);
        this.touchPart(place, true, span, second, third);
        return;
      case 'set':
        this.touch(this.resolve(first!), false, span);
        this.touchFrom(place, span, first!, second);
        return;
    }
  }

  private resize(place: Place, span: Span): void {
    if (place.kind === 'outer' && place.itself) {
      this.obstacles.push({ message: `The length of '${this.nameOf(place.root)}' changes.`, span });
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
    if (place.kind !== 'outer' || !place.itself) {
      this.touch(place, write, span);
      return;
    }
    const lower = this.given(() => this.symbols.boundsOf(first)).lower;
    const upper = this.given(() => this.symbols.boundsOf(last)).upper;
    this.accesses.push({ root: place.root, write, index: { lower, upper }, facts: this.facts, span });
  }

  private call(expression: Extract<Expression, { kind: 'call' }>): void {
    const effects = this.effects.get(expression.callee);
    expression.arguments.forEach((argument, k) => {
      if (!isReferenceType(argument.type)) return;
      if (effects?.links.some((group) => group.includes(k) && group.some((other) => other >= 0 && other !== k)))
        this.keep(argument);
      this.touch(this.resolve(argument), effects?.writes.has(k) ?? true, expression.span);
    });
  }

  /** Notes an access of the array itself at `index`, or of what hangs below an element. */
  private touch(place: Place, write: boolean, span: Span, index?: Expression): void {
    if (place.kind === 'own' || (place.kind === 'constant' && !write)) return;
    if (place.kind !== 'outer') {
      this.obstacles.push({ message: 'It is not clear which array is used.', span });
      return;
    }
    const at = place.itself ? index : place.index;
    const bounds = at && this.boundsOfIndex(at);
    this.accesses.push({
      root: place.root,
      write,
      ...(bounds ? { index: bounds.bounds } : {}),
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

  private resolve(expression: Expression): Place {
    switch (expression.kind) {
      case 'variable': {
        if (this.globals.has(expression.id)) return { kind: 'constant' };
        if (!this.symbols.insideLoop.has(expression.id)) return { kind: 'outer', root: expression.id, itself: true };
        const definition = this.definitions.get(expression.id);
        return definition ? this.resolve(definition) : { kind: 'unknown' };
      }
      case 'load': {
        const place = this.resolve(expression.array);
        if (place.kind !== 'outer' || !place.itself) return place;
        return { kind: 'outer', root: place.root, itself: false, index: expression.index };
      }
      case 'field': {
        const place = this.resolve(expression.record);
        return place.kind === 'outer'
          ? { kind: 'outer', root: place.root, itself: false, ...(place.index ? { index: place.index } : {}) }
          : place;
      }
      case 'newArray':
      case 'arrayLiteral':
      case 'record':
        // Their elements are looked at by `keep`.
        return { kind: 'own' };
      case 'call': {
        const linked = this.effects.get(expression.callee)?.links.some((group) => group.includes(-1));
        return linked ? { kind: 'unknown' } : { kind: 'own' };
      }
      case 'intrinsic':
        if (expression.name === 'slice') return this.sharesRows(expression) ? { kind: 'unknown' } : { kind: 'own' };
        return expression.name === 'fill' || expression.name === 'pop' ? this.belowIfPopped(expression) : { kind: 'unknown' };
      default:
        return { kind: 'unknown' };
    }
  }

  /** A copy of an array of arrays has the same rows. */
  private sharesRows({ type, receiver }: Extract<Expression, { kind: 'intrinsic' }>): boolean {
    return type.kind === 'array' && isReferenceType(type.element) && this.resolve(receiver).kind !== 'own';
  }

  private belowIfPopped(expression: Extract<Expression, { kind: 'intrinsic' }>): Place {
    const place = this.resolve(expression.receiver);
    if (expression.name === 'fill' || place.kind === 'own') return place;
    return { kind: 'unknown' };
  }

  private nameOf(id: VariableId): string {
    return this.fn.variables.get(id)?.name ?? '?';
  }
}
