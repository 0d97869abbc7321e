/** The last samples of one hub on a grid of equal steps: what models need, made of what clocks and timers give. */
import { type Sample, sanitizeSample } from './sample.js';

/**
 * What became of a sample. appended: it is the newest step (after steps made up for a gap, if any). replaced: it came in place of
 * another value of its step. jumped: the clock jumped, the sample counts as the next step. ignored: no number, late, or seen already.
 */
export type PushOutcome = 'appended' | 'replaced' | 'jumped' | 'ignored';

/** Longer than this, forward or backward, is taken for a jump of the clock or a hub that stood still; there is nothing to make up. */
export const LONGEST_GAP_STEPS = 30;

interface Step {
  readonly sample: Sample;
  /** Made up for a step in which no sample came. */
  readonly interpolated: boolean;
}

export class SampleHistory {
  readonly #ring: (Step | undefined)[];
  readonly #stepMs: number;
  /** Steps ever appended; step i lies at ring[i % capacity] while it is among the last `capacity`. */
  #count = 0;
  /** Wall clock time of step 0. */
  #originMs = 0;

  /** Keeps the last `capacity` steps. */
  constructor(stepMs: number, capacity: number) {
    this.#stepMs = stepMs;
    this.#ring = new Array<Step | undefined>(capacity);
  }

  /** Steps ever appended, made-up ones included. */
  get count(): number {
    return this.#count;
  }

  /** Steps at hand. */
  get length(): number {
    return Math.min(this.#count, this.#ring.length);
  }

  push(raw: Sample): PushOutcome {
    const sample = sanitizeSample(raw);
    if (!sample) return 'ignored';
    if (this.#count === 0) {
      this.#originMs = sample.timeMs;
      this.#append(sample, false);
      return 'appended';
    }
    const step = Math.round((sample.timeMs - this.#originMs) / this.#stepMs);
    const last = this.#count - 1;
    if (Math.abs(step - last) > LONGEST_GAP_STEPS) {
      this.#originMs = sample.timeMs - this.#count * this.#stepMs;
      this.#append(sample, false);
      return 'jumped';
    }
    if (step <= last) return this.#replace(step, sample);
    this.#bridge(step, sample);
    return 'appended';
  }

  /** The last `count` steps, oldest first; fewer when there are not so many. */
  recent(count = this.length): Sample[] {
    const length = Math.max(0, Math.min(count, this.length));
    return Array.from({ length }, (_, i) => this.#at(this.#count - length + i)!.sample);
  }

  /** Fills the steps between the last one and `step` by straight lines, then appends the sample as that step. */
  #bridge(step: number, sample: Sample): void {
    const before = this.#at(this.#count - 1)!.sample;
    const gap = step - (this.#count - 1);
    for (let i = 1; i < gap; i++) this.#append(interpolate(before, sample, i / gap), true);
    this.#append(sample, false);
  }

  #replace(step: number, sample: Sample): PushOutcome {
    const held = this.#at(step);
    if (!held) return 'ignored';
    const newer = step === this.#count - 1 && sample.timeMs > held.sample.timeMs;
    if (!held.interpolated && !newer) return 'ignored';
    this.#ring[step % this.#ring.length] = { sample, interpolated: false };
    return 'replaced';
  }

  #append(sample: Sample, interpolated: boolean): void {
    this.#ring[this.#count % this.#ring.length] = { sample, interpolated };
    this.#count++;
  }

  #at(step: number): Step | undefined {
    return step >= this.#count - this.length && step < this.#count ? this.#ring[step % this.#ring.length] : undefined;
  }
}

function interpolate(before: Sample, after: Sample, part: number): Sample {
  const between = (a: number, b: number): number => a + (b - a) * part;
  return {
    timeMs: between(before.timeMs, after.timeMs),
    cpu: between(before.cpu, after.cpu),
    memoryUsedBytes: between(before.memoryUsedBytes, after.memoryUsedBytes),
    queueLength: between(before.queueLength, after.queueLength),
    rttMs: before.rttMs,
  };
}
