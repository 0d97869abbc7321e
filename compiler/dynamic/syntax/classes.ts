/** Classes: the constructor with the fields, then methods and accessors, then what is static. */
import ts from '#typescript';
import type { Expression, FunctionId, Statement } from '../core/types.js';
import { type Binding, Scope } from './bindings.js';
import { FunctionContext } from './context.js';
import { hasModifier, isErased, withoutTypes } from './erasure.js';
import { finish, translate } from './functions.js';
import { builtinObject } from './globals.js';
import { blockOf, booleanOf, effect, get, intrinsic, letStatement, property, stringOf, undefinedAt } from './make.js';
import { setMember } from './members.js';
import { readBinding } from './names.js';
import { named } from './naming.js';
import { keyOf } from './patterns.js';
import { builtinName, privateKey } from './properties.js';
import { refuse } from './refusal.js';

type Member = ts.MethodDeclaration | ts.AccessorDeclaration;

const isStatic = (node: ts.Node): boolean => hasModifier(node, ts.SyntaxKind.StaticKeyword);

export function classDeclaration(context: FunctionContext, node: ts.ClassDeclaration): Statement[] {
  const binding = context.unit.binding(node)!;
  const { before, value } = create(context, node, node.name?.text ?? 'default');
  const span = context.span(node);
  return [...before, context.declare(binding, value, span), ...members(context, node, () => context.read(binding, span))];
}

export function classValue(context: FunctionContext, node: ts.ClassLikeDeclaration, name: string): Expression {
  const span = context.span(node);
  const { before, value } = create(context, node, name);
  const own = ts.isClassExpression(node) && node.name ? context.unit.binding(node) : undefined;
  if (own) {
    const body = [...before, context.declare(own, value, span), ...members(context, node, () => context.read(own, span))];
    return blockOf(span, body, context.read(own, span));
  }
  const variable = context.temporary(name || 'class');
  const rest = members(context, node, () => get(span, variable));
  if (before.length === 0 && rest.length === 0) return value;
  return blockOf(span, [...before, letStatement(span, variable, value), ...rest], get(span, variable));
}

/** The class without its members. */
function create(
  context: FunctionContext,
  node: ts.ClassLikeDeclaration,
  name: string,
): { before: Statement[]; value: Expression } {
  refuseDecorators(node);
  const span = context.span(node);
  const heritage = node.heritageClauses?.find((clause) => clause.token === ts.SyntaxKind.ExtendsKeyword)?.types[0];
  const before: Statement[] = [];
  let superClass: Expression | undefined;
  if (heritage) {
    if (heritage.expression.kind === ts.SyntaxKind.NullKeyword)
      refuse(heritage, 'unsupportedExpression', "'extends null' is not supported.");
    const known = stableClass(context, heritage.expression);
    if (known) context.program.superClasses.set(node, known);
    else {
      const binding = hidden(context, node, 'super');
      before.push(context.declare(binding, context.expression(heritage.expression), span));
      context.program.superClasses.set(node, (inner) => inner.read(binding, span));
    }
    superClass = context.program.superClasses.get(node)!(context);
  }
  before.push(...computedKeys(context, node));
  const id = translateConstructor(context, node, name, superClass !== undefined);
  return { before, value: { kind: 'class', constructor: id, ...(superClass ? { superClass } : {}), span } };
}

function refuseDecorators(node: ts.ClassLikeDeclaration): void {
  for (const one of [node, ...node.members]) {
    const decorator = ts.canHaveDecorators(one) ? ts.getDecorators(one)?.[0] : undefined;
    if (decorator) refuse(decorator, 'unsupportedStatement', 'Decorators are not supported.');
  }
}

/** A super class that can be named again inside of the methods. */
function stableClass(context: FunctionContext, node: ts.Expression): ((inner: FunctionContext) => Expression) | undefined {
  const name = builtinName(context, node);
  if (name !== undefined) return (inner) => builtinObject(inner, name, node);
  const identifier = withoutTypes(node);
  if (!ts.isIdentifier(identifier)) return undefined;
  const binding = context.unit.binding(identifier);
  if (!binding || binding.isReassigned || binding.scope.isGlobal === false) return undefined;
  return (inner) => readBinding(inner, binding, identifier);
}

/** A variable that the source does not name. */
function hidden(context: FunctionContext, node: ts.Node, name: string): Binding {
  return {
    name,
    kind: 'const',
    scope: new Scope(undefined, context.scope, node),
    declarations: [],
    ready: -1,
    references: [],
    isCaptured: true,
    isReassigned: false,
  };
}

