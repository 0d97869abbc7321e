/**
 * Live moves against stop-and-copy. A function with a large state, of which it rewrites 1 % again and again (see
 * benchmarks/workloads/dirty-pages.ts), is moved to and fro between two hub processes; live moves and stop-and-copy moves take turns in
 * the same run, over the same channel. Each run's result is compared with Node's, so that no figure stems from a broken move.
 */
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Bundle } from '../../../compiler/index.js';
import type { Client } from '../../client/index.js';
import { ShoalError } from '../../errors.js';
import { type MoveDocument, moveDocument } from '../cluster-documents.js';
import { runInNode } from '../run/reference.js';
import type { Value } from '../values/index.js';
import { type Percentiles, percentilesMs } from './percentiles.js';

export interface MigrationCase {
  readonly stateBytes: number;
  /** What the program rewrites at any time. */
  readonly dirtyBytes: number;
  /** Of each kind. */
  readonly moves: number;
  readonly blackoutMs: Percentiles;
  readonly totalMs: Percentiles;
  /** Blackout of the moves without pre-copy. */
  readonly stopAndCopyMs: Percentiles;
  /** Page data sent by a live move, and the part of it sent during its blackout: means. */
  readonly bytes: number;
  readonly finalBytes: number;
  readonly stopAndCopyBytes: number;
}

export interface MigrationWorkload {
  /** The TypeScript source, for the run in Node. */
  readonly file: string;
  readonly bundle: Bundle;
}

export interface MigrationRequest {
  readonly stateBytes: number;
  /** Live moves, and as many stop-and-copy moves. */
  readonly moves: number;
  readonly signal: AbortSignal;
  readonly onMove: (done: number) => void;
}

const PAGE_BYTES = 4096;
const ELEMENTS_IN_PAGE = 512;
const DIRTY_SHARE = 0.01;
/** Elements rewritten in an interval: about a quarter of a second of work, whatever the size of the state. */
const INTERVAL_ELEMENTS = 2 ** 27;
const MOST_INTERVALS = 32;
/** Time between two moves, in which the program dirties its pages. */
const REST_MS = 50;
const MOST_REFUSALS = 20;

/** Moves the shard until both kinds have their number, over as many runs as that takes. */
export async function measureMigration(
  client: Client,
  hubs: readonly [string, string],
  { file, bundle }: MigrationWorkload,
  request: MigrationRequest,
): Promise<MigrationCase> {
  const { stateBytes, moves, signal } = request;
  const pages = stateBytes / PAGE_BYTES;
  const hot = Math.ceil(pages * DIRTY_SHARE);
  const passes = Math.max(1, Math.round(INTERVAL_ELEMENTS / (hot * ELEMENTS_IN_PAGE)));
  const values = [pages, hot, passes, Math.min(MOST_INTERVALS, 4 + 2 * moves)];
  const live: MoveDocument[] = [];
  const stopped: MoveDocument[] = [];
  const expected = await runInNode(file, bundle.manifest.function.name, values, signal);
  while (live.length < moves || stopped.length < moves) {
    const before = live.length + stopped.length;
    const result = await runAndMove(client, hubs, bundle, values, { live, stopped }, request);
    if (!Object.is(result, expected.result)) {
      throw new ShoalError(
        'SHOAL2007',
        `after the moves the result is ${String(result)}, but ${String(expected.result)} in Node`,
      );
    }
    if (live.length + stopped.length === before) throw new ShoalError('SHOAL5003', 'the shard ended before it could be moved');
  }
  const durations = (of: readonly MoveDocument[], key: 'blackoutMs' | 'totalMs'): Percentiles =>
    percentilesMs(of.map((move) => move[key]));
  return {
    stateBytes,
    dirtyBytes: hot * PAGE_BYTES,
    moves,
    blackoutMs: durations(live, 'blackoutMs'),
    totalMs: durations(live, 'totalMs'),
    stopAndCopyMs: durations(stopped, 'blackoutMs'),
    bytes: mean(live.map(({ bytes }) => bytes)),
    finalBytes: mean(live.map(({ finalBytes }) => finalBytes)),
    stopAndCopyBytes: mean(stopped.map(({ bytes }) => bytes)),
  };
}

interface Samples {
  readonly live: MoveDocument[];
  readonly stopped: MoveDocument[];
}

/** One run, moved as often as it can be and is still wanted. Returns its result. */
async function runAndMove(
  client: Client,
  hubs: readonly [string, string],
  bundle: Bundle,
  values: readonly Value[],
  { live, stopped }: Samples,
  { moves, signal, onMove }: MigrationRequest,
): Promise<Value> {
  const run = randomUUID();
  const ended = new AbortController();
  const result = client.run({ bundle, values, run, signal }).finally(() => ended.abort());
  // Whatever stops the moves, the run's own failure is the one to report.
  result.catch(() => undefined);
  let refusals = 0;
  while (!ended.signal.aborted && (live.length < moves || stopped.length < moves)) {
    const shard = await findRunning(client, run, signal);
    if (!shard) {
      await rest(ended.signal);
      continue;
    }
    const to = hubs.find((hub) => hub !== shard.hub)!;
    const stopAndCopy = stopped.length < live.length;
    try {
      const event = await client.migrate(shard.name, to, { stopAndCopy, signal });
      if (event.result === 'moved') {
        (stopAndCopy ? stopped : live).push(moveDocument(event));
        onMove(live.length + stopped.length);
        refusals = 0;
      } else refusals++;
    } catch (error) {
      // The run may end between the look and the move.
      if (!(error instanceof ShoalError && error.code.startsWith('SHOAL5'))) throw error;
      refusals++;
    }
    if (refusals > MOST_REFUSALS)
      throw new ShoalError('SHOAL5003', `${shard.name} could not be moved ${MOST_REFUSALS} times in a row`);
    await rest(ended.signal);
  }
  return (await result) as Value;
}

async function findRunning(client: Client, run: string, signal: AbortSignal): Promise<{ name: string; hub: string } | undefined> {
  const shards = await client.shards({ signal });
  const shard = shards.find(({ key, state, kind }) => key?.run === run && state === 'running' && kind === 'sequential');
  return shard?.key && { name: shard.key.shard, hub: shard.hub };
}

async function rest(signal: AbortSignal): Promise<void> {
  await sleep(REST_MS, undefined, { signal }).catch(() => undefined);
}

function mean(values: readonly number[]): number {
  return values.length === 0 ? 0 : Math.round(values.reduce((sum, value) => sum + value, 0) / values.length);
}
