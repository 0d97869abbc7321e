/** Variables from outside that a loop assigns: private to an iteration, a reduction, or carried from one to the next. */
import {
  type Expression,
  expressionsOf,
  type IrFunction,
  type Span,
  type Statement,
  standsInLoop,
  type VariableId,
  variablesRead,
  walkExpression,
  walkStatements,
} from '../ir/index.js';
import { asExactFold, type ExactFold } from './exact-folds.js';
import type { Interval } from './interval.js';
import type { Loop } from './loops.js';
import type { Ranges } from './ranges.js';
import { findSelections, type Selection } from './selections.js';

export type Fold = '+' | '*' | 'min' | 'max';

export interface Reduction {
  readonly variable: VariableId;
  readonly fold: Fold;
  /** The statements that update the variable, each with its term, and whether the term is taken with the other sign. */
  readonly updates: ReadonlyMap<Statement, { readonly term: Expression; readonly negated: boolean }>;
  /** What an iteration without any update contributes, and where updates within one iteration start. */
  readonly neutral: number;
}

export interface CarriedScalar {
  readonly variable: VariableId;
  readonly writes: readonly Span[];
  readonly reads: readonly Span[];
}

export interface ScalarUse {
  readonly reductions: readonly Reduction[];
  readonly selections: readonly Selection[];
  /** Folds that are no reductions, because the loop reads them or because of their operator. */
  readonly folds: readonly ExactFold[];
  readonly carried: readonly CarriedScalar[];
  /** Assigned before they are read in each iteration: a declaration in the body could replace the one outside. */
  readonly private: readonly VariableId[];
}

export function classifyScalars(
  fn: IrFunction,
  loop: Loop,
  counter: VariableId,
  ranges: Ranges,
  liveAfter: ReadonlySet<VariableId>,
): ScalarUse {
  const inside = new Set<VariableId>();
  const assigned = new Map<VariableId, Statement[]>();
  walkStatements([loop], (statement) => {
    if (statement.kind === 'let') inside.add(statement.variable);
    if (statement.kind === 'assign') assigned.set(statement.variable, [...(assigned.get(statement.variable) ?? []), statement]);
  });
  const selections: Selection[] = [];
  const folds: ExactFold[] = [];
  const chosen = new Map(findSelections(fn, loop, counter).flatMap((one) => one.variables.map((id) => [id, one])));
  const reductions: Reduction[] = [];
  const carried: CarriedScalar[] = [];
  const own: VariableId[] = [];
  for (const [variable, writes] of assigned) {
    if (inside.has(variable) || variable === counter) continue;
    const reduction = asReduction(fn, loop, variable, writes, ranges);
    const selection = chosen.get(variable);
    const fold = reduction || selection ? undefined : asExactFold(fn, loop, variable, writes, ranges);
    if (reduction) reductions.push(reduction);
    else if (selection) {
      if (!selections.includes(selection)) selections.push(selection);
    } else if (fold) folds.push(fold);
    else if (isScalar(fn, variable) && !liveAfter.has(variable) && isAssignedFirst(loop, variable)) own.push(variable);
    else carried.push({ variable, writes: writes.map(({ span }) => span), reads: readsOf(loop.body, variable) });
  }
  return { reductions, selections, folds, carried, private: own };
}

/** Where the loop assigns and reads the variable. */
export function accessesOf(loop: Loop, variable: VariableId): Span[] {
  const writes: Span[] = [];
  walkStatements(loop.body, (statement) => {
    if (statement.kind === 'assign' && statement.variable === variable) writes.push(statement.span);
  });
  return [...writes, ...readsOf(loop.body, variable)];
}

function isScalar(fn: IrFunction, variable: VariableId): boolean {
  const kind = fn.variables.get(variable)?.type.kind;
  return kind === 'number' || kind === 'boolean';
}

function readsOf(list: readonly Statement[], variable: VariableId): Span[] {
  const found: Span[] = [];
  walkStatements(list, (statement) => {
    for (const expression of expressionsOf(statement)) {
      walkExpression(expression, (inner) => {
        if (inner.kind === 'variable' && inner.id === variable) found.push(inner.span);
      });
    }
  });
  return found;
}

/** Whether each iteration gives the variable a value, in the body's own statement list, before anything reads it. */
function isAssignedFirst(loop: Loop, variable: VariableId): boolean {
  if (readsOf(loop.init, variable).length + readsOf(loop.update, variable).length > 0) return false;
  if (variablesRead(loop.test).has(variable)) return false;
  for (const statement of loop.body) {
    if (statement.kind === 'assign' && statement.variable === variable) return !variablesRead(statement.value).has(variable);
    if (mentions(statement, variable)) return false;
  }
  return false;
}

function mentions(statement: Statement, variable: VariableId): boolean {
  let found = false;
  walkStatements([statement], (inner) => {
    if ((inner.kind === 'assign' || inner.kind === 'let') && inner.variable === variable) found = true;
    if (expressionsOf(inner).some((expression) => variablesRead(expression).has(variable))) found = true;
  });
  return found;
}

