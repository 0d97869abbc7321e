/** What the simulated processes share: time, chance, the network with its faults, and the transcript. */

import type { ShardEvent, ShardState, ShardStep } from '../../../../../runtime/hub/shard-life.js';
import type { OwnershipEvent, OwnershipState, OwnershipStep } from '../../../../../runtime/orchestrator/ownership.js';
import type { Random } from './random.js';
import { Schedule } from './schedule.js';

/** The machines under test. A test of the test puts broken ones in their place. */
export interface Machines {
  readonly stepShard: (state: ShardState, event: ShardEvent, nowMs: number) => ShardStep;
  readonly stepOwnership: (state: OwnershipState, event: OwnershipEvent) => OwnershipStep;
}

export interface Faults {
  /** Probabilities for each message. */
  readonly loss: number;
  readonly duplication: number;
  /** Of a delay of seconds instead of milliseconds: overtaking by far. */
  readonly straggling: number;
  /** Of a crash of the hub that acts, before each event and between the actions of a step. */
  readonly crash: number;
  /** Of a cut between two processes, each 100 ms. */
  readonly partition: number;
}

export const NO_FAULTS: Faults = { loss: 0, duplication: 0, straggling: 0, crash: 0, partition: 0 };

/** A property of the protocol does not hold. */
export class Violation extends Error {
  override readonly name = 'Violation';
}

export class World {
  readonly schedule = new Schedule();
  readonly random: Random;
  readonly machines: Machines;
  readonly #faults: Faults;
  readonly #faultsUntilMs: number;
  readonly #cuts = new Map<string, number>();
  readonly #keepTranscript: boolean;
  readonly transcript: string[] = [];
  /** What the shard has to do, in ms of execution. */
  readonly workMs: number;
  #ids = 0;

  constructor(
    random: Random,
    machines: Machines,
    faults: Faults,
    faultsUntilMs: number,
    workMs: number,
    keepTranscript: boolean,
  ) {
    this.workMs = workMs;
    this.random = random;
    this.machines = machines;
    this.#faults = faults;
    this.#faultsUntilMs = faultsUntilMs;
    this.#keepTranscript = keepTranscript;
  }

  get nowMs(): number {
    return this.schedule.nowMs;
  }

  /** All zero after the time of faults. */
  get faults(): Faults {
    return this.nowMs < this.#faultsUntilMs ? this.#faults : NO_FAULTS;
  }

  nextId(): number {
    return ++this.#ids;
  }

  log(line: () => string): void {
    if (this.#keepTranscript) this.transcript.push(`${this.nowMs.toFixed(1).padStart(8)}  ${line()}`);
  }

  /** Calls `deliver` after a while, or never, or twice. */
  send(from: string, to: string, what: string, deliver: () => void): void {
    const { loss, duplication, straggling } = this.faults;
    const copies = this.random.chance(duplication) ? 2 : 1;
    for (let copy = 0; copy < copies; copy++) {
      if (this.#isCut(from, to) || this.random.chance(loss)) {
        this.log(() => `${from} -> ${to}: ${what} (lost)`);
        continue;
      }
      const delayMs = this.random.chance(straggling) ? this.random.between(200, 6000) : this.random.between(0.1, 5);
      this.schedule.after(delayMs, () => {
        // What is under way when the connection is cut arrives all the same: the harder case.
        this.log(() => `${from} -> ${to}: ${what}`);
        deliver();
      });
    }
  }

  /** Cuts both ways between two processes for a while. */
  cut(a: string, b: string, forMs: number): void {
    this.log(() => `${a} and ${b} are cut off from each other for ${forMs.toFixed(0)} ms`);
    this.#cuts.set([a, b].sort().join('|'), this.nowMs + forMs);
  }

  #isCut(a: string, b: string): boolean {
    if (this.#cuts.size === 0) return false;
    const untilMs = this.#cuts.get([a, b].sort().join('|')) ?? 0;
    return this.nowMs < Math.min(untilMs, this.#faultsUntilMs);
  }
}
