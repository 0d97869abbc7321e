/** One attempt at a stepped block: its shards in the order of their ranges, and the barriers between them. */
import type { BlockManifest } from '../../../compiler/manifest.js';
import type { IterationRange, Portion } from '../../engine/index.js';
import { ShoalError } from '../../errors.js';
import type { RegionEnvironment, ValueBundle } from '../../values/index.js';
import type { SteppedLoad } from '../placer.js';
import { ExchangePlan } from './exchange-plan.js';
import { Phases } from './phases.js';
import { StepExchange } from './step-exchange.js';

/** What all steps together ask for. */
export function loadOf(block: BlockManifest, environment: RegionEnvironment): SteppedLoad {
  const phases = new Phases(block, environment);
  const { shared, repeated } = phases.operationsPerStep;
  const arrays = new Set(phases.steps.phases.flatMap(({ reads }) => reads.map(({ item }) => item)));
  return {
    steps: phases.count,
    sharedOperations: phases.count * shared,
    repeatedOperations: phases.count * repeated,
    bytes: [...arrays].reduce((sum, item) => sum + 8 * (environment.lengths.get(item) ?? 0), 0),
    exchanges: (ranges) => new ExchangePlan(block, environment, phases.cover(ranges)).estimate(),
  };
}

/** What a shard is told at a barrier. */
export interface BarrierAnswer {
  readonly barrier: number;
  readonly send: readonly Portion[];
  readonly values: ValueBundle;
}

export class SteppedRun {
  /** What the shards cover: together every iteration. */
  readonly ranges: readonly IterationRange[];
  /** Abstract operations of one shard, about. */
  readonly operationsPerShard: number;
  readonly #exchange: StepExchange;
  readonly #shards: string[] = [];

  constructor(block: BlockManifest, environment: RegionEnvironment, cut: readonly IterationRange[]) {
    const phases = new Phases(block, environment);
    this.ranges = phases.cover(cut);
    const { shared, repeated } = phases.operationsPerStep;
    this.operationsPerShard = phases.count * (shared / this.ranges.length + repeated);
    this.#exchange = new StepExchange(new ExchangePlan(block, environment, this.ranges));
  }

  /** In the order of the ranges. */
  add(shard: string): void {
    this.#shards.push(shard);
  }

  progressOf(shard: string): number {
    return this.#exchange.progressOf(this.#indexOf(shard));
  }

  /** Without values: what the shard owes at the barrier. Undefined when the block must start again. */
  async at(
    shard: string,
    barrier: number,
    values: ValueBundle | undefined,
    signal: AbortSignal,
  ): Promise<BarrierAnswer | undefined> {
    const index = this.#indexOf(shard);
    if (!values) return { barrier, send: this.#exchange.owed(index, barrier), values: new Map() };
    this.#exchange.bring(index, barrier, values);
    const crossing = await this.#exchange.cross(index, barrier, signal);
    return crossing && { ...crossing.next, values: crossing.values };
  }

  #indexOf(shard: string): number {
    const index = this.#shards.indexOf(shard);
    if (index < 0) throw new ShoalError('SHOAL5003', `${shard} is not one of the shards at these barriers`);
    return index;
  }
}
