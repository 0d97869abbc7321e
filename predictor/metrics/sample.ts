/** What a hub measures of itself, once a step (every second by default). */
export interface Sample {
  /** Wall clock, ms. May jump; the history copes. */
  readonly timeMs: number;
  /** Busy share of all cores, 0..1. */
  readonly cpu: number;
  readonly memoryUsedBytes: number;
  /** Shards waiting or running. */
  readonly queueLength: number;
  /** Round-trip time to each other hub, by name. */
  readonly rttMs: Readonly<Record<string, number>>;
}

/** The same sample with every number in its range, or undefined when its time or its load is no number at all. */
export function sanitizeSample(sample: Sample): Sample | undefined {
  const { timeMs, cpu } = sample;
  if (!Number.isFinite(timeMs) || !Number.isFinite(cpu)) return undefined;
  const rttMs: Record<string, number> = {};
  for (const [hub, value] of Object.entries(sample.rttMs ?? {})) {
    if (Number.isFinite(value) && value >= 0) rttMs[hub] = value;
  }
  return {
    timeMs,
    cpu: Math.min(1, Math.max(0, cpu)),
    memoryUsedBytes: nonNegative(sample.memoryUsedBytes),
    queueLength: nonNegative(sample.queueLength),
    rttMs,
  };
}

function nonNegative(value: number): number {
  return Number.isFinite(value) && value > 0 ? value : 0;
}
