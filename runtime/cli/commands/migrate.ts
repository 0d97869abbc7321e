/** `shoal migrate`: one live move. */
import { connect } from '../../client/index.js';
import { ShoalError } from '../../errors.js';
import { formatBytes, formatMs } from '../block-table.js';
import { moveDocument } from '../cluster-documents.js';
import type { CommandContext } from '../command.js';

export interface MigrateOptions {
  readonly connect: string;
  readonly shard: string;
  readonly to: string;
}

export async function migrateCommand({ terminal, signal }: CommandContext, options: MigrateOptions): Promise<undefined> {
  await using client = await connect(options.connect, signal);
  const event = await client.migrate(options.shard, options.to, { signal });
  if (event.result !== 'moved') {
    const reason = event.result === 'finished' ? 'it ended first' : event.reason || 'the move was given up';
    throw new ShoalError('SHOAL5003', `${options.shard} was not moved to ${options.to}: ${reason}`);
  }
  const move = moveDocument(event);
  terminal.result({ schema: 'shoal/migrate@1', move }, () =>
    [
      `${move.shard} moved from ${move.from} to ${move.to} in ${formatMs(move.totalMs)}, ${formatBytes(move.bytes)} in ${move.rounds} rounds`,
      `it stood still for ${formatMs(move.blackoutMs)}: ${formatMs(move.suspendMs)} to a safepoint, ${formatMs(move.captureMs)} to copy the last ` +
        `delta (${formatBytes(move.finalBytes)}), ${formatMs(move.transferMs)} to send it and go on`,
    ].join('\n'),
  );
}
