/**
 * Which values may share storage. Flow-insensitive unification (Steensgaard, "Points-to analysis in almost linear time", 1996): a
 * container and what it holds count as one.
 */
import {
  type Expression,
  expressionsOf,
  type FunctionId,
  type IrFunction,
  type Statement,
  type Type,
  type VariableId,
  variablesRead,
  walkExpression,
  walkExpressions,
  walkStatements,
} from '../ir/index.js';
import type { EffectsOf } from './effects.js';

export function isReferenceType(type: Type): boolean {
  return type.kind === 'typed' || type.kind === 'array' || type.kind === 'tuple' || type.kind === 'object';
}

/** Stands for the value that a function returns. */
export const RESULT = -1 as VariableId;

/** Classes of variables of one function that may share storage. */
export interface Sharing {
  /** The representative of the variable's class. */
  classOf(id: VariableId): VariableId;
  mayShare(a: VariableId, b: VariableId): boolean;
  /** Variables through which something is written, by their class's representative or a member. */
  readonly written: ReadonlySet<VariableId>;
  /** Classes in which one array may be an element of two, or twice of one. */
  readonly tangled: ReadonlySet<VariableId>;
  /** Variables whose storage the value of the expression may share. */
  rootsOf(expression: Expression): readonly VariableId[];
  /** Variables through which the expression itself (not its statements around) may write. */
  writtenBy(expression: Expression): readonly VariableId[];
}

/** With `isEntry`, what the returned value holds does not count: nothing can write it any more. */
export function analyseSharing(fn: IrFunction, effects: EffectsOf, isEntry = false): Sharing {
  return new SharingAnalysis(fn, effects, isEntry);
}

class SharingAnalysis implements Sharing {
  private readonly parents = new Map<VariableId, VariableId>();
  readonly written = new Set<VariableId>();
  private readonly tangledMembers = new Set<VariableId>();
  private readonly fresh = new Set<VariableId>();

  constructor(
    private readonly fn: IrFunction,
    private readonly effects: EffectsOf,
    private readonly isEntry: boolean,
  ) {
    this.findFresh();
    this.statements(fn.body);
  }

  get tangled(): ReadonlySet<VariableId> {
    return new Set([...this.tangledMembers].map((id) => this.classOf(id)));
  }

  classOf(id: VariableId): VariableId {
    const parent = this.parents.get(id);
    if (parent === undefined || parent === id) return id;
    const root = this.classOf(parent);
    this.parents.set(id, root);
    return root;
  }

  mayShare(a: VariableId, b: VariableId): boolean {
    return this.classOf(a) === this.classOf(b);
  }

  private unite(ids: readonly VariableId[]): void {
    const [first, ...rest] = ids;
    if (first === undefined) return;
    for (const id of rest) this.parents.set(this.classOf(id), this.classOf(first));
  }

  rootsOf(expression: Expression): readonly VariableId[] {
    if (!isReferenceType(expression.type)) return [];
    switch (expression.kind) {
      case 'variable':
        return [expression.id];
      case 'load':
        return this.rootsOf(expression.array);
      case 'field':
        return this.rootsOf(expression.record);
      case 'conditional':
        return [...this.rootsOf(expression.then), ...this.rootsOf(expression.otherwise)];
      case 'arrayLiteral':
        return expression.elements.flatMap((element) => this.rootsOf(element));
      case 'record':
        return expression.values.flatMap((value) => this.rootsOf(value));
      case 'newArray':
        return expression.fill ? this.rootsOf(expression.fill) : [];
      case 'call': {
        const groups = this.effects.get(expression.callee)?.links ?? [];
        const linked = groups.filter((group) => group.includes(-1)).flat();
        return linked.flatMap((k) => (k < 0 ? [] : this.rootsOf(expression.arguments[k]!)));
      }
      case 'intrinsic': {
        const nested = expression.type.kind === 'array' && isReferenceType(expression.type.element);
        return expression.name === 'slice' && !nested ? [] : this.rootsOf(expression.receiver);
      }
      default:
        return [];
    }
  }

  writtenBy(expression: Expression): readonly VariableId[] {
    const found: VariableId[] = [];
    const visit = (inner: Expression): void => {
      if (inner.kind === 'intrinsic' && inner.name !== 'slice') found.push(...this.rootsOf(inner.receiver));
      if (inner.kind === 'call') {
        const writes = this.effects.get(inner.callee)?.writes ?? new Set<number>();
        for (const k of writes) found.push(...this.rootsOf(inner.arguments[k]!));
      }
    };
    walkExpression(expression, visit);
    return found;
  }

  private statements(list: readonly Statement[]): void {
    walkStatements(list, (statement) => {
      if (statement.kind === 'let' || statement.kind === 'assign') {
        if (!isReferenceType(statement.value.type)) return;
        this.unite([statement.variable, ...this.rootsOf(statement.value)]);
        if (this.isTangledCall(statement.value)) this.tangle([statement.variable]);
      } else if (statement.kind === 'store') {
        const holders = this.rootsOf(statement.array);
        for (const id of holders) this.written.add(id);
        this.put(holders, statement.value);
      } else if (statement.kind === 'return' && !this.isEntry && statement.value && isReferenceType(statement.value.type)) {
        this.unite([RESULT, ...this.rootsOf(statement.value)]);
        if (this.isTangledCall(statement.value)) this.tangle([RESULT]);
      }
      if (statement.kind === 'return' && this.isEntry) return;
      for (const expression of expressionsOf(statement)) this.expression(expression);
    });
  }

