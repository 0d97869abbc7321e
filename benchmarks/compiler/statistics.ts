/** What a number of measurements comes to. */

export interface Spread {
  readonly medianMs: number;
  readonly minMs: number;
  readonly maxMs: number;
}

/** Of at least one duration. */
export function spreadOf(times: readonly number[]): Spread {
  const sorted = times.toSorted((a, b) => a - b);
  return { medianMs: sorted[sorted.length >> 1]!, minMs: sorted[0]!, maxMs: sorted.at(-1)! };
}

export function geometricMean(values: readonly number[]): number {
  return Math.exp(values.reduce((sum, value) => sum + Math.log(value), 0) / values.length);
}

/** Durations of what it was asked to time, by the clock and as processor time of the whole process with all its threads. */
export class Clock {
  readonly wallMs: number[] = [];
  readonly processorMs: number[] = [];

  async time<T>(work: () => Promise<T> | T): Promise<T> {
    const startedMs = performance.now();
    const used = process.cpuUsage();
    const result = await work();
    const { user, system } = process.cpuUsage(used);
    this.wallMs.push(performance.now() - startedMs);
    this.processorMs.push((user + system) / 1000);
    return result;
  }

  forgetLast(): void {
    this.wallMs.pop();
    this.processorMs.pop();
  }

  forget(): void {
    this.wallMs.length = 0;
    this.processorMs.length = 0;
  }
}

/** How much longer one of two took that took turns, by their medians. */
export interface Ratios {
  readonly ratio: number;
  /** Of processor time, which other processes disturb less. */
  readonly processorRatio: number;
  /** Of the least processor time of each: the figure that survives a machine on which everything is disturbed all the time. */
  readonly leastRatio: number;
}

export function ratiosOf(one: Clock, other: Clock): Ratios {
  const [processor, othersProcessor] = [spreadOf(one.processorMs), spreadOf(other.processorMs)];
  return {
    ratio: spreadOf(one.wallMs).medianMs / spreadOf(other.wallMs).medianMs,
    processorRatio: processor.medianMs / othersProcessor.medianMs,
    leastRatio: processor.minMs / othersProcessor.minMs,
  };
}

export interface RatioSummary {
  readonly geometricMean: number;
  readonly geometricMeanProcessor: number;
  readonly worst: number;
  readonly worstProcessor: number;
  readonly geometricMeanLeast: number;
  readonly worstLeast: number;
}

export function summarize(rows: readonly Ratios[]): RatioSummary {
  const wall = rows.map(({ ratio }) => ratio);
  const processor = rows.map(({ processorRatio }) => processorRatio);
  const least = rows.map(({ leastRatio }) => leastRatio);
  return {
    geometricMean: geometricMean(wall),
    geometricMeanProcessor: geometricMean(processor),
    worst: Math.max(...wall),
    worstProcessor: Math.max(...processor),
    geometricMeanLeast: geometricMean(least),
    worstLeast: Math.max(...least),
  };
}

export function spreadText({ medianMs, minMs, maxMs }: Spread): string {
  return `${medianMs.toFixed(1).padStart(7)} ms (${minMs.toFixed(1)}-${maxMs.toFixed(1)})`.padEnd(30);
}
