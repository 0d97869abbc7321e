/** The door of the compiler: a TypeScript function in, a deployable bundle out. */
import { readFileSync } from 'node:fs';
import { CompileError, type Diagnostic } from './diagnostic.js';
import { BuildError, emitBundle } from './emit/index.js';
import { check as checkSource, examine, formatDiagnostics as formatWithSources } from './frontend/index.js';
import { LimitError } from './lower/index.js';
import type { Bundle } from './manifest.js';
import { type ShardPlan, shard } from './shard/index.js';

export { CompileError, type Diagnostic } from './diagnostic.js';
export type { Bundle, Manifest } from './manifest.js';

export interface CompileOptions {
  /** The exported function to compile; may be left out when the file exports exactly one function. */
  readonly functionName?: string;
  /**
   * Parameters that may be assumed to be integers in [0, 2^31 - 2]: all numeric ones that serve as indices or bounds when left out.
   * A caller that knows the arguments passes only the names for which it holds.
   */
  readonly assume?: readonly string[];
  /** Also make components, WIT texts and graph.svg. Costs a second module build for each block. */
  readonly components?: boolean;
  readonly signal?: AbortSignal;
}

/** Throws CompileError when the source can't be compiled, and the signal's reason when it is aborted. */
export async function compile(file: string, options: CompileOptions = {}): Promise<Bundle> {
  const { functionName, assume, components, signal } = options;
  signal?.throwIfAborted();
  const { program, diagnostics } = examine(file, { functionName });
  if (!program) throw new CompileError(diagnostics);
  const plan = shard(program, { assume });
  try {
    return await emitBundle(plan, { components, signal });
  } catch (error) {
    if (error instanceof BuildError) throw internalError(plan, error);
    if (error instanceof LimitError) throw new CompileError([aboutFunction(plan, 'SHOAL1901', error.message, error.hint)]);
    throw error;
  }
}

/** The problems in the way of compiling the function; empty when there are none. Never throws because of the source. */
export function check(file: string, options: Pick<CompileOptions, 'functionName'> = {}): readonly Diagnostic[] {
  return checkSource(file, options);
}

/** The diagnostics as text, with the pieces of source they are about, as far as the files can still be read. */
export function formatDiagnostics(diagnostics: readonly Diagnostic[], options: { readonly color?: boolean } = {}): string {
  const sources = new Map<string, string>();
  for (const { file } of diagnostics) {
    if (!sources.has(file)) sources.set(file, readSource(file));
  }
  return formatWithSources(diagnostics, sources, { colour: options.color ?? false });
}

function readSource(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

/** Text that we generated was refused: the user can do nothing about it but report it. */
function internalError(plan: ShardPlan, error: BuildError): CompileError {
  const problems = error.problems.slice(0, 3).join('; ');
  const message = `The compiler made a module that could not be built: ${error.message.split('\n')[0]}${problems === '' ? '' : ` (${problems})`}.`;
  const hint = 'This is a bug in Shoal, not in your program. Please report it with the source.';
  return Object.assign(new CompileError([aboutFunction(plan, 'SHOAL1900', message, hint)]), { cause: error });
}

/** A diagnostic about the function as a whole. */
function aboutFunction(plan: ShardPlan, code: string, message: string, hint: string): Diagnostic {
  const { file, line, column } = plan.blocks[0]?.span ?? { file: plan.entry.file, line: 1, column: 1 };
  return { code, severity: 'error', message, file, line, column, endLine: line, endColumn: column, hint };
}
