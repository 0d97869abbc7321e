import { expect, test } from 'vitest';
import { ASYNCIFY_BASE, CONTROL, HEAP_BASE } from '../../../../../compiler/abi.js';
import { CELL, CELL_KIND, REALM, REALM_BYTES, TAG } from '../../../../../compiler/dynamic/layout.js';
import { LibraryInstance } from './library-instance.js';
import { cases, type Random, same } from './random.js';

const ROOTS = HEAP_BASE + REALM_BYTES;
const ROOT_COUNT = 64;
/** As far as a collection of heaps this small uses memory above the top. */
const ZEROS = Buffer.alloc(4 << 20);

/** A cell as the test remembers it. */
interface Remembered {
  readonly kind: number;
  readonly bytes: number;
  address: number;
  /** Behind the header: other cells, or numbers that must stay. */
  readonly content: (Remembered | number)[];
  readonly text?: string;
}

class Graph {
  readonly library = new LibraryInstance(ROOTS + 8 * ROOT_COUNT);
  readonly roots: (Remembered | undefined)[] = Array.from({ length: ROOT_COUNT });
  readonly stack: Remembered[] = [];

  constructor(readonly random: Random) {}

  allocate(): Remembered {
    const { random, library } = this;
    if (random.below(4) === 0) {
      const text = random.text(60);
      const rope = random.below(2) === 0;
      const address = rope
        ? library.call.concat!(library.string(text.slice(0, 5)), library.string(text.slice(5))) >>> 0
        : library.string(text);
      return { kind: CELL_KIND.string, bytes: 0, address, content: [], text };
    }
    const kind = random.pick([CELL_KIND.values, CELL_KIND.values, CELL_KIND.plain, CELL_KIND.words, CELL_KIND.bytes]);
    const words = random.below(400) === 0 ? 2 + random.below(20_000) : 2 * random.below(12) + 2;
    const bytes = 8 + 4 * (words & ~1);
    const address = library.call.allocateCell!(kind, bytes) >>> 0;
    for (let at = 8; at < bytes; at += 4) if (library.u32(address + at) !== 0) throw new Error(`not zero at ${at} of ${bytes}`);
    const cell: Remembered = { kind, bytes, address, content: [] };
    // Of large cells only the first and last words are used.
    for (let i = 0; i < Math.min(8, (bytes - 8) / 8); i++) this.#fill(cell, i);
    return cell;
  }

  #fill(cell: Remembered, i: number): void {
    const { random } = this;
    const other = random.below(3) === 0 ? undefined : this.any();
    const { view } = this.library;
    const at = cell.address + 8 + 8 * i;
    if (other === undefined || cell.kind === CELL_KIND.bytes) {
      const number = random.below(1000);
      cell.content[i] = number;
      view.setFloat64(at, number, true);
    } else {
      cell.content[i] = other;
      if (cell.kind === CELL_KIND.values) view.setBigUint64(at, this.boxed(other), true);
      else view.setUint32(at, other.address, true);
    }
  }

  boxed(cell: Remembered): bigint {
    return (BigInt(cell.text === undefined ? TAG.object : TAG.string) << 48n) | BigInt(cell.address);
  }

  any(): Remembered | undefined {
    return this.roots[this.random.below(ROOT_COUNT)];
  }

  setRoot(i: number, cell: Remembered | undefined): void {
    this.roots[i] = cell;
    const { view } = this.library;
    if (cell === undefined) view.setBigUint64(ROOTS + 8 * i, 0n, true);
    else if (this.random.below(2) === 0) view.setBigUint64(ROOTS + 8 * i, this.boxed(cell), true);
    // An address in the middle of the cell, as of an array's elements.
    else view.setBigUint64(ROOTS + 8 * i, BigInt(cell.address + this.random.below(Math.max(cell.bytes, 8))) << 32n, true);
  }

  /** Cells that only Asyncify's stack holds. */
  setStack(cells: readonly Remembered[]): void {
    this.stack.splice(0, this.stack.length, ...cells);
    const { view } = this.library;
    cells.forEach((cell, i) => {
      view.setUint32(ASYNCIFY_BASE + 4 * i, cell.address, true);
    });
    view.setUint32(CONTROL.asyncify, ASYNCIFY_BASE + 4 * cells.length, true);
  }

  collect(): void {
    this.library.call.collect!(ROOTS + 8 * ROOT_COUNT);
    const top = this.library.u32(CONTROL.heapTop);
    const { buffer } = this.library.memory;
    const above = Buffer.from(buffer, top, Math.min(buffer.byteLength - top, ZEROS.length));
    if (above.compare(ZEROS, 0, above.length) !== 0) throw new Error('memory above the heap is not zero');
  }

  /** Every cell that can be reached is as it was. Gives their bytes. */
  check(): number {
    const seen = new Set<Remembered>();
    const waiting = [...this.roots.filter((root) => root !== undefined), ...this.stack];
    for (;;) {
      const cell = waiting.pop();
      if (cell === undefined) return [...seen].reduce((sum, { bytes }) => sum + bytes, 0);
      if (seen.has(cell)) continue;
      seen.add(cell);
      this.#checkCell(cell);
      if (cell.kind === CELL_KIND.bytes) continue;
      for (const other of cell.content) if (typeof other === 'object') waiting.push(other);
    }
  }

  #checkCell(cell: Remembered): void {
    const { library } = this;
    if (cell.text !== undefined) {
      same(library.text(cell.address), cell.text);
      return;
    }
    same(library.u32(cell.address), cell.bytes);
    same(library.view.getUint8(cell.address + CELL.kind), cell.kind);
    cell.content.forEach((other, i) => {
      const at = cell.address + 8 + 8 * i;
      same(
        typeof other === 'number' ? library.view.getFloat64(at, true) : library.u32(at),
        typeof other === 'number' ? other : other.address,
      );
    });
  }
}

