/**
 * How values lie in a dynamic block's memory: what code generator, library (AssemblyScript) and host agree on.
 *
 * A value is 64 bits. A double is its own bits; every NaN is one of the two canonical quiet ones. Everything else lies in the space of
 * negative NaNs with a payload: the upper 16 bits are a tag, the lower 32 an address or a small number.
 */
import { HEAP_BASE } from '../abi.js';

/** Upper 16 bits. All that is below the first one is a double. */
export const TAG = {
  /** undefined, null, booleans and marks that no program sees: see SPECIAL. */
  special: 0xfff9,
  string: 0xfffa,
  /** Objects of every kind, functions included. */
  object: 0xfffb,
  bigint: 0xfffc,
  symbol: 0xfffd,
} as const;

/** Lower 32 bits under TAG.special. */
export const SPECIAL = {
  undefined: 0,
  null: 1,
  false: 2,
  true: 3,
  /** An element that an array lacks; reads give undefined. Also: no argument, no property, no exception. */
  empty: 4,
  /** A variable whose declaration has not run. */
  deadZone: 5,
  /** What a property lookup gives when it found an accessor: the getter lies at REALM.accessor. */
  accessor: 6,
} as const;

/**
 * Every piece of the heap is a cell: its size in bytes with the collector's bits in the lowest three, its kind, flags, then what the kind says.
 * Addresses are multiples of 8. Offsets in bytes; all fields u32 unless said otherwise.
 */
export const CELL = {
  size: 0,
  /** u8 */
  kind: 4,
  /** u8 */
  flags: 5,
} as const;

export const CELL_KIND = {
  free: 0,
  /** Bytes that hold no addresses. */
  bytes: 1,
  /** Values (i64), to the end of the cell. */
  values: 2,
  /** A string with its UTF-16 code units. */
  string: 3,
  /** A concatenation not yet carried out. */
  rope: 4,
  /** A string whose units lie in another cell. */
  indirectString: 5,
  bigint: 6,
  symbol: 7,
  /** A captured variable. */
  variable: 8,
  shape: 9,
  /** A table of the library's own: hash tables of shapes, atoms, maps. u32 words, addresses or not. */
  words: 10,
  /** Objects from here on. */
  plain: 16,
  array: 17,
  function: 18,
  typedArray: 19,
  arrayBuffer: 20,
  dataView: 21,
  map: 22,
  set: 23,
  error: 24,
  /** new Number(1), Object('s') and the like. */
  wrapper: 25,
  regexp: 26,
} as const;

/** Strings of all three kinds. */
export const STRING = {
  length: 8,
  /** 0: not yet computed */ hash: 12,
  /** flat: first unit */ units: 16,
  /** rope */ left: 16,
  right: 20,
  /** indirect */ flat: 16,
} as const;
/** Flags of strings: the only string of its content, whose address can be compared. Property keys are. */
export const STRING_IS_ATOM = 1;

/** A captured variable: its value, i64. */
export const VARIABLE = { value: 8 } as const;

/** What all objects begin with. `slots` is the address of the first property's value; capacity in values. */
export const OBJECT = { shape: 8, slots: 12, slotCapacity: 16, /** kind-specific fields begin here */ fields: 24 } as const;
/** Flags of objects. */
export const OBJECT_FLAGS = {
  notExtensible: 1,
  /** Some object inherits from it: changing it makes all cached lookups void. */
  isPrototype: 2,
  frozen: 4,
} as const;

/** `elements` is the address of element 0; the values (i64) lie in a `values` cell. Absent ones are SPECIAL.empty. */
export const ARRAY = { elements: 24, length: 28, capacity: 32, /** u32 the cell of the elements */ store: 36 } as const;

/** `code`: index in the table. `captured`: values (i64), one for each captured variable; those that are reassigned are addresses of VARIABLE cells in the lower 32 bits. */
export const FUNCTION = { code: 24, /** number in the program's list of functions */ info: 28, captured: 32 } as const;

/** `data` is the address of element 0, `length` in elements, `buffer` the ArrayBuffer's address, `element` see ELEMENT_KIND. */
export const TYPED_ARRAY = { data: 24, length: 28, buffer: 32, element: 36 } as const;
export const ELEMENT_KIND = { i8: 0, u8: 1, u8c: 2, i16: 3, u16: 4, i32: 5, u32: 6, f32: 7, f64: 8, i64: 9, u64: 10 } as const;
/** `data`: address of the first byte, in a `bytes` cell; `length` in bytes. @public the library uses it */
export const ARRAY_BUFFER = { data: 24, length: 28 } as const;
/** As ARRAY_BUFFER, with the buffer. @public the library uses it */
export const DATA_VIEW = { data: 24, length: 28, buffer: 32 } as const;

/** Strings: the compiled pattern, its text. `flags` as bits in the order of REGEXP_FLAG_LETTERS. `inner`: room for the value of `lastIndex`. */
export const REGEXP = { program: 24, source: 28, flags: 32, inner: 40 } as const;
/** In the order in which `flags` gives them. */
export const REGEXP_FLAG_LETTERS = 'dgimsuvy';

