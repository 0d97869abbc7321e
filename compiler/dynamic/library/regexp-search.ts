// Looking for a match: attempts at one place of the text after the other.
import { isInPoint } from './regexp-characters';
import { failRangeError } from './errors';
import { literal } from './literals';
import {
  CODE_ANCHORED, CODE_UNICODE, FAILED, HEAD_CODE, HEAD_FIRST_MASK, HEAD_FIRST_OTHERS, HEAD_FIRST_TABLE, HEAD_FLAGS, HEAD_GROUPS, HEAD_LEAST,
  HEAD_NAMES, HEAD_REGISTERS, match, TOO_DEEP, UNFINISHED,
} from './regexp-matcher';
import {
  ATTEMPT, closeMatch, CODE, END, INSTRUCTION, LAST_ATTEMPT, openMatch, PLACE, REGISTERS, STACK, STEPS, TOP, UNITS,
} from './regexp-state';
import { stringLength, stringOfUnits, unitsOf } from './text';

/** Steps of one call: some 100 us. */
const MOST_STEPS: i32 = 20000;
/** Places looked at in one call. */
const MOST_SKIPPED: u32 = 1 << 17;

/**
 * Program, text, index where the first attempt begins, whether it is the only one. 0: there is no match; 1: there is; 2: go on with
 * regexpContinue.
 */
export function regexpStart(program: u32, text: u32, from: i32, isSticky: i32): i32 {
  const code: u32 = unitsOf(program);
  const units: u32 = unitsOf(text);
  const end: u32 = units + (stringLength(text) << 1);
  const flags: u32 = <u32>load<u16>(code, HEAD_FLAGS);
  openMatch(<u32>load<u16>(code, HEAD_REGISTERS));
  store<u32>(CODE, code);
  store<u32>(UNITS, units);
  store<u32>(END, end);
  let at: u32 = units + (<u32>from << 1);
  const isOnly: bool = isSticky != 0 || (flags & CODE_ANCHORED) != 0;
  const only: u32 = at;
  // As V8 does: in the middle of a code point, the code point comes first.
  if ((flags & CODE_UNICODE) != 0 && isInPoint(at, units, end)) at -= 2;
  const least: u32 = <u32>load<u16>(code, HEAD_LEAST) << 1;
  if (end - at < least) return FAILED;
  store<u32>(LAST_ATTEMPT, isOnly ? min<u32>(only, end - least) : end - least);
  store<i32>(STEPS, MOST_STEPS);
  return attempt(at);
}

export function regexpContinue(): i32 {
  store<i32>(STEPS, MOST_STEPS);
  if (load<u32>(INSTRUCTION) == 0) return attempt(load<u32>(PLACE));
  const state: i32 = match(load<u32>(INSTRUCTION), load<u32>(PLACE), load<u32>(TOP));
  return state == FAILED ? attempt(load<u32>(ATTEMPT) + 2) : settled(state);
}

function settled(state: i32): i32 {
  if (state == UNFINISHED) return state;
  closeMatch();
  if (state == TOO_DEEP) failRangeError(literal('Maximum call stack size exceeded'));
  return state;
}

/** From a place on. */
function attempt(at: u32): i32 {
  const code: u32 = load<u32>(CODE);
  const last: u32 = load<u32>(LAST_ATTEMPT);
  const registers: u32 = load<u32>(REGISTERS) + 8;
  const registerBytes: u32 = <u32>load<u16>(code, HEAD_REGISTERS) << 2;
  const first: u32 = code + (<u32>load<u16>(code, HEAD_CODE) << 1);
  const table: u32 = <u32>load<u16>(code, HEAD_FIRST_TABLE);
  let rest: i32 = load<i32>(STEPS);
  for (;;) {
    if (table != 0) {
      const stop: u32 = last - at > MOST_SKIPPED && last >= at ? at + MOST_SKIPPED : last;
      at = skip(code, at, stop);
      if (at > stop && stop < last) return pausedAt(at);
    }
    if (at > last) {
      closeMatch();
      return FAILED;
    }
    for (let i: u32 = 0; i < registerBytes; i += 4) store<u32>(registers + i, 0);
    store<u32>(ATTEMPT, at);
    store<i32>(STEPS, rest);
    const state: i32 = match(first, at, load<u32>(STACK) + 8);
    if (state != FAILED) return settled(state);
    at += 2;
    rest = load<i32>(STEPS) - 1;
    if (rest <= 0 && at <= last) return pausedAt(at);
  }
  return FAILED;
}

function pausedAt(at: u32): i32 {
  store<u32>(INSTRUCTION, 0);
  store<u32>(PLACE, at);
  return UNFINISHED;
}

/** The first place up to `last` where a match can begin, or one behind it. */
function skip(code: u32, at: u32, last: u32): u32 {
  const table: u32 = code + (<u32>load<u16>(code, HEAD_FIRST_TABLE) << 1);
  const mask: u32 = <u32>load<u16>(code, HEAD_FIRST_MASK);
  const takesOthers: bool = load<u16>(code, HEAD_FIRST_OTHERS) != 0;
  while (at <= last) {
    const unit: u32 = <u32>load<u16>(at);
    if (unit < 256 ? (<u32>load<u8>(table + unit) & mask) != 0 : takesOthers) return at;
    at += 2;
  }
  return at;
}

/** Of the match that was found: index where the group begins (2 * group) or ends (2 * group + 1); -1: it took no part. */
export function regexpIndex(register: i32): i32 {
  const registers: u32 = load<u32>(REGISTERS) + 8 + (<u32>register << 2);
  const place: u32 = load<u32>(registers);
  // A group that was entered and not left has no end.
  if (place == 0) return -1;
  return <i32>((place - load<u32>(UNITS)) >> 1);
}

/** Captures, the whole match among them. */
export function regexpGroups(program: u32): i32 {
  return <i32>load<u16>(unitsOf(program), HEAD_GROUPS);
}

/** How many groups have names. */
export function regexpNames(program: u32): i32 {
  const code: u32 = unitsOf(program);
  return <i32>load<u16>(code + (<u32>load<u16>(code, HEAD_NAMES) << 1));
}

/** Address of an entry: group, length, units. */
function nameEntry(program: u32, index: i32): u32 {
  const code: u32 = unitsOf(program);
  let at: u32 = code + (<u32>load<u16>(code, HEAD_NAMES) << 1) + 2;
  for (let i: i32 = 0; i < index; i++) at += 4 + (<u32>load<u16>(at, 2) << 1);
  return at;
}

export function regexpNamedGroup(program: u32, index: i32): i32 {
  return <i32>load<u16>(nameEntry(program, index));
}

export function regexpName(program: u32, index: i32): u32 {
  const entry: u32 = nameEntry(program, index);
  return stringOfUnits(entry + 4, <u32>load<u16>(entry, 2));
}
