/** Diagnostics as text, with the piece of source they are about. */
import { codeFrameColumns } from '@babel/code-frame';
import type { Diagnostic } from '../diagnostic.js';

/** More than this many errors are only counted. */
const MOST_SHOWN = 20;

export interface FormatOptions {
  /** Use terminal colours. */
  readonly colour?: boolean;
}

/** One text for all diagnostics. `sources` gives the text of a file by the name that diagnostics use. */
export function formatDiagnostics(
  diagnostics: readonly Diagnostic[],
  sources: ReadonlyMap<string, string>,
  options: FormatOptions = {},
): string {
  const shown = diagnostics.slice(0, MOST_SHOWN).map((diagnostic) => formatOne(diagnostic, sources, options.colour ?? false));
  const rest = diagnostics.length - shown.length;
  return [...shown, ...(rest > 0 ? [`and ${rest} more\n`] : [])].join('\n');
}

function formatOne(diagnostic: Diagnostic, sources: ReadonlyMap<string, string>, colour: boolean): string {
  const { severity, code, message, file, line, column, endLine, endColumn, hint } = diagnostic;
  const paint = (style: number, text: string) => (colour ? `\u001b[${style}m${text}\u001b[0m` : text);
  const lines = [
    `${paint(severity === 'error' ? 31 : 33, `${severity} ${code}`)}: ${message}`,
    `  ${paint(36, `${file}:${line}:${column}`)}`,
  ];
  const text = sources.get(file);
  if (text !== undefined && text !== '') {
    const start = { line, column };
    // A long construct is marked at its first line only.
    const end = endLine === line && endColumn > column ? { line, column: endColumn } : undefined;
    const frame = codeFrameColumns(text, end ? { start, end } : { start }, {
      highlightCode: colour,
      linesAbove: 1,
      linesBelow: 1,
    });
    lines.push(...frame.split('\n').map((row) => `  ${row}`.trimEnd()));
  }
  if (hint !== undefined) lines.push(`  ${paint(32, 'help')}: ${hint}`);
  return `${lines.join('\n')}\n`;
}
