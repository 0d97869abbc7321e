/** Where shards go: what the coordinator knows of hubs and blocks, put as questions to the predictor. */
import type { BlockManifest } from '../../compiler/manifest.js';
import {
  CostModel,
  chooseHub,
  chooseTarget,
  DEFAULT_LINK,
  type Explanation,
  type Forecast,
  type Link,
  PlacementError,
  type PlacementHub,
  schedule,
  shardCount,
  steppedShardCount,
} from '../../predictor/index.js';
import type { IterationRange } from '../engine/index.js';
import { ShoalError } from '../errors.js';
import { parseAddress } from '../transport/index.js';
import type { Cluster } from './cluster.js';

/** Of one block; beyond it the shards cost more than they give. */
export const MAX_SHARDS_PER_BLOCK = 128;
/** Of an unknown loop on all hubs together, in ms: long enough to be shared, short enough to be soon over if it was not worth it. */
const UNKNOWN_MS = 100;
const MOST_TIMED = 10_000;
/** One barrier with something to exchange. */
const EXCHANGE_MS = 1.5;
/** Of what is exchanged, which goes to the coordinator and from there to who reads it. */
const EXCHANGED_BYTES_PER_MS = 200_000;
/** Between processes of one machine, bytes per ms. */
const LOOPBACK_BYTES_PER_MS = 1_000_000;

/** A shard to be placed. */
export interface ShardToPlace {
  readonly id: string;
  readonly block: BlockManifest;
  readonly range?: IterationRange | undefined;
  readonly inputBytes: number;
  /** Of a shard whose range does not tell. */
  readonly operations?: number | undefined;
}

/** A stepped block, all steps together. */
export interface SteppedLoad {
  readonly steps: number;
  readonly sharedOperations: number;
  /** What every shard runs for itself. */
  readonly repeatedOperations: number;
  /** Of the arrays that the shards share. */
  readonly bytes: number;
  /** Barriers with something to exchange, and how much, when the iterations are cut so. */
  exchanges(ranges: readonly IterationRange[]): { readonly count: number; readonly bytes: number };
}

export interface PlacedShard {
  readonly hub: string;
  readonly explanation: Explanation;
}

export class Placer {
  readonly #cluster: Cluster;
  readonly #coordinator: string;
  readonly #countShards: (hub: string) => number;
  readonly #costs = new CostModel();
  /** Digests of blocks that have been timed. */
  readonly #timed = new Set<string>();

  /** `coordinator` is its address, where the data of runs lies; `countShards` counts the shards that a hub has been given. */
  constructor(cluster: Cluster, coordinator: string, countShards: (hub: string) => number) {
    this.#cluster = cluster;
    this.#coordinator = coordinator;
    this.#countShards = countShards;
  }

  /** Cuts a block's iterations into ranges, as many and as long as its hubs can finish at the same time. */
  cut(block: BlockManifest, range: IterationRange, bytesPerIteration: number, bytesPerShard: number): IterationRange[] {
    const iterations = Math.max(0, range.hi - range.lo);
    if (iterations === 0) return [];
    if (!block.parallel) return [range];
    const { cuts } = this.#ask(() =>
      shardCount({
        iterations,
        operationsPerIteration: Math.max(this.#operations(block, range), this.#unknownWork(block)) / iterations,
        hubs: this.#hubs(),
        links: this.#links(),
        source: this.#source(),
        bytesPerIteration,
        bytesPerShard,
        maxShards: MAX_SHARDS_PER_BLOCK,
      }),
    );
    return rangesOf(cuts, range);
  }

