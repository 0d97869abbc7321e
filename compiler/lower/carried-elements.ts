/**
 * Elements that a round of a loop writes and the next one reads: they are kept in a local, too, so that the next round does not wait for
 * memory (scalar replacement; Callahan, Carr and Kennedy, "Improving register allocation for
 * subscripted variables", 1990). Every store stays where it is, so memory is the same at every moment.
 */
import { asCountedLoop, type Loop } from '../analysis/loops.js';
import { atomPoly, constantOf, constantPoly, isUsable, minus, type Poly, plus, substitute } from '../analysis/polynomial.js';
import { analyseSharing, type Sharing } from '../analysis/sharing.js';
import { Symbols } from '../analysis/symbols.js';
import { type Expression, operandsOf, type Statement, walkExpressions, walkStatements } from '../ir/index.js';
import { hasEffects, lowerLoadedNumber } from './array-access.js';
import type { FunctionScope } from './function-scope.js';
import { isInnermost } from './loop-versions.js';
import { storageOf } from './representation.js';

type Load = Extract<Expression, { kind: 'load' }>;
type Store = Extract<Statement, { kind: 'store' }>;

interface CarriedElement {
  readonly store: Store;
  /** At least one. The first round finds its value in memory. */
  readonly loads: readonly Load[];
}

/**
 * Writes the rounds of a loop by `body` with such elements in locals. `test` says whether there is a round, so that the first one's
 * elements may be read.
 */
export function withCarriedElements(scope: FunctionScope, loop: Loop, test: string, body: () => void): void {
  const carried = carriedElements(scope, loop);
  const locals = carried.map((element) => ({ ...element, local: scope.local('carried', 'f64') }));
  const firsts = locals.map(({ loads, local }) => `  ${local} = ${lowerLoadedNumber(scope, loads[0]!).text};`);
  if (firsts.length > 0) scope.write(`if (${test}) {`, ...firsts, '}');
  for (const { store, loads, local } of locals) for (const node of [store, ...loads]) scope.carried.set(node, local);
  body();
  for (const { store, loads } of carried) for (const node of [store, ...loads]) scope.carried.delete(node);
  scope.lowered.clear();
}

function carriedElements(scope: FunctionScope, loop: Loop): CarriedElement[] {
  const { fn, module } = scope;
  const stores = loop.body.filter((statement) => statement.kind === 'store').filter((store) => isCandidate(scope, store));
  const counted = asCountedLoop(loop);
  if (stores.length === 0 || !counted || !isInnermost(loop) || !isStraight(loop)) return [];
  const sharing = analyseSharing(fn, module.effects, fn === module.block.fn);
  const symbols = new Symbols(fn, loop, module.plan.ranges, sharing);
  if (!symbols.counters.has(counted.counter)) return [];
  const counter = symbols.counterAtom(counted.counter);
  const before = plus(atomPoly(counter), constantPoly(-counted.step));
  const indexOf = ({ index }: Load | Store): Poly | undefined => {
    const { poly } = symbols.valueOf(index);
    return isUsable(poly) && symbols.isStable(poly) ? poly : undefined;
  };
  return stores.flatMap((store) => {
    const index = indexOf(store);
    if (!index) return [];
    const previous = substitute(index, counter, before);
    if (!isOnlyWriter(scope, loop, store, { index, previous, indexOf, sharing })) return [];
    const loads = readersOf(scope, loop, store, { previous, indexOf });
    return loads.length > 0 ? [{ store, loads }] : [];
  });
}

/** `number[]` and Float64Array: others convert what is stored in them. */
function isCandidate(scope: FunctionScope, store: Store): boolean {
  const { array } = store;
  return array.kind === 'variable' && storageOf(array.type) === 'f64' && scope.versions.inBounds.has(store);
}

/** Every round does all statements of the body, and nothing but stores changes elements. */
function isStraight(loop: Loop): boolean {
  let straight = true;
  walkStatements(loop.body, ({ kind }) => {
    if (kind === 'break' || kind === 'continue' || kind === 'return' || kind === 'throw') straight = false;
  });
  walkExpressions([loop], (expression) => {
    if (hasEffects(expression)) straight = false;
  });
  return straight;
}

interface Elements {
  /** The element that the store writes in this round, and in the one before. */
  readonly index: Poly;
  readonly previous: Poly;
  readonly indexOf: (node: Load | Store) => Poly | undefined;
}

/** Whether no other store may write the store's element of the same round or the one before. */
function isOnlyWriter(
  scope: FunctionScope,
  loop: Loop,
  store: Store,
  { index, previous, indexOf, sharing }: Elements & { readonly sharing: Sharing },
): boolean {
  const isEntry = scope.fn === scope.module.block.fn;
  let only = true;
  walkStatements(loop.body, (other) => {
    if (other.kind !== 'store' || other === store) return;
    const [root] = sharing.rootsOf(store.array);
    const roots = sharing.rootsOf(other.array);
    // Only the entry's arguments are known to be different arrays.
    if (isEntry && roots.length > 0 && roots.every((id) => !sharing.mayShare(id, root!))) return;
    const at = isSameArray(other, store) ? indexOf(other) : undefined;
    if (!at || [index, previous].some((element) => !isApart(at, element))) only = false;
  });
  return only;
}

function isSameArray(one: Load | Store, other: Load | Store): boolean {
  return one.array.kind === 'variable' && other.array.kind === 'variable' && one.array.id === other.array.id;
}

function isApart(a: Poly, b: Poly): boolean {
  const distance = constantOf(minus(a, b));
  return distance !== undefined && distance !== 0;
}

function isEqual(a: Poly, b: Poly): boolean {
  return minus(a, b).size === 0;
}

/** Loads that every round does, before the store or for it, of the element that the round before has stored. */
function readersOf(
  scope: FunctionScope,
  loop: Loop,
  store: Store,
  { previous, indexOf }: Pick<Elements, 'previous' | 'indexOf'>,
): Load[] {
  const before = loop.body.slice(0, loop.body.indexOf(store) + 1);
  return before.flatMap(certainLoads).filter((load) => {
    const element = isSameArray(load, store) && scope.versions.inBounds.has(load) ? indexOf(load) : undefined;
    return element !== undefined && isEqual(element, previous);
  });
}

/** Loads that happen whenever the statement does. */
function certainLoads(statement: Statement): Load[] {
  const found: Load[] = [];
  const visit = (expression: Expression): void => {
    if (expression.kind === 'load') found.push(expression);
    if (expression.kind === 'conditional') visit(expression.test);
    else if (expression.kind === 'logical') visit(expression.left);
    else for (const operand of operandsOf(expression)) visit(operand);
  };
  if (statement.kind === 'store') for (const part of [statement.array, statement.index, statement.value]) visit(part);
  else if (statement.kind === 'let' || statement.kind === 'assign') visit(statement.value);
  else if (statement.kind === 'if') visit(statement.test);
  return found;
}
