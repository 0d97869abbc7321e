/** Range and reduce blocks: parts of arrays, pauses at every poll, and ranges cut while the block is suspended. */
import { describe, expect, test } from 'vitest';
import { CONTROL, SLOT_BASE, TRAP } from '../../../../compiler/abi.js';
import { buildCoreModule } from '../../../../compiler/emit/core-module.js';
import { loadProgram } from '../../../../compiler/frontend/index.js';
import { type LoweredBlock, lowerBlock } from '../../../../compiler/lower/index.js';
import type { BlockPlan } from '../../../../compiler/shard/index.js';
import { shard } from '../../../../compiler/shard/index.js';
import { temporaryFolder } from './temporary-folder.js';
import { type BlockTrap, TestHost } from './test-host.js';

const folder = temporaryFolder();
const F64 = { kind: 'typed', element: 'f64' } as const;

/** Rounds of very different lengths: some are many pieces, some less than one. */
const MAP = `export function f(a: Float64Array, n: number): Float64Array {
  const r = new Float64Array(a.length);
  for (let i = 0; i < a.length; i++) {
    let sum = 0;
    for (let k = 0; k < (i % 7) * n; k++) sum += a[i] / (k + 1);
    r[i] = sum;
  }
  return r;
}`;

const FOLD = `export function f(a: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) {
    let term = a[i];
    for (let k = 0; k < 20; k++) term = Math.sqrt(term + k);
    sum += term;
  }
  return sum;
}`;

interface Ready {
  readonly block: BlockPlan;
  readonly lowered: LoweredBlock;
  readonly module: WebAssembly.Module;
}

async function prepare(name: string, source: string, kind: 'range' | 'reduce'): Promise<Ready> {
  const { program } = loadProgram(await folder.write(name, source));
  const plan = shard(program, {});
  const block = plan.blocks.find((candidate) => candidate.kind === kind)!;
  const lowered = lowerBlock(plan, block);
  const bytes = await buildCoreModule(lowered);
  return { block, lowered, module: new WebAssembly.Module(bytes as Uint8Array<ArrayBuffer>) };
}

function start(
  { block, lowered, module }: Ready,
  lo: number,
  hi: number,
  values: Record<string, unknown>,
  pause?: () => boolean,
): TestHost {
  const host = new TestHost(module, pause);
  host.memory.setInt(CONTROL.rangeStart, lo);
  host.memory.setInt(CONTROL.rangeNext, lo);
  host.memory.setInt(CONTROL.rangeEnd, hi);
  for (const { item } of block.items) {
    const slot = lowered.slots[item.name]!.input;
    const value = values[item.name];
    if (slot === undefined) continue;
    if (item.type.kind === 'typed' && item.region.kind === 'interval') {
      host.memory.setInt(SLOT_BASE + 8 * slot, host.memory.writePart(item.type, value as Float64Array, lo, hi - lo));
    } else if (item.written?.kind === 'interval') {
      host.memory.setInt(SLOT_BASE + 8 * slot, host.memory.writePart(F64, value as Float64Array, lo, hi - lo));
    } else host.memory.writeSlot(slot, item.type, value);
  }
  return host;
}

function read(host: TestHost, ready: Ready, name: string): Float64Array {
  return host.memory.readSlot(ready.lowered.slots[name]!.output!, F64) as Float64Array;
}

function reference(a: Float64Array, n: number): Float64Array {
  return a.map((x, i) => {
    let sum = 0;
    for (let k = 0; k < (i % 7) * n; k++) sum += x / (k + 1);
    return sum;
  });
}

describe('range blocks', () => {
  const a = Float64Array.from({ length: 60 }, (_, k) => k * 1.25 - 7);

  test.each([10, 3000, 60_000])('a part, moved at every poll, with inner loops of up to %i x 6', async (n) => {
    const ready = await prepare('map.ts', MAP, 'range');
    const values = { a, n, r: new Float64Array(a.length) };
    let host = start(ready, 13, 47, values, () => true);
    while (!host.resume()) host = new TestHost(ready.module, () => true, host.image());
    expect(read(host, ready, 'r')).toEqual(reference(a, n).slice(13, 47));
  });

  test('a range that is cut at every pause covers what is left of it, and nothing else', async () => {
    const ready = await prepare('map.ts', MAP, 'range');
    const n = 40_000;
    const result = new Float64Array(a.length);
    const pending: [number, number][] = [[0, a.length]];
    let cuts = 0;
    for (let next = pending.pop(); next; next = pending.pop()) {
      const [lo, hi] = next;
      const host = start(ready, lo, hi, { a, n, r: result }, () => true);
      while (!host.resume()) {
        const from = host.memory.int(CONTROL.rangeNext);
        const end = host.memory.int(CONTROL.rangeEnd);
        if (end - from < 2) continue;
        const middle = from + Math.ceil((end - from) / 2);
        host.memory.setInt(CONTROL.rangeEnd, middle);
        pending.push([middle, end]);
        cuts++;
      }
      const end = host.memory.int(CONTROL.rangeEnd);
      result.set(read(host, ready, 'r').subarray(0, end - lo), lo);
    }
    expect(cuts).toBeGreaterThan(3);
    expect(result).toEqual(reference(a, n));
  });

  test('an empty range does nothing', async () => {
    const ready = await prepare('map.ts', MAP, 'range');
    const host = start(ready, 5, 5, { a, n: 100, r: new Float64Array(a.length) });
    expect(host.resume()).toBe(true);
  });

  test("an element outside of the part is the compiler's mistake, one outside of the array the program's", async () => {
    const ready = await prepare('map.ts', MAP, 'range');
    const code = (host: TestHost): number => {
      try {
        host.run();
        return 0;
      } catch (error) {
        return (error as BlockTrap).code;
      }
    };
    const values = { a, n: 1, r: new Float64Array(a.length) };
    const beyondPart = start(ready, 0, 30, values);
    beyondPart.memory.setInt(CONTROL.rangeEnd, 31);
    expect(code(beyondPart)).toBe(TRAP.region);
    const beyondArray = start(ready, 30, 60, values);
    beyondArray.memory.setInt(CONTROL.rangeEnd, 61);
    expect(code(beyondArray)).toBe(TRAP.bounds);
  });
});

describe('reduce blocks', () => {
  test('give one term for each iteration, in order', async () => {
    const ready = await prepare('fold.ts', FOLD, 'reduce');
    const a = Float64Array.from({ length: 200_000 }, (_, k) => k);
    let host = start(ready, 100, 150_100, { a }, () => true);
    let pauses = 0;
    while (!host.resume()) {
      pauses++;
      host = new TestHost(ready.module, () => true, host.image());
    }
    expect(pauses).toBeGreaterThan(5);
    const folded = ready.block.items.find(({ item }) => item.mode === 'reduce')!.item.name;
    const term = (x: number) => [...Array(20).keys()].reduce((sum, k) => Math.sqrt(sum + k), x);
    expect(read(host, ready, folded)).toEqual(a.slice(100, 150_100).map(term));
  });
});
