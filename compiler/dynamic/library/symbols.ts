// Symbols: a cell with the description, a value, that is its own identity.
import { message3 } from './errors';
import { allocateCell, flagsOf } from './heap';
import { CELL_FLAGS, CELL_KIND_SYMBOL, CELL_KIND_WORDS } from './layout';
import { literal } from './literals';
import { REGISTERED_SYMBOLS, WELL_KNOWN } from './state';
import { emptyString, equalStrings } from './text';
import { addressOf, isString, stringValue, symbolValue, UNDEFINED } from './values';

const DESCRIPTION: u32 = 8;
const SYMBOL_BYTES: u32 = 16;
/** Flag of symbols made by Symbol.for. */
const IS_REGISTERED: u32 = 1;

export function newSymbol(description: u64): u64 {
  const symbol: u32 = allocateCell(CELL_KIND_SYMBOL, SYMBOL_BYTES);
  store<u64>(symbol, description, DESCRIPTION);
  return symbolValue(symbol);
}

export function symbolDescription(symbol: u64): u64 {
  return load<u64>(addressOf(symbol), DESCRIPTION);
}

export function symbolToString(symbol: u64): u32 {
  const description: u64 = symbolDescription(symbol);
  return message3(literal('Symbol('), isString(description) ? addressOf(description) : emptyString(), literal(')'));
}

/** The registry is a list: programs have few such symbols. */
export function symbolFor(key: u32): u64 {
  let list: u32 = load<u32>(REGISTERED_SYMBOLS);
  const count: u32 = list == 0 ? 0 : load<u32>(list, 8);
  for (let i: u32 = 0; i < count; i++) {
    const symbol: u32 = load<u32>(list + 16 + (i << 2));
    if (equalStrings(addressOf(load<u64>(symbol, DESCRIPTION)), key)) return symbolValue(symbol);
  }
  if (list == 0 || count == load<u32>(list, 12)) {
    const capacity: u32 = count == 0 ? 16 : count << 1;
    const larger: u32 = allocateCell(CELL_KIND_WORDS, 16 + (capacity << 2));
    store<u32>(larger, capacity, 12);
    if (list != 0) memory.copy(larger + 16, list + 16, count << 2);
    list = larger;
    store<u32>(REGISTERED_SYMBOLS, list);
  }
  const symbol: u64 = newSymbol(stringValue(key));
  store<u8>(addressOf(symbol), <u8>IS_REGISTERED, CELL_FLAGS);
  store<u32>(list + 16 + (count << 2), addressOf(symbol));
  store<u32>(list, count + 1, 8);
  return symbol;
}

export function symbolKeyFor(symbol: u64): u64 {
  return (flagsOf(addressOf(symbol)) & IS_REGISTERED) != 0 ? symbolDescription(symbol) : UNDEFINED;
}

const WELL_KNOWN_COUNT: u32 = 10;

/** By the number in WELL_KNOWN_SYMBOLS (core/intrinsics/values.ts). */
export function wellKnownSymbol(number: i32): u64 {
  let table: u32 = load<u32>(WELL_KNOWN);
  if (table == 0) {
    table = allocateCell(CELL_KIND_WORDS, 8 + (WELL_KNOWN_COUNT << 2));
    store<u32>(WELL_KNOWN, table);
    for (let i: u32 = 0; i < WELL_KNOWN_COUNT; i++) {
      store<u32>(table + 8 + (i << 2), addressOf(newSymbol(stringValue(nameOfWellKnown(i)))));
    }
  }
  return symbolValue(load<u32>(table + 8 + (<u32>number << 2)));
}

function nameOfWellKnown(number: u32): u32 {
  if (number == 0) return literal('Symbol.iterator');
  if (number == 1) return literal('Symbol.toStringTag');
  if (number == 2) return literal('Symbol.hasInstance');
  if (number == 3) return literal('Symbol.toPrimitive');
  if (number == 4) return literal('Symbol.species');
  if (number == 5) return literal('Symbol.match');
  if (number == 6) return literal('Symbol.matchAll');
  if (number == 7) return literal('Symbol.replace');
  if (number == 8) return literal('Symbol.search');
  return literal('Symbol.split');
}