const keys = new WeakMap<ts.Node, Binding>();

/** Computed keys of fields are evaluated once, when the class is made. */
function computedKeys(context: FunctionContext, node: ts.ClassLikeDeclaration): Statement[] {
  return node.members.flatMap((member) => {
    if (!ts.isPropertyDeclaration(member) || isErased(member) || !ts.isComputedPropertyName(member.name)) return [];
    const binding = hidden(context, member, 'key');
    keys.set(member, binding);
    return [context.declare(binding, context.expression(member.name.expression), context.span(member))];
  });
}

function translateConstructor(
  context: FunctionContext,
  node: ts.ClassLikeDeclaration,
  name: string,
  isDerived: boolean,
): FunctionId {
  const own = node.members.find(
    (member): member is ts.ConstructorDeclaration => ts.isConstructorDeclaration(member) && !!member.body,
  );
  const kind = isDerived ? 'derived' : 'constructor';
  if (own) {
    return translate(context, own, { name, kind, start: (inner) => (isDerived ? [] : fields(inner, node)) });
  }
  const { program, unit } = context;
  const span = context.span(node);
  const base = name || 'class';
  const id = program.newFunctionId(context.parent ? `${context.id}.${base}` : base);
  const inner = new FunctionContext(program, unit, id, unit.scopes.functions.get(node)!, context);
  const implicit = unit.scopes.implicit.get(inner.scope)?.this;
  const before = implicit?.isCaptured ? [letStatement(span, inner.variable(implicit), { kind: 'this', span })] : [];
  const rest = isDerived ? inner.temporary('arguments') : undefined;
  const callee = isDerived ? program.superClasses.get(node)!(inner) : undefined;
  const up =
    callee && rest !== undefined
      ? [effect({ kind: 'callSuperSpread', callee, arguments: get(span, rest), span } as Expression)]
      : [];
  finish(inner, { parameters: [], rest, body: [...before, ...up, ...fields(inner, node)], length: 0, name, kind, span });
  return id;
}

/** Gives the instance's fields their first values, those of parameter properties included. */
export function fields(context: FunctionContext, node: ts.ClassLikeDeclaration): Statement[] {
  const self = (at: Expression['span']): Expression => ({ kind: 'this', span: at });
  const own = node.members.find(
    (member): member is ts.ConstructorDeclaration => ts.isConstructorDeclaration(member) && !!member.body,
  );
  const statements: Statement[] = [];
  for (const parameter of own?.parameters ?? []) {
    if (!ts.isParameterPropertyDeclaration(parameter, own!)) continue;
    const span = context.span(parameter);
    const binding = context.unit.binding(parameter.name)!;
    context.program.mention(binding.name, context.unit, parameter);
    statements.push(
      effect({ kind: 'setProperty', object: self(span), key: binding.name, value: context.read(binding, span), span }),
    );
  }
  for (const member of node.members) {
    if (!ts.isPropertyDeclaration(member) || isErased(member) || isStatic(member)) continue;
    const span = context.span(member);
    refuseAccessorField(member);
    const key = fieldKey(context, member);
    const value = member.initializer
      ? named(context, key.kind === 'string' ? key.value : '', member.initializer)
      : undefinedAt(span);
    const isPrivate = ts.isPrivateIdentifier(member.name);
    if (isPrivate || canAssign(context, node, key)) statements.push(effect(setMember(self(span), key, value, span)));
    else statements.push(effect(intrinsic(span, 'defineField', self(span), key, value)));
  }
  return statements;
}

function refuseAccessorField(node: ts.PropertyDeclaration): void {
  if (hasModifier(node, ts.SyntaxKind.AccessorKeyword))
    refuse(node, 'unsupportedStatement', "'accessor' fields are not supported.");
}

function fieldKey(context: FunctionContext, member: ts.PropertyDeclaration): Expression {
  const key = keys.get(member);
  if (key) return context.read(key, context.span(member));
  return memberKeyOf(context, member.name);
}

function memberKeyOf(context: FunctionContext, name: ts.PropertyName): Expression {
  return ts.isPrivateIdentifier(name) ? stringOf(context.span(name), privateKey(context, name)) : keyOf(context, name, true);
}

/** Names for which a built-in parent may have a property that an assignment would find. */
const INHERITED = new Set(['message', 'name', 'stack', 'cause', 'length', 'size', 'constructor', '__proto__']);

