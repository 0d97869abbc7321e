/** The program's own functions, in the forms in which a block calls them. */
import type { Expression, IrFunction } from '../ir/index.js';
import { loadPlace } from './array-access.js';
import { costOfStatement } from './costs.js';
import { expressions } from './expressions.js';
import { fieldTypes } from './fields.js';
import { FunctionScope } from './function-scope.js';
import type { ModuleScope, WantedFunction } from './module-scope.js';
import { writePoll } from './polls.js';
import { findSplitRecords, handOver } from './records.js';
import { isScalar, markFor } from './regions.js';
import { typeText } from './representation.js';
import { writeStatements } from './statements.js';

export function lowerFunction(module: ModuleScope, name: string, { id, mode, result }: WantedFunction): string {
  const fn = module.functionOf(id);
  const representation = module.resultRepresentation(id);
  let mark: string | undefined;
  const returnValue = (self: FunctionScope, value: Expression | undefined): void => {
    if (value && result === 'fields') handOver(self, value);
    const text = value && result === 'whole' ? expressions.value(self, value, representation) : undefined;
    if (!mark) self.write(text === undefined ? 'return;' : `return ${text};`);
    else if (text === undefined) self.write(`release(${mark});`, 'return;');
    else {
      // What the value is computed from is given back only afterwards.
      const kept = self.local('result', typeText(fn.returns, representation));
      self.write(`${kept} = ${text};`, `release(${mark});`, `return ${kept};`);
    }
  };
  const scope = new FunctionScope(module, fn, expressions, mode, returnValue, findSplitRecords(fn, fn.body));
  const given = result === 'fields' ? (fieldTypes(fn.returns) ?? []) : [fn.returns];
  if (given.every(isScalar)) mark = markFor(scope, fn.body);
  if (mark) scope.write(`${mark} = heapTop();`);
  const parameters = fn.parameters.map((parameter) => {
    return `${scope.nameOf(parameter)}: ${typeText(scope.typeOf(parameter), module.representation(parameter))}`;
  });
  writePlaces(scope, fn.parameters);
  if (mode === 'safe' && module.calls.isRecursive(id)) {
    writePoll(
      scope,
      fn.body.reduce((sum, statement) => sum + costOfStatement(statement), 4),
    );
  }
  writeStatements(scope, fn.body);
  if (mark && fn.returns.kind === 'void') scope.write(`release(${mark});`);
  const type = result === 'fields' ? 'void' : typeText(fn.returns, representation);
  // Every path of a function with a result returns or throws, which AssemblyScript can't always see.
  if (type !== 'void') scope.write('unreachable();');
  const body = scope.finish(new Set(fn.parameters.map((parameter) => scope.nameOf(parameter))));
  return `function ${name}(${parameters.join(', ')}): ${type} {\n${body}\n}`;
}

/** Fills the locals that keep where arrays are, for those that stay there. */
export function writePlaces(scope: FunctionScope, parameters: IrFunction['parameters']): void {
  const arrays = parameters.filter((id) => scope.isAccessed(id) && scope.module.isFixed(scope.typeOf(id)));
  for (const id of [...scope.accessedGlobals, ...arrays]) scope.write(...loadPlace(scope, id));
}
