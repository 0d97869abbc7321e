/**
 * A program as the interpreter of the IR runs it, by the words of compiler/ir/types.ts alone: so what the frontend made can be compared
 * with Node before any later pass of the compiler has touched it.
 */
import { Interpreter, type IrProgram } from '../../compiler/ir/index.js';
import type { Value } from '../../runtime/values/index.js';

const MOST_STEPS = 20_000_000;

/** The result of the entry function for arguments as JavaScript holds them. Throws Trap. */
export function interpret(program: IrProgram, values: readonly Value[]): Value {
  const interpreter = new Interpreter(program, { maximumSteps: MOST_STEPS });
  return interpreter.call(program.functions.get(program.entry)!, values as Parameters<Interpreter['call']>[1]) as Value;
}
