// The backtracking matcher. It runs programs of builtins/regexp-code.ts, which says what the instructions and their operands are. It never runs
// long: after some thousand steps it leaves its state in memory and tells the caller to call again.
import {
  equalButForCase, isInPoint, isLineEnd, isOfClass, pointBefore, pointFrom, widthOf,
} from './regexp-characters';
import {
  ATTEMPT, CODE, END, ENTRY_LAZY, ENTRY_LOOP, ENTRY_REGISTER, growStack, INSTRUCTION, PLACE, REGISTERS, STACK, STEPS, TOP, UNITS,
} from './regexp-state';
import { sizeOf } from './heap';

export const FAILED: i32 = 0;
export const MATCHED: i32 = 1;
export const UNFINISHED: i32 = 2;
export const TOO_DEEP: i32 = 3;

// builtins/regexp-code.ts.
export const HEAD_FLAGS: u32 = 0;
export const HEAD_GROUPS: u32 = 2;
export const HEAD_REGISTERS: u32 = 4;
export const HEAD_LEAST: u32 = 6;
export const HEAD_CODE: u32 = 8;
export const HEAD_FIRST_TABLE: u32 = 10;
export const HEAD_FIRST_MASK: u32 = 12;
export const HEAD_FIRST_OTHERS: u32 = 14;
export const HEAD_NAMES: u32 = 16;
export const CODE_IGNORES_CASE: u32 = 1;
export const CODE_UNICODE: u32 = 2;
export const CODE_ANCHORED: u32 = 4;

/** Bytes that the largest entry of the stack takes. */
const ENTRY_BYTES: u32 = 12;

/** Operands that are numbers of two units. */
// @ts-ignore: decorator
@inline
function bound(pc: u32, offset: u32): u32 {
  return load<u32>(pc + offset);
}

/**
 * From an instruction and a place until the program matches, fails, or the steps are used up. `top` is the top of the stack; pc 0: what the
 * stack says is tried first.
 */
