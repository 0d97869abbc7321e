/** Statements. Each gives code without a result. */
import type { Statement } from '../core/types.js';
import { REALM } from '../layout.js';
import { tryStatement } from './exceptions.js';
import type { Exit, FunctionScope } from './function-scope.js';
import { poll } from './safepoints.js';
import { declareEarly, initialise } from './variables.js';
import { I32, I64, NONE, type Ref } from './wasm.js';

export function compileStatements(scope: FunctionScope, statements: readonly Statement[]): Ref {
  const parts = declareEarly(scope, statements);
  for (const statement of statements) parts.push(compileStatement(scope, statement));
  return scope.wasm.module.block(null, parts, NONE);
}

function compileStatement(scope: FunctionScope, statement: Statement): Ref {
  const { wasm } = scope;
  switch (statement.kind) {
    case 'expression':
      return scope.effect(statement.value);
    case 'let':
      return initialise(scope, statement.variable, statement.value);
    case 'if': {
      const test = scope.condition(statement.test);
      const then = scope.statements(statement.then);
      return statement.otherwise.length === 0
        ? wasm.module.if(test, then)
        : wasm.module.if(test, then, scope.statements(statement.otherwise));
    }
    case 'block': {
      const label = scope.label('block');
      scope.setTarget('break', statement.label, label);
      return wasm.module.block(label, [scope.statements(statement.body)], NONE);
    }
    case 'loop':
      return loop(scope, statement);
    case 'break':
      return scope.leave(scope.target('break', statement.label));
    case 'continue':
      return scope.leave(scope.target('continue', statement.label));
    case 'jump':
      return jump(scope, statement);
    case 'return':
      return returnStatement(scope, statement);
    case 'throw': {
      const value = scope.boxed(statement.value);
      return wasm.module.block(null, [
        wasm.store64(wasm.int(0), value, REALM.exception),
        scope.pendingIs(1),
        scope.leaveToHandler(),
      ]);
    }
    case 'try':
      return tryStatement(scope, statement);
  }
}

function returnStatement(scope: FunctionScope, { value }: Extract<Statement, { kind: 'return' }>): Ref {
  const { wasm, signature } = scope;
  const exit: Exit = { kind: 'return' };
  if (signature.result === 'nothing') return wasm.module.block(null, [scope.effect(value), scope.leave(exit)]);
  const result = scope.as(value, signature.result);
  if (scope.finalizers.length === 0) return wasm.module.return(result);
  return wasm.module.block(null, [scope.set(scope.result, result), scope.leave(exit)]);
}

function loop(scope: FunctionScope, statement: Extract<Statement, { kind: 'loop' }>): Ref {
  const { wasm } = scope;
  const top = scope.label('loop');
  const end = scope.label('end');
  const next = scope.label('next');
  scope.setTarget('break', statement.label, end);
  scope.setTarget('continue', statement.label, next);
  const test = () => (statement.test === undefined ? wasm.int(1) : scope.condition(statement.test));
  const parts: Ref[] = [];
  if (!statement.testsLast && statement.test !== undefined) parts.push(wasm.leave(end, wasm.not(test())));
  parts.push(wasm.module.block(next, [scope.statements(statement.body)], NONE));
  parts.push(scope.statements(statement.update));
  parts.push(poll(scope));
  parts.push(statement.testsLast ? wasm.leave(top, test()) : wasm.leave(top));
  return wasm.module.block(end, [wasm.module.loop(top, wasm.module.block(null, parts))], NONE);
}

function jump(scope: FunctionScope, statement: Extract<Statement, { kind: 'jump' }>): Ref {
  const { wasm } = scope;
  const end = scope.label('end');
  const otherwise = scope.label('otherwise');
  const labels = statement.cases.map(() => scope.label('case'));
  const on = scope.expression(statement.on);
  let head: Ref;
  if (on.as === 'integer') head = wasm.module.switch(labels, otherwise, on.ref);
  else {
    // Anything that is not exactly an integer in range goes to `otherwise`.
    const { module } = wasm;
    const value = scope.keep(I64, scope.values.box(on));
    const number = () => scope.values.asDouble(scope.get(value.index));
    const index = scope.local(I32);
    head = module.block(null, [
      value.first,
      wasm.leave(otherwise, wasm.not(scope.values.isDouble(scope.get(value.index)))),
      scope.set(index, scope.values.lowWord(number())),
      wasm.leave(otherwise, module.f64.ne(module.f64.convert_u.i32(scope.get(index)), number())),
      module.switch(labels, otherwise, scope.get(index)),
    ]);
  }
  let code = wasm.module.block(labels[0] ?? null, [head], NONE);
  for (const [k, body] of statement.cases.entries()) {
    const following = labels[k + 1] ?? otherwise;
    code = wasm.module.block(following, [code, scope.statements(body), wasm.leave(end)], NONE);
  }
  if (statement.cases.length === 0) code = wasm.module.block(otherwise, [code], NONE);
  return wasm.module.block(end, [code, scope.statements(statement.otherwise)], NONE);
}
