/** After functions were changed: what is not used goes, and what functions and variables say of themselves becomes true again. */
import type { CoreFunction, CoreProgram, Expression, FunctionId, Statement, Variable, VariableId } from '../core/types.js';
import { isDroppable } from './fold.js';
import { rewrite, walk } from './rewrite.js';

export function tidy(program: CoreProgram): CoreProgram {
  const functions = new Map<FunctionId, CoreFunction>();
  for (const fn of program.functions.values())
    functions.set(fn.id, withoutUnused(withoutAliases(withFirstValues(fn)), program.globals));
  const reached = reachable(functions, program);
  for (const id of functions.keys()) if (!reached.has(id)) functions.delete(id);
  refreshCaptures(functions, program.globals);
  return { ...program, functions };
}

/**
 * `let x = undefined; x = 0;` becomes `let x = 0;`: what is never undefined can be kept as a number. Inlining makes these of results and of
 * branches that are always taken.
 */
function withFirstValues(fn: CoreFunction): CoreFunction {
  const merge = (statements: readonly Statement[]): readonly Statement[] => {
    const merged: Statement[] = [];
    for (const statement of statements) {
      const last = merged.at(-1);
      const isFirst =
        last?.kind === 'let' &&
        last.value.kind === 'undefined' &&
        statement.kind === 'expression' &&
        statement.value.kind === 'set' &&
        statement.value.variable === last.variable &&
        isPlain(fn, last.variable) &&
        !mentions(statement.value.value, last.variable);
      if (isFirst) merged[merged.length - 1] = { ...last, value: statement.value.value, span: statement.span };
      else merged.push(statement);
    }
    return merged.length === statements.length ? statements : merged;
  };
  const body = merge(
    rewrite(fn.body, (node) => {
      switch (node.kind) {
        case 'block':
        case 'loop': {
          const inner = merge(node.body);
          return inner === node.body ? node : { ...node, body: inner };
        }
        case 'if': {
          const [then, otherwise] = [merge(node.then), merge(node.otherwise)];
          return then === node.then && otherwise === node.otherwise ? node : { ...node, then, otherwise };
        }
        default:
          return node;
      }
    }),
  );
  return body === fn.body ? fn : { ...fn, body };
}

/** No closure sees it, and no code before its declaration. */
function isPlain(fn: CoreFunction, id: VariableId): boolean {
  const variable = fn.variables.get(id);
  return variable !== undefined && !variable.isCaptured && !variable.hasDeadZone;
}

function mentions(expression: Expression, id: VariableId): boolean {
  let isMentioned = false;
  walk(expression, (node) => {
    if (node.kind === 'get' && node.variable === id) isMentioned = true;
  });
  return isMentioned;
}

/** Variables that only stand for another one, or for a constant. */
function withoutAliases(fn: CoreFunction): CoreFunction {
  const isConstant = (id: VariableId) => {
    const variable = fn.variables.get(id);
    return variable !== undefined && !variable.isReassigned && !variable.hasDeadZone;
  };
  const values = new Map<VariableId, Expression | undefined>();
  walk(fn.body, (node) => {
    if (node.kind !== 'let') return;
    const { value, variable } = node;
    const isSimple =
      (value.kind === 'get' && !value.checked && isConstant(value.variable)) ||
      value.kind === 'undefined' ||
      value.kind === 'number' ||
      value.kind === 'boolean';
    values.set(
      variable,
      isSimple && isConstant(variable) && !fn.variables.get(variable)!.isCaptured && !values.has(variable) ? value : undefined,
    );
  });
  if (![...values.values()].some((value) => value !== undefined)) return fn;
  const body = rewrite(fn.body, (node) => {
    if (node.kind !== 'get') return node;
    let value: Expression = node;
    while (value.kind === 'get') {
      const next = values.get(value.variable);
      if (!next) break;
      value = next;
    }
    return value === node ? node : { ...value, span: node.span };
  });
  return { ...fn, body };
}

/** Variables that nothing reads, whose values nothing misses. */
function withoutUnused(fn: CoreFunction, globals: CoreProgram['globals']): CoreFunction {
  let { body } = fn;
  for (;;) {
    const used = new Set<VariableId>();
    walk(body, (node) => {
      if (node.kind === 'get' || node.kind === 'set') used.add(node.variable);
    });
    const next = rewrite(body, (node) => {
      if (node.kind !== 'let' || used.has(node.variable) || globals.has(node.variable)) return node;
      const variable = fn.variables.get(node.variable);
      if (!variable || variable.isCaptured) return node;
      return isDroppable(node.value) ? [] : { kind: 'expression', value: node.value, span: node.span };
    });
    if (next === body) break;
    body = next;
  }
  if (body === fn.body) return fn;
  const mentioned = new Set<VariableId>([...fn.parameters, ...(fn.rest === undefined ? [] : [fn.rest])]);
  walk(body, (node) => {
    if ('variable' in node) mentioned.add(node.variable);
    if (node.kind === 'try' && node.handler) mentioned.add(node.handler.variable);
  });
  const variables = new Map([...fn.variables].filter(([id, variable]) => mentioned.has(id) || variable.isCaptured));
  return { ...fn, body, variables };
}

/** The functions that a body names. */
function named(fn: CoreFunction): FunctionId[] {
  const names: FunctionId[] = [];
  walk(fn.body, (node) => {
    if (node.kind === 'function' || node.kind === 'callBuiltin') names.push(node.function);
    if (node.kind === 'class') names.push(node.constructor as unknown as string);
  });
  return names;
}

function reachable(functions: ReadonlyMap<FunctionId, CoreFunction>, program: CoreProgram): Set<FunctionId> {
  const seen = new Set<FunctionId>();
  // Code generated for operators calls these by name.
  const pending = [program.entry, program.initialise, ...[...functions.keys()].filter((id) => id.startsWith('Operators$'))];
  for (const object of program.builtins) {
    for (const id of [object.call, object.construct]) if (id !== undefined) pending.push(id);
    for (const property of object.properties) if ('function' in property) pending.push(property.function);
  }
  for (let id = pending.pop(); id !== undefined; id = pending.pop()) {
    const fn = functions.get(id);
    if (!fn || seen.has(id)) continue;
    seen.add(id);
    pending.push(...named(fn));
  }
  return seen;
}

function refreshCaptures(functions: Map<FunctionId, CoreFunction>, globals: CoreProgram['globals']): void {
  const free = new Map<FunctionId, Set<VariableId>>();
  for (const fn of functions.values()) {
    const used = new Set<VariableId>();
    walk(fn.body, (node) => {
      if ((node.kind === 'get' || node.kind === 'set') && !fn.variables.has(node.variable) && !globals.has(node.variable))
        used.add(node.variable);
    });
    free.set(fn.id, used);
  }
  for (let grown = true; grown; ) {
    grown = false;
    for (const fn of functions.values()) {
      const used = free.get(fn.id)!;
      for (const inner of named(fn)) {
        for (const variable of free.get(inner) ?? []) {
          if (used.has(variable) || fn.variables.has(variable)) continue;
          used.add(variable);
          grown = true;
        }
      }
    }
  }
  const captured = new Set([...free.values()].flatMap((variables) => [...variables]));
  for (const fn of functions.values()) {
    const variables = new Map<VariableId, Variable>();
    for (const variable of fn.variables.values())
      variables.set(variable.id, { ...variable, isCaptured: captured.has(variable.id) });
    functions.set(fn.id, { ...fn, variables, captures: [...free.get(fn.id)!] });
  }
}
