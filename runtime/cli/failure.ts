/** What a command that failed tells its user: one sentence, a place, a hint, an exit code, and no stack trace. */
import { CommanderError } from 'commander';
import type { CompileError } from '../../compiler/index.js';
import { ShoalError } from '../errors.js';
import { EXIT, type ExitCode, exitCodeOf } from './exit-codes.js';

/** The `error` of the JSON envelope. */
export interface FailureReport {
  readonly code: string;
  readonly message: string;
  readonly file?: string;
  readonly line?: number;
  readonly column?: number;
  readonly hint?: string;
}

export interface CommandFailure {
  readonly exitCode: ExitCode;
  readonly report: FailureReport;
  /** Of a function that does not compile; to be printed with their code frames. */
  readonly diagnostics?: CompileError['diagnostics'];
}

/** Raised through the command's AbortSignal by SIGINT and SIGTERM. */
export class SignalReceived extends Error {
  override readonly name = 'SignalReceived';
  constructor(readonly signal: 'SIGINT' | 'SIGTERM') {
    super(`stopped by ${signal}`);
  }
  get exitCode(): ExitCode {
    return this.signal === 'SIGINT' ? EXIT.interrupted : EXIT.terminated;
  }
}

/** A wrong flag, file, name or address: the sentence says which. */
export function usageError(message: string, hint?: string): ShoalError {
  return new ShoalError('SHOAL0001', message, { hint });
}

/** `signal` is the command's own: whatever a command throws after it was aborted is the signal's doing. */
export function describeFailure(error: unknown, signal?: AbortSignal): CommandFailure {
  const stopped: unknown = signal?.reason ?? error;
  if (stopped instanceof SignalReceived) {
    const { exitCode, message } = stopped;
    return { exitCode, report: { code: 'SHOAL2006', message } };
  }
  if (error instanceof CommanderError) return { exitCode: EXIT.usage, report: commanderReport(error) };
  if (isCompileError(error)) return compileFailure(error);
  if (error instanceof ShoalError) {
    const { code, message, at, hint } = error;
    return {
      exitCode: exitCodeOf(code),
      report: { code, message: oneLine(message), ...at, ...(hint === undefined ? {} : { hint }) },
    };
  }
  const message = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return {
    exitCode: EXIT.bug,
    report: {
      code: 'SHOAL9001',
      message: `this is a bug in Shoal, please report it: ${oneLine(message)}`,
      hint: 'SHOAL_DEBUG=1 shows where it happened',
    },
  };
}

/** By its shape: importing the compiler only for this would load all of TypeScript into every command. */
export function isCompileError(error: unknown): error is CompileError {
  return error instanceof Error && error.name === 'CompileError' && Array.isArray((error as CompileError).diagnostics);
}

function compileFailure(error: CompileError): CommandFailure {
  const first = error.diagnostics.find((diagnostic) => diagnostic.severity === 'error') ?? error.diagnostics[0];
  if (!first) return { exitCode: EXIT.compile, report: { code: 'SHOAL1000', message: oneLine(error.message) } };
  const { code, message, file, line, column, hint } = first;
  return {
    exitCode: exitCodeOf(code),
    report: { code, message: oneLine(message), file, line, column, ...(hint === undefined ? {} : { hint }) },
    diagnostics: error.diagnostics,
  };
}

function commanderReport(error: CommanderError): FailureReport {
  if (error.code === 'commander.help')
    return { code: 'SHOAL0001', message: 'a command is missing', hint: 'shoal --help lists the commands' };
  const [first = '', ...rest] = error.message.replace(/^error: /, '').split('\n');
  const hint = rest
    .join(' ')
    .trim()
    .replace(/^\(|\)$/g, '');
  return { code: 'SHOAL0001', message: first, hint: hint || '--help shows how the command is used' };
}

function oneLine(text: string): string {
  return text.replace(/\s*\n\s*/g, ' ').trim();
}
