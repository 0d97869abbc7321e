/** The result of sharding, and all that lowering needs: blocks as IR functions with their contracts. */
import type { Interval } from '../analysis/interval.js';
import type { Ranges } from '../analysis/ranges.js';
import type { Expression, FunctionId, IrFunction, IrGlobal, LoopId, Span, Type, VariableId } from '../ir/index.js';
import type { BlockKind, ContractItem, Polynomial, Reason, Steps } from '../manifest.js';

/** One value of a block's contract with the variable that holds it inside the block. */
export interface PlannedItem {
  readonly item: ContractItem;
  readonly variable: VariableId;
}

export interface BlockPlan {
  readonly id: string;
  readonly kind: BlockKind;
  readonly parallel: boolean;
  readonly reason?: Reason;
  readonly span: Span;
  readonly lines: readonly [number, number];
  readonly items: readonly PlannedItem[];
  readonly after: readonly string[];
  readonly returns: 'never' | 'sometimes' | 'always';
  /**
   * The block as a function. Its parameters are the variables of all items that come in (mode in, inout, reduce, and in range and
   * reduce blocks also out: the array is laid out by the host), in the order of `items`. `return` in its body returns from
   * the user's function. For range and reduce the body is one iteration, and the last parameter is the loop's counter.
   */
  readonly fn: IrFunction;
  /** range, reduce. */
  readonly range?: {
    readonly counter: VariableId;
    readonly from: Polynomial;
    readonly to: Polynomial;
    readonly loop: LoopId;
    /** Computed once per shard before the first iteration: declarations of cheap scalars that the body uses. */
    readonly prologue: IrFunction['body'];
  };
  /**
   * stepped: the last two parameters of `fn` are the bounds of the shard's range, and its body is the whole loop, with barriers. `range` is
   * what is cut into shards.
   */
  readonly steps?: {
    readonly lo: VariableId;
    readonly hi: VariableId;
    /** The loop over the steps, and the loops in it whose iterations are shared. */
    readonly loop: LoopId;
    readonly shared: readonly LoopId[];
    readonly range: { readonly from: Polynomial; readonly to: Polynomial };
    readonly description: Steps;
  };
  /** reduce: after the body of an iteration has run, this is its term. */
  readonly term?: Expression;
  readonly cost?: number;
}

export interface ShardPlan {
  readonly entry: { readonly name: string; readonly file: string };
  readonly parameters: readonly { readonly name: string; readonly type: Type; readonly assume?: 'uint31' }[];
  readonly returns: Type;
  readonly blocks: readonly BlockPlan[];
  /** Functions that blocks still call (those that were not inlined). */
  readonly functions: ReadonlyMap<FunctionId, IrFunction>;
  readonly globals: readonly IrGlobal[];
  /** What each variable of blocks and functions may hold; decides between i32 and f64. Variables keep their ids in all blocks. */
  readonly ranges: Ranges;
  readonly sources: ReadonlyMap<string, string>;
}

export interface RangeInfo {
  /** All values a numeric variable ever holds. */
  variable(id: VariableId): Interval;
  /** All values a numeric expression can have where it stands. */
  expression(expression: Expression): Interval;
  /** All numbers a function may return. */
  result(id: FunctionId): Interval;
}
