import { describe, expect, test } from 'vitest';
import { HEAP_BASE, STATUS } from '../../../../compiler/abi.js';
import { ControlBlock, cutRange, readProgress, usedBytes } from '../../../../runtime/engine/index.js';
import { blockOf } from './blocks.js';

const block = blockOf('range', [], {});

function memoryAt(start: number, next: number, end: number): Uint8Array {
  const memory = new Uint8Array(32 * 65536);
  const control = new ControlBlock(memory);
  control.reset();
  control.write('rangeStart', start);
  control.write('rangeNext', next);
  control.write('rangeEnd', end);
  return memory;
}

describe('cutting a range', () => {
  test.each([
    [0, 0, 10, { mid: 5, hi: 10 }],
    [0, 7, 10, { mid: 9, hi: 10 }],
    [0, 8, 10, { mid: 9, hi: 10 }],
    [-10, -10, 10, { mid: 0, hi: 10 }],
    [0, 9, 10, undefined],
    [0, 10, 10, undefined],
    [0, 12, 10, undefined],
    [-(2 ** 31), -(2 ** 31), 2 ** 31 - 1, { mid: 0, hi: 2 ** 31 - 1 }],
  ])('[%i, %i) up to %i', (start, next, end, wanted) => {
    const memory = memoryAt(start, next, end);
    expect(cutRange(memory, block)).toEqual(wanted);
    expect(new ControlBlock(memory).read('rangeEnd')).toBe(wanted?.mid ?? end);
  });

  test('again and again covers everything once', () => {
    const memory = memoryAt(0, 0, 1000);
    let end = 1000;
    for (let cut = cutRange(memory, block); cut; cut = cutRange(memory, block)) {
      expect(cut.hi).toBe(end);
      end = cut.mid;
    }
    expect(end).toBe(1);
  });

  test('of blocks that can not be split is refused', () => {
    expect(cutRange(memoryAt(0, 0, 10), blockOf('sequential', [], {}))).toBeUndefined();
    expect(cutRange(memoryAt(0, 0, 10), { ...block, parallel: false })).toBeUndefined();
    const done = memoryAt(0, 0, 10);
    new ControlBlock(done).write('status', STATUS.done);
    expect(cutRange(done, block)).toBeUndefined();
  });
});

describe('progress', () => {
  test.each([
    [0, 0, 10, 0],
    [0, 5, 10, 0.5],
    [-4, 0, 4, 0.5],
    [0, 12, 10, 1],
    [3, 3, 3, 0],
  ])('from %i at %i to %i', (start, next, end, wanted) => {
    expect(readProgress(memoryAt(start, next, end), block)).toBe(wanted);
  });

  test('of a block without range is known at the end only', () => {
    const memory = memoryAt(0, 5, 10);
    const sequential = blockOf('sequential', [], {});
    expect(readProgress(memory, sequential)).toBe(0);
    new ControlBlock(memory).write('status', STATUS.done);
    expect(readProgress(memory, sequential)).toBe(1);
  });
});

test('used bytes end with the heap, in whole pages', () => {
  const memory = new Uint8Array(32 * 65536);
  expect(usedBytes(memory)).toBe(HEAP_BASE);
  new ControlBlock(memory).heapTop = HEAP_BASE + 1;
  expect(usedBytes(memory)).toBe(HEAP_BASE + 65536);
  new ControlBlock(memory).heapTop = 0xffff_fff8;
  expect(usedBytes(memory)).toBe(memory.length);
});
