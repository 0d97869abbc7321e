/** Conversions that operators make: to numbers, integers and booleans; and the tests that tell whether one is needed. */
import type { Expression } from '../core/types.js';
import { KIND } from '../inference/types.js';
import { SPECIAL, STRING } from '../layout.js';
import { callFunction } from './direct-calls.js';
import type { FunctionScope } from './function-scope.js';
import { type Typed, wasmType } from './values.js';
import { F64, I32, I64, type Ref } from './wasm.js';

export function isNumeric({ as }: Typed): boolean {
  return as === 'number' || as === 'integer';
}

export function resultIsInt32(scope: FunctionScope, expression: Expression): boolean {
  const type = scope.module.inference.typeOf(expression);
  const { range } = type;
  return (
    type.kinds === KIND.number &&
    range.isInteger &&
    !range.mayBeNaN &&
    !range.mayBeNegativeZero &&
    range.minimum >= -2147483648 &&
    range.maximum <= 2147483647
  );
}

/** ToInt32 of a number: most doubles are integers that are not too large, the library does the rest. */
export function toInt32(scope: FunctionScope, typed: Typed): Ref {
  if (typed.as === 'integer') return typed.ref;
  const { module } = scope.wasm;
  const number = scope.keep(F64, typed.ref);
  const { values } = scope;
  return module.block(
    null,
    [
      number.first,
      module.if(
        values.hasLowWord(() => scope.get(number.index)),
        values.lowWord(scope.get(number.index)),
        scope.library('toInt32', [scope.get(number.index)]).ref,
      ),
    ],
    I32,
  );
}

export function toBoolean(scope: FunctionScope, typed: Typed): Ref {
  const { wasm, values } = scope;
  const { module } = wasm;
  switch (typed.as) {
    case 'boolean':
      return typed.ref;
    case 'integer':
      return module.i32.ne(typed.ref, wasm.int(0));
    case 'number': {
      const number = scope.keep(F64, typed.ref);
      // Also false for NaN.
      return module.block(null, [number.first, module.f64.gt(module.f64.abs(scope.get(number.index)), wasm.double(0))], I32);
    }
    case 'string':
      return module.i32.ne(wasm.load32(typed.ref, STRING.length), wasm.int(0));
    case 'object':
      return module.block(null, [module.drop(typed.ref), wasm.int(1)], I32);
    default: {
      const value = scope.keep(I64, values.box(typed));
      const isSpecial = module.i64.eq(module.i64.shr_u(scope.get(value.index), wasm.long(48n)), wasm.long(0xfff9n));
      return module.block(
        null,
        [
          value.first,
          module.if(
            isSpecial,
            values.isSpecial(scope.get(value.index), SPECIAL.true),
            scope.library('truthy', [scope.get(value.index)]).ref,
          ),
        ],
        I32,
      );
    }
  }
}

/** ToNumber, as f64. */
export function toNumber(scope: FunctionScope, typed: Typed): Ref {
  if (isNumeric(typed) || typed.as === 'boolean') {
    return typed.as === 'boolean' ? scope.wasm.module.f64.convert_u.i32(typed.ref) : scope.values.convert(typed, 'number');
  }
  const { module } = scope.wasm;
  const kept = keepOperand(scope, typed);
  const answer = callFunction(scope, 'Operators$toNumber', undefined, [kept.typed()]);
  const slow = answer.as === 'number' ? answer.ref : scope.values.asDouble(scope.values.box(answer));
  const test = numericTest(scope, [kept]);
  return test === undefined
    ? module.block(null, [kept.first, slow], F64)
    : module.block(null, [kept.first, module.if(test, kept.double(), slow)], F64);
}

export interface KeptOperand {
  readonly first: Ref;
  readonly as: Typed['as'];
  typed(): Typed;
  double(): Ref;
  number(): Typed;
}

export function keepOperand(scope: FunctionScope, operand: Typed): KeptOperand {
  const { first, index } = scope.keep(wasmType(operand.as), operand.ref);
  const typed = (): Typed => ({ ref: scope.get(index), as: operand.as });
  const double = () =>
    isNumeric(operand) ? scope.values.convert(typed(), 'number') : scope.values.asDouble(scope.values.box(typed()));
  return { first, as: operand.as, typed, double, number: () => (isNumeric(operand) ? typed() : { ref: double(), as: 'number' }) };
}

/** Whether all are numbers; undefined when that can't be. */
export function numericTest(scope: FunctionScope, operands: readonly KeptOperand[]): Ref | undefined {
  let test: Ref | undefined;
  for (const operand of operands) {
    if (operand.as === 'number' || operand.as === 'integer') continue;
    if (operand.as !== 'value') return undefined;
    const one = scope.values.isDouble(operand.typed().ref);
    test = test === undefined ? one : scope.wasm.both(test, one);
  }
  return test ?? scope.wasm.int(1);
}
