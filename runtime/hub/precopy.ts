/** When pre-copy has done what it can: rounds of sending what changed while the shard runs on. Clark et al., NSDI 2005, section 4. */

export interface PrecopyProgress {
  /** Rounds finished; the first sends the base. */
  readonly rounds: number;
  /** What the last round and the one before it sent, in bytes. */
  readonly lastBytes: number;
  readonly previousBytes: number;
}

export const PRECOPY_START: PrecopyProgress = { rounds: 0, lastBytes: 0, previousBytes: Number.POSITIVE_INFINITY };

/** So little that sending it costs about as much as one round trip: no further round could help. */
const SMALL_BYTES = 128 << 10;
/** A round that sends more than this share of the one before runs after a moving target. */
const SHRINKING_SHARE = 0.7;
const MAX_ROUNDS = 12;

export function nextRound(progress: PrecopyProgress, sentBytes: number): PrecopyProgress {
  return { rounds: progress.rounds + 1, lastBytes: sentBytes, previousBytes: progress.lastBytes };
}

/** Whether to suspend the shard now and send the rest. */
export function hasConverged({ rounds, lastBytes, previousBytes }: PrecopyProgress): boolean {
  if (rounds < 2) return false;
  if (rounds >= MAX_ROUNDS || lastBytes <= SMALL_BYTES) return true;
  // The base says nothing about how fast the shard writes, so the first delta is always followed by another one.
  return rounds > 2 && lastBytes > previousBytes * SHRINKING_SHARE;
}
