/** Synthetic loads, the same for the same seed. */
import { seededRandom } from '../../../../predictor/forecast/random.js';

function noise(random: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

function clamp(value: number): number {
  return Math.min(1, Math.max(0, value));
}

export function sineWithNoise(length: number, period = 24, seed = 7): number[] {
  const random = seededRandom(seed);
  return Array.from({ length }, (_, i) => clamp(0.5 + 0.3 * Math.sin((2 * Math.PI * i) / period) + 0.05 * noise(random)));
}

export function squareWave(length: number, period = 20, seed = 7): number[] {
  const random = seededRandom(seed);
  return Array.from({ length }, (_, i) => clamp((i % period < period / 2 ? 0.9 : 0.1) + 0.02 * noise(random)));
}

export function randomWalk(length: number, seed = 7): number[] {
  const random = seededRandom(seed);
  let load = 0.5;
  return Array.from({ length }, () => {
    load = clamp(load + 0.05 * noise(random));
    return load;
  });
}
