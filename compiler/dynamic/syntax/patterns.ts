/**
 * Destructuring. An array pattern reads a true array by index; anything else is first copied into one by the iterator protocol, as many
 * elements as the pattern takes.
 */
import ts from '#typescript';
import type { Expression, Statement } from '../core/types.js';
import type { FunctionContext } from './context.js';
import { withoutTypes } from './erasure.js';
import {
  binary,
  callBuiltin,
  conditional,
  effect,
  element,
  get,
  intrinsic,
  letStatement,
  nullAt,
  numberOf,
  stringOf,
  undefinedAt,
} from './make.js';
import { access } from './members.js';
import { withDefault } from './naming.js';

import { refuse } from './refusal.js';

/** Where the part of a value goes. */
type Sink = (value: Expression) => Statement[];

interface Element {
  readonly node: ts.Node;
  readonly isRest: boolean;
  readonly initializer: ts.Expression | undefined;
  /** Name for functions that stand as the default. */
  readonly name: string | undefined;
  readonly sink: Sink;
  /** In object patterns. */
  readonly key?: () => Expression;
  readonly knownKey?: string | undefined;
}

/** Declares the variables of a pattern. */
export function bind(context: FunctionContext, name: ts.BindingName, value: Expression): Statement[] {
  if (ts.isIdentifier(name)) {
    const binding = context.unit.binding(name)!;
    if (binding.scope.isGlobal) context.program.include(binding, context.unit);
    return [context.declare(binding, value, context.span(name))];
  }
  const elements = name.elements.map((one) => (ts.isBindingElement(one) ? declared(context, one) : undefined));
  return ts.isArrayBindingPattern(name)
    ? arrayPattern(context, name, elements, value)
    : objectPattern(context, name, elements, value);
}

function declared(context: FunctionContext, node: ts.BindingElement): Element {
  const { propertyName, name } = node;
  return {
    node,
    isRest: node.dotDotDotToken !== undefined,
    initializer: node.initializer,
    name: ts.isIdentifier(name) ? name.text : undefined,
    sink: (value) => context.parts.bind(context, name, value),
    key: () => keyOf(context, propertyName ?? (name as ts.Identifier)),
    knownKey: knownKey(propertyName ?? name),
  };
}

function knownKey(name: ts.Node): string | undefined {
  return ts.isIdentifier(name) || ts.isStringLiteralLike(name) || ts.isNumericLiteral(name) ? name.text : undefined;
}

/** `defines`: for a property that is made under this key. */
export function keyOf(context: FunctionContext, name: ts.PropertyName, defines = false): Expression {
  const span = context.span(name);
  if (ts.isComputedPropertyName(name)) return context.expression(name.expression);
  if (ts.isNumericLiteral(name)) return stringOf(span, String(Number(name.text)));
  if (ts.isBigIntLiteral(name)) return stringOf(span, name.text.slice(0, -1));
  context.program.mention(name.text, context.unit, name, defines);
  return stringOf(span, name.text);
}

/** Assigns to the targets of a pattern. */
export function assignPattern(
  context: FunctionContext,
  node: ts.ArrayLiteralExpression | ts.ObjectLiteralExpression,
  value: Expression,
): Statement[] {
  if (ts.isArrayLiteralExpression(node)) {
    const elements = node.elements.map((one) => (ts.isOmittedExpression(one) ? undefined : assigned(context, one)));
    return arrayPattern(context, node, elements, value);
  }
  const elements = node.properties.map((one): Element => {
    if (ts.isPropertyAssignment(one))
      return {
        ...assigned(context, one.initializer),
        node: one,
        key: () => keyOf(context, one.name),
        knownKey: knownKey(one.name),
      };
    if (ts.isShorthandPropertyAssignment(one)) {
      return {
        node: one,
        isRest: false,
        initializer: one.objectAssignmentInitializer,
        name: one.name.text,
        sink: (part) => context.parts.assign(context, one.name, part),
        key: () => keyOf(context, one.name),
        knownKey: one.name.text,
      };
    }
    if (ts.isSpreadAssignment(one)) return { ...assigned(context, one.expression), node: one, isRest: true };
    return refuse(one, 'unsupportedPattern', 'This can not stand in a pattern.');
  });
  return objectPattern(context, node, elements, value);
}

function assigned(context: FunctionContext, node: ts.Expression): Element {
  if (ts.isSpreadElement(node)) return { ...assigned(context, node.expression), isRest: true };
  const hasDefault = ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.EqualsToken;
  const target = withoutTypes(hasDefault ? node.left : node);
  return {
    node,
    isRest: false,
    initializer: hasDefault ? node.right : undefined,
    name: ts.isIdentifier(target) ? target.text : undefined,
    sink: (value) => context.parts.assign(context, target, value),
  };
}

