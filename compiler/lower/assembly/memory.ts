// The heap: a bump allocator over linear memory that is zero from its top on. Nothing is freed but by `release`.
import { trap } from './host';
import { HEAP_TOP, TRAP_MEMORY } from './layout';

/** The address of `bytes` zeroed bytes, a multiple of 8. Traps when the memory can't grow that far. */
export function allocate(bytes: u64): u32 {
  const start: u32 = load<u32>(HEAP_TOP);
  const end: u64 = <u64>start + ((bytes + 7) & ~<u64>7);
  const size: u64 = <u64>memory.size() << 16;
  if (end > size) growTo(end, size, bytes);
  store<u32>(HEAP_TOP, <u32>end);
  return start;
}

/** Some more than asked for, so that many small allocations grow the memory seldom. */
function growTo(end: u64, size: u64, bytes: u64): void {
  // An address beyond the last must stay a u32, so the very last page is never used.
  if (end < 0xffff0000) {
    const needed: u64 = (end - size + 0xffff) >> 16;
    const wanted: u64 = max<u64>(needed, min<u64>(size >> 19, 1024));
    if (memory.grow(<i32>wanted) >= 0) return;
    if (memory.grow(<i32>needed) >= 0) return;
  }
  trap(TRAP_MEMORY, -1, <f64>bytes, 0.0);
  unreachable();
}

// @ts-ignore: decorator
@inline
export function heapTop(): u32 {
  return load<u32>(HEAP_TOP);
}

/** Gives back everything allocated since `mark` was the top of the heap. */
// @ts-ignore: decorator
@inline
export function release(mark: u32): void {
  const top: u32 = load<u32>(HEAP_TOP);
  if (top != mark) {
    memory.fill(mark, 0, top - mark);
    store<u32>(HEAP_TOP, mark);
  }
}

// Fields of records, written one after the other: each call gives the record, so that calls nest in one expression.

// @ts-ignore: decorator
@inline
export function putDouble(record: u32, offset: u32, value: f64): u32 {
  store<f64>(record + offset, value);
  return record;
}

// @ts-ignore: decorator
@inline
export function putWord(record: u32, offset: u32, value: u32): u32 {
  store<u32>(record + offset, value);
  return record;
}
