/** The gRPC service of the coordinator: see proto/shoal/v1/shoal.proto. */
import type { MessageInitShape } from '@bufbuild/protobuf';
import { ShoalError } from '../errors.js';
import { requireKey } from '../hub/index.js';
import {
  type Coordinator as CoordinatorDescriptor,
  ExchangeHeaderSchema,
  type ExchangeReplySchema,
  type ResultHeader,
  ResultHeaderSchema,
  type RunEvent,
} from '../transport/gen/shoal/v1/shoal_pb.js';
import { CHUNK_BYTES, errorOfFailure, type FrameReader, type Handlers } from '../transport/index.js';
import { decodeBundle, encodeBundleParts } from '../values/index.js';
import type { Coordinator } from './coordinator.js';
import { evacuate } from './evacuation.js';
import { takeReports } from './heartbeats.js';
import { moveAtRandom } from './random-moves.js';
import { Run } from './run.js';
import { readSubmission } from './submission.js';

const RESULT_LIMIT_BYTES = 2 ** 31;

export function coordinatorService(coordinator: Coordinator): Handlers<typeof CoordinatorDescriptor> {
  return {
    join({ info }) {
      const { cluster } = coordinator;
      cluster.join(info);
      return { hubs: cluster.infos() };
    },

    heartbeat(request) {
      const { cluster, runs, connections } = coordinator;
      const known = cluster.beat(request);
      if (known) takeReports(request.hub, request.shards, { cluster, runs, connections });
      return { hubs: cluster.infos(), known };
    },

    async leave({ hub }, { signal }) {
      const { cluster } = coordinator;
      cluster.drain(hub);
      await evacuate(hub, coordinator, AbortSignal.any([signal, coordinator.signal]));
      // The coordinator's own hub stays a member until its process ends.
      if (!cluster.isLost(hub) && cluster.require(hub).address !== coordinator.address) cluster.leave(hub);
      return {};
    },

    async commitMove({ key, move, target }) {
      const { run, shard, epoch } = requireKey(key);
      const owned = coordinator.runs.get(run)?.shards.get(shard);
      if (!owned) return { granted: false, epoch, reason: 'the run is over' };
      const actions = await owned.raise({ kind: 'commitAsked', move, target, epoch });
      const answer = actions.find((action) => action.kind === 'answerCommit');
      if (!answer?.granted) return { granted: false, epoch: answer?.epoch ?? epoch, reason: 'the move is not wanted any more' };
      return { granted: true, epoch: answer.epoch };
    },

    async resolveMove({ key, move }) {
      const { run, shard, epoch } = requireKey(key);
      const owned = coordinator.runs.get(run)?.shards.get(shard);
      // Nobody owns a shard of a run that is over.
      if (!owned) return { owner: '', epoch: epoch + 1 };
      const actions = await owned.raise({ kind: 'ownerAsked', move, by: '', epoch });
      const answer = actions.find((action) => action.kind === 'answerOwner');
      return { owner: answer?.owner ?? '', epoch: answer?.epoch ?? epoch };
    },

    async reportResult(frames) {
      const header = await frames.requireHeader(ResultHeaderSchema);
      const refusal = await takeResult(coordinator, header, frames);
      return { accepted: refusal === undefined, reason: refusal ?? '' };
    },

    exchange: (frames, { signal }) => exchange(coordinator, frames, signal),

    async reportFailure({ key, hub, failure }) {
      const { run, shard, epoch } = requireKey(key);
      if (!failure) throw new ShoalError('SHOAL5008', 'a failure without a reason');
      const outcome = { kind: 'failed', error: errorOfFailure(failure) } as const;
      await coordinator.runs.get(run)?.shardEnded(shard, { hub, epoch, busyMs: 0, outcome });
      return {};
    },

    submitRun: (frames, { signal }) => submitRun(coordinator, frames, signal),

    cancelRun({ run }) {
      coordinator.runs.require(run).fail(new ShoalError('SHOAL2006', `run ${run} was cancelled`));
      return {};
    },

    listHubs: () => ({ hubs: coordinator.cluster.statuses(), coordinator: coordinator.address }),

    async listShards({ all }) {
      const { version } = await coordinator.schedule.list();
      return { shards: coordinator.runs.statuses(all), scheduleVersion: BigInt(version) };
    },

    async migrate({ shard: id, to, stopAndCopy }) {
      const { cluster, runs } = coordinator;
      const { shard } = runs.requireShard(id);
      requireReady(coordinator, cluster.require(to).name);
      return { move: await shard.move(to, stopAndCopy) };
    },

    async split({ shard: id, to }) {
      const { cluster, runs } = coordinator;
      const { run, shard } = runs.requireShard(id);
      requireReady(coordinator, cluster.require(to).name);
      const { created, kept, given, pauseMs } = await run.split(shard, to);
      const range = ({ lo, hi }: typeof kept) => ({ lo: BigInt(lo), hi: BigInt(hi) });
      return { shard: id, created: created.id, to, kept: range(kept), given: range(given), pauseMs };
    },
  };
}

