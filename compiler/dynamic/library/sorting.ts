// Numbers in the order of typed arrays: ascending, -0 before 0, NaN last. As integers whose order is that of the doubles they are sorted byte by
// byte, or by insertion when they are few.
import { allocateCell } from './heap';
import { CELL_KIND_BYTES } from './layout';

const FEW: u32 = 48;
const SIGN: u64 = 0x8000000000000000;

/** Of bits whose NaNs are positive: negative numbers are turned around. */
function toOrder(bits: u64): u64 {
  return (bits & SIGN) != 0 ? ~bits : bits | SIGN;
}

function fromOrder(order: u64): u64 {
  return (order & SIGN) != 0 ? order & ~SIGN : ~order;
}

export function sortDoubles(at: u32, count: u32): void {
  const end: u32 = at + (count << 3);
  for (let p: u32 = at; p < end; p += 8) {
    const x: f64 = load<f64>(p);
    store<u64>(p, toOrder(x == x ? reinterpret<u64>(x) : 0x7ff8000000000000));
  }
  sortWords(at, count);
  for (let p: u32 = at; p < end; p += 8) store<u64>(p, fromOrder(load<u64>(p)));
}

/** Unsigned 64-bit integers. */
export function sortWords(at: u32, count: u32): void {
  if (count <= FEW) insertionSort(at, count);
  else radixSort(at, count);
}

function insertionSort(at: u32, count: u32): void {
  const end: u32 = at + (count << 3);
  for (let p: u32 = at + 8; p < end; p += 8) {
    const value: u64 = load<u64>(p);
    let q: u32 = p;
    while (q > at && load<u64>(q - 8) > value) {
      store<u64>(q, load<u64>(q - 8));
      q -= 8;
    }
    store<u64>(q, value);
  }
}

/** Eight stable passes, those skipped in which all have the same byte. */
function radixSort(at: u32, count: u32): void {
  const spare: u32 = allocateCell(CELL_KIND_BYTES, 8 + 1024 + (count << 3)) + 8;
  let from: u32 = at;
  let to: u32 = spare + 1024;
  for (let shift: u64 = 0; shift < 64; shift += 8) {
    memory.fill(spare, 0, 1024);
    const end: u32 = from + (count << 3);
    for (let p: u32 = from; p < end; p += 8) {
      const place: u32 = spare + ((<u32>((load<u64>(p) >> shift) & 255)) << 2);
      store<u32>(place, load<u32>(place) + 1);
    }
    if (load<u32>(spare + ((<u32>((load<u64>(from) >> shift) & 255)) << 2)) == count) continue;
    let sum: u32 = 0;
    for (let b: u32 = 0; b < 1024; b += 4) {
      const n: u32 = load<u32>(spare + b);
      store<u32>(spare + b, sum);
      sum += n;
    }
    for (let p: u32 = from; p < end; p += 8) {
      const value: u64 = load<u64>(p);
      const place: u32 = spare + ((<u32>((value >> shift) & 255)) << 2);
      const position: u32 = load<u32>(place);
      store<u32>(place, position + 1);
      store<u64>(to + (position << 3), value);
    }
    const other: u32 = from;
    from = to;
    to = other;
  }
  if (from != at) memory.copy(at, from, count << 3);
}
