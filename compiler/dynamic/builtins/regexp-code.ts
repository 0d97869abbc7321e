/**
 * The instructions of compiled patterns. A program is a string whose units are: a header, tables of classes, the code, the ranges of classes
 * behind Latin-1, the groups' names. The library's matcher (library/regexp-matcher.ts) runs it; both know these numbers.
 */

/** Header, in units. */
export const HEAD_FLAGS = 0;
export const HEAD_GROUPS = 1;
export const HEAD_REGISTERS = 2;
/** Fewest units of a match. */
export const HEAD_LEAST = 3;
export const HEAD_CODE = 4;
/** What a match can begin with: place of the table, mask in it, 1 if units behind Latin-1 may. Place 0: anything. */
export const HEAD_FIRST_TABLE = 5;
export const HEAD_FIRST_MASK = 6;
export const HEAD_FIRST_OTHERS = 7;
/** Where names begin: a number of entries `group, length, units`. */
export const HEAD_NAMES = 8;
export const HEAD_UNITS = 10;

/** In HEAD_FLAGS. */
export const CODE_IGNORES_CASE = 1;
export const CODE_UNICODE = 2;
/** It can match at the start of the text only. */
export const CODE_ANCHORED = 4;

/** Operands behind each are units: `class` stands for three (place of its table, mask, place of its ranges or 0), `bound` for two. */
export const OP_MATCH = 0;
/** unit */
export const OP_UNIT = 1;
/** Unit that is the letter, or its capital: letter */
export const OP_LETTER = 2;
/** count, units */
export const OP_TEXT = 3;
/** class; one unit */
export const OP_CLASS = 4;
/** class; one code point */
export const OP_POINT = 5;
/** The same, going back. */
export const OP_CLASS_BACK = 6;
export const OP_POINT_BACK = 7;
/** target: tried when what follows fails */
export const OP_SPLIT = 8;
/** target: tried first */
export const OP_SPLIT_LAZY = 9;
/** target */
export const OP_JUMP = 10;
/** register: becomes the place */
export const OP_SAVE = 11;
/** first, end: registers become empty */
export const OP_CLEAR = 12;
/** first, end: registers will be what they are when anything before this is tried again */
export const OP_KEEP = 13;
export const OP_START = 14;
export const OP_START_LINE = 15;
export const OP_END = 16;
export const OP_END_LINE = 17;
/** class of words, 1 if there must be none */
export const OP_BOUNDARY = 18;
/** group, 1 if backwards */
export const OP_REFERENCE = 19;
/** register */
export const OP_LOOK = 20;
export const OP_LOOK_END = 21;
/** register, target */
export const OP_LOOK_NOT = 22;
/** register */
export const OP_LOOK_NOT_END = 23;
/** register: fails if the place is still the one in it */
export const OP_PROGRESS = 24;
/** register: becomes 0 */
export const OP_COUNT_START = 25;
/** register, least bound, most bound, target of the end, 1 if lazy */
export const OP_COUNT = 26;
/** counter, least bound, register of the place or 0, target: fails if the place did not change beyond the least; counts, jumps */
export const OP_COUNT_NEXT = 27;
/** class, least bound, most bound; units or points */
export const OP_LOOP = 28;
export const OP_LOOP_LAZY = 29;
/** As OP_LOOP, giving nothing back. */
export const OP_LOOP_ALL = 30;
export const OP_POINTS = 31;
export const OP_POINTS_LAZY = 32;
export const OP_POINTS_ALL = 33;
/** class, target: goes there unless the next unit is of the class */
export const OP_UNLESS = 34;
export const OP_FAIL = 35;

export interface CodeWriter {
  readonly units: number[];
  /** Different sets, each with places in `units` where its table, mask and ranges go. */
  readonly classes: ClassUse[];
  registers: number;
}

export interface ClassUse {
  readonly set: number[];
  readonly places: number[];
}

export function addUnit(writer: CodeWriter, unit: number): number {
  writer.units.push(unit);
  return writer.units.length - 1;
}

export function addOperation(writer: CodeWriter, operation: number, ...operands: number[]): void {
  writer.units.push(operation);
  for (let i = 0; i < operands.length; i++) writer.units.push(operands[i]!);
}

export function addBound(writer: CodeWriter, bound: number): void {
  writer.units.push(bound & 0xffff);
  writer.units.push(bound >>> 16);
}

export function addRegister(writer: CodeWriter): number {
  writer.registers++;
  return writer.registers - 1;
}
