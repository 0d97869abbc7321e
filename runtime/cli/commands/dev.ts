/** `shoal dev`: compiles a function again whenever one of its files is saved, and runs it when arguments are given. */
import path from 'node:path';
import type { Bundle } from '../../../compiler/index.js';
import type { CommandContext } from '../command.js';
import { FileWatcher } from '../dev/file-watcher.js';
import { announce, reportBlocks, reportFailure, reportTurn } from '../dev/report.js';
import { type RunReport, runOnce } from '../dev/run-once.js';
import { WarmHub } from '../dev/warm-hub.js';
import { describeFailure, usageError } from '../failure.js';
import { type ArgumentSource, loadArguments } from '../run/arguments.js';
import { requireSourceFile } from '../source-file.js';

export interface DevOptions extends ArgumentSource {
  readonly file: string;
  readonly fn?: string;
  readonly verify?: boolean;
}

/** The arguments of each run; none when the function is only compiled. */
type Arguments = (() => readonly unknown[] | Promise<readonly unknown[]>) | undefined;

/** Ends only by a signal. */
export async function devCommand({ terminal, signal }: CommandContext, options: DevOptions): Promise<never> {
  const file = await requireSourceFile(options.file);
  const watchedArguments = options.argsFile === undefined || options.argsFile === '-' ? [] : [path.resolve(options.argsFile)];
  const args = await argumentsOf(options, watchedArguments.length > 0);
  const { importedFiles } = await import('../../../compiler/index.js');
  let turn = new AbortController();
  let changed: readonly string[] = [];
  using watcher = new FileWatcher((files) => {
    changed = files;
    turn.abort(new Error('a file has changed'));
  });
  await using hub = new WarmHub(signal);
  for (let number = 1; ; number++) {
    turn = new AbortController();
    const ends = AbortSignal.any([signal, turn.signal]);
    // Before anything is read for the compilation: what is saved from here on counts.
    const { files, missing } = importedFiles(file);
    watcher.watch([...files, ...watchedArguments], missing);
    announce(terminal, number, changed);
    try {
      await oneTurn({ terminal, signal: ends }, { ...options, file }, number, hub, args);
    } catch (error) {
      // A turn that a newer one replaces leaves nothing but its place in the numbering.
      if (!ends.aborted) throw error;
    }
    await aborted(ends);
    signal.throwIfAborted();
  }
}

async function argumentsOf(options: DevOptions, isWatched: boolean): Promise<Arguments> {
  if (isWatched) return () => loadArguments(options);
  if (options.args === undefined && options.argsFile === undefined) {
    if (options.verify) throw usageError('--verify needs arguments', "such as --args '[1, 2]', or --args '[]' for none");
    return undefined;
  }
  // Once: standard input can't be read again.
  const values = await loadArguments(options);
  return () => values;
}

/** Compiles, runs and reports. Rejects only when the signal is aborted. */
async function oneTurn(
  context: CommandContext,
  options: DevOptions,
  number: number,
  hub: WarmHub,
  args: Arguments,
): Promise<void> {
  const { terminal, signal } = context;
  const { compile } = await import('../../../compiler/index.js');
  const functionName = options.fn === undefined ? {} : { functionName: options.fn };
  const started = performance.now();
  let bundle: Bundle;
  try {
    bundle = await compile(options.file, { signal, ...functionName });
  } catch (error) {
    signal.throwIfAborted();
    return await reportFailure(terminal, error, { number, compileMs: performance.now() - started });
  }
  const turn = { number, compileMs: performance.now() - started };
  reportBlocks(terminal, bundle, turn);
  reportTurn(terminal, bundle, turn, args && (await runWith(args)));

  async function runWith(load: NonNullable<Arguments>): Promise<RunReport> {
    let values: readonly unknown[];
    try {
      values = await load();
    } catch (error) {
      return { ok: false, error: describeFailure(error).report };
    }
    const request = { file: options.file, ...functionName, args: values, verifies: options.verify === true };
    return await runOnce(hub, bundle, request, context);
  }
}

async function aborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return;
  await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
}
