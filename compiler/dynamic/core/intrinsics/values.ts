/**
 * Functions of the library on primitive values: heap, strings, numbers and text, bigints, symbols, operators, errors. What a `string`
 * parameter is given must be a string of any of the three kinds (flat, rope, indirect); indices are clamped by the caller unless said otherwise.
 */
import type { Intrinsic, Representation } from '../intrinsics.js';

function pure(takes: readonly Representation[], gives: Representation): Intrinsic {
  return { takes, gives, isPure: true };
}

/** Makes new cells or looks at memory that changes: not to be done once for several. */
function plain(takes: readonly Representation[], gives: Representation): Intrinsic {
  return { takes, gives };
}

function throwing(takes: readonly Representation[], gives: Representation): Intrinsic {
  return { takes, gives, throws: true };
}

const STRINGS = {
  stringLength: pure(['string'], 'integer'),
  /** The unit at an index; -1 out of bounds, negative ones included. */
  charCodeAt: pure(['string', 'integer'], 'integer'),
  /** The code point that begins at an index; -1 out of bounds. */
  codePointAt: pure(['string', 'integer'], 'integer'),
  /** A string of one unit; empty out of bounds. */
  charAt: pure(['string', 'integer'], 'string'),
  /** `text[index]`: a string of one unit, or undefined. */
  stringElement: pure(['string', 'integer'], 'value'),
  /** Units from..to, with 0 <= from <= to <= length. */
  substring: pure(['string', 'integer', 'integer'], 'string'),
  /** RangeError when it gets too long. */
  concat: throwing(['string', 'string'], 'string'),
  equalStrings: pure(['string', 'string'], 'boolean'),
  /** -1, 0, 1 by code units. */
  compareStrings: pure(['string', 'string'], 'integer'),
  /** First occurrence at or behind the index (0 <= from), or -1. */
  stringIndexOf: pure(['string', 'string', 'integer'], 'integer'),
  /** Last occurrence that begins at or before the index (0 <= from), or -1. */
  stringLastIndexOf: pure(['string', 'string', 'integer'], 'integer'),
  /** Whether the second string stands at the index of the first; false where it would stick out. */
  stringMatchesAt: pure(['string', 'string', 'integer'], 'boolean'),
  /** Count >= 0. RangeError 'Invalid string length'. */
  repeatString: throwing(['string', 'integer'], 'string'),
  /** Which ends: 1 the start, 2 the end, 3 both. */
  trimString: pure(['string', 'integer'], 'string'),
  /** text, wanted length (a ToLength, so up to 2^53), filler, at the start (1) or end (0). */
  padString: throwing(['string', 'number', 'string', 'boolean'], 'string'),
  lowerCase: pure(['string'], 'string'),
  upperCase: pure(['string'], 'string'),
  /** Form: 0 NFC, 1 NFD, 2 NFKC, 3 NFKD. */
  normalizeString: pure(['string', 'integer'], 'string'),
  /** localeCompare. */
  compareLocale: pure(['string', 'string'], 'integer'),
  isWellFormed: pure(['string'], 'boolean'),
  toWellFormed: pure(['string'], 'string'),
  /** String.fromCharCode of one; the lower 16 bits count. */
  fromCharCode: pure(['integer'], 'string'),
  /** 0 <= point <= 0x10ffff. */
  fromCodePoint: pure(['integer'], 'string'),
  /** An array of strings: text, separator (may be empty: units), most pieces (u32 as ToUint32 gives it). */
  splitString: plain(['string', 'string', 'integer'], 'object'),
  /** Elements of a true array that are all strings, joined. RangeError when too long. */
  joinStrings: throwing(['object', 'string'], 'string'),
  /** All occurrences of the second string replaced by the third, taken literally. */
  replaceAllLiteral: throwing(['string', 'string', 'string'], 'string'),
  /** GetSubstitution for string patterns: template with $$, $&, $`, $'; matched, its position, subject. */
  expandReplacement: throwing(['string', 'string', 'integer', 'string'], 'string'),
  /** JSON's quoted form of a string. */
  quoteJson: throwing(['string'], 'string'),
  /** The only string of this content, whose address can be compared. */
  intern: pure(['string'], 'string'),
  /** The array index (below 2^32 - 1) that the string spells canonically, or -1 as a number. */
  stringArrayIndex: pure(['string'], 'number'),
} as const satisfies Record<string, Intrinsic>;

