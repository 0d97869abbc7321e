/** Fields of tuples and objects: in memory, or in locals where the record itself does not exist (see records.ts). */
import { SLOT_BYTES } from '../abi.js';
import type { Expression, Type, VariableId } from '../ir/index.js';
import type { FunctionScope } from './function-scope.js';
import { typeText } from './representation.js';

/** Types of a record's fields; undefined for anything else. */
export function fieldTypes(type: Type): readonly Type[] | undefined {
  if (type.kind === 'tuple') return type.elements;
  return type.kind === 'object' ? type.fields.map((field) => field.type) : undefined;
}

/** The local that holds a field of a split variable. */
export function fieldLocal(scope: FunctionScope, id: VariableId, index: number): string {
  const type = fieldTypes(scope.typeOf(id))![index]!;
  return scope.named(`${scope.nameOf(id)}$field${index}`, typeText(type, 'f64'));
}

export function lowerField(scope: FunctionScope, { record, index, type }: Extract<Expression, { kind: 'field' }>): string {
  if (record.kind === 'variable' && scope.split.has(record.id)) return fieldLocal(scope, record.id, index);
  return loadField(type, `${scope.expressions.reference(scope, record)}, ${SLOT_BYTES * index}`);
}

/** The record of a split variable, where it is needed after all. */
export function makeRecord(scope: FunctionScope, id: VariableId): string {
  const types = fieldTypes(scope.typeOf(id))!;
  return types.reduce(
    (record, type, k) => {
      const field = fieldLocal(scope, id, k);
      if (type.kind === 'number') return `putDouble(${record}, ${SLOT_BYTES * k}, ${field})`;
      return `putWord(${record}, ${SLOT_BYTES * k}, ${type.kind === 'boolean' ? `<u32>(${field})` : field})`;
    },
    `allocate(${SLOT_BYTES * types.length})`,
  );
}

export function loadField(type: Type, place: string): string {
  if (type.kind === 'number') return `load<f64>(${place})`;
  return type.kind === 'boolean' ? `(load<i32>(${place}) != 0)` : `load<u32>(${place})`;
}
