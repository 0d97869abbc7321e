/** Statements, all but loops. */
import type { Expression, Statement } from '../ir/index.js';
import { loadPlace, writeStore } from './array-access.js';
import { writeCall } from './calls.js';
import type { FunctionScope } from './function-scope.js';
import { writeSet } from './intrinsics.js';
import { writeJump } from './jumps.js';
import { writeLoop } from './loops.js';
import { assignSplit } from './records.js';

export function writeStatements(scope: FunctionScope, statements: readonly Statement[]): void {
  for (const statement of statements) writeStatement(scope, statement);
}

function writeStatement(scope: FunctionScope, statement: Statement): void {
  const { expressions, module } = scope;
  switch (statement.kind) {
    case 'let':
    case 'assign': {
      if (scope.split.has(statement.variable)) {
        assignSplit(scope, statement.variable, statement.value);
        return;
      }
      const name = scope.variable(statement.variable);
      scope.write(`${name} = ${expressions.value(scope, statement.value, module.representation(statement.variable))};`);
      const { type } = statement.value;
      const hasElements = type.kind === 'array' || type.kind === 'typed' || type.kind === 'string';
      if (hasElements && scope.isAccessed(statement.variable) && module.isFixed(type))
        scope.write(...loadPlace(scope, statement.variable));
      return;
    }
    case 'store':
      writeStore(scope, statement);
      return;
    case 'expression':
      writeEffect(scope, statement.value);
      return;
    case 'if': {
      const { otherwise } = statement;
      const tail = (): void => {
        if (otherwise.length === 0) scope.write('}');
        else scope.block('} else', () => writeStatements(scope, otherwise));
      };
      scope.write(`if (${expressions.boolean(scope, statement.test)}) {`);
      scope.nest(() => writeStatements(scope, statement.then));
      tail();
      return;
    }
    case 'loop':
      writeLoop(scope, statement, writeStatements);
      return;
    case 'break':
    case 'continue':
      writeJump(scope, statement.kind, statement.loop);
      return;
    case 'return':
      scope.writeReturn(statement.value);
      return;
    case 'barrier':
      scope.module.pauses = true;
      scope.write('meet();');
      return;
    case 'throw': {
      scope.write(`thrown(${module.sites.number(statement.span, statement.message)});`, 'unreachable();');
      return;
    }
  }
}

function writeEffect(scope: FunctionScope, value: Expression): void {
  const { expressions } = scope;
  if (value.kind === 'call') {
    writeCall(scope, value);
    return;
  }
  if (value.kind === 'intrinsic' && value.name === 'set') {
    writeSet(scope, value);
    return;
  }
  switch (value.type.kind) {
    case 'number':
      scope.write(`${expressions.number(scope, value).text};`);
      return;
    case 'boolean':
      scope.write(`${expressions.boolean(scope, value)};`);
      return;
    default:
      scope.write(`${expressions.reference(scope, value)};`);
  }
}
