/** try, catch, finally. While an exception is pending (REALM.pending) every call returns at once; the nearest handler takes it. */
import type { Statement } from '../core/types.js';
import { REALM } from '../layout.js';
import type { Finalizer, FunctionScope } from './function-scope.js';
import { wasmType } from './values.js';
import { declare } from './variables.js';
import { I32, I64, NONE, type Ref } from './wasm.js';

type Try = Extract<Statement, { kind: 'try' }>;

/** Numbers of ways to reach a finalizer; from 2 on they are exits. */
const FELL_THROUGH = 0;
const THREW = 1;

export function tryStatement(scope: FunctionScope, statement: Try): Ref {
  const body = () => (statement.handler ? tryCatch(scope, statement, statement.handler) : scope.statements(statement.body));
  return statement.finalizer ? tryFinally(scope, body, statement.finalizer) : body();
}

/** The exception, which is no longer pending. */
function caught(scope: FunctionScope): Ref {
  const { wasm } = scope;
  return wasm.module.block(null, [scope.pendingIs(0), wasm.load64(wasm.int(0), REALM.exception)], I64);
}

function tryCatch(scope: FunctionScope, statement: Try, handler: NonNullable<Try['handler']>): Ref {
  const { wasm } = scope;
  const end = scope.label('end');
  const catches = scope.label('catch');
  const outer = scope.handler;
  scope.handler = catches;
  const body = scope.statements(statement.body);
  scope.handler = outer;
  return wasm.module.block(
    end,
    [
      wasm.module.block(catches, [body, wasm.leave(end)], NONE),
      declare(scope, handler.variable, { ref: caught(scope), as: 'value' }),
      scope.statements(handler.body),
    ],
    NONE,
  );
}

function tryFinally(scope: FunctionScope, compileBody: () => Ref, statements: readonly Statement[]): Ref {
  const { wasm } = scope;
  const { module } = wasm;
  const threw = scope.label('threw');
  const outer = scope.handler;
  const finalizer: Finalizer = {
    label: scope.label('finally'),
    completion: scope.local(I32),
    value: scope.result < 0 ? -1 : scope.local(wasmType(scope.signature.result)),
    exits: [],
  };
  const exception = scope.local(I64);
  scope.handler = threw;
  scope.finalizers.push(finalizer);
  const body = compileBody();
  scope.finalizers.pop();
  scope.handler = outer;

  const entry = module.block(
    finalizer.label,
    [
      module.block(threw, [body, scope.set(finalizer.completion, wasm.int(FELL_THROUGH)), wasm.leave(finalizer.label)], NONE),
      scope.set(finalizer.completion, wasm.int(THREW)),
      scope.set(exception, caught(scope)),
    ],
    NONE,
  );
  const completionIs = (number: number) => module.i32.eq(scope.get(finalizer.completion), wasm.int(number));
  const parts = [entry, scope.statements(statements)];
  const rethrow = module.block(null, [
    wasm.store64(wasm.int(0), scope.get(exception), REALM.exception),
    scope.pendingIs(1),
    scope.leaveToHandler(),
  ]);
  parts.push(module.if(completionIs(THREW), rethrow));
  for (const [k, exit] of finalizer.exits.entries()) {
    const restore = exit.kind === 'return' && scope.result >= 0 ? [scope.set(scope.result, scope.get(finalizer.value))] : [];
    parts.push(module.if(completionIs(k + 2), module.block(null, [...restore, scope.leave(exit)])));
  }
  return module.block(null, parts, NONE);
}
