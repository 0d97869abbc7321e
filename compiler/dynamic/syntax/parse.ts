/** Text to syntax tree, by TypeScript's parser. */
import ts from '#typescript';

export function parse(fileName: string, text: string): ts.SourceFile {
  const options = { languageVersion: ts.ScriptTarget.ES2022, jsDocParsingMode: ts.JSDocParsingMode.ParseNone };
  return ts.createSourceFile(fileName, text, options, true);
}

export function isJson(file: ts.SourceFile): boolean {
  return file.fileName.endsWith('.json');
}

/** Syntax errors, which TypeScript's parser leaves on the file. */
export function parseErrors(file: ts.SourceFile): readonly ts.DiagnosticWithLocation[] {
  return (file as unknown as { parseDiagnostics?: readonly ts.DiagnosticWithLocation[] }).parseDiagnostics ?? [];
}
