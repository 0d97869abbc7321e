/**
 * Numbers that a shard uses as counters, bounds and indices, made int32 where its iterations can only run with an int32: computed once
 * per shard, so that the inner loops count in integers.
 */
import { INT32_MAX, INT32_MIN, type Interval, isInt32, UINT31_MAX } from '../analysis/interval.js';
import { asCountedLoop } from '../analysis/loops.js';
import { constantPoly, minus, type Poly } from '../analysis/polynomial.js';
import type { Ranges } from '../analysis/ranges.js';
import {
  cloneStatement,
  type Expression,
  type IrFunction,
  type Statement,
  type Variable,
  type VariableId,
  variablesRead,
} from '../ir/index.js';
import { isPolynomial } from './hoist.js';
import { isPure } from './inline.js';
import type { FreshNames } from './names.js';
import { type RangePiece, readIn } from './pieces.js';

export interface NarrowedCode {
  readonly prologue: readonly Statement[];
  readonly body: readonly Statement[];
  readonly added: readonly Variable[];
}

interface NarrowContext {
  readonly fn: IrFunction;
  readonly ranges: Ranges;
  readonly names: FreshNames;
}

const NUMBER = { kind: 'number' } as const;

export function narrowNumbers(
  piece: RangePiece,
  prologue: readonly Statement[],
  body: readonly Statement[],
  context: NarrowContext,
): NarrowedCode {
  const { fn, ranges, names } = context;
  const small = smallConstants(piece, context);
  const state = { prologue: [...prologue], body: wrapConstants(body, small), added: [] as Variable[] };
  const own = new Set(prologue.flatMap((statement) => (statement.kind === 'let' ? [statement.variable] : [])));
  const inputs = [...readIn(body)].filter((id) => !piece.loop.symbols.insideLoop.has(id) && !piece.loop.private.includes(id));
  for (const id of inputs) {
    const variable = fn.variables.get(id);
    const interval = variable?.type.kind === 'number' ? intervalAt(piece, id, ranges) : undefined;
    if (!variable || !interval?.integer) continue;
    const fits = interval.lo >= INT32_MIN && interval.hi <= INT32_MAX;
    if (fits && interval.nan && !interval.negativeZero) skipWithoutNumber(state, variable, names);
    else if (!fits && isProvenSmall(piece, id, interval, fn)) clamp(state, variable, own.has(id), names);
  }
  return state;
}

function intervalAt(piece: RangePiece, id: VariableId, ranges: Ranges): Interval {
  const whole = ranges.variable(id);
  const here = ranges.before(piece.statement)?.get(id) ?? whole;
  return { ...here, negativeZero: here.negativeZero && whole.negativeZero };
}

/** Whether arrays that could be made before tell that the number is an int32 whenever an iteration runs. */
function isProvenSmall(piece: RangePiece, id: VariableId, interval: Interval, fn: IrFunction): boolean {
  const { symbols, counted } = piece.loop;
  if (interval.nan || interval.negativeZero || interval.lo < INT32_MIN) return false;
  const value = symbols.valueOf({ kind: 'variable', id, type: NUMBER, span: piece.statement.span });
  const facts = [...symbols.factsOfLoop(counted), ...allocationFacts(piece, fn)];
  return symbols.isStable(value.poly) && symbols.isNotNegative(minus(constantPoly(INT32_MAX), value.poly), facts);
}

/** Lengths of typed arrays that were made before the loop are within their limit. */
function allocationFacts(piece: RangePiece, fn: IrFunction): Poly[] {
  const { symbols } = piece.loop;
  const facts: Poly[] = [];
  for (const statement of fn.body) {
    if (statement === piece.statement) break;
    if (statement.kind !== 'let' || statement.value.kind !== 'newArray' || statement.value.type.kind !== 'typed') continue;
    const { type, span } = statement.value;
    const of: Expression = { kind: 'variable', id: statement.variable, type, span };
    facts.push(minus(constantPoly(UINT31_MAX), symbols.valueOf({ kind: 'length', of, type: NUMBER, span }).poly));
  }
  return facts;
}

/** Constants of an iteration that are int32 although their interval alone does not say so. */
function smallConstants(piece: RangePiece, { fn, ranges }: NarrowContext): ReadonlySet<VariableId> {
  const { symbols, counted } = piece.loop;
  const found = new Set<VariableId>();
  const isSmall = (value: Expression): boolean => {
    // A value that is not its polynomial is great, and the polynomial too.
    const { poly } = symbols.valueOf(value);
    const { lower, upper } = symbols.boundsOf(poly);
    return (
      upper.some((p) => symbols.isNotNegative(minus(constantPoly(INT32_MAX), p))) &&
      lower.some((p) => symbols.isNotNegative(minus(p, constantPoly(INT32_MIN))))
    );
  };
  const visit = (list: readonly Statement[]): void => {
    for (const statement of list) {
      if (statement.kind === 'let' && statement.value.kind === 'binary' && !fn.variables.get(statement.variable)!.mutable) {
        const interval = ranges.expression(statement.value);
        const open = interval.integer && !interval.nan && !interval.negativeZero && !isInt32(interval);
        if (open && isSmall(statement.value)) found.add(statement.variable);
      } else if (statement.kind === 'if') {
        symbols.under(symbols.factsOf(statement.test, true), () => visit(statement.then));
        symbols.under(symbols.factsOf(statement.test, false), () => visit(statement.otherwise));
      } else if (statement.kind === 'loop') {
        const inner = asCountedLoop(statement);
        const facts = inner && symbols.counters.has(inner.counter) ? symbols.factsOfLoop(inner) : [];
        symbols.under(facts, () => visit(statement.body));
      }
    }
  };
  symbols.under([...symbols.factsOfLoop(counted), ...allocationFacts(piece, fn)], () => visit(piece.statement.body));
  return found;
}

