/** Calls of built-ins by name, which need no look-up: `Math.floor(x)`, `Object.keys(o)`, `Array.prototype.slice.call(x)`. */
import ts from '#typescript';
import { INTRINSICS } from '../core/intrinsics.js';
import type { Expression } from '../core/types.js';
import type { BuiltinFunction } from './builtin-sources.js';
import type { FunctionContext } from './context.js';
import { withoutTypes } from './erasure.js';
import { builtinObject } from './globals.js';
import { blockOf, callBuiltin, effect, intrinsic, numberOf, unary, undefinedAt } from './make.js';
import { builtinName, requireStatic } from './properties.js';
import { refuse } from './refusal.js';

export function builtinCall(context: FunctionContext, node: ts.CallExpression): Expression | undefined {
  const callee = withoutTypes(node.expression);
  if (context.unit.isBuiltin && ts.isIdentifier(callee)) {
    const own = ownCall(context, callee, node);
    if (own) return own;
  }
  if (node.arguments.some((one) => ts.isSpreadElement(one))) return undefined;
  const name = builtinName(context, callee);
  if (name !== undefined) return globalCall(context, name, node);
  if (!ts.isPropertyAccessExpression(callee)) return undefined;
  const object = builtinName(context, callee.expression);
  return object === undefined ? undefined : staticCall(context, object, callee, node);
}

const list = (context: FunctionContext, node: ts.CallExpression | ts.NewExpression): Expression[] =>
  (node.arguments ?? []).map((one) => context.expression(one));

/** In built-ins: `$name(...)`, and functions of the built-ins themselves. */
function ownCall(context: FunctionContext, callee: ts.Identifier, node: ts.CallExpression): Expression | undefined {
  const span = context.span(node);
  const { builtins } = context.program;
  const name = callee.text;
  const binding = context.unit.binding(callee);
  if (binding && !binding.scope.isGlobal) return undefined;
  const form = binding ? undefined : specialForm(context, name, node);
  if (form) return form;
  const isOwn = binding !== undefined && builtins.has(name);
  if (!isOwn && !name.startsWith('$')) return undefined;
  if (node.arguments.some((one) => ts.isSpreadElement(one))) return undefined;
  const target = isOwn ? name : builtins.has(`Operators${name}`) ? `Operators${name}` : undefined;
  const args = list(context, node);
  if (target === undefined) return intrinsic(span, name.slice(1), ...args);
  return callFunction(context, builtins.functions.get(target)!, undefined, args, span);
}

/** Pieces of Core that built-ins write as calls. */
function specialForm(context: FunctionContext, name: string, node: ts.CallExpression): Expression | undefined {
  const span = context.span(node);
  const [first, self, ...rest] = node.arguments;
  if (!first) return undefined;
  switch (name) {
    case '$builtin':
      return builtinObject(context, (first as ts.StringLiteral).text, node);
    case '$call': {
      const receiver = context.expression(self!);
      const args = rest.map((one) => context.expression(one));
      const target = ts.isIdentifier(first) ? context.program.builtins.functions.get(first.text) : undefined;
      if (target && context.unit.binding(first)?.scope.isGlobal) {
        return { kind: 'callBuiltin', function: context.program.builtin(target.name), this: receiver, arguments: args, span };
      }
      return { kind: 'call', callee: context.expression(first), this: receiver, arguments: args, span };
    }
    case '$callSpread':
      return {
        kind: 'callSpread',
        callee: context.expression(first),
        this: context.expression(self!),
        arguments: context.expression(rest[0]!),
        span,
      };
    case '$withPatterns': {
      if (!context.program.facts.mayHavePatterns) return intrinsic(span, 'empty');
      const target = context.program.builtins.functions.get((first as ts.Identifier).text)!;
      const args = node.arguments.slice(1).map((one) => context.expression(one));
      return callFunction(context, target, undefined, args, span);
    }
    case '$newSpread':
      return { kind: 'newSpread', callee: context.expression(first), arguments: context.expression(self!), span };
    default:
      return undefined;
  }
}

function callFunction(
  context: FunctionContext,
  source: BuiltinFunction,
  self: Expression | undefined,
  args: Expression[],
  span: Expression['span'],
): Expression {
  const made = callBuiltin(span, context.program.builtin(source.name), ...args);
  return self && source.usesThis ? ({ ...made, this: self } as Expression) : made;
}

/** Whether the arguments fit: more than there are parameters would have to be evaluated and thrown away. */
function fits(source: BuiltinFunction, count: number): boolean {
  const { parameters } = source.node;
  if (parameters.some((one) => one.dotDotDotToken)) return true;
  return count <= parameters.length - (source.usesThis ? 1 : 0);
}

function functionNamed(context: FunctionContext, name: string): BuiltinFunction | undefined {
  return context.program.builtins.functions.get(name);
}

