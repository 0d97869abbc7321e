/** Expressions whose value is an address: arrays, strings, tuples and objects. */
import { SLOT_BYTES } from '../abi.js';
import type { Expression } from '../ir/index.js';
import { lowerElement, lowerLoadedReference } from './array-access.js';
import { lowerCall } from './calls.js';
import { hasPlainElements, isConstant } from './constants.js';
import { lowerField, makeRecord } from './fields.js';
import type { FunctionScope } from './function-scope.js';
import { fillText, lowerReferenceIntrinsic } from './intrinsics.js';
import { asDouble, shiftOf, storageOf } from './representation.js';

/** Literals of at least this many constants are copied from the module's constants. */
const LONG_LITERAL = 8;

export function lowerReference(scope: FunctionScope, expression: Expression): string {
  const { module, expressions } = scope;
  switch (expression.kind) {
    case 'variable':
      if (scope.split.has(expression.id)) return makeRecord(scope, expression.id);
      return module.isGlobal(expression.id) ? module.globalAddress(expression.id) : scope.nameOf(expression.id);
    case 'string':
      return module.constants.text(expression.value);
    case 'conditional': {
      const [then, otherwise] = [expression.then, expression.otherwise].map((part) => expressions.reference(scope, part));
      return `(${expressions.boolean(scope, expression.test)} ? ${then} : ${otherwise})`;
    }
    case 'call':
      return lowerCall(scope, expression);
    case 'load':
      return lowerLoadedReference(scope, expression);
    case 'field':
      return lowerField(scope, expression);
    case 'newArray':
      return lowerNewArray(scope, expression);
    case 'arrayLiteral':
      return lowerLiteral(scope, expression);
    case 'record':
      return lowerRecord(scope, expression);
    case 'intrinsic':
      return lowerReferenceIntrinsic(scope, expression);
    default:
      throw new Error(`a ${expression.kind} has no address`);
  }
}

function lowerNewArray(scope: FunctionScope, { length, fill, type, span }: Extract<Expression, { kind: 'newArray' }>): string {
  const site = scope.module.sites.number(span);
  const storage = storageOf(type);
  const number = scope.expressions.number(scope, length, true);
  const known = number.as === 'i32' && scope.interval(length).lo >= 0;
  const check = type.kind === 'typed' ? 'typedLength' : 'exactLength';
  const count = known ? `<u32>(${number.text})` : `${check}(${asDouble(number)}, ${site})`;
  const array = `newArray(${count}, ${shiftOf(storage)})`;
  if (!fill || isZero(fill)) return array;
  return fillText(scope, type, array, fill, `0.0, Infinity, ${site}`);
}

/** Whether the value is what fresh memory holds anyway. */
function isZero(value: Expression): boolean {
  return (value.kind === 'number' && Object.is(value.value, 0)) || (value.kind === 'boolean' && !value.value);
}

function lowerLiteral(scope: FunctionScope, { elements, type }: Extract<Expression, { kind: 'arrayLiteral' }>): string {
  const storage = storageOf(type);
  const shift = shiftOf(storage);
  if (elements.length >= LONG_LITERAL && hasPlainElements(type) && elements.every(isConstant)) {
    return `newFrom(${scope.module.constants.elements(elements, storage)}, ${elements.length}, ${shift})`;
  }
  return elements.reduce((array, value, k) => {
    if (isZero(value)) return array;
    const element = lowerElement(scope, type, value);
    if (element.type === 'f64') return `withDouble(${array}, ${k}, ${element.text})`;
    if (element.type === 'f32') return `withWord(${array}, ${k}, reinterpret<u32>(${element.text}))`;
    return `${['withByte', 'withHalf', 'withWord'][shift]}(${array}, ${k}, <u32>(${element.text}))`;
  }, `newArray(${elements.length}, ${shift})`);
}

function lowerRecord(scope: FunctionScope, { values }: Extract<Expression, { kind: 'record' }>): string {
  return values.reduce(
    (record, value, k) => {
      const offset = SLOT_BYTES * k;
      if (value.type.kind === 'number') return `putDouble(${record}, ${offset}, ${scope.expressions.double(scope, value)})`;
      const word =
        value.type.kind === 'boolean'
          ? `<u32>(${scope.expressions.boolean(scope, value)})`
          : scope.expressions.reference(scope, value);
      return `putWord(${record}, ${offset}, ${word})`;
    },
    `allocate(${SLOT_BYTES * values.length})`,
  );
}
