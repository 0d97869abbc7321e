/** Numeric expressions: as doubles, or as integers where nobody can tell the difference. */
import type { Expression } from '../ir/index.js';
import { lowerArithmetic, wrappedArithmetic } from './arithmetic.js';
import { lowerCharCode, lowerLength, lowerLoadedNumber } from './array-access.js';
import { lowerCall } from './calls.js';
import { lowerField } from './fields.js';
import type { FunctionScope } from './function-scope.js';
import { lowerNumericIntrinsic } from './intrinsics.js';
import { lowerMath } from './math.js';
import { asDouble, asInt32, doubleText, integerText, isExactInt32, isInt32, type Numeric } from './representation.js';

const DOUBLE = (text: string): Numeric => ({ text, as: 'f64' });
const INTEGER = (text: string): Numeric => ({ text, as: 'i32' });

export function lowerNumber(scope: FunctionScope, expression: Expression, anyZero = false): Numeric {
  const known = scope.lowered.get(expression) ?? {};
  const form = anyZero ? 'anyZero' : 'exact';
  const number = known[form] ?? lowerAnew(scope, expression, anyZero);
  known[form] = number;
  scope.lowered.set(expression, known);
  return number;
}

function lowerAnew(scope: FunctionScope, expression: Expression, anyZero: boolean): Numeric {
  const { expressions } = scope;
  switch (expression.kind) {
    case 'number':
      return isInt32Value(expression.value, anyZero)
        ? INTEGER(integerText(expression.value + 0))
        : DOUBLE(doubleText(expression.value));
    case 'variable':
      return { text: scope.nameOf(expression.id), as: scope.module.representation(expression.id) };
    case 'unary': {
      if (expression.operator === '~') return INTEGER(`(~(${expressions.wrapped(scope, expression.operand)}))`);
      if (expression.operator === '+') return expressions.number(scope, expression.operand, anyZero);
      const interval = scope.interval(expression);
      if (anyZero ? isInt32(interval) : isExactInt32(interval)) {
        const operand = expressions.number(scope, expression.operand, true);
        if (operand.as === 'i32') return INTEGER(`(0 - ${operand.text})`);
      }
      return DOUBLE(`(-(${expressions.double(scope, expression.operand)}))`);
    }
    case 'binary':
      return lowerArithmetic(scope, expression, anyZero);
    case 'conditional': {
      const test = expressions.boolean(scope, expression.test);
      const then = expressions.number(scope, expression.then, anyZero);
      const otherwise = expressions.number(scope, expression.otherwise, anyZero);
      if (then.as === otherwise.as) return { text: `(${test} ? ${then.text} : ${otherwise.text})`, as: then.as };
      return DOUBLE(`(${test} ? ${asDouble(then)} : ${asDouble(otherwise)})`);
    }
    case 'math':
      return lowerMath(scope, expression, anyZero);
    case 'call':
      return { text: lowerCall(scope, expression), as: scope.module.resultRepresentation(expression.callee) };
    case 'load':
      return lowerLoadedNumber(scope, expression);
    case 'length':
      return lowerLength(scope, expression);
    case 'charCode':
      return lowerCharCode(scope, expression);
    case 'field':
      return DOUBLE(lowerField(scope, expression));
    case 'intrinsic':
      return lowerNumericIntrinsic(scope, expression);
    default:
      throw new Error(`a ${expression.kind} is no number`);
  }
}

export function lowerDouble(scope: FunctionScope, expression: Expression): string {
  if (expression.kind === 'number') return doubleText(expression.value);
  return asDouble(lowerNumber(scope, expression));
}

export function lowerInt32(scope: FunctionScope, expression: Expression): string {
  return asInt32(lowerNumber(scope, expression, true));
}

export function lowerWrapped(scope: FunctionScope, expression: Expression): string {
  if (expression.kind === 'number') return integerText(expression.value | 0);
  const sum = wrappedArithmetic(scope, expression);
  if (sum !== undefined) return sum;
  const number = lowerNumber(scope, expression, true);
  if (number.as !== 'f64') return asInt32(number);
  const { lo, hi, nan } = scope.interval(expression);
  const fits = !nan && lo > -2147483649 && hi < 2147483648;
  return fits ? `<i32>(${number.text})` : `toInt32(${number.text})`;
}

function isInt32Value(value: number, anyZero: boolean): boolean {
  return (value | 0) === value && (anyZero || !Object.is(value, -0));
}
