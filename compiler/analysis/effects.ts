/** What functions do to their arguments, in one summary for each. */
import { type FunctionId, type IrFunction, type VariableId, walkExpressions, walkStatements } from '../ir/index.js';
import { analyseSharing, isReferenceType, RESULT } from './sharing.js';

export interface FunctionEffects {
  /** Numbers of the parameters whose arrays, at any depth, the function may write. */
  readonly writes: ReadonlySet<number>;
  /** Parameters and result (-1) that may share storage after the call, though they did not before: groups of numbers. */
  readonly links: readonly (readonly number[])[];
  /** Whether one array may be found at two places of the result. */
  readonly tangled: boolean;
  /** Whether calls lead back to the function. */
  readonly recursive: boolean;
  /** Whether the function, or one that it calls, has a loop or calls itself: its time is not bounded by its length. */
  readonly repeats: boolean;
}

export type EffectsOf = ReadonlyMap<FunctionId, FunctionEffects>;

const NOTHING: FunctionEffects = { writes: new Set(), links: [], tangled: false, recursive: false, repeats: false };

export function analyseEffects(functions: ReadonlyMap<FunctionId, IrFunction>): EffectsOf {
  const effects = new Map<FunctionId, FunctionEffects>();
  const calls = new Map<FunctionId, Set<FunctionId>>();
  for (const fn of functions.values()) calls.set(fn.id, calledBy(fn));
  for (const fn of functions.values()) effects.set(fn.id, NOTHING);
  for (let changed = true; changed; ) {
    changed = false;
    for (const fn of functions.values()) {
      const next = effectsOf(fn, effects, calls);
      if (same(next, effects.get(fn.id)!)) continue;
      effects.set(fn.id, next);
      changed = true;
    }
  }
  return effects;
}

function same(a: FunctionEffects, b: FunctionEffects): boolean {
  const text = (e: FunctionEffects): string => JSON.stringify([[...e.writes], e.links, e.tangled, e.recursive, e.repeats]);
  return text(a) === text(b);
}

function calledBy(fn: IrFunction): Set<FunctionId> {
  const called = new Set<FunctionId>();
  walkExpressions(fn.body, (inner) => {
    if (inner.kind === 'call') called.add(inner.callee);
  });
  return called;
}

function reaches(from: FunctionId, to: FunctionId, calls: ReadonlyMap<FunctionId, Set<FunctionId>>): boolean {
  const seen = new Set<FunctionId>();
  const open = [...(calls.get(from) ?? [])];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (next === to) return true;
    if (seen.has(next)) continue;
    seen.add(next);
    open.push(...(calls.get(next) ?? []));
  }
  return false;
}

function effectsOf(fn: IrFunction, effects: EffectsOf, calls: ReadonlyMap<FunctionId, Set<FunctionId>>): FunctionEffects {
  const sharing = analyseSharing(fn, effects);
  const isWritten = (id: VariableId): boolean => [...sharing.written].some((other) => sharing.mayShare(id, other));
  const writes = new Set(fn.parameters.flatMap((id, k) => (isWritten(id) ? [k] : [])));
  const groups = new Map<VariableId, number[]>();
  const join = (id: VariableId, member: number): void => {
    const root = sharing.classOf(id);
    groups.set(root, [...(groups.get(root) ?? []), member]);
  };
  fn.parameters.forEach((id, k) => {
    if (isReferenceType(fn.variables.get(id)!.type)) join(id, k);
  });
  if (isReferenceType(fn.returns)) join(RESULT, -1);
  const recursive = reaches(fn.id, fn.id, calls);
  let repeats = recursive || [...calls.get(fn.id)!].some((callee) => effects.get(callee)?.repeats);
  walkStatements(fn.body, (statement) => {
    if (statement.kind === 'loop') repeats = true;
  });
  const links = [...groups.values()].filter((group) => group.length > 1);
  return { writes, links, tangled: sharing.tangled.has(sharing.classOf(RESULT)), recursive, repeats };
}
