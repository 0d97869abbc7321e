/** Calls of the program's own functions. */
import type { Expression } from '../ir/index.js';
import { amountText } from './amounts.js';
import { estimateCall } from './estimates.js';
import { FUEL_UNITS } from './fuel.js';
import type { FunctionScope } from './function-scope.js';
import type { Mode, ResultForm } from './module-scope.js';

type Call = Extract<Expression, { kind: 'call' }>;

/**
 * In plain code the plain form. In safe code the plain form, too, when its work is known to be little; else the form with
 * safepoints; where it depends on the arguments, both, and the work is estimated first.
 */
export function lowerCall(scope: FunctionScope, call: Call): string {
  const choice = chooseForm(scope, call);
  if ('only' in choice) return choice.only;
  return `(${choice.test} ? (${choice.charge}, ${choice.plain}) : ${choice.safe})`;
}

/** A call as a statement. */
export function writeCall(scope: FunctionScope, call: Call): void {
  writeChoice(scope, chooseForm(scope, call));
}

/** A call that leaves the fields of its result at CONTROL.fields. */
export function writeFieldsCall(scope: FunctionScope, call: Call): void {
  writeChoice(scope, chooseForm(scope, call, 'fields'));
}

function writeChoice(scope: FunctionScope, choice: Choice): void {
  if ('only' in choice) scope.write(`${choice.only};`);
  else scope.write(`if (${choice.test}) {`, `  ${choice.charge};`, `  ${choice.plain};`, '} else {', `  ${choice.safe};`, '}');
}

type Choice =
  | { readonly only: string }
  | { readonly test: string; readonly charge: string; readonly plain: string; readonly safe: string };

function chooseForm(scope: FunctionScope, call: Call, result: ResultForm = 'whole'): Choice {
  const { module, expressions } = scope;
  const fn = module.functionOf(call.callee);
  const values = call.arguments.map((argument, k) =>
    expressions.value(scope, argument, module.representation(fn.parameters[k]!)),
  );
  const inMode = (mode: Mode): string => `${module.call(call.callee, mode, result)}(${values.join(', ')})`;
  if (scope.mode === 'plain') return { only: inMode('plain') };
  const work = estimateCall(scope, call);
  if (work === undefined) return { only: inMode('safe') };
  if (typeof work === 'number') return { only: inMode(work <= FUEL_UNITS ? 'plain' : 'safe') };
  // Arguments that are calls of this kind themselves would be written twice.
  if (values.some((value) => value.includes('pausing_'))) return { only: inMode('safe') };
  const units = scope.local('work', 'f64');
  return {
    test: `(${units} = ${amountText(work)}) <= ${FUEL_UNITS}.0`,
    charge: `charge(<i32>${units})`,
    plain: inMode('plain'),
    safe: inMode('safe'),
  };
}
