/**
 * What can't be translated need not be refused where it does not run: packages hold branches for dates, hosts and random numbers that a
 * program never takes. Such a place becomes a stop: an error that says what is missing, when it is reached after all. Whether it is
 * refused instead is decided at the end, when all code is known: see settle-stops.ts.
 */
import type ts from '#typescript';
import type { Diagnostic } from '../../diagnostic.js';
import type { Expression, Statement } from '../core/types.js';
import { effect, intrinsic, numberOf } from './make.js';
import type { ProgramContext } from './program.js';
import type { Refusal } from './refusal.js';
import type { Unit } from './unit.js';

/** Core's name for a stop until it is settled; its argument is the number of the problem. */
export const STOP = 'stop';

export interface Stop {
  readonly problem: Diagnostic;
  /** Whether it stands in the user's own files: those are held to a stricter rule than packages. */
  readonly isOwn: boolean;
  /** `Date.now` as a value. */
  readonly isClock?: true;
}

export function stopAt(program: ProgramContext, unit: Unit, refusal: Refusal, node: ts.Node): Expression {
  return addStop(program, unit, node, { problem: problemOf(program, unit, refusal), isOwn: !unit.isPackage });
}

/** `Date.now` in a package: no stop when times are only compared. */
export function clockAt(program: ProgramContext, unit: Unit, refusal: Refusal, node: ts.Node): Expression {
  return addStop(program, unit, node, { problem: problemOf(program, unit, refusal), isOwn: false, isClock: true });
}

const problemOf = (program: ProgramContext, unit: Unit, { node, code, message, hint }: Refusal): Diagnostic =>
  program.problem(unit, node, code, message, hint);

function addStop(program: ProgramContext, unit: Unit, node: ts.Node, stop: Stop): Expression {
  const span = unit.span(node);
  program.objects.add('Error');
  return intrinsic(span, STOP, numberOf(span, program.stops.push(stop) - 1));
}

/** The number of the problem when the expression is a stop. */
export function stopNumber(expression: Expression): number | undefined {
  if (expression.kind !== 'intrinsic' || expression.name !== STOP) return undefined;
  const [number] = expression.arguments;
  return number?.kind === 'number' ? number.value : undefined;
}

/** The statement that stands for one that can't be translated. */
export function stopStatement(program: ProgramContext, unit: Unit, refusal: Refusal, node: ts.Node): Statement {
  return effect(stopAt(program, unit, refusal, node));
}
