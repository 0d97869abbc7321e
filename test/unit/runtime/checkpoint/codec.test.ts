import { fc, test } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import { applyPages, decodeCheckpoint, encodeCheckpoint, readHeader } from '../../../../runtime/checkpoint/index.js';
import type { CheckpointHeader, PageSet } from '../../../../runtime/checkpoint/types.js';
import { HEADER, joined, pageSet } from './fixtures.js';

const globals = fc.dictionary(
  fc.string().filter((name) => name !== '__proto__'),
  fc.oneof(fc.double(), fc.constantFrom(-0, Number.NaN, 2 ** 40), fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n })),
);

const headers: fc.Arbitrary<CheckpointHeader> = fc
  .record({
    run: fc.string(),
    shard: fc.string({ unit: 'binary' }),
    epoch: fc.nat(),
    sequence: fc.nat(),
    memoryBytes: fc.integer({ min: 1, max: 65536 }).map((pages) => pages * 65536),
    globals,
  })
  .map((fields) => ({
    ...HEADER,
    ...fields,
    ...(fields.sequence === 0 ? {} : { kind: 'delta' as const, parent: 'cd'.repeat(32) }),
  }));

const pageSets: fc.Arbitrary<PageSet> = fc.uniqueArray(fc.nat(15), { maxLength: 6 }).map((numbers) => {
  const pages = Uint32Array.from(numbers).sort();
  return pageSet(...Array.from(pages, (page, index) => [page, index * 37 + 1] as const));
});

function expectSamePages(actual: PageSet, wanted: PageSet): void {
  expect(actual.pages).toEqual(wanted.pages);
  expect(Buffer.compare(actual.data, wanted.data)).toBe(0);
}

describe('the codec', () => {
  test.prop([headers, pageSets])('gives back what was encoded', (header, pages) => {
    const encoded = encodeCheckpoint({ header, pages });
    const bytes = Buffer.concat(encoded.chunks);
    expect(bytes.length).toBe(encoded.bytes);
    const decoded = decodeCheckpoint(bytes, encoded.digest);
    expect({ header: decoded.header, digest: decoded.digest }).toEqual({ header, digest: encoded.digest });
    expectSamePages(decoded.pages, pages);
    expect(readHeader(bytes)).toEqual(header);
  });

  test.prop([headers, pageSets, fc.nat(7)])('wherever the bytes stand in a larger buffer', (header, pages, offset) => {
    const bytes = joined({ header, pages });
    const inside = new Uint8Array(bytes.length + offset + 3);
    inside.set(bytes, offset);
    expectSamePages(decodeCheckpoint(inside.subarray(offset, offset + bytes.length)).pages, pages);
    const buffer = Buffer.from(inside.buffer);
    expectSamePages(decodeCheckpoint(buffer.subarray(offset, offset + bytes.length)).pages, pages);
  });

  test('does not copy page data', () => {
    const pages = pageSet([0, 1], [3, 2]);
    expect(encodeCheckpoint({ header: HEADER, pages }).chunks[1]).toBe(pages.data);
  });

  test('the change of any byte is noticed', () => {
    const bytes = joined({ header: HEADER, pages: pageSet([2, 7]) });
    for (let place = 0; place < bytes.length; place++) {
      const changed = Buffer.from(bytes);
      changed[place]! ^= 1 << (place % 8);
      expect(() => decodeCheckpoint(changed), `byte ${place}`).toThrow(
        expect.objectContaining({ code: expect.stringMatching(/^SHOAL600[123]$/) }),
      );
    }
  });

  test('so is every missing or additional byte', () => {
    const bytes = joined({ header: HEADER, pages: pageSet([2, 7]) });
    for (let length = 0; length < bytes.length; length++) {
      expect(() => decodeCheckpoint(bytes.subarray(0, length)), `length ${length}`).toThrow(
        expect.objectContaining({ code: 'SHOAL6001' }),
      );
    }
    expect(() => decodeCheckpoint(Buffer.concat([bytes, Buffer.alloc(1)]))).toThrow(
      expect.objectContaining({ code: 'SHOAL6001' }),
    );
  });

  test.prop([fc.uint8Array({ maxLength: 300 })])('garbage is refused', (bytes) => {
    expect(() => decodeCheckpoint(bytes)).toThrow(expect.objectContaining({ code: 'SHOAL6001' }));
    const likely = Buffer.concat([joined({ header: HEADER, pages: pageSet() }).subarray(0, 24), bytes]);
    expect(() => decodeCheckpoint(likely)).toThrow(expect.objectContaining({ code: 'SHOAL6001' }));
  });

  test('another checkpoint than the one announced is refused', () => {
    const bytes = joined({ header: HEADER, pages: pageSet([2, 7]) });
    expect(() => decodeCheckpoint(bytes, 'ef'.repeat(32))).toThrow(expect.objectContaining({ code: 'SHOAL6002' }));
  });

  /** Encoded by a sender that does not check what it sends, with a proper digest. */
  test.each<[string, CheckpointHeader, PageSet, string]>([
    ['another version', { ...HEADER, version: 2 as 1 }, pageSet(), 'SHOAL6003'],
    ['a page beyond memory', HEADER, pageSet([18 * 16, 1]), 'SHOAL6001'],
    ['pages out of order', HEADER, pageSet([3, 1], [2, 1]), 'SHOAL6001'],
    ['a page twice', HEADER, pageSet([3, 1], [3, 1]), 'SHOAL6001'],
    ['a base with a parent', { ...HEADER, parent: 'cd'.repeat(32) }, pageSet(), 'SHOAL6001'],
    ['a delta without one', { ...HEADER, kind: 'delta', sequence: 1 }, pageSet(), 'SHOAL6001'],
    ['a base in mid-chain', { ...HEADER, sequence: 4 }, pageSet(), 'SHOAL6001'],
    ['an odd size of memory', { ...HEADER, memoryBytes: 1000 }, pageSet(), 'SHOAL6001'],
    ['too large a memory', { ...HEADER, memoryBytes: 2 ** 33 }, pageSet(), 'SHOAL6001'],
    ['half an epoch', { ...HEADER, epoch: 0.5 }, pageSet(), 'SHOAL6001'],
    ['a parent that is no digest', { ...HEADER, kind: 'delta', sequence: 1, parent: '../x' }, pageSet(), 'SHOAL6001'],
  ])('%s is refused', (_, header, pages, code) => {
    expect(() => decodeCheckpoint(joined({ header, pages }))).toThrow(expect.objectContaining({ code }));
  });
});

describe('applyPages', () => {
  test('puts pages in their places and nothing elsewhere', () => {
    const memory = new Uint8Array(6 * 4096).fill(9);
    applyPages(memory, pageSet([0, 1], [2, 2], [3, 3], [5, 4]));
    expect(Array.from({ length: 6 }, (_, page) => memory[page * 4096 + 4095])).toEqual([1, 9, 2, 3, 9, 4]);
  });

  test('never writes beyond memory', () => {
    const memory = new Uint8Array(2 * 4096);
    expect(() => applyPages(memory, pageSet([0, 1], [2, 2]))).toThrow(expect.objectContaining({ code: 'SHOAL6001' }));
    expect(memory.every((byte) => byte === 0)).toBe(true);
  });
});
