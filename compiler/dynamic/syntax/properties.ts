/** Properties read by name or by a computed key. */
import ts from '#typescript';
import { WELL_KNOWN_SYMBOLS } from '../core/intrinsics/values.js';
import type { Expression } from '../core/types.js';
import type { FunctionContext } from './context.js';
import { enumConstant } from './enums.js';
import { withoutTypes } from './erasure.js';
import {
  builtinObject,
  CONSTANTS,
  isBuiltinObject,
  isGlobalFunction,
  isHostOnly,
  readGlobal,
  refusalOfGlobal,
} from './globals.js';
import { callBuiltin, numberOf, property, stringOf } from './make.js';
import { access } from './members.js';
import { meaning, readExport } from './names.js';
import { refuse } from './refusal.js';
import { clockAt } from './stops.js';
import { stubFunction } from './stub-functions.js';

/** The built-in object that a name means, if it is not declared otherwise: `Math`, `globalThis.Math`. */
export function builtinName(context: FunctionContext, node: ts.Expression): string | undefined {
  const inner = withoutTypes(node);
  if (ts.isIdentifier(inner)) {
    if (context.unit.binding(inner)) return undefined;
    return isBuiltinObject(inner.text) || isGlobalFunction(inner.text) ? inner.text : undefined;
  }
  if (ts.isPropertyAccessExpression(inner) && isGlobalThis(context, inner.expression)) {
    return isBuiltinObject(inner.name.text) || isGlobalFunction(inner.name.text) ? inner.name.text : undefined;
  }
  return undefined;
}

export function isGlobalThis(context: FunctionContext, node: ts.Expression): boolean {
  return ts.isIdentifier(node) && node.text === 'globalThis' && !context.unit.binding(node);
}

/** Whether only the global object knows the name: as one that the program itself puts there, or not at all. Packages see nothing of the host. */
function isOnGlobalObject(context: FunctionContext, name: string): boolean {
  return !(name in globalThis) || (context.unit.isPackage && isHostOnly(name));
}

/** `ns.name` where `ns` is an imported namespace. */
function namespaceMember(context: FunctionContext, node: ts.PropertyAccessExpression): Expression | undefined {
  const object = withoutTypes(node.expression);
  if (!ts.isIdentifier(object)) return undefined;
  const binding = context.unit.binding(object);
  if (binding?.kind !== 'import') return undefined;
  const target = meaning(context, binding, object);
  if (target.kind !== 'namespace') return undefined;
  const found = context.program.graph?.exportOf(target.unit, node.name.text);
  if (!found) return undefined;
  return found.kind === 'binding' && found.binding.kind === 'import' ? undefined : readExport(context, found, node);
}

export function propertyAccess(context: FunctionContext, node: ts.PropertyAccessExpression): Expression {
  const span = context.span(node);
  if (isGlobalThis(context, node.expression) && !isOnGlobalObject(context, node.name.text)) {
    return readGlobal(context, node.name.text, node);
  }
  const constant =
    enumConstant(context, node) ?? builtinProperty(context, node) ?? clock(context, node) ?? namespaceMember(context, node);
  if (constant) return constant;
  if (node.expression.kind === ts.SyntaxKind.SuperKeyword)
    return superProperty(context, node.expression, keyExpression(context, node.name));
  const key = keyExpression(context, node.name);
  return access(context.expression(node.expression), key, span);
}

/** `Date.now` in a package. */
function clock(context: FunctionContext, node: ts.PropertyAccessExpression): Expression | undefined {
  const { program, unit } = context;
  const object = withoutTypes(node.expression);
  if (!unit.isPackage || node.name.text !== 'now' || !ts.isIdentifier(object)) return undefined;
  if (object.text !== 'Date' || unit.binding(object)) return undefined;
  const refusal = refusalOfGlobal('Date', object);
  return refusal && clockAt(program, unit, refusal, node);
}

function builtinProperty(context: FunctionContext, node: ts.PropertyAccessExpression): Expression | undefined {
  const object = builtinName(context, node.expression);
  if (object === undefined) return undefined;
  const span = context.span(node);
  const key = node.name.text;
  const constant = CONSTANTS[`${object}.${key}`];
  if (constant !== undefined) return numberOf(span, constant);
  const symbol = object === 'Symbol' ? WELL_KNOWN_SYMBOLS.find((name) => name === key) : undefined;
  if (symbol) {
    context.program.mention(`@@${key}`, context.unit, node);
    return { kind: 'symbol', name: symbol, span };
  }
  if (object === 'Math' && key === 'random' && !isCallee(node)) {
    return stubFunction(context, 'random', node, () => requireStatic(context, object, key, node));
  }
  if (key === 'prototype') return builtinObject(context, `${object}.prototype`, node);
  requireStatic(context, object, key, node);
  context.program.mention(key, context.unit, node);
  return property(span, builtinObject(context, object, node), key);
}

