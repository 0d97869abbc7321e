/** `Array.from({ length: n }, (_, i) => value)` as a loop, and callbacks in general: the callback's body stands in place of its call. */
import ts from '#typescript';
import type { Expression, Span, Type, VariableId } from '../ir/index.js';
import { refuse } from './codes.js';
import { emitCountingLoop } from './counting-loop.js';
import type { FunctionBuilder } from './function-builder.js';
import { zeroOf } from './operators.js';
import { BOOLEAN, describeType, elementType, isArrayLike, isReference, NUMBER } from './types.js';

/** ECMAScript's ToLength: no fraction, and 0 for NaN and negative numbers. Lengths beyond those of arrays fail when the array is made. */
function toLength(build: FunctionBuilder, given: Expression): Expression {
  const { span } = given;
  if (given.kind === 'length' || (given.kind === 'number' && Number.isInteger(given.value) && given.value >= 0)) return given;
  const value = build.pin(given);
  const zero = zeroOf(NUMBER, span);
  const test: Expression = { kind: 'binary', operator: '>', left: value, right: zero, type: BOOLEAN, span };
  const then: Expression = { kind: 'math', name: 'Math.trunc', arguments: [value], type: NUMBER, span };
  return { kind: 'conditional', test, then, otherwise: zero, type: NUMBER, span };
}

/** A fresh array whose elements a callback gives, one after the other. */
export function fillByLoop(
  build: FunctionBuilder,
  node: ts.CallExpression,
  length: ts.Expression,
  callback: ts.ArrowFunction | ts.FunctionExpression,
  wanted: Type | undefined,
  span: Span,
): Expression {
  const type = wanted ?? build.program.types.map(build.checker.getTypeAtLocation(node), node);
  if (!isArrayLike(type)) refuse(node, 'shapeMismatch', `An array stands where '${describeType(type)}' is needed.`);
  const element = elementType(type);
  const size = build.pin(toLength(build, build.numberOf(length)));
  const fill = type.kind === 'array' ? { fill: zeroOf(element, span) } : {};
  const array = build.keep({ kind: 'newArray', length: size, ...fill, type, span });
  build.inLoop((id) => {
    emitCountingLoop(build, id, size, node, span, (at) => {
      const value = inlineCallback(build, callback, [undefined, at], element);
      build.emit({ kind: 'store', array, index: at, value, span });
    });
  });
  return array;
}

/**
 * The body of a callback in place of its call: an expression, or statements that end with the only `return`. Variables of `steady` keep
 * their values until it has run: parameters may be names for them.
 */
export function inlineCallback(
  build: FunctionBuilder,
  callback: ts.ArrowFunction | ts.FunctionExpression,
  values: readonly (Expression | undefined)[],
  result: Type,
  steady: readonly VariableId[] = [],
): Expression {
  if (callback.modifiers?.length || callback.asteriskToken) refuse(callback, 'asynchronous', 'This callback is not supported.');
  callback.parameters.forEach((parameter, k) => {
    const value = values[k];
    const plain = ts.isIdentifier(parameter.name) && !parameter.initializer && !parameter.dotDotDotToken;
    if (!plain) refuse(parameter, 'unsupportedParameter', 'This parameter of the callback is not supported.');
    if (!value) {
      if (isUsed(build, parameter.name, callback.body)) {
        refuse(parameter, 'nullish', 'This parameter is always undefined.', 'Use the second parameter, the index.');
      }
      return;
    }
    if (value.kind === 'variable' && steady.includes(value.id) && build.rename(parameter.name, value.id)) return;
    const variable = build.declare(parameter.name, value.type);
    build.emit({ kind: 'let', variable, value, span: build.span(parameter) });
  });
  const { body } = callback;
  let value: Expression;
  if (ts.isBlock(body)) {
    const last = body.statements.at(-1);
    if (!last || !ts.isReturnStatement(last) || !last.expression) {
      refuse(body, 'closure', 'The callback must end with a return of the value.');
    }
    for (const statement of body.statements) {
      if (statement !== last) refuseReturns(statement);
    }
    for (const statement of body.statements) {
      if (statement !== last) build.statement(statement);
    }
    value = build.expressionOf(last.expression, result);
  } else {
    value = build.expressionOf(body, result);
  }
  if (isReference(value.type) && value.kind === 'variable' && isArrayLike(value.type)) {
    const own = build.variables.get(value.id);
    if (own && !isDeclaredWithin(build, value.id, callback)) {
      refuse(body, 'arrayConstruction', 'All elements would be one and the same array.', 'Make a new array in the callback.');
    }
  }
  return value;
}

/** Temporaries, and variables whose declaration lies inside of the callback. */
function isDeclaredWithin(build: FunctionBuilder, id: Parameters<FunctionBuilder['read']>[0], callback: ts.Node): boolean {
  const { span } = build.variables.get(id)!;
  return build.isTemporary(id) || (span.start >= callback.getStart() && span.end <= callback.getEnd());
}

function isUsed(build: FunctionBuilder, name: ts.Identifier, body: ts.Node): boolean {
  const symbol = build.checker.getSymbolAtLocation(name);
  let used = false;
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node) && build.checker.getSymbolAtLocation(node) === symbol) used = true;
    if (!used) ts.forEachChild(node, visit);
  };
  visit(body);
  return used;
}

function refuseReturns(node: ts.Node): void {
  if (ts.isReturnStatement(node)) {
    refuse(
      node,
      'closure',
      'A callback may return only at its end.',
      'Move the callback into a function of its own and call it.',
    );
  }
  if (!ts.isFunctionLike(node)) ts.forEachChild(node, refuseReturns);
}