function arrayPattern(
  context: FunctionContext,
  node: ts.Node,
  elements: readonly (Element | undefined)[],
  value: Expression,
): Statement[] {
  const span = context.span(node);
  const hasRest = elements.some((one) => one?.isRest);
  if (value.kind === 'array' && !hasRest && value.elements.length >= elements.length)
    return fromLiteral(context, elements, value.elements);
  const source = context.stable(value, 'source');
  const parts = context.temporary('parts');
  const count = numberOf(span, hasRest ? -1 : elements.length);
  const taken = callBuiltin(
    span,
    context.program.builtin('Operators$take'),
    source.use,
    count,
    stringOf(span, patternText(node)),
  );
  const statements = [
    ...source.before,
    letStatement(span, parts, conditional(span, intrinsic(span, 'isIndexed', source.use), source.use, taken)),
  ];
  elements.forEach((one, index) => {
    if (!one) return;
    const place = context.span(one.node);
    const part = one.isRest
      ? callBuiltin(place, context.program.builtin('Operators$restOf'), get(place, parts), numberOf(place, index))
      : element(place, get(place, parts), numberOf(place, index));
    statements.push(...one.sink(withDefault(context, part, one.initializer, one.name)));
  });
  return statements;
}

/** `[a, b] = [b, a]` needs no array. */
function fromLiteral(
  context: FunctionContext,
  elements: readonly (Element | undefined)[],
  values: readonly Expression[],
): Statement[] {
  const statements: Statement[] = [];
  const held = values.map((value) => {
    const variable = context.temporary('part');
    statements.push(letStatement(value.span, variable, value));
    return get(value.span, variable);
  });
  elements.forEach((one, index) => {
    if (one) statements.push(...one.sink(withDefault(context, held[index]!, one.initializer, one.name)));
  });
  return statements;
}

function objectPattern(
  context: FunctionContext,
  node: ts.Node,
  elements: readonly (Element | undefined)[],
  value: Expression,
): Statement[] {
  const span = context.span(node);
  const source = context.stable(value, 'source');
  const statements = [...source.before];
  const keys: Expression[] = [];
  const hasRest = elements.some((one) => one?.isRest);
  const first = elements[0];
  const named = textOf(node) !== undefined;
  if (!first || first.isRest || named) {
    const key = first && !first.isRest ? first.knownKey : undefined;
    statements.push(...requireObject(context, source.use, key === undefined ? undefined : stringOf(span, key), node));
  }
  for (const one of elements) {
    if (!one) continue;
    if (one.isRest) {
      const rest = callBuiltin(span, context.program.builtin('Operators$omit'), source.use, {
        kind: 'array',
        elements: keys,
        span,
      });
      statements.push(...one.sink(rest));
      continue;
    }
    const key = one.key!();
    const held = hasRest ? context.stable(key, 'key') : { before: [], use: key };
    statements.push(...held.before);
    keys.push(held.use);
    const part = access(source.use, held.use, context.span(one.node));
    statements.push(...one.sink(withDefault(context, part, one.initializer, one.name)));
  }
  return statements;
}

/** `{} = null` and `{ a } = null` fail before anything is read. */
function requireObject(context: FunctionContext, value: Expression, key: Expression | undefined, node: ts.Node): Statement[] {
  const span = context.span(node);
  const known = key?.kind === 'string' ? key : undefinedAt(span);
  const text = stringOf(span, textOf(node) ?? '');
  const fail = callBuiltin(span, context.program.builtin('Operators$failDestructuring'), value, known, text);
  return [{ kind: 'if', test: binary(span, '==', value, nullAt(span)), then: [effect(fail)], otherwise: [], span }];
}

/** What is taken apart, as messages name it; undefined inside of another pattern, '' where only the value tells. */
export function textOf(node: ts.Node): string | undefined {
  const { parent } = node;
  if (ts.isParameter(parent)) return '';
  if (ts.isVariableDeclaration(parent)) {
    if (parent.initializer) return sourceText(parent.initializer);
    return ts.isCatchClause(parent.parent) ? '' : '.for';
  }
  if (ts.isBinaryExpression(parent) && parent.left === node) return sourceText(parent.right);
  return undefined;
}

/** An expression as V8 prints it in messages. */
export function sourceText(node: ts.Expression): string {
  const inner = withoutTypes(node);
  if (ts.isCallExpression(inner)) return `${sourceText(inner.expression)}(...)`;
  return ts.isFunctionLike(inner) ? '(intermediate value)' : inner.getText();
}

/** The subject of "... is not iterable". */
export function iterableText(node: ts.Expression): string {
  const inner = withoutTypes(node);
  if (ts.isCallExpression(inner)) return `${sourceText(inner.expression)} is not a function or its return value`;
  return inner.getText();
}

/** The same for an array pattern, which V8 does not always name. */
function patternText(node: ts.Node): string {
  const { parent } = node;
  if (!ts.isVariableDeclaration(parent)) return '';
  if (!parent.initializer) return ts.isCatchClause(parent.parent) ? '' : '.for';
  return ts.isPropertyAccessExpression(withoutTypes(parent.initializer)) ? '' : iterableText(parent.initializer);
}
