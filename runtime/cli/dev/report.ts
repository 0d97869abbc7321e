/** What `shoal dev` prints: one line of JSON for each compilation, or text as for a person who looks up from an editor. */
import path from 'node:path';
import type { Bundle } from '../../../compiler/index.js';
import { blockDocument, blockTable, formatMs } from '../block-table.js';
import { type CommandFailure, describeFailure } from '../failure.js';
import type { Terminal } from '../terminal.js';
import type { RunReport } from './run-once.js';

export interface Turn {
  /** 1 is the first compilation of the command. */
  readonly number: number;
  readonly compileMs: number;
}

/** On a terminal the newest turn has the screen for itself, as with tsc's watch mode. */
export function announce(terminal: Terminal, number: number, changed: readonly string[]): void {
  if (terminal.json) return;
  if (number === 1) {
    terminal.note('watching; Ctrl-C ends it');
    return;
  }
  if (process.stdout.isTTY) process.stdout.write('\x1b[2J\x1b[3J\x1b[H');
  terminal.note(`changed: ${changed.map((file) => path.relative('.', file)).join(', ')}`);
}

/** Before the run, which may take long. */
export function reportBlocks(terminal: Terminal, { manifest }: Bundle, { compileMs }: Turn): void {
  if (terminal.json) return;
  process.stdout.write(`${blockTable(manifest, terminal)}\n`);
  terminal.note(terminal.style('green', `${manifest.function.name} compiled in ${formatMs(compileMs)}`, process.stderr));
}

export function reportTurn(terminal: Terminal, { manifest }: Bundle, turn: Turn, run: RunReport | undefined): void {
  if (!terminal.json) {
    if (run) reportRun(terminal, run);
    return;
  }
  const { function: described, digest, blocks } = manifest;
  const compiled = { schema: 'shoal/dev@1', ...turn, function: described, digest, blocks: blocks.map(blockDocument) };
  terminal.result({ ...compiled, ...(run ? { run } : {}) }, () => '');
}

export async function reportFailure(terminal: Terminal, error: unknown, turn: Turn): Promise<void> {
  const failure = describeFailure(error);
  if (terminal.json) {
    process.stdout.write(`${JSON.stringify(failureDocument(failure, turn))}\n`);
    return;
  }
  await terminal.fail(failure, error);
  const count = failure.diagnostics?.length ?? 1;
  terminal.note(`${count} ${count === 1 ? 'problem' : 'problems'} after ${formatMs(turn.compileMs)}; waiting for a change`);
}

function failureDocument({ report, diagnostics }: CommandFailure, turn: Turn): object {
  return { ok: false, schema: 'shoal/dev@1', ...turn, error: report, ...(diagnostics ? { diagnostics } : {}) };
}

function reportRun(terminal: Terminal, run: RunReport): void {
  if (!run.ok) {
    const { code, message, file, line, column } = run.error;
    const place = file === undefined ? '' : `${file}:${line}:${column}: `;
    terminal.note(`${place}${terminal.style('red', 'error', process.stderr)} ${code}: ${message}`);
    return;
  }
  process.stdout.write(`${JSON.stringify(run.result)}\n`);
  const equal = run.nodeMs === undefined ? '' : `, equal to Node to the last bit (Node took ${formatMs(run.nodeMs)})`;
  terminal.note(`ran in ${formatMs(run.ms)}${equal}`);
}
