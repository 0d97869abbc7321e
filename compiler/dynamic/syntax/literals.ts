/** Array and object literals, and templates. */
import ts from '#typescript';
import type { Expression, Statement, VariableId } from '../core/types.js';
import type { FunctionContext } from './context.js';
import { binary, blockOf, booleanOf, callBuiltin, effect, get, intrinsic, letStatement, stringOf } from './make.js';
import { isIndex, setMember } from './members.js';
import { named } from './naming.js';
import { iterableText, keyOf, sourceText } from './patterns.js';
import { refuse } from './refusal.js';

export function arrayLiteral(context: FunctionContext, node: ts.ArrayLiteralExpression): Expression {
  return arrayOf(context, node.elements, node);
}

/** An array of the elements, spread ones included; also for arguments. */
export function arrayOf(
  context: FunctionContext,
  elements: readonly ts.Expression[],
  node: ts.Node,
  areArguments = false,
): Expression {
  const span = context.span(node);
  const hole = elements.find((one) => ts.isOmittedExpression(one));
  if (hole) return arrayWithHoles(context, elements, span);
  const firstSpread = elements.findIndex((one) => ts.isSpreadElement(one));
  if (firstSpread < 0) return { kind: 'array', elements: elements.map((one) => context.expression(one)), span };
  const array = context.temporary('array');
  const head = elements.slice(0, firstSpread).map((one) => context.expression(one));
  const body: Statement[] = [letStatement(span, array, { kind: 'array', elements: head, span })];
  for (const one of elements.slice(firstSpread)) {
    const place = context.span(one);
    if (!ts.isSpreadElement(one)) {
      body.push(effect(intrinsic(place, 'append', get(place, array), context.expression(one))));
      continue;
    }
    const isLast = one === elements.at(-1);
    const name = areArguments && isLast ? 'Operators$spreadArguments' : 'Operators$spread';
    const text = areArguments ? (isLast ? sourceText(one.expression) : '') : iterableText(one.expression);
    const value = context.expression(one.expression);
    body.push(effect(callBuiltin(place, context.program.builtin(name), get(place, array), value, stringOf(place, text))));
  }
  return blockOf(span, body, get(span, array));
}

function arrayWithHoles(context: FunctionContext, elements: readonly ts.Expression[], span: Expression['span']): Expression {
  if (elements.some((one) => ts.isSpreadElement(one))) {
    return refuse(elements[0]!, 'unsupportedExpression', 'Spread beside holes is not supported.');
  }
  const array = context.temporary('array');
  const body: Statement[] = [letStatement(span, array, { kind: 'array', elements: [], span })];
  elements.forEach((one, index) => {
    if (ts.isOmittedExpression(one)) return;
    const key: Expression = { kind: 'number', value: index, span };
    body.push(effect({ kind: 'setElement', object: get(span, array), key, value: context.expression(one), span }));
  });
  const length: Expression = { kind: 'number', value: elements.length, span };
  body.push(effect({ kind: 'setProperty', object: get(span, array), key: 'length', value: length, span }));
  return blockOf(span, body, get(span, array));
}

type Property = { readonly key: string; readonly value: Expression };

export function objectLiteral(context: FunctionContext, node: ts.ObjectLiteralExpression): Expression {
  const span = context.span(node);
  const plain: Property[] = [];
  const keys = new Set<string>();
  let rest = 0;
  for (; rest < node.properties.length; rest++) {
    const property = plainProperty(context, node.properties[rest]!, keys);
    if (!property) break;
    plain.push(property);
  }
  const made: Expression = { kind: 'object', properties: plain, span };
  if (rest === node.properties.length) return made;
  const object = context.temporary('object');
  const body: Statement[] = [letStatement(span, object, made)];
  let prototype: VariableId | undefined;
  for (const property of node.properties.slice(rest)) {
    if (isPrototype(property)) {
      prototype = context.temporary('prototype');
      body.push(letStatement(context.span(property), prototype, context.expression(property.initializer)));
    } else body.push(...addProperty(context, property, get(span, object), keys));
  }
  if (prototype !== undefined) body.push(effect(setPrototype(context, get(span, object), get(span, prototype))));
  return blockOf(span, body, get(span, object));
}

/** Comes last: properties of a literal hide what its prototype has, and never call a setter there. */
function setPrototype(context: FunctionContext, object: Expression, prototype: Expression): Expression {
  const builtin = context.program.builtin('Object$prototype$set$__proto__');
  return { kind: 'callBuiltin', function: builtin, this: object, arguments: [prototype], span: object.span };
}

/** `__proto__: value` is no property. */
function isPrototype(node: ts.ObjectLiteralElementLike): node is ts.PropertyAssignment {
  return (
    ts.isPropertyAssignment(node) &&
    (ts.isIdentifier(node.name) || ts.isStringLiteralLike(node.name)) &&
    node.name.text === '__proto__'
  );
}