const NUMBERS = {
  /** Number::toString(x). */
  numberToString: pure(['number'], 'string'),
  /** Radix 2..36. */
  numberToRadix: pure(['number', 'integer'], 'string'),
  /** Digits 0..100. */
  numberToFixed: pure(['number', 'integer'], 'string'),
  /** Digits 1..100. */
  numberToPrecision: pure(['number', 'integer'], 'string'),
  /** Digits 0..100, or -1: as many as needed. */
  numberToExponential: pure(['number', 'integer'], 'string'),
  /** Number(text). */
  stringToNumber: pure(['string'], 'number'),
  parseFloatOf: pure(['string'], 'number'),
  /** The radix as ToInt32 gave it. */
  parseIntOf: pure(['string', 'integer'], 'number'),
  toInt32: pure(['number'], 'integer'),
  toUint32: pure(['number'], 'number'),
  /** ToIntegerOrInfinity: NaN and -0 become 0. */
  toInteger: pure(['number'], 'number'),
  /** ToIntegerOrInfinity, clamped to 0..2^53 - 1. */
  toLength: pure(['number'], 'number'),
  /** What slice and the like do with an index: negative ones count from the end; clamped to 0..length. Number, length. */
  relativeIndex: pure(['number', 'integer'], 'integer'),
  /** ToIntegerOrInfinity, clamped to low..high. */
  clampIndex: pure(['number', 'integer', 'integer'], 'integer'),
  remainder: pure(['number', 'number'], 'number'),
  power: pure(['number', 'number'], 'number'),
  isInteger: pure(['number'], 'boolean'),
  isSafeInteger: pure(['number'], 'boolean'),
} as const satisfies Record<string, Intrinsic>;

/** `value` stands for a bigint in all of them. */
const BIGINTS = {
  bigintAdd: throwing(['value', 'value'], 'value'),
  bigintSubtract: throwing(['value', 'value'], 'value'),
  bigintMultiply: throwing(['value', 'value'], 'value'),
  /** RangeError 'Division by zero'. */
  bigintDivide: throwing(['value', 'value'], 'value'),
  bigintRemainder: throwing(['value', 'value'], 'value'),
  bigintPower: throwing(['value', 'value'], 'value'),
  bigintNegate: pure(['value'], 'value'),
  bigintNot: throwing(['value'], 'value'),
  bigintAnd: pure(['value', 'value'], 'value'),
  bigintOr: pure(['value', 'value'], 'value'),
  bigintXor: pure(['value', 'value'], 'value'),
  bigintShiftLeft: throwing(['value', 'value'], 'value'),
  bigintShiftRight: throwing(['value', 'value'], 'value'),
  bigintEquals: pure(['value', 'value'], 'boolean'),
  /** -1, 0, 1. */
  bigintCompare: pure(['value', 'value'], 'integer'),
  /** -1, 0, 1; 2 with NaN. */
  bigintCompareNumber: pure(['value', 'number'], 'integer'),
  /** Bits (0..2^53 - 1), bigint. */
  bigintAsIntN: throwing(['number', 'value'], 'value'),
  bigintAsUintN: throwing(['number', 'value'], 'value'),
  /** Radix 2..36. */
  bigintToString: throwing(['value', 'integer'], 'string'),
  /** Number(bigint), rounded to the nearest, halves to even. */
  bigintToNumber: pure(['value'], 'number'),
  /** RangeError when it is no integer. */
  numberToBigint: throwing(['number'], 'value'),
  /** StringToBigInt; undefined when the text is none. */
  stringToBigint: plain(['string'], 'value'),
  /** A literal: decimal digits, perhaps with a sign. */
  bigintFromText: plain(['string'], 'value'),
  /** BigInt(primitive): TypeError, SyntaxError, RangeError as V8 has them. */
  primitiveToBigint: throwing(['value'], 'value'),
  /** ToBigInt(primitive), which refuses numbers: for BigInt64Array, asIntN and the like. */
  primitiveRequireBigint: throwing(['value'], 'value'),
} as const satisfies Record<string, Intrinsic>;

const SYMBOLS = {
  /** Description: string or undefined. */
  newSymbol: plain(['value'], 'value'),
  symbolDescription: pure(['value'], 'value'),
  /** `Symbol(description)`. */
  symbolToString: pure(['value'], 'string'),
  symbolFor: plain(['string'], 'value'),
  /** The key of a symbol from symbolFor, or undefined. */
  symbolKeyFor: plain(['value'], 'value'),
  /** By the number in WELL_KNOWN_SYMBOLS; always the same. */
  wellKnownSymbol: plain(['integer'], 'value'),
} as const satisfies Record<string, Intrinsic>;

/**
 * Operators on primitives: the caller has applied ToPrimitive to objects. `primitiveSubtract` and the like convert with ToNumeric themselves
 * and take bigints, too; they throw TypeErrors for symbols and mixtures.
 */
