/**
 * Elements that a loop uses over and over are kept in a variable while it runs: `for (...) x[i] += ...` loads and stores once
 * (scalar replacement; Callahan, Carr and Kennedy, "Improving register allocation for subscripted variables", 1990). For loops of no
 * iterations nothing may happen, so the whole stands behind the loop's first test.
 */
import { asCountedLoop, type Loop } from '../analysis/loops.js';
import type { Surroundings } from '../analysis/surroundings.js';
import {
  cloneExpression,
  type Expression,
  type IrFunction,
  mapOperands,
  mapStatement,
  type Statement,
  type Type,
  type Variable,
} from '../ir/index.js';
import { isPure } from './inline.js';
import { type ElementContext, type InvariantElement, invariantElements } from './invariant-elements.js';
import type { FreshNames } from './names.js';

type Node = Expression | Statement;

/** The same function; itself when nothing could be kept. */
export function promoteElements(context: ElementContext, names: FreshNames): IrFunction {
  return new Promotion(context, names).run();
}

class Promotion {
  private readonly variables = new Map<Node, Variable>();
  private readonly chosen = new Map<Loop, readonly { element: InvariantElement; variable: Variable }[]>();

  constructor(
    private readonly context: ElementContext,
    private readonly names: FreshNames,
  ) {}

  run(): IrFunction {
    const { fn } = this.context;
    this.choose(fn.body, []);
    if (this.chosen.size === 0) return fn;
    const variables = new Map(fn.variables);
    for (const variable of this.variables.values()) variables.set(variable.id, variable);
    return { ...fn, variables, body: fn.body.flatMap((statement) => this.rewrite(statement)) };
  }

  /** From the outermost loop on: what is kept there needs no place further in. */
  private choose(statements: readonly Statement[], surroundings: Surroundings): void {
    for (const statement of statements) {
      if (statement.kind === 'if') {
        this.choose(statement.then, [...surroundings, { kind: 'branch', statement, outcome: true }]);
        this.choose(statement.otherwise, [...surroundings, { kind: 'branch', statement, outcome: false }]);
      }
      if (statement.kind !== 'loop') continue;
      if (firstTest(statement)) this.chooseIn(statement, surroundings);
      this.choose(statement.body, [...surroundings, { kind: 'loop', loop: statement }]);
    }
  }

  private chooseIn(loop: Loop, surroundings: Surroundings): void {
    const elements = invariantElements(loop, surroundings, this.context).filter(({ loads, stores }) =>
      [...loads, ...stores].every((node) => !this.variables.has(node)),
    );
    if (elements.length === 0) return;
    const kept = elements.map((element) => {
      const { model, stores } = element;
      const variable = this.names.variable('$element', elementType(model.array.type), stores.length > 0, model.span);
      for (const node of [...element.loads, ...stores]) this.variables.set(node, variable);
      return { element, variable };
    });
    this.chosen.set(loop, kept);
  }

  private rewrite(statement: Statement): Statement[] {
    const list = (statements: readonly Statement[]): Statement[] => statements.flatMap((inner) => this.rewrite(inner));
    const value = (expression: Expression): Expression => this.read(expression);
    if (statement.kind === 'if') {
      const { then, otherwise } = statement;
      return [{ ...statement, test: value(statement.test), then: list(then), otherwise: list(otherwise) }];
    }
    if (statement.kind === 'loop') {
      const { init, test, update, body } = statement;
      const rest = { ...statement, init: list(init), test: value(test), update: list(update), body: list(body) };
      return this.around(statement, rest);
    }
    const variable = this.variables.get(statement);
    if (statement.kind !== 'store' || !variable) return [mapStatement(statement, value)];
    return [{ kind: 'assign', variable: variable.id, value: value(statement.value), span: statement.span }];
  }

  /** The loads before the loop, and the stores after it. */
  private around(loop: Loop, rewritten: Loop): Statement[] {
    const kept = this.chosen.get(loop);
    if (!kept) return [rewritten];
    const { span } = loop;
    const before = kept.map(({ element: { model }, variable }): Statement => {
      const { array, index } = model;
      const load: Expression = {
        kind: 'load',
        array: cloneExpression(array),
        index: this.read(cloneExpression(index)),
        type: variable.type,
        span: model.kind === 'load' ? model.span : array.span,
      };
      return { kind: 'let', variable: variable.id, value: load, span: model.span };
    });
    const after = kept.flatMap(({ element: { model, stores }, variable: { id, type } }): Statement[] => {
      if (stores.length === 0) return [];
      const { array, index } = model;
      const value: Expression = { kind: 'variable', id, type, span };
      return [
        { kind: 'store', array: cloneExpression(array), index: this.read(cloneExpression(index)), value, span: model.span },
      ];
    });
    const then = [...before, rewritten, ...after];
    return [{ kind: 'if', test: firstTest(loop)!, then, otherwise: [], span }];
  }

  private read(expression: Expression): Expression {
    const variable = this.variables.get(expression);
    if (variable) return { kind: 'variable', id: variable.id, type: variable.type, span: expression.span };
    return mapOperands(expression, (operand) => this.read(operand));
  }
}

/** Whether the loop has an iteration at all, evaluated before it; undefined when that can not be asked without side effects. */
function firstTest(loop: Loop): Expression | undefined {
  const counted = asCountedLoop(loop);
  if (!counted || loop.init.length !== 1 || !isPure(loop.test) || !isPure(counted.from)) return undefined;
  return cloneExpression(loop.test, { read: (id) => (id === counted.counter ? counted.from : undefined) });
}

function elementType(array: Type): Type {
  return array.kind === 'array' ? array.element : { kind: 'number' };
}
