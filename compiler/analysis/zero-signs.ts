/**
 * Where -0 can be told from 0: only division, the sign-keeping functions of Math, stores into arrays of doubles and what leaves
 * the function see it. A backward analysis: a variable matters when one of its reads does.
 */
import type { Expression, FunctionId, IrFunction, Statement, VariableId } from '../ir/index.js';
import { contains, type Interval } from './interval.js';
import type { RangeProgram } from './ranges.js';

/** Functions of Math that give the same for 0 and -0, or for which only the sign of a zero result differs. */
const BLIND = new Set(['Math.abs', 'Math.imul', 'Math.clz32', 'Math.cos', 'Math.exp', 'Math.cosh', 'Math.hypot']);
const KEEPING = new Set([
  'Math.min',
  'Math.max',
  'Math.ceil',
  'Math.floor',
  'Math.round',
  'Math.trunc',
  'Math.fround',
  'Math.sqrt',
  'Math.sign',
]);
const BITWISE = new Set(['&', '|', '^', '<<', '>>', '>>>']);

export class ZeroSigns {
  private readonly variables = new Set<VariableId>();
  private readonly results = new Set<FunctionId>();
  private readonly expressions = new Set<Expression>();
  private changed = false;

  constructor(
    private readonly program: RangeProgram,
    private readonly interval: (expression: Expression) => Interval,
  ) {}

  variableMatters(id: VariableId): boolean {
    return this.variables.has(id);
  }

  expressionMatters(expression: Expression): boolean {
    return this.expressions.has(expression);
  }

  resultMatters(id: FunctionId): boolean {
    return this.results.has(id);
  }

  solve(): void {
    for (const { observed } of this.program.roots) for (const id of observed ?? []) this.variables.add(id);
    do {
      this.changed = false;
      for (const { fn } of this.program.roots) this.statements(fn, fn.body, true);
      for (const fn of this.program.functions.values()) this.statements(fn, fn.body, this.results.has(fn.id));
    } while (this.changed);
  }

  private add<T>(set: Set<T>, item: T): void {
    if (set.has(item)) return;
    set.add(item);
    this.changed = true;
  }

  private statements(fn: IrFunction, list: readonly Statement[], result: boolean): void {
    for (const statement of list) this.statement(fn, statement, result);
  }

  private statement(fn: IrFunction, statement: Statement, result: boolean): void {
    switch (statement.kind) {
      case 'let':
      case 'assign':
        this.visit(statement.value, this.variables.has(statement.variable));
        return;
      case 'store':
        this.visit(statement.array, true);
        this.visit(statement.index, false);
        this.visit(statement.value, holdsDoubles(statement.array));
        return;
      case 'expression':
        this.visit(statement.value, false);
        return;
      case 'if':
        this.visit(statement.test, false);
        this.statements(fn, statement.then, result);
        this.statements(fn, statement.otherwise, result);
        return;
      case 'loop':
        this.statements(fn, statement.init, result);
        this.visit(statement.test, false);
        this.statements(fn, statement.body, result);
        this.statements(fn, statement.update, result);
        return;
      case 'return':
        if (statement.value) this.visit(statement.value, result);
        return;
      default:
        return;
    }
  }

  /** `matters`: whether the place of the expression tells -0 from 0. */
  private visit(expression: Expression, matters: boolean): void {
    if (matters && expression.type.kind === 'number') this.add(this.expressions, expression);
    switch (expression.kind) {
      case 'variable':
        if (matters) this.add(this.variables, expression.id);
        return;
      case 'unary':
        this.visit(expression.operand, matters && expression.operator !== '~' && expression.operator !== '!');
        return;
      case 'binary':
        this.binary(expression, matters);
        return;
      case 'conditional':
        this.visit(expression.test, false);
        this.visit(expression.then, matters);
        this.visit(expression.otherwise, matters);
        return;
      case 'math': {
        const sees = KEEPING.has(expression.name)
          ? matters
          : !BLIND.has(expression.name) && !expression.name.startsWith('Number.');
        for (const argument of expression.arguments) this.visit(argument, sees);
        return;
      }
      case 'call': {
        const callee = this.program.functions.get(expression.callee);
        if (matters) this.add(this.results, expression.callee);
        expression.arguments.forEach((argument, k) => {
          const parameter = callee?.parameters[k];
          this.visit(argument, parameter === undefined || this.variables.has(parameter));
        });
        return;
      }
      case 'load':
        this.visit(expression.array, true);
        this.visit(expression.index, false);
        return;
      case 'charCode':
        this.visit(expression.text, false);
        this.visit(expression.index, false);
        return;
      case 'newArray':
        this.visit(expression.length, false);
        if (expression.fill) this.visit(expression.fill, true);
        return;
      case 'intrinsic': {
        this.visit(expression.receiver, true);
        const stores = expression.name === 'push' || expression.name === 'fill';
        expression.arguments.forEach((argument, k) => {
          this.visit(argument, argument.type.kind !== 'number' || (k === 0 && stores && holdsDoubles(expression.receiver)));
        });
        return;
      }
      case 'arrayLiteral':
        for (const element of expression.elements)
          this.visit(element, element.type.kind !== 'number' || holdsDoubles(expression));
        return;
      case 'record':
        for (const value of expression.values) this.visit(value, true);
        return;
      case 'field':
        this.visit(expression.record, true);
        return;
      case 'length':
        this.visit(expression.of, false);
        return;
      case 'logical':
        this.visit(expression.left, false);
        this.visit(expression.right, false);
        return;
      default:
        return;
    }
  }

  private binary(expression: Extract<Expression, { kind: 'binary' }>, matters: boolean): void {
    const { operator, left, right } = expression;
    const may = (operand: Expression, value: 'zero' | 'negativeZero'): boolean => {
      const interval = this.interval(operand);
      return value === 'zero' ? contains(interval, 0) : interval.negativeZero;
    };
    let sides: [boolean, boolean];
    if (expression.type.kind !== 'number' || BITWISE.has(operator)) sides = [false, false];
    // A sum is -0 only when both parts are; a difference only for -0 - 0.
    else if (operator === '+') sides = [matters && may(right, 'negativeZero'), matters && may(left, 'negativeZero')];
    else if (operator === '-') sides = [matters && may(right, 'zero'), matters && may(left, 'negativeZero')];
    else if (operator === '*' || operator === '%') sides = [matters, matters && operator === '*'];
    else if (operator === '/') sides = [matters, true];
    else sides = [true, true];
    this.visit(left, sides[0]);
    this.visit(right, sides[1]);
  }
}

function holdsDoubles(array: Expression): boolean {
  const { type } = array;
  return type.kind !== 'typed' || type.element === 'f64' || type.element === 'f32';
}
