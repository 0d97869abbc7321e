/** The door of the compiler: a TypeScript function in, a deployable bundle out. */
import { readFileSync } from 'node:fs';
import { CompileError, type Diagnostic } from './diagnostic.js';
import { type Accepted, emitDynamicBundle, toCore } from './dynamic/index.js';
import { BuildError, emitBundle, prepareToBuild } from './emit/index.js';
import { examine, formatDiagnostics as formatWithSources, isCertainlyRefused } from './frontend/index.js';
import { LimitError } from './lower/index.js';
import type { Bundle, SourceLocation } from './manifest.js';
import {
  explainLoops,
  explainPlan,
  type LoopVerdict,
  type PlanExplanation,
  type ShardPlan,
  shard,
  unprovenHints,
} from './shard/index.js';

export { CompileError, type Diagnostic } from './diagnostic.js';
export { type ImportedFiles, importedFiles } from './imports.js';
export type { Bundle, Manifest } from './manifest.js';
export type { BlockCost, LoopExplanation, LoopVerdict } from './shard/index.js';

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
  /** One block that runs in program order on one core, whatever could run in parallel: to compare with. */
  readonly oneBlock?: boolean;
  /** False leaves the safepoints out, to measure what they cost: such blocks can't be paused, and the dynamic tier's heap is not collected. */
  readonly safepoints?: boolean;
  /**
   * `static` takes functions on numbers and arrays and finds what can run in parallel; `dynamic` takes JavaScript as it is, as one block. When left
   * out the static one is tried first.
   */
  readonly tier?: Tier;
  readonly signal?: AbortSignal;
}

export type Tier = 'static' | 'dynamic';

/** Throws CompileError when the source can't be compiled, and the signal's reason when it is aborted. */
export async function compile(file: string, options: CompileOptions = {}): Promise<Bundle> {
  const { functionName, assume, components, oneBlock, safepoints, tier, signal } = options;
  signal?.throwIfAborted();
  prepareToBuild();
  const program = tier === 'dynamic' ? undefined : staticProgram(file, functionName, tier);
  if (!program) return compileDynamic(acceptedCore(file, functionName), options);
  const plan = shard(program, { assume, oneBlock });
  try {
    return await emitBundle(plan, { components, safepoints, signal });
  } catch (error) {
    if (error instanceof BuildError) throw internalError(placeOfPlan(plan), error);
    if (!(error instanceof LimitError)) throw error;
    const core = tier === 'static' ? undefined : toCore(file, functionName);
    if (core?.program) return compileDynamic(core as Accepted, options);
    throw new CompileError([aboutFunction(placeOfPlan(plan), 'SHOAL1901', error.message, error.hint)]);
  }
}

/** Nothing when the static tier refuses the function and need not take it. */
function staticProgram(file: string, functionName: string | undefined, tier: Tier | undefined) {
  if (tier === undefined && isCertainlyRefused(file, functionName)) return undefined;
  const { program, diagnostics, binding } = examine(file, { functionName });
  if (!program && (tier === 'static' || binding)) throw new CompileError(diagnostics);
  const unproven = program ? unprovenHints(program) : [];
  if (unproven.length > 0) throw new CompileError(unproven);
  return program;
}

/** The dynamic tier takes more, so what it says is what stands in the way. */
function acceptedCore(file: string, functionName: string | undefined): Accepted {
  const core = toCore(file, functionName);
  if (!core.program) throw new CompileError(core.diagnostics);
  return core as Accepted;
}

async function compileDynamic(core: Accepted, { components, safepoints, signal }: CompileOptions): Promise<Bundle> {
  try {
    return await emitDynamicBundle(core, { components, safepoints, signal });
  } catch (error) {
    if (!(error instanceof BuildError)) throw error;
    throw internalError(core.program.functions.get(core.program.entry)!.span, error);
  }
}

/** What each loop of the function is, at any depth, and why. Throws CompileError. */
export function loopVerdicts(
  file: string,
  options: Pick<CompileOptions, 'functionName' | 'assume'> = {},
): readonly LoopVerdict[] {
  const { functionName, assume } = options;
  const { program, diagnostics } = examine(file, { functionName });
  if (!program) throw new CompileError(diagnostics);
  return explainLoops(program, { assume });
}

/** What became of a function, and why. */
export interface Explanation extends PlanExplanation {
  readonly tier: Tier;
  /** dynamic: why the static tier refused the function. */
  readonly refusal?: Diagnostic;
  /** Texts of the files, by the names that places use. */
  readonly sources: ReadonlyMap<string, string>;
}

/** A loop that is to be parallel and is not is explained like any other. Throws CompileError. */
export function explain(file: string, { functionName }: Pick<CompileOptions, 'functionName'> = {}): Explanation {
  const { program, diagnostics, binding, sources } = examine(file, { functionName });
  if (program) return { tier: 'static', ...explainPlan(program), sources };
  if (binding) throw new CompileError(diagnostics);
  const core = acceptedCore(file, functionName);
  const [refusal] = diagnostics;
  const name = core.name ?? core.program.entry;
  return { tier: 'dynamic', function: name, loops: [], blocks: [], ...(refusal ? { refusal } : {}), sources: core.sources };
}

/** The problems in the way of compiling the function; empty when there are none. Never throws because of the source. */
export function check(file: string, options: Pick<CompileOptions, 'functionName' | 'tier'> = {}): readonly Diagnostic[] {
  const { functionName, tier } = options;
  if (tier !== 'dynamic') {
    const { program, diagnostics, binding } = examine(file, { functionName });
    if (program) return unprovenHints(program);
    if (tier === 'static' || binding) return diagnostics;
  }
  return toCore(file, functionName).diagnostics;
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
function internalError(place: SourceLocation, error: BuildError): CompileError {
  const problems = error.problems.slice(0, 3).join('; ');
  const message = `The compiler made a module that could not be built: ${error.message.split('\n')[0]}${problems === '' ? '' : ` (${problems})`}.`;
  const hint = 'This is a bug in Shoal, not in your program. Please report it with the source.';
  return Object.assign(new CompileError([aboutFunction(place, 'SHOAL1900', message, hint)]), { cause: error });
}

/** A diagnostic about the function as a whole. */
function aboutFunction({ file, line, column }: SourceLocation, code: string, message: string, hint: string): Diagnostic {
  return { code, severity: 'error', message, file, line, column, endLine: line, endColumn: column, hint };
}

function placeOfPlan({ blocks, entry }: ShardPlan): SourceLocation {
  return blocks[0]?.span ?? { file: entry.file, line: 1, column: 1 };
}
