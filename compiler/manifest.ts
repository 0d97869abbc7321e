/**
 * What a bundle says about itself: the only thing, beside `abi.ts`, that the runtime knows of the compiler.
 * A manifest from outside is checked with `parseManifest`.
 */
import type { Type } from './ir/types.js';

export type { ElementKind, Field, Type } from './ir/types.js';

/** Kinds of blocks, the units of placement. */
export type BlockKind = 'task' | 'range' | 'reduce' | 'stepped' | 'sequential' | 'recurse';

/**
 * A polynomial with integer coefficients over `lo`, `hi` (the shard's range), scalar inputs of the block by name, and
 * lengths of its array inputs as `name.length`. `{coefficient: 3, factors: ['w', 'lo']}` is 3·w·lo; no factors is a constant.
 */
export type Polynomial = readonly { readonly coefficient: number; readonly factors: readonly string[] }[];

/** The part of an array that a shard touches: indices of the outermost dimension, `from` inclusive, `to` exclusive. */
export type Region =
  | { readonly kind: 'all' }
  /** Clamped to [0, length) when evaluated. */
  | { readonly kind: 'interval'; readonly from: Polynomial; readonly to: Polynomial };

export type ContractMode = 'in' | 'out' | 'inout' | 'reduce';

/** One value that crosses a block's border. */
export interface ContractItem {
  /** Unique in the block; the source's name where possible. */
  readonly name: string;
  readonly type: Type;
  readonly mode: ContractMode;
  /** What the shard reads (in, inout). `all` for anything but arrays. */
  readonly region: Region;
  /** in, inout: the block that last defined the value, or 'parameter'. */
  readonly from?: string;
  /** in, inout: its name there: the parameter's name or the name of an output item of block `from`. */
  readonly source?: string;
  /** out, inout: what the shard writes. Elements outside keep the value that the previous definition gave. */
  readonly written?: Region;
  /** out: the block itself creates the array, with `length` elements that all hold `fill`, before its range begins. */
  readonly fresh?: { readonly length: Polynomial; readonly fill: number };
  /**
   * reduce: the result is fold(initial, terms in order of the iterations) with this operator. Each shard gives a Float64Array
   * with one term for an iteration. The item is also the input that carries the initial value, unless that is a constant.
   */
  readonly fold?: '+' | '*' | 'min' | 'max';
  /** reduce: the initial value where it is a constant; finite and not -0, because JSON has no others. */
  readonly initial?: number;
}

/** Elements of an array of the contract. */
export interface Touch {
  /** Name of the item. */
  readonly item: string;
  readonly region: Region;
}

/**
 * A part of each step. Its polynomials may also name the counter of the steps; `lo` and `hi` are the bounds of the iterations that a
 * shard runs in this phase.
 */
export interface Phase {
  /** Iterations that are shared between the shards: each runs those of its range. Without it every shard runs the whole phase. */
  readonly range?: { readonly from: Polynomial; readonly to: Polynomial };
  /** What must be up to date before the phase, what it may leave unchanged of `writes` too. */
  readonly reads: readonly Touch[];
  /** What is up to date behind it only where it ran. In a phase with a range apart for different ranges. */
  readonly writes: readonly Touch[];
  /** Abstract operations of all iterations together, a guess where data decide. */
  readonly operations: Polynomial;
}

/** A loop whose steps run one after another, and of each step the iterations of inner loops at the same time. */
export interface Steps {
  /** What polynomials of phases call the loop's counter, which runs over [from, to) by 1. */
  readonly counter: string;
  readonly from: Polynomial;
  readonly to: Polynomial;
  readonly phases: readonly Phase[];
}

