/** A program with the iterations of one loop, or of two nested ones, in another order. */
import { asCountedLoop, type CountedLoop, type Loop } from '../../../../compiler/analysis/loops.js';
import {
  cloneStatements,
  type Expression,
  type IrFunction,
  type IrProgram,
  type LoopId,
  type Statement,
  type Type,
  type Variable,
  type VariableId,
  walkStatements,
} from '../../../../compiler/ir/index.js';

const NUMBER: Type = { kind: 'number' };
const BOOLEAN: Type = { kind: 'boolean' };

/** `backwards` from the last to the first; a number: so many first iterations come last. */
export type Order = 'backwards' | number;

export function reorderLoop(program: IrProgram, id: LoopId, order: Order): IrProgram {
  return rewrite(program, id, (loop, names) => names.reordered(loop, order));
}

/** By diagonals `slope * i + j` of the outer counter's turns and the inner counter, the rows of each backwards. */
export function runDiagonally(program: IrProgram, outer: LoopId, slope: number): IrProgram {
  return rewrite(program, outer, (loop, names) => names.diagonal(loop, slope));
}

function rewrite(program: IrProgram, id: LoopId, change: (loop: Loop, names: Rewriting) => Statement[]): IrProgram {
  const entry = program.functions.get(program.entry)!;
  const names = new Rewriting(program);
  const visit = (statements: readonly Statement[]): Statement[] =>
    statements.flatMap((statement): Statement[] => {
      if (statement.kind === 'loop' && statement.id === id) return change(statement, names);
      if (statement.kind === 'loop') return [{ ...statement, body: visit(statement.body) }];
      if (statement.kind === 'if') return [{ ...statement, then: visit(statement.then), otherwise: visit(statement.otherwise) }];
      return [statement];
    });
  const body = visit(cloneStatements(entry.body));
  const variables = new Map([...entry.variables, ...names.variables]);
  const fn: IrFunction = { ...entry, body, variables };
  return { ...program, functions: new Map([...program.functions, [fn.id, fn]]) };
}

class Rewriting {
  readonly variables = new Map<VariableId, Variable>();
  private next = 1_000_000;

  constructor(private readonly program: IrProgram) {}

  reordered(loop: Loop, order: Order): Statement[] {
    const { counted, turns, before } = this.prepare(loop);
    const k = this.variable('k', true);
    const at = read(k);
    const moved =
      order === 'backwards'
        ? binary('-', binary('-', read(turns), number(1)), at)
        : binary('%', binary('+', at, number(order)), read(turns));
    const counter = binary('+', counted.from, binary('*', number(counted.step), moved));
    const body: Statement[] = [declare(counted.counter, counter, loop), ...loop.body];
    return [...before, this.counting(loop.id, k, number(0), read(turns), body)];
  }

  diagonal(loop: Loop, slope: number): Statement[] {
    const inner = loop.body.find((statement) => statement.kind === 'loop')!;
    const outer = this.prepare(loop);
    const within = asCountedLoop(inner)!;
    const [time, back] = [this.variable('time', true), this.variable('back', true)];
    const row = this.variable('row', false);
    const direction = number(Math.sign(within.step));
    const { bound, inclusive } = within.limits[0]!;
    const up = within.step > 0;
    const at: Expression = { kind: 'variable', id: within.counter, type: NUMBER, span: inner.span };
    const test: Expression = {
      kind: 'logical',
      operator: '&&',
      left: compare(up ? '>=' : '<=', at, within.from),
      right: compare(`${up ? '<' : '>'}${inclusive ? '=' : ''}`, at, bound),
      type: BOOLEAN,
      span: inner.span,
    };
    const rowOfBack = binary('-', binary('-', read(outer.turns), number(1)), read(back));
    const counterOfRow = binary('+', outer.counted.from, binary('*', number(outer.counted.step), read(row)));
    const counterOfTime = binary('*', direction, binary('-', read(time), binary('*', number(slope), read(row))));
    const rows: Statement[] = [
      declare(row.id, rowOfBack, loop),
      declare(outer.counted.counter, counterOfRow, loop),
      declare(within.counter, counterOfTime, loop),
      { kind: 'if', test, then: inner.body, otherwise: [], span: loop.span },
    ];
    const diagonal = [this.counting(inner.id, back, number(0), read(outer.turns), rows)];
    // Sides are short in random programs: no iteration is on a diagonal beyond these.
    return [...outer.before, this.counting(loop.id, time, number(-LAST_DIAGONAL), number(LAST_DIAGONAL), diagonal)];
  }

  /** A name for the number of turns. */
  private prepare(loop: Loop): { counted: CountedLoop; turns: Variable; before: Statement[] } {
    const counted = asCountedLoop(loop)!;
    const { from, step, limits } = counted;
    const { bound, inclusive } = limits[0]!;
    const distance = step > 0 ? binary('-', bound, from) : binary('-', from, bound);
    const quotient = binary('/', distance, number(Math.abs(step)));
    const whole = inclusive ? binary('+', math('Math.floor', [quotient]), number(1)) : math('Math.ceil', [quotient]);
    const turns = this.variable('turns', false);
    return { counted, turns, before: [declare(turns.id, whole, loop)] };
  }

  private counting(id: LoopId, counter: Variable, from: Expression, to: Expression, body: Statement[]): Statement {
    const { span } = this.program.functions.get(this.program.entry)!;
    return {
      kind: 'loop',
      id,
      init: [{ kind: 'let', variable: counter.id, value: from, span }],
      test: compare('<', read(counter), to),
      update: [{ kind: 'assign', variable: counter.id, value: binary('+', read(counter), number(1)), span }],
      body,
      span,
    };
  }

  private variable(name: string, mutable: boolean): Variable {
    const { span } = this.program.functions.get(this.program.entry)!;
    const variable: Variable = { id: this.next++ as VariableId, name, type: NUMBER, mutable, span };
    this.variables.set(variable.id, variable);
    return variable;
  }
}

export const LAST_DIAGONAL = 420;

/** The loop of that id in the entry function, with the loop around it. */
export function findLoop(program: IrProgram, id: LoopId): { loop: Loop; outer: Loop | undefined } | undefined {
  let found: { loop: Loop; outer: Loop | undefined } | undefined;
  const visit = (statements: readonly Statement[], outer: Loop | undefined): void =>
    walkStatements(statements, (statement) => {
      if (statement.kind !== 'loop') return true;
      if (statement.id === id) found = { loop: statement, outer };
      visit(statement.body, statement);
      return false;
    });
  visit(program.functions.get(program.entry)!.body, undefined);
  return found;
}

const SPAN = { file: 'random.ts', line: 1, column: 1, start: 0, end: 0 };

function read({ id, type }: Variable): Expression {
  return { kind: 'variable', id, type, span: SPAN };
}

function number(value: number): Expression {
  return { kind: 'number', value, type: NUMBER, span: SPAN };
}

function binary(operator: '+' | '-' | '*' | '/' | '%', left: Expression, right: Expression): Expression {
  return { kind: 'binary', operator, left, right, type: NUMBER, span: SPAN };
}

function compare(operator: '<' | '<=' | '>' | '>=', left: Expression, right: Expression): Expression {
  return { kind: 'binary', operator, left, right, type: BOOLEAN, span: SPAN };
}

function math(name: string, values: readonly Expression[]): Expression {
  return { kind: 'math', name, arguments: values, type: NUMBER, span: SPAN };
}

function declare(variable: VariableId, value: Expression, { span }: Loop): Statement {
  return { kind: 'let', variable, value, span };
}
