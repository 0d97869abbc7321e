import { fc, test } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import {
  applyPages,
  decodeCheckpoint,
  openTracking,
  PAGE_BYTES,
  restore,
  ShadowTracker,
} from '../../../../runtime/checkpoint/index.js';
import { HEADER, joined, OWNER } from './fixtures.js';

/** 20 wasm pages: more than one piece of the shadow. */
const PAGES = 20 * 16;
const MAXIMUM_PAGES = PAGES * 2;

type Step =
  | { readonly kind: 'write'; readonly address: number; readonly bytes: Uint8Array }
  | { readonly kind: 'grow'; readonly wasmPages: number }
  | { readonly kind: 'collect' };

const steps = fc.array(
  fc.oneof(
    {
      weight: 6,
      arbitrary: fc.record({
        kind: fc.constant('write' as const),
        address: fc.nat(MAXIMUM_PAGES * PAGE_BYTES - 1),
        bytes: fc.oneof(
          fc.uint8Array({ maxLength: 64 }),
          fc.nat(3 * PAGE_BYTES).map((length) => new Uint8Array(length)),
        ),
      }),
    },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('grow' as const), wasmPages: fc.integer({ min: 1, max: 8 }) }) },
    { weight: 2, arbitrary: fc.constant({ kind: 'collect' } as const) },
  ),
  { maxLength: 60 },
);

/** WebAssembly's, which grows in place. */
function growingMemory() {
  const memory = new WebAssembly.Memory({ initial: PAGES / 16, maximum: MAXIMUM_PAGES / 16, shared: true });
  return {
    get bytes(): Uint8Array {
      return new Uint8Array(memory.buffer);
    },
    grow(wasmPages: number): void {
      memory.grow(Math.min(wasmPages, (MAXIMUM_PAGES * PAGE_BYTES - memory.buffer.byteLength) / 65536));
    },
  };
}

function carryOut(memory: ReturnType<typeof growingMemory>, step: Step): void {
  if (step.kind === 'grow') memory.grow(step.wasmPages);
  if (step.kind === 'write') {
    const { bytes } = memory;
    const address = step.address % bytes.length;
    bytes.set(step.bytes.subarray(0, bytes.length - address), address);
  }
}

const kernel = openTracking({});

describe.each([
  ['comparison', () => new ShadowTracker()],
  // Skipped where the addon is not built, or the kernel too old.
  ...(kernel.method === 'kernel' ? [['write tracking of the kernel', kernel.createTracker] as const] : []),
] as const)('%s', (_, createTracker) => {
  test.prop([steps], { numRuns: 100 })('reports every change once, so that the chain gives the same memory', (sequence) => {
    const memory = growingMemory();
    using tracker = createTracker();
    const chain = [];
    let parent: string | undefined;
    for (const step of [...sequence, { kind: 'collect' } as const]) {
      carryOut(memory, step);
      if (step.kind !== 'collect') continue;
      const pages = tracker.collect(memory.bytes);
      const memoryBytes = memory.bytes.length;
      const sequenceNumber = chain.length;
      const header = parent
        ? { ...HEADER, kind: 'delta' as const, parent, sequence: sequenceNumber, memoryBytes }
        : { ...HEADER, memoryBytes };
      const checkpoint = decodeCheckpoint(joined({ header, pages }));
      parent = checkpoint.digest;
      chain.push(checkpoint);
    }
    const target = new Uint8Array(memory.bytes.length);
    restore(target, chain, OWNER);
    expect(Buffer.compare(target, memory.bytes)).toBe(0);
    expect(tracker.collect(memory.bytes).pages).toHaveLength(0);
  });

  test.prop([steps, steps], { numRuns: 50 })('goes on from a restored memory after adopt', (before, after) => {
    const memory = growingMemory();
    for (const step of before) carryOut(memory, step);
    const image = memory.bytes.slice();
    using tracker = createTracker();
    tracker.adopt(memory.bytes);
    expect(tracker.collect(memory.bytes).pages).toHaveLength(0);
    for (const step of after) carryOut(memory, step);
    const changes = tracker.collect(memory.bytes);
    const target = new Uint8Array(memory.bytes.length);
    target.set(image);
    applyPages(target, changes);
    expect(Buffer.compare(target, memory.bytes)).toBe(0);
  });

  test.prop([steps, fc.integer({ min: 1, max: 200 })], { numRuns: 30 })('scans in slices as at once', (sequence, slicePages) => {
    const memory = growingMemory();
    for (const step of sequence) carryOut(memory, step);
    using tracker = createTracker();
    const sliced: number[] = [];
    for (let from = 0; from * PAGE_BYTES < memory.bytes.length; from += slicePages) {
      sliced.push(...tracker.collect(memory.bytes, { from, to: from + slicePages }).pages);
    }
    expect(sliced).toEqual(Array.from(new ShadowTracker().collect(memory.bytes).pages));
    expect(tracker.collect(memory.bytes).pages).toHaveLength(0);
  });

  test.prop([steps, fc.array(fc.nat(PAGES), { minLength: 1, maxLength: 6 })], { numRuns: 50 })(
    'a heap that shrinks and grows again, of which only the used part is given',
    (sequence, ends) => {
      const memory = growingMemory().bytes;
      const target = new Uint8Array(memory.length);
      using tracker = createTracker();
      for (const end of ends) {
        const used = memory.subarray(0, end * PAGE_BYTES);
        memory.fill(0, used.length);
        for (const step of sequence) {
          if (step.kind !== 'write' || used.length === 0) continue;
          const address = (step.address * (end + 1)) % used.length;
          used.set(step.bytes.subarray(0, used.length - address), address);
        }
        applyPages(target, tracker.collect(used));
        expect(Buffer.compare(target, memory)).toBe(0);
      }
    },
  );

  test('a base has no zero pages; a page that became zero is reported', () => {
    const memory = growingMemory().bytes;
    memory[5 * PAGE_BYTES + 17] = 1;
    using tracker = createTracker();
    expect(Array.from(tracker.collect(memory).pages)).toEqual([5]);
    memory[5 * PAGE_BYTES + 17] = 0;
    const { pages, data } = tracker.collect(memory);
    expect(Array.from(pages)).toEqual([5]);
    expect(data.every((byte) => byte === 0)).toBe(true);
  });

  test('reports what it remembers, whoever writes meanwhile', () => {
    const shared = growingMemory().bytes;
    using tracker = createTracker();
    shared.fill(1, 0, PAGE_BYTES);
    const first = tracker.collect(shared);
    shared[100] = 9;
    expect(first.data[100], 'a copy').toBe(1);
    expect(Array.from(tracker.collect(shared).pages)).toEqual([0]);
  });

  test('does not write to the memory it looks at', () => {
    const memory = growingMemory().bytes.fill(3);
    using tracker = createTracker();
    tracker.collect(memory).data.fill(0);
    expect(memory.every((byte) => byte === 3)).toBe(true);
    expect(tracker.collect(memory).pages).toHaveLength(0);
  });

  test('wants whole pages', () => {
    using tracker = createTracker();
    expect(() => tracker.collect(new Uint8Array(100))).toThrow(RangeError);
    expect(tracker.collect(growingMemory().bytes.subarray(0, 0)).pages).toHaveLength(0);
  });
});
