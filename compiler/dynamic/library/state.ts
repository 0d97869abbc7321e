// Words of REALM.library: the library has no mutable globals, so that memory is the whole checkpoint. 0..31 belong to heap and values,
// 32..63 to objects.
import { REALM_LIBRARY } from './layout';

/** First free byte of the current run, and the byte behind its last one: codegen allocates there, too. */
export const CURSOR: u32 = REALM_LIBRARY;
export const LIMIT: u32 = REALM_LIBRARY + 4;
/** Address of the first cell. */
export const HEAP_START: u32 = REALM_LIBRARY + 8;
/** A `words` cell: the strings of one unit below 256, made when first needed. */
export const UNIT_STRINGS: u32 = REALM_LIBRARY + 12;
/** Entries and tombstones in the table of atoms. */
export const ATOM_COUNT: u32 = REALM_LIBRARY + 16;
/** A `words` cell of addresses of well-known symbols. */
export const WELL_KNOWN: u32 = REALM_LIBRARY + 20;
/** A `words` cell with the symbols of Symbol.for, its first word their number; 0: none yet. */
export const REGISTERED_SYMBOLS: u32 = REALM_LIBRARY + 24;
/** A cell of numbers and their texts; 0: none yet. */
export const NUMBER_TEXTS: u32 = REALM_LIBRARY + 28;
/** The empty string. */
export const EMPTY_STRING: u32 = REALM_LIBRARY + 32;
/** A `bytes` cell into which the host writes text. */
export const SCRATCH: u32 = REALM_LIBRARY + 36;
/** A `words` cell with the strings that typeof gives. */
export const TYPE_NAMES: u32 = REALM_LIBRARY + 40;
/** Strings of small integers: a `words` cell. */
export const INTEGER_TEXTS: u32 = REALM_LIBRARY + 44;
/** Eight words of a collection under way. */
export const COLLECTION: u32 = REALM_LIBRARY + 48;
