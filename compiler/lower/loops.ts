/**
 * Loops. In plain code they are what they are. In safe code a loop is cut into pieces of plain code, small enough that a look
 * at the suspend flag between them comes in time and large enough that it costs nothing (strip-mining). Loops whose rounds are too
 * long, or of unknown length, are safe inside, too.
 */
import { assignedVariables, type Statement, type VariableId, walkExpression, walkExpressions } from '../ir/index.js';
import { type Amount, amountText } from './amounts.js';
import { loadPlace } from './array-access.js';
import { typeKey } from './call-graph.js';
import { withCarriedElements } from './carried-elements.js';
import { costOf, costOfStatement } from './costs.js';
import { type CountedLoop, recognizeCounted } from './counted-loops.js';
import { estimateLoop, estimateRound } from './estimates.js';
import { FUEL_UNITS, NEGLIGIBLE_UNITS } from './fuel.js';
import type { FunctionScope } from './function-scope.js';
import { flagOf, writeWhile } from './jumps.js';
import { isInnermost, writeVersions } from './loop-versions.js';
import { writePoll } from './polls.js';
import { markFor } from './regions.js';

type Loop = Extract<Statement, { kind: 'loop' }>;
type WriteStatements = (scope: FunctionScope, statements: readonly Statement[]) => void;

export function writeLoop(scope: FunctionScope, loop: Loop, writeStatements: WriteStatements): void {
  const whole = scope.mode === 'safe' ? estimateLoop(scope, loop) : 0;
  writeStatements(scope, loop.init);
  withHoisted(scope, loop, () => {
    withProven(scope, loop, () => writeVersions(scope, loop, () => writeVersion(scope, loop, whole, writeStatements)));
  });
}

function writeVersion(scope: FunctionScope, loop: Loop, whole: Amount | undefined, writeStatements: WriteStatements): void {
  const small = scope.versions.checked && !isInnermost(loop);
  const round = scope.mode === 'plain' ? 0 : small ? undefined : estimateRound(scope, loop);
  if (scope.mode === 'plain') writePlain(scope, loop, writeStatements);
  else if (typeof whole === 'number' && whole <= NEGLIGIBLE_UNITS) {
    scope.inMode('plain', () => writePlain(scope, loop, writeStatements));
    scope.write(`charge(${Math.ceil(whole)});`);
  } else if (round === undefined) writeSafe(scope, loop, writeStatements);
  else if (typeof round === 'number') {
    if (round <= FUEL_UNITS) writeChunked(scope, loop, round, writeStatements);
    else writeSafe(scope, loop, writeStatements);
  } else {
    const units = scope.local('round', 'f64');
    scope.write(`${units} = ${amountText(round)};`, `if (${units} <= ${FUEL_UNITS}.0) {`);
    scope.nest(() => writeChunked(scope, loop, units, writeStatements));
    scope.write('} else {');
    scope.nest(() => writeSafe(scope, loop, writeStatements));
    scope.write('}');
  }
}

/** A `while` that runs rounds of the loop; `before` and `after` stand around each round. */
function writeRounds(
  scope: FunctionScope,
  loop: Loop,
  test: string,
  writeStatements: WriteStatements,
  { flagBreaks = false, before, after = () => {} }: { flagBreaks?: boolean; before?: () => void; after?: () => void } = {},
): void {
  const mark = markFor(scope, loop.body);
  const next = () => {
    if (mark) scope.write(`release(${mark});`);
    writeStatements(scope, loop.update);
    after();
  };
  const rounds = (): void =>
    writeWhile(scope, test, { loop: loop.id, flagBreaks, next }, () => {
      before?.();
      if (mark) scope.write(`${mark} = heapTop();`);
      writeStatements(scope, loop.body);
      next();
    });
  if (before) rounds();
  else withCarriedElements(scope, loop, test, rounds);
}

function writePlain(scope: FunctionScope, loop: Loop, writeStatements: WriteStatements): void {
  writeRounds(scope, loop, scope.expressions.boolean(scope, loop.test), writeStatements);
}

/** Safepoints inside of the body; the work between them and calls of plain functions are charged at each round's end. */
function writeSafe(scope: FunctionScope, loop: Loop, writeStatements: WriteStatements): void {
  const units = Math.ceil(ownWork(loop));
  const after = () => writePoll(scope, units);
  writeRounds(scope, loop, scope.expressions.boolean(scope, loop.test), writeStatements, { after });
}

