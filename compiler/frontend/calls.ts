/** Calls: the user's own functions, Math and Number, and methods of arrays and strings. */
import ts from '#typescript';
import type { Expression, Type } from '../ir/index.js';
import { builtArray, filledArray } from './arrays.js';
import { refuse } from './codes.js';
import type { FunctionBuilder } from './function-builder.js';
import { methodCall } from './methods.js';
import { toNumber, truth } from './operators.js';
import { signatureOf } from './signatures.js';
import { BOOLEAN, describeType, NUMBER, STRING } from './types.js';

/** Functions of Math by their number of arguments; min, max and hypot take any number. */
const MATH: ReadonlyMap<string, number> = new Map([
  ...'abs acos acosh asin asinh atan atanh cbrt ceil clz32 cos cosh exp expm1 floor fround log log10 log1p log2 round sign sin sinh sqrt tan tanh trunc'
    .split(' ')
    .map((name): [string, number] => [name, 1]),
  ['atan2', 2],
  ['imul', 2],
  ['pow', 2],
]);

const PREDICATES: ReadonlySet<string> = new Set(['isFinite', 'isInteger', 'isNaN', 'isSafeInteger']);

export function call(build: FunctionBuilder, node: ts.CallExpression, expected?: Type): Expression {
  if (node.questionDotToken)
    refuse(node, 'nullish', "'?.' is not supported: no value is ever undefined or null.", 'Use a plain call.');
  const callee = node.expression;
  if (callee.kind === ts.SyntaxKind.SuperKeyword || callee.kind === ts.SyntaxKind.ImportKeyword) {
    refuse(node, 'unsupportedCall', 'This kind of call is not supported.');
  }
  if (ts.isIdentifier(callee)) {
    const builtin = build.program.builtin(callee);
    if (builtin) return globalCall(build, node, builtin);
    return userCall(build, node, callee);
  }
  if (ts.isPropertyAccessExpression(callee)) {
    const owner = build.program.builtin(callee.expression);
    if (owner === 'Math') return mathCall(build, node, callee.name.text);
    if (owner === 'Number') return numberCall(build, node, callee.name.text);
    const made = filledArray(build, node, expected) ?? builtArray(build, node, expected);
    if (made) return made;
    if (ts.isIdentifier(callee.expression)) {
      const symbol = build.program.resolve(callee.expression);
      if (symbol && symbol.flags & ts.SymbolFlags.Module && ts.isIdentifier(callee.name))
        return userCall(build, node, callee.name);
    }
    if (owner) refuseOwner(node, owner, callee.name.text);
    return methodCall(build, node, callee);
  }
  if (ts.isParenthesizedExpression(callee) || ts.isFunctionLike(callee)) {
    refuse(
      callee,
      'closure',
      'Functions can not be used as values.',
      'Declare the function at the top level and call it by name.',
    );
  }
  return refuse(node, 'unsupportedCall', 'Only functions that are called by their name are supported.');
}

function refuseOwner(node: ts.CallExpression, owner: string, name: string): never {
  if (owner === 'Date') {
    refuse(node, 'hostOrChance', 'The time of day differs between machines and runs.', 'Pass it as an argument.');
  }
  return refuse(
    node,
    owner === 'String' ? 'stringBuilding' : 'unsupportedCall',
    `'${owner}.${name}' is not supported.`,
    owner === 'String' ? 'Strings are read-only inputs: work on character codes.' : undefined,
  );
}

function plainArguments(node: ts.CallExpression): readonly ts.Expression[] {
  for (const argument of node.arguments) {
    if (ts.isSpreadElement(argument)) {
      refuse(
        argument,
        'unsupportedExpression',
        'Spread is not supported.',
        'Pass the values one by one, or loop over the array.',
      );
    }
  }
  return node.arguments;
}

