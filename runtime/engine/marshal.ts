/** How values get into a block's memory and out of it, as compiler/abi.ts lays them out. */
import type { ValueBundle } from '../values/index.js';

export { measureInputs, writeInputs } from './marshal/inputs.js';
export { readOutputs } from './marshal/outputs.js';

export interface IterationRange {
  readonly lo: number;
  readonly hi: number;
}

/** What a finished (or, for a range, cut) shard gives back. */
export interface ShardOutputs {
  /**
   * out, inout and reduce items by name; of range and reduce blocks the written part of arrays. Of a reduce item a Float64Array with
   * one term for each iteration of `range`.
   */
  readonly values: ValueBundle;
  /** True when the function returned in this block: then `values` holds `result` alone. */
  readonly returned: boolean;
  /** What was really covered, after splits. */
  readonly range?: IterationRange;
}