function globalCall(context: FunctionContext, name: string, node: ts.CallExpression): Expression | undefined {
  const span = context.span(node);
  const first = node.arguments[0];
  if (name === 'Function') return refuse(node, 'codeFromText', 'Code can not be made from text.');
  if (name === 'Boolean' && node.arguments.length === 1) return unary(span, '!', unary(span, '!', context.expression(first!)));
  if (name === 'Array' || name === 'Object' || name.endsWith('Error')) {
    if (name !== 'Object' || !context.program.builtins.has('Object$call'))
      return builtinConstruct(context, name, list(context, node), node);
  }
  const source = functionNamed(context, `${name}$call`) ?? functionNamed(context, `Global$${name}`);
  if (!source || !fits(source, node.arguments.length)) return undefined;
  return callFunction(context, source, undefined, list(context, node), span);
}

function staticCall(
  context: FunctionContext,
  object: string,
  callee: ts.PropertyAccessExpression,
  node: ts.CallExpression,
): Expression | undefined {
  const key = callee.name.text;
  requireStatic(context, object, key, callee);
  if (object === 'Math') {
    const made = mathCall(context, key, node);
    if (made) return made;
  }
  const span = context.span(node);
  if (object === 'Error' && key === 'captureStackTrace' && !context.program.builtins.has('Error$captureStackTrace')) {
    return blockOf(span, list(context, node).map(effect), undefinedAt(span));
  }
  const source = context.program.builtins.functions.get(`${object}$${key}`);
  if (!source || !fits(source, node.arguments.length)) return undefined;
  return callFunction(
    context,
    source,
    source.usesThis ? builtinObject(context, object, callee) : undefined,
    list(context, node),
    span,
  );
}

function mathCall(context: FunctionContext, key: string, node: ts.CallExpression): Expression | undefined {
  const known = INTRINSICS[`Math.${key}`];
  if (!known) return undefined;
  const span = context.span(node);
  const args = list(context, node);
  if ((key === 'min' || key === 'max') && args.length !== 2) {
    if (args.length === 0) return numberOf(span, key === 'min' ? Number.POSITIVE_INFINITY : Number.NEGATIVE_INFINITY);
    if (args.length === 1)
      return intrinsic(span, `Math.${key}`, args[0]!, args[0]!.kind === 'number' ? args[0]! : limit(span, key));
    return args.reduce((left, right) => intrinsic(span, `Math.${key}`, left, right));
  }
  if (key === 'hypot' && args.length !== 2) return undefined;
  const wanted = known.takes.length;
  if (args.length > wanted) return undefined;
  while (args.length < wanted) args.push(undefinedAt(span));
  return intrinsic(span, `Math.${key}`, ...args);
}

/** What does not change the other operand of min or max. */
function limit(span: Expression['span'], key: string): Expression {
  return numberOf(span, key === 'min' ? Number.POSITIVE_INFINITY : Number.NEGATIVE_INFINITY);
}

/** `X.prototype.method.call(self, ...)`. */
export function builtinPrototypeCall(context: FunctionContext, node: ts.CallExpression): Expression | undefined {
  const callee = withoutTypes(node.expression);
  if (!ts.isPropertyAccessExpression(callee) || callee.name.text !== 'call') return undefined;
  if (node.arguments.length === 0 || node.arguments.some((one) => ts.isSpreadElement(one))) return undefined;
  const method = withoutTypes(callee.expression);
  if (!ts.isPropertyAccessExpression(method)) return undefined;
  const object = prototypeName(context, withoutTypes(method.expression));
  if (object === undefined) return undefined;
  const source = context.program.builtins.functions.get(`${object}$prototype$${method.name.text}`);
  if (!source || !fits(source, node.arguments.length - 1)) return undefined;
  const [self, ...args] = list(context, node);
  return callFunction(context, source, self, args, context.span(node));
}

/** `Array` for `Array.prototype` and `[]`. */
function prototypeName(context: FunctionContext, node: ts.Expression): string | undefined {
  if (ts.isArrayLiteralExpression(node) && node.elements.length === 0) return 'Array';
  if (ts.isObjectLiteralExpression(node) && node.properties.length === 0) return 'Object';
  if (ts.isStringLiteral(node) && node.text === '') return 'String';
  if (!ts.isPropertyAccessExpression(node) || node.name.text !== 'prototype') return undefined;
  return builtinName(context, node.expression);
}

export function builtinNew(context: FunctionContext, node: ts.NewExpression): Expression | undefined {
  const name = builtinName(context, node.expression);
  if (name === undefined) return undefined;
  if (name === 'Function') return refuse(node, 'codeFromText', 'Code can not be made from text.');
  if (node.arguments?.some((one) => ts.isSpreadElement(one))) return undefined;
  return builtinConstruct(context, name, list(context, node), node);
}

function builtinConstruct(
  context: FunctionContext,
  name: string,
  args: Expression[],
  node: ts.CallExpression | ts.NewExpression,
): Expression {
  const callee = ts.isNewExpression(node) ? context.expression(node.expression) : builtinObject(context, name, node);
  return { kind: 'new', callee, arguments: args, span: context.span(node) };
}
