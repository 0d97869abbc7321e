/**
 * Where a command's words go: results to stdout, everything else to stderr. With `--json` stdout carries exactly one document,
 * also when the command fails.
 */
import { inspect, styleText } from 'node:util';
import type { CommandFailure } from './failure.js';

type Style = Parameters<typeof styleText>[0];
type Output = NodeJS.WriteStream;

export interface Terminal {
  readonly json: boolean;
  /** Prints the result: `document` with `--json`, else the text. */
  result(document: object, text: () => string): void;
  /** Prints one line to stderr. */
  note(text: string): void;
  fail(failure: CommandFailure, cause: unknown): Promise<void>;
  /** Text in a style for stdout (or stderr), where colours are wanted. */
  style(style: Style, text: string, output?: Output): string;
}

export function createTerminal(json: boolean, environment: NodeJS.ProcessEnv = process.env): Terminal {
  const style = (format: Style, text: string, output: Output = process.stdout): string =>
    wantsColor(output, environment) ? styleText(format, text, { validateStream: false }) : text;
  const note = (text: string): void => {
    process.stderr.write(`${text}\n`);
  };
  return {
    json,
    style,
    note,
    result(document, text) {
      process.stdout.write(json ? `${JSON.stringify({ ok: true, ...document })}\n` : `${text()}\n`);
    },
    async fail(failure, cause) {
      const { report, diagnostics } = failure;
      if (json)
        process.stdout.write(`${JSON.stringify({ ok: false, error: report, ...(diagnostics ? { diagnostics } : {}) })}\n`);
      else if (diagnostics) {
        const { formatDiagnostics } = await import('../../compiler/index.js');
        note(formatDiagnostics(diagnostics, { color: wantsColor(process.stderr, environment) }));
      } else {
        const place = report.file === undefined ? '' : `${report.file}:${report.line}:${report.column}: `;
        note(`${place}${style('red', 'error', process.stderr)} ${report.code}: ${report.message}`);
        if (report.hint !== undefined) note(`  ${style('dim', `hint: ${report.hint}`, process.stderr)}`);
      }
      if (environment.SHOAL_DEBUG) note(inspect(cause));
    },
  };
}

/** As no-color.org and force-color.org say; without either, colours are for terminals that have them. */
export function wantsColor(output: { readonly isTTY?: boolean }, environment: NodeJS.ProcessEnv): boolean {
  if (environment.NO_COLOR) return false;
  if (environment.FORCE_COLOR !== undefined) return environment.FORCE_COLOR !== '0';
  return output.isTTY === true && environment.TERM !== 'dumb';
}

/** A reader that has seen enough (`shoal ps | head -1`) is no failure: the command goes on to its own end. */
export function ignoreClosedPipes(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error;
    });
  }
}

/** Waits until both streams have passed everything on. */
export async function flush(): Promise<void> {
  await Promise.all(
    [process.stdout, process.stderr].map((stream) => new Promise<void>((done) => stream.write('', () => done()))),
  );
}