/** Whether assigning does the same as defining: no setter of that name can be met. */
function canAssign(context: FunctionContext, node: ts.ClassLikeDeclaration, key: Expression): boolean {
  if (key.kind !== 'string' || context.program.facts.accessors.has(key.value)) return false;
  return !context.program.superClasses.has(node) || !INHERITED.has(key.value);
}

function members(context: FunctionContext, node: ts.ClassLikeDeclaration, self: () => Expression): Statement[] {
  const span = context.span(node);
  const statements: Statement[] = [];
  const instance = node.members.some((member) => isMethod(member) && !isStatic(member))
    ? context.temporary('prototype')
    : undefined;
  if (instance !== undefined) statements.push(letStatement(span, instance, property(span, self(), 'prototype')));
  for (const member of node.members) {
    if (!isMethod(member)) continue;
    const target = isStatic(member) ? self() : get(span, instance!);
    const made = context.program.attempt(context.unit, () => [method(context, member, target)]);
    statements.push(...(made ?? []));
  }
  for (const member of node.members) statements.push(...staticMember(context, member, self));
  return statements;
}

function isMethod(member: ts.ClassElement): member is Member {
  return (ts.isMethodDeclaration(member) || ts.isGetAccessor(member) || ts.isSetAccessor(member)) && !isErased(member);
}

function method(context: FunctionContext, member: Member, target: Expression): Statement {
  const span = context.span(member);
  const key = memberKeyOf(context, member.name);
  const name = key.kind === 'string' ? key.value.replace(/^\0(.*)@\d+$/, '$1') : '';
  const prefix = ts.isGetAccessor(member) ? 'get ' : ts.isSetAccessor(member) ? 'set ' : '';
  const closure = context.parts.closure(context, member, prefix + name);
  if (ts.isMethodDeclaration(member)) return effect(intrinsic(span, 'defineMethod', target, key, closure));
  const intrinsicName = ts.isGetAccessor(member) ? 'defineGetter' : 'defineSetter';
  return effect(intrinsic(span, intrinsicName, target, key, closure, booleanOf(span, false)));
}

/** Static fields and blocks run as methods of the class, once. */
function staticMember(context: FunctionContext, member: ts.ClassElement, self: () => Expression): Statement[] {
  const span = context.span(member);
  if (ts.isClassStaticBlockDeclaration(member)) {
    const id = codeOfClass(context, member, (inner) => inner.parts.statements(inner, member.body.statements));
    return [effect({ kind: 'call', callee: { kind: 'function', function: id, span }, this: self(), arguments: [], span })];
  }
  if (!ts.isPropertyDeclaration(member) || !isStatic(member) || isErased(member)) return [];
  refuseAccessorField(member);
  const key = fieldKey(context, member);
  const value = staticValue(context, member, key, self);
  if (ts.isPrivateIdentifier(member.name)) return [effect(setMember(self(), key, value, span))];
  return [effect(intrinsic(span, 'defineField', self(), key, value))];
}

function staticValue(
  context: FunctionContext,
  member: ts.PropertyDeclaration,
  key: Expression,
  self: () => Expression,
): Expression {
  const span = context.span(member);
  const { initializer } = member;
  if (!initializer) return undefinedAt(span);
  if (ts.isLiteralExpression(initializer)) return context.expression(initializer);
  const id = codeOfClass(context, member, (inner) => {
    const value = named(inner, key.kind === 'string' ? key.value : '', initializer);
    return [{ kind: 'return', value, span }];
  });
  return { kind: 'call', callee: { kind: 'function', function: id, span }, this: self(), arguments: [], span };
}

function codeOfClass(context: FunctionContext, node: ts.Node, body: (inner: FunctionContext) => Statement[]): FunctionId {
  const { program, unit } = context;
  const id = program.newFunctionId(`${context.id}.static`);
  const inner = new FunctionContext(program, unit, id, unit.scopes.functions.get(node)!, context);
  const span = context.span(node);
  const implicit = unit.scopes.implicit.get(inner.scope)?.this;
  const before = implicit?.isCaptured ? [letStatement(span, inner.variable(implicit), { kind: 'this', span })] : [];
  finish(inner, {
    parameters: [],
    rest: undefined,
    body: [...before, ...body(inner)],
    length: 0,
    name: '',
    kind: 'method',
    span,
  });
  return id;
}
