/** The first pass over a scan: each part is folded without writing anything, to find out where the parts start. */
import type { ParallelLoop } from '../analysis/dependence.js';
import {
  cloneStatements,
  type LoopId,
  type Statement,
  type Variable,
  type VariableId,
  walkExpressions,
  walkStatements,
} from '../ir/index.js';
import type { FreshNames } from './names.js';
import { replaceStatements } from './replace.js';

/** Whether nothing but the running results gets from one iteration to another, so that what is written can be left out. */
export function hasStoresOnly({ arrays, counted }: ParallelLoop): boolean {
  if (arrays.some(({ reads, writes, scratch }) => reads && writes && !scratch)) return false;
  let others = false;
  walkExpressions([counted.loop], ({ kind }) => {
    if (kind === 'call' || kind === 'intrinsic') others = true;
  });
  walkStatements([counted.loop], ({ kind }) => {
    if (kind === 'throw' || kind === 'return') others = true;
  });
  return !others;
}

/** The statements without stores into these arrays, with variables and loops of their own. */
export function silentCopy(
  list: readonly Statement[],
  silent: ReadonlySet<VariableId>,
  variables: ReadonlyMap<VariableId, Variable>,
  names: FreshNames,
): { readonly list: Statement[]; readonly added: readonly Variable[] } {
  const kept = replaceStatements(list, (statement) => {
    if (statement.kind !== 'store' || statement.array.kind !== 'variable' || !silent.has(statement.array.id)) return undefined;
    return { kind: 'expression', value: statement.value, span: statement.span };
  });
  const renamed = new Map<VariableId, Variable>();
  const loops = new Map<LoopId, LoopId>();
  walkStatements(kept, (statement) => {
    if (statement.kind === 'loop') loops.set(statement.id, names.loop());
    const old = statement.kind === 'let' ? variables.get(statement.variable) : undefined;
    if (old) renamed.set(old.id, names.variable(old.name, old.type, old.mutable, old.span));
  });
  const copy = cloneStatements(kept, {
    variable: (id) => renamed.get(id)?.id ?? id,
    loop: (id) => loops.get(id) ?? id,
  });
  return { list: copy, added: [...renamed.values()] };
}
