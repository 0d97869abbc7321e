/** The door of syntax: a file and the name of a function in, a Core program out, or what stands in the way. */
import { realpathSync, statSync } from 'node:fs';
import path from 'node:path';
import type ts from '#typescript';
import type { Diagnostic } from '../../diagnostic.js';
import { ADVICE, CODES } from '../../frontend/codes.js';
import { displayName } from '../../frontend/source.js';
import type { CoreProgram } from '../core/types.js';
import { assemble, complete } from './assemble.js';
import { builtinSources } from './builtin-sources.js';
import { chooseEntry, type EntryParameter, exportedFunctionNames, functionNode, includeEntry, parametersOf } from './entry.js';
import { gatherFacts } from './facts.js';
import { ModuleGraph } from './modules.js';
import { isFreeOfEffects } from './package-effects.js';
import { parseErrors } from './parse.js';
import { PARTS } from './parts.js';
import { ProgramContext } from './program.js';
import { settleStops } from './settle-stops.js';
import type { Unit } from './unit.js';

export type { EntryParameter } from './entry.js';

export interface CoreResult {
  /** Only when there is no error. */
  readonly program?: CoreProgram;
  readonly diagnostics: readonly Diagnostic[];
  /** The entry's parameters. */
  readonly parameters: readonly EntryParameter[];
  /** Name of the chosen function. */
  readonly name?: string;
  /** Names of all functions that the file exports. */
  readonly exported: readonly string[];
  /** Texts of the files, by the names in spans and diagnostics. */
  readonly sources: ReadonlyMap<string, string>;
  /** Self-hosted functions that are called and not written yet; for Shoal's own tests. */
  readonly missing: readonly string[];
}

/** Translates the function of that name, or the only one that the file exports. */
export function toCore(file: string, functionName?: string): CoreResult {
  try {
    return translate(file, functionName);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return nothing([
      atStart(
        displayName(path.resolve(file)),
        CODES.nestedTooDeeply,
        'The code is nested too deeply to be compiled.',
        ADVICE.nestedTooDeeply,
      ),
    ]);
  }
}

function nothing(diagnostics: readonly Diagnostic[]): CoreResult {
  return { diagnostics, parameters: [], exported: [], sources: new Map(), missing: [] };
}

function atStart(file: string, code: string, message: string, hint: string): Diagnostic {
  return { code, severity: 'error', message, file, line: 1, column: 1, endLine: 1, endColumn: 1, hint };
}

function translate(file: string, functionName: string | undefined): CoreResult {
  const absolute = path.resolve(file);
  const problem = unreadable(file, absolute);
  if (problem) return nothing([atStart(displayName(absolute), CODES.fileNotFound, problem, ADVICE.fileNotFound)]);
  const graph = new ModuleGraph(realpathSync(absolute));
  const sources = new Map([...graph.units.values()].map((unit) => [unit.name, unit.file.text]));
  const exported = exportedFunctionNames(graph);
  const failed = (diagnostics: readonly Diagnostic[]): CoreResult => ({ ...nothing(diagnostics), exported, sources });
  const wrong = syntaxErrors(graph);
  if (wrong.length > 0) return failed(wrong);
  const entry = chooseEntry(graph, functionName);
  if ('code' in entry) return failed([atStart(graph.entry.name, entry.code, entry.message, entry.hint)]);

  const facts = gatherFacts([...graph.units.values()].map((unit) => unit.file));
  const program = new ProgramContext(PARTS, graph, builtinSources(), facts);
  const entryOf = includeEntry(program, program.start(graph.entry), entry);
  for (const unit of graph.order) {
    if (!isFreeOfEffects(unit.file.fileName)) program.includeEffects(unit);
  }
  complete(program);
  const main = entryOf();
  settleStops(program, main);
  const core = program.diagnostics.length === 0 ? { program: assemble(program, main) } : {};
  return {
    ...core,
    diagnostics: inOrder(program.diagnostics, graph.entry.name),
    parameters: parametersOf(functionNode(entry.target)),
    name: entry.name,
    exported,
    sources,
    missing: [...program.missing],
  };
}

function unreadable(file: string, absolute: string): string | undefined {
  if (!/\.(?:[mc]?ts|[mc]?js)$/.test(absolute) || /\.d\.[mc]?ts$/.test(absolute))
    return `'${file}' is not a TypeScript source file.`;
  try {
    return statSync(absolute).isFile() ? undefined : `'${file}' is not a file.`;
  } catch {
    return `There is no file '${file}'.`;
  }
}

function syntaxErrors(graph: ModuleGraph): Diagnostic[] {
  const errors = [...graph.units.values()].flatMap((unit) => parseErrors(unit.file).map((error) => describe(unit, error)));
  return inOrder(errors, graph.entry.name);
}

function describe(unit: Unit, error: ts.DiagnosticWithLocation): Diagnostic {
  const from = unit.file.getLineAndCharacterOfPosition(error.start);
  const to = unit.file.getLineAndCharacterOfPosition(error.start + error.length);
  const text = typeof error.messageText === 'string' ? error.messageText : error.messageText.messageText;
  return {
    code: CODES.typescript,
    severity: 'error',
    message: `${text} (TS${error.code})`,
    file: unit.name,
    line: from.line + 1,
    column: from.character + 1,
    endLine: to.line + 1,
    endColumn: to.character + 1,
    hint: ADVICE.typescript,
  };
}

/** The entry file's problems in the order of the text, then those of the other files. */
function inOrder(diagnostics: readonly Diagnostic[], entryFile: string): Diagnostic[] {
  const rank = (diagnostic: Diagnostic) => (diagnostic.file === entryFile ? '' : diagnostic.file);
  return diagnostics.toSorted((a, b) => {
    if (rank(a) !== rank(b)) return rank(a) < rank(b) ? -1 : 1;
    return a.line - b.line || a.column - b.column;
  });
}
