/** `shoal hubs`: the hubs of a cluster, their load, and what it is expected to be. */
import { connect } from '../../client/index.js';
import type { HubStatus } from '../../transport/gen/shoal/v1/shoal_pb.js';
import { formatBytes, plainTable } from '../block-table.js';
import { hubDocument } from '../cluster-documents.js';
import type { CommandContext } from '../command.js';
import type { Terminal } from '../terminal.js';

export interface HubsOptions {
  readonly connect: string;
}

export async function hubsCommand({ terminal, signal }: CommandContext, options: HubsOptions): Promise<undefined> {
  await using client = await connect(options.connect, signal);
  const { coordinator, hubs } = await client.hubs(signal);
  terminal.result({ schema: 'shoal/hubs@1', coordinator, hubs: hubs.map(hubDocument) }, () =>
    hubTable(hubs, coordinator, terminal),
  );
}

function hubTable(hubs: readonly HubStatus[], coordinator: string, terminal: Terminal): string {
  const rows = hubs.map(({ info, metrics, forecast }) => [
    info?.address === coordinator ? `${info.name} *` : (info?.name ?? ''),
    info?.address ?? '',
    info?.state ?? '',
    metrics ? percent(metrics.cpu) : '-',
    forecast && forecast.p50.length > 0 ? `${percent(forecast.p10[0]!)}-${percent(forecast.p90[0]!)} ${forecast.model}` : '-',
    metrics ? formatBytes(Number(metrics.memoryUsedBytes)) : '-',
    metrics ? String(metrics.queueLength) : '-',
    info?.admin ?? '',
    String(info?.pid ?? ''),
  ]);
  const head = ['hub', 'address', 'state', 'cpu', 'forecast', 'memory', 'queue', 'admin', 'process'];
  return `${plainTable(head, rows, terminal)}\n\n* the coordinator`;
}

function percent(share: number): string {
  return `${Math.round(100 * share)} %`;
}