/** The loop in pieces of plain code. `round` is the work of one round: a number, or the local that holds it. */
function writeChunked(scope: FunctionScope, loop: Loop, round: Amount, writeStatements: WriteStatements): void {
  const flag = usesBreak(loop) ? flagOf(scope, 'break', loop.id) : undefined;
  if (flag) scope.write(`${flag} = false;`);
  const counted = countedInteger(scope, loop);
  if (counted) writeCountedChunks(scope, loop, counted, round, flag, writeStatements);
  else writeFueledChunks(scope, loop, round, flagOf(scope, 'break', loop.id), writeStatements);
}

/** Rounds that fit between two polls; at least one. */
function roundsBetweenPolls(scope: FunctionScope, round: Amount): string {
  if (typeof round === 'number') return String(Math.max(1, Math.floor(FUEL_UNITS / Math.max(round, 1))));
  const rounds = scope.local('rounds', 'i32');
  scope.write(`${rounds} = timesBetweenPolls(${round});`);
  return rounds;
}

function chargeText(round: Amount, rounds: string): string {
  if (typeof round === 'number') return `charge((${rounds}) * ${Math.ceil(round)});`;
  return `charge(<i32>(<f64>(${rounds}) * ${round}));`;
}

/** The bound is moved closer for each piece: the piece itself is as fast as the loop would be. */
function writeCountedChunks(
  scope: FunctionScope,
  loop: Loop,
  counted: CountedLoop,
  round: Amount,
  flag: string | undefined,
  writeStatements: WriteStatements,
): void {
  const { counter, step, operator, bound, rest } = counted;
  const at = scope.nameOf(counter);
  const limit = scope.local('limit', 'i32');
  const end = scope.local('end', 'i32');
  const from = scope.local('from', 'i32');
  const rounds = roundsBetweenPolls(scope, round);
  scope.write(`${limit} = ${scope.expressions.int32(scope, bound)};`);
  const others = rest ? ` && ${scope.expressions.boolean(scope, rest)}` : '';
  const outer = { loop: undefined, flagBreaks: false, next: () => {} };
  writeWhile(scope, `((${at}) ${operator} ${limit})${others}`, outer, () => {
    const up = step > 0;
    const size = Math.abs(step);
    const distance = up ? `<u32>(${limit} - ${at})` : `<u32>(${at} - ${limit})`;
    const stride = size === 1 ? rounds : `${rounds} * ${size}`;
    // With `<=` the last value itself belongs to the piece.
    const last = operator.endsWith('=') ? (up ? ' - 1' : ' + 1') : '';
    scope.write(`${end} = ${distance} > <u32>(${stride}) ? ${at} ${up ? '+' : '-'} ${stride}${last} : ${limit};`);
    scope.write(`${from} = ${at};`);
    scope.inMode('plain', () =>
      writeRounds(scope, loop, `((${at}) ${operator} ${end})${others}`, writeStatements, { flagBreaks: flag !== undefined }),
    );
    const done = up ? `${at} - ${from}` : `${from} - ${at}`;
    scope.write(chargeText(round, size === 1 ? done : `(${done}) / ${size}`));
    if (flag) scope.write(`if (${flag}) break;`);
    writePoll(scope);
  });
}

/** Without a counter of its own the loop counts its rounds down. */
function writeFueledChunks(
  scope: FunctionScope,
  loop: Loop,
  round: Amount,
  flag: string,
  writeStatements: WriteStatements,
): void {
  const left = scope.local('left', 'i32');
  const rounds = roundsBetweenPolls(scope, round);
  scope.write(`${flag} = false;`);
  writeWhile(scope, 'true', { loop: undefined, flagBreaks: false, next: () => {} }, () => {
    scope.write(`${left} = ${rounds};`);
    const before = () => {
      scope.write(`if (!(${scope.expressions.boolean(scope, loop.test)})) {`, `  ${flag} = true;`, '  break;', '}', `${left}--;`);
    };
    scope.inMode('plain', () => writeRounds(scope, loop, `${left} > 0`, writeStatements, { flagBreaks: true, before }));
    scope.write(chargeText(round, `${rounds} - ${left}`), `if (${flag}) break;`);
    writePoll(scope);
  });
}

