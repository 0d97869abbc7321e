/** Settles the places that can't be translated: which are refused, and what becomes of the others. */
import type { Expression, Statement, VariableId } from '../core/types.js';
import { mapStatements } from '../core/visit.js';
import { constantOf } from './constant-tests.js';
import { intrinsic, numberOf, undefinedAt } from './make.js';
import { missingBuiltins } from './missing-builtins.js';
import type { ProgramContext } from './program.js';
import { definitions, mapProgram } from './program-code.js';
import { ReachedStops } from './reached-stops.js';
import { stopClock } from './standing-clock.js';
import { STOP, stopNumber } from './stops.js';

/** When all reached code is translated: refuses what surely runs, and makes errors of the other stops. */
export function settleStops(program: ProgramContext, entry: string): void {
  const missing = missingBuiltins(program);
  if (program.stops.length === 0 && missing.size === 0) return;
  stopClock(program);
  moveToUses(program);
  program.diagnostics.push(...new ReachedStops(program, missing).from(entry));
  mapProgram(program, (statements) =>
    mapStatements(statements, { expression: (one) => (stopNumber(one) === undefined ? one : asError(program, one)) }),
  );
}

function asError(program: ProgramContext, stop: Expression): Expression {
  const { span } = stop;
  const { problem } = program.stops[stopNumber(stop)!]!;
  const text = `Not supported by Shoal: ${problem.message} (${problem.file}:${problem.line}:${problem.column})`;
  const error: Expression = {
    kind: 'new',
    callee: { kind: 'builtin', name: 'Error', span },
    arguments: [{ kind: 'string', value: text, span }],
    span,
  };
  return { kind: 'block', body: [{ kind: 'throw', value: error, span }], value: undefinedAt(span), span };
}

/** `const pattern = /x/`: making the value does no harm, using it does. */
function moveToUses(program: ProgramContext): void {
  const broken = new Map<VariableId, number>();
  for (let before = -1; before !== broken.size; ) {
    before = broken.size;
    for (const [variable, values] of definitions(program)) {
      const number = values.length === 1 ? brokenBy(values[0]!, broken) : undefined;
      if (number !== undefined && !program.stops[number]!.isOwn) broken.set(variable, number);
    }
  }
  if (broken.size === 0) return;
  const expression = (one: Expression): Expression => {
    if (one.kind === 'get' && broken.has(one.variable)) {
      return intrinsic(one.span, STOP, numberOf(one.span, broken.get(one.variable)!));
    }
    return one.kind === 'set' && broken.has(one.variable) ? { ...one, value: undefinedAt(one.span) } : one;
  };
  const statement = (one: Statement): Statement =>
    one.kind === 'let' && broken.has(one.variable) ? { ...one, value: undefinedAt(one.span) } : one;
  mapProgram(program, (statements) => mapStatements(withoutMembers(statements, broken), { expression, statement }));
}

/** What is left of a declared class whose super class is missing: what follows gives it its members. */
function withoutMembers(statements: readonly Statement[], broken: ReadonlyMap<VariableId, number>): readonly Statement[] {
  const isBroken = (one: Statement) => one.kind === 'let' && one.value.kind === 'class' && broken.has(one.variable);
  if (!statements.some(isBroken)) return statements;
  return statements.filter((one) => one.kind === 'let' && broken.has(one.variable));
}

/** The stop that evaluating the expression meets, when nothing else that it does can be noticed. */
function brokenBy(value: Expression, broken: ReadonlyMap<VariableId, number>): number | undefined {
  const of = (one: Expression): number | undefined => brokenBy(one, broken);
  const all = (list: readonly Expression[]): number | undefined => {
    const found = list.map(of).find((one) => one !== undefined);
    return found !== undefined && list.every((one) => of(one) !== undefined || isHarmless(one)) ? found : undefined;
  };
  switch (value.kind) {
    case 'intrinsic':
      return stopNumber(value);
    case 'get':
      return broken.get(value.variable);
    case 'object':
      return all(value.properties.map((one) => one.value));
    case 'array':
      return all(value.elements);
    case 'new':
    case 'call':
      return of(value.callee) ?? (value.kind === 'new' ? all(value.arguments) : undefined);
    case 'callMethod':
    case 'property':
      return of(value.object);
    case 'binary':
      return all([value.left, value.right]);
    case 'unary':
      return of(value.operand);
    case 'logical':
      return of(value.left) ?? (constantOf(value.left) === (value.operator === '&&') ? of(value.right) : undefined);
    case 'conditional':
      if (constantOf(value.test) !== undefined) return of(constantOf(value.test) ? value.then : value.otherwise);
      return isHarmless(value.then) && isHarmless(value.otherwise) ? of(value.test) : undefined;
    case 'class':
      return value.superClass && of(value.superClass);
    default:
      return undefined;
  }
}

function isHarmless(value: Expression): boolean {
  switch (value.kind) {
    case 'number':
    case 'string':
    case 'boolean':
    case 'undefined':
    case 'null':
    case 'bigint':
    case 'builtin':
    case 'symbol':
    case 'function':
    case 'get':
      return true;
    case 'object':
      return value.properties.every((one) => isHarmless(one.value));
    case 'array':
      return value.elements.every(isHarmless);
    case 'property':
      return isHarmless(value.object);
    case 'binary':
      return isHarmless(value.left) && isHarmless(value.right);
    default:
      return false;
  }
}
