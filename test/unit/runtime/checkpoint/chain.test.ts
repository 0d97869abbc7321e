import { describe, expect, test } from 'vitest';
import { HEAP_BASE } from '../../../../compiler/abi.js';
import { ChainRestorer, type NamedCheckpoint, restore } from '../../../../runtime/checkpoint/index.js';
import { HEADER, named, OWNER, pageSet, successor } from './fixtures.js';

const base = named(HEADER, pageSet([1, 1], [280, 2]));
const first = successor(base, pageSet([1, 3]));
const second = successor(first, pageSet([2, 4]), { epoch: 2, memoryBytes: 20 * 65536 });
const memory = () => new Uint8Array(20 * 65536);
const byteOf = (bytes: Uint8Array, page: number) => bytes[page * 4096 + 5];

describe('a chain', () => {
  test('is applied in order', () => {
    const restored = memory();
    expect(restore(restored, [base, first, second], OWNER)).toEqual(second.header);
    expect([1, 2, 280].map((page) => byteOf(restored, page))).toEqual([3, 4, 2]);
  });

  test('clears what a new instance has of its own', () => {
    const restored = memory();
    restored.fill(7, 16384, 20000);
    restored.fill(7, 4096, 8192);
    restore(restored, [base], OWNER);
    expect(byteOf(restored, 4)).toBe(0);
    expect(byteOf(restored, 1)).toBe(1);
    expect(restored.subarray(0, HEAP_BASE).some((byte) => byte === 7)).toBe(false);
  });

  const rival = successor(base, pageSet([1, 9]));
  test.each<[string, readonly NamedCheckpoint[], string]>([
    ['nothing', [], 'SHOAL6001'],
    ['a delta first', [first], 'SHOAL6001'],
    ['two bases', [base, base], 'SHOAL6001'],
    ['a gap', [base, second], 'SHOAL6001'],
    ['a delta twice', [base, first, first], 'SHOAL6001'],
    ['a delta of another chain', [base, rival, successor(first, pageSet())], 'SHOAL6001'],
    ['an older epoch', [base, successor(base, pageSet(), { epoch: 0 })], 'SHOAL6001'],
    ['a smaller memory', [base, successor(base, pageSet(), { memoryBytes: 17 * 65536 })], 'SHOAL6001'],
    ['another module', [named({ ...HEADER, moduleDigest: 'cd'.repeat(32) }, pageSet())], 'SHOAL6003'],
    ['another shard', [named({ ...HEADER, shard: 'b1.0' }, pageSet())], 'SHOAL6003'],
    ['another run', [named({ ...HEADER, run: 'r2' }, pageSet())], 'SHOAL6003'],
    ['another layout', [named({ ...HEADER, abi: 2 }, pageSet())], 'SHOAL6003'],
    ['another module in a delta', [base, successor(base, pageSet(), { moduleDigest: 'cd'.repeat(32) })], 'SHOAL6003'],
  ])('refuses %s', (_, chain, code) => {
    expect(() => restore(memory(), chain, OWNER)).toThrow(expect.objectContaining({ code }));
  });

  test('a refused link leaves memory and chain as they were', () => {
    const restorer = new ChainRestorer(OWNER);
    const restored = memory();
    restorer.apply(restored, base);
    expect(() => restorer.apply(restored, second)).toThrow(expect.objectContaining({ code: 'SHOAL6001' }));
    expect(restorer.header).toEqual(base.header);
    expect(byteOf(restored, 2)).toBe(0);
    restorer.apply(restored, first);
    restorer.apply(restored, second);
    expect(byteOf(restored, 2)).toBe(4);
  });

  test('wants a memory that is large enough', () => {
    expect(() => restore(new Uint8Array(65536), [base], OWNER)).toThrow(expect.objectContaining({ code: 'SHOAL9001' }));
  });
});
