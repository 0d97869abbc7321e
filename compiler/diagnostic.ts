/** What the compiler reports about a source. */

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

/** Thrown by `compile`: at least one diagnostic is an error. `formatDiagnostics` prints them with code frames. */
export class CompileError extends Error {
  override readonly name = 'CompileError';
  constructor(readonly diagnostics: readonly Diagnostic[]) {
    super(diagnostics[0]?.message ?? 'the source can not be compiled');
  }
}
