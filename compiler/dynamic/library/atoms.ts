// Atoms: of each content at most one string is flagged as one, so that property keys are compared by address. A hash table with open
// addressing in a `words` cell at REALM.atoms: 0 free, DELETED where an atom died. It keeps no atom alive.
import { isMarked } from './collector';
import { allocateCell, kindOfCell, sizeOf } from './heap';
import {
  CELL_FLAGS, CELL_KIND_STRING, CELL_KIND_WORDS, REALM_ATOMS, STRING_HASH, STRING_IS_ATOM, STRING_LENGTH,
} from './layout';
import { ATOM_COUNT } from './state';
import { copyOfUnits, hashOf, hashUnits, isAtom, sameUnits, stringLength, unitsOf } from './text';

const DELETED: u32 = 1;
const FIRST_CAPACITY: u32 = 1024;

/** The atom of the same content. */
export function toAtom(text: u32): u32 {
  return isAtom(text) ? text : findAtom(text);
}

function findAtom(text: u32): u32 {
  const hash: u32 = hashOf(text);
  const units: u32 = unitsOf(text);
  const length: u32 = stringLength(text);
  const known: u32 = lookUp(units, length, hash);
  if (known != 0) return known;
  // A slice would keep the whole text that it was cut from, and an indirect string costs a step more at every use.
  const atom: u32 = kindOfCell(text) == CELL_KIND_STRING ? text : copyOfUnits(units, length);
  store<u32>(atom, hash, STRING_HASH);
  insert(atom);
  return atom;
}

export function atomOfUnits(at: u32, length: u32): u32 {
  const hash: u32 = hashUnits(at, length);
  const known: u32 = lookUp(at, length, hash);
  if (known != 0) return known;
  const atom: u32 = copyOfUnits(at, length);
  store<u32>(atom, hash, STRING_HASH);
  insert(atom);
  return atom;
}

/** A flat string outside of the heap becomes the atom of its content; there is none yet. */
export function registerAtom(text: u32): void {
  hashOf(text);
  insert(text);
}

/** 0: there is none. */
function lookUp(units: u32, length: u32, hash: u32): u32 {
  const table: u32 = load<u32>(REALM_ATOMS);
  if (table == 0) return 0;
  const entries: u32 = table + 8;
  const mask: u32 = sizeOf(table) - 8 - 4;
  let at: u32 = hash << 2;
  let atom: u32 = load<u32>(entries + (at & mask));
  while (atom != 0) {
    if (
      atom != DELETED && load<u32>(atom, STRING_HASH) == hash && load<u32>(atom, STRING_LENGTH) == length &&
      sameUnits(unitsOf(atom), units, length)
    ) return atom;
    at += 4;
    atom = load<u32>(entries + (at & mask));
  }
  return 0;
}

/** `atom` has its hash, and no atom of its content is there. */
function insert(atom: u32): void {
  store<u8>(atom, load<u8>(atom, CELL_FLAGS) | <u8>STRING_IS_ATOM, CELL_FLAGS);
  let table: u32 = load<u32>(REALM_ATOMS);
  const count: u32 = load<u32>(ATOM_COUNT) + 1;
  // At most half full.
  if (table == 0 || count * 8 > sizeOf(table) - 8) table = rebuild(table);
  place(table, atom);
  store<u32>(ATOM_COUNT, load<u32>(ATOM_COUNT) + 1);
}

// @ts-ignore: decorator
@inline
function place(table: u32, atom: u32): void {
  const mask: u32 = sizeOf(table) - 8 - 4;
  let at: u32 = load<u32>(atom, STRING_HASH) << 2;
  while (load<u32>(table + 8 + (at & mask)) > DELETED) at += 4;
  store<u32>(table + 8 + (at & mask), atom);
}

/** A new table with room for as many again, without the places of the dead. */
function rebuild(old: u32): u32 {
  let live: u32 = 0;
  const end: u32 = old == 0 ? 0 : old + sizeOf(old);
  for (let at: u32 = old + 8; at < end; at += 4) if (load<u32>(at) > DELETED) live++;
  let capacity: u32 = FIRST_CAPACITY;
  while (capacity < live * 4) capacity <<= 1;
  const table: u32 = allocateCell(CELL_KIND_WORDS, 8 + (capacity << 2));
  for (let at: u32 = old + 8; at < end; at += 4) {
    const atom: u32 = load<u32>(at);
    if (atom > DELETED) place(table, atom);
  }
  store<u32>(REALM_ATOMS, table);
  store<u32>(ATOM_COUNT, live);
  return table;
}

/** Between marking and sweeping. */
export function dropDeadAtoms(table: u32): void {
  const end: u32 = table + sizeOf(table);
  for (let at: u32 = table + 8; at < end; at += 4) {
    const atom: u32 = load<u32>(at);
    if (atom > DELETED && !isMarked(atom)) store<u32>(at, DELETED);
  }
}
