/** Variables that hold the length of what another variable holds: `const n = values.length`. */
import type { CoreProgram, Expression, VariableId } from '../core/types.js';
import { visitStatements } from '../core/visit.js';

/** The variable whose length an expression reads. */
export function lengthOwner(expression: Expression): VariableId | undefined {
  let object: Expression | undefined;
  if (expression.kind === 'property' && expression.key === 'length') object = expression.object;
  if (expression.kind === 'intrinsic' && ['arrayLength', 'typedLength', 'stringLength'].includes(expression.name))
    object = expression.arguments[0];
  return object?.kind === 'get' ? object.variable : undefined;
}

/** Neither of the two is ever reassigned, and the one lives no longer than the other: scopes are lexical. */
export function lengthVariables(program: CoreProgram): Map<VariableId, VariableId> {
  const lengths = new Map<VariableId, VariableId>();
  for (const fn of program.functions.values()) {
    const isConstant = (id: VariableId) => fn.variables.get(id)?.isReassigned === false;
    visitStatements(fn.body, (statement) => {
      if (statement.kind !== 'let' || !isConstant(statement.variable)) return;
      const owner = lengthOwner(statement.value);
      if (owner !== undefined && isConstant(owner)) lengths.set(statement.variable, owner);
    });
  }
  return lengths;
}
