/** Engine, tracker, codec and chain together: a running block goes from instance to instance and computes what it would have alone. */
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createV8Engine } from '#dist/runtime/engine/index.js';
import { ABI_VERSION, HEAP_BASE } from '../../compiler/abi.js';
import type { NamedCheckpoint } from '../../runtime/checkpoint/index.js';
import { ChainRestorer, decodeCheckpoint, encodeCheckpoint, restore, ShadowTracker } from '../../runtime/checkpoint/index.js';
import type { Engine, Instance, PreparedModule } from '../../runtime/engine/engine.js';
import { measureInputs, readOutputs, usedBytes, writeInputs } from '../../runtime/engine/index.js';
import { fibonacciBlock, globalBlock, type HandMadeBlock, scatterBlock } from './modules.js';

const LIMITS = { memoryBytes: 64 * 2 ** 20 };
const HEAP_BYTES = 4 * 2 ** 20;

/** What a source sends: checkpoints of one shard, encoded and read again. */
class Source {
  readonly #tracker = new ShadowTracker();
  readonly #instance: Instance;
  readonly chain: NamedCheckpoint[] = [];

  constructor(instance: Instance) {
    this.#instance = instance;
  }

  async checkpoint(isFinal: boolean): Promise<NamedCheckpoint> {
    const memory = this.#instance.memory();
    const parent = this.chain.at(-1)?.digest;
    const header = {
      version: 1,
      ...ownerOf(this.#instance.prepared),
      epoch: 1,
      sequence: this.chain.length,
      abi: ABI_VERSION,
      memoryBytes: memory.length,
      globals: isFinal ? await this.#instance.captureGlobals() : {},
      ...(parent === undefined ? { kind: 'base' as const } : { kind: 'delta' as const, parent }),
    } as const;
    const pages = this.#tracker.collect(memory.subarray(0, usedBytes(memory)));
    const { chunks, digest } = encodeCheckpoint({ header, pages });
    const checkpoint = decodeCheckpoint(Buffer.concat(chunks), digest);
    this.chain.push(checkpoint);
    return checkpoint;
  }
}

function ownerOf(prepared: PreparedModule) {
  return { run: 'r1', shard: 'b0.0', moduleDigest: prepared.digest };
}

let engine: Engine;
beforeAll(() => {
  engine = createV8Engine();
});
afterAll(() => engine[Symbol.asyncDispose]());

async function start({ bytes, block }: HandMadeBlock, n: number): Promise<Instance> {
  const inputs = new Map([['n', n]]);
  const prepared = await engine.prepare(bytes, block);
  const instance = await engine.instantiate(prepared, Math.max(measureInputs(block, inputs), HEAP_BASE + HEAP_BYTES), LIMITS);
  writeInputs(instance.memory(), block, inputs);
  return instance;
}

function resultOf(instance: Instance): unknown {
  return readOutputs(instance.memory(), instance.prepared.block).values.get('result');
}

/** Pre-copy while the block runs, then a pause and the last delta. Undefined when the block ended first. */
async function move(from: Instance): Promise<Instance | undefined> {
  const to = await engine.instantiate(from.prepared, from.memory().length, LIMITS);
  const restorer = new ChainRestorer(ownerOf(from.prepared));
  const source = new Source(from);
  const running = from.resume();
  for (let round = 0; round < 3; round++) {
    await sleep(Math.random() * 4);
    restorer.apply(to.memory(), await source.checkpoint(false));
  }
  from.requestSuspend();
  const outcome = await running;
  if (outcome.kind !== 'suspended') {
    expect(outcome).toEqual({ kind: 'done' });
    await to[Symbol.asyncDispose]();
    return undefined;
  }
  const last = await source.checkpoint(true);
  restorer.apply(to.memory(), last);
  expect(Buffer.compare(to.memory(), from.memory()), 'the memories are the same').toBe(0);
  // The same chain, all at once, into a third memory.
  const again = new Uint8Array(to.memory().length);
  restore(again, source.chain, ownerOf(from.prepared));
  expect(Buffer.compare(again, to.memory())).toBe(0);
  await to.restoreGlobals({ ...last.header.globals });
  await from[Symbol.asyncDispose]();
  return to;
}

describe('a running block that is moved', () => {
  test.each([
    ['with scattered writes', () => scatterBlock(HEAP_BYTES), 20_000_000],
    ['in the depth of a recursion', fibonacciBlock, 31],
    ['with a global', globalBlock, 20_000_000],
  ])('%s', async (_, make, n) => {
    const alone = await start(make(), n);
    expect(await alone.resume()).toEqual({ kind: 'done' });
    let instance = await start(make(), n);
    for (let next = await move(instance); next; next = await move(instance)) instance = next;
    expect(resultOf(instance)).toBe(resultOf(alone));
  });
});