function userCall(build: FunctionBuilder, node: ts.CallExpression, name: ts.Identifier): Expression {
  const signature = signatureOf(build.program, name);
  const given = plainArguments(node);
  if (given.length > signature.parameters.length) {
    refuse(
      node,
      'unsupportedCall',
      `'${signature.name}' takes ${signature.parameters.length} arguments, ${given.length} are given.`,
    );
  }
  const values = build.sequence(given.map((argument, k) => () => build.expressionOf(argument, signature.parameters[k]!.type)));
  for (const parameter of signature.parameters.slice(given.length)) {
    if (!parameter.fallback) refuse(node, 'unsupportedCall', `An argument of '${signature.name}' is missing.`);
    values.push(parameter.fallback);
  }
  return { kind: 'call', callee: signature.id, arguments: values, type: signature.returns, span: build.span(node) };
}

function numbers(build: FunctionBuilder, node: ts.CallExpression): Expression[] {
  return build.sequence(plainArguments(node).map((argument) => () => build.numberOf(argument)));
}

function mathCall(build: FunctionBuilder, node: ts.CallExpression, name: string): Expression {
  const span = build.span(node);
  if (name === 'random') {
    refuse(
      node,
      'hostOrChance',
      "'Math.random' gives other values on each run, so the result could not be checked or moved between machines.",
      "Use seededRandom(seed) of 'shoal/random', or write a small generator with its seed as an argument.",
    );
  }
  const math = (values: readonly Expression[]): Expression => ({
    kind: 'math',
    name: `Math.${name}`,
    arguments: values,
    type: NUMBER,
    span,
  });
  const literal = (value: number): Expression => ({ kind: 'number', value, type: NUMBER, span });
  if (name === 'min' || name === 'max') {
    const values = numbers(build, node);
    const [first, ...rest] = values;
    if (!first) return literal(name === 'min' ? Number.POSITIVE_INFINITY : Number.NEGATIVE_INFINITY);
    return rest.reduce<Expression>((left, right) => math([left, right]), first);
  }
  if (name === 'hypot') {
    const values = numbers(build, node);
    if (values.length === 0) return literal(0);
    if (values.length === 1) return { ...math(values), name: 'Math.abs' } as Expression;
    return math(values);
  }
  const arity = MATH.get(name);
  if (arity === undefined) refuse(node, 'unsupportedCall', `'Math.${name}' is not supported.`);
  const values = numbers(build, node);
  if (values.length !== arity)
    refuse(node, 'unsupportedCall', `'Math.${name}' takes ${arity} argument${arity === 1 ? '' : 's'}.`);
  return math(values);
}

function numberCall(build: FunctionBuilder, node: ts.CallExpression, name: string): Expression {
  if (!PREDICATES.has(name)) {
    refuse(node, 'unsupportedCall', `'Number.${name}' is not supported.`, 'Texts are parsed outside of the compiled function.');
  }
  const values = numbers(build, node);
  if (values.length !== 1) refuse(node, 'unsupportedCall', `'Number.${name}' takes 1 argument.`);
  return { kind: 'math', name: `Number.${name}`, arguments: values, type: BOOLEAN, span: build.span(node) };
}

/** `isNaN(x)`, `isFinite(x)`, `Number(x)`, `Boolean(x)`: on the types accepted here none of them converts anything else. */
function globalCall(build: FunctionBuilder, node: ts.CallExpression, name: string): Expression {
  const span = build.span(node);
  if (name === 'isNaN' || name === 'isFinite') {
    const values = numbers(build, node);
    if (values.length !== 1) refuse(node, 'unsupportedCall', `'${name}' takes 1 argument.`);
    return { kind: 'math', name: `Number.${name}`, arguments: values, type: BOOLEAN, span };
  }
  const [only, ...more] = plainArguments(node);
  if (only && more.length === 0) {
    if (name === 'Number') return toNumber(only, build.expression(only), span);
    if (name === 'Boolean') return truth(only, build.expression(only));
    if (name === 'String') {
      const value = build.expression(only);
      if (value.type === STRING) return value;
      refuse(node, 'stringBuilding', `A ${describeType(value.type)} can not be made into a string.`, 'Build texts outside.');
    }
  }
  if (name === 'Date') refuseOwner(node, 'Date', 'now');
  return refuse(
    node,
    'unsupportedCall',
    `'${name}' is not supported here.`,
    'Of the global functions isNaN and isFinite may be called.',
  );
}