export interface SourceLocation {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** Why a loop was not made parallel, with the accesses that conflict. */
export interface Reason {
  readonly message: string;
  readonly accesses: readonly { readonly what: string; readonly at: SourceLocation }[];
}

/** A place in the source that can trap, by its number in `env.trap`. */
export interface TrapSite extends SourceLocation {
  /** The message of a `throw`, or the text of the expression, such as `a[i + 1]`. */
  readonly text: string;
}

export interface BlockManifest {
  /** `b0`, `b1`, ... in program order. */
  readonly id: string;
  readonly kind: BlockKind;
  /** Whether the block's range may be split over several shards. */
  readonly parallel: boolean;
  /** Set for a loop that stayed sequential. */
  readonly reason?: Reason;
  readonly at: SourceLocation;
  /** First and last line of the block's statements. */
  readonly lines: readonly [number, number];
  /** Inputs in slot order, then outputs in slot order: see `slots`. */
  readonly contract: readonly ContractItem[];
  /**
   * Slot numbers, from SLOT_BASE. `in` has an input, `out` an output, `inout` both (the same address, unless the block replaced
   * the array). In range and reduce blocks every array has an input slot: the host lays out the part of the array that the
   * shard reads or writes (see DESCRIPTOR.first) and reads the written part back from it. reduce: the block puts the address of
   * its terms (a Float64Array descriptor) into the output slot; the initial value does not go to shards.
   */
  readonly slots: Readonly<Record<string, { readonly input?: number; readonly output?: number }>>;
  /**
   * range, reduce: the iteration space [from, to) with step 1, evaluated over the block's scalar inputs.
   * Empty when to <= from. Bounds that are no polynomial come in as a scalar input computed by an earlier block.
   */
  readonly range?: { readonly from: Polynomial; readonly to: Polynomial };
  /**
   * stepped: what each step consists of. `range` then is the space that is cut into shards; the first shard also runs what lies below it, the
   * last what lies above. Before each phase a shard meets the others at a barrier (see CONTROL.barrier in abi.ts).
   */
  readonly steps?: Steps;
  /** Slot number of the function's result, when this block may return from the function (then `exit` says if it did). */
  readonly resultSlot?: number;
  /** The function's return type; present together with `resultSlot`, so that a hub can read the result with the block alone. */
  readonly resultType?: Type;
  /** Whether the block always returns (the last one). */
  readonly returns: 'never' | 'sometimes' | 'always';
  /** Blocks that must have finished first, because of data or because one of the two may return from the function. */
  readonly after: readonly string[];
  /** Abstract operations: for one iteration (range, reduce) or for the whole block; undefined when it depends on data. */
  readonly cost?: number;
  readonly sites: readonly TrapSite[];
  readonly module: {
    /** File name in the bundle's directory. */
    readonly file: string;
    /** sha256 of the core module, lower-case hex. */
    readonly digest: string;
    readonly bytes: number;
    /** Mutable globals a checkpoint must carry; empty when everything lives in memory. */
    readonly globals: readonly string[];
    /** The heap below this address is the module's own: inputs are laid out from here on. HEAP_BASE when left out. */
    readonly reservedBytes?: number;
  };
  readonly component?: { readonly file: string; readonly wit: string; readonly bytes: number };
}

export interface Parameter {
  readonly name: string;
  readonly type: Type;
  /**
   * The code was specialised on this: the argument is an integer in [0, 2^31 - 2]: one more is still an int32. Callers must check, and compile
   * without the assumption when it does not hold.
   */
  readonly assume?: 'uint31';
}

/**
 * How a function of any values is called: the block takes its arguments as bytes, and gives back `[threw, value, arguments]` as bytes; both in the
 * encoding GRAPH of compiler/dynamic/layout.ts. `parameters` and `returns` then speak of these bytes.
 */
export interface GraphConvention {
  readonly kind: 'graph';
  /** The parameters as the source has them. */
  readonly parameters: readonly SourceParameter[];
}

export interface SourceParameter {
  readonly name: string;
  /** The text of its type, where one is written. */
  readonly type?: string;
  readonly isOptional: boolean;
  readonly isRest: boolean;
}

/** The one input of a block of a function with GraphConvention. */
export const GRAPH_ARGUMENTS = 'arguments';

export interface Manifest {
  readonly schema: 'shoal/manifest@1';
  readonly abi: number;
  /** Whose Math functions the results follow, bit for bit. */
  readonly profile: 'node20';
  readonly function: {
    readonly name: string;
    readonly file: string;
    readonly parameters: readonly Parameter[];
    readonly returns: Type;
    readonly convention?: GraphConvention;
  };
  /** sha256 over the manifest without this field, lower-case hex; names the bundle. */
  readonly digest: string;
  readonly blocks: readonly BlockManifest[];
}

/** A compiled function: the manifest and its files by name (core modules, components, WIT texts, graph.svg). */
export interface Bundle {
  readonly manifest: Manifest;
  readonly files: ReadonlyMap<string, Uint8Array>;
}