/** A counted loop whose counter and bound are integers and whose test has no effects and stays true as long as it says. */
function countedInteger(scope: FunctionScope, loop: Loop): CountedLoop | undefined {
  const counted = recognizeCounted(loop);
  if (!counted || scope.module.representation(counted.counter) !== 'i32') return undefined;
  if (counted.rest && !isCheap(counted.rest)) return undefined;
  return isInvariant(scope, loop, counted.bound) ? counted : undefined;
}

function isInvariant(scope: FunctionScope, loop: Loop, bound: Loop['test']): boolean {
  const assigned = assignedVariables([loop]);
  const resized = scope.module.calls.resizedBy([loop]);
  let invariant = scope.expressions.number(scope, bound, true).as === 'i32';
  walkExpression(bound, (inner) => {
    if (inner.kind === 'variable' && assigned.has(inner.id)) invariant = false;
    if (inner.kind === 'length' && (inner.of.kind !== 'variable' || resized.has(typeKey(inner.of.type)))) invariant = false;
    if (!['number', 'variable', 'length', 'binary', 'unary', 'math'].includes(inner.kind)) invariant = false;
  });
  return invariant;
}

/** Fit to be evaluated once more at each piece's end. */
function isCheap(expression: Loop['test']): boolean {
  let cheap = costOf(expression) <= 40;
  walkExpression(expression, (inner) => {
    if (inner.kind === 'call' || inner.kind === 'intrinsic') cheap = false;
  });
  return cheap;
}

function usesBreak(loop: Loop): boolean {
  let found = false;
  const visit = (statements: readonly Statement[]): void => {
    for (const statement of statements) {
      if (statement.kind === 'break' && statement.loop === loop.id) found = true;
      if (statement.kind === 'if') visit([...statement.then, ...statement.otherwise]);
      if (statement.kind === 'loop') visit(statement.body);
    }
  };
  visit(loop.body);
  return found;
}

/** Work of one round, without that of loops inside, which charge for themselves. */
function ownWork(loop: Loop): number {
  let sum = costOf(loop.test);
  const visit = (statements: readonly Statement[]): void => {
    for (const statement of statements) {
      sum += costOfStatement(statement);
      if (statement.kind === 'if') visit([...statement.then, ...statement.otherwise]);
    }
  };
  visit([...loop.body, ...loop.update]);
  return sum;
}

/** Growable arrays that nothing in the loop grows, shrinks or replaces: their place is looked up once. */
function withHoisted(scope: FunctionScope, loop: Loop, body: () => void): void {
  const assigned = assignedVariables([loop]);
  const resized = scope.module.calls.resizedBy([loop]);
  const found = new Set<VariableId>();
  const consider = (array: Loop['test']): void => {
    if (array.kind !== 'variable' || array.type.kind !== 'array' || scope.module.isFixed(array.type)) return;
    if (!assigned.has(array.id) && !resized.has(typeKey(array.type)) && !scope.hoisted.has(array.id)) found.add(array.id);
  };
  walkExpressions([loop], (expression) => {
    if (expression.kind === 'load') consider(expression.array);
    if (expression.kind === 'length') consider(expression.of);
  });
  const outer = scope.hoisted;
  for (const id of found) scope.write(...loadPlace(scope, id));
  scope.hoisted = new Set([...outer, ...found]);
  scope.lowered.clear();
  body();
  scope.hoisted = outer;
  scope.lowered.clear();
}

/** `for (i = a; i < xs.length; ...)` with a >= 0 proves that i is an index of xs as long as neither changes. */
function withProven(scope: FunctionScope, loop: Loop, body: () => void): void {
  const counted = recognizeCounted(loop);
  const pairs: string[] = [];
  if (counted?.steady && counted.step > 0 && counted.operator === '<' && counted.bound.kind === 'length') {
    const { of } = counted.bound;
    const { counter } = counted;
    const positive = scope.module.plan.ranges.variable(counter).lo >= 0;
    const steadyLength =
      of.kind === 'variable' &&
      !assignedVariables([loop]).has(of.id) &&
      !scope.module.calls.resizedBy([loop]).has(typeKey(of.type));
    if (positive && steadyLength) pairs.push(`${of.id}/${counter}`);
  }
  const fresh = pairs.filter((pair) => !scope.proven.has(pair));
  for (const pair of fresh) scope.proven.add(pair);
  scope.lowered.clear();
  body();
  for (const pair of fresh) scope.proven.delete(pair);
  scope.lowered.clear();
}
