import { test as check, fc } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import { HEAP_BASE } from '../../../../compiler/abi.js';
import { applyPages, PAGE_BYTES, type PageSet, ShadowTracker } from '../../../../runtime/checkpoint/index.js';
import { ControlBlock } from '../../../../runtime/engine/index.js';
import { PageSource } from '../../../../runtime/hub/page-source.js';
import { PlainCopy } from '../../../../runtime/hub/plain-copy.js';

const MIB = 1 << 20;

function memoryOf(usedBytes: number): Uint8Array {
  const memory = new Uint8Array(Math.ceil((usedBytes + 2 * PAGE_BYTES) / 65536) * 65536);
  new ControlBlock(memory).reset();
  new ControlBlock(memory).heapTop = usedBytes;
  return memory;
}

const setsOf = (collected: Iterable<PageSet | undefined>) => [...collected].filter((set) => set !== undefined);
const pagesOf = (collected: Iterable<PageSet | undefined>) => setsOf(collected).flatMap(({ pages }) => [...pages]);

describe.each([
  ['tracked', () => new ShadowTracker()],
  ['plain', () => new PlainCopy()],
] as const)('%s pages', (_, createTracker) => {
  test('are all that are not zero, at first, in sets of limited size', () => {
    const memory = memoryOf(HEAP_BASE + 12 * MIB);
    memory.fill(1, HEAP_BASE, HEAP_BASE + 12 * MIB);
    using source = new PageSource({ memory: () => memory }, createTracker());
    const sets = setsOf(source.collect());
    expect(Math.max(...sets.map(({ data }) => data.byteLength))).toBeLessThanOrEqual(4 * MIB);
    const expected = [0, ...Array.from({ length: (12 * MIB) / PAGE_BYTES }, (_, k) => HEAP_BASE / PAGE_BYTES + k)];
    expect(pagesOf(sets)).toEqual(expected);
    const copy = new Uint8Array(memory.length);
    for (const set of sets) applyPages(copy, set);
    expect(Buffer.compare(copy, memory)).toBe(0);
  });
});

describe('tracked pages', () => {
  check.prop([fc.array(fc.tuple(fc.nat(6 * MIB - 1), fc.nat(255)), { maxLength: 60 }), fc.nat(5)], { numRuns: 30 })(
    'a copy that gets every set is the memory itself, whatever was written between',
    (writes, rounds) => {
      const memory = memoryOf(HEAP_BASE + 6 * MIB);
      const copy = new Uint8Array(memory.length);
      using source = new PageSource({ memory: () => memory }, new ShadowTracker());
      for (let round = 0; round <= rounds; round++) {
        for (const [at, value] of writes.slice(round * 10, round * 10 + 10)) memory[HEAP_BASE + at] = value;
        for (const set of setsOf(source.collect())) applyPages(copy, set);
        expect(Buffer.compare(copy, memory)).toBe(0);
      }
    },
  );

  test('of a heap that has shrunk come once more, as zeros', () => {
    const memory = memoryOf(HEAP_BASE + 6 * MIB);
    const copy = new Uint8Array(memory.length);
    memory.fill(7, HEAP_BASE, HEAP_BASE + 6 * MIB);
    using source = new PageSource({ memory: () => memory }, new ShadowTracker());
    for (const set of setsOf(source.collect())) applyPages(copy, set);
    new ControlBlock(memory).heapTop = HEAP_BASE + MIB;
    memory.fill(0, HEAP_BASE + MIB);
    for (const set of setsOf(source.collect())) applyPages(copy, set);
    expect(Buffer.compare(copy, memory)).toBe(0);
  });

  test('that are few come in one set, wherever they are', () => {
    const memory = memoryOf(HEAP_BASE + 40 * MIB);
    for (let at = HEAP_BASE; at < HEAP_BASE + 40 * MIB; at += MIB) memory[at] = 1;
    using source = new PageSource({ memory: () => memory }, new ShadowTracker());
    expect(setsOf(source.collect()).map(({ pages }) => pages.length)).toEqual([41]);
  });

  test('follow a heap that grows while they are collected', () => {
    let memory = memoryOf(HEAP_BASE + MIB);
    using source = new PageSource({ memory: () => memory }, new ShadowTracker());
    expect(pagesOf(source.collect())).toEqual([0]);
    const grown = memoryOf(HEAP_BASE + 9 * MIB);
    grown[HEAP_BASE + 8 * MIB] = 1;
    memory = grown;
    expect(pagesOf(source.collect())).toEqual([0, (HEAP_BASE + 8 * MIB) / PAGE_BYTES]);
    expect(pagesOf(source.collect())).toEqual([]);
  });
});