export function match(pc: u32, at: u32, top: u32): i32 {
  const code: u32 = load<u32>(CODE);
  const units: u32 = load<u32>(UNITS);
  const end: u32 = load<u32>(END);
  const registers: u32 = load<u32>(REGISTERS) + 8;
  const unicode: bool = (<u32>load<u16>(code, HEAD_FLAGS) & CODE_UNICODE) != 0;
  let stack: u32 = load<u32>(STACK);
  let limit: u32 = stack + sizeOf(stack) - ENTRY_BYTES;
  let steps: i32 = load<i32>(STEPS);
  for (;;) {
    if (top > limit) {
      top = growStack(top);
      if (top == 0) return TOO_DEEP;
      stack = load<u32>(STACK);
      limit = stack + sizeOf(stack) - ENTRY_BYTES;
    }
    switch (<u32>load<u16>(pc)) {
      case 0: // MATCH
        store<u32>(registers, load<u32>(ATTEMPT));
        store<u32>(registers, at, 4);
        return MATCHED;
      case 1: // UNIT
        if (at < end && load<u16>(at) == load<u16>(pc, 2)) {
          at += 2;
          pc += 4;
          continue;
        }
        break;
      case 2: // LETTER
        if (at < end && (<u32>load<u16>(at) | 32) == <u32>load<u16>(pc, 2)) {
          at += 2;
          pc += 4;
          continue;
        }
        break;
      case 3: { // TEXT
        const bytes: u32 = <u32>load<u16>(pc, 2) << 1;
        if (end - at < bytes) break;
        let i: u32 = 0;
        while (i < bytes && load<u16>(at + i) == load<u16>(pc + 4 + i)) i += 2;
        if (i < bytes) break;
        at += bytes;
        pc += 4 + bytes;
        continue;
      }
      case 4: // CLASS
        if (at < end && isOfClass(code, pc + 2, <u32>load<u16>(at))) {
          at += 2;
          pc += 8;
          continue;
        }
        break;
      case 5: { // POINT
        if (at >= end) break;
        const point: u32 = pointFrom(at, units, end);
        if (!isOfClass(code, pc + 2, point)) break;
        at += widthOf(point);
        pc += 8;
        continue;
      }
      case 6: // CLASS_BACK
        if (at > units && isOfClass(code, pc + 2, <u32>load<u16>(at - 2))) {
          at -= 2;
          pc += 8;
          continue;
        }
        break;
      case 7: { // POINT_BACK
        if (at <= units) break;
        const point: u32 = pointBefore(at, units, end);
        if (!isOfClass(code, pc + 2, point)) break;
        at -= widthOf(point);
        pc += 8;
        continue;
      }
      case 8: // SPLIT
        store<u32>(top, at);
        store<u32>(top, <u32>load<u16>(pc, 2), 4);
        top += 8;
        pc += 4;
        continue;
      case 9: // SPLIT_LAZY
        store<u32>(top, at);
        store<u32>(top, (pc + 4 - code) >> 1, 4);
        top += 8;
        pc = code + (<u32>load<u16>(pc, 2) << 1);
        continue;
      case 10: // JUMP
        pc = code + (<u32>load<u16>(pc, 2) << 1);
        if (--steps > 0) continue;
        return leave(pc, at, top);
      case 11: { // SAVE
        const register: u32 = <u32>load<u16>(pc, 2);
        store<u32>(top, load<u32>(registers + (register << 2)));
        store<u32>(top, register | ENTRY_REGISTER, 4);
        top += 8;
        store<u32>(registers + (register << 2), at);
        pc += 4;
        continue;
      }
      case 12: // CLEAR
      case 13: { // KEEP
        const past: u32 = <u32>load<u16>(pc, 4);
        const clears: bool = load<u16>(pc) == 12;
        for (let register: u32 = <u32>load<u16>(pc, 2); register < past; register++) {
          const old: u32 = load<u32>(registers + (register << 2));
          if (old == 0 && clears) continue;
          if (top > limit) {
            top = growStack(top);
            if (top == 0) return TOO_DEEP;
            stack = load<u32>(STACK);
            limit = stack + sizeOf(stack) - ENTRY_BYTES;
          }
          store<u32>(top, old);
          store<u32>(top, register | ENTRY_REGISTER, 4);
          top += 8;
          if (clears) store<u32>(registers + (register << 2), 0);
        }
        pc += 6;
        continue;
      }
      case 14: // START
        if (at != units) break;
        pc += 2;
        continue;
      case 15: // START_LINE
        if (at != units && !isLineEnd(<u32>load<u16>(at - 2))) break;
        pc += 2;
        continue;
      case 16: // END
        if (at != end) break;
        pc += 2;
        continue;
      case 17: // END_LINE
        if (at != end && !isLineEnd(<u32>load<u16>(at))) break;
        pc += 2;
        continue;
      case 18: { // BOUNDARY
        const before: bool = at > units && isOfClass(code, pc + 2, <u32>load<u16>(at - 2));
        const behind: bool = at < end && isOfClass(code, pc + 2, <u32>load<u16>(at));
        if ((before != behind) == (load<u16>(pc, 8) != 0)) break;
        pc += 10;
        continue;
      }
      case 19: { // REFERENCE
        const group: u32 = registers + (<u32>load<u16>(pc, 2) << 3);
        const from: u32 = load<u32>(group);
        const to: u32 = load<u32>(group, 4);
        const isBackward: bool = load<u16>(pc, 4) != 0;
        pc += 6;
        const bytes: u32 = from == 0 || to == 0 ? 0 : to - from;
        if (isBackward ? at - units < bytes : end - at < bytes) break;
        const other: u32 = isBackward ? at - bytes : at;
        if (!equalTexts(code, from, other, bytes, unicode)) break;
        steps -= <i32>(bytes >> 4);
        at = isBackward ? other : at + bytes;
        if (unicode && isInPoint(at, units, end)) break;
        continue;
      }
      case 20: { // LOOK
        const register: u32 = registers + (<u32>load<u16>(pc, 2) << 2);
        store<u32>(register, top - stack);
        store<u32>(register, at, 4);
        pc += 4;
        continue;
      }
      case 21: { // LOOK_END
        const register: u32 = registers + (<u32>load<u16>(pc, 2) << 2);
        top = stack + load<u32>(register);
        at = load<u32>(register, 4);
        pc += 4;
        continue;
      }
      case 22: // LOOK_NOT
        store<u32>(registers + (<u32>load<u16>(pc, 2) << 2), top - stack);
        store<u32>(top, at);
        store<u32>(top, <u32>load<u16>(pc, 4), 4);
        top += 8;
        pc += 6;
        continue;
      case 23: // LOOK_NOT_END
        top = unwind(registers, top, stack + load<u32>(registers + (<u32>load<u16>(pc, 2) << 2)));
        break;
      case 24: // PROGRESS
        if (load<u32>(registers + (<u32>load<u16>(pc, 2) << 2)) == at) break;
        pc += 4;
        continue;
      case 25: { // COUNT_START
        const register: u32 = <u32>load<u16>(pc, 2);
        store<u32>(top, load<u32>(registers + (register << 2)));
        store<u32>(top, register | ENTRY_REGISTER, 4);
        top += 8;
        store<u32>(registers + (register << 2), 0);
        pc += 4;
        continue;
      }
      case 26: { // COUNT
        const count: u32 = load<u32>(registers + (<u32>load<u16>(pc, 2) << 2));
        const past: u32 = <u32>load<u16>(pc, 12);
        const body: u32 = pc + 16;
        if (count < bound(pc, 4)) pc = body;
        else if (count >= bound(pc, 8)) pc = code + (past << 1);
        else {
          const isLazy: bool = load<u16>(pc, 14) != 0;
          store<u32>(top, at);
          store<u32>(top, isLazy ? (body - code) >> 1 : past, 4);
          top += 8;
          pc = isLazy ? code + (past << 1) : body;
        }
        continue;
      }
      case 27: { // COUNT_NEXT
        const register: u32 = <u32>load<u16>(pc, 2);
        const count: u32 = load<u32>(registers + (register << 2));
        const place: u32 = <u32>load<u16>(pc, 8);
        if (place != 0 && count >= bound(pc, 4) && load<u32>(registers + (place << 2)) == at) break;
        store<u32>(top, count);
        store<u32>(top, register | ENTRY_REGISTER, 4);
        top += 8;
        store<u32>(registers + (register << 2), count + 1);
        pc = code + (<u32>load<u16>(pc, 10) << 1);
        if (--steps > 0) continue;
        return leave(pc, at, top);
      }
      case 28: // LOOP
      case 30: { // LOOP_ALL
        const from: u32 = at;
        const most: u32 = bound(pc, 12);
        const past: u32 = (end - at) >> 1 > most ? at + (most << 1) : end;
        const table: u32 = code + (<u32>load<u16>(pc, 2) << 1);
        const mask: u32 = <u32>load<u16>(pc, 4);
        while (at < past) {
          const unit: u32 = <u32>load<u16>(at);
          if (unit < 256) {
            if ((<u32>load<u8>(table + unit) & mask) == 0) break;
          } else if (!isOfClass(code, pc + 2, unit)) break;
          at += 2;
        }
        steps -= <i32>((at - from) >> 5);
        const least: u32 = bound(pc, 8);
        if ((at - from) >> 1 < least) break;
        if (load<u16>(pc) == 28 && (at - from) >> 1 > least) {
          store<u32>(top, from + (least << 1));
          store<u32>(top, at, 4);
          store<u32>(top, ((pc - code) >> 1) | ENTRY_LOOP, 8);
          top += 12;
        }
        pc += 16;
        continue;
      }
      case 31: // POINTS
      case 33: { // POINTS_ALL
        const least: u32 = bound(pc, 8);
        const most: u32 = bound(pc, 12);
        const from: u32 = at;
        let first: u32 = at;
        let count: u32 = 0;
        while (at < end && count < most) {
          const point: u32 = pointFrom(at, units, end);
          if (!isOfClass(code, pc + 2, point)) break;
          at += widthOf(point);
          count++;
          if (count == least) first = at;
        }
        steps -= <i32>((at - from) >> 5);
        if (count < least) break;
        if (load<u16>(pc) == 31 && at > first) {
          store<u32>(top, first);
          store<u32>(top, at, 4);
          store<u32>(top, ((pc - code) >> 1) | ENTRY_LOOP, 8);
          top += 12;
        }
        pc += 16;
        continue;
      }
      case 29: // LOOP_LAZY
      case 32: { // POINTS_LAZY
        const least: u32 = bound(pc, 8);
        let count: u32 = 0;
        const from: u32 = at;
        while (count < least && at < end) {
          const width: u32 = taken(code, pc, at, units, end);
          if (width == 0) break;
          at += width;
          count++;
        }
        steps -= <i32>((at - from) >> 5);
        if (count < least) break;
        if (bound(pc, 12) > least) {
          store<u32>(top, count);
          store<u32>(top, at, 4);
          store<u32>(top, ((pc - code) >> 1) | ENTRY_LAZY, 8);
          top += 12;
        }
        pc += 16;
        continue;
      }
      case 34: // UNLESS
        if (at < end && isOfClass(code, pc + 2, <u32>load<u16>(at))) pc += 10;
        else pc = code + (<u32>load<u16>(pc, 8) << 1);
        continue;
      default: // FAIL
        break;
    }
    // What was put off last is tried next.
    stack = load<u32>(STACK);
    for (;;) {
      if (top == stack + 8) {
        store<i32>(STEPS, steps);
        return FAILED;
      }
      const last: u32 = load<u32>(top - 4);
      if ((last & ENTRY_REGISTER) != 0) {
        top -= 8;
        store<u32>(registers + ((last & 0xffff) << 2), load<u32>(top));
        continue;
      }
      at = load<u32>(top - 8);
      pc = code + ((last & 0xffff) << 1);
      if ((last & ENTRY_LOOP) != 0) {
        at -= load<u16>(pc) == 31 ? widthOf(pointBefore(at, load<u32>(top - 12), end)) : 2;
        store<u32>(top - 8, at);
        if (at <= load<u32>(top - 12)) top -= 12;
        pc += 16;
      } else if ((last & ENTRY_LAZY) != 0) {
        const width: u32 = at < end ? taken(code, pc, at, units, end) : 0;
        if (width == 0) {
          top -= 12;
          continue;
        }
        const count: u32 = load<u32>(top - 12) + 1;
        at += width;
        if (count >= bound(pc, 12)) top -= 12;
        else {
          store<u32>(top - 12, count);
          store<u32>(top - 8, at);
        }
        pc += 16;
      } else top -= 8;
      break;
    }
    if (--steps <= 0) return leave(pc, at, top);
  }
  return FAILED;
}

