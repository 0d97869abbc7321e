/** A run in the tier of the compiler that can do it. */
import type { Tier } from '../../../compiler/index.js';
import { ShoalError } from '../../errors.js';
import { isCompileError } from '../failure.js';
import type { Terminal } from '../terminal.js';

/** Code of the static tier stops at an index out of bounds and at arguments that share an array, where JavaScript goes on. */
const STATIC_TIER_STOPS: ReadonlySet<string> = new Set(['SHOAL2001', 'SHOAL3005']);

/** Runs the function as compiled by the static tier, or, where that one stops and JavaScript would not, by the dynamic one. */
export async function inEitherTier<T>(terminal: Terminal, run: (tier?: Tier) => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    if (!(error instanceof ShoalError && STATIC_TIER_STOPS.has(error.code))) throw error;
    terminal.note(`${error.message}: once more, compiled as JavaScript with all that it allows`);
    try {
      return await run('dynamic');
    } catch (refusal) {
      throw isCompileError(refusal) ? error : refusal;
    }
  }
}
