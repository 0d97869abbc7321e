/** The door of code generation: a Core program in, a module out. */
import { ask } from '../../emit/builder.js';
import type { CoreProgram } from '../core/types.js';
import type { Assumptions } from '../inference/index.js';
import type { GenerateOptions } from './generate.js';

export interface DynamicModule {
  readonly bytes: Uint8Array;
  /** Memory below it is the module's: the host lays out its inputs behind it. */
  readonly reservedBytes: number;
}

/** Builds the module in the build worker. Rejects with BuildError when the compiler has a bug, or with the signal's reason. */
export async function buildDynamicModule(
  program: CoreProgram,
  signal?: AbortSignal,
  assumptions?: Assumptions,
  options?: GenerateOptions,
): Promise<DynamicModule> {
  const request = { kind: 'dynamic', program, ...(assumptions ? { assumptions } : {}), ...(options ? { options } : {}) } as const;
  const { bytes, reservedBytes } = await ask(request, signal);
  return { bytes, reservedBytes: reservedBytes! };
}
