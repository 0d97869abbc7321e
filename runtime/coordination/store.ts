/**
 * What the coordinator keeps beyond its own life: a small ordered map with revisions, in the manner of etcd's API, so that an
 * embedded database and a cluster of etcd can both stand behind it. test/conformance/store.ts is its specification in tests.
 */

/** One key with its value. A key is 1 to {@link KEY_LIMIT} printable ASCII characters, a value at most {@link VALUE_LIMIT_BYTES}. */
export interface Entry {
  readonly key: string;
  readonly value: Uint8Array;
  /** Revision of the write that set this value: never the same twice for a key. 0 stands for a key that is not there. */
  readonly version: number;
}

export const KEY_LIMIT = 512;
export const VALUE_LIMIT_BYTES = 1 << 20;

/** Keys that must have these versions, or nothing happens. */
export interface Transaction {
  readonly checks?: readonly { readonly key: string; readonly version: number }[];
  readonly puts?: readonly { readonly key: string; readonly value: Uint8Array; readonly lease?: string }[];
  /** Keys to remove; those that are not there are passed over. */
  readonly deletes?: readonly string[];
}

export interface TransactionResult {
  /** False when a check failed. */
  readonly committed: boolean;
  /** Of the whole store: the revision of these writes, or the one that the failed check saw. */
  readonly revision: number;
}

export type Change = { readonly kind: 'put'; readonly entry: Entry } | { readonly kind: 'delete'; readonly key: string };

/** What one transaction changed, in the order of its writes. */
export interface ChangeSet {
  readonly revision: number;
  readonly changes: readonly Change[];
}

/**
 * A promise resolves when its write is durable. Writes are totally ordered by `revision`, which starts at 0 for an empty store.
 * Errors: SHOAL0002 when the store can't be read or written, SHOAL5006 for keys and values beyond the limits, SHOAL5009 for a
 * lease that is not there or changes that are not kept any more, SHOAL2006 for an aborted wait.
 */
export interface Store extends AsyncDisposable {
  get(key: string): Promise<Entry | undefined>;
  /** The entries whose keys begin with `prefix`, in the order of their keys, all as of `revision`. */
  list(prefix: string): Promise<{ readonly revision: number; readonly entries: readonly Entry[] }>;
  /** Writes whatever was there before. The key lives as long as the lease, when one is given. Returns the revision. */
  put(key: string, value: Uint8Array, lease?: string): Promise<number>;
  /** Compare-and-swap over several keys: all checks hold and all writes are done, or none. Writes of one key twice: the last counts. */
  transact(transaction: Transaction): Promise<TransactionResult>;
  /**
   * All changes of keys that begin with `prefix`, from revision `from` on (by default: after the current one), each once and in
   * order, until the signal is aborted: then the loop ends. Go on after a break with the last revision seen + 1.
   */
  watch(prefix: string, options: { readonly from?: number; readonly signal: AbortSignal }): AsyncIterable<ChangeSet>;
  /** A lease that ends after `ttlMs` unless it is kept alive; its keys are deleted with it. Returns its id. */
  grantLease(ttlMs: number): Promise<string>;
  /** Gives the lease its full time again. */
  keepAlive(lease: string): Promise<void>;
  /** Ends the lease now; one that is over already is no error. */
  revokeLease(lease: string): Promise<void>;
}
