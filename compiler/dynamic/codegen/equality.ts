/** `===` and `==`. */
import type { Expression } from '../core/types.js';
import { KIND } from '../inference/types.js';
import { CELL, CELL_KIND, SPECIAL, STRING_IS_ATOM } from '../layout.js';
import { isNumeric, toBoolean } from './conversions.js';
import { callFunction } from './direct-calls.js';
import type { FunctionScope } from './function-scope.js';
import type { Typed } from './values.js';
import { I32, I64, type Ref } from './wasm.js';

type Binary = Extract<Expression, { kind: 'binary' }>;

/** `===`. */
export function strictEquals(scope: FunctionScope, expression: Binary): Typed {
  const { module } = scope.wasm;
  const { values } = scope;
  const kindTest = typeTest(scope, expression);
  if (kindTest) return kindTest;
  const left = scope.expression(expression.left);
  const right = scope.expression(expression.right);
  const boolean = (ref: Ref): Typed => ({ ref, as: 'boolean' });
  if (expression.right.kind === 'string') return boolean(equalsConstant(scope, left, expression.right.value));
  if (expression.left.kind === 'string') return boolean(equalsConstant(scope, right, expression.left.value));
  if (isNumeric(left) && isNumeric(right)) {
    if (left.as === 'integer' && right.as === 'integer') return boolean(module.i32.eq(left.ref, right.ref));
    return boolean(module.f64.eq(values.convert(left, 'number'), values.convert(right, 'number')));
  }
  if (left.as === right.as && (left.as === 'boolean' || left.as === 'object')) return boolean(module.i32.eq(left.ref, right.ref));
  if (left.as === 'string' && right.as === 'string') return boolean(scope.library('equalStrings', [left.ref, right.ref]).ref);
  const a = scope.keep(I64, values.box(left));
  const b = scope.keep(I64, values.box(right));
  const same = module.i64.eq(scope.get(a.index), scope.get(b.index));
  if (comparesByBits(scope, expression.left, left) || comparesByBits(scope, expression.right, right)) {
    return boolean(module.block(null, [a.first, b.first, same], I32));
  }
  const isDouble = (index: number) => values.isDouble(scope.get(index));
  const numeric = isNumeric(left) || isNumeric(right) ? undefined : 1;
  const doubles = module.f64.eq(values.asDouble(scope.get(a.index)), values.asDouble(scope.get(b.index)));
  // A tagged value read as a double is NaN, which equals nothing: with one number on a side that is the answer.
  if (numeric === undefined) return boolean(module.block(null, [a.first, b.first, doubles], I32));
  const others = module.if(same, scope.wasm.int(1), scope.library('strictEquals', [scope.get(a.index), scope.get(b.index)]).ref);
  const choice = module.if(isDouble(a.index), doubles, others);
  return boolean(module.block(null, [a.first, b.first, choice], I32));
}

/** Of one operand it is known that only the very same bits equal it. */
function comparesByBits(scope: FunctionScope, expression: Expression, { as }: Typed): boolean {
  if (as === 'boolean' || as === 'object') return true;
  const { kinds } =
    expression.kind === 'undefined'
      ? { kinds: KIND.undefined }
      : expression.kind === 'null'
        ? { kinds: KIND.null }
        : scope.module.inference.typeOf(expression);
  return (kinds & (KIND.number | KIND.string | KIND.bigint)) === 0;
}

export function looseEquals(scope: FunctionScope, expression: Binary, left: Typed, right: Typed): Typed {
  const { module } = scope.wasm;
  const { values } = scope;
  const isNullish = (e: Expression) => e.kind === 'undefined' || e.kind === 'null';
  if (isNullish(expression.right)) return { ref: values.isNullish(boxDropping(scope, left, right)), as: 'boolean' };
  if (isNumeric(left) && isNumeric(right))
    return { ref: module.f64.eq(values.convert(left, 'number'), values.convert(right, 'number')), as: 'boolean' };
  if (left.as === 'string' && right.as === 'string') return scope.library('equalStrings', [left.ref, right.ref]);
  return { ref: toBoolean(scope, callFunction(scope, 'Operators$looseEquals', undefined, [left, right])), as: 'boolean' };
}

/** The left operand; the right one is a constant. */
function boxDropping(scope: FunctionScope, left: Typed, _right: Typed): Ref {
  return scope.values.box(left);
}

/** `typeof x === 'number'` and the like, without the text. */
function typeTest(scope: FunctionScope, { left, right }: Binary): Typed | undefined {
  if (left.kind !== 'unary' || left.operator !== 'typeof' || right.kind !== 'string') return undefined;
  const { wasm, values } = scope;
  const { module } = wasm;
  const value = scope.local(I64);
  const get = () => scope.get(value);
  const isClosure = () => module.i32.eq(wasm.load8(values.addressOf(get()), CELL.kind), wasm.int(CELL_KIND.function));
  const tests: Readonly<Record<string, () => Ref>> = {
    number: () => values.isDouble(get()),
    string: () => values.isString(get()),
    undefined: () => values.isSpecial(get(), SPECIAL.undefined),
    boolean: () => module.i32.or(values.isSpecial(get(), SPECIAL.true), values.isSpecial(get(), SPECIAL.false)),
    function: () => module.if(values.isObject(get()), isClosure(), wasm.int(0)),
    object: () => module.if(values.isObject(get()), wasm.not(isClosure()), values.isSpecial(get(), SPECIAL.null)),
  };
  const test = Object.hasOwn(tests, right.value) ? tests[right.value]!() : undefined;
  if (!test) return undefined;
  return { ref: module.block(null, [scope.set(value, scope.boxed(left.operand)), test], I32), as: 'boolean' };
}

/** Constants are atoms, the only ones with their content: atoms compare by address, and few other strings are ever compared with constants. */
function equalsConstant(scope: FunctionScope, typed: Typed, constant: string): Ref {
  const { wasm, values } = scope;
  const { module } = wasm;
  const atom = () => wasm.int(scope.module.reserved.string(constant));
  const equals = (text: () => Ref) =>
    module.if(
      module.i32.eq(text(), atom()),
      wasm.int(1),
      module.if(
        module.i32.and(wasm.load8(text(), CELL.flags), wasm.int(STRING_IS_ATOM)),
        wasm.int(0),
        scope.library('equalStrings', [text(), atom()]).ref,
      ),
    );
  if (typed.as === 'string') {
    const text = scope.keep(I32, typed.ref);
    return module.block(null, [text.first, equals(() => scope.get(text.index))], I32);
  }
  if (typed.as !== 'value') return module.block(null, [module.drop(typed.ref), wasm.int(0)], I32);
  const value = scope.keep(I64, typed.ref);
  const address = () => values.addressOf(scope.get(value.index));
  const test = module.if(values.isString(scope.get(value.index)), equals(address), wasm.int(0));
  return module.block(null, [value.first, test], I32);
}
