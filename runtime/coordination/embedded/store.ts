/**
 * The store on LMDB, in one directory, for one process. Every write is one transaction of LMDB that is synced to disk before it
 * is acknowledged; it also goes into a log of changes, from which watchers read, so that none can miss one or hear it twice.
 */
import { mkdir, mkdtemp, open as openFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Database, open, type RootDatabase } from 'lmdb';
import { ShoalError } from '../../errors.js';
import type { Change, ChangeSet, Entry, Store, Transaction, TransactionResult } from '../store.js';
import { KEY_LIMIT, VALUE_LIMIT_BYTES } from '../store.js';
import { LeaseClock } from './leases.js';
import { lockDirectory } from './lock-file.js';

export interface EmbeddedStoreOptions {
  /** Made when missing; without one the store lives in a temporary directory and goes with the process. */
  readonly directory?: string | undefined;
  /** How many of the last revisions a watch can resume from. */
  readonly historyRevisions?: number;
}

interface StoredEntry {
  readonly value: Uint8Array;
  readonly version: number;
  readonly lease?: string;
}

type StoredChange = readonly ['put', key: string, value: Uint8Array] | readonly ['delete', key: string];

const DEFAULT_HISTORY_REVISIONS = 10_000;
const REVISION = 'revision';
const DATABASE = 'store.mdb';

/** Throws SHOAL0002 when the directory can't be used. */
export async function openEmbeddedStore(options: EmbeddedStoreOptions = {}): Promise<Store> {
  const { directory, historyRevisions = DEFAULT_HISTORY_REVISIONS } = options;
  const path = directory ?? (await mkdtemp(join(tmpdir(), 'shoal-store-')));
  let lock: AsyncDisposable | undefined;
  try {
    await mkdir(path, { recursive: true });
    lock = await lockDirectory(join(path, 'lock'));
    await refuseForeignFile(join(path, DATABASE));
    const root = open({
      path: join(path, DATABASE),
      maxDbs: 4,
      // An acknowledged write must survive the machine: with overlapping syncs it would only survive the process.
      overlappingSync: false,
      noSync: directory === undefined,
    });
    return new EmbeddedStore(root, historyRevisions, lock, directory === undefined ? path : undefined);
  } catch (cause) {
    await lock?.[Symbol.asyncDispose]();
    if (cause instanceof ShoalError) throw cause;
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new ShoalError('SHOAL0002', `the data directory ${path} can't be used: ${reason}`, {
      cause,
      hint: '--data names another',
    });
  }
}

/** LMDB believes what it maps, and takes the process with it when that is no database. Checks the first meta page's magic. */
async function refuseForeignFile(path: string): Promise<void> {
  const file = await openFile(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error;
  });
  if (!file) return;
  try {
    const head = Buffer.alloc(28);
    const { bytesRead } = await file.read(head, 0, head.byteLength, 0);
    if (bytesRead > 0 && head.readUInt32LE(24) !== 0xbeefc0de) throw new Error(`${DATABASE} is damaged or no database`);
  } finally {
    await file.close();
  }
}

class EmbeddedStore implements Store {
  readonly #root: RootDatabase;
  readonly #entries: Database<StoredEntry, string>;
  readonly #log: Database<readonly StoredChange[], number>;
  readonly #leases: Database<number, string>;
  readonly #meta: Database<number, string>;
  readonly #history: number;
  readonly #lock: AsyncDisposable;
  readonly #temporary: string | undefined;
  readonly #clock: LeaseClock;
  readonly #closed = new AbortController();
  /** Watchers asleep until the next revision. */
  #sleepers: (() => void)[] = [];
  /** Of the last write that is durable. */
  #revision: number;

