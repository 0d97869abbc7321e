/**
 * Abstract values: sets of JavaScript values. A type says which kinds of primitives a value can be, the range of its numbers, and at which
 * places of the program its objects can have been made (the program is closed, so all places are known).
 */
import type { FunctionId } from '../core/types.js';
import {
  equalRanges,
  isEmptyRange,
  isInt32Range,
  isSafeIntegerRange,
  joinRanges,
  NO_NUMBER,
  type NumberRange,
  rangeOfConstant,
  widenRange,
} from './number-range.js';
import { EMPTY_SITES, type SiteSet } from './site-set.js';

/** Kinds of values, as bits. Functions are objects to the layout and a kind of their own here. */
export const KIND = {
  undefined: 1,
  null: 2,
  boolean: 4,
  number: 8,
  string: 16,
  bigint: 32,
  symbol: 64,
  function: 128,
  object: 256,
  /** SPECIAL.empty, SPECIAL.accessor: what only built-ins see. */ mark: 512,
} as const;
export const NULLISH = KIND.undefined | KIND.null;
export const OBJECTS = KIND.function | KIND.object;

/** Kinds of objects, as bits `1 << (CELL_KIND - 16)` in the order of the layout. */
export const OBJECT_KIND = {
  plain: 1,
  array: 2,
  function: 4,
  typedArray: 8,
  arrayBuffer: 16,
  dataView: 32,
  map: 64,
  set: 128,
  error: 256,
  wrapper: 512,
  regexp: 1024,
} as const;

export interface AbstractType {
  /** Bits of KIND. */
  readonly kinds: number;
  /** Of the numbers in it; empty when there are none. */
  readonly range: NumberRange;
  /** Where its objects and functions were made. */
  readonly sites: SiteSet;
  /** The only boolean in it; absent: both, or none. */
  readonly truth?: boolean | undefined;
}

export const NEVER: AbstractType = { kinds: 0, range: NO_NUMBER, sites: EMPTY_SITES };
export const UNDEFINED = primitive(KIND.undefined);
export const NULL = primitive(KIND.null);
export const BOOLEAN = primitive(KIND.boolean);
export const STRING = primitive(KIND.string);
export const BIGINT = primitive(KIND.bigint);
export const SYMBOL = primitive(KIND.symbol);

export function primitive(kinds: number): AbstractType {
  return { kinds, range: NO_NUMBER, sites: EMPTY_SITES };
}

export const TRUE: AbstractType = { ...BOOLEAN, truth: true };
export const FALSE: AbstractType = { ...BOOLEAN, truth: false };

/** Of what a test can give. */
export function booleanType(canBeTrue: boolean, canBeFalse: boolean): AbstractType {
  if (canBeTrue) return canBeFalse ? BOOLEAN : TRUE;
  return canBeFalse ? FALSE : NEVER;
}

function joinTruth(a: AbstractType, b: AbstractType): boolean | undefined {
  if (!(a.kinds & KIND.boolean)) return b.truth;
  if (!(b.kinds & KIND.boolean)) return a.truth;
  return a.truth === b.truth ? a.truth : undefined;
}

export function numberType(range: NumberRange): AbstractType {
  return isEmptyRange(range) ? NEVER : { kinds: KIND.number, range, sites: EMPTY_SITES };
}

export function constantType(value: number): AbstractType {
  return numberType(rangeOfConstant(value));
}

/** All its values are of these kinds. (Of a type without values: true; such code is never reached.) */
export function isOnly(type: AbstractType, kinds: number): boolean {
  return (type.kinds & ~kinds) === 0;
}

export function mayBe(type: AbstractType, kinds: number): boolean {
  return (type.kinds & kinds) !== 0;
}

export function isNever(type: AbstractType): boolean {
  return type.kinds === 0;
}

/** Always a number that an i32 holds (never -0). */
export function isInt32(type: AbstractType): boolean {
  return type.kinds === KIND.number && isInt32Range(type.range);
}

/** Always an integer in +-2^53 and not -0: an i64 holds it and converts to the same double. @public for code that keeps counters as integers */
export function isSafeInteger(type: AbstractType): boolean {
  return type.kinds === KIND.number && isSafeIntegerRange(type.range);
}

export function isNumber(type: AbstractType): boolean {
  return type.kinds === KIND.number;
}

export function equalTypes(a: AbstractType, b: AbstractType): boolean {
  return a === b || (a.kinds === b.kinds && a.sites === b.sites && a.truth === b.truth && equalRanges(a.range, b.range));
}

export function join(a: AbstractType, b: AbstractType): AbstractType {
  if (a === b || b.kinds === 0) return a;
  if (a.kinds === 0) return b;
  const joined = {
    kinds: a.kinds | b.kinds,
    range: joinRanges(a.range, b.range),
    sites: a.sites.union(b.sites),
    truth: joinTruth(a, b),
  };
  return equalTypes(joined, a) ? a : equalTypes(joined, b) ? b : joined;
}

/** At least the join; a chain of these ends soon. */
export function widen(old: AbstractType, next: AbstractType): AbstractType {
  if (old === next || next.kinds === 0) return old;
  if (old.kinds === 0) return next;
  const widened = {
    kinds: old.kinds | next.kinds,
    range: widenRange(old.range, next.range),
    sites: old.sites.union(next.sites),
    truth: joinTruth(old, next),
  };
  return equalTypes(widened, old) ? old : widened;
}

/** The values of these kinds in it. */
export function restrict(type: AbstractType, kinds: number): AbstractType {
  const rest = type.kinds & kinds;
  if (rest === type.kinds) return type;
  let { sites } = type;
  if (!(rest & OBJECTS)) sites = EMPTY_SITES;
  else if (!(rest & KIND.function)) sites = sites.part(false);
  else if (!(rest & KIND.object)) sites = sites.part(true);
  return {
    kinds: rest,
    range: rest & KIND.number ? type.range : NO_NUMBER,
    sites,
    truth: rest & KIND.boolean ? type.truth : undefined,
  };
}

/** Bits of OBJECT_KIND: what its objects are. */
export function objectKinds(type: AbstractType): number {
  return type.sites.objectKinds;
}

/** Bits `1 << ELEMENT_KIND`: what its typed arrays hold. */
export function elementKinds(type: AbstractType): number {
  return type.sites.elementKinds;
}

/** The functions that its function values run. Complete: no others exist. */
export function functionsOf(type: AbstractType): readonly FunctionId[] {
  return type.sites.functions;
}

/** Always an object of this one kind (`OBJECT_KIND.array`): neither tag nor kind need be looked at. */
export function isObjectOf(type: AbstractType, kind: number): boolean {
  return type.kinds !== 0 && isOnly(type, OBJECTS) && type.sites.objectKinds === kind;
}
