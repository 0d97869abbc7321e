/** Methods of arrays. */
import type { ElementKind, Expression, Type } from '../ir/index.js';
import { convertElement, lowerElement, readNumber } from './array-access.js';
import type { FunctionScope } from './function-scope.js';
import { writePoll } from './polls.js';
import { doubleText, type Numeric, type Storage, shiftOf, storageOf } from './representation.js';

type Intrinsic = Extract<Expression, { kind: 'intrinsic' }>;

export function lowerNumericIntrinsic(scope: FunctionScope, intrinsic: Intrinsic): Numeric {
  if (intrinsic.name === 'pop') return readNumber(storageOf(intrinsic.receiver.type), lowerPopped(scope, intrinsic));
  if (intrinsic.name === 'push') return { text: push(scope, intrinsic), as: 'i32' };
  throw new Error(`${intrinsic.name} gives no number`);
}

/** The address where the element taken off by `pop` still stands. */
export function lowerPopped(scope: FunctionScope, { receiver, span }: Intrinsic): string {
  const site = scope.module.sites.number(span);
  return `popped(${scope.expressions.reference(scope, receiver)}, ${shiftOf(storageOf(receiver.type))}, ${site})`;
}

function push(scope: FunctionScope, { receiver, arguments: [value] }: Intrinsic): string {
  const array = scope.expressions.reference(scope, receiver);
  switch (storageOf(receiver.type)) {
    case 'f64':
      return `pushDouble(${array}, ${scope.expressions.double(scope, value!)})`;
    case 'bool':
      return `pushByte(${array}, <u32>(${scope.expressions.boolean(scope, value!)}))`;
    default:
      return `pushWord(${array}, ${scope.expressions.reference(scope, value!)})`;
  }
}

/** slice and fill, which give an array, and pop from an array of arrays. */
export function lowerReferenceIntrinsic(scope: FunctionScope, intrinsic: Intrinsic): string {
  const { name, receiver, arguments: given, span } = intrinsic;
  if (name === 'pop') return `load<u32>(${lowerPopped(scope, intrinsic)})`;
  const site = scope.module.sites.number(span);
  const array = scope.expressions.reference(scope, receiver);
  const storage = storageOf(receiver.type);
  const bound = (at: number, missing: number): string => {
    const value = given[at];
    return value ? scope.expressions.double(scope, value) : doubleText(missing);
  };
  if (name === 'slice') {
    const range = `${bound(0, 0)}, ${bound(1, Number.POSITIVE_INFINITY)}`;
    return `${scope.forWholeArrays('slice')}(${array}, ${range}, ${shiftOf(storage)}, ${site})`;
  }
  if (name !== 'fill') throw new Error(`${name} gives no array`);
  const range = `${bound(1, 0)}, ${bound(2, Number.POSITIVE_INFINITY)}, ${site}`;
  return fillText(scope, receiver.type, array, given[0]!, range);
}

/** A call that fills an array and gives it back. `range`: both bounds and the site. */
export function fillText(scope: FunctionScope, type: Type, array: string, value: Expression, range: string): string {
  const element = lowerElement(scope, type, value);
  const name = element.type === 'f64' ? 'fillDoubles' : ['fillBytes', 'fillHalves', 'fillWords'][shiftOf(storageOf(type))]!;
  const bits =
    element.type === 'f64'
      ? element.text
      : element.type === 'f32'
        ? `reinterpret<u32>(${element.text})`
        : `<u32>(${element.text})`;
  return `${scope.forWholeArrays(name)}(${array}, ${bits}, ${range})`;
}

/** `target.set(source, offset)`. */
export function writeSet(scope: FunctionScope, { receiver, arguments: [source, offset], span }: Intrinsic): void {
  const site = scope.module.sites.number(span);
  const target = scope.local('target', 'u32');
  const from = scope.local('source', 'u32');
  const at = offset ? scope.expressions.double(scope, offset) : '0.0';
  scope.write(`${target} = ${scope.expressions.reference(scope, receiver)};`);
  scope.write(`${from} = ${scope.expressions.reference(scope, source!)};`);
  const to = storageOf(receiver.type);
  const has = storageOf(source!.type);
  if (to === has || sameBits(to, has)) {
    scope.write(`${scope.forWholeArrays('setSame')}(${target}, ${from}, ${at}, ${shiftOf(to)}, ${site});`);
    return;
  }
  const start = scope.local('start', 'u32');
  const index = scope.local('index', 'u32');
  scope.write(`${start} = setStart(${target}, ${from}, ${at}, ${site});`);
  scope.block(`for (${index} = 0; ${index} < lengthOf(${from}); ${index}++)`, () => {
    const element = convertElement(to as ElementKind, readNumber(has, `dataOf(${from}) + (${index} << ${shiftOf(has)})`));
    scope.write(`${element.store}(dataOf(${target}) + ((${start} + ${index}) << ${shiftOf(to)}), ${element.text});`);
    if (scope.mode === 'safe') writePoll(scope, 8);
  });
}

/** Whether numbers of one kind turn into the other without changing their bits. Clamping only happens on the way in. */
function sameBits(to: Storage, from: Storage): boolean {
  const plain = (storage: Storage): Storage => SIGNED[storage] ?? storage;
  return to !== 'u8c' && plain(to) === plain(from);
}

const SIGNED: Partial<Record<Storage, Storage>> = { u8: 'i8', u8c: 'i8', u16: 'i16', u32: 'i32' };
