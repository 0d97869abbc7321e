/** Arrays into whose elements a loop only folds, such as counts by class: whether each part of the loop can have one of its own. */
import type { ArrayUse } from '../analysis/dependence.js';
import type { Loop } from '../analysis/loops.js';
import type { Ranges } from '../analysis/ranges.js';
import { isSameExpression } from '../analysis/same-expression.js';
import { updateOf } from '../analysis/updates.js';
import {
  type Expression,
  expressionsOf,
  type IrFunction,
  type Statement,
  type VariableId,
  variablesRead,
  walkExpressions,
  walkStatements,
} from '../ir/index.js';

export interface Histogram {
  readonly variable: VariableId;
  readonly operator: '+' | 'min' | 'max';
  /** What changes no element. */
  readonly neutral: number;
}

type Store = Extract<Statement, { kind: 'store' }>;

/** Terms of at most this add up exactly in doubles, 2^31 of them. */
const GREATEST_TERM = 2 ** 21;
const GREATEST_WRAPPED_TERM = 2 ** 52;
const NEUTRAL = { '+': 0, min: Number.POSITIVE_INFINITY, max: Number.NEGATIVE_INFINITY } as const;

/** Undefined where parts could not be put together with the same bits: with doubles, the order of the terms counts. */
export function asHistogram({ variable, folding }: ArrayUse, loop: Loop, fn: IrFunction, ranges: Ranges): Histogram | undefined {
  if (folding === undefined || folding === '*') return undefined;
  const type = fn.variables.get(variable)?.type;
  const element =
    type?.kind === 'typed' ? type.element : type?.kind === 'array' && type.element.kind === 'number' ? 'f64' : 'u8c';
  // Clamping forgets by how much.
  if (element === 'u8c') return undefined;
  const stores = updatesOf(loop, variable);
  if (!stores) return undefined;
  const histogram: Histogram = { variable, operator: folding, neutral: NEUTRAL[folding] };
  if (folding !== '+') return element === 'f64' || element === 'f32' ? histogram : undefined;
  const limit = element === 'f64' ? GREATEST_TERM : GREATEST_WRAPPED_TERM;
  const areWhole = stores.every((store) => isWholeSum(store, limit, ranges));
  if (!areWhole || element === 'f32') return undefined;
  if (element !== 'f64') return histogram;
  const isOnce = stores.length === 1 && loop.body.includes(stores[0]!);
  const areSmall = isOnce || stores.every((store) => isWholeSum(store, 1, ranges));
  return areSmall && startsFromZero(loop, variable, fn) ? histogram : undefined;
}

/** The stores into the array, when the loop uses it for nothing else. */
function updatesOf(loop: Loop, array: VariableId): Store[] | undefined {
  const stores: Store[] = [];
  let uses = 0;
  walkStatements([loop], (statement) => {
    if (statement.kind === 'store' && statement.array.kind === 'variable' && statement.array.id === array) stores.push(statement);
  });
  walkExpressions([loop], (expression) => {
    if (expression.kind === 'length' && isArray(expression.of, array)) uses--;
    if (isArray(expression, array)) uses++;
  });
  const areUpdates = stores.every((store) => loadOf(store) !== undefined);
  return areUpdates && uses === 2 * stores.length ? stores : undefined;
}

function isArray(expression: Expression, array: VariableId): boolean {
  return expression.kind === 'variable' && expression.id === array;
}

function loadOf(store: Store): Expression | undefined {
  const isSame = (load: Extract<Expression, { kind: 'load' }>): boolean =>
    isSameExpression(load.array, store.array) && isSameExpression(load.index, store.index);
  return hasCalls(store) ? undefined : updateOf(store, isSame)?.load;
}

function hasCalls(store: Store): boolean {
  let found = false;
  walkExpressions([store], ({ kind }) => {
    if (kind === 'call' || kind === 'intrinsic') found = true;
  });
  return found;
}

function isWholeSum(store: Store, limit: number, ranges: Ranges): boolean {
  const load = loadOf(store);
  return addendsOf(store.value)
    .filter((addend) => addend !== load)
    .every((addend) => {
      const { integer, nan, lo, hi } = ranges.expression(addend);
      return integer && !nan && lo >= -limit && hi <= limit;
    });
}

function addendsOf(value: Expression): Expression[] {
  return value.kind === 'binary' && (value.operator === '+' || value.operator === '-')
    ? [...addendsOf(value.left), ...addendsOf(value.right)]
    : [value];
}

/** Whether the array is made with zeros, and nothing uses it before the loop. */
function startsFromZero(loop: Loop, array: VariableId, { body }: IrFunction): boolean {
  const made = body.findIndex((statement) => statement.kind === 'let' && statement.variable === array);
  const statement = body[made];
  if (statement?.kind !== 'let' || statement.value.kind !== 'newArray') return false;
  const { fill } = statement.value;
  if (fill && !(fill.kind === 'number' && Object.is(fill.value, 0))) return false;
  let used = false;
  walkStatements(body.slice(made + 1, body.indexOf(loop)), (inner) => {
    if (expressionsOf(inner).some((expression) => variablesRead(expression).has(array))) used = true;
  });
  return body.indexOf(loop) > made && !used;
}
