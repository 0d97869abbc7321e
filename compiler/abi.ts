/**
 * The memory layout that compiled blocks and the runtime agree on, version {@link ABI_VERSION}. Everything a
 * paused shard needs lies in its linear memory, so that memory is its checkpoint. Little-endian, addresses in bytes.
 *
 * ```
 *      0  never mapped to data: a null reference points here
 *   1024  control block (see CONTROL)
 *   4096  slots: inputs first, outputs behind them, 8 bytes each
 *  16384  static data of the module
 *  65536  stack of Asyncify: the saved frames of a suspended shard
 * 1114112 heap, a bump allocator; its top is kept in the control block
 * ```
 */
export const ABI_VERSION = 1;

/**
 * What a module imports and exports. Imports: `env.memory`, shared; `env.suspend()`, called when a safepoint finds the suspend
 * flag set; `env.trap(code: i32, site: i32, a: f64, b: f64)`, which never returns (see TRAP); and from module `math` JavaScript's own
 * functions on f64 by their name, such as `math.sin`; from module `text` those of IMPORTED_TEXT.
 *
 * Exports: `run()`, which starts the block or, while Asyncify rewinds, goes on with it; of blocks with safepoints also Asyncify's
 * `asyncify_start_unwind(data)`, `asyncify_stop_unwind()`, `asyncify_start_rewind(data)`, `asyncify_stop_rewind()` and
 * `asyncify_get_state()`, with `data` = CONTROL.asyncify; and every mutable global.
 *
 * To pause, `env.suspend` resets Asyncify's stack to [ASYNCIFY_BASE, HEAP_BASE), starts to unwind and returns; when `run` has
 * returned the host stops the unwinding. To go on, it starts to rewind and calls `run`; `env.suspend`, called again, stops the rewinding.
 */
export const IMPORTS = { environment: 'env', math: 'math', text: 'text' } as const;

/**
 * Functions on text that modules of the dynamic tier may import, from module `text`: those whose results depend on tables or on V8's
 * algorithms. Texts are UTF-16 code units in memory, at even addresses; `out` has room for {@link TEXT_UNITS} units or for `capacity`. A
 * result that does not fit is not written: its length is given as a negative number.
 */
export const IMPORTED_TEXT = [
  'numberToString', // (x: f64, out) -> length
  'numberToRadix', // (x: f64, radix, out) -> length
  'toFixed', // (x: f64, digits, out) -> length
  'toPrecision', // (x: f64, digits, out) -> length
  'toExponential', // (x: f64, digits, out) -> length; -1 digits: as many as needed
  'parseNumber', // (at, length) -> f64: what Number(text) gives
  'parseFloat', // (at, length) -> f64
  'lowerCase', // (at, length, out, capacity) -> length
  'upperCase', // (at, length, out, capacity) -> length
  'normalize', // (at, length, form: 0 NFC, 1 NFD, 2 NFKC, 3 NFKD, out, capacity) -> length
  'compareLocale', // (a, aLength, b, bLength) -> -1, 0 or 1
  'foldCase', // (code point, 1 by simple folding or 0 by upper case) -> the same for all that are equal but for case
  'closeCase', // (set at, length, 1 or 0 as above, out, capacity) -> length: see dynamic/unicode-sets.ts
  'unicodeProperty', // (name at, length, out, capacity) -> length of the set of \p{name}, 0: there is none
] as const;
export const TEXT_UNITS = 1200;

/** Functions of JavaScript's Math that modules may import; all others are computed in Wasm, exactly. Number of arguments. */
export const IMPORTED_MATH: Readonly<Record<string, 1 | 2>> = {
  acos: 1,
  acosh: 1,
  asin: 1,
  asinh: 1,
  atan: 1,
  atan2: 2,
  atanh: 1,
  cbrt: 1,
  cos: 1,
  cosh: 1,
  exp: 1,
  expm1: 1,
  hypot: 2,
  log: 1,
  log10: 1,
  log1p: 1,
  log2: 1,
  pow: 2,
  sin: 1,
  sinh: 1,
  tan: 1,
  tanh: 1,
};

