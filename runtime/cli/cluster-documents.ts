/** What the cluster says of itself as plain JSON: no 64-bit integers, units in the names. */
import type { Forecast, HubStatus, MoveEvent, Range, ShardStatus } from '../transport/gen/shoal/v1/shoal_pb.js';

/** Iterations `lo` to `hi - 1`. */
export interface RangeDocument {
  readonly lo: number;
  readonly hi: number;
}

export interface MoveDocument {
  readonly shard: string;
  readonly block: string;
  readonly from: string;
  readonly to: string;
  /** From the request to suspend on the old hub to the first instruction on the new one. */
  readonly blackoutMs: number;
  readonly totalMs: number;
  /** Page data sent, and the part of it that was sent during the blackout. */
  readonly bytes: number;
  readonly finalBytes: number;
  readonly rounds: number;
  /** Of the blackout: until the safepoint, until the last delta was copied, until the new hub went on. */
  readonly suspendMs: number;
  readonly captureMs: number;
  readonly transferMs: number;
}

export function rangeDocument(range: Range | undefined): RangeDocument | undefined {
  return range && { lo: Number(range.lo), hi: Number(range.hi) };
}

export function moveDocument(move: MoveEvent): MoveDocument {
  const { shard, block, from, to, timings } = move;
  return {
    shard,
    block,
    from,
    to,
    blackoutMs: timings?.blackoutMs ?? 0,
    totalMs: timings?.totalMs ?? 0,
    bytes: Number(timings?.bytes ?? 0),
    finalBytes: Number(timings?.finalBytes ?? 0),
    rounds: timings?.rounds ?? 0,
    suspendMs: timings?.suspendMs ?? 0,
    captureMs: timings?.captureMs ?? 0,
    transferMs: timings?.transferMs ?? 0,
  };
}

export function hubDocument({ info, metrics, forecast }: HubStatus): object {
  return {
    name: info?.name ?? '',
    address: info?.address ?? '',
    admin: info?.admin ?? '',
    pid: info?.pid ?? 0,
    version: info?.version ?? '',
    profile: info?.profile ?? '',
    cores: info?.cores ?? 0,
    memoryBytes: Number(info?.memoryBytes ?? 0),
    state: info?.state ?? '',
    ...(metrics
      ? {
          metrics: {
            timeMs: metrics.timeMs,
            cpu: metrics.cpu,
            memoryUsedBytes: Number(metrics.memoryUsedBytes),
            queueLength: metrics.queueLength,
            rttMs: metrics.rttMs,
          },
        }
      : {}),
    ...(forecast ? { forecast: forecastDocument(forecast) } : {}),
  };
}

/** Quantiles of the busy share of the hub's cores, one for each step ahead. */
function forecastDocument({ model, stepMs, p10, p50, p90 }: Forecast): object {
  return { model, stepMs, p10, p50, p90 };
}

export function shardDocument(status: ShardStatus): object {
  const { key, block, kind, hub, state, range, progress, ageMs, moves, placement } = status;
  return {
    shard: key?.shard ?? '',
    run: key?.run ?? '',
    epoch: key?.epoch ?? 0,
    block,
    kind,
    hub,
    state,
    ...(range ? { range: rangeDocument(range) } : {}),
    progress,
    ageMs,
    moves,
    ...(placement === '' ? {} : { placement: parsePlacement(placement) }),
  };
}

/** What the scheduler knew when it placed the shard, as it wrote it down. */
function parsePlacement(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
