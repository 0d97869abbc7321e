import { describe, expect, test } from 'vitest';
import { hasConverged, nextRound, PRECOPY_START } from '../../../../runtime/hub/precopy.js';

const MIB = 1 << 20;

/** Rounds that pre-copy makes when the rounds send these amounts, the last one again and again. */
function roundsOf(...sentBytes: number[]): number {
  let progress = PRECOPY_START;
  while (!hasConverged(progress)) progress = nextRound(progress, sentBytes[Math.min(progress.rounds, sentBytes.length - 1)]!);
  return progress.rounds;
}

describe('pre-copy', () => {
  test.each([
    ['a shard that writes nothing needs a base and one empty delta', [64 * MIB, 0], 2],
    ['a shrinking delta is followed to its end', [64 * MIB, 8 * MIB, 2 * MIB, MIB / 2, 100_000], 5],
    ['a steady working set is sent twice, then what is left of it', [64 * MIB, 3 * MIB, 3 * MIB], 3],
    ['a shard that rewrites everything is not chased', [64 * MIB, 64 * MIB, 64 * MIB], 3],
    ['a growing working set is not chased', [64 * MIB, MIB, 2 * MIB], 3],
    ['a slowly shrinking one only so far', Array.from({ length: 40 }, (_, k) => 64 * MIB * 0.69 ** k), 12],
  ] as const)('%s', (_, sent, rounds) => {
    expect(roundsOf(...sent)).toBe(rounds);
  });
});