  private expression(whole: Expression): void {
    walkExpression(whole, (expression) => {
      if (expression.kind === 'intrinsic') this.intrinsic(expression);
      else if (expression.kind === 'call') this.call(expression);
      else if (expression.kind === 'arrayLiteral') for (const element of expression.elements) this.hold(element);
      else if (expression.kind === 'record') for (const value of expression.values) this.hold(value);
    });
  }

  private intrinsic(expression: Extract<Expression, { kind: 'intrinsic' }>): void {
    const receivers = this.rootsOf(expression.receiver);
    if (expression.name !== 'slice') for (const id of receivers) this.written.add(id);
    const [value] = expression.arguments;
    if ((expression.name === 'push' || expression.name === 'fill') && value) {
      this.put(receivers, value);
      if (expression.name === 'fill' && isReferenceType(value.type)) this.tangle(receivers);
    }
    const sharesRows =
      expression.name === 'slice' && expression.type.kind === 'array' && isReferenceType(expression.type.element);
    if (sharesRows) this.tangle(receivers);
  }

  private call(expression: Extract<Expression, { kind: 'call' }>): void {
    const effects = this.effects.get(expression.callee);
    if (!effects) return;
    for (const k of effects.writes) for (const id of this.rootsOf(expression.arguments[k]!)) this.written.add(id);
    for (const group of effects.links) {
      const roots = group.flatMap((k) => (k < 0 ? [] : this.rootsOf(expression.arguments[k]!)));
      this.unite(roots);
      this.tangle(roots);
    }
  }

  /** `value` becomes an element of what the holders hold. */
  private put(holders: readonly VariableId[], value: Expression): void {
    if (!isReferenceType(value.type)) return;
    this.unite([...holders, ...this.rootsOf(value)]);
    this.hold(value);
    if (!this.isFresh(value)) this.tangle(holders);
  }

  private hold(value: Expression): void {
    if (isReferenceType(value.type) && !this.isFresh(value)) this.tangle(this.rootsOf(value));
  }

  private tangle(ids: readonly VariableId[]): void {
    for (const id of ids) this.tangledMembers.add(id);
  }

  /** Whether each evaluation gives storage that nothing else knows. */
  private isFresh(value: Expression): boolean {
    if (value.kind === 'variable') return this.fresh.has(value.id);
    if (value.kind === 'newArray') return true;
    if (value.kind === 'arrayLiteral')
      return value.elements.every((element) => !isReferenceType(element.type) || this.isFresh(element));
    if (value.kind === 'record') return value.values.every((part) => !isReferenceType(part.type) || this.isFresh(part));
    if (this.isTangledCall(value)) return false;
    return (
      (value.kind === 'call' || value.kind === 'intrinsic') && this.rootsOf(value).length === 0 && value.type.kind !== 'void'
    );
  }

  private isTangledCall(value: Expression): boolean {
    let found = false;
    walkExpression(value, (inner) => {
      if (inner.kind === 'call' && this.effects.get(inner.callee)?.tangled) found = true;
    });
    return found;
  }

  /**
   * Variables that hold a fresh array and are put into a container at one place at most, in the very statement list that declares
   * them: each time that place is reached, the array is another one.
   */
  private findFresh(): void {
    const declared = new Map<VariableId, readonly Statement[]>();
    const uses = new Map<VariableId, number>();
    const use = (value: Expression | undefined): void => {
      if (value?.kind === 'variable' && isReferenceType(value.type)) uses.set(value.id, (uses.get(value.id) ?? 0) + 1);
    };
    const scan = (list: readonly Statement[]): void => {
      for (const statement of list) {
        if (
          statement.kind === 'let' &&
          isReferenceType(statement.value.type) &&
          !this.fn.variables.get(statement.variable)!.mutable
        ) {
          declared.set(statement.variable, list);
        }
        if (statement.kind === 'let' || statement.kind === 'assign') use(statement.value);
        if (statement.kind === 'store') use(statement.value);
        if (statement.kind === 'if') for (const body of [statement.then, statement.otherwise]) scan(body);
        if (statement.kind === 'loop') for (const body of [statement.init, statement.body, statement.update]) scan(body);
      }
    };
    scan(this.fn.body);
    walkExpressions(this.fn.body, (inner) => {
      if (inner.kind === 'intrinsic' && (inner.name === 'push' || inner.name === 'fill')) use(inner.arguments[0]);
      if (inner.kind === 'arrayLiteral') inner.elements.forEach(use);
      if (inner.kind === 'record') inner.values.forEach(use);
      if (inner.kind === 'conditional') [inner.then, inner.otherwise].forEach(use);
      if (inner.kind === 'call') {
        for (const [k, argument] of inner.arguments.entries()) if (this.isLinked(inner.callee, k)) use(argument);
      }
    });
    for (const [id, list] of declared) {
      const place = list.findIndex((statement) => statement.kind === 'let' && statement.variable === id);
      const statement = list[place];
      if (statement?.kind !== 'let' || !this.isFresh(statement.value)) continue;
      const count = uses.get(id) ?? 0;
      if (count === 0 || (count === 1 && list.slice(place + 1).some((later) => putsHere(later, id)))) this.fresh.add(id);
    }
  }

  private isLinked(callee: FunctionId, argument: number): boolean {
    return (this.effects.get(callee)?.links ?? []).some((group) => group.includes(argument));
  }
}

/** Whether the statement itself, not one nested in it, puts the variable into a container. */
function putsHere(statement: Statement, id: VariableId): boolean {
  const is = (value: Expression | undefined): boolean => value?.kind === 'variable' && value.id === id;
  if (statement.kind === 'store') return is(statement.value);
  if (statement.kind === 'return') return statement.value !== undefined && variablesRead(statement.value).has(id);
  if (statement.kind !== 'expression') return false;
  return statement.value.kind === 'intrinsic' && statement.value.name === 'push' && is(statement.value.arguments[0]);
}
