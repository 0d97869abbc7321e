/**
 * Inference: a sound abstract interpretation of a whole Core program. The program is closed, so what no code makes can't occur; only the
 * entry's arguments come from outside, and they are data.
 *
 * Answers are keyed by the identity of Core nodes: ask with the very program that was given to `infer`.
 */
import type { CoreProgram, Expression, FunctionId, VariableId } from '../core/types.js';
import { analyse } from './analysis.js';
import type { AssumedType } from './assumptions.js';
import type { Slot } from './slots.js';
import type { AbstractType } from './types.js';

export type { AssumedType } from './assumptions.js';
export type { NumberRange } from './number-range.js';
export * from './types.js';

export interface Assumptions {
  /** What the host has made sure of, for each parameter of the entry function; missing: any data. */
  readonly parameters: readonly (AssumedType | undefined)[];
}

export type CallExpression = Extract<
  Expression,
  {
    kind:
      | 'call'
      | 'callMethod'
      | 'callElement'
      | 'callSpread'
      | 'new'
      | 'newSpread'
      | 'callSuper'
      | 'callSuperSpread'
      | 'callBuiltin';
  }
>;

export interface Callees {
  /** All functions that the call can run. */
  readonly functions: readonly FunctionId[];
  /** The callee can be something else too, which throws a TypeError. */
  readonly mayBeOther: boolean;
}

/** How a test (of if, loop, conditional, logical) turns out. 'never': it is not reached, or always throws. */
export type Outcome = 'never' | 'always true' | 'always false' | 'either';

export interface Inference {
  /** What the expression can give at this place. NEVER: the place is not reached, or the expression always throws. */
  typeOf(expression: Expression): AbstractType;
  /** All that is ever stored in the variable; what a wasm local, a captured cell or a global must be able to hold. */
  variableType(variable: VariableId): AbstractType;
  returnType(fn: FunctionId): AbstractType;
  parameterType(fn: FunctionId, index: number): AbstractType;
  thisType(fn: FunctionId): AbstractType;
  calleesOf(call: CallExpression): Callees;
  /** The program can reach it. */
  isReached(fn: FunctionId): boolean;
  /** Wherever it is called, the call knows that it is the only callee: it needs no uniform signature for calls. */
  isDirect(fn: FunctionId): boolean;
  /** A closure of it is made, stored or passed on, or read from a built-in object: it needs a place in the table, unless all its calls are direct. */
  escapes(fn: FunctionId): boolean;
  mayThrow(fn: FunctionId): boolean;
  /** It reaches a loop or recursion: calls to it can be paused, so it needs safepoints. */
  mayPause(fn: FunctionId): boolean;
  /** Where the property lies in all objects that the expression can give. */
  slotOf(object: Expression, key: string): Slot | undefined;
}

/** What the optimiser asks besides. */
export interface DetailedInference extends Inference {
  /** Of the test of an if, loop or conditional, or the left side of `&&` and `||`. */
  outcomeOf(test: Expression): Outcome;
  /** Of an `element` or `setElement`: the index is an int32 from 0 to below the length of the array, typed array or string. */
  isInBounds(access: Expression): boolean;
  /** How many evaluations of functions the analysis took. */
  readonly effort: number;
  /** It can come to call itself. */
  isRecursive(fn: FunctionId): boolean;
}

export function infer(program: CoreProgram, assumptions: Assumptions = { parameters: [] }): DetailedInference {
  return analyse(program, assumptions);
}