test('random graphs survive, garbage is used again', () => {
  cases(8, (random) => {
    const graph = new Graph(random);
    let greatest = 0;
    let live = 0;
    for (let round = 0; round < 40; round++) {
      // What hangs on old cells grows without end unless all is dropped now and then.
      if (round % 10 === 0) for (let i = 0; i < ROOT_COUNT; i++) graph.setRoot(i, undefined);
      for (let i = 0; i < 1500; i++) {
        const cell = graph.allocate();
        if (random.below(3) > 0) graph.setRoot(random.below(ROOT_COUNT), cell);
      }
      for (let i = 0; i < 20; i++) graph.setRoot(random.below(ROOT_COUNT), undefined);
      graph.setStack(Array.from({ length: random.below(5) }, () => graph.allocate()));
      greatest = Math.max(greatest, live + graph.library.u32(REALM.allocated));
      graph.collect();
      live = graph.check();
      const size = graph.library.u32(CONTROL.heapTop) - ROOTS;
      if (size > greatest * 2 + 200_000) throw new Error(`the heap has ${size} bytes for ${greatest}`);
    }
  });
});

test('a million cells in one list, and in one array', () => {
  const graph = new Graph(undefined as unknown as Random);
  const { library } = graph;
  const { call } = library;
  let list = 0;
  for (let i = 0; i < 1_000_000; i++) {
    const cell = call.allocateCell!(CELL_KIND.variable, 16) >>> 0;
    library.view.setUint32(cell + 8, list, true);
    list = cell;
  }
  const array = call.allocateCell!(CELL_KIND.values, 8 + 8 * 1_000_000) >>> 0;
  for (let i = 0; i < 1_000_000; i++) {
    const cell = call.allocateCell!(CELL_KIND.variable, 16) >>> 0;
    library.view.setUint32(cell + 8, i, true);
    library.view.setBigUint64(array + 8 + 8 * i, (BigInt(TAG.object) << 48n) | BigInt(cell), true);
  }
  library.view.setUint32(ROOTS, list, true);
  library.view.setUint32(ROOTS + 4, array, true);
  call.collect!(ROOTS + 8);
  const top = library.u32(CONTROL.heapTop);
  let length = 0;
  for (let cell = list; cell !== 0; cell = library.u32(cell + 8)) length++;
  expect(length).toBe(1_000_000);
  for (let i = 0; i < 1_000_000; i++) if (library.u32(library.u32(array + 8 + 8 * i) + 8) !== i) throw new Error(`element ${i}`);
  library.view.setUint32(ROOTS, 0, true);
  library.view.setUint32(ROOTS + 4, 0, true);
  call.collect!(ROOTS + 8);
  expect(library.u32(REALM.allocated)).toBe(0);
  for (let i = 0; i < 1_500_000; i++) call.allocateCell!(CELL_KIND.variable, 16);
  expect(library.u32(CONTROL.heapTop)).toBeLessThanOrEqual(top);
});

