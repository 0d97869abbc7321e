/** The runs that the coordinator has: those that are going on, and what is remembered of the last ones. */
import { create } from '@bufbuild/protobuf';
import { ShoalError } from '../errors.js';
import { type ShardStatus, ShardStatusSchema } from '../transport/gen/shoal/v1/shoal_pb.js';
import type { OwnedShard } from './owned-shard.js';
import type { Run } from './run.js';

const MAX_RUNS = 256;
/** Finished runs whose shards `ps --all` still shows. */
const REMEMBERED_RUNS = 50;

export class Runs {
  readonly #runs = new Map<string, Run>();
  readonly #finished = new Map<string, readonly ShardStatus[]>();
  #onEmpty: (() => void) | undefined;

  /** Throws SHOAL5006 when there are too many, SHOAL5003 when there is one of that name. The run is forgotten when it ends. */
  add(run: Run): void {
    if (this.#runs.has(run.id)) throw new ShoalError('SHOAL5003', `there is a run ${run.id} already`);
    if (this.#runs.size >= MAX_RUNS) throw new ShoalError('SHOAL5006', `${MAX_RUNS} runs are going on already`);
    this.#runs.set(run.id, run);
    run.signal.addEventListener('abort', () => this.#retire(run), { once: true });
  }

  /** Throws SHOAL5006 when no further run can be taken. */
  get size(): number {
    return this.#runs.size;
  }

  get(run: string): Run | undefined {
    return this.#runs.get(run);
  }

  /** Throws SHOAL5007. */
  require(run: string): Run {
    const known = this.#runs.get(run);
    if (!known) throw new ShoalError('SHOAL5007', `there is no run ${JSON.stringify(run.slice(0, 100))} going on`);
    return known;
  }

  [Symbol.iterator](): IterableIterator<Run> {
    return this.#runs.values();
  }

  *shards(): Generator<OwnedShard, void, undefined> {
    for (const run of this.#runs.values()) yield* run.shards.values();
  }

  /** A shard of a run that is going on. Throws SHOAL5001. */
  requireShard(id: string): { readonly run: Run; readonly shard: OwnedShard } {
    for (const run of this.#runs.values()) {
      const shard = run.shards.get(id);
      if (shard) return { run, shard };
    }
    throw new ShoalError('SHOAL5001', `there is no shard ${JSON.stringify(id.slice(0, 100))} running`, {
      hint: '`shoal ps` lists the shards',
    });
  }

  /** How many shards the hub has been given that have not ended. */
  countOn(hub: string): number {
    let count = 0;
    for (const shard of this.shards()) if (shard.isOpen && shard.state.owner === hub) count += 1;
    return count;
  }

  statuses(all: boolean): ShardStatus[] {
    const running = [...this.#runs.values()].flatMap((run) => statusesOf(run).filter((status) => all || isOpen(status)));
    return all ? [...[...this.#finished.values()].flat(), ...running] : running;
  }

  /** Resolves when no run is going on. */
  async empty(signal: AbortSignal): Promise<void> {
    while (this.#runs.size > 0 && !signal.aborted) {
      await new Promise<void>((resolve) => {
        this.#onEmpty = resolve;
        signal.addEventListener('abort', () => resolve(), { once: true });
      });
    }
  }

  #retire(run: Run): void {
    this.#runs.delete(run.id);
    this.#finished.set(run.id, statusesOf(run));
    if (this.#finished.size > REMEMBERED_RUNS) this.#finished.delete(this.#finished.keys().next().value!);
    if (this.#runs.size === 0) this.#onEmpty?.();
  }
}

function isOpen({ state }: ShardStatus): boolean {
  return state !== 'done' && state !== 'failed';
}

function statusesOf(run: Run): ShardStatus[] {
  return [...run.shards.values()].map((shard) => statusOf(run, shard));
}

function statusOf(run: Run, shard: OwnedShard): ShardStatus {
  const { state, range, block } = shard;
  // Shards that were still out when their run ended have been dropped.
  const wasDropped = run.state !== 'running' && shard.isOpen;
  return create(ShardStatusSchema, {
    key: shard.key,
    block: block.id,
    kind: block.kind,
    hub: state.owner ?? '',
    state: wasDropped ? (run.state === 'cancelled' ? 'cancelled' : 'dropped') : state.move ? 'moving' : state.kind,
    ...(range ? { range: { lo: BigInt(range.lo), hi: BigInt(range.hi) } } : {}),
    progress: shard.progress,
    ageMs: (shard.endedMs ?? performance.now()) - shard.createdMs,
    moves: shard.moves,
    placement: shard.placement ? JSON.stringify(shard.placement) : '',
  });
}
