/** Variables that a counted loop only steps: they can not move further than the number of turns allows. */
import type { Statement, VariableId } from '../ir/index.js';
import type { Environment } from './environment.js';
import { type Interval, join, meet } from './interval.js';
import { asCountedLoop, type Loop } from './loops.js';

/** The head of the loop with such variables kept within what the turns can add to their start. */
export function boundAccumulators(loop: Loop, start: Environment, head: Environment): Environment {
  const counted = asCountedLoop(loop);
  const first = counted && start.get(counted.counter);
  const now = counted && head.get(counted.counter);
  if (!counted || !first || !now?.integer) return head;
  const turns = counted.step > 0 ? (now.hi - first.lo) / counted.step : (first.hi - now.lo) / -counted.step;
  if (!(turns >= 0 && turns < 2 ** 32)) return head;
  const result = new Map(head);
  for (const [id, { least, most }] of stepsIn(loop)) {
    const before = start.get(id);
    const found = head.get(id);
    if (!before || !found || !before.integer || id === counted.counter) continue;
    const moved: Interval = { ...before, lo: before.lo + Math.min(0, least * turns), hi: before.hi + Math.max(0, most * turns) };
    const exact = Math.max(Math.abs(moved.lo), Math.abs(moved.hi)) <= Number.MAX_SAFE_INTEGER;
    if (exact) result.set(id, join(before, meet(found, { ...moved, negativeZero: true, nan: true })));
  }
  return result;
}

interface Steps {
  /** What one turn adds at least and at most. */
  least: number;
  most: number;
}

/** Variables that only statements like `v = v + 1` outside of inner loops assign, with what they add in a turn. */
function stepsIn(loop: Loop): Map<VariableId, Steps> {
  const steps = new Map<VariableId, Steps>();
  const others = new Set<VariableId>();
  const visit = (list: readonly Statement[], nested: boolean): void => {
    for (const statement of list) {
      if (statement.kind === 'let') others.add(statement.variable);
      if (statement.kind === 'assign') {
        const by = nested ? undefined : stepOf(statement);
        if (by === undefined) others.add(statement.variable);
        else {
          const known = steps.get(statement.variable) ?? { least: 0, most: 0 };
          steps.set(statement.variable, { least: known.least + Math.min(by, 0), most: known.most + Math.max(by, 0) });
        }
      }
      if (statement.kind === 'if') for (const body of [statement.then, statement.otherwise]) visit(body, nested);
      if (statement.kind === 'loop') for (const body of [statement.init, statement.body, statement.update]) visit(body, true);
    }
  };
  visit(loop.body, false);
  for (const id of others) steps.delete(id);
  return steps;
}

function stepOf({ variable, value }: Extract<Statement, { kind: 'assign' }>): number | undefined {
  if (value.kind !== 'binary' || value.left.kind !== 'variable' || value.left.id !== variable) return undefined;
  if (value.right.kind !== 'number' || !Number.isInteger(value.right.value) || Math.abs(value.right.value) > 2 ** 20)
    return undefined;
  return value.operator === '+' ? value.right.value : value.operator === '-' ? -value.right.value : undefined;
}