function requireReady({ cluster }: Coordinator, hub: string): void {
  if (!cluster.isReady(hub)) throw new ShoalError('SHOAL5003', `${hub} is leaving and takes no more shards`);
}

/** Returns why the result is refused. */
async function takeResult(coordinator: Coordinator, header: ResultHeader, frames: FrameReader): Promise<string | undefined> {
  const { run: id, shard, epoch } = requireKey(header.key);
  const run = coordinator.runs.get(id);
  if (!run) return 'the run is over';
  // Before anybody sends the bytes of a result that will not be taken.
  if (!run.wouldAccept(shard, epoch)) return `epoch ${epoch} of ${shard} is not the one whose result is wanted`;
  const bytes = await frames.bytes(header.valueBytes, { what: `the result of ${shard}`, limitBytes: RESULT_LIMIT_BYTES });
  await frames.end();
  const { hub, range, returned, busyMs } = header;
  const outputs = {
    values: decodeBundle(bytes),
    returned,
    ...(range ? { range: { lo: Number(range.lo), hi: Number(range.hi) } } : {}),
  };
  return run.shardEnded(shard, { hub, epoch, busyMs, outcome: { kind: 'done', outputs } });
}

/** A shard at a barrier: the answer comes when it may go on. */
async function* exchange(
  { runs }: Coordinator,
  frames: FrameReader,
  signal: AbortSignal,
): AsyncGenerator<MessageInitShape<typeof ExchangeReplySchema>, void, undefined> {
  const { key, barrier, complete, valueBytes } = await frames.requireHeader(ExchangeHeaderSchema);
  const { run, shard, epoch } = requireKey(key);
  const bytes = await frames.bytes(valueBytes, { what: `what ${shard} owes at a barrier`, limitBytes: RESULT_LIMIT_BYTES });
  await frames.end();
  const given = complete ? (bytes.byteLength > 0 ? decodeBundle(bytes) : new Map<string, never>()) : undefined;
  const { barrier: next, send, values } = await runs.require(run).atBarrier(shard, epoch, barrier, given, signal);
  const parts = values.size > 0 ? encodeBundleParts(values) : [];
  yield {
    next,
    send: send.map(({ item, from, to }) => ({ item, from: BigInt(from), to: BigInt(to) })),
    valueBytes: BigInt(parts.reduce((sum, part) => sum + part.byteLength, 0)),
  };
  for (const part of parts) {
    for (let at = 0; at < part.byteLength; at += CHUNK_BYTES) yield { chunk: part.subarray(at, at + CHUNK_BYTES) };
  }
}

/** The run lives as long as its caller listens. */
async function* submitRun(
  coordinator: Coordinator,
  frames: FrameReader,
  signal: AbortSignal,
): AsyncGenerator<RunEvent, void, undefined> {
  coordinator.requireOpen();
  const { request, moveEveryMs, seed } = await readSubmission(frames);
  const run = new Run(request, coordinator.runServices);
  coordinator.runs.add(run);
  const cancel = () => run.fail(new ShoalError('SHOAL2006', `run ${run.id} was cancelled: its caller has gone`));
  signal.addEventListener('abort', cancel, { once: true });
  if (signal.aborted) cancel();
  try {
    run.start();
    if (moveEveryMs > 0) moveAtRandom(run, coordinator.cluster, moveEveryMs, seed).catch(() => {});
    yield* run.events;
  } finally {
    signal.removeEventListener('abort', cancel);
    cancel();
  }
}
