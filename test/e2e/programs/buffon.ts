/** Draws random numbers that are the same everywhere. */
import { seededRandom } from 'shoal/random';

/** A needle thrown many times. */
export function buffon(throws: number, seed: number): { hits: number; pi: number } {
  const random = seededRandom(seed, 1);
  let hits = 0;
  for (let k = 0; k < throws; k++) {
    const angle = random() * Math.PI;
    if (random() / 2 <= Math.sin(angle) / 2) hits++;
  }
  return { hits, pi: (2 * throws) / hits };
}
