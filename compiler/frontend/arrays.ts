/** Making arrays: literals, `new`, `Array(n).fill(x)` and `from`. */
import ts from '#typescript';
import type { Expression, Span, Type } from '../ir/index.js';
import { fillByLoop } from './array-callbacks.js';
import { withoutParentheses } from './assignments.js';
import { refuse } from './codes.js';
import type { FunctionBuilder } from './function-builder.js';
import { zeroOf } from './operators.js';
import { describeType, elementType, isArrayLike, NUMBER, sameType, TYPED_ARRAYS, VOID } from './types.js';

/** `[a, b]` as an array or a tuple, by the type that is expected or that TypeScript infers. */
export function arrayLiteral(build: FunctionBuilder, node: ts.ArrayLiteralExpression, expected?: Type): Expression {
  const span = build.span(node);
  const type = expected ?? build.program.types.map(build.checker.getTypeAtLocation(node), node);
  for (const element of node.elements) {
    if (ts.isOmittedExpression(element)) {
      refuse(node, 'arrayConstruction', 'Arrays with holes are not supported.', 'Give every element a value.');
    }
    if (ts.isSpreadElement(element)) {
      refuse(element, 'unsupportedExpression', 'Spread is not supported.', 'Use slice to copy an array, or a loop.');
    }
  }
  if (type.kind === 'tuple') {
    if (type.elements.length !== node.elements.length) {
      refuse(node, 'shapeMismatch', `The tuple '${describeType(type)}' needs ${type.elements.length} elements.`);
    }
    const values = build.sequence(node.elements.map((element, k) => () => build.expressionOf(element, type.elements[k]!)));
    return { kind: 'record', values, type, span };
  }
  if (type.kind !== 'array') {
    refuse(node, 'shapeMismatch', `An array stands where a value of type '${describeType(type)}' is needed.`);
  }
  const elements = build.sequence(node.elements.map((element) => () => build.expressionOf(element, type.element)));
  return { kind: 'arrayLiteral', elements, type, span };
}

export function newExpression(build: FunctionBuilder, node: ts.NewExpression, expected?: Type): Expression {
  const name = build.program.builtin(node.expression);
  const element = name === undefined ? undefined : TYPED_ARRAYS.get(name);
  if (element) return newTyped(build, node, { kind: 'typed', element });
  if (name === 'Array') {
    if (!node.arguments?.length) {
      const type = expected ?? build.program.types.map(build.checker.getTypeAtLocation(node), node);
      return { kind: 'arrayLiteral', elements: [], type, span: build.span(node) };
    }
    refuse(
      node,
      'arrayConstruction',
      "'new Array(n)' makes an array with holes.",
      'Fill it at once: `new Array<number>(n).fill(0)`, or start from [] and push.',
    );
  }
  if (name === 'Date')
    refuse(node, 'hostOrChance', 'The time of day differs between machines and runs.', 'Pass it as an argument.');
  return refuse(
    node,
    'unsupportedExpression',
    `'new ${node.expression.getText()}' is not supported.`,
    name === 'Map' || name === 'Set'
      ? 'Use arrays; integer keys can index a typed array.'
      : 'Only arrays and typed arrays can be made with new.',
  );
}

function newTyped(build: FunctionBuilder, node: ts.NewExpression, type: Extract<Type, { kind: 'typed' }>): Expression {
  const span = build.span(node);
  const parameters = node.arguments ?? [];
  if (parameters.length === 0) return { kind: 'newArray', length: zeroOf(NUMBER, span), type, span };
  if (parameters.length > 1) {
    refuse(node, 'arrayConstruction', 'Views into buffers are not supported.', 'Make an array of its own and copy into it.');
  }
  return typedFrom(build, parameters[0]!, type, span);
}

/** A typed array made from a length, a literal, or the elements of another array. */
function typedFrom(
  build: FunctionBuilder,
  parameter: ts.Expression,
  type: Extract<Type, { kind: 'typed' }>,
  span: Span,
): Expression {
  const inner = withoutParentheses(parameter);
  if (ts.isArrayLiteralExpression(inner)) {
    const literal = arrayLiteral(build, inner, { kind: 'array', element: NUMBER });
    return { ...literal, type, span };
  }
  const value = build.expression(parameter);
  if (value.type.kind === 'number') return { kind: 'newArray', length: value, type, span };
  if (isArrayLike(value.type) && elementType(value.type).kind === 'number') {
    return copyInto(build, value, type, span);
  }
  return refuse(
    parameter,
    'arrayConstruction',
    `A typed array can not be made from a value of type '${describeType(value.type)}'.`,
    'Give a length, or an array of numbers.',
  );
}