/** Absolute addresses of the control block's fields. All i32 unless said otherwise. */
export const CONTROL = {
  /** The ABI version, written by the host before the first start. */
  abi: 1024,
  /** Set by the host (atomically) to ask for a pause at the next safepoint; polled by the block. */
  suspendFlag: 1028,
  /** 0 fresh, 1 suspended with saved frames, 2 done. Written by the host side of the engine. */
  status: 1032,
  /** Top of the heap: address of the next allocation, 8-byte aligned (u32). */
  heapTop: 1036,
  /** range, reduce: the first iteration of this shard; never changes. */
  rangeStart: 1040,
  /** range, reduce: the first iteration that the running chunk does not cover; a split may cut here or later. */
  rangeNext: 1044,
  /** range, reduce: end of the range (exclusive). The host may lower it while the shard is suspended. */
  rangeEnd: 1048,
  /** Work units done, for progress; wraps. */
  progress: 1052,
  /** What Asyncify calls its data structure: current top and end of its stack, two u32. */
  asyncify: 1056,
  /** 0: the block fell through to its outputs; 1: the function returned early, the last output slot holds the result. */
  exit: 1064,
  /** The block's own: work units until it polls again. */
  fuel: 1068,
  /** The block's own: address of constants that did not fit into the static data; 0 until they have been written. */
  constants: 1072,
  /**
   * stepped: how many barriers the shard has passed. Barrier number `step * phases + phase`, steps and phases counted from 0, stands before
   * that phase.
   */
  barrier: 1076,
  /** stepped: the shard stops at barriers from this number on. Written by the host; 0 at first. */
  nextBarrier: 1080,
  /** stepped: 1 while the shard stands at a barrier; the host makes it 0 when memory holds what the phase reads. */
  waiting: 1084,
  /** The block's own: fields of a tuple or object on the way from a function to its caller, 8 bytes each. */
  fields: 1088,
} as const;

/** Most fields that are handed over at CONTROL.fields. */
export const MAX_FIELDS = 256;

export const STATUS = { fresh: 0, suspended: 1, done: 2 } as const;

export const SLOT_BASE = 4096;
export const SLOT_BYTES = 8;
export const MAX_SLOTS = 1536;
export const STATIC_BASE = 16384;
export const ASYNCIFY_BASE = 65536;
export const ASYNCIFY_BYTES = 1 << 20;
export const HEAP_BASE = ASYNCIFY_BASE + ASYNCIFY_BYTES;
export const WASM_PAGE_BYTES = 65536;
/** Blocks import a shared memory with this maximum (in wasm pages, 4 GiB). */
export const MEMORY_MAXIMUM_PAGES = 65536;

/**
 * Values. A slot holds a number as f64, a boolean as i32 (0 or 1), anything else as u32 address of:
 *
 * - array and typed array: a descriptor of {@link DESCRIPTOR_BYTES}: where its fields stand is in DESCRIPTOR.
 *   Elements of `number[]` are f64, of `boolean[]` one byte, of all others u32 addresses; of typed arrays their own width.
 *   A shard that was given only a part of an array gets `first` > 0 or `present` < `length`: element i lies at
 *   `data + (i - first) * width` for first <= i < first + present. For whole arrays first = 0, present = length.
 * - string: the same descriptor, with UTF-16 code units as elements.
 * - tuple, object: one slot of 8 bytes for each element or field, in order.
 */
export const DESCRIPTOR_BYTES = 24;
export const DESCRIPTOR = {
  /** u32 address of the element number `first`. */
  data: 0,
  /** u32 length as JavaScript sees it. */
  length: 4,
  /** u32 elements that fit before the array must be moved (growable arrays). */
  capacity: 8,
  /** u32 index of the first element present. */
  first: 12,
  /** u32 number of elements present. `push` and `pop` keep it equal to length. */
  present: 16,
} as const;

/** First argument of the import `env.trap(code, site, a, b)`; the meaning of a and b stands behind each. */
export const TRAP = {
  /** index a out of bounds of length b, or not an integer */
  bounds: 1,
  /** an element outside the region that the contract promised: index a; a bug in the compiler, never in the program */
  region: 2,
  /** array length a is not allowed */
  arrayLength: 3,
  /** out of memory: a bytes wanted */
  memory: 4,
  /** `throw new Error(...)`: the site carries the message */
  thrown: 5,
  /** pop() of an empty array */
  empty: 6,
  /** a loop bound a beyond what a 32-bit counter can reach */
  loopBound: 7,
} as const;
export type TrapCode = (typeof TRAP)[keyof typeof TRAP];
