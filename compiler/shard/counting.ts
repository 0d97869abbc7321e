/** Loops at the top level that count down, or in steps of more than one, as loops that count up by one from 0. */
import { asCountedLoop, type CountedLoop, type Loop } from '../analysis/loops.js';
import type { Ranges } from '../analysis/ranges.js';
import {
  assignedVariables,
  type Expression,
  type IrFunction,
  type LoopId,
  type Statement,
  type Type,
  type Variable,
  type VariableId,
  variablesRead,
} from '../ir/index.js';
import { readsGrowing } from './hoist.js';
import { isPure } from './inline.js';
import type { FreshNames } from './names.js';

const NUMBER: Type = { kind: 'number' };
/** Bounds within this give exact quotients: a rounded one is on the same side of each whole number. */
const EXACT = 2 ** 51;

/** Loops that `countUpByOne` can change. */
export function steppingLoops(fn: IrFunction, ranges: Ranges): ReadonlySet<LoopId> {
  return new Set(
    fn.body.flatMap((statement) => (statement.kind === 'loop' && steppingLoop(statement, ranges) ? [statement.id] : [])),
  );
}

export function countUpByOne(fn: IrFunction, loops: ReadonlySet<LoopId>, ranges: Ranges, names: FreshNames): IrFunction {
  const variables = new Map<VariableId, Variable>(fn.variables);
  const body = fn.body.flatMap((statement): Statement[] => {
    const counted = statement.kind === 'loop' && loops.has(statement.id) ? steppingLoop(statement, ranges) : undefined;
    if (!counted) return [statement];
    const { loop, counter, from, step } = counted;
    const { span } = loop;
    const turn = names.variable('$turn', NUMBER, true, span);
    const turns = names.variable('$turns', NUMBER, false, span);
    variables.set(turn.id, turn).set(turns.id, turns);
    variables.set(counter, { ...variables.get(counter)!, mutable: false });
    const number = (value: number): Expression => ({ kind: 'number', value, type: NUMBER, span });
    const at = (): Expression => ({ kind: 'variable', id: turn.id, type: NUMBER, span });
    const moved = Math.abs(step) === 1 ? at() : arithmetic('*', number(Math.abs(step)), at());
    const limit: Expression = { kind: 'variable', id: turns.id, type: NUMBER, span };
    return [
      { kind: 'let', variable: turns.id, value: turnsOf(counted), span },
      {
        ...loop,
        init: [{ kind: 'let', variable: turn.id, value: number(0), span }],
        test: { kind: 'binary', operator: '<', left: at(), right: limit, type: { kind: 'boolean' }, span: loop.test.span },
        update: [{ kind: 'assign', variable: turn.id, value: arithmetic('+', at(), number(1)), span }],
        body: [{ kind: 'let', variable: counter, value: startingAt(from, step > 0, moved), span }, ...loop.body],
      },
    ];
  });
  return { ...fn, variables, body };
}

function steppingLoop(loop: Loop, ranges: Ranges): CountedLoop | undefined {
  const counted = asCountedLoop(loop);
  if (!counted?.exact || counted.step === 1 || loop.init.length !== 1) return undefined;
  const { from, limits } = counted;
  const changing = assignedVariables([loop]);
  const isFixed = (value: Expression): boolean => {
    const { integer, nan, lo, hi } = ranges.expression(value);
    const whole = integer && !nan && Math.abs(lo) <= EXACT && Math.abs(hi) <= EXACT;
    return whole && isPure(value) && [...variablesRead(value)].every((id) => !changing.has(id)) && !readsGrowing(value);
  };
  return isFixed(from) && isFixed(limits[0]!.bound) ? counted : undefined;
}

/** The number of turns; not positive when there is none. */
function turnsOf({ from, step, limits }: CountedLoop): Expression {
  const { bound, inclusive } = limits[0]!;
  const { span } = bound;
  const distance = step > 0 ? arithmetic('-', bound, from) : arithmetic('-', from, bound);
  const one: Expression = { kind: 'number', value: 1, type: NUMBER, span };
  if (step === -1) return inclusive ? arithmetic('+', distance, one) : distance;
  const size: Expression = { kind: 'number', value: Math.abs(step), type: NUMBER, span };
  const quotient = arithmetic('/', distance, size);
  const whole = (name: string): Expression => ({ kind: 'math', name, arguments: [quotient], type: NUMBER, span });
  return inclusive ? arithmetic('+', whole('Math.floor'), one) : whole('Math.ceil');
}

function startingAt(from: Expression, up: boolean, moved: Expression): Expression {
  return up && from.kind === 'number' && from.value === 0 ? moved : arithmetic(up ? '+' : '-', from, moved);
}

function arithmetic(operator: '+' | '-' | '*' | '/', left: Expression, right: Expression): Expression {
  return { kind: 'binary', operator, left, right, type: NUMBER, span: left.span };
}
