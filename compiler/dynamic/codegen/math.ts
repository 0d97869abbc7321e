/** Functions of Math on numbers: instructions where they give JavaScript's bits, imports of the engine's own functions otherwise. */
import { IMPORTED_MATH, IMPORTS } from '../../abi.js';
import { toInt32 } from './conversions.js';
import type { FunctionScope } from './function-scope.js';
import type { Typed } from './values.js';
import { F64, type Ref } from './wasm.js';

export function mathFunction(scope: FunctionScope, name: string, operands: readonly Ref[]): Typed {
  const { module } = scope.wasm;
  const { f64 } = module;
  const [a, b] = operands as [Ref, Ref];
  const number = (ref: Ref): Typed => ({ ref, as: 'number' });
  switch (name) {
    case 'abs':
      return number(f64.abs(a));
    case 'sqrt':
      return number(f64.sqrt(a));
    case 'floor':
      return number(f64.floor(a));
    case 'ceil':
      return number(f64.ceil(a));
    case 'trunc':
      return number(f64.trunc(a));
    case 'min':
      return number(f64.min(a, b));
    case 'max':
      return number(f64.max(a, b));
    case 'fround':
      return number(f64.promote(module.f32.demote(a)));
    case 'round': {
      // Halves go up, and what lies in -0.5..-0 becomes -0, which copying the sign does.
      const x = scope.keep(F64, a);
      const floor = scope.keep(F64, f64.floor(scope.get(x.index)));
      const half = f64.ge(f64.sub(scope.get(x.index), scope.get(floor.index)), scope.wasm.double(0.5));
      const up = f64.add(scope.get(floor.index), module.select(half, scope.wasm.double(1), scope.wasm.double(0)));
      return number(module.block(null, [x.first, floor.first, f64.copysign(up, scope.get(x.index))], F64));
    }
    case 'sign': {
      const x = scope.keep(F64, a);
      const magnitude = f64.copysign(scope.wasm.double(1), scope.get(x.index));
      const isZeroOrNaN = scope.wasm.not(f64.gt(f64.abs(scope.get(x.index)), scope.wasm.double(0)));
      return number(module.block(null, [x.first, module.select(isZeroOrNaN, scope.get(x.index), magnitude)], F64));
    }
    case 'imul':
      return { ref: module.i32.mul(toInt32(scope, number(a)), toInt32(scope, number(b))), as: 'integer' };
    case 'clz32':
      return { ref: module.i32.clz(toInt32(scope, number(a))), as: 'integer' };
    default:
      if (name in IMPORTED_MATH)
        return number(module.call(scope.module.mathImport(IMPORTS.math, name, IMPORTED_MATH[name]!), [...operands], F64));
      return scope.library(`Math.${name}`, operands);
  }
}
