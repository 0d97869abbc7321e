/** Functions: parameters, `this` and `arguments` for the arrow functions inside, and the closure that is their value. */
import ts from '#typescript';
import type { Span } from '../../ir/types.js';
import type { CoreFunction, Expression, FunctionId, Statement, VariableId } from '../core/types.js';
import type { Binding } from './bindings.js';
import type { BuiltinFunction } from './builtin-sources.js';
import { FunctionContext } from './context.js';
import { hasModifier } from './erasure.js';
import { generatorBody } from './generators.js';
import { blockOf, callBuiltin, element, get, letStatement, numberOf, returnStatement, undefinedAt } from './make.js';
import { withDefault } from './naming.js';
import type { ProgramContext } from './program.js';
import { refuse } from './refusal.js';
import { readEarly } from './var-starts.js';

type Kind = CoreFunction['kind'];

export function closure(context: FunctionContext, node: ts.FunctionLikeDeclaration, name: string): Expression {
  const span = context.span(node);
  const ownName = node.name && ts.isIdentifier(node.name) && !ts.isMethodDeclaration(node) ? node.name.text : undefined;
  const shown = ownName ?? name;
  const id = translate(context, node, { name: shown, kind: kindOf(node) });
  const value: Expression = { kind: 'function', function: id, span };
  const self = ts.isFunctionExpression(node) ? context.unit.binding(node) : undefined;
  if (!self || self.references.length === 0) return value;
  return blockOf(span, [context.declare(self, value, span)], context.read(self, span));
}

function kindOf(node: ts.FunctionLikeDeclaration): Kind {
  if (ts.isArrowFunction(node)) return 'arrow';
  const isPlain = ts.isFunctionDeclaration(node) || ts.isFunctionExpression(node);
  return isPlain && !node.asteriskToken && !hasModifier(node, ts.SyntaxKind.AsyncKeyword) ? 'normal' : 'method';
}

export interface FunctionOptions {
  readonly name: string;
  readonly kind: Kind;
  /** Where scopes know the function, if it is not the node itself. */
  readonly scopeNode?: ts.Node;
  /** Statements between the parameters and the body. */
  readonly start?: (inner: FunctionContext) => Statement[];
  readonly id?: FunctionId;
}

export function translate(context: FunctionContext, node: ts.FunctionLikeDeclaration, options: FunctionOptions): FunctionId {
  const { program, unit } = context;
  const id = options.id ?? program.newFunctionId(idFor(context, options.name, node));
  program.functionIds.set(node, id);
  const scope = unit.scopes.functions.get(options.scopeNode ?? node);
  if (!scope) throw new Error(`no scope for the function ${id}`);
  const inner = new FunctionContext(program, unit, id, scope, context);
  inner.isAsync = hasModifier(node, ts.SyntaxKind.AsyncKeyword);
  const hasStar = 'asteriskToken' in node && node.asteriskToken !== undefined;
  inner.isGenerator = hasStar && !inner.isAsync;
  const span = context.span(node);
  const before = implicitVariables(inner, span);
  const { parameters, rest, statements } = translateParameters(inner, node.parameters);
  const start = options.start?.(inner) ?? [];
  const body = hasStar && inner.isAsync ? asyncGenerator(inner, node) : node.body ? translateBody(inner, node.body) : [];
  const first = [...before, ...statements, ...start];
  const all = [...varStarts(inner, [...first, ...body], span), ...first];
  finish(inner, {
    parameters,
    rest,
    body: inner.isGenerator
      ? [...all, ...generatorBody(inner, body, earlyVariables(all, parameters, rest), span)]
      : [...all, ...body],
    length: lengthOf(node.parameters),
    name: options.name,
    kind: options.kind,
    span,
  });
  return id;
}

/** A class may have one that nobody calls. */
const asyncGenerator = (inner: FunctionContext, node: ts.Node): Statement[] =>
  inner.program.attemptStatements(inner.unit, node, () => refuse(node, 'asynchronous', 'Async generators are not supported.'));

/** Declarations of `var`s whose first value can be noticed. In generators every variable outlives the code that assigns it. */
function varStarts(inner: FunctionContext, statements: readonly Statement[], span: Span): Statement[] {
  const early = readEarly(statements, inner.vars);
  return [...inner.vars]
    .filter((id) => inner.isGenerator || early.has(id) || inner.variables.get(id)!.isCaptured)
    .map((id) => letStatement(span, id, undefinedAt(span)));
}

/** Variables that live before the body of the function begins. */
function earlyVariables(
  statements: readonly Statement[],
  parameters: readonly VariableId[],
  rest: VariableId | undefined,
): Set<VariableId> {
  const declared = statements.flatMap((one) => (one.kind === 'let' ? [one.variable] : []));
  return new Set([...parameters, ...(rest === undefined ? [] : [rest]), ...declared]);
}

interface Finished {
  readonly parameters: readonly VariableId[];
  readonly rest: VariableId | undefined;
  readonly body: readonly Statement[];
  readonly length: number;
  readonly name: string;
  readonly kind: Kind;
  readonly span: Span;
}

