/**
 * From the request to suspend until the host hears that the block has stopped, at random moments of its run: by the clock, and as processor time that this
 * process has spent meanwhile, which is the block's own share and does not grow with what else the machine does.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { type Percentiles, percentilesMs } from '../../runtime/cli/bench/percentiles.js';
import type { Engine } from '../../runtime/engine/index.js';
import { type PreparedSubject, prepareSubject, type Tier } from './shards.js';
import { Clock } from './statistics.js';
import type { Subject } from './subjects.js';

export interface SuspendLatency {
  readonly name: string;
  readonly tier: Tier;
  readonly pauses: number;
  readonly wallMs: Percentiles;
  readonly processorMs: Percentiles;
}

/** Longest stretch that a block runs between two requests. */
const STRETCH_MS = 5;
/** A subject whose runs are too short for pauses ends here. */
const MOST_MS = 20_000;

export async function measureSuspension(engine: Engine, subject: Subject, pauses: number): Promise<SuspendLatency> {
  const prepared = await prepareSubject(engine, subject);
  await runOnce(prepared, subject.make());
  const untilMs = performance.now() + MOST_MS;
  const clock = new Clock();
  while (clock.wallMs.length < pauses && performance.now() < untilMs) {
    await pauseUntilDone(prepared, subject.make(), pauses, clock);
  }
  const { wallMs, processorMs } = clock;
  if (wallMs.length === 0) throw new Error(`${subject.name} ended before it could be paused, for ${MOST_MS / 1000} s`);
  return {
    name: subject.name,
    tier: prepared.tier,
    pauses: wallMs.length,
    wallMs: percentilesMs(wallMs),
    processorMs: percentilesMs(processorMs),
  };
}

/** So that V8 has optimised the module when the clock is looked at: its threads' work would count. */
async function runOnce({ shard }: PreparedSubject, values: readonly unknown[]): Promise<void> {
  await using own = await shard(values);
  await own.run();
}

async function pauseUntilDone(
  { shard }: PreparedSubject,
  values: readonly unknown[],
  pauses: number,
  clock: Clock,
): Promise<void> {
  await using own = await shard(values);
  while (clock.wallMs.length < pauses) {
    const stretch = own.instance.resume();
    await sleep(1 + Math.random() * (STRETCH_MS - 1));
    const outcome = await clock.time(() => {
      own.instance.requestSuspend();
      return stretch;
    });
    if (outcome.kind === 'suspended') continue;
    clock.forgetLast();
    if (outcome.kind === 'failed') throw outcome.error;
    return;
  }
}
