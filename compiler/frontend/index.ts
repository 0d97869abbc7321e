/** The door of the frontend: a TypeScript file in, a typed program out, or diagnostics that say what stands in the way. */
import path from 'node:path';
import { CompileError, type Diagnostic } from '../diagnostic.js';
import { type IrProgram, verify } from '../ir/index.js';
import { unproven } from '../unproven.js';
import { ADVICE, CODES } from './codes.js';
import { refuseWrittenConstants } from './constant-writes.js';
import { chooseEntry, exportedFunctions } from './entry.js';
import { translateFunction } from './functions.js';
import { Hints } from './hints.js';
import { checkModules } from './modules.js';
import { ProgramBuilder } from './program-builder.js';
import { signatureFor } from './signatures.js';
import { displayName, type LoadedSource, readSource, spanOf, typescriptDiagnostics } from './source.js';

export { type FormatOptions, formatDiagnostics } from './format.js';
export { isCertainlyRefused } from './quick-refusal.js';

export interface LoadOptions {
  /** The exported function to load; may be left out when the file exports exactly one. */
  readonly functionName?: string | undefined;
}

export interface LoadedProgram {
  readonly program: IrProgram;
  /** Names of all functions that the file exports. */
  readonly exported: string[];
}

/** Everything that `examine` finds out; `program` only when there is no error. */
export interface Examination {
  readonly diagnostics: readonly Diagnostic[];
  /** Texts of the files that diagnostics name. */
  readonly sources: ReadonlyMap<string, string>;
  readonly exported: string[];
  readonly program?: IrProgram;
  /** The diagnostics are about what comments ask for, and hold for whatever compiles the function. */
  readonly binding?: true;
}

/** Reads `file` and translates the function with all it calls. Throws CompileError with every problem found. */
export function loadProgram(file: string, options: LoadOptions = {}): LoadedProgram {
  const { program, diagnostics, exported } = examine(file, options);
  if (!program) throw new CompileError(diagnostics);
  return { program, exported };
}

/** The problems in the way of compiling the function; empty when there are none. Never throws because of the source. */
export function check(file: string, options: LoadOptions = {}): readonly Diagnostic[] {
  return examine(file, options).diagnostics;
}

/** Like `check`, and gives the texts of the files, which `formatDiagnostics` needs, and the program. */
export function examine(file: string, options: LoadOptions = {}): Examination {
  try {
    return examineSource(file, options);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    // The stack is the only limit on nesting: of the parser, of the type checker and of the translation.
    return { diagnostics: [tooDeep(file)], sources: new Map(), exported: [] };
  }
}

function examineSource(file: string, options: LoadOptions): Examination {
  const source = readSource(file);
  if ('code' in source) return { diagnostics: [source], sources: new Map(), exported: [] };
  const sources = new Map(source.files.map((one) => [source.nameOf(one), one.text]));
  const hints = new Hints(source);
  if (hints.problems.length > 0) return { diagnostics: hints.problems, sources, exported: [], binding: true };
  const found = { ...examineFunction(source, hints, options), sources };
  const [first] = found.diagnostics;
  const entry = first && chooseEntry(source, options.functionName);
  const asked = entry && 'node' in entry ? hints.parallelIn(entry.node) : undefined;
  if (!first || !asked) return found;
  const why = `Only the static tier of the compiler finds parallel loops, and it refuses the function (line ${first.line}): ${first.message}`;
  return { ...found, diagnostics: [unproven(spanOf(source, asked), why, first.hint ?? 'Leave the comment out.')], binding: true };
}

function examineFunction(source: LoadedSource, hints: Hints, options: LoadOptions): Omit<Examination, 'sources'> {
  const wrongTypes = typescriptDiagnostics(source);
  const exported = exportedFunctions(source).map((entry) => entry.name);
  if (wrongTypes.length > 0) return { diagnostics: wrongTypes, exported };
  const result = translate(source, hints, options.functionName);
  if ('entry' in result) return { diagnostics: [], exported, program: result };
  return { diagnostics: inOrder(result, source.nameOf(source.entry)), exported };
}

function tooDeep(file: string): Diagnostic {
  return {
    code: CODES.nestedTooDeeply,
    severity: 'error',
    message: 'The code is nested too deeply to be compiled.',
    file: displayName(path.resolve(file)),
    line: 1,
    column: 1,
    endLine: 1,
    endColumn: 1,
    hint: ADVICE.nestedTooDeeply,
  };
}

function translate(source: LoadedSource, hints: Hints, functionName: string | undefined): IrProgram | Diagnostic[] {
  const entry = chooseEntry(source, functionName);
  if ('code' in entry) return [entry];
  const build = new ProgramBuilder(source, hints);
  checkModules(build);
  const name = entry.name === 'default' ? (entry.node.name?.getText() ?? 'default') : entry.name;
  const signature = build.attempt(() => signatureFor(build, entry.node, name));
  if (!signature) return build.diagnostics;
  for (let next = build.pending.shift(); next; next = build.pending.shift()) {
    build.functions.set(next.id, translateFunction(build, next));
  }
  if (build.diagnostics.length > 0) return build.diagnostics;
  const program: IrProgram = {
    entry: signature.id,
    functions: build.functions,
    globals: build.globals,
    sources: new Map(source.files.map((file) => [source.nameOf(file), file.text])),
  };
  const written = refuseWrittenConstants(program);
  if (written.length > 0) return written;
  verify(program);
  return program;
}

/** The entry file's problems in the order of the text, then those of the other files. */
function inOrder(diagnostics: readonly Diagnostic[], entryFile: string): Diagnostic[] {
  const rank = (diagnostic: Diagnostic) => (diagnostic.file === entryFile ? '' : diagnostic.file);
  return diagnostics.toSorted((a, b) => {
    if (rank(a) !== rank(b)) return rank(a) < rank(b) ? -1 : 1;
    return a.line - b.line || a.column - b.column;
  });
}