const isCallee = (node: ts.Expression): boolean => ts.isCallExpression(node.parent) && node.parent.expression === node;

/** Refuses what the host has and Shoal has not. */
export function requireStatic(context: FunctionContext, object: string, key: string, node: ts.Node): void {
  if (object === 'Math' && key === 'random') {
    refuse(node, 'hostOrChance', "'Math.random' gives another result on every run.", "Use seededRandom(seed) of 'shoal/random'.");
  }
  const { builtins } = context.program;
  if (builtins.has(`${object}$${key}`) || builtins.has(`Function$prototype$${key}`) || builtins.has(`Object$prototype$${key}`))
    return;
  const host = (globalThis as Record<string, unknown>)[object] as Record<string, unknown> | undefined;
  if (host && key in host && !['name', 'length'].includes(key) && !(object === 'Math')) {
    refuse(node, 'missingBuiltin', `'${object}.${key}' is not supported.`);
  }
}

export function elementAccess(context: FunctionContext, node: ts.ElementAccessExpression): Expression {
  const span = context.span(node);
  const key = context.expression(node.argumentExpression);
  if (node.expression.kind === ts.SyntaxKind.SuperKeyword) return superProperty(context, node.expression, key);
  return access(context.expression(node.expression), key, span);
}

/** The key behind a dot. Private names are keys that no program can write otherwise. */
function memberKey(context: FunctionContext, name: ts.MemberName): string {
  if (ts.isPrivateIdentifier(name)) return privateKey(context, name);
  context.program.mention(name.text, context.unit, name);
  return name.text;
}

export function keyExpression(context: FunctionContext, name: ts.MemberName): Expression {
  return stringOf(context.span(name), memberKey(context, name));
}

/** Unique for the class that declares the name: classes that inherit from each other may have the same one. */
export function privateKey(context: FunctionContext, name: ts.PrivateIdentifier): string {
  let node: ts.Node = name.parent;
  while (node) {
    if (
      ts.isClassLike(node) &&
      node.members.some((member) => member.name && ts.isPrivateIdentifier(member.name) && member.name.text === name.text)
    ) {
      return `\0${name.text}@${context.program.classNumber(node)}`;
    }
    node = node.parent;
  }
  return refuse(name, 'unsupportedExpression', `'${name.text}' is not declared by a class around it.`);
}

/** `super.key`: found from the super class's prototype on, with `this` as the receiver. */
function superProperty(context: FunctionContext, node: ts.Expression, key: Expression): Expression {
  const span = context.span(node);
  const { home, self } = superPlace(context, node);
  if (key.kind === 'string' && !context.program.facts.accessors.has(key.value)) return property(span, home, key.value);
  return callBuiltin(span, context.program.builtin('Operators$superGet'), home, key, self);
}

/** Where the search of `super.x` begins, and `this`. */
export function superPlace(context: FunctionContext, node: ts.Node): { readonly home: Expression; readonly self: Expression } {
  const span = context.span(node);
  let member: ts.Node = node.parent;
  while (member && !isMember(member)) member = member.parent;
  if (!member || !ts.isClassLike(member.parent)) {
    return refuse(node, 'unsupportedExpression', "'super' outside of classes is not supported.");
  }
  const isStatic =
    ts.isClassStaticBlockDeclaration(member) ||
    (ts.canHaveModifiers(member) && member.modifiers?.some((one) => one.kind === ts.SyntaxKind.StaticKeyword));
  const binding = context.program.superClasses.get(member.parent);
  const parent = binding?.(context);
  const self = context.parts.self(context, node);
  const base: Expression = parent ?? builtinObject(context, isStatic ? 'Function.prototype' : 'Object', node);
  if (!parent && isStatic) return { home: base, self };
  return { home: isStatic ? base : property(span, base, 'prototype'), self };
}

function isMember(node: ts.Node): boolean {
  return ts.isClassElement(node) || (ts.isMethodDeclaration(node) && ts.isObjectLiteralExpression(node.parent));
}
