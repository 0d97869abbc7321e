/** Compilation for known arguments: specialised on what holds for them. */
import type { Bundle, CompileOptions } from '../../../compiler/index.js';
import { asDeclared, convertArguments } from '../values/index.js';
import { assumptionsHold, assumptionsThatHold } from './arguments.js';

export interface Build {
  readonly bundle: Bundle;
  /** Of the parameters' types. */
  readonly values: readonly unknown[];
}

/** Throws CompileError, and SHOAL3001 or SHOAL3002 when the arguments are not those of the function. */
export async function buildFor(file: string, args: readonly unknown[], options: Omit<CompileOptions, 'assume'>): Promise<Build> {
  const { compile } = await import('../../../compiler/index.js');
  return await specialise(await compile(file, options), file, args, options);
}

/** The bundle that was made with `options`, or another one that makes no assumption which is wrong for the arguments. Throws as `buildFor`. */
export async function specialise(
  bundle: Bundle,
  file: string,
  args: readonly unknown[],
  options: Omit<CompileOptions, 'assume'>,
): Promise<Build> {
  const { name, parameters, convention } = bundle.manifest.function;
  if (convention) return { bundle, values: args.map((value, index) => asDeclared(convention.parameters[index]?.type, value)) };
  const values = convertArguments(parameters, args, name);
  if (assumptionsHold(parameters, values)) return { bundle, values };
  const { compile } = await import('../../../compiler/index.js');
  return { bundle: await compile(file, { ...options, assume: assumptionsThatHold(parameters, values) }), values };
}
