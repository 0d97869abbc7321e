/** Unary, binary, logical and conditional operators, and the truth of values. */
import ts from '#typescript';
import type { ArithmeticOperator, BitwiseOperator, ComparisonOperator, Expression, Span, Type } from '../ir/index.js';
import { refuse } from './codes.js';
import type { Captured, FunctionBuilder } from './function-builder.js';
import { BOOLEAN, describeType, NUMBER, STRING, sameType } from './types.js';

type NumericOperator = ArithmeticOperator | BitwiseOperator;

const NUMERIC: ReadonlyMap<ts.SyntaxKind, NumericOperator> = new Map<ts.SyntaxKind, NumericOperator>([
  [ts.SyntaxKind.PlusToken, '+'],
  [ts.SyntaxKind.MinusToken, '-'],
  [ts.SyntaxKind.AsteriskToken, '*'],
  [ts.SyntaxKind.SlashToken, '/'],
  [ts.SyntaxKind.PercentToken, '%'],
  [ts.SyntaxKind.AsteriskAsteriskToken, '**'],
  [ts.SyntaxKind.AmpersandToken, '&'],
  [ts.SyntaxKind.BarToken, '|'],
  [ts.SyntaxKind.CaretToken, '^'],
  [ts.SyntaxKind.LessThanLessThanToken, '<<'],
  [ts.SyntaxKind.GreaterThanGreaterThanToken, '>>'],
  [ts.SyntaxKind.GreaterThanGreaterThanGreaterThanToken, '>>>'],
]);

const COMPOUND: ReadonlyMap<ts.SyntaxKind, NumericOperator> = new Map<ts.SyntaxKind, NumericOperator>([
  [ts.SyntaxKind.PlusEqualsToken, '+'],
  [ts.SyntaxKind.MinusEqualsToken, '-'],
  [ts.SyntaxKind.AsteriskEqualsToken, '*'],
  [ts.SyntaxKind.SlashEqualsToken, '/'],
  [ts.SyntaxKind.PercentEqualsToken, '%'],
  [ts.SyntaxKind.AsteriskAsteriskEqualsToken, '**'],
  [ts.SyntaxKind.AmpersandEqualsToken, '&'],
  [ts.SyntaxKind.BarEqualsToken, '|'],
  [ts.SyntaxKind.CaretEqualsToken, '^'],
  [ts.SyntaxKind.LessThanLessThanEqualsToken, '<<'],
  [ts.SyntaxKind.GreaterThanGreaterThanEqualsToken, '>>'],
  [ts.SyntaxKind.GreaterThanGreaterThanGreaterThanEqualsToken, '>>>'],
]);

const ORDER: ReadonlyMap<ts.SyntaxKind, ComparisonOperator> = new Map<ts.SyntaxKind, ComparisonOperator>([
  [ts.SyntaxKind.LessThanToken, '<'],
  [ts.SyntaxKind.LessThanEqualsToken, '<='],
  [ts.SyntaxKind.GreaterThanToken, '>'],
  [ts.SyntaxKind.GreaterThanEqualsToken, '>='],
]);

/** `==` compares like `===` once both operands are known to have the same primitive type. */
const EQUALITY: ReadonlyMap<ts.SyntaxKind, '===' | '!=='> = new Map<ts.SyntaxKind, '===' | '!=='>([
  [ts.SyntaxKind.EqualsEqualsEqualsToken, '==='],
  [ts.SyntaxKind.EqualsEqualsToken, '==='],
  [ts.SyntaxKind.ExclamationEqualsEqualsToken, '!=='],
  [ts.SyntaxKind.ExclamationEqualsToken, '!=='],
]);

/** The operator inside `+=` and its like. */
export const compoundOperator = (kind: ts.SyntaxKind): NumericOperator | undefined => COMPOUND.get(kind);

export const numericOperation = (operator: NumericOperator, left: Expression, right: Expression, span: Span): Expression => ({
  kind: 'binary',
  operator,
  left,
  right,
  type: NUMBER,
  span,
});

