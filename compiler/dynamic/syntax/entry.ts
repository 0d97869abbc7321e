/** Which exported function is meant, and what its parameters are called. */
import ts from '#typescript';
import { chooseName, type EntryProblem } from '../../frontend/entry.js';
import type { FunctionId } from '../core/types.js';
import type { FunctionContext } from './context.js';
import { withoutTypes } from './erasure.js';
import type { ModuleGraph } from './modules.js';
import { readExport } from './names.js';
import type { ProgramContext } from './program.js';
import type { Export } from './unit.js';

export interface EntryParameter {
  readonly name: string;
  /** The text of its type, where one is written. */
  readonly type?: string;
  readonly isOptional: boolean;
  readonly isRest: boolean;
}

/** The function's node, when the exported value is plainly a function. */
export function functionNode(target: Export | undefined): ts.FunctionLikeDeclaration | undefined {
  if (target?.kind !== 'binding') return undefined;
  const declaration = target.binding.declarations.at(-1);
  if (!declaration) return undefined;
  if (ts.isFunctionDeclaration(declaration)) return declaration;
  if (ts.isExportAssignment(declaration)) return asFunction(declaration.expression);
  const { parent } = declaration;
  if (ts.isVariableDeclaration(parent) && parent.name === declaration && parent.initializer)
    return asFunction(parent.initializer);
  return undefined;
}

function asFunction(node: ts.Expression): ts.FunctionLikeDeclaration | undefined {
  const inner = withoutTypes(node);
  return ts.isArrowFunction(inner) || ts.isFunctionExpression(inner) ? inner : undefined;
}

export interface ChosenEntry {
  readonly name: string;
  readonly target: Export;
}

export function exportedFunctionNames(graph: ModuleGraph): string[] {
  return graph.exportedNames(graph.entry).filter((name) => functionNode(graph.exportOf(graph.entry, name)));
}

/** The export of that name, or the only function that the file exports. */
export function chooseEntry(graph: ModuleGraph, wanted: string | undefined): ChosenEntry | EntryProblem {
  if (wanted !== undefined) {
    // Any exported value may be a function: `export const f = memoize(g)`.
    const target = graph.exportOf(graph.entry, wanted);
    if (target) return { name: wanted, target };
  }
  const chosen = chooseName(exportedFunctionNames(graph), wanted, graph.entry.name);
  return typeof chosen === 'string' ? { name: chosen, target: graph.exportOf(graph.entry, chosen)! } : chosen;
}

export function parametersOf(node: ts.FunctionLikeDeclaration | undefined): EntryParameter[] {
  return (node?.parameters ?? [])
    .filter((one) => !(ts.isIdentifier(one.name) && one.name.text === 'this'))
    .map((one) => ({
      name: one.name.getText(),
      ...(one.type ? { type: one.type.getText() } : {}),
      isOptional: one.questionToken !== undefined || one.initializer !== undefined,
      isRest: one.dotDotDotToken !== undefined,
    }));
}

/** Makes the entry part of the program. Gives the function to call when all is translated. */
export function includeEntry(program: ProgramContext, context: FunctionContext, entry: ChosenEntry): () => FunctionId {
  const { target } = entry;
  const node = functionNode(target);
  if (target.kind === 'binding' && node && target.binding.scope.isGlobal) {
    program.include(target.binding, target.unit);
    return () => {
      const own = program.functionIds.get(node);
      const captures = own === undefined ? undefined : program.functions.get(own)?.captures;
      return own !== undefined && captures?.length === 0 ? own : wrapEntry(program, context, entry);
    };
  }
  const id = wrapEntry(program, context, entry);
  return () => id;
}

/** A function of the program that calls the exported value with all arguments. */
function wrapEntry(program: ProgramContext, context: FunctionContext, entry: ChosenEntry): FunctionId {
  const { file } = context.unit;
  const id = program.newFunctionId('(entry)');
  const span = context.span(file.statements[0] ?? file);
  const callee = program.attempt(context.unit, () => readExport(context, entry.target, file));
  const rest = program.newVariable();
  const variable = { id: rest, name: 'arguments', isCaptured: false, isReassigned: false, hasDeadZone: false };
  program.functions.set(id, {
    id,
    name: entry.name,
    length: 0,
    parameters: [],
    rest,
    kind: 'method',
    usesThis: false,
    variables: new Map([[rest, variable]]),
    captures: [],
    body: callee
      ? [{ kind: 'return', value: { kind: 'callSpread', callee, arguments: { kind: 'get', variable: rest, span }, span }, span }]
      : [],
    span,
    isBuiltin: false,
  });
  return id;
}
