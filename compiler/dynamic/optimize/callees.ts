/**
 * Which function a callee is by the text alone: through variables that are set once, to a function literal. Then its captured variables are
 * the very ones that are visible at the call, because scopes are lexical: whoever leaves the scope of such a variable and comes back makes
 * the closure anew.
 */
import type { CoreFunction, Expression, FunctionId, VariableId } from '../core/types.js';
import type { Draft } from './draft.js';
import { walk } from './rewrite.js';

export class LexicalCallees {
  readonly #values = new Map<VariableId, Expression | undefined>();
  /** How often each function literal or direct reference stands in the program. */
  readonly #mentions = new Map<FunctionId, number>();
  readonly #uses = new Map<VariableId, number>();

  constructor(private readonly draft: Draft) {
    for (const fn of draft.functions.values()) {
      walk(fn.body, (node) => {
        if (node.kind === 'let') this.#values.set(node.variable, this.#values.has(node.variable) ? undefined : node.value);
        if (node.kind === 'set') this.#values.set(node.variable, undefined);
        if (node.kind === 'get') this.#uses.set(node.variable, (this.#uses.get(node.variable) ?? 0) + 1);
        if (node.kind === 'function') this.#mentions.set(node.function, (this.#mentions.get(node.function) ?? 0) + 1);
      });
    }
    for (const fn of draft.functions.values()) {
      walk(fn.body, (node) => {
        if (node.kind === 'set') this.#values.set(node.variable, undefined);
      });
    }
  }

  functionOf(callee: Expression): CoreFunction | undefined {
    let expression: Expression | undefined = callee;
    for (let steps = 0; expression && steps < 20; steps++) {
      if (expression.kind === 'function') return this.draft.functions.get(expression.function);
      if (expression.kind !== 'get' || expression.checked) return undefined;
      expression = this.#values.get(expression.variable);
    }
    return undefined;
  }

  readonly #namesItself = new Map<FunctionId, boolean>();

  /**
   * Whether a built-in comes to call itself by the calls that name built-ins. Calls of its callback do not count: `map` within the callback of a
   * `map` is two loops.
   */
  namesItself(fn: CoreFunction): boolean {
    let answer = this.#namesItself.get(fn.id);
    if (answer === undefined) {
      const seen = new Set<FunctionId>();
      const pending = [fn];
      for (let at = pending.pop(); at; at = pending.pop()) {
        walk(at.body, (node) => {
          if (node.kind !== 'callBuiltin' || seen.has(node.function)) return;
          seen.add(node.function);
          const called = this.draft.functions.get(node.function);
          if (called) pending.push(called);
        });
      }
      answer = seen.has(fn.id);
      this.#namesItself.set(fn.id, answer);
    }
    return answer;
  }

  /** How often the function may be called, at most, when nothing else is done with it; Infinity when there is more than one closure of it. */
  usesOf(callee: Expression, fn: CoreFunction): number {
    if ((this.#mentions.get(fn.id) ?? 0) > 1) return Number.POSITIVE_INFINITY;
    let most = 1;
    let expression: Expression | undefined = callee;
    while (expression?.kind === 'get') {
      most = Math.max(most, this.#uses.get(expression.variable) ?? 0);
      expression = this.#values.get(expression.variable);
    }
    return most;
  }
}