export function binary(build: FunctionBuilder, node: ts.BinaryExpression): Expression {
  const kind = node.operatorToken.kind;
  if (kind === ts.SyntaxKind.AmpersandAmpersandToken || kind === ts.SyntaxKind.BarBarToken) return logicalValue(build, node);
  if (kind === ts.SyntaxKind.QuestionQuestionToken) {
    refuse(node, 'nullish', "'??' is not supported: no value is ever undefined or null.", 'Leave it out, or test explicitly.');
  }
  if (kind === ts.SyntaxKind.CommaToken) {
    build.effect(node.left);
    return build.expression(node.right);
  }
  const span = build.span(node);
  const numeric = NUMERIC.get(kind);
  const order = ORDER.get(kind);
  const equality = EQUALITY.get(kind);
  if (!numeric && !order && !equality) {
    refuse(node, 'unsupportedOperator', `The operator '${node.operatorToken.getText()}' is not supported.`);
  }
  const [left, right] = build.sequence([() => build.expression(node.left), () => build.expression(node.right)]) as [
    Expression,
    Expression,
  ];
  if (numeric) {
    if (numeric === '+' && (left.type.kind === 'string' || right.type.kind === 'string')) {
      refuse(
        node,
        'stringBuilding',
        'Strings can not be put together: they are read-only inputs.',
        'Work on character codes, and build texts outside of the compiled function.',
      );
    }
    requireNumbers(node, numeric, left, right);
    return numericOperation(numeric, left, right, span);
  }
  if (order) {
    if (!(left.type.kind === 'string' && right.type.kind === 'string')) requireNumbers(node, order, left, right);
    return { kind: 'binary', operator: order, left, right, type: BOOLEAN, span };
  }
  const { kind: operandKind } = left.type;
  if (operandKind !== right.type.kind) {
    refuse(
      node,
      'unsupportedOperator',
      `'${node.operatorToken.getText()}' compares a ${describeType(left.type)} with a ${describeType(right.type)}.`,
      'Compare values of the same type.',
    );
  }
  if (operandKind !== 'number' && operandKind !== 'boolean' && operandKind !== 'string') {
    refuse(
      node,
      'identity',
      'Arrays, tuples and objects can not be compared by identity.',
      'Compare their contents, or keep an index or a flag to tell them apart.',
    );
  }
  return { kind: 'binary', operator: equality!, left, right, type: BOOLEAN, span };
}

function requireNumbers(node: ts.BinaryExpression, operator: string, left: Expression, right: Expression): void {
  const wrong = [left, right].find((side) => side.type.kind !== 'number');
  if (!wrong) return;
  refuse(
    wrong === left ? node.left : node.right,
    'unsupportedOperator',
    `'${operator}' needs numbers, and this is of type '${describeType(wrong.type)}'.`,
    'Convert explicitly, for example with `flag ? 1 : 0`.',
  );
}

export function unary(build: FunctionBuilder, node: ts.PrefixUnaryExpression): Expression {
  const span = build.span(node);
  switch (node.operator) {
    case ts.SyntaxKind.ExclamationToken:
      return { kind: 'unary', operator: '!', operand: build.condition(node.operand), type: BOOLEAN, span };
    case ts.SyntaxKind.MinusToken: {
      const operand = build.numberOf(node.operand);
      if (operand.kind === 'number') return { ...operand, value: -operand.value, span };
      return { kind: 'unary', operator: '-', operand, type: NUMBER, span };
    }
    case ts.SyntaxKind.PlusToken:
      return toNumber(node.operand, build.expression(node.operand), span);
    case ts.SyntaxKind.TildeToken:
      return { kind: 'unary', operator: '~', operand: build.numberOf(node.operand), type: NUMBER, span };
    default:
      return refuse(node, 'unsupportedOperator', 'This operator is not supported here.');
  }
}

/** `Number(value)` and `+value`: a boolean becomes 0 or 1. */
export function toNumber(node: ts.Node, value: Expression, span: Span): Expression {
  if (value.type.kind === 'number') return value;
  if (value.type.kind === 'boolean') {
    const digit = (n: number): Expression => ({ kind: 'number', value: n, type: NUMBER, span });
    return { kind: 'conditional', test: value, then: digit(1), otherwise: digit(0), type: NUMBER, span };
  }
  return refuse(
    node,
    'unsupportedOperator',
    `A value of type '${describeType(value.type)}' can not be converted to a number.`,
    'Pass numbers as numbers; texts are parsed outside of the compiled function.',
  );
}

/** The truth value of a node, as `if` sees it. */
export function condition(build: FunctionBuilder, node: ts.Expression): Expression {
  if (ts.isParenthesizedExpression(node)) return condition(build, node.expression);
  if (ts.isBinaryExpression(node)) {
    const kind = node.operatorToken.kind;
    if (kind === ts.SyntaxKind.AmpersandAmpersandToken || kind === ts.SyntaxKind.BarBarToken) {
      const operator = kind === ts.SyntaxKind.BarBarToken ? '||' : '&&';
      const left = condition(build, node.left);
      const right = build.capture(() => condition(build, node.right));
      return shortCircuit(build, operator, left, right, build.span(node));
    }
  }
  return truth(node, build.expression(node));
}

/** Whether a value counts as true. NaN, 0 and the empty string do not; the value is looked at once. */
export function truth(node: ts.Node, value: Expression): Expression {
  const { span } = value;
  const compare = (operator: ComparisonOperator, left: Expression, right: Expression): Expression => ({
    kind: 'binary',
    operator,
    left,
    right,
    type: BOOLEAN,
    span,
  });
  const zero: Expression = { kind: 'number', value: 0, type: NUMBER, span };
  switch (value.type.kind) {
    case 'boolean':
      return value;
    case 'number':
      if (value.kind === 'number') return { kind: 'boolean', value: Boolean(value.value), type: BOOLEAN, span };
      if (neverNaN(value)) return compare('!==', value, zero);
      if (value.kind === 'variable') {
        const itself = compare('===', value, value);
        return { kind: 'logical', operator: '&&', left: compare('!==', value, zero), right: itself, type: BOOLEAN, span };
      }
      return compare('>', { kind: 'math', name: 'Math.abs', arguments: [value], type: NUMBER, span }, zero);
    case 'string':
      return compare('!==', { kind: 'length', of: value, type: NUMBER, span }, zero);
    default:
      return refuse(
        node,
        'unsupportedOperator',
        `A value of type '${describeType(value.type)}' is used as a condition; it would always be true.`,
        'Test something about it, such as its length.',
      );
  }
}

