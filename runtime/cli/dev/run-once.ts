/** The run of a freshly compiled function: its result, its error, or the difference to Node. */
import type { Bundle } from '../../../compiler/index.js';
import type { CommandContext } from '../command.js';
import { describeFailure, type FailureReport } from '../failure.js';
import { specialise } from '../run/build.js';
import { resultJson } from '../run/output.js';
import { inEitherTier } from '../run/tiers.js';
import { changedArguments, verify } from '../run/verify.js';
import { type Json, thrownError } from '../values/index.js';
import type { WarmHub } from './warm-hub.js';

export type RunReport =
  | {
      readonly ok: true;
      /** null when it is too large to be printed. */
      readonly result: Json;
      readonly ms: number;
      /** With --verify. */
      readonly nodeMs?: number;
      readonly equal?: true;
    }
  | { readonly ok: false; readonly error: FailureReport };

export interface RunRequest {
  readonly file: string;
  readonly functionName?: string;
  readonly args: readonly unknown[];
  readonly verifies: boolean;
}

/** What goes wrong with the run is part of the report; rejects only when `signal` is aborted. */
export async function runOnce(
  hub: WarmHub,
  compiled: Bundle,
  { file, functionName, args, verifies }: RunRequest,
  { terminal, signal }: CommandContext,
): Promise<RunReport> {
  try {
    return await inEitherTier(terminal, async (tier) => {
      const { compile } = await import('../../../compiler/index.js');
      const options = { signal, ...(tier ? { tier } : {}), ...(functionName === undefined ? {} : { functionName }) };
      const { bundle, values } = await specialise(tier ? await compile(file, options) : compiled, file, args, options);
      const started = performance.now();
      const outcome = await hub.use((client) => client.call({ bundle, values, signal }));
      const ms = performance.now() - started;
      const nodeMs = verifies ? await verify(file, bundle, values, outcome, signal) : undefined;
      if (outcome.kind === 'threw') throw thrownError(outcome.error);
      return {
        ok: true,
        result: resultJson(outcome.result, bundle.manifest.function.convention) ?? null,
        ...changedArguments(values, outcome),
        ms,
        ...(nodeMs === undefined ? {} : { nodeMs, equal: true }),
      };
    });
  } catch (error) {
    signal.throwIfAborted();
    return { ok: false, error: describeFailure(error).report };
  }
}
