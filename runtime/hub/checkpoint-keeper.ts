/** Keeps the newest checkpoints of a hub's shards on disk, beside what the shards do: a move never waits for it. */
import type { Logger } from 'pino';
import { CheckpointStore, type EncodedCheckpoint } from '../checkpoint/index.js';

export class CheckpointKeeper {
  readonly #directory: string;
  readonly #log: Logger;
  #store: Promise<CheckpointStore> | undefined;
  /** One write after another: they share the disk with the schedule, which moves do wait for. */
  #queue: Promise<void> = Promise.resolve();

  constructor(directory: string, log: Logger) {
    this.#directory = directory;
    this.#log = log;
  }

  /** Writes a chain that has arrived, then removes what there was of the shard before. */
  keep(run: string, shard: string, chain: readonly EncodedCheckpoint[]): void {
    this.#later(async (store) => {
      const old = Array.from(store.list()).filter(([, header]) => header.run === run && header.shard === shard);
      for (const checkpoint of chain) await store.put(checkpoint);
      const kept = new Set(chain.map(({ digest }) => digest));
      for (const [digest] of old) if (!kept.has(digest)) await store.delete(digest);
    });
  }

  /** The shard is not here any more. */
  drop(run: string, shard: string): void {
    if (this.#store) this.#later((store) => store.deleteShard(run, shard));
  }

  /** Resolves when everything asked for so far is done. */
  get idle(): Promise<void> {
    return this.#queue;
  }

  #later(work: (store: CheckpointStore) => Promise<unknown>): void {
    this.#store ??= CheckpointStore.open(this.#directory);
    const store = this.#store;
    this.#queue = this.#queue
      .then(async () => {
        await work(await store);
      })
      .catch((error: unknown) => this.#log.warn({ error, directory: this.#directory }, 'a checkpoint could not be kept'));
  }
}
