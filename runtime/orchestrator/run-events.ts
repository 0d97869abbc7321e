/** What a run tells its caller, as messages. */
import type { MoveEvent, RunEvent } from '../transport/gen/shoal/v1/shoal_pb.js';
import { encodeBundleParts, type Packed } from '../values/index.js';
import type { OwnedShard } from './owned-shard.js';

export type RunEventBody = RunEvent['event'];

/** Pieces of the result, well below the limit of a message. */
const RESULT_CHUNK_BYTES = 1 << 20;

/** `starting` and `running` on a hub, `lost` with it, `done` or `failed` after `busyMs` of work there. */
export function shardEvent(shard: OwnedShard, state: string, busyMs: number): RunEventBody {
  const { id, block, range } = shard;
  return {
    case: 'shard',
    value: {
      $typeName: 'shoal.v1.ShardEvent',
      shard: id,
      block: block.id,
      hub: shard.state.owner ?? '',
      state,
      busyMs,
      ...(range ? { range: { $typeName: 'shoal.v1.Range', lo: BigInt(range.lo), hi: BigInt(range.hi) } } : {}),
    },
  };
}

export function moveEvent(move: MoveEvent): RunEventBody {
  return { case: 'move', value: move };
}

/** 0 to 1. */
export function progressEvent(done: number): RunEventBody {
  return { case: 'progress', value: { $typeName: 'shoal.v1.ProgressEvent', done } };
}

/** The result as an encoded bundle, in pieces. */
export function resultEvents(value: Packed): RunEventBody[] {
  const parts = encodeBundleParts(new Map([['result', value]]));
  const totalBytes = BigInt(parts.reduce((sum, part) => sum + part.byteLength, 0));
  const events: RunEventBody[] = [];
  for (const part of parts) {
    for (let at = 0; at < part.byteLength; at += RESULT_CHUNK_BYTES) {
      const chunk = part.subarray(at, at + RESULT_CHUNK_BYTES);
      events.push({ case: 'result', value: { $typeName: 'shoal.v1.ResultPart', totalBytes, chunk } });
    }
  }
  return events;
}