const OPERATORS = {
  /** Of any value, objects included. The strings are atoms. */
  typeOf: pure(['value'], 'string'),
  /** Any values. */
  strictEquals: pure(['value', 'value'], 'boolean'),
  sameValue: pure(['value', 'value'], 'boolean'),
  sameValueZero: pure(['value', 'value'], 'boolean'),
  truthy: pure(['value'], 'boolean'),
  /** Of primitives, or two objects, or an object with null or undefined. */
  primitiveLooseEquals: pure(['value', 'value'], 'boolean'),
  primitiveToNumber: throwing(['value'], 'number'),
  /** A number or bigint. */
  primitiveToNumeric: throwing(['value'], 'value'),
  primitiveToString: throwing(['value'], 'string'),
  /** String(primitive): as primitiveToString, and symbols become `Symbol(...)`. */
  primitiveDescribe: pure(['value'], 'string'),
  primitiveAdd: throwing(['value', 'value'], 'value'),
  primitiveSubtract: throwing(['value', 'value'], 'value'),
  primitiveMultiply: throwing(['value', 'value'], 'value'),
  primitiveDivide: throwing(['value', 'value'], 'value'),
  primitiveRemainder: throwing(['value', 'value'], 'value'),
  primitivePower: throwing(['value', 'value'], 'value'),
  primitiveAnd: throwing(['value', 'value'], 'value'),
  primitiveOr: throwing(['value', 'value'], 'value'),
  primitiveXor: throwing(['value', 'value'], 'value'),
  primitiveShiftLeft: throwing(['value', 'value'], 'value'),
  primitiveShiftRight: throwing(['value', 'value'], 'value'),
  primitiveShiftRightUnsigned: throwing(['value', 'value'], 'value'),
  primitiveNegate: throwing(['value'], 'value'),
  primitiveNot: throwing(['value'], 'value'),
  primitiveIncrement: throwing(['value'], 'value'),
  primitiveDecrement: throwing(['value'], 'value'),
  /** a < b: 1, 0, or -1 where it is undefined (NaN). */
  primitiveLess: throwing(['value', 'value'], 'integer'),
} as const satisfies Record<string, Intrinsic>;

/** All of these but newError and textForMessage end with REALM.pending set. */
const ERRORS = {
  /** Number in ERROR_NAMES, message. */
  newError: plain(['integer', 'string'], 'value'),
  throwValue: throwing(['value'], 'nothing'),
  failError: throwing(['string'], 'nothing'),
  failTypeError: throwing(['string'], 'nothing'),
  failRangeError: throwing(['string'], 'nothing'),
  failReferenceError: throwing(['string'], 'nothing'),
  failSyntaxError: throwing(['string'], 'nothing'),
  /** `${source} is not a function`; the others alike. */
  failNotFunction: throwing(['string'], 'nothing'),
  failNotConstructor: throwing(['string'], 'nothing'),
  failNotIterable: throwing(['string'], 'nothing'),
  /** Cannot read properties of undefined (reading 'key'): the nullish value, the key (string, symbol, number). */
  failReadOf: throwing(['value', 'value'], 'nothing'),
  /** Cannot set properties of undefined (setting 'key'). */
  failSetOf: throwing(['value', 'value'], 'nothing'),
  /** Cannot access 'name' before initialization. */
  failReferenceDeadZone: throwing(['string'], 'nothing'),
  /** Assignment to constant variable. */
  failConstantAssignment: throwing([], 'nothing'),
  /** Must call super constructor in derived class before accessing 'this' or returning from derived constructor. */
  failNoSuper: throwing([], 'nothing'),
  /** Class constructor Name cannot be invoked without 'new'. */
  failWithoutNew: throwing(['string'], 'nothing'),
  /** What V8 shows of a value in messages such as `x is not iterable`: strings quoted, #<Object> ... */
  textForMessage: plain(['value'], 'string'),
} as const satisfies Record<string, Intrinsic>;

const HEAP = {
  /** A zeroed cell: CELL_KIND, bytes with the header (rounded up to a multiple of 8). */
  allocateCell: plain(['integer', 'integer'], 'object'),
  /** Called once before all else with the first address that is neither reserved nor one of the host's inputs: CONTROL.heapTop. */
  initialiseHeap: plain(['integer'], 'nothing'),
  /** A string cell in reserved memory, complete but for its hash, becomes the atom of its content. */
  registerAtom: plain(['string'], 'nothing'),
  /** Only while the stack lies in memory. The end of the reserved area, which is searched for addresses as the stack is. */
  collect: plain(['integer'], 'nothing'),
} as const satisfies Record<string, Intrinsic>;

/** Order of the argument of `wellKnownSymbol`. */
export const WELL_KNOWN_SYMBOLS = [
  'iterator',
  'toStringTag',
  'hasInstance',
  'toPrimitive',
  'species',
  'match',
  'matchAll',
  'replace',
  'search',
  'split',
] as const;

export const VALUE_INTRINSICS = { ...STRINGS, ...NUMBERS, ...BIGINTS, ...SYMBOLS, ...OPERATORS, ...ERRORS, ...HEAP } as const;
