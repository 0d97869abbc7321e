/** Percentiles of durations, from a histogram with three significant digits. */
import { build, type Histogram } from 'hdr-histogram-js';

export interface Percentiles {
  readonly p50: number;
  readonly p99: number;
  readonly max: number;
}

const US_PER_MS = 1000;
const LONGEST_US = 3.6e9;

/** Durations in ms in, ms out; all zero for none. */
export function percentilesMs(durationsMs: readonly number[]): Percentiles {
  const histogram: Histogram = build({
    lowestDiscernibleValue: 1,
    highestTrackableValue: LONGEST_US,
    numberOfSignificantValueDigits: 3,
    useWebAssembly: false,
  });
  for (const ms of durationsMs) histogram.recordValue(Math.min(Math.max(1, Math.round(ms * US_PER_MS)), LONGEST_US));
  const max = durationsMs.length === 0 ? 0 : Math.max(...durationsMs);
  // The histogram rounds up.
  const at = (percentile: number): number => Math.min(histogram.getValueAtPercentile(percentile) / US_PER_MS, max);
  return { p50: at(50), p99: at(99), max };
}
