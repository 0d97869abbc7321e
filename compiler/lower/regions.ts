/**
 * Memory that a round of a loop, or a call, takes and leaves behind (region-based memory management, Tofte and Talpin 1997,
 * with rounds and calls as the only regions). Where nothing that lives on can refer to it, the heap goes back to where it was.
 */
import {
  type Expression,
  expressionsOf,
  type FunctionId,
  operandsOf,
  type Statement,
  type Type,
  type VariableId,
  walkExpressions,
  walkStatements,
} from '../ir/index.js';
import { fieldTypes } from './fields.js';
import type { FunctionScope } from './function-scope.js';

/** Whether the statements allocate something, and all of it is garbage when they have run. */
function leavesGarbage(scope: FunctionScope, statements: readonly Statement[]): boolean {
  const calls = new Map<FunctionId, readonly Statement[]>();
  for (const id of scope.module.calls.reachableFrom(statements)) calls.set(id, scope.module.functionOf(id).body);
  const allocates = allocatesIn(statements, scope.split) || [...calls.values()].some((body) => allocatesIn(body, NO_VARIABLES));
  if (!allocates) return false;
  return !keepsReferences(scope, statements) && [...calls.values()].every((body) => !buildsOutside(body));
}

/** The local that keeps the top of the heap from before the statements, when they leave garbage. */
export function markFor(scope: FunctionScope, statements: readonly Statement[]): string | undefined {
  return leavesGarbage(scope, statements) ? scope.local('mark', 'u32') : undefined;
}

const NO_VARIABLES: ReadonlySet<VariableId> = new Set();

function allocatesIn(statements: readonly Statement[], split: ReadonlySet<VariableId>): boolean {
  let found = false;
  walkStatements(statements, (statement) => {
    for (const expression of expressionsOf(statement)) {
      // These hand over fields instead of making a record.
      const fieldsOnly =
        fieldTypes(expression.type) !== undefined &&
        (statement.kind === 'return' ||
          ((statement.kind === 'let' || statement.kind === 'assign') && split.has(statement.variable)));
      const parts = fieldsOnly && expression.kind === 'record' ? operandsOf(expression) : [expression];
      if (parts.some((part) => allocates(part, fieldsOnly))) found = true;
    }
  });
  return found;
}

function allocates(expression: Expression, fieldsOnly: boolean): boolean {
  switch (expression.kind) {
    case 'newArray':
    case 'arrayLiteral':
    case 'record':
      return true;
    case 'math':
      // More arguments than the library has functions for go through an array.
      if (expression.name === 'Math.hypot' && expression.arguments.length > 4) return true;
      break;
    case 'intrinsic':
      if (expression.name === 'slice' || expression.name === 'push') return true;
      break;
    case 'call':
      if (!fieldsOnly && fieldTypes(expression.type) !== undefined) return true;
      break;
  }
  return operandsOf(expression).some((operand) => allocates(operand, false));
}

/** Whether a reference may get out of the statements: into an older array, or into a variable declared outside. */
function keepsReferences(scope: FunctionScope, statements: readonly Statement[]): boolean {
  if (buildsOutside(statements)) return true;
  const declared = new Set<VariableId>();
  walkStatements(statements, (statement) => {
    if (statement.kind === 'let') declared.add(statement.variable);
  });
  let kept = false;
  walkStatements(statements, (statement) => {
    if (statement.kind !== 'assign' || declared.has(statement.variable) || isScalar(statement.value.type)) return;
    const { value, variable } = statement;
    const older = value.kind === 'variable' && !declared.has(value.id);
    const scalarFields = scope.split.has(variable) && fieldTypes(value.type)!.every(isScalar);
    if (!older && !scalarFields) kept = true;
  });
  return kept;
}

export function isScalar(type: Type): boolean {
  return type.kind === 'number' || type.kind === 'boolean' || type.kind === 'void';
}

/** Whether arrays that are not the statements' own get references, or more room. */
function buildsOutside(statements: readonly Statement[]): boolean {
  const own = ownArrays(statements);
  const isOwn = (array: Expression): boolean => array.kind === 'variable' && own.has(array.id);
  let outside = false;
  walkStatements(statements, (statement) => {
    if (statement.kind !== 'store' || isScalar(statement.value.type)) return;
    if (!isOwn(statement.array)) outside = true;
  });
  walkExpressions(statements, (expression) => {
    if (expression.kind !== 'intrinsic') return;
    const { name, receiver } = expression;
    const stores = name === 'push' || (name === 'fill' && !isScalar(expression.arguments[0]!.type));
    if (stores && !isOwn(receiver)) outside = true;
  });
  return outside;
}

/** Variables that hold nothing but arrays made in the statements. */
function ownArrays(statements: readonly Statement[]): Set<VariableId> {
  const own = new Set<VariableId>();
  const foreign = new Set<VariableId>();
  walkStatements(statements, (statement) => {
    if (statement.kind !== 'let' && statement.kind !== 'assign') return;
    const { value, variable } = statement;
    if (statement.kind === 'let') own.add(variable);
    const made =
      value.kind === 'newArray' || value.kind === 'arrayLiteral' || (value.kind === 'intrinsic' && value.name === 'slice');
    if (!made) foreign.add(variable);
  });
  for (const variable of foreign) own.delete(variable);
  return own;
}