export function finish(inner: FunctionContext, parts: Finished): void {
  const { rest, ...others } = parts;
  const isClass = parts.kind === 'constructor' || parts.kind === 'derived';
  inner.program.functions.set(inner.id, {
    id: inner.id,
    ...others,
    ...(rest === undefined ? {} : { rest }),
    usesThis: parts.kind !== 'arrow' && (inner.scope.usesThis || isClass),
    variables: inner.variables,
    captures: [...inner.captures],
    isBuiltin: inner.unit.isBuiltin,
  });
}

function idFor(context: FunctionContext, name: string, node: ts.Node): string {
  const shown = name === '' ? (ts.isArrowFunction(node) ? 'arrow' : 'function') : name.replaceAll('\0', '');
  return context.parent || context.unit.isBuiltin ? `${context.id}.${shown}` : shown;
}

function translateBody(inner: FunctionContext, body: ts.ConciseBody): Statement[] {
  if (ts.isBlock(body)) return inner.parts.statements(inner, body.statements);
  const value = inner.program.attempt(inner.unit, () => inner.expression(body));
  return value ? [returnStatement(inner.span(body), value)] : [];
}

/** Variables for `this`, `new.target` and `arguments` where arrow functions inside use them. */
function implicitVariables(inner: FunctionContext, span: Span): Statement[] {
  const implicit = inner.unit.scopes.implicit.get(inner.scope);
  const statements: Statement[] = [];
  if (!implicit || inner.scope.isArrow) return statements;
  if (implicit.this?.isCaptured || (implicit.this && inner.isGenerator)) {
    statements.push(letStatement(span, inner.variable(implicit.this), { kind: 'this', span }));
  }
  if (implicit.newTarget?.isCaptured)
    statements.push(letStatement(span, inner.variable(implicit.newTarget), { kind: 'newTarget', span }));
  return statements;
}

function lengthOf(parameters: readonly ts.ParameterDeclaration[]): number {
  const own = parameters.filter((one) => !isThis(one));
  const end = own.findIndex((one) => one.initializer || one.dotDotDotToken);
  return end < 0 ? own.length : end;
}

const isThis = (node: ts.ParameterDeclaration): boolean => ts.isIdentifier(node.name) && node.name.text === 'this';

interface Parameters {
  readonly parameters: VariableId[];
  readonly rest: VariableId | undefined;
  readonly statements: Statement[];
}

function translateParameters(inner: FunctionContext, nodes: readonly ts.ParameterDeclaration[]): Parameters {
  const own = nodes.filter((one) => !isThis(one));
  const args = inner.scope.isArrow ? undefined : inner.unit.scopes.implicit.get(inner.scope)?.arguments;
  if (args) return fromArguments(inner, own, args);
  const parameters: VariableId[] = [];
  const statements: Statement[] = [];
  let rest: VariableId | undefined;
  for (const node of own) {
    const place = inner.span(node);
    const isPlain = ts.isIdentifier(node.name) && !node.initializer;
    const variable = isPlain ? inner.variable(inner.unit.binding(node.name)!) : inner.temporary(nameOf(node));
    if (node.dotDotDotToken) rest = variable;
    else parameters.push(variable);
    if (!isPlain) statements.push(...bindParameter(inner, node, get(place, variable)));
  }
  return { parameters, rest, statements };
}

const nameOf = (node: ts.ParameterDeclaration): string => (ts.isIdentifier(node.name) ? node.name.text : 'parameter');

function bindParameter(inner: FunctionContext, node: ts.ParameterDeclaration, value: Expression): Statement[] {
  const name = ts.isIdentifier(node.name) ? node.name.text : undefined;
  return inner.program.attemptStatements(inner.unit, node, () =>
    inner.parts.bind(inner, node.name, withDefault(inner, value, node.initializer, name)),
  );
}

/** All arguments in one array, from which the parameters take theirs. */
function fromArguments(inner: FunctionContext, nodes: readonly ts.ParameterDeclaration[], args: Binding): Parameters {
  const rest = inner.variable(args);
  const statements = nodes.flatMap((node, index) => {
    const place = inner.span(node);
    const value = node.dotDotDotToken
      ? callBuiltin(place, inner.program.builtin('Operators$restOf'), get(place, rest), numberOf(place, index))
      : element(place, get(place, rest), numberOf(place, index));
    return bindParameter(inner, node, value);
  });

  return { parameters: [], rest, statements };
}

/** A self-hosted function. Its name is its place. */
export function builtin(program: ProgramContext, source: BuiltinFunction): void {
  const context = program.start(source.unit);
  const { place } = source;
  const key = place ? (typeof place.key === 'string' ? place.key : `[Symbol.${place.key.symbol}]`) : source.name;
  const name = place?.role === 'getter' ? `get ${key}` : key;
  translate(context, source.node, { name, kind: 'method', id: source.name });
}
