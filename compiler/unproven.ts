/** Loops whose comment says `@shoal parallel`, and for which that could not be proven. */
import type { Diagnostic } from './diagnostic.js';
import type { SourceLocation } from './manifest.js';

export function unproven({ file, line, column }: SourceLocation, why: string, hint: string): Diagnostic {
  const message = `'@shoal parallel' can't be proven here. ${why}`;
  return { code: 'SHOAL1034', severity: 'error', message, file, line, column, endLine: line, endColumn: column, hint };
}