  /** Cuts what the shards of a stepped block share; one range when a step is too short for an exchange. */
  cutSteps(block: BlockManifest, range: IterationRange, load: SteppedLoad): IterationRange[] {
    const iterations = range.hi - range.lo;
    if (iterations < 2 || load.steps === 0) return [range];
    const known = (operations: number): number => this.#costs.operations({ block: block.module.digest, declared: operations });
    const { cuts } = this.#ask(() =>
      steppedShardCount({
        iterations,
        operationsPerIteration: known(load.sharedOperations) / iterations,
        repeatedOperations: known(load.repeatedOperations),
        exchangesMs: (cuts) => {
          const { count, bytes } = load.exchanges(rangesOf(cuts, range));
          return count * EXCHANGE_MS + bytes / EXCHANGED_BYTES_PER_MS;
        },
        hubs: this.#hubs(),
        links: this.#links(),
        source: this.#source(),
        bytesPerIteration: load.bytes / iterations,
        maxShards: MAX_SHARDS_PER_BLOCK,
      }),
    );
    return rangesOf(cuts, range);
  }

  /** Abstract operations of a stepped block, as far as they are known by now, on the hub. */
  learnSteps(hub: string, block: BlockManifest, operations: number, busyMs: number): void {
    if (operations > 0 && busyMs > 0) this.#costs.learn({ block: block.module.digest, hub, declared: operations, busyMs });
  }

  /** A hub for each shard of what is ready, all at once. Throws SHOAL4002 when no hub takes them. */
  place(shards: readonly ShardToPlace[]): ReadonlyMap<string, PlacedShard> {
    const source = this.#source();
    const { assignments } = this.#ask(() =>
      schedule({
        tasks: shards.map(({ id, block, range, inputBytes, operations }) => ({
          id,
          operations:
            operations ?? Math.max(this.#operations(block, range), this.#unknownWork(block) * shareOf(range, block, shards)),
          memoryBytes: inputBytes,
          resident: source === undefined ? [] : [{ hub: source, bytes: inputBytes }],
        })),
        hubs: this.#hubs(),
        links: this.#links(),
      }),
    );
    return new Map(assignments.map(({ task, hub, explanation }) => [task, { hub, explanation }]));
  }

  /** A hub for one shard that starts (again). Throws SHOAL4002. */
  placeOne(shard: ShardToPlace, exclude: readonly string[] = []): PlacedShard {
    const source = this.#source();
    return this.#ask(() =>
      chooseHub({
        operations: shard.operations ?? this.#operations(shard.block, shard.range),
        hubs: this.#hubs(),
        links: this.#links(),
        memoryBytes: shard.inputBytes,
        resident: source === undefined ? [] : [{ hub: source, bytes: shard.inputBytes }],
        exclude,
      }),
    );
  }

  /** Where a running shard goes that has to leave its hub. Throws SHOAL4002. */
  placeElsewhere(from: string, shard: ShardToPlace, progress: number): PlacedShard {
    return this.#ask(() =>
      chooseTarget({
        from,
        remainingOperations: (shard.operations ?? this.#operations(shard.block, shard.range)) * (1 - progress),
        stateBytes: shard.inputBytes,
        hubs: this.#hubs(),
        links: this.#links(),
      }),
    );
  }

  /** Learns from a shard that ran from beginning to end on one hub. */
  learn(hub: string, block: BlockManifest, range: IterationRange | undefined, busyMs: number): void {
    const iterations = range ? { iterations: range.hi - range.lo } : {};
    if (!(busyMs > 0)) return;
    this.#costs.learn({ block: block.module.digest, hub, declared: block.cost, busyMs, ...iterations });
    this.#timed.add(block.module.digest);
    if (this.#timed.size > MOST_TIMED) this.#timed.delete(this.#timed.values().next().value!);
  }

  /** A loop whose cost depends on data, and that has never been timed, is taken to be worth more than one hub. */
  #unknownWork(block: BlockManifest): number {
    if (block.cost !== undefined || this.#timed.has(block.module.digest)) return 0;
    return this.#hubs().reduce((sum, { speed, cores }) => sum + speed * cores * UNKNOWN_MS, 0);
  }

  #operations(block: BlockManifest, range: IterationRange | undefined): number {
    const iterations = range ? { iterations: range.hi - range.lo } : {};
    return this.#costs.operations({ block: block.module.digest, declared: block.cost, ...iterations });
  }

  #hubs(): PlacementHub[] {
    const hubs = this.#cluster.ready();
    const machines = new Map<string, (typeof hubs)[number][]>();
    for (const hub of hubs) {
      const machine = machineOf(hub.info.address);
      machines.set(machine, [...(machines.get(machine) ?? []), hub]);
    }
    return hubs.map(({ info }) => {
      // Hubs on one machine share its processors, and see the same load at slightly different times.
      const machine = machines.get(machineOf(info.address))!;
      const forecast = machine.find((hub) => hub.forecast && hub.forecast.p50.length > 0)?.forecast;
      return {
        name: info.name,
        cores: Math.max(1, Math.floor(info.cores / machine.length)),
        speed: this.#costs.speed(info.name),
        queueLength: this.#countShards(info.name),
        ...(forecast ? { forecast: forecast as Forecast } : {}),
      };
    });
  }

  #links(): Link[] {
    const hubs = this.#cluster.ready();
    return hubs.flatMap(({ info: from, metrics }) =>
      hubs
        .filter(({ info: to }) => to.name !== from.name)
        .map(({ info: to }) => {
          const local = machineOf(from.address) === machineOf(to.address);
          return {
            from: from.name,
            to: to.name,
            rttMs: metrics?.rttMs[to.name] ?? DEFAULT_LINK.rttMs,
            bytesPerMs: local ? LOOPBACK_BYTES_PER_MS : DEFAULT_LINK.bytesPerMs,
          };
        }),
    );
  }

  /** The hub in whose process the coordinator holds the data, when it is one of those that take shards. */
  #source(): string | undefined {
    return this.#cluster.ready().find(({ info }) => info.address === this.#coordinator)?.info.name;
  }

  #ask<T>(question: () => T): T {
    try {
      return question();
    } catch (error) {
      if (!(error instanceof PlacementError)) throw error;
      throw new ShoalError('SHOAL4002', `no hub can take the shard: ${error.message}`, { cause: error });
    }
  }
}

function rangesOf(cuts: readonly number[], range: IterationRange): IterationRange[] {
  return cuts.slice(1).map((cut, index) => ({ lo: range.lo + cuts[index]!, hi: range.lo + cut }));
}

/** The part of a block's work that lies in the range, when all of the block is among the shards. */
function shareOf(range: IterationRange | undefined, block: BlockManifest, shards: readonly ShardToPlace[]): number {
  if (!range) return 0;
  const iterations = shards.reduce(
    (sum, shard) => sum + (shard.block === block && shard.range ? shard.range.hi - shard.range.lo : 0),
    0,
  );
  return iterations > 0 ? (range.hi - range.lo) / iterations : 0;
}

function machineOf(address: string): string {
  return parseAddress(address).host;
}
