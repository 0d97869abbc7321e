/** What all commands share: the `--json` flag, a terminal, a signal, and one way to end. */
import { InvalidArgumentError } from 'commander';
import { ShoalError } from '../errors.js';
import { EXIT, type ExitCode } from './exit-codes.js';
import { describeFailure, SignalReceived } from './failure.js';
import { createTerminal, flush, type Terminal } from './terminal.js';

export interface CommandContext {
  readonly terminal: Terminal;
  /** Aborted by SIGINT and SIGTERM with {@link SignalReceived} as its reason. */
  readonly signal: AbortSignal;
}

/** A command's work; what it returns is the exit code (0 when nothing). */
export type CommandAction<Options> = (context: CommandContext, options: Options) => Promise<ExitCode | undefined>;

/** How long a command may take to clean up after a signal before the process ends regardless. */
const CLEAN_UP_MS = 10_000;

/** Runs the action of a command and ends the process with its exit code. */
export async function perform<Options>(
  json: boolean,
  action: CommandAction<Options>,
  options: Options,
  signals: 'abort' | 'own' = 'abort',
): Promise<void> {
  const terminal = createTerminal(json);
  const controller = new AbortController();
  if (signals === 'abort') abortOnSignals(controller);
  let exitCode: ExitCode = EXIT.ok;
  try {
    exitCode = (await action({ terminal, signal: controller.signal }, options)) ?? EXIT.ok;
  } catch (error) {
    const failure = describeFailure(error, controller.signal);
    await terminal.fail(failure, error);
    exitCode = failure.exitCode;
  }
  await flush();
  process.exit(exitCode);
}

function abortOnSignals(controller: AbortController): void {
  for (const name of ['SIGINT', 'SIGTERM'] as const) {
    process.on(name, () => {
      const received = new SignalReceived(name);
      if (controller.signal.aborted) process.exit(received.exitCode);
      controller.abort(received);
      setTimeout(() => process.exit(received.exitCode), CLEAN_UP_MS).unref();
    });
  }
}

/** Whether the work ended within `ms`; its failure is passed on. */
export async function deadline(work: Promise<unknown>, ms: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), ms);
  });
  try {
    return await Promise.race([work.then(() => true), late]);
  } finally {
    clearTimeout(timer);
  }
}

export const DEFAULT_ADDRESS = '127.0.0.1:7070';

/** A `HOST:PORT`; IPv6 hosts stand in brackets. */
export function parseAddress(text: string): string {
  const match = /^(?:\[[0-9a-fA-F:.]+\]|[^\s:[\]]+):(\d{1,5})$/.exec(text);
  if (!match || Number(match[1]) > 65535) {
    throw new InvalidArgumentError('An address is HOST:PORT, such as 127.0.0.1:7070.');
  }
  return text;
}

export function parseInteger(from: number, to: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (!/^\d+$/.test(text) || value < from || value > to) {
      throw new InvalidArgumentError(`It must be a whole number from ${from} to ${to}.`);
    }
    return value;
  };
}

/** The error of a file that can't be used, from what the file system said. */
export function fileError(file: string, error: unknown, verb: 'read' | 'written'): ShoalError {
  const code = (error as NodeJS.ErrnoException).code;
  const reasons: Record<string, string> = {
    ENOENT: 'does not exist',
    EEXIST: 'is there already, and is no directory',
    EISDIR: 'is a directory',
    ENOTDIR: 'lies under something that is no directory',
    EACCES: 'is not accessible to you',
    EPERM: 'is not accessible to you',
    ENOSPC: 'does not fit on the disk',
  };
  return new ShoalError(
    'SHOAL0002',
    `${file} can't be ${verb}: it ${reasons[code ?? ''] ?? `failed (${code ?? String(error)})`}`,
    {
      cause: error,
    },
  );
}