const INTEGER_OPERATORS: ReadonlySet<string> = new Set(['&', '|', '^', '<<', '>>', '>>>']);

function neverNaN(value: Expression): boolean {
  if (value.kind === 'length') return true;
  if (value.kind === 'unary') return value.operator === '~';
  return value.kind === 'binary' && INTEGER_OPERATORS.has(value.operator);
}

/** `left && right` on booleans, where evaluating `right` may need statements. */
function shortCircuit(
  build: FunctionBuilder,
  operator: '&&' | '||',
  left: Expression,
  right: Captured<Expression>,
  span: Span,
): Expression {
  if (right.statements.length === 0) {
    return { kind: 'logical', operator, left, right: right.value, type: BOOLEAN, span };
  }
  return chooseLater(build, operator, left, left, right, span);
}

/** `$t = left; if (left is true for &&, false for ||) $t = right`. `test` is the truth of `left` and reads only `left`. */
function chooseLater(
  build: FunctionBuilder,
  operator: '&&' | '||',
  left: Expression,
  test: Expression,
  right: Captured<Expression>,
  span: Span,
): Expression {
  const result = build.slot(left.type, span);
  build.emit({ kind: 'let', variable: result, value: left, span });
  const assign = [...right.statements, { kind: 'assign' as const, variable: result, value: right.value, span }];
  const condition = test === left ? build.read(result, span) : test;
  const then = operator === '&&' ? assign : [];
  const otherwise = operator === '&&' ? [] : assign;
  build.emit({ kind: 'if', test: condition, then, otherwise, span });
  return build.read(result, span);
}

/** `&&` and `||` as values: both operands booleans, or both numbers or strings, of which one is the result. */
function logicalValue(build: FunctionBuilder, node: ts.BinaryExpression): Expression {
  const operator = node.operatorToken.kind === ts.SyntaxKind.BarBarToken ? '||' : '&&';
  const span = build.span(node);
  const left = build.expression(node.left);
  const right = build.capture(() => build.expression(node.right));
  if (!sameType(left.type, right.value.type) || !['number', 'boolean', 'string'].includes(left.type.kind)) {
    refuse(
      node,
      'unsupportedOperator',
      `'${operator}' gives a ${describeType(left.type)} or a ${describeType(right.value.type)} here.`,
      'Give both sides the same type, for example with a comparison.',
    );
  }
  if (left.type.kind === 'boolean') return shortCircuit(build, operator, left, right, span);
  const first = build.keep(left);
  return chooseLater(build, operator, first, truth(node.left, first), right, span);
}

export function conditional(build: FunctionBuilder, node: ts.ConditionalExpression, expected?: Type): Expression {
  const span = build.span(node);
  const test = build.condition(node.condition);
  const then = build.capture(() => build.expression(node.whenTrue, expected));
  const otherwise = build.capture(() => build.expression(node.whenFalse, expected ?? then.value.type));
  const { type } = then.value;
  if (!sameType(type, otherwise.value.type)) {
    refuse(
      node,
      'shapeMismatch',
      `The two results have different types: '${describeType(type)}' and '${describeType(otherwise.value.type)}'.`,
      'Give both the same type.',
    );
  }
  if (type.kind === 'void') {
    refuse(node, 'unsupportedExpression', "A conditional whose branches have no value can't be translated.", 'Use `if`.');
  }
  if (then.statements.length === 0 && otherwise.statements.length === 0) {
    return { kind: 'conditional', test, then: then.value, otherwise: otherwise.value, type, span };
  }
  const result = build.slot(type, span);
  build.emit({ kind: 'let', variable: result, value: zeroOf(type, span), span });
  const branch = (part: Captured<Expression>) => [
    ...part.statements,
    { kind: 'assign' as const, variable: result, value: part.value, span },
  ];
  build.emit({ kind: 'if', test, then: branch(then), otherwise: branch(otherwise), span });
  return build.read(result, span);
}

/** A value of the type that is never seen: for variables that are assigned before they are read. */
export function zeroOf(type: Type, span: Span): Expression {
  switch (type.kind) {
    case 'number':
      return { kind: 'number', value: 0, type, span };
    case 'boolean':
      return { kind: 'boolean', value: false, type, span };
    case 'string':
      return { kind: 'string', value: '', type: STRING, span };
    case 'array':
    case 'typed':
      return { kind: 'arrayLiteral', elements: [], type, span };
    case 'tuple':
      return { kind: 'record', values: type.elements.map((element) => zeroOf(element, span)), type, span };
    case 'object':
      return { kind: 'record', values: type.fields.map((field) => zeroOf(field.type, span)), type, span };
    case 'void':
      throw new Error('no variable has the type void');
  }
}
