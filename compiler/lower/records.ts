/**
 * Tuples and objects that never need to exist: variables of which only fields are read are kept as one local for each field
 * (scalar replacement of aggregates), and functions hand the fields of their result over in a fixed place. Records can't be written and
 * have no identity, so nobody can tell.
 */
import { CONTROL, MAX_FIELDS, SLOT_BYTES } from '../abi.js';
import {
  type Expression,
  expressionsOf,
  type IrFunction,
  operandsOf,
  type Statement,
  type Type,
  type VariableId,
  walkStatements,
} from '../ir/index.js';
import { writeFieldsCall } from './calls.js';
import { fieldLocal, fieldTypes, loadField } from './fields.js';
import type { FunctionScope } from './function-scope.js';
import { typeText } from './representation.js';

/** The variables of a function that can be kept as their fields. */
export function findSplitRecords(
  fn: Pick<IrFunction, 'variables' | 'parameters'>,
  statements: readonly Statement[],
): ReadonlySet<VariableId> {
  const split = new Set<VariableId>();
  for (const [id, { type }] of fn.variables) {
    const fields = fieldTypes(type);
    if (fields && fields.length <= MAX_FIELDS && !fn.parameters.includes(id)) split.add(id);
  }
  if (split.size === 0) return split;
  for (let before = -1; before !== split.size; ) {
    before = split.size;
    walkStatements(statements, (statement) => {
      const defines = (statement.kind === 'let' || statement.kind === 'assign') && fieldTypes(statement.value.type) !== undefined;
      if (defines) {
        const { value, variable } = statement;
        if (!['record', 'call'].includes(value.kind) && !isWhole(value, split)) split.delete(variable);
        // From one such variable to another the fields are copied.
        if (value.kind === 'variable' && split.has(variable)) return;
      }
      // A returned record has to be made anyway, or its fields are handed over.
      if (statement.kind === 'return' && statement.value?.kind === 'variable') return;
      for (const expression of expressionsOf(statement)) keepWhole(expression, split);
    });
  }
  return split;
}

function isWhole(value: Expression, split: ReadonlySet<VariableId>): boolean {
  return value.kind === 'variable' && split.has(value.id);
}

/** Takes out variables that are used as a whole. */
function keepWhole(expression: Expression, split: Set<VariableId>): void {
  if (expression.kind === 'variable') split.delete(expression.id);
  else if (expression.kind === 'field' && expression.record.kind === 'variable') return;
  else for (const operand of operandsOf(expression)) keepWhole(operand, split);
}

/** Assigns a record to a split variable. */
export function assignSplit(scope: FunctionScope, id: VariableId, value: Expression): void {
  const types = fieldTypes(value.type)!;
  if (value.kind === 'call') {
    writeFieldsCall(scope, value);
    for (const [k, type] of types.entries()) scope.write(`${fieldLocal(scope, id, k)} = ${takeField(type, k)};`);
    return;
  }
  // All values first: they may read the variable's old fields.
  const kept = keepFields(scope, value);
  for (const k of types.keys()) scope.write(`${fieldLocal(scope, id, k)} = ${kept[k]};`);
}

/** Hands the fields of a returned record over. */
export function handOver(scope: FunctionScope, value: Expression): void {
  if (value.kind === 'call') {
    writeFieldsCall(scope, value);
    return;
  }
  const types = fieldTypes(value.type)!;
  const kept = keepFields(scope, value);
  types.forEach((type, k) => {
    const address = CONTROL.fields + SLOT_BYTES * k;
    if (type.kind === 'number') scope.write(`store<f64>(${address}, ${kept[k]});`);
    else if (type.kind === 'boolean') scope.write(`store<i32>(${address}, <i32>(${kept[k]}));`);
    else scope.write(`store<u32>(${address}, ${kept[k]});`);
  });
}

/** Texts of the fields of a record, evaluated now. */
function keepFields(scope: FunctionScope, value: Expression): string[] {
  const types = fieldTypes(value.type)!;
  if (value.kind === 'record') {
    return value.values.map((field) => {
      const name = scope.local('field', typeText(field.type, 'f64'));
      scope.write(`${name} = ${scope.expressions.value(scope, field, 'f64')};`);
      return name;
    });
  }
  if (value.kind === 'variable' && scope.split.has(value.id)) return types.map((_, k) => fieldLocal(scope, value.id, k));
  const record = scope.local('record', 'u32');
  scope.write(`${record} = ${scope.expressions.reference(scope, value)};`);
  return types.map((type, k) => loadField(type, `${record}, ${SLOT_BYTES * k}`));
}

function takeField(type: Type, index: number): string {
  return loadField(type, String(CONTROL.fields + SLOT_BYTES * index));
}
