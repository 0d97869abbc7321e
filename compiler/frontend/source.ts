/** Reading a TypeScript file and its local imports with the TypeScript compiler, in strict mode and without any host library. */
import { realpathSync, statSync } from 'node:fs';
import path from 'node:path';
import ts from '#typescript';
import type { Diagnostic } from '../diagnostic.js';
import type { Span } from '../ir/index.js';
import { CODES } from './codes.js';

const OPTIONS: ts.CompilerOptions = {
  strict: true,
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  moduleDetection: ts.ModuleDetectionKind.Force,
  lib: ['lib.es2022.d.ts'],
  types: [],
  noEmit: true,
  allowImportingTsExtensions: true,
  skipLibCheck: true,
  skipDefaultLibCheck: true,
};

export interface LoadedSource {
  readonly program: ts.Program;
  readonly checker: ts.TypeChecker;
  readonly entry: ts.SourceFile;
  /** The user's files: the entry and the local files it imports, directly or not. */
  readonly files: readonly ts.SourceFile[];
  /** Name of a file in spans and diagnostics: relative to the working directory where it lies below it. */
  nameOf(file: ts.SourceFile): string;
}

/** Parsed library files, shared by all programs of this process: parsing them is most of the cost of a small program. */
const libraries = new Map<string, ts.SourceFile>();

function compilerHost(): ts.CompilerHost {
  const host = ts.createCompilerHost(OPTIONS, true);
  host.jsDocParsingMode = ts.JSDocParsingMode.ParseForTypeErrors;
  const libraryFolder = path.dirname(ts.getDefaultLibFilePath(OPTIONS));
  const read = host.getSourceFile.bind(host);
  host.getSourceFile = (fileName, languageVersion, onError, shouldCreate) => {
    if (path.dirname(fileName) !== libraryFolder) return read(fileName, languageVersion, onError, shouldCreate);
    const known = libraries.get(fileName);
    if (known) return known;
    const file = read(fileName, languageVersion, onError, shouldCreate);
    if (file) libraries.set(fileName, file);
    return file;
  };
  return host;
}

export function displayName(fileName: string): string {
  const relative = path.relative(process.cwd(), fileName);
  const inside = relative !== '' && !relative.startsWith('..') && !path.isAbsolute(relative);
  return (inside ? relative : fileName).split(path.sep).join('/');
}

/** The program of `file`, or a diagnostic when there is no such file to read. */
export function readSource(file: string): LoadedSource | Diagnostic {
  const absolute = path.resolve(file);
  const missing = (message: string, hint: string): Diagnostic => ({
    code: CODES.fileNotFound,
    severity: 'error',
    message,
    file: displayName(absolute),
    line: 1,
    column: 1,
    endLine: 1,
    endColumn: 1,
    hint,
  });
  if (!/\.m?ts$/.test(absolute) || absolute.endsWith('.d.ts')) {
    return missing(`'${file}' is not a TypeScript source file.`, 'Give a file that ends in .ts.');
  }
  let real: string;
  try {
    real = realpathSync(absolute);
    if (!statSync(real).isFile()) return missing(`'${file}' is not a file.`, 'Give the path of a TypeScript file.');
  } catch {
    return missing(`There is no file '${file}'.`, 'Check the path; it is taken from the working directory.');
  }
  const program = ts.createProgram({ rootNames: [real], options: OPTIONS, host: compilerHost() });
  const entry = program.getSourceFile(real);
  if (!entry) return missing(`'${file}' can't be read.`, 'Check that the file can be read.');
  const files = program.getSourceFiles().filter((candidate) => !program.isSourceFileDefaultLibrary(candidate));
  const names = new Map(files.map((candidate) => [candidate, displayName(candidate === entry ? absolute : candidate.fileName)]));
  return {
    program,
    checker: program.getTypeChecker(),
    entry,
    files,
    nameOf: (candidate) => names.get(candidate) ?? displayName(candidate.fileName),
  };
}

export function spanOf(source: LoadedSource, node: ts.Node): Span {
  const file = node.getSourceFile();
  const start = node.getStart(file);
  const { line, character } = file.getLineAndCharacterOfPosition(start);
  return { file: source.nameOf(file), line: line + 1, column: character + 1, start, end: node.getEnd() };
}

/** A diagnostic for the text [start, end) of a file; offsets in UTF-16 code units. */
export function diagnosticAt(
  source: LoadedSource,
  file: ts.SourceFile,
  start: number,
  end: number,
  code: string,
  message: string,
  hint?: string,
): Diagnostic {
  const from = file.getLineAndCharacterOfPosition(start);
  const to = file.getLineAndCharacterOfPosition(Math.max(start, end));
  return {
    code,
    severity: 'error',
    message,
    file: source.nameOf(file),
    line: from.line + 1,
    column: from.character + 1,
    endLine: to.line + 1,
    endColumn: to.character + 1,
    ...(hint === undefined ? {} : { hint }),
  };
}

/** What TypeScript has to say about the user's files, in the order of the text. */
export function typescriptDiagnostics(source: LoadedSource): Diagnostic[] {
  const { program } = source;
  const found = source.files.flatMap((file) => {
    const syntactic = program.getSyntacticDiagnostics(file);
    return syntactic.length > 0 ? syntactic : program.getSemanticDiagnostics(file);
  });
  const all = [...found, ...(found.length === 0 ? [...program.getOptionsDiagnostics(), ...program.getGlobalDiagnostics()] : [])];
  return all
    .filter((diagnostic) => diagnostic.category === ts.DiagnosticCategory.Error)
    .map((diagnostic) => {
      const message = `${ts.flattenDiagnosticMessageText(diagnostic.messageText, '\n')} (TS${diagnostic.code})`;
      const file = diagnostic.file ?? source.entry;
      const start = diagnostic.start ?? 0;
      const end = start + (diagnostic.length ?? 0);
      const hint = HOST_NAMES.test(file.text.slice(start, end))
        ? HOST_HINT
        : message.includes('<ArrayBufferLike>')
          ? BUFFER_HINT
          : undefined;
      return diagnosticAt(source, file, start, end, CODES.typescript, message, hint);
    });
}

const HOST_NAMES =
  /^(console|process|fetch|window|document|require|module|Buffer|setTimeout|setInterval|setImmediate|queueMicrotask|performance|crypto|navigator|structuredClone|__dirname|__filename|node:.*|['"]node:.*)$/;
const BUFFER_HINT = 'Write the type at the declaration, as in `let next: Float64Array = new Float64Array(n)`.';
const HOST_HINT = 'A block runs on any hub, without a host around it: a function may only compute its result from its arguments.';