/** Bytes of the character here if the lazy loop takes it. */
function taken(code: u32, pc: u32, at: u32, units: u32, end: u32): u32 {
  const point: u32 = load<u16>(pc) == 32 ? pointFrom(at, units, end) : <u32>load<u16>(at);
  return isOfClass(code, pc + 2, point) ? widthOf(point) : 0;
}

function equalTexts(code: u32, a: u32, b: u32, bytes: u32, unicode: bool): bool {
  if ((<u32>load<u16>(code, HEAD_FLAGS) & CODE_IGNORES_CASE) != 0) return equalButForCase(a, b, bytes, unicode);
  for (let i: u32 = 0; i < bytes; i += 2) if (load<u16>(a + i) != load<u16>(b + i)) return false;
  return true;
}

/** Takes entries off until the stack is as low as it was, and sets registers back. */
function unwind(registers: u32, top: u32, to: u32): u32 {
  while (top > to) {
    const last: u32 = load<u32>(top - 4);
    if ((last & ENTRY_REGISTER) != 0) store<u32>(registers + ((last & 0xffff) << 2), load<u32>(top - 8));
    top -= (last & (ENTRY_LOOP | ENTRY_LAZY)) != 0 && (last & ENTRY_REGISTER) == 0 ? 12 : 8;
  }
  return top;
}

function leave(pc: u32, at: u32, top: u32): i32 {
  store<u32>(INSTRUCTION, pc);
  store<u32>(PLACE, at);
  store<u32>(TOP, top);
  return UNFINISHED;
}
