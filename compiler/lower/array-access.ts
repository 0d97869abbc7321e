/** Reading and writing elements, and lengths. */
import { type ElementKind, type Expression, type Statement, type Type, type VariableId, walkExpression } from '../ir/index.js';
import type { FunctionScope } from './function-scope.js';
import { asDouble, asInt32, isInt32, type Numeric, type Storage, shiftOf, storageOf } from './representation.js';
import { type Address, uncheckedAddress } from './unchecked-index.js';
import { wideIndex } from './wide-index.js';

type Load = Extract<Expression, { kind: 'load' }>;
type Store = Extract<Statement, { kind: 'store' }>;

/**
 * The locals that keep where the array of a variable is: address of its elements (for an array of which only a part is here:
 * where element 0 would be) and its length; for parts also the first index present and how many are.
 */
export function placeNames(
  scope: FunctionScope,
  id: VariableId,
): { data: string; length: string; first: string; present: string } {
  const name = scope.nameOf(id);
  return { data: `${name}$data`, length: `${name}$length`, first: `${name}$first`, present: `${name}$present` };
}

/** Statements that fill those locals from the variable's descriptor. */
export function loadPlace(scope: FunctionScope, id: VariableId): string[] {
  const array = addressOf(scope, id);
  const place = placeNames(scope, id);
  for (const name of [place.data, place.length]) scope.named(name, 'u32');
  const lines = [`${place.length} = lengthOf(${array});`];
  if (!scope.module.isPartial(id)) return [`${place.data} = dataOf(${array});`, ...lines];
  for (const name of [place.first, place.present]) scope.named(name, 'u32');
  const shift = shiftOf(storageOf(scope.typeOf(id)));
  lines.push(`${place.first} = firstOf(${array});`, `${place.present} = presentOf(${array});`);
  return [...lines, `${place.data} = dataOf(${array}) - (${place.first} << ${shift});`];
}

/** Whether the locals of `placeNames` are valid here. */
export function hasPlace(scope: FunctionScope, array: Expression): array is Extract<Expression, { kind: 'variable' }> {
  if (array.kind !== 'variable') return false;
  if (scope.hoisted.has(array.id)) return true;
  return scope.isAccessed(array.id) && (scope.module.isGlobal(array.id) || scope.module.isFixed(array.type));
}

function addressOf(scope: FunctionScope, id: VariableId): string {
  return scope.module.isGlobal(id) ? scope.module.globalAddress(id) : scope.nameOf(id);
}

/** An index as text, and the suffix of the library's functions that check one of its type. */
interface Index {
  readonly text: string;
  readonly type: 'i32' | 'i64' | 'f64';
  readonly suffix: '' | 'Wide' | 'Integral' | 'Double';
}

function lowerIndex(scope: FunctionScope, index: Expression): Index {
  const number = scope.expressions.number(scope, index, true);
  if (number.as !== 'f64') return { text: asInt32(number), type: 'i32', suffix: '' };
  const wide = wideIndex(scope, index);
  if (wide !== undefined) return { text: wide, type: 'i64', suffix: 'Wide' };
  return { text: number.text, type: 'f64', suffix: scope.interval(index).integer ? 'Integral' : 'Double' };
}

/** The operands of `load` and `store` for an element, bounds checked unless the version of the loop at hand has seen to that. */
function elementAddress(scope: FunctionScope, node: Load | Store, site: number): Address {
  const { array, index } = node;
  if (!scope.versions.inBounds.has(node) || !hasPlace(scope, array))
    return { text: checkedAddress(scope, node, site), offset: 0 };
  const { data } = placeNames(scope, array.id);
  return uncheckedAddress(scope, data, index, shiftOf(storageOf(array.type)), scope.versions.changing);
}

function checkedAddress(scope: FunctionScope, { array, index }: Load | Store, site: number): string {
  const shift = shiftOf(storageOf(array.type));
  const { text, suffix } = lowerIndex(scope, index);
  if (hasPlace(scope, array)) {
    const { data, length, first, present } = placeNames(scope, array.id);
    const scale = (at: string): string => (shift === 0 ? `(${data} + ${at})` : `(${data} + (${at} << ${shift}))`);
    if (scope.module.isPartial(array.id)) return scale(`within${suffix}(${text}, ${length}, ${first}, ${present}, ${site})`);
    if (suffix === '' && index.kind === 'variable' && scope.proven.has(`${array.id}/${index.id}`)) return scale(`<u32>(${text})`);
    return scale(`at${suffix}(${text}, ${length}, ${site})`);
  }
  const partial = array.kind !== 'load' && array.kind !== 'field' ? 'Within' : '';
  return `element${partial}${suffix}(${scope.expressions.reference(scope, array)}, ${text}, ${shift}, ${site})`;
}

function loadOperands(scope: FunctionScope, load: Load): string {
  const { text, offset } = elementAddress(scope, load, scope.module.sites.number(load.span));
  return offset === 0 ? text : `${text}, ${offset}`;
}

export function lowerLoadedNumber(scope: FunctionScope, load: Load): Numeric {
  const carried = scope.carried.get(load);
  if (carried !== undefined) return { text: carried, as: 'f64' };
  return readNumber(storageOf(load.array.type), loadOperands(scope, load));
}