/** A new typed array with the elements of `source`, converted. */
function copyInto(build: FunctionBuilder, source: Expression, type: Extract<Type, { kind: 'typed' }>, span: Span): Expression {
  if (sameType(source.type, type)) {
    return { kind: 'intrinsic', name: 'slice', receiver: source, arguments: [], type, span };
  }
  const from = build.pin(source);
  const copy = build.keep({ kind: 'newArray', length: { kind: 'length', of: from, type: NUMBER, span }, type, span });
  const set: Expression = { kind: 'intrinsic', name: 'set', receiver: copy, arguments: [from], type: VOID, span };
  build.emit({ kind: 'expression', value: set, span });
  return copy;
}

/** `new Array<T>(n).fill(x)` and `Array(n).fill(x)`; undefined when the call is something else. */
export function filledArray(build: FunctionBuilder, node: ts.CallExpression, expected?: Type): Expression | undefined {
  const callee = node.expression;
  if (!ts.isPropertyAccessExpression(callee) || callee.name.text !== 'fill' || callee.questionDotToken) return undefined;
  const maker = withoutParentheses(callee.expression);
  if (!ts.isNewExpression(maker) && !ts.isCallExpression(maker)) return undefined;
  if (build.program.builtin(maker.expression) !== 'Array') return undefined;
  const [length, ...more] = maker.arguments ?? [];
  const [fill, ...range] = node.arguments;
  if (!length || more.length > 0 || !fill || range.length > 0) {
    refuse(node, 'arrayConstruction', 'An array is made with one length and one value.', 'Write `new Array<number>(n).fill(0)`.');
  }
  const declared = maker.typeArguments?.[0];
  const wanted = declared
    ? build.program.types.map(build.checker.getTypeFromTypeNode(declared), declared)
    : expected?.kind === 'array'
      ? expected.element
      : undefined;
  const [size, value] = build.sequence([
    () => build.numberOf(length),
    () => (wanted ? build.expressionOf(fill, wanted) : build.expression(fill)),
  ]) as [Expression, Expression];
  if (isArrayLike(value.type)) {
    refuse(
      fill,
      'arrayConstruction',
      'All elements would be one and the same array.',
      'Make one array each: `Array.from({ length: n }, () => new Array<number>(m).fill(0))`.',
    );
  }
  if (value.type.kind === 'void') refuse(fill, 'arrayConstruction', 'There is no value to fill the array with.');
  return { kind: 'newArray', length: size, fill: value, type: { kind: 'array', element: value.type }, span: build.span(node) };
}

/**
 * `Array.from({ length: n }, (_, i) => value)` and the same on a typed array become a loop over a fresh array;
 * `Array.from(xs)` and `Float64Array.of(a, b)` a copy or a literal. Undefined when the call is something else.
 */
export function builtArray(build: FunctionBuilder, node: ts.CallExpression, expected?: Type): Expression | undefined {
  const callee = node.expression;
  if (!ts.isPropertyAccessExpression(callee)) return undefined;
  const owner = build.program.builtin(callee.expression);
  const element = owner === undefined ? undefined : TYPED_ARRAYS.get(owner);
  if (!element && owner !== 'Array') return undefined;
  const span = build.span(node);
  if (callee.name.text === 'of' && element) {
    const values = build.sequence(node.arguments.map((argument) => () => build.expressionOf(argument, NUMBER)));
    return { kind: 'arrayLiteral', elements: values, type: { kind: 'typed', element }, span };
  }
  if (callee.name.text !== 'from') return undefined;
  const [first, callback, ...more] = node.arguments;
  if (!first || more.length > 0) refuse(node, 'arrayConstruction', 'This form of from is not supported.');
  if (!callback) {
    if (element) return typedFrom(build, first, { kind: 'typed', element }, span);
    const source = build.expression(first);
    if (source.type.kind !== 'array')
      refuse(first, 'arrayConstruction', 'Only an array can be copied into an array.', 'Use a loop.');
    return { kind: 'intrinsic', name: 'slice', receiver: source, arguments: [], type: source.type, span };
  }
  const length = lengthOf(first);
  const inner = withoutParentheses(callback);
  if (!length || !(ts.isArrowFunction(inner) || ts.isFunctionExpression(inner))) {
    refuse(
      node,
      'arrayConstruction',
      'This form of from is not supported.',
      'Write `Array.from({ length: n }, (_, i) => ...)`, or a loop.',
    );
  }
  const type: Type | undefined = element ? { kind: 'typed', element } : expected?.kind === 'array' ? expected : undefined;
  return fillByLoop(build, node, length, inner, type, span);
}

/** The `n` of `{ length: n }`. */
function lengthOf(node: ts.Expression): ts.Expression | undefined {
  const inner = withoutParentheses(node);
  if (!ts.isObjectLiteralExpression(inner) || inner.properties.length !== 1) return undefined;
  const only = inner.properties[0]!;
  if (ts.isShorthandPropertyAssignment(only) && only.name.text === 'length') return only.name;
  return ts.isPropertyAssignment(only) && ts.isIdentifier(only.name) && only.name.text === 'length'
    ? only.initializer
    : undefined;
}
