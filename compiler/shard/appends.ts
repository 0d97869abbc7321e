/**
 * Loops that only append one element in each iteration to an array that was empty before: `rows.push(row)`. The array gets its length
 * at once and the iteration stores its element, which says where it lies.
 */
import { asCountedLoop, type CountedLoop } from '../analysis/loops.js';
import type { Ranges } from '../analysis/ranges.js';
import {
  bodiesOf,
  type Expression,
  expressionsOf,
  type IrFunction,
  type LoopId,
  type Statement,
  type Type,
  type VariableId,
  walkExpression,
  walkExpressions,
  walkStatements,
} from '../ir/index.js';
import { isPolynomial } from './hoist.js';

/** Loops at the top level of the function that append so. */
export function appendingLoops(fn: IrFunction, ranges: Ranges): ReadonlySet<LoopId> {
  const found = new Set<LoopId>();
  fn.body.forEach((statement, k) => {
    if (statement.kind === 'loop' && findAppend(fn, k, ranges)) found.add(statement.id);
  });
  return found;
}

/** The function with these loops storing instead of appending. */
export function storeInsteadOfAppending(fn: IrFunction, loops: ReadonlySet<LoopId>, ranges: Ranges): IrFunction {
  const body: Statement[] = [...fn.body];
  fn.body.forEach((statement, k) => {
    const append = statement.kind === 'loop' && loops.has(statement.id) ? findAppend(fn, k, ranges) : undefined;
    if (!append) return;
    const { counted, push, declaration, array, length } = append;
    const { span } = push;
    const value = push.value.arguments[0]!;
    const at: Expression = { kind: 'variable', id: counted.counter, type: NUMBER, span };
    const index: Expression = isZero(counted.from)
      ? at
      : { kind: 'binary', operator: '-', left: at, right: counted.from, type: NUMBER, span };
    const store: Statement = { kind: 'store', array: push.value.receiver, index, value, span };
    body[k] = { ...counted.loop, body: counted.loop.body.map((inner) => (inner === push.statement ? store : inner)) };
    const made: Expression = { kind: 'newArray', length, fill: emptyOf(value.type, span), type: array, span };
    const place = body.indexOf(declaration);
    body[place] = { ...declaration, value: made };
  });
  return { ...fn, body };
}

const NUMBER: Type = { kind: 'number' };

interface Append {
  readonly counted: CountedLoop;
  readonly push: {
    readonly statement: Statement;
    readonly value: Extract<Expression, { kind: 'intrinsic' }>;
    readonly span: Expression['span'];
  };
  readonly declaration: Extract<Statement, { kind: 'let' }>;
  readonly array: Type;
  readonly length: Expression;
}

function findAppend(fn: IrFunction, position: number, ranges: Ranges): Append | undefined {
  const loop = fn.body[position];
  const counted = loop?.kind === 'loop' ? asCountedLoop(loop) : undefined;
  if (!counted?.exact || counted.step !== 1 || leaves(counted.loop.body, counted.loop.id)) return undefined;
  const appended = counted.loop.body.flatMap((statement) => {
    const value = statement.kind === 'expression' ? statement.value : undefined;
    return value?.kind === 'intrinsic' && value.name === 'push' && value.receiver.kind === 'variable'
      ? [{ statement, value, span: value.span }]
      : [];
  });
  for (const push of appended) {
    const id = (push.value.receiver as Extract<Expression, { kind: 'variable' }>).id;
    const declared = fn.body.findIndex((statement) => statement.kind === 'let' && statement.variable === id);
    const declaration = fn.body[declared];
    if (declaration?.kind !== 'let' || declared > position || fn.variables.get(id)!.mutable) continue;
    if (declaration.value.kind !== 'arrayLiteral' || declaration.value.elements.length > 0) continue;
    // The literal may stand before numbers that the length needs.
    const between = fn.body.slice(declared + 1, position);
    if (usesOf([...between, counted.loop], id) !== 1) continue;
    const length = lengthOf(counted, ranges);
    if (!length || walkVariables(length).some((other) => isDeclaredIn(between, other)) || mayResize(between, length)) continue;
    return { counted, push, declaration, array: declaration.value.type, length };
  }
  return undefined;
}

/** The number of iterations, where that is plain to see. */
function lengthOf({ from, limits }: CountedLoop, ranges: Ranges): Expression | undefined {
  const { bound, inclusive } = limits[0]!;
  const [first, last] = [ranges.expression(from), ranges.expression(bound)];
  if (!isPolynomial(bound) || inclusive || from.kind !== 'number' || !first.integer || !last.integer || last.nan)
    return undefined;
  if (last.lo < from.value) return undefined;
  return isZero(from) ? bound : { kind: 'binary', operator: '-', left: bound, right: from, type: NUMBER, span: bound.span };
}

function isZero(expression: Expression): boolean {
  return expression.kind === 'number' && expression.value === 0;
}

/** Whether an iteration may end before its last statement. */
function leaves(list: readonly Statement[], loop: LoopId): boolean {
  return list.some(
    (statement) =>
      ((statement.kind === 'break' || statement.kind === 'continue') && statement.loop === loop) ||
      statement.kind === 'return' ||
      bodiesOf(statement).some((body) => leaves(body, loop)),
  );
}

function usesOf(list: readonly Statement[], id: VariableId): number {
  let count = 0;
  walkStatements(list, (statement) => {
    for (const expression of expressionsOf(statement)) for (const read of walkVariables(expression)) if (read === id) count++;
  });
  return count;
}

function walkVariables(expression: Expression): VariableId[] {
  const found: VariableId[] = [];
  walkExpression(expression, (inner) => {
    if (inner.kind === 'variable') found.push(inner.id);
  });
  return found;
}

function isDeclaredIn(list: readonly Statement[], id: VariableId): boolean {
  let found = false;
  walkStatements(list, (statement) => {
    if ((statement.kind === 'let' || statement.kind === 'assign') && statement.variable === id) found = true;
  });
  return found;
}

/** Whether statements may change a length that the expression reads. */
function mayResize(list: readonly Statement[], length: Expression): boolean {
  let growing = false;
  walkExpression(length, (inner) => {
    if (inner.kind === 'length' && inner.of.type.kind === 'array') growing = true;
  });
  let effects = false;
  walkExpressions(list, (inner) => {
    if (inner.kind === 'call' || inner.kind === 'intrinsic') effects = true;
  });
  return growing && effects;
}

/** An element to be overwritten. */
function emptyOf(type: Type, span: Expression['span']): Expression {
  switch (type.kind) {
    case 'boolean':
      return { kind: 'boolean', value: false, type, span };
    case 'string':
      return { kind: 'string', value: '', type, span };
    case 'array':
      return { kind: 'arrayLiteral', elements: [], type, span };
    case 'typed':
      return { kind: 'newArray', length: { kind: 'number', value: 0, type: NUMBER, span }, type, span };
    case 'tuple':
      return { kind: 'record', values: type.elements.map((element) => emptyOf(element, span)), type, span };
    case 'object':
      return { kind: 'record', values: type.fields.map((field) => emptyOf(field.type, span)), type, span };
    default:
      return { kind: 'number', value: 0, type: NUMBER, span };
  }
}