/** A property that can be there from the start; adds its key to `keys`. */
function plainProperty(context: FunctionContext, node: ts.ObjectLiteralElementLike, keys: Set<string>): Property | undefined {
  if (ts.isSpreadAssignment(node) || ts.isGetAccessor(node) || ts.isSetAccessor(node)) return undefined;
  if (ts.isComputedPropertyName(node.name)) {
    if (!ts.isStringLiteralLike(node.name.expression)) return undefined;
  } else if (isPrototype(node)) return undefined;
  const key = keyOf(context, node.name, true);
  if (key.kind !== 'string' || isIndex(key.value) || keys.has(key.value) || key.value === '__proto__') return undefined;
  keys.add(key.value);
  return { key: key.value, value: propertyValue(context, node, key.value) };
}

function propertyValue(
  context: FunctionContext,
  node: Exclude<ts.ObjectLiteralElementLike, ts.SpreadAssignment | ts.AccessorDeclaration>,
  name: string,
): Expression {
  if (ts.isPropertyAssignment(node)) return named(context, name, node.initializer);
  if (ts.isShorthandPropertyAssignment(node)) return context.expression(node.name);
  return context.parts.closure(context, node, name);
}

function addProperty(
  context: FunctionContext,
  node: ts.ObjectLiteralElementLike,
  object: Expression,
  keys: Set<string>,
): Statement[] {
  const span = context.span(node);
  if (ts.isSpreadAssignment(node)) {
    keys.clear();
    return [
      effect(callBuiltin(span, context.program.builtin('Operators$copyProperties'), object, context.expression(node.expression))),
    ];
  }
  const key = keyOf(context, node.name, true);
  const name = key.kind === 'string' ? key.value : '';
  if (ts.isGetAccessor(node) || ts.isSetAccessor(node)) {
    const isGetter = ts.isGetAccessor(node);
    const closure = context.parts.closure(context, node, `${isGetter ? 'get' : 'set'} ${name}`);
    return [effect(intrinsic(span, isGetter ? 'defineGetter' : 'defineSetter', object, key, closure, booleanOf(span, true)))];
  }
  const value = propertyValue(context, node, name);
  const canAssign = key.kind === 'string' && key.value !== '__proto__' && !context.program.facts.accessors.has(key.value);
  if (canAssign) return [effect(setMember(object, key, value, span))];
  return [effect(intrinsic(span, 'defineField', object, key, value))];
}

export function template(context: FunctionContext, node: ts.TemplateExpression): Expression {
  const span = context.span(node);
  let text: Expression | undefined = node.head.text === '' ? undefined : stringOf(span, node.head.text);
  const add = (part: Expression) => {
    text = text ? binary(span, '+', text, part) : part;
  };
  for (const one of node.templateSpans) {
    const value = context.expression(one.expression);
    add(value.kind === 'string' ? value : callBuiltin(span, context.program.builtin('Operators$toText'), value));
    if (one.literal.text !== '') add(stringOf(span, one.literal.text));
  }
  return text ?? stringOf(span, '');
}

/** The array of strings is made once for each place in the program. */
export function taggedTemplate(context: FunctionContext, node: ts.TaggedTemplateExpression): Expression {
  const span = context.span(node);
  const { template: parts } = node;
  const literals = ts.isNoSubstitutionTemplateLiteral(parts)
    ? [parts]
    : [parts.head, ...parts.templateSpans.map((one) => one.literal)];
  const values = ts.isNoSubstitutionTemplateLiteral(parts) ? [] : parts.templateSpans.map((one) => one.expression);
  const { program } = context;
  const cache = program.newVariable();
  program.globals.set(cache, { id: cache, name: 'template', isCaptured: false, isReassigned: true, hasDeadZone: false });
  program.hoisted.push(letStatement(span, cache, { kind: 'undefined', span }));
  const array = (texts: string[]): Expression => ({ kind: 'array', elements: texts.map((text) => stringOf(span, text)), span });
  const make = callBuiltin(
    span,
    program.builtin('Operators$templateObject'),
    array(literals.map((one) => one.text)),
    array(literals.map((one) => rawText(one))),
  );
  const strings: Expression = {
    kind: 'logical',
    operator: '??',
    left: get(span, cache),
    right: { kind: 'set', variable: cache, value: make, span },
    span,
  };
  return context.parts.callWith(context, node.tag, [strings], values, node);
}

function rawText(node: ts.TemplateLiteralToken | ts.NoSubstitutionTemplateLiteral): string {
  const text = node.getText();
  const end = ts.isTemplateHead(node) || ts.isTemplateMiddle(node) ? 2 : 1;
  return text
    .slice(1, text.length - end)
    .replaceAll('\r\n', '\n')
    .replaceAll('\r', '\n');
}
