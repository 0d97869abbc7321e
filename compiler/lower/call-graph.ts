/** Which functions a block reaches, which of them are recursive, and which arrays they may grow or shrink. */
import { type Expression, type FunctionId, type IrFunction, type Statement, type Type, walkExpressions } from '../ir/index.js';

export class CallGraph {
  private readonly callees = new Map<FunctionId, Set<FunctionId>>();
  private readonly ownResized = new Map<FunctionId, Set<string>>();

  constructor(private readonly functions: ReadonlyMap<FunctionId, IrFunction>) {}

  /** Functions called directly or indirectly, in no particular order. */
  reachableFrom(statements: readonly Statement[]): Set<FunctionId> {
    const reached = new Set<FunctionId>();
    const pending = [...callsIn(statements)];
    for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
      if (reached.has(next)) continue;
      reached.add(next);
      pending.push(...this.calleesOf(next));
    }
    return reached;
  }

  isRecursive(id: FunctionId): boolean {
    return this.reachableFrom(this.bodyOf(id)).has(id);
  }

  /** Types, by `typeKey`, of arrays that push or pop in these statements or in what they call. */
  resizedBy(statements: readonly Statement[]): ReadonlySet<string> {
    const resized = resizedIn(statements);
    for (const id of this.reachableFrom(statements)) {
      for (const key of remembered(this.ownResized, id, () => resizedIn(this.bodyOf(id)))) resized.add(key);
    }
    return resized;
  }

  private calleesOf(id: FunctionId): Set<FunctionId> {
    return remembered(this.callees, id, () => callsIn(this.bodyOf(id)));
  }

  private bodyOf(id: FunctionId): readonly Statement[] {
    return this.functions.get(id)?.body ?? [];
  }
}

function remembered<Key, Value>(known: Map<Key, Value>, key: Key, compute: () => Value): Value {
  const value = known.get(key) ?? compute();
  known.set(key, value);
  return value;
}

/** Equal for equal types. */
export function typeKey(type: Type): string {
  return JSON.stringify(type);
}

function callsIn(statements: readonly Statement[]): Set<FunctionId> {
  const calls = new Set<FunctionId>();
  walkExpressions(statements, (expression) => {
    if (expression.kind === 'call') calls.add(expression.callee);
  });
  return calls;
}

function resizedIn(statements: readonly Statement[]): Set<string> {
  const resized = new Set<string>();
  walkExpressions(statements, (expression) => {
    if (isResize(expression)) resized.add(typeKey(expression.receiver.type));
  });
  return resized;
}

function isResize(expression: Expression): expression is Extract<Expression, { kind: 'intrinsic' }> {
  return expression.kind === 'intrinsic' && (expression.name === 'push' || expression.name === 'pop');
}