/** A cached lookup of a property with a constant key, one for each place in the program. All zero at first. */
export const CACHE = {
  /** The receiver's shape for which the rest holds. */
  shape: 0,
  /** Own property: byte offset of its value from the receiver's `slots`. */
  offset: 4,
  /** Inherited: the epoch of prototypes (REALM.epoch) for which `value` holds; 0: own property. */
  epoch: 8,
  /** i64: the inherited value. */
  value: 16,
} as const;
export const CACHE_BYTES = 24;

/**
 * Memory that a dynamic block reserves at the bottom of its heap, from HEAP_BASE on: fixed addresses for the state of the library and of
 * the program. Behind it: the program's own constants, caches and globals, as the code generator lays them out.
 */
export const REALM = {
  /** i32: 1 while an exception is on its way. */
  pending: HEAP_BASE,
  /** i64: what was thrown. */
  exception: HEAP_BASE + 8,
  /** i64: see SPECIAL.accessor. */
  accessor: HEAP_BASE + 16,
  /** i32: raised when an object flagged isPrototype changes; starts at 1. */
  epoch: HEAP_BASE + 24,
  /** The atoms: a hash table of the library. */
  atoms: HEAP_BASE + 28,
  /** Bytes allocated since the last collection; when above `collectAt` the next safepoint collects. */
  allocated: HEAP_BASE + 32,
  collectAt: HEAP_BASE + 36,
  /** Number of the place in the source of the newest `throw` or failing operation. */
  site: HEAP_BASE + 40,
  /** i64: what `new` was applied to, for a call whose argument count has CONSTRUCTING set. */
  newTarget: HEAP_BASE + 48,
  /** The library's own; 64 words. */
  library: HEAP_BASE + 64,
  /** Addresses of built-in objects, by their numbers in BUILTIN_OBJECTS. */
  objects: HEAP_BASE + 320,
  /** Arguments of a call behind the first three, values (i64): copied out by the callee before anything else happens. */
  arguments: HEAP_BASE + 1024,
} as const;
/** Arguments that fit; calls with more pass a `values` cell whose address is in the first word of the area. @public the library uses it */
export const ARGUMENT_CAPACITY = 64;
export const REALM_BYTES = 2048;
/** In the argument count of a call: it constructs, and REALM.newTarget says what. */
export const CONSTRUCTING = 0x40000000;

/** Built-in objects with a place in REALM.objects: those that the library makes or looks at itself. */
export const BUILTIN_OBJECTS = [
  'Object.prototype',
  'Function.prototype',
  'Array.prototype',
  'String.prototype',
  'Number.prototype',
  'Boolean.prototype',
  'BigInt.prototype',
  'Symbol.prototype',
  'Map.prototype',
  'Set.prototype',
  'ArrayBuffer.prototype',
  'DataView.prototype',
  'Error.prototype',
  'TypeError.prototype',
  'RangeError.prototype',
  'SyntaxError.prototype',
  'ReferenceError.prototype',
  'EvalError.prototype',
  'URIError.prototype',
  'Iterator.prototype',
  'Generator.prototype',
  'TypedArray.prototype',
  'Int8Array.prototype',
  'Uint8Array.prototype',
  'Uint8ClampedArray.prototype',
  'Int16Array.prototype',
  'Uint16Array.prototype',
  'Int32Array.prototype',
  'Uint32Array.prototype',
  'Float32Array.prototype',
  'Float64Array.prototype',
  'BigInt64Array.prototype',
  'BigUint64Array.prototype',
  'AggregateError.prototype',
  'RegExp.prototype',
] as const;
export type BuiltinObjectName = (typeof BUILTIN_OBJECTS)[number];

/**
 * What crosses the border, as bytes: the arguments as an array, and the outcome `[threw, value, arguments]`. A pre-order walk; a node is a tag
 * byte and what is behind it, little-endian, not aligned. Every object counts, in the order of its tag, for `seen`.
 */
export const GRAPH = {
  undefined: 0,
  null: 1,
  false: 2,
  true: 3,
  /** f64 */
  number: 4,
  /** u32 length, UTF-16 code units */
  string: 5,
  /** u8 1 when negative, u32 count, u64 digits from the lowest */
  bigint: 6,
  /** u32: an object that was met before, by its number */
  seen: 7,
  /** In arrays only: no element here. */
  hole: 8,
  /** u32 length, nodes */
  array: 9,
  /** u32 count, then for each property: u32 length and units of its key, node of its value */
  object: 10,
  /** As object, with no prototype. */
  bareObject: 11,
  /** u32 length and units of the class's name, then as object: an instance of a class of the program. Becomes a plain object outside. */
  instance: 12,
  /** u32 count, nodes: key, value, key, value ... */
  map: 13,
  /** u32 count, nodes */
  set: 14,
  /** u32 length in bytes, bytes */
  arrayBuffer: 15,
  /** u8 ELEMENT_KIND, u32 byte offset, u32 length in elements, node of its buffer */
  typedArray: 16,
  /** u32 byte offset, u32 length in bytes, node of its buffer */
  dataView: 17,
  /** u8 index in ERROR_NAMES, u32 length and units of the class's name, node of its message (or hole: none), then own properties as in object */
  error: 18,
} as const;
export const ERROR_NAMES = [
  'Error',
  'TypeError',
  'RangeError',
  'SyntaxError',
  'ReferenceError',
  'EvalError',
  'URIError',
  'AggregateError',
] as const;
