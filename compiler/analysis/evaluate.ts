/** The interval of an expression, from the intervals of the variables it reads. */
import type { ElementKind, Expression, FunctionId, Type, VariableId } from '../ir/index.js';
import { binaryInterval, complement, negate } from './arithmetic.js';
import { type Environment, refineByTest } from './environment.js';
import { ANY, constant, type Interval, integers, join, NONE, STRING_LENGTH_MAX, UINT31, UINT31_MAX } from './interval.js';
import { mathInterval } from './math-functions.js';

/** Values that the elements of a typed array can have. */
const ELEMENTS: Readonly<Record<ElementKind, Interval>> = {
  i8: integers(-128, 127),
  u8: integers(0, 255),
  u8c: integers(0, 255),
  i16: integers(-32768, 32767),
  u16: integers(0, 65535),
  i32: integers(-(2 ** 31), 2 ** 31 - 1),
  u32: integers(0, 2 ** 32 - 1),
  f32: ANY,
  f64: ANY,
};

export interface EvaluationContext {
  /** What a call gives, for arguments in these intervals. Undefined for functions that never return a number. */
  call(callee: FunctionId, values: readonly Interval[]): Interval;
  /** Elements of a module-level constant array. */
  globalElements(id: VariableId): Interval | undefined;
  /** Told of each numeric expression that has been evaluated. */
  record?(expression: Expression, interval: Interval): void;
}

/** Evaluates the expression and all in it, once, in the order of the text. Gives ANY for what is no number. */
export function evaluateInterval(expression: Expression, environment: Environment, context: EvaluationContext): Interval {
  const interval = compute(expression, environment, context);
  if (expression.type.kind === 'number') context.record?.(expression, interval);
  return interval;
}

function compute(expression: Expression, environment: Environment, context: EvaluationContext): Interval {
  const of = (operand: Expression): Interval => evaluateInterval(operand, environment, context);
  switch (expression.kind) {
    case 'number':
      return constant(expression.value);
    case 'boolean':
    case 'string':
      return ANY;
    case 'variable':
      return environment.get(expression.id) ?? ANY;
    case 'unary': {
      const operand = of(expression.operand);
      if (expression.operator === '-') return negate(operand);
      return expression.operator === '~' ? complement(operand) : operand;
    }
    case 'binary': {
      const left = of(expression.left);
      const right = of(expression.right);
      const { operator } = expression;
      if (expression.type.kind !== 'number') return ANY;
      return binaryInterval(operator as Parameters<typeof binaryInterval>[0], left, right);
    }
    case 'logical': {
      of(expression.left);
      const after = refineByTest(expression.left, expression.operator === '&&', environment, quietly(context));
      if (after) evaluateInterval(expression.right, after, context);
      return ANY;
    }
    case 'conditional': {
      of(expression.test);
      const branch = (truth: boolean, value: Expression): Interval => {
        const inside = refineByTest(expression.test, truth, environment, quietly(context));
        return inside ? evaluateInterval(value, inside, context) : NONE;
      };
      return join(branch(true, expression.then), branch(false, expression.otherwise));
    }
    case 'math':
      return mathInterval(expression.name, expression.arguments.map(of));
    case 'call':
      return context.call(expression.callee, expression.arguments.map(of));
    case 'load': {
      const global = expression.array.kind === 'variable' ? context.globalElements(expression.array.id) : undefined;
      of(expression.array);
      of(expression.index);
      return global ?? elementInterval(expression.array.type);
    }
    case 'length':
      of(expression.of);
      return lengthInterval(expression.of.type);
    case 'charCode':
      of(expression.text);
      of(expression.index);
      return { ...integers(0, 65535), nan: true };
    case 'newArray':
      of(expression.length);
      if (expression.fill) of(expression.fill);
      return ANY;
    case 'arrayLiteral':
      expression.elements.forEach(of);
      return ANY;
    case 'record':
      expression.values.forEach(of);
      return ANY;
    case 'field':
      of(expression.record);
      return ANY;
    case 'intrinsic':
      of(expression.receiver);
      expression.arguments.forEach(of);
      return expression.name === 'push' ? integers(1, UINT31_MAX) : ANY;
  }
}

/** The same evaluation without a record: tests are evaluated again when they refine. */
export function quietly(context: EvaluationContext): (expression: Expression, environment: Environment) => Interval {
  const quiet: EvaluationContext = {
    call: (callee, values) => context.call(callee, values),
    globalElements: (id) => context.globalElements(id),
  };
  return (expression, environment) => evaluateInterval(expression, environment, quiet);
}

export function elementInterval(type: Type): Interval {
  return type.kind === 'typed' ? ELEMENTS[type.element] : ANY;
}

export function lengthInterval(type: Type): Interval {
  return type.kind === 'string' ? integers(0, STRING_LENGTH_MAX) : UINT31;
}