test('atoms that nothing holds are forgotten, others stay the only ones', () => {
  const graph = new Graph(undefined as unknown as Random);
  const { library } = graph;
  const { call } = library;
  const kept = Array.from({ length: 500 }, (_, i) => call.intern!(library.string(`kept ${i}`)) >>> 0);
  const holder = call.allocateCell!(CELL_KIND.words, 8 + 4 * kept.length) >>> 0;
  kept.forEach((atom, i) => {
    library.view.setUint32(holder + 8 + 4 * i, atom, true);
  });
  library.view.setUint32(ROOTS, holder, true);
  let top = 0;
  for (let round = 0; round < 60; round++) {
    for (let i = 0; i < 3000; i++) call.intern!(library.string(`lost ${round} ${i} and a long text behind it`));
    call.collect!(ROOTS + 8);
    kept.forEach((atom, i) => {
      same(call.intern!(library.string(`kept ${i}`)) >>> 0, atom);
    });
    if (round === 20) top = library.u32(CONTROL.heapTop);
  }
  expect(library.u32(CONTROL.heapTop)).toBeLessThanOrEqual(top);
});

/** Each cell of the array leads to one more, so that the stack of the collector gets as long as the array. */
function fan(library: LibraryInstance, count: number): number {
  const { call } = library;
  const array = call.allocateCell!(CELL_KIND.values, 8 + 8 * count) >>> 0;
  for (let i = 0; i < count; i++) {
    const cell = call.allocateCell!(CELL_KIND.variable, 16) >>> 0;
    const inner = call.allocateCell!(CELL_KIND.variable, 16) >>> 0;
    library.view.setUint32(cell + 8, inner, true);
    library.view.setFloat64(inner + 8, i, true);
    library.view.setBigUint64(array + 8 + 8 * i, (BigInt(TAG.object) << 48n) | BigInt(cell), true);
  }
  return array;
}

test('memory too short for the stack of marked cells: all is found nevertheless', () => {
  const library = new LibraryInstance(ROOTS + 8, 64);
  const count = 50_000;
  const array = fan(library, count);
  library.view.setUint32(ROOTS, array, true);
  const pages = library.memory.buffer.byteLength / 65536;
  expect(pages).toBeLessThan(64);
  // Fills what is left but for the bitmaps and a little more.
  const top = library.u32(CONTROL.heapTop);
  library.call.allocateCell!(CELL_KIND.bytes, 64 * 65536 - top - 150_000);
  library.call.collect!(ROOTS + 8);
  for (let i = 0; i < 30_000; i++)
    library.view.setUint32((library.call.allocateCell!(CELL_KIND.variable, 16) >>> 0) + 8, 0xffffffff, true);
  for (let i = 0; i < count; i++) {
    const inner = library.u32(library.u32(array + 8 + 8 * i) + 8);
    same(library.view.getFloat64(inner + 8, true), i);
  }
  // Not even the bitmaps fit: nothing is collected, nothing is lost.
  for (;;) {
    const left = 64 * 65536 - library.u32(CONTROL.heapTop);
    if (left < 70_000) break;
    library.call.allocateCell!(CELL_KIND.bytes, left - 66_000);
  }
  library.call.collect!(ROOTS + 8);
  for (let i = 0; i < count; i++) same(library.view.getFloat64(library.u32(library.u32(array + 8 + 8 * i) + 8) + 8, true), i);
});

test('a collection is due after enough was allocated', () => {
  const { library } = new Graph(undefined as unknown as Random);
  const due = () => library.u32(REALM.allocated) > library.u32(REALM.collectAt);
  let count = 0;
  while (!due()) {
    library.call.allocateCell!(CELL_KIND.bytes, 1000);
    count++;
  }
  expect(count * 1000).toBeGreaterThan(4 << 20);
  library.call.collect!(ROOTS);
  expect(due()).toBe(false);
  library.call.allocateCell!(CELL_KIND.bytes, 100 << 20);
  expect(due()).toBe(true);
});