  constructor(root: RootDatabase, history: number, lock: AsyncDisposable, temporary: string | undefined) {
    this.#root = root;
    this.#entries = root.openDB({ name: 'entries' });
    this.#log = root.openDB({ name: 'log' });
    this.#leases = root.openDB({ name: 'leases' });
    this.#meta = root.openDB({ name: 'meta' });
    this.#history = history;
    this.#lock = lock;
    this.#temporary = temporary;
    this.#revision = this.#meta.get(REVISION) ?? 0;
    this.#clock = new LeaseClock((lease) => void this.#endLease(lease).catch(() => {}));
    // Nobody could renew a lease while the store was closed: each gets its full time again.
    for (const { key, value } of this.#leases.getRange()) this.#clock.start(key, value);
  }

  async get(key: string): Promise<Entry | undefined> {
    this.#assertOpen();
    const stored = this.#entries.get(checkKey(key));
    return stored && entryOf(key, stored);
  }

  async list(prefix: string): Promise<{ revision: number; entries: Entry[] }> {
    this.#assertOpen();
    const transaction = this.#root.useReadTransaction();
    try {
      const entries = [...this.#withPrefix(prefix, transaction)].map(({ key, value }) => entryOf(key, value));
      return { revision: this.#meta.get(REVISION, { transaction }) ?? 0, entries };
    } finally {
      transaction.done();
    }
  }

  async put(key: string, value: Uint8Array, lease?: string): Promise<number> {
    const { revision } = await this.transact({ puts: [{ key, value, ...(lease === undefined ? {} : { lease }) }] });
    return revision;
  }

  async transact({ checks = [], puts = [], deletes = [] }: Transaction): Promise<TransactionResult> {
    this.#assertOpen();
    for (const { key, value } of puts) {
      checkKey(key);
      if (value.byteLength > VALUE_LIMIT_BYTES) {
        throw new ShoalError(
          'SHOAL5006',
          `the value of ${key} takes ${value.byteLength} bytes; the limit is ${VALUE_LIMIT_BYTES}`,
        );
      }
    }
    for (const key of deletes) checkKey(key);
    // Copied now: the caller may use its bytes again before LMDB gets to them.
    const copies = puts.map((put) => ({ ...put, value: Uint8Array.from(put.value) }));
    return this.#write((revision) => {
      for (const { key, version } of checks) {
        if ((this.#entries.get(key)?.version ?? 0) !== version) return undefined;
      }
      for (const { lease } of copies) {
        if (lease !== undefined && !this.#clock.has(lease)) throw noLease(lease);
      }
      const changes: StoredChange[] = [];
      for (const { key, value, lease } of copies) {
        void this.#entries.put(key, { value, version: revision, ...(lease === undefined ? {} : { lease }) });
        changes.push(['put', key, value]);
      }
      for (const key of deletes) {
        if (this.#entries.get(key) === undefined) continue;
        void this.#entries.remove(key);
        changes.push(['delete', key]);
      }
      return changes;
    });
  }

  async *watch(prefix: string, { from, signal }: { from?: number; signal: AbortSignal }): AsyncGenerator<ChangeSet, void> {
    this.#assertOpen();
    let next = from ?? this.#revision + 1;
    const stop = AbortSignal.any([signal, this.#closed.signal]);
    while (!stop.aborted) {
      if (next > this.#revision) {
        await this.#nextRevision(stop);
        continue;
      }
      if (next < this.#oldestRevision()) {
        throw new ShoalError('SHOAL5009', `changes before revision ${this.#oldestRevision()} are no longer kept`, {
          hint: 'list the entries, then watch from there',
        });
      }
      const changes = (this.#log.get(next) ?? []).filter(([, key]) => key.startsWith(prefix));
      const revision = next++;
      if (changes.length > 0) yield { revision, changes: changes.map((change) => changeOf(change, revision)) };
    }
  }

  async grantLease(ttlMs: number): Promise<string> {
    this.#assertOpen();
    if (!(ttlMs > 0 && ttlMs < 2 ** 31)) throw new RangeError(`a lease can't last ${ttlMs} ms`);
    const lease = crypto.randomUUID();
    await this.#leases.put(lease, ttlMs);
    this.#clock.start(lease, ttlMs);
    return lease;
  }

  async keepAlive(lease: string): Promise<void> {
    this.#assertOpen();
    if (!this.#clock.renew(lease)) throw noLease(lease);
  }

  async revokeLease(lease: string): Promise<void> {
    this.#assertOpen();
    this.#clock.forget(lease);
    await this.#endLease(lease);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#closed.signal.aborted) return;
    this.#closed.abort();
    this.#clock[Symbol.dispose]();
    await this.#root.close();
    await this.#lock[Symbol.asyncDispose]();
    if (this.#temporary !== undefined) await rm(this.#temporary, { recursive: true, force: true });
  }

  async #endLease(lease: string): Promise<void> {
    await this.#write((_revision) => {
      void this.#leases.remove(lease);
      const changes: StoredChange[] = [];
      for (const { key, value } of this.#entries.getRange()) if (value.lease === lease) changes.push(['delete', key]);
      for (const [, key] of changes) void this.#entries.remove(key);
      return changes;
    });
  }

  /**
   * One transaction: `decide` reads, writes entries under the revision it is given and returns what it changed, or undefined
   * for nothing because a check failed. Transactions run one after another.
   */
  async #write(decide: (revision: number) => readonly StoredChange[] | undefined): Promise<TransactionResult> {
    let failure: unknown;
    const write = (): TransactionResult => {
      const current = this.#meta.get(REVISION) ?? 0;
      try {
        const changes = decide(current + 1);
        if (!changes || changes.length === 0) return { committed: changes !== undefined, revision: current };
        void this.#log.put(current + 1, changes);
        void this.#log.remove(current + 1 - this.#history);
        void this.#meta.put(REVISION, current + 1);
        return { committed: true, revision: current + 1 };
      } catch (error) {
        // All checks come before the first write, so there is nothing to take back.
        failure = error;
        return { committed: false, revision: current };
      }
    };
    // Nothing is synced to disk for a store that goes with its process: then it is faster to write than to have it written.
    const result = this.#temporary === undefined ? await this.#root.transaction(write) : this.#root.transactionSync(write);
    if (failure) throw failure;
    if (result.revision > this.#revision) {
      this.#revision = result.revision;
      const sleepers = this.#sleepers;
      this.#sleepers = [];
      for (const wake of sleepers) wake();
    }
    return result;
  }

  *#withPrefix(prefix: string, transaction: ReturnType<RootDatabase['useReadTransaction']>) {
    for (const found of this.#entries.getRange({ start: prefix, transaction })) {
      if (!found.key.startsWith(prefix)) return;
      yield found;
    }
  }

  #oldestRevision(): number {
    return Math.max(1, this.#revision - this.#history + 1);
  }

  #nextRevision(stop: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const wake = () => {
        stop.removeEventListener('abort', wake);
        resolve();
      };
      stop.addEventListener('abort', wake, { once: true });
      this.#sleepers.push(wake);
    });
  }

  #assertOpen(): void {
    if (this.#closed.signal.aborted) throw new ShoalError('SHOAL2006', 'the store is closed');
  }
}

function checkKey(key: string): string {
  if (!/^[\x20-\x7e]+$/.test(key) || key.length > KEY_LIMIT) {
    throw new ShoalError(
      'SHOAL5006',
      `a key has 1 to ${KEY_LIMIT} printable ASCII characters, not ${JSON.stringify(key.slice(0, 80))}`,
    );
  }
  return key;
}

function entryOf(key: string, { value, version }: StoredEntry): Entry {
  return { key, value: Uint8Array.from(value), version };
}

function changeOf(change: StoredChange, revision: number): Change {
  return change[0] === 'put'
    ? { kind: 'put', entry: { key: change[1], value: Uint8Array.from(change[2]), version: revision } }
    : { kind: 'delete', key: change[1] };
}

function noLease(lease: string): ShoalError {
  return new ShoalError('SHOAL5009', `there is no lease ${lease}, or its time is over`);
}
