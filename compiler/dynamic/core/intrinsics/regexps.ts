/** Regular expressions: the matcher, which runs programs of builtins/regexp-code.ts, and the objects. A program is a string. */
import type { Intrinsic } from '../intrinsics.js';

const MATCHER = {
  /** (program, text, index where the first attempt begins, whether it is the only one): 0 no match, 1 match, 2 go on with regexpContinue. */
  regexpStart: { takes: ['string', 'string', 'integer', 'boolean'], gives: 'integer', throws: true },
  regexpContinue: { takes: [], gives: 'integer', throws: true },
  /** Of the newest match: where group k begins (2 * k) or ends (2 * k + 1); -1: it took no part. */
  regexpIndex: { takes: ['integer'], gives: 'integer' },
  /** (program): groups, the whole match counted. */
  regexpGroups: { takes: ['string'], gives: 'integer', isPure: true },
  /** (program): groups with names. */
  regexpNames: { takes: ['string'], gives: 'integer', isPure: true },
  /** (program, index of the name): its group. */
  regexpNamedGroup: { takes: ['string', 'integer'], gives: 'integer', isPure: true },
  regexpName: { takes: ['string', 'integer'], gives: 'string', isPure: true },
  /** (set as text, by simple folding). */
  closeCase: { takes: ['string', 'boolean'], gives: 'string', isPure: true },
  /** (name): the set of a property as text; empty: there is none. */
  unicodeProperty: { takes: ['string'], gives: 'string', isPure: true },
} as const satisfies Record<string, Intrinsic>;

const OBJECTS = {
  isRegExp: { takes: ['value'], gives: 'boolean', isPure: true },
  /** An instance of RegExp itself without properties of its own but lastIndex: all that it inherits is the built-in's. */
  isPlainRegExp: { takes: ['value'], gives: 'boolean' },
  /** (source, flags as bits, program): a new one. */
  newRegExp: { takes: ['string', 'integer', 'string'], gives: 'value' },
  /** (fresh object of the kind, source, flags as bits, program). */
  regexpInitialise: { takes: ['value', 'string', 'integer', 'string'], gives: 'nothing', throws: true },
  /** (program, text): the groups of the newest match as an array of strings and undefined. */
  regexpCaptures: { takes: ['string', 'string'], gives: 'value' },
  /** As regexpCaptures, with `index`, `input`, and `groups`, undefined so far. */
  regexpResult: { takes: ['string', 'string'], gives: 'value' },
  /** Of a RegExp. */
  regexpProgram: { takes: ['value'], gives: 'string' },
  regexpSource: { takes: ['value'], gives: 'string' },
  regexpFlags: { takes: ['value'], gives: 'integer' },
} as const satisfies Record<string, Intrinsic>;

export const REGEXP_INTRINSICS = { ...MATCHER, ...OBJECTS } as const;
