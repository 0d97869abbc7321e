/** Which files a compilation reads, so that a watcher knows what to watch. */
import { readFileSync, realpathSync } from 'node:fs';
import path from 'node:path';
import ts from '#typescript';

export interface ImportedFiles {
  /** The file and all that it imports, directly or not, but for installed packages; also those that only types are taken from. */
  readonly files: readonly string[];
  /** Where imports that lead nowhere yet would be found: paths without an ending. */
  readonly missing: readonly string[];
}

/** How imports of programs are found. */
export const IMPORT_OPTIONS: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  allowJs: true,
  allowImportingTsExtensions: true,
  resolveJsonModule: true,
};

/** Never throws because of the source: what can't be read has no imports. */
export function importedFiles(entry: string): ImportedFiles {
  const found = new Set([path.resolve(entry)]);
  const missing = new Set<string>();
  // Grows while it is walked.
  for (const file of found) {
    for (const specifier of specifiersIn(file)) {
      const target = ts.resolveModuleName(specifier, realPath(file), IMPORT_OPTIONS, ts.sys).resolvedModule?.resolvedFileName;
      if (target === undefined) {
        if (specifier.startsWith('.')) missing.add(path.resolve(path.dirname(file), specifier.replace(/\.[cm]?[jt]s$/, '')));
      } else if (!target.includes('/node_modules/')) found.add(target);
    }
  }
  return { files: [...found], missing: [...missing] };
}

function specifiersIn(file: string): string[] {
  try {
    return ts.preProcessFile(readFileSync(file, 'utf8')).importedFiles.map(({ fileName }) => fileName);
  } catch {
    return [];
  }
}

function realPath(file: string): string {
  try {
    return realpathSync(file);
  } catch {
    return file;
  }
}