function wrapConstants(list: readonly Statement[], small: ReadonlySet<VariableId>): Statement[] {
  return list.map((statement) => {
    if (statement.kind === 'if') {
      return { ...statement, then: wrapConstants(statement.then, small), otherwise: wrapConstants(statement.otherwise, small) };
    }
    if (statement.kind === 'loop') return { ...statement, body: wrapConstants(statement.body, small) };
    if (statement.kind !== 'let' || !small.has(statement.variable)) return statement;
    return { ...statement, value: asInt32(statement.value) };
  });
}

function asInt32(value: Expression): Expression {
  const { span } = value;
  const zero: Expression = { kind: 'number', value: 0, type: NUMBER, span };
  return { kind: 'binary', operator: '|', left: value, right: zero, type: NUMBER, span };
}

interface State {
  prologue: Statement[];
  body: Statement[];
  added: Variable[];
}

/** The number, or the greatest int32 where no iteration can run anyway. */
function clamp(state: State, variable: Variable, computedHere: boolean, names: FreshNames): void {
  const least = (value: Expression): Expression => {
    const { span } = value;
    const limit: Expression = { kind: 'number', value: INT32_MAX, type: NUMBER, span };
    return { kind: 'math', name: 'Math.min', arguments: [value, limit], type: NUMBER, span };
  };
  if (computedHere) {
    state.prologue = state.prologue.map((statement) =>
      statement.kind === 'let' && statement.variable === variable.id
        ? { ...statement, value: least(statement.value) }
        : statement,
    );
    return;
  }
  const narrow = rename(state, variable, names, least);
  state.body = state.body.map((statement) => replaceReads(statement, variable.id, narrow));
}

/**
 * A number that is NaN or an int32: loops that do not turn even once when it is NaN are guarded by a test for that, and use it as an
 * int32 inside.
 */
function skipWithoutNumber(state: State, variable: Variable, names: FreshNames): void {
  const narrow = names.variable(variable.name, NUMBER, false, variable.span);
  let used = false;
  const visit = (list: readonly Statement[]): Statement[] =>
    list.map((statement) => {
      if (statement.kind === 'if') return { ...statement, then: visit(statement.then), otherwise: visit(statement.otherwise) };
      if (statement.kind !== 'loop') return statement;
      if (!needsNumber(statement, variable.id)) return { ...statement, body: visit(statement.body) };
      used = true;
      const { span } = statement;
      const read = (): Expression => ({ kind: 'variable', id: variable.id, type: NUMBER, span });
      const test: Expression = { kind: 'binary', operator: '===', left: read(), right: read(), type: { kind: 'boolean' }, span };
      return { kind: 'if', test, then: [replaceReads(statement, variable.id, narrow)], otherwise: [], span };
    });
  const body = visit(state.body);
  if (!used) return;
  state.body = body;
  const { span } = variable;
  const value = asInt32({ kind: 'variable', id: variable.id, type: NUMBER, span });
  state.prologue.push({ kind: 'let', variable: narrow.id, value, span });
  state.added.push(narrow);
}

/** Whether the loop's test compares with sums and products of the variable: false from the start when it is NaN. */
function needsNumber(loop: Extract<Statement, { kind: 'loop' }>, variable: VariableId): boolean {
  if (!isPure(loop.test) || !loop.init.every((statement) => statement.kind === 'let' && isPure(statement.value))) return false;
  const compares = (test: Expression): boolean => {
    if (test.kind === 'logical' && test.operator === '&&') return compares(test.left) || compares(test.right);
    if (test.kind !== 'binary' || !['<', '<=', '>', '>='].includes(test.operator)) return false;
    return [test.left, test.right].some((side) => isPolynomial(side) && variablesRead(side).has(variable));
  };
  return compares(loop.test);
}

function rename(state: State, variable: Variable, names: FreshNames, value: (read: Expression) => Expression): Variable {
  const narrow = names.variable(variable.name, NUMBER, false, variable.span);
  const { span } = variable;
  state.prologue.push({
    kind: 'let',
    variable: narrow.id,
    value: value({ kind: 'variable', id: variable.id, type: NUMBER, span }),
    span,
  });
  state.added.push(narrow);
  return narrow;
}

function replaceReads(statement: Statement, variable: VariableId, by: Variable): Statement {
  return cloneStatement(statement, {
    read: (id) => (id === variable ? { kind: 'variable', id: by.id, type: NUMBER, span: statement.span } : undefined),
  });
}
