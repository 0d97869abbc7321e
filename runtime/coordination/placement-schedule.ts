/**
 * The placement schedule: the versioned map shard -> {hub, epoch}. It changes by compare-and-swap alone, and an epoch only
 * rises: whoever comes with an older one has lost the shard.
 */
import { ShoalError } from '../errors.js';
import type { Entry, Store } from './store.js';

export interface Placement {
  readonly run: string;
  readonly shard: string;
  /** Name of the hub; empty while the shard waits for one. */
  readonly hub: string;
  readonly epoch: number;
}

const PREFIX = 'schedule/';
/** Enough for any honest race: who loses it this often has lost the shard. */
const ATTEMPTS = 8;

export class PlacementSchedule {
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
  }

  async get(run: string, shard: string): Promise<Placement | undefined> {
    const entry = await this.#store.get(keyOf(run, shard));
    return entry && placementOf(entry);
  }

  /**
   * Gives the shard to a hub under a higher epoch than any before. The same once more is no error. Throws SHOAL5004 when the
   * epoch is not higher. Returns the version of the schedule.
   */
  async assign({ run, shard, hub, epoch }: Placement): Promise<number> {
    const key = keyOf(run, shard);
    const value = Buffer.from(JSON.stringify({ hub, epoch }));
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      const entry = await this.#store.get(key);
      const current = entry && placementOf(entry);
      if (entry && current?.hub === hub && current.epoch === epoch) return entry.version;
      if (current && current.epoch >= epoch) break;
      const { committed, revision } = await this.#store.transact({
        checks: [{ key, version: entry?.version ?? 0 }],
        puts: [{ key, value }],
      });
      if (committed) return revision;
    }
    throw new ShoalError('SHOAL5004', `shard ${shard} of run ${run} has moved on: epoch ${epoch} for ${hub} comes too late`);
  }

  /** All placements, or those of one run, as of `version`. */
  async list(run?: string): Promise<{ readonly version: number; readonly placements: readonly Placement[] }> {
    const { revision, entries } = await this.#store.list(run === undefined ? PREFIX : prefixOf(run));
    return { version: revision, placements: entries.map(placementOf) };
  }

  /** Forgets a run that is over. */
  async removeRun(run: string): Promise<void> {
    const { entries } = await this.#store.list(prefixOf(run));
    await this.#store.transact({ deletes: entries.map(({ key }) => key) });
  }
}

function prefixOf(run: string): string {
  return `${PREFIX}${encodeURIComponent(run)}/`;
}

function keyOf(run: string, shard: string): string {
  return prefixOf(run) + encodeURIComponent(shard);
}

function placementOf({ key, value }: Entry): Placement {
  const [run = '', shard = ''] = key.slice(PREFIX.length).split('/').map(decodeURIComponent);
  const { hub, epoch } = JSON.parse(Buffer.from(value).toString('utf8')) as { hub: string; epoch: number };
  return { run, shard, hub, epoch };
}
