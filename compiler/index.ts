/** The door of the compiler: a TypeScript function in, a deployable bundle out. */
import type { Bundle } from './manifest.js';

export type { Bundle, Manifest } from './manifest.js';

export interface CompileOptions {
  /** The exported function to compile; may be left out when the file exports exactly one function. */
  readonly functionName?: string;
  /**
   * Parameters that may be assumed to be integers in [0, 2^31): all numeric ones that serve as indices or bounds when left out.
   * A caller that knows the arguments passes only the names for which it holds.
   */
  readonly assume?: readonly string[];
  /** Also make components, WIT texts and graph.svg. Costs a second module build for each block. */
  readonly components?: boolean;
  readonly signal?: AbortSignal;
}

/** A problem in the user's source; codes SHOAL1xxx are stable and explained in docs/errors.md. */
export interface Diagnostic {
  readonly code: string;
  readonly severity: 'error' | 'warning';
  readonly message: string;
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
  readonly hint?: string;
}

/** Thrown by `compile`: at least one diagnostic is an error. `format(diagnostics)` prints them with code frames. */
export class CompileError extends Error {
  override readonly name = 'CompileError';
  constructor(readonly diagnostics: readonly Diagnostic[]) {
    super(diagnostics[0]?.message ?? 'the source can not be compiled');
  }
}

export type Compile = (file: string, options?: CompileOptions) => Promise<Bundle>;
export type Check = (file: string, options?: Pick<CompileOptions, 'functionName'>) => readonly Diagnostic[];
