/** What the code generator knows about types when no inference ran: nothing. */

import type { Representation } from '../core/intrinsics.js';
import type { Inference } from '../inference/index.js';
import { ANY_NUMBER } from '../inference/number-range.js';
import { EMPTY_SITES } from '../inference/site-set.js';
import type { AbstractType } from '../inference/types.js';
import { isInt32, isNumber, KIND } from '../inference/types.js';

export const ANYTHING: AbstractType = {
  kinds: Object.values(KIND).reduce((all, bit) => all | bit, 0),
  range: ANY_NUMBER,
  sites: EMPTY_SITES,
};

export const NO_INFERENCE: Inference = {
  typeOf: () => ANYTHING,
  variableType: () => ANYTHING,
  returnType: () => ANYTHING,
  parameterType: () => ANYTHING,
  thisType: () => ANYTHING,
  calleesOf: () => ({ functions: [], mayBeOther: true }),
  isReached: () => true,
  isDirect: () => false,
  escapes: () => true,
  mayThrow: () => true,
  mayPause: () => true,
  slotOf: () => undefined,
};

/** How a local, parameter or result of that type is kept. */
export function representationOf(type: AbstractType): Representation {
  if (isInt32(type)) return 'integer';
  if (isNumber(type)) return 'number';
  if (type.kinds === KIND.boolean) return 'boolean';
  return 'value';
}

/** How a value of that type can be looked at without a test, for expressions. */
export function precise(type: AbstractType): Representation {
  if (type.kinds === KIND.string) return 'string';
  if (type.kinds !== 0 && (type.kinds & ~(KIND.object | KIND.function)) === 0) return 'object';
  return representationOf(type);
}
