// The match under way, in words of REALM.library: a match is never begun while another one runs, and memory is the whole checkpoint. Two cells
// belong to it: the registers, and the stack of what to try when the match fails here.
import { allocateCell, sizeOf } from './heap';
import { CELL_KIND_BYTES, REALM_LIBRARY } from './layout';

/** Address of the program's first unit. */
export const CODE: u32 = REALM_LIBRARY + 80;
/** Addresses of the text's first unit, and behind its last. */
export const UNITS: u32 = REALM_LIBRARY + 84;
export const END: u32 = REALM_LIBRARY + 88;
/** Cells. Registers hold addresses of units (0: none), counters, or what the stack's height was. */
export const REGISTERS: u32 = REALM_LIBRARY + 92;
export const STACK: u32 = REALM_LIBRARY + 96;
/** Where the match goes on: instruction, unit, top of the stack. Instruction 0: with the next attempt. */
export const INSTRUCTION: u32 = REALM_LIBRARY + 100;
export const PLACE: u32 = REALM_LIBRARY + 104;
export const TOP: u32 = REALM_LIBRARY + 108;
/** Where the attempt began, and the last place where one may. */
export const ATTEMPT: u32 = REALM_LIBRARY + 112;
export const LAST_ATTEMPT: u32 = REALM_LIBRARY + 116;
/** Steps until the program shall look whether it is to pause. */
export const STEPS: u32 = REALM_LIBRARY + 120;

const LEAST_STACK: u32 = 4096;
/** A larger one is given back after the match. */
const MOST_KEPT: u32 = 1 << 18;
/** Beyond, the match fails with V8's RangeError. */
const MOST_STACK: u32 = 64 << 20;

/** What a kind of entry has in the upper bits of its last word; the others are the place in the program, or a register. */
export const ENTRY_REGISTER: u32 = 1 << 31;
/** first place, place, instruction: a loop that can give back. */
export const ENTRY_LOOP: u32 = 1 << 30;
/** count, place, instruction: a lazy loop that can take one more. */
export const ENTRY_LAZY: u32 = 1 << 29;

/** Room for registers, and a stack. */
export function openMatch(registers: u32): void {
  const bytes: u32 = 8 + (registers << 2);
  let cell: u32 = load<u32>(REGISTERS);
  if (cell == 0 || sizeOf(cell) < bytes) {
    cell = allocateCell(CELL_KIND_BYTES, max<u32>(bytes, 256));
    store<u32>(REGISTERS, cell);
  }
  if (load<u32>(STACK) == 0) store<u32>(STACK, allocateCell(CELL_KIND_BYTES, LEAST_STACK));
}

/** A stack twice as large; gives the top in it, or 0 when there is none. */
export function growStack(top: u32): u32 {
  const old: u32 = load<u32>(STACK);
  const bytes: u32 = sizeOf(old) << 1;
  if (bytes > MOST_STACK) return 0;
  const cell: u32 = allocateCell(CELL_KIND_BYTES, bytes);
  memory.copy(cell + 8, old + 8, top - old - 8);
  store<u32>(STACK, cell);
  return cell + (top - old);
}

export function closeMatch(): void {
  if (sizeOf(load<u32>(STACK)) > MOST_KEPT) store<u32>(STACK, 0);
}
