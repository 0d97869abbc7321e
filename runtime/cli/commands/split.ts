/** `shoal split`: the unfinished half of a running range goes to another hub. */
import { connect } from '../../client/index.js';
import { formatMs } from '../block-table.js';
import { rangeDocument } from '../cluster-documents.js';
import type { CommandContext } from '../command.js';

export interface SplitOptions {
  readonly connect: string;
  readonly shard: string;
  readonly to: string;
}

export async function splitCommand({ terminal, signal }: CommandContext, options: SplitOptions): Promise<undefined> {
  await using client = await connect(options.connect, signal);
  const { shard, created, to, kept, given, pauseMs } = await client.split(options.shard, options.to, signal);
  const split = { shard, created, to, kept: rangeDocument(kept), given: rangeDocument(given), pauseMs };
  terminal.result(
    { schema: 'shoal/split@1', split },
    () =>
      `${shard} keeps [${split.kept?.lo}, ${split.kept?.hi}); ${created} on ${to} takes [${split.given?.lo}, ${split.given?.hi}), after a pause of ${formatMs(pauseMs)}`,
  );
}
