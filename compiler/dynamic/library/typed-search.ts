// Typed arrays: sorting and searching.
import { bigintEquals } from './bigint';
import { ELEMENT_KIND_F64, ELEMENT_KIND_I64, ELEMENT_KIND_U64, TYPED_ARRAY_DATA } from './layout';
import { allocateCell } from './heap';
import { CELL_KIND_BYTES } from './layout';
import { sortDoubles, sortWords } from './sorting';
import { elementAddress, isBigKind, readElement, readNumber, shiftOf, writeNumber } from './typed-elements';
import { addressOf, isBigint, isDouble, numberOf } from './values';
import { countOf, kindOfView } from './typed-arrays';

/** By way of doubles, or of 64-bit words whose order is that of the integers. */
export function typedSort(target: u64): void {
  const view: u32 = addressOf(target);
  const kind: u32 = kindOfView(view);
  const count: u32 = countOf(view);
  const data: u32 = load<u32>(view, TYPED_ARRAY_DATA);
  if (kind == ELEMENT_KIND_F64) sortDoubles(data, count);
  else if (kind == ELEMENT_KIND_U64) sortWords(data, count);
  else if (kind == ELEMENT_KIND_I64) {
    flipSigns(data, count);
    sortWords(data, count);
    flipSigns(data, count);
  } else {
    const copy: u32 = allocateCell(CELL_KIND_BYTES, 8 + (count << 3)) + 8;
    for (let i: u32 = 0; i < count; i++) store<f64>(copy + (i << 3), readNumber(data + (i << shiftOf(kind)), kind));
    sortDoubles(copy, count);
    for (let i: u32 = 0; i < count; i++) writeNumber(data + (i << shiftOf(kind)), kind, load<f64>(copy + (i << 3)));
  }
}

function flipSigns(at: u32, count: u32): void {
  for (let i: u32 = 0; i < count; i++) store<u64>(at + (i << 3), load<u64>(at + (i << 3)) ^ 0x8000000000000000);
}

export function typedIndexOf(target: u64, value: u64, from: i32): i32 {
  const view: u32 = addressOf(target);
  const count: i32 = countOf(view);
  for (let i: i32 = from; i < count; i++) if (isElement(view, i, value, false)) return i;
  return -1;
}

export function typedLastIndexOf(target: u64, value: u64, from: i32): i32 {
  const view: u32 = addressOf(target);
  for (let i: i32 = min<i32>(from, <i32>countOf(view) - 1); i >= 0; i--) if (isElement(view, i, value, false)) return i;
  return -1;
}

export function typedIncludes(target: u64, value: u64, from: i32): i32 {
  const view: u32 = addressOf(target);
  const count: i32 = countOf(view);
  for (let i: i32 = from; i < count; i++) if (isElement(view, i, value, true)) return 1;
  return 0;
}

function isElement(view: u32, index: u32, value: u64, nanIsItself: bool): bool {
  const kind: u32 = kindOfView(view);
  if (isBigKind(kind)) return isBigint(value) && bigintEquals(readElement(view, index), value);
  if (!isDouble(value)) return false;
  const x: f64 = readNumber(elementAddress(view, index), kind);
  const y: f64 = numberOf(value);
  return x == y || (nanIsItself && x != x && y != y);
}
