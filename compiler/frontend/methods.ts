/** Methods of arrays, typed arrays and strings. */
import ts from '#typescript';
import type { Expression, IntrinsicName, Type } from '../ir/index.js';
import { chainedCalls, chainOf } from './array-chains.js';
import { refuse } from './codes.js';
import type { FunctionBuilder } from './function-builder.js';
import { describeType, elementType, isArrayLike, NUMBER, VOID } from './types.js';

type ArrayType = Extract<Type, { kind: 'array' | 'typed' }>;

const HINTS: ReadonlyMap<string, string> = new Map([
  ['subarray', 'A view shares its elements with another array; pass the array with the two bounds instead.'],
  ['sort', 'Write the sort as a loop: the order of calls to a comparison function is not fixed.'],
  ['concat', 'Make an array of the full length and fill it with loops.'],
  ['map', 'Give it a function expression with the element and the index of an array of numbers, or write a loop.'],
  ['forEach', 'Write a for-of loop.'],
  ['reduce', 'Give it a function expression and an initial value, or write a loop with a running value.'],
  ['filter', 'Give it a function expression on an array of numbers, or write a loop that pushes what it keeps.'],
  ['entries', 'Write a loop over the index.'],
  ['indexOf', 'Write a loop that looks for the element.'],
  ['includes', 'Write a loop that looks for the element.'],
  ['shift', 'Keep an index of the first element instead.'],
  ['unshift', 'Fill the array from its end, or push and read it backwards.'],
  ['splice', 'Move the elements with a loop.'],
  ['reverse', 'Swap the elements with a loop.'],
  ['join', 'Build texts outside of the compiled function.'],
  ['at', 'Index the array: `xs[xs.length - 1]`.'],
  ['charAt', 'Compare codes: `text.charCodeAt(i)`.'],
  ['slice', 'Pass the text with the two bounds instead.'],
  ['substring', 'Pass the text with the two bounds instead.'],
  ['toString', 'Build texts outside of the compiled function.'],
  ['toFixed', 'Build texts outside of the compiled function.'],
]);

export function methodCall(build: FunctionBuilder, node: ts.CallExpression, callee: ts.PropertyAccessExpression): Expression {
  if (callee.questionDotToken) {
    refuse(callee, 'nullish', "'?.' is not supported: no value is ever undefined or null.", 'Use a plain dot.');
  }
  const name = callee.name.text;
  for (const argument of node.arguments) {
    if (ts.isSpreadElement(argument)) {
      refuse(argument, 'unsupportedExpression', 'Spread is not supported.', 'Pass the values one by one, in a loop.');
    }
  }
  const chain = chainOf(build, node);
  if (chain) return chainedCalls(build, chain);
  const receiver = build.capture(() => build.expression(callee.expression));
  const take = (): Expression => {
    build.out.push(...receiver.statements);
    return receiver.value;
  };
  const { type } = receiver.value;
  if (type.kind === 'string') return stringMethod(build, node, name, take);
  if (isArrayLike(type)) {
    const found = arrayMethod(build, node, name, type, take);
    if (found) return found;
  }
  return refuse(
    callee.name,
    'unsupportedCall',
    `'${name}' of a value of type '${describeType(type)}' is not supported.`,
    HINTS.get(name),
  );
}

function stringMethod(build: FunctionBuilder, node: ts.CallExpression, name: string, take: () => Expression): Expression {
  const span = build.span(node);
  if (name !== 'charCodeAt' || node.arguments.length > 1) {
    refuse(
      node,
      'stringBuilding',
      `'${name}' of a string is not supported.`,
      HINTS.get(name) ?? 'Work on character codes: `text.charCodeAt(i)`.',
    );
  }
  const first = node.arguments[0];
  const zero: Expression = { kind: 'number', value: 0, type: NUMBER, span };
  const [text, index] = build.sequence([take, () => (first ? build.numberOf(first) : zero)]) as [Expression, Expression];
  return { kind: 'charCode', text, index, type: NUMBER, span };
}

function arrayMethod(
  build: FunctionBuilder,
  node: ts.CallExpression,
  name: string,
  type: ArrayType,
  take: () => Expression,
): Expression | undefined {
  const span = build.span(node);
  const given = node.arguments;
  const element = elementType(type);
  const make = (result: Type, operands: readonly (() => Expression)[]): Expression => {
    const [receiver, ...values] = build.sequence([take, ...operands]) as [Expression, ...Expression[]];
    return { kind: 'intrinsic', name: name as IntrinsicName, receiver, arguments: values, type: result, span };
  };
  const bounds = (from: number): (() => Expression)[] => given.slice(from).map((argument) => () => build.numberOf(argument));
  if (type.kind === 'array' && name === 'push') {
    if (given.length === 1) return make(NUMBER, [() => build.expressionOf(given[0]!, element)]);
    return refuse(node, 'unsupportedCall', 'push takes one element here.', 'Push the elements one after the other.');
  }
  if (type.kind === 'array' && name === 'pop' && given.length === 0) return make(element, []);
  if (name === 'slice' && given.length <= 2) return make(type, bounds(0));
  if (name === 'fill' && given.length >= 1 && given.length <= 3) {
    if (isArrayLike(element)) {
      refuse(
        node,
        'arrayConstruction',
        'All elements would be one and the same array.',
        'Write a loop that makes one array for each.',
      );
    }
    return make(type, [() => build.expressionOf(given[0]!, element), ...bounds(1)]);
  }
  if (type.kind === 'typed' && name === 'set' && given.length >= 1 && given.length <= 2) {
    const source = (): Expression => {
      const value = build.expression(given[0]!, undefined);
      if (!isArrayLike(value.type) || elementType(value.type).kind !== 'number') {
        refuse(given[0]!, 'unsupportedCall', `set can not copy from a value of type '${describeType(value.type)}'.`);
      }
      return value;
    };
    return make(VOID, [source, ...bounds(1)]);
  }
  return undefined;
}
