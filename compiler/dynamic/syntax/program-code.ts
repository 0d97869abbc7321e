/** All translated code of a program that is its user's or a package's: what each variable is given, and copies with parts exchanged. */
import type { Expression, Statement, VariableId } from '../core/types.js';
import { mapStatements } from '../core/visit.js';
import type { ProgramContext } from './program.js';

/** The values of each variable that is no parameter. */
export function definitions(program: ProgramContext): Map<VariableId, Expression[]> {
  const found = new Map<VariableId, Expression[]>();
  const add = (variable: VariableId, value: Expression) => {
    const known = found.get(variable);
    if (known) known.push(value);
    else found.set(variable, [value]);
  };
  const parameters = new Set([...program.functions.values()].flatMap((one) => [...one.parameters, one.rest ?? -1]));
  mapProgram(program, (statements) => {
    mapStatements(statements, {
      expression: (one) => {
        if (one.kind === 'set') add(one.variable, one.value);
        return one;
      },
      statement: (one) => {
        if (one.kind === 'let') add(one.variable, one.value);
        return one;
      },
    });
    return statements;
  });
  for (const variable of parameters) found.delete(variable);
  return found;
}

type Change = (statements: readonly Statement[]) => readonly Statement[];

/** Exchanges all code of the program. */
export function mapProgram(program: ProgramContext, change: Change): void {
  const map = (statements: readonly Statement[]) => [...change(statements)];
  for (const [id, one] of program.functions) if (!one.isBuiltin) program.functions.set(id, { ...one, body: map(one.body) });
  for (const [statement, translated] of program.included) program.included.set(statement, map(translated));
  for (const [unit, translated] of program.namespaceObjects) program.namespaceObjects.set(unit, map(translated));
  program.hoisted.splice(0, program.hoisted.length, ...map(program.hoisted));
}
