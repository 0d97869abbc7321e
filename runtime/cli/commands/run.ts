/** `shoal run`: a function on hubs, from its source to its result. */
import { basename } from 'node:path';
import type { Bundle } from '../../../compiler/index.js';
import { type CallOutcome, type Client, connect } from '../../client/index.js';
import { startLocalCluster } from '../../cluster/index.js';
import { ShoalError } from '../../errors.js';
import { blockDocument, formatMs } from '../block-table.js';
import type { CommandContext } from '../command.js';
import { usageError } from '../failure.js';
import { type ArgumentSource, loadArguments } from '../run/arguments.js';
import { buildFor } from '../run/build.js';
import { requireWritable, resultJson, writeCbor, writeText } from '../run/output.js';
import { showProgress } from '../run/progress.js';
import { RunRecord, type Stint } from '../run/record.js';
import { inEitherTier } from '../run/tiers.js';
import { timelineSvg } from '../run/timeline.js';
import { changedArguments, verify } from '../run/verify.js';
import { requireSourceFile } from '../source-file.js';
import { thrownError } from '../values/index.js';

export interface RunOptions extends ArgumentSource {
  readonly file: string;
  readonly fn?: string;
  readonly hubs?: number;
  readonly connect?: string;
  readonly engine: 'v8';
  readonly moveEvery?: number;
  readonly seed?: number;
  readonly out?: string;
  readonly timeline?: string;
  readonly verify?: boolean;
}

export async function runCommand({ terminal, signal }: CommandContext, options: RunOptions): Promise<undefined> {
  const file = await requireSourceFile(options.file);
  checkMoves(options);
  if (options.out !== undefined) await requireWritable(options.out, '--out', '.cbor');
  if (options.timeline !== undefined) await requireWritable(options.timeline, '--timeline', '.svg');
  const args = await loadArguments(options);
  const { bundle, values, record, outcome, ms } = await inEitherTier(terminal, async (tier) => {
    const build = await buildFor(file, args, {
      signal,
      ...(tier === undefined ? {} : { tier }),
      ...(options.fn === undefined ? {} : { functionName: options.fn }),
    });
    const record = new RunRecord();
    const ended = await onHubs(options, signal, (client) =>
      runWithProgress(client, build.bundle, build.values, options, record, terminal.json, signal),
    );
    return { ...build, record, ...ended };
  });
  const nodeMs = options.verify ? await verify(file, bundle, values, outcome, signal) : undefined;
  if (outcome.kind === 'threw') throw thrownError(outcome.error);
  const { result } = outcome;
  if (options.out !== undefined) await writeCbor(options.out, result);
  if (options.timeline !== undefined) {
    await writeText(
      options.timeline,
      timelineSvg({ title: bundle.manifest.function.name, ms, stints: record.stints, moves: record.moves }),
    );
  }
  const json = resultJson(result, bundle.manifest.function.convention);
  if (json === undefined && options.out === undefined) {
    throw new ShoalError('SHOAL5006', 'the result is too large to be printed as JSON', {
      hint: '--out FILE.cbor writes it to a file',
    });
  }
  terminal.result(
    {
      schema: 'shoal/run@1',
      function: bundle.manifest.function.name,
      result: json ?? null,
      ...changedArguments(values, outcome),
      ...(options.out === undefined ? {} : { out: options.out }),
      ms,
      ...(nodeMs === undefined ? {} : { nodeMs, equal: true }),
      hubs: hubsUsed(record.stints),
      blocks: bundle.manifest.blocks.map((block) => ({
        ...blockDocument(block),
        shards: record.stints.filter((stint) => stint.block === block.id),
      })),
      moves: record.moves,
    },
    () => JSON.stringify(json ?? null),
  );
  if (!terminal.json) terminal.note(summary(basename(file), record, ms, nodeMs));
}

function checkMoves(options: RunOptions): void {
  if (options.seed !== undefined && options.moveEvery === undefined) throw usageError('--seed needs --move-every');
  if (options.moveEvery !== undefined && options.connect === undefined && (options.hubs ?? 1) < 2) {
    throw usageError('--move-every needs another hub to move to', 'start at least two with --hubs 2');
  }
}

/** Hubs of its own end before it returns, whatever happens to the work. */
async function onHubs<T>(options: RunOptions, signal: AbortSignal, work: (client: Client) => Promise<T>): Promise<T> {
  if (options.connect !== undefined) {
    await using client = await connect(options.connect, signal);
    return await work(client);
  }
  await using cluster = await startLocalCluster({ hubs: options.hubs ?? 1, signal });
  await using client = await connect(cluster.address, signal);
  return await work(client);
}

async function runWithProgress(
  client: Client,
  bundle: Bundle,
  values: readonly unknown[],
  options: RunOptions,
  record: RunRecord,
  quiet: boolean,
  signal: AbortSignal,
): Promise<{ outcome: CallOutcome; ms: number }> {
  using progress = showProgress(bundle.manifest.function.name, quiet);
  const started = performance.now();
  try {
    const outcome = await client.call({
      bundle,
      values,
      signal,
      ...(options.moveEvery === undefined ? {} : { moveEveryMs: options.moveEvery, seed: options.seed ?? 0 }),
      onEvent: (event) => {
        record.add(event);
        progress.report(record.progress);
      },
    });
    return { outcome, ms: performance.now() - started };
  } finally {
    record.close(performance.now() - started);
  }
}

/** Each hub that ran a shard, with the time its shards took there (more than the run's when several ran at once). */
function hubsUsed(stints: readonly Stint[]): object[] {
  const names = [...new Set(stints.map(({ hub }) => hub))].sort();
  return names.map((name) => {
    const own = stints.filter(({ hub }) => hub === name);
    return { name, shards: own.length, busyMs: own.reduce((sum, { fromMs, toMs }) => sum + toMs - fromMs, 0) };
  });
}

function summary(file: string, { stints, moves }: RunRecord, ms: number, nodeMs: number | undefined): string {
  const parts = [
    `${file}: ${formatMs(ms)}`,
    `${plural(new Set(stints.map(({ shard }) => shard)).size, 'shard')} on ${plural(hubsUsed(stints).length, 'hub')}`,
  ];
  if (moves.length > 0) {
    parts.push(
      `${plural(moves.length, 'move')}, blackout at most ${formatMs(Math.max(...moves.map(({ blackoutMs }) => blackoutMs)))}`,
    );
  }
  if (nodeMs !== undefined) parts.push(`equal to Node to the last bit (Node took ${formatMs(nodeMs)})`);
  return parts.join(', ');
}

function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
