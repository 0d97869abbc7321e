/** Traps of running blocks as errors with the place in the user's source. The same for all engines. */
import { TRAP } from '../../compiler/abi.js';
import type { BlockManifest, TrapSite } from '../../compiler/manifest.js';
import { type ErrorCode, ShoalError } from '../errors.js';

/** Why a block stopped for good. */
export type Trap =
  /** The block called `env.trap`. */
  | { readonly kind: 'called'; readonly code: number; readonly site: number; readonly a: number; readonly b: number }
  | { readonly kind: 'stackOverflow' }
  /** Asyncify had no room for the frames of a pause. */
  | { readonly kind: 'tooDeepToPause' }
  /** The engine's own traps, in its words. */
  | { readonly kind: 'engine'; readonly message: string };

export function trapError(trap: Trap, block: BlockManifest): ShoalError {
  switch (trap.kind) {
    case 'called':
      return calledTrapError(trap, block);
    case 'stackOverflow':
      return new ShoalError('SHOAL2004', `the call stack overflowed in lines ${block.lines[0]} to ${block.lines[1]}`, {
        at: block.at,
        hint: 'does the recursion end?',
      });
    case 'tooDeepToPause':
      return new ShoalError('SHOAL2004', 'the calls are nested too deep for the block to be paused', { at: block.at });
    case 'engine':
      return new ShoalError('SHOAL2005', `the block stopped with "${trap.message}"`, { at: block.at });
  }
}

function calledTrapError({ code, site: number, a, b }: Extract<Trap, { kind: 'called' }>, block: BlockManifest): ShoalError {
  const site: TrapSite | undefined = block.sites[number];
  const at = site ? { file: site.file, line: site.line, column: site.column } : block.at;
  const text = site?.text ?? '';
  const raise = (errorCode: ErrorCode, message: string, hint?: string) => new ShoalError(errorCode, message, { at, hint });
  switch (code) {
    case TRAP.bounds:
      return raise('SHOAL2001', `${text}: index ${formatNumber(a)} is out of bounds for length ${b}`);
    case TRAP.region:
      return raise('SHOAL9001', `${text}: index ${formatNumber(a)} is outside of what the block's contract promised`);
    case TRAP.arrayLength:
      return raise('SHOAL2003', `${text}: an array can't have the length ${formatNumber(a)}`);
    case TRAP.memory:
      return raise('SHOAL2003', `${text}: out of memory, ${a} more bytes are wanted`, 'give the shards a higher memory limit');
    case TRAP.thrown:
      return raise('SHOAL2002', text === '' ? 'the function threw an error' : text);
    case TRAP.empty:
      return raise('SHOAL2001', `${text}: pop() of an empty array`);
    case TRAP.loopBound:
      return raise('SHOAL2005', `${text}: the loop's bound ${formatNumber(a)} is beyond what a 32-bit counter can reach`);
    default:
      return raise('SHOAL2005', `${text}: the block stopped with the unknown code ${code}`);
  }
}

function formatNumber(value: number): string {
  return Object.is(value, -0) ? '-0' : String(value);
}
