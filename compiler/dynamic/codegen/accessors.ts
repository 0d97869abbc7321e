/** Getters and setters that a look-up found. */
import { FUNCTION, REALM, SPECIAL } from '../layout.js';
import type { FunctionScope } from './function-scope.js';
import { I32, I64, NONE, type Ref } from './wasm.js';

/** Name of the module's function that calls the getter at REALM.accessor. */
const CALL_GETTER = 'runtime/getter';
const CALL_SETTER = 'runtime/setter';

/** The value that a lookup gave; where it gave a getter, what that returns. */
export function orCallGetter(scope: FunctionScope, found: Ref, receiver: () => Ref): Ref {
  const { wasm, values } = scope;
  const value = scope.keep(I64, found);
  const call = scope.checked(wasm.module.call(CALL_GETTER, [receiver()], I64), I64);
  return wasm.module.block(
    null,
    [value.first, wasm.module.if(values.isSpecial(scope.get(value.index), SPECIAL.accessor), call, scope.get(value.index))],
    I64,
  );
}

/** After setProperty and the like, whose answer is 1 when a setter is to be called. */
export function thenCallSetter(scope: FunctionScope, answer: Ref, receiver: Ref, value: Ref): Ref {
  const { wasm } = scope;
  return wasm.module.if(answer, scope.checked(wasm.module.call(CALL_SETTER, [receiver, value], NONE), NONE));
}

export function addAccessorCalls(scope: { readonly module: FunctionScope['module'] }): void {
  const { wasm, values } = scope.module;
  const { module } = wasm;
  const accessor = () => wasm.load64(wasm.int(0), REALM.accessor);
  const call = (receiver: Ref, count: number, first: Ref, closure: () => Ref) =>
    scope.module.callIndirect(wasm.load32(closure(), FUNCTION.code), [
      closure(),
      receiver,
      wasm.int(count),
      first,
      values.undefined(),
      values.undefined(),
    ]);
  module.addFunction(
    CALL_GETTER,
    I64,
    I64,
    [I32],
    module.block(
      null,
      [
        // A property with a setter alone reads as undefined.
        module.if(wasm.not(values.isObject(accessor())), module.return(values.undefined())),
        module.local.set(1, values.addressOf(accessor())),
        call(module.local.get(0, I64), 0, values.undefined(), () => module.local.get(1, I32)),
      ],
      I64,
    ),
  );
  module.addFunction(
    CALL_SETTER,
    scope.module.types([I64, I64]),
    NONE,
    [I32],
    module.block(
      null,
      [
        module.local.set(2, values.addressOf(accessor())),
        module.drop(call(module.local.get(0, I64), 1, module.local.get(1, I64), () => module.local.get(2, I32))),
      ],
      NONE,
    ),
  );
}
