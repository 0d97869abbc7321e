/** What a program that uses a cluster calls. Every failure is a ShoalError; SHOAL4001 when the hub can't be reached. */
import type { Bundle } from '../../compiler/manifest.js';
import type { HubStatus, MoveEvent, RunEvent, ShardStatus, SplitRunningReply } from '../transport/gen/shoal/v1/shoal_pb.js';
import type { CallOutcome } from '../values/index.js';

export interface RunRequest {
  readonly bundle: Bundle;
  /** Already of the parameters' types. They are not changed, also when the function changes its parameters: see {@link Client.call}. */
  readonly values: readonly unknown[];
  /** Name of the run; a fresh one when left out. */
  readonly run?: string;
  /** Move a random running shard to another hub this often, in ms. */
  readonly moveEveryMs?: number;
  readonly seed?: number;
  /** Cancels the run on the cluster, too. */
  readonly signal?: AbortSignal;
  /** Called for each event but results, in order. */
  readonly onEvent?: (event: RunEvent) => void;
}

export interface Client extends AsyncDisposable {
  /**
   * Resolves to the function's result; rejects with what the run failed with (SHOAL2xxx with the place in the source). When the function
   * threw, the error is SHOAL2002 and its `cause` is what was thrown.
   */
  run(request: RunRequest): Promise<unknown>;
  /** As `run`, but what the function threw is an outcome, too, and changed arguments come back. */
  call(request: RunRequest): Promise<CallOutcome>;
  hubs(signal?: AbortSignal): Promise<{ readonly coordinator: string; readonly hubs: readonly HubStatus[] }>;
  shards(options?: { readonly all?: boolean; readonly signal?: AbortSignal }): Promise<readonly ShardStatus[]>;
  migrate(
    shard: string,
    to: string,
    options?: { readonly stopAndCopy?: boolean; readonly signal?: AbortSignal },
  ): Promise<MoveEvent>;
  split(shard: string, to: string, signal?: AbortSignal): Promise<SplitRunningReply>;
  cancel(run: string): Promise<void>;
}
