/**
 * An engine runs block modules. One shard is one instance with a linear memory of its own; the engine can pause it at a
 * safepoint and can make one from a memory image, so that it goes on where another engine's stopped.
 */
import type { BlockManifest } from '../../compiler/manifest.js';

/** A module ready to be instantiated many times. */
export interface PreparedModule {
  readonly digest: string;
  readonly block: BlockManifest;
}

/** How a shard's stretch of running ended. Terminal states are final. */
export type Outcome =
  | { readonly kind: 'suspended' }
  | { readonly kind: 'done' }
  | { readonly kind: 'failed'; readonly error: import('../errors.js').ShoalError };

export interface ShardLimits {
  /** Most bytes its linear memory may grow to. */
  readonly memoryBytes: number;
}

export interface Engine extends AsyncDisposable {
  readonly name: 'v8' | 'wasmtime';
  /** Compiles and checks a module: digest, imports only those allowed. Throws SHOAL3004. */
  prepare(module: Uint8Array, block: BlockManifest): Promise<PreparedModule>;
  /**
   * An instance with a zeroed memory of at least `memoryBytes` bytes and a fresh control block, not yet running.
   * The caller lays out the inputs (see marshal.ts), or fills in a checkpoint's pages, then calls `resume`.
   */
  instantiate(prepared: PreparedModule, memoryBytes: number, limits: ShardLimits): Promise<Instance>;
}

export interface Instance extends AsyncDisposable {
  readonly prepared: PreparedModule;
  /**
   * The whole linear memory, visible while the shard runs. Read it anew after each `await`: it grows.
   * Only while the instance is not running may it be written or read without tearing.
   */
  memory(): Uint8Array;
  /** Makes the memory at least this large. Only while not running. */
  grow(memoryBytes: number): void;
  /** Starts or continues; the promise settles at the next safepoint after `requestSuspend`, at the end, or at a trap. */
  resume(): Promise<Outcome>;
  /** Asks a running instance to pause; a no-op when it isn't running. Returns at once. */
  requestSuspend(): void;
  /** Mutable globals of the module by name (i32, f64 as numbers, i64 as bigint); only while not running. */
  captureGlobals(): Promise<Record<string, number | bigint>>;
  restoreGlobals(globals: Record<string, number | bigint>): Promise<void>;
}