/** The number that stands at an address, given as the operands of `load`. */
export function readNumber(storage: Storage, operands: string): Numeric {
  switch (storage) {
    case 'f64':
      return { text: `load<f64>(${operands})`, as: 'f64' };
    case 'f32':
      return { text: `<f64>(load<f32>(${operands}))`, as: 'f64' };
    case 'u32':
      return { text: `load<u32>(${operands})`, as: 'u32' };
    case 'i32':
      return { text: `load<i32>(${operands})`, as: 'i32' };
    case 'u8c':
      return { text: `<i32>(load<u8>(${operands}))`, as: 'i32' };
    default:
      return { text: `<i32>(load<${storage}>(${operands}))`, as: 'i32' };
  }
}

export function lowerLoadedBoolean(scope: FunctionScope, load: Load): string {
  return `(load<u8>(${loadOperands(scope, load)}) != 0)`;
}

export function lowerLoadedReference(scope: FunctionScope, load: Load): string {
  return `load<u32>(${loadOperands(scope, load)})`;
}

/** A value in the form in which an array keeps it, and the instruction that stores that form. */
export interface Element {
  readonly text: string;
  readonly type: 'f64' | 'f32' | 'i32' | 'u32';
  readonly store: string;
}

/** `value` converted as the array's kind does it when something is assigned to an element. */
export function lowerElement(scope: FunctionScope, array: Type, value: Expression): Element {
  const { expressions } = scope;
  const storage = storageOf(array);
  switch (storage) {
    case 'ref':
      return { text: expressions.reference(scope, value), type: 'u32', store: 'store<u32>' };
    case 'bool':
      return { text: `<i32>(${expressions.boolean(scope, value)})`, type: 'i32', store: 'i32.store8' };
    case 'f64':
    case 'f32':
      return convertElement(storage, { text: expressions.double(scope, value), as: 'f64' });
    case 'u8c':
      return convertElement(storage, expressions.number(scope, value, true));
    default:
      return { text: expressions.wrapped(scope, value), type: 'i32', store: STORES[storage] };
  }
}

/** The same for a number that has been lowered already. */
export function convertElement(storage: ElementKind, number: Numeric): Element {
  switch (storage) {
    case 'f64':
      return { text: asDouble(number), type: 'f64', store: 'store<f64>' };
    case 'f32':
      return { text: `<f32>(${asDouble(number)})`, type: 'f32', store: 'store<f32>' };
    case 'u8c': {
      if (number.as === 'u32') return { text: `<i32>min<u32>(${number.text}, 255)`, type: 'i32', store: STORES.u8c };
      const text = number.as === 'i32' ? `clampInteger(${number.text})` : `clampDouble(${number.text})`;
      return { text, type: 'i32', store: STORES.u8c };
    }
    default: {
      const text = number.as === 'f64' ? `toInt32(${number.text})` : asInt32(number);
      return { text, type: 'i32', store: STORES[storage] };
    }
  }
}

const STORES = {
  i8: 'i32.store8',
  u8: 'i32.store8',
  u8c: 'i32.store8',
  i16: 'i32.store16',
  u16: 'i32.store16',
  i32: 'i32.store',
  u32: 'i32.store',
} as const;

export function writeStore(scope: FunctionScope, store: Store): void {
  const { array, index, value } = store;
  const site = scope.module.sites.ofTarget(array.span, index.span);
  if (!hasEffects(value)) {
    const { text, offset } = elementAddress(scope, store, site);
    const element = lowerElement(scope, array.type, value);
    const carried = scope.carried.get(store);
    if (carried !== undefined) scope.write(`${carried} = ${element.text};`);
    scope.write(`${element.store}(${text}, ${carried ?? element.text}${offset === 0 ? '' : `, ${offset}`});`);
    return;
  }
  // The value may move the array: its place is looked up afterwards, with what was there before in locals.
  const target = scope.local('array', 'u32');
  const { text, type, suffix } = lowerIndex(scope, index);
  const at = scope.local('index', type);
  scope.write(`${target} = ${scope.expressions.reference(scope, array)};`, `${at} = ${text};`);
  const element = lowerElement(scope, array.type, value);
  const kept = scope.local('value', element.type);
  const address = `elementWithin${suffix}(${target}, ${at}, ${shiftOf(storageOf(array.type))}, ${site})`;
  scope.write(`${kept} = ${element.text};`, `${element.store}(${address}, ${kept});`);
}

export function lowerLength(scope: FunctionScope, { of }: Extract<Expression, { kind: 'length' }>): Numeric {
  const text = hasPlace(scope, of) ? placeNames(scope, of.id).length : `lengthOf(${scope.expressions.reference(scope, of)})`;
  return { text: `<i32>(${text})`, as: 'i32' };
}

export function lowerCharCode(scope: FunctionScope, expression: Extract<Expression, { kind: 'charCode' }>): Numeric {
  const { text, index } = expression;
  const number = scope.expressions.number(scope, index, true);
  const inside = isInt32(scope.interval(expression));
  if (number.as === 'i32' && hasPlace(scope, text)) {
    const { data, length } = placeNames(scope, text.id);
    // Without NaN among the results the index is known to be inside.
    if (inside) return { text: `<i32>(load<u16>(${data} + (<u32>(${number.text}) << 1)))`, as: 'i32' };
    return { text: `charCodeAt(${data}, ${length}, ${number.text})`, as: 'f64' };
  }
  const code = `charCodeAtDouble(${scope.expressions.reference(scope, text)}, ${scope.expressions.double(scope, index)})`;
  return { text: code, as: 'f64' };
}

/** Whether evaluating the expression may change memory. */
export function hasEffects(expression: Expression): boolean {
  let found = false;
  walkExpression(expression, (inner) => {
    if (['call', 'intrinsic', 'newArray', 'arrayLiteral', 'record'].includes(inner.kind)) found = true;
  });
  return found;
}
