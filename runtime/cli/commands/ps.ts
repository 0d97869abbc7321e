/** `shoal ps`: the shards of a cluster. */
import { connect } from '../../client/index.js';
import type { ShardStatus } from '../../transport/gen/shoal/v1/shoal_pb.js';
import { formatMs, plainTable } from '../block-table.js';
import { shardDocument } from '../cluster-documents.js';
import type { CommandContext } from '../command.js';
import type { Terminal } from '../terminal.js';

export interface PsOptions {
  readonly connect: string;
  readonly all?: boolean;
}

export async function psCommand({ terminal, signal }: CommandContext, options: PsOptions): Promise<undefined> {
  await using client = await connect(options.connect, signal);
  const shards = await client.shards({ all: options.all === true, signal });
  terminal.result({ schema: 'shoal/ps@1', shards: shards.map(shardDocument) }, () =>
    shards.length > 0 ? shardTable(shards, terminal) : 'no shards',
  );
}

function shardTable(shards: readonly ShardStatus[], terminal: Terminal): string {
  const rows = shards.map(({ key, block, kind, hub, state, range, progress, ageMs, moves }) => [
    key?.shard ?? '',
    block,
    kind,
    hub || '-',
    state,
    range ? `[${range.lo}, ${range.hi})` : '-',
    `${Math.floor(100 * progress)} %`,
    formatMs(ageMs),
    String(moves),
  ]);
  return plainTable(['shard', 'block', 'kind', 'hub', 'state', 'range', 'done', 'age', 'moves'], rows, terminal);
}