interface Update {
  readonly fold: Fold;
  readonly term: Expression;
  readonly negated: boolean;
}

function asReduction(
  fn: IrFunction,
  loop: Loop,
  variable: VariableId,
  writes: readonly Statement[],
  ranges: Ranges,
): Reduction | undefined {
  if (fn.variables.get(variable)?.type.kind !== 'number') return undefined;
  if (readsOf(loop.init, variable).length + readsOf(loop.update, variable).length > 0 || variablesRead(loop.test).has(variable))
    return undefined;
  const updates = new Map<Statement, Update>();
  let allowedReads = 0;
  walkStatements(loop.body, (statement) => {
    if (statement.kind === 'if') {
      const greatest = conditionalExtreme(statement, variable, ranges);
      if (!greatest) return true;
      updates.set(statement, greatest);
      allowedReads += 1;
      return false;
    }
    if (statement.kind !== 'assign' || statement.variable !== variable) return true;
    const update = asUpdate(statement.value, variable);
    if (update) {
      updates.set(statement, update);
      allowedReads += 1;
    }
    return true;
  });
  const covered = [...updates.keys()].reduce((sum, statement) => sum + (statement.kind === 'if' ? statement.then.length : 1), 0);
  if (covered !== writes.length || readsOf(loop.body, variable).length !== allowedReads) return undefined;
  const folds = new Set([...updates.values()].map(({ fold }) => fold));
  const [fold] = folds;
  if (folds.size !== 1 || fold === undefined) return undefined;
  const once = updates.size === 1 && !standsInLoop(loop.body, [...updates.keys()][0]!);
  const integral = [...updates.values()].every(({ term }) => isStep(ranges.expression(term)));
  // In one iteration, terms may be put together first only where that gives the same bits: whole numbers and extremes.
  if (!once && fold !== 'min' && fold !== 'max' && !(fold === '+' && integral)) return undefined;
  return { variable, fold, updates, neutral: neutralOf(fold, ranges.before(loop)?.get(variable), integral) };
}

/**
 * What changes nothing: x + -0 is x for every x, 0 too unless x is -0. Sums of several terms of one iteration start from it as
 * well.
 */
function neutralOf(fold: Fold, initial: Interval | undefined, integral: boolean): number {
  switch (fold) {
    case '+':
      return integral && initial && !initial.negativeZero ? 0 : -0;
    case '*':
      return 1;
    case 'min':
      return Number.POSITIVE_INFINITY;
    case 'max':
      return Number.NEGATIVE_INFINITY;
  }
}

/** Steps of at most one: more of them than doubles can count would take months. */
function isStep(term: Interval): boolean {
  return term.integer && !term.nan && term.lo >= -1 && term.hi <= 1;
}

function isVariable(expression: Expression, variable: VariableId): boolean {
  return expression.kind === 'variable' && expression.id === variable;
}

function asUpdate(value: Expression, variable: VariableId): Update | undefined {
  const pair = (fold: Fold, left: Expression, right: Expression): Update | undefined => {
    const [self, term] = isVariable(left, variable) ? [left, right] : [right, left];
    if (!isVariable(self, variable) || variablesRead(term).has(variable)) return undefined;
    return { fold, term, negated: false };
  };
  if (value.kind === 'math' && (value.name === 'Math.min' || value.name === 'Math.max')) {
    const [left, right] = value.arguments as [Expression, Expression];
    return pair(value.name === 'Math.min' ? 'min' : 'max', left, right);
  }
  if (value.kind !== 'binary') return undefined;
  if (value.operator === '+' || value.operator === '*') return pair(value.operator, value.left, value.right);
  if (value.operator !== '-' || !isVariable(value.left, variable) || variablesRead(value.right).has(variable)) return undefined;
  return { fold: '+', term: value.right, negated: true };
}

/** `if (x > best) best = x` is Math.max where neither NaN nor -0 occurs. */
function conditionalExtreme(
  statement: Extract<Statement, { kind: 'if' }>,
  variable: VariableId,
  ranges: Ranges,
): Update | undefined {
  const [only, ...more] = statement.then;
  if (only?.kind !== 'assign' || only.variable !== variable || more.length > 0 || statement.otherwise.length > 0)
    return undefined;
  const { test } = statement;
  if (test.kind !== 'binary' || !isSame(only.value, isVariable(test.left, variable) ? test.right : test.left)) return undefined;
  const plain = (interval: Interval): boolean => !interval.nan && !interval.negativeZero;
  if (!plain(ranges.expression(only.value)) || !plain(ranges.variable(variable))) return undefined;
  const onLeft = isVariable(test.left, variable);
  if (!onLeft && !isVariable(test.right, variable)) return undefined;
  const greater = test.operator === '>' || test.operator === '>=';
  if (!greater && test.operator !== '<' && test.operator !== '<=') return undefined;
  return { fold: greater === onLeft ? 'min' : 'max', term: only.value, negated: false };
}

/** Two reads of one variable, with nothing in between that could change it. */
function isSame(a: Expression, b: Expression): boolean {
  return a.kind === 'variable' && b.kind === 'variable' && a.id === b.id;
}
