/** Functions of Math and predicates of Number. */
import { IMPORTED_MATH } from '../abi.js';
import type { Expression } from '../ir/index.js';
import { integerQuotient } from './arithmetic.js';
import type { FunctionScope } from './function-scope.js';
import { asDouble, isExactInt32, isInt32, type Numeric } from './representation.js';

type MathCall = Extract<Expression, { kind: 'math' }>;

export function lowerMath(scope: FunctionScope, expression: MathCall, anyZero: boolean): Numeric {
  const { expressions } = scope;
  const name = expression.name.replace('Math.', '');
  const [first, second] = expression.arguments as [Expression, Expression];
  const interval = scope.interval(expression);
  const integral = anyZero ? isInt32(interval) : isExactInt32(interval);
  switch (name) {
    case 'floor':
    case 'ceil':
    case 'trunc':
    case 'round': {
      const quotient =
        name === 'floor' || name === 'trunc' ? integerQuotient(scope, first, anyZero, name === 'floor') : undefined;
      if (quotient !== undefined) return { text: quotient, as: 'i32' };
      const operand = expressions.number(scope, first, anyZero);
      if (operand.as !== 'f64') return operand;
      return { text: name === 'round' ? `round(${operand.text})` : `${name}<f64>(${operand.text})`, as: 'f64' };
    }
    case 'abs': {
      const operand = expressions.number(scope, first, true);
      if (operand.as === 'i32' && isInt32(interval)) return { text: `abs<i32>(${operand.text})`, as: 'i32' };
      return { text: `abs<f64>(${asDouble(operand)})`, as: 'f64' };
    }
    case 'min':
    case 'max': {
      const a = expressions.number(scope, first, integral);
      const b = expressions.number(scope, second, integral);
      if (integral && a.as === 'i32' && b.as === 'i32') return { text: `${name}<i32>(${a.text}, ${b.text})`, as: 'i32' };
      return { text: `${name}<f64>(${expressions.double(scope, first)}, ${expressions.double(scope, second)})`, as: 'f64' };
    }
    case 'sqrt':
      return { text: `sqrt<f64>(${expressions.double(scope, first)})`, as: 'f64' };
    case 'sign':
      return { text: `sign(${expressions.double(scope, first)})`, as: 'f64' };
    case 'fround':
      return { text: `<f64>(<f32>(${expressions.double(scope, first)}))`, as: 'f64' };
    case 'imul':
      return { text: `(${expressions.wrapped(scope, first)} * ${expressions.wrapped(scope, second)})`, as: 'i32' };
    case 'clz32':
      return { text: `clz<i32>(${expressions.wrapped(scope, first)})`, as: 'i32' };
    case 'hypot':
      return { text: hypot(scope, expression.arguments), as: 'f64' };
    default: {
      if (IMPORTED_MATH[name] !== expression.arguments.length) throw new Error(`${expression.name} can not be lowered`);
      scope.module.math.add(name);
      return {
        text: `math_${name}(${expression.arguments.map((argument) => expressions.double(scope, argument)).join(', ')})`,
        as: 'f64',
      };
    }
  }
}

function hypot(scope: FunctionScope, parts: readonly Expression[]): string {
  const values = parts.map((part) => scope.expressions.double(scope, part));
  if (values.length <= 4) return `hypot${values.length}(${values.join(', ')})`;
  const array = values.reduce((text, value, k) => `withDouble(${text}, ${k}, ${value})`, `newArray(${values.length}, 3)`);
  return `hypotOf(${array})`;
}

/** `Number.isInteger` and its like. */
export function lowerPredicate(scope: FunctionScope, expression: MathCall): string {
  const value = asDouble(scope.expressions.number(scope, expression.arguments[0]!));
  switch (expression.name) {
    case 'Number.isNaN':
      return `isNaN<f64>(${value})`;
    case 'Number.isFinite':
      return `isFiniteNumber(${value})`;
    case 'Number.isInteger':
      return `isIntegerNumber(${value})`;
    case 'Number.isSafeInteger':
      return `isSafeIntegerNumber(${value})`;
    default:
      throw new Error(`${expression.name} can not be lowered`);
  }
}
