// Cells and words of memory that only the object part of the library knows.
import { REALM_LIBRARY } from './layout';

/**
 * A hidden class, a `shape` cell: the properties of all objects that got the same keys with the same attributes in the same order and have the
 * same prototype. It is a path: the last property and the shape without it. The root has no property. A shape without a key that has a parent
 * says that its objects are not extensible.
 */
export const SHAPE_PROTOTYPE: u32 = 8;
export const SHAPE_PARENT: u32 = 12;
export const SHAPE_KEY: u32 = 16;
/** Properties, which is slots. In unique shapes slots ever given out. */
export const SHAPE_COUNT: u32 = 20;
/** Attributes of the last property; in roots how many instances were constructed (up to 2). */
export const SHAPE_LAST: u32 = 24;
/** 0, the only child, or a `words` cell of children: see transitions.ts. */
export const SHAPE_TRANSITIONS: u32 = 28;
/** Property table or 0: not yet needed. See property-table.ts. */
export const SHAPE_TABLE: u32 = 32;
export const SHAPE_FLAGS: u32 = 36;
/** The root of the path. In unique shapes: the root of the shapes of objects that inherit from the owner, or 0. */
export const SHAPE_ROOT: u32 = 40;
/** Of roots: slots that instances turned out to need. */
export const SHAPE_EXPECTED: u32 = 44;
export const SHAPE_BYTES: u32 = 48;

/** Belongs to one object, whose property table is the truth: dictionaries and prototypes. */
export const SHAPE_IS_UNIQUE: u32 = 1;
/** Inline caches may rely on this unique shape: it is replaced by a copy when its properties change. */
export const SHAPE_IS_CACHED: u32 = 2;
/** Has keys that are integers, which come first in order. */
export const SHAPE_HAS_INTEGERS: u32 = 4;

/** Attributes of a property. */
export const NOT_WRITABLE: u32 = 1;
export const NOT_ENUMERABLE: u32 = 2;
export const NOT_CONFIGURABLE: u32 = 4;
/** The slot holds a `values` cell with getter and setter. */
export const IS_ACCESSOR: u32 = 8;
export const ATTRIBUTES: u32 = 15;
/** Of properties of prototypes: some inline cache holds the value. */
export const IS_WATCHED: u32 = 16;
/** What a lookup gives: slot << INFO_SHIFT | attributes, or ABSENT. */
export const INFO_SHIFT: u32 = 5;
export const ABSENT: u32 = 0xffffffff;

/** More flags of objects, see OBJECT_FLAGS. A function whose `name` and `length`, or `prototype`, exist or have existed as properties. */
export const FLAG_HAS_NAME: u32 = 8;
export const FLAG_HAS_PROTOTYPE: u32 = 16;
/** A sealed array: its elements can't be deleted. */
export const FLAG_SEALED: u32 = 32;

/** A flag of atoms and symbols: see isRestrictedKey. */
export const KEY_IS_RESTRICTED: u32 = 128;

/** What a function's FUNCTION.info points at. */
export const INFO_NAME: u32 = 0;
export const INFO_LENGTH: u32 = 4;
export const INFO_KIND: u32 = 8;
export const INFO_IS_BUILTIN: u32 = 12;
/** CELL_KIND of what `new` makes | ELEMENT_KIND << 8; 0: plain. */
export const INFO_INSTANCE: u32 = 16;
/** 1 + number in BUILTIN_OBJECTS of the prototype, or 0. */
export const INFO_PROTOTYPE: u32 = 20;
export const KIND_NORMAL: u32 = 0;
export const KIND_METHOD: u32 = 1;
export const KIND_ARROW: u32 = 2;
export const KIND_CONSTRUCTOR: u32 = 3;
export const KIND_DERIVED: u32 = 4;

/** Map and Set: a `values` cell with keys (and values), and the `words` cell of their hash table. */
export const MAP_ENTRIES: u32 = 24;
export const MAP_TABLE: u32 = 28;
/** `new String('x')` and the like. */
export const WRAPPER_VALUE: u32 = 24;

// Words of REALM.library.
/** Shape of objects that RegExp itself made, and that have no property but `lastIndex`. */
export const ROOT_REGEXP: u32 = REALM_LIBRARY + 4 * 58;
/** Shape of the arrays that `exec` gives. */
export const ROOT_MATCH: u32 = REALM_LIBRARY + 4 * 57;
/** Root shapes: of objects without prototype, of `{}`, of arrays, of functions. Codegen reads the last three. */
export const ROOT_BARE: u32 = REALM_LIBRARY + 4 * 59;
export const ROOT_PLAIN: u32 = REALM_LIBRARY + 4 * 60;
export const ROOT_ARRAY: u32 = REALM_LIBRARY + 4 * 61;
export const ROOT_FUNCTION: u32 = REALM_LIBRARY + 4 * 62;
/** Atoms that the library itself looks up: see keys.ts. */
export const NAMES: u32 = REALM_LIBRARY + 4 * 32;
