/** `shoal check`: diagnostics alone. */
import type { CommandContext } from '../command.js';
import { EXIT, type ExitCode } from '../exit-codes.js';
import { describeFailure } from '../failure.js';
import { requireSourceFile } from '../source-file.js';
import { wantsColor } from '../terminal.js';

export interface CheckOptions {
  readonly file: string;
  readonly fn?: string;
}

export async function checkCommand({ terminal }: CommandContext, options: CheckOptions): Promise<ExitCode> {
  const file = await requireSourceFile(options.file);
  const { check, CompileError, formatDiagnostics } = await import('../../../compiler/index.js');
  const diagnostics = check(file, options.fn === undefined ? {} : { functionName: options.fn });
  const failed = diagnostics.some((diagnostic) => diagnostic.severity === 'error');
  if (failed && terminal.json) throw new CompileError(diagnostics);
  terminal.result({ schema: 'shoal/check@1', diagnostics }, () =>
    diagnostics.length === 0
      ? `${options.file}: no problems`
      : formatDiagnostics(diagnostics, { color: wantsColor(process.stdout, process.env) }),
  );
  return failed ? describeFailure(new CompileError(diagnostics)).exitCode : EXIT.ok;
}
