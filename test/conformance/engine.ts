/** What every engine must do. Called with the engine's factory by engine.test.ts. */
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, onTestFinished, test } from 'vitest';
import { CONTROL, HEAP_BASE, STATUS, WASM_PAGE_BYTES } from '../../compiler/abi.js';
import type { Engine, Instance, Outcome } from '../../runtime/engine/engine.js';
import { cutRange, measureInputs, readOutputs, readProgress, writeInputs } from '../../runtime/engine/index.js';
import type { IterationRange } from '../../runtime/engine/marshal.js';
import { isPart, type ValueBundle } from '../../runtime/values/index.js';
import {
  assemble,
  blockAround,
  deepBlock,
  endlessBlock,
  fibonacciBlock,
  generatorBlock,
  generatorResult,
  globalBlock,
  type HandMadeBlock,
  patientBlock,
  scatterBlock,
  sineBlock,
  squaresBlock,
  stubbornBlock,
  trappingBlock,
} from './modules.js';

const LIMITS = { memoryBytes: 64 * 2 ** 20 };
const SUSPENDED: Outcome = { kind: 'suspended' };
const DONE: Outcome = { kind: 'done' };

export function engineConformance(createEngine: () => Engine): void {
  /** An engine that ends with the test. */
  function startEngine(): Engine {
    const engine = createEngine();
    onTestFinished(() => engine[Symbol.asyncDispose]());
    return engine;
  }

  async function start(
    engine: Engine,
    { bytes, block }: HandMadeBlock,
    inputs: ValueBundle | number,
    range?: IterationRange,
    limits = LIMITS,
  ): Promise<Instance> {
    const bundle = typeof inputs === 'number' ? new Map([['n', inputs]]) : inputs;
    const prepared = await engine.prepare(bytes, block);
    const instance = await engine.instantiate(prepared, measureInputs(block, bundle, range), limits);
    writeInputs(instance.memory(), block, bundle, range);
    return instance;
  }

  function resultOf(instance: Instance): unknown {
    return readOutputs(instance.memory(), instance.prepared.block).values.get('result');
  }

  /** Runs to the end with a pause asked for again and again; `between` is called at each. */
  async function runWithPauses(instance: Instance, between: (instance: Instance) => Promise<Instance> = async (same) => same) {
    let current = instance;
    let pauses = 0;
    for (;;) {
      const running = current.resume();
      await sleep(Math.random() * 3);
      current.requestSuspend();
      const outcome = await running;
      if (outcome.kind !== 'suspended') return { outcome, pauses, instance: current };
      pauses++;
      current = await between(current);
    }
  }

  /** A second instance of the same block whose memory and globals are those of the first, which is disposed of. */
  async function moveInto(engine: Engine, instance: Instance): Promise<Instance> {
    const image = instance.memory().slice();
    const globals = await instance.captureGlobals();
    await instance[Symbol.asyncDispose]();
    const copy = await engine.instantiate(instance.prepared, image.length, LIMITS);
    copy.memory().set(image);
    await copy.restoreGlobals(globals);
    return copy;
  }

  describe('running', () => {
    test('starts from a fresh control block and ends', async () => {
      const instance = await start(startEngine(), generatorBlock(), 2500);
      expect(instance.memory().length).toBeGreaterThanOrEqual(HEAP_BASE);
      expect(await instance.resume()).toEqual(DONE);
      expect(resultOf(instance)).toBe(generatorResult(2500));
      expect(readProgress(instance.memory(), instance.prepared.block)).toBe(1);
      expect(await instance.resume(), 'the end is final').toEqual(DONE);
    });

    test('computes with the same Math as this process', async () => {
      const instance = await start(startEngine(), sineBlock(), 0.7);
      expect(await instance.resume()).toEqual(DONE);
      expect(resultOf(instance)).toBe(Math.sin(0.7));
    });

    test('runs many instances of one module at the same time', async () => {
      const engine = startEngine();
      const hand = generatorBlock();
      const prepared = await engine.prepare(hand.bytes, hand.block);
      const results = await Promise.all(
        Array.from({ length: 6 }, async (_, index) => {
          const instance = await engine.instantiate(prepared, HEAP_BASE, LIMITS);
          writeInputs(instance.memory(), hand.block, new Map([['n', index * 10_000]]));
          expect(await instance.resume()).toEqual(DONE);
          return resultOf(instance);
        }),
      );
      expect(results).toEqual(Array.from({ length: 6 }, (_, index) => generatorResult(index * 10_000)));
    });

    test('memory can be read while it runs', async () => {
      const instance = await start(startEngine(), endlessBlock(), 0);
      const running = instance.resume();
      expect(new DataView(instance.memory().buffer).getInt32(CONTROL.abi, true)).toBe(1);
      instance.requestSuspend();
      expect(await running).toEqual(SUSPENDED);
    });
  });

  describe('pausing', () => {
    test('at random times changes nothing', async () => {
      const instance = await start(startEngine(), generatorBlock(), 100_000_000);
      const { outcome, pauses } = await runWithPauses(instance);
      expect(outcome).toEqual(DONE);
      expect(pauses).toBeGreaterThan(0);
      expect(resultOf(instance)).toBe(generatorResult(100_000_000));
    });

    test('at every safepoint changes nothing', async () => {
      const instance = await start(startEngine(), generatorBlock(), 20_500);
      let outcome: Outcome;
      let pauses = 0;
      do {
        const running = instance.resume();
        instance.requestSuspend();
        outcome = await running;
        pauses++;
      } while (outcome.kind === 'suspended' && pauses < 1000);
      expect(outcome).toEqual(DONE);
      expect(resultOf(instance)).toBe(generatorResult(20_500));
    });

    test('in the depth of a recursion, moving to another instance each time', async () => {
      const engine = startEngine();
      const first = await start(engine, fibonacciBlock(), 30);
      const { outcome, instance } = await runWithPauses(first, (paused) => moveInto(engine, paused));
      expect(outcome).toEqual(DONE);
      expect(resultOf(instance)).toBe(832_040);
    });

    test('globals move along', async () => {
      const engine = startEngine();
      const first = await start(engine, globalBlock(), 3_000_000);
      const { outcome, instance } = await runWithPauses(first, (paused) => moveInto(engine, paused));
      expect(outcome).toEqual(DONE);
      expect(resultOf(instance)).toBe(3_000_000);
      await expect(instance.restoreGlobals({ other: 1n })).rejects.toMatchObject({ code: 'SHOAL6003' });
      await expect(instance.restoreGlobals({})).rejects.toMatchObject({ code: 'SHOAL6003' });
    });

    test('asked for before the start has no effect, nor after the end', async () => {
      const instance = await start(startEngine(), generatorBlock(), 10);
      instance.requestSuspend();
      expect(await instance.resume()).toEqual(DONE);
      instance.requestSuspend();
      expect(await instance.resume()).toEqual(DONE);
    });

    test('a finished memory needs no more running', async () => {
      const engine = startEngine();
      const first = await start(engine, generatorBlock(), 10);
      expect(await first.resume()).toEqual(DONE);
      const second = await moveInto(engine, first);
      expect(await second.resume()).toEqual(DONE);
      expect(resultOf(second)).toBe(generatorResult(10));
    });

    test('a heap written at random goes on elsewhere', async () => {
      const engine = startEngine();
      const steps = 3_000_000;
      const undisturbed = await start(engine, scatterBlock(2 ** 20), steps);
      undisturbed.grow(HEAP_BASE + 2 ** 20);
      expect(await undisturbed.resume()).toEqual(DONE);
      const first = await start(engine, scatterBlock(2 ** 20), steps);
      first.grow(HEAP_BASE + 2 ** 20);
      const { outcome, instance } = await runWithPauses(first, (paused) => moveInto(engine, paused));
      expect(outcome).toEqual(DONE);
      expect(resultOf(instance)).toBe(resultOf(undisturbed));
    });
  });

  describe('ranges', () => {
    test('give back the part that was theirs', async () => {
      const part = { length: 100, first: 10, count: 20, fill: 0 };
      const inputs: ValueBundle = new Map<string, number | { part: typeof part }>([
        ['offset', 0.5],
        ['squares', { part }],
      ]);
      const instance = await start(startEngine(), squaresBlock(), inputs, { lo: 10, hi: 30 });
      expect(await instance.resume()).toEqual(DONE);
      expect(readOutputs(instance.memory(), instance.prepared.block)).toEqual({
        values: new Map([
          [
            'squares',
            { part: { length: 100, first: 10, elements: Float64Array.from({ length: 20 }, (_, i) => (i + 10) ** 2 + 0.5) } },
          ],
        ]),
        returned: false,
        range: { lo: 10, hi: 30 },
      });
    });

    test('cut while they run, twice, cover every iteration once', async () => {
      const engine = startEngine();
      const hand = squaresBlock(100_000);
      const length = 4000;
      const queue = [{ lo: 0, hi: length }];
      const squares = new Float64Array(length);
      let cuts = 0;
      for (let range = queue.pop(); range; range = queue.pop()) {
        const part = { length, first: range.lo, count: range.hi - range.lo, fill: 0 };
        const instance = await start(
          engine,
          hand,
          new Map<string, number | { part: typeof part }>([
            ['offset', 1],
            ['squares', { part }],
          ]),
          range,
        );
        const running = instance.resume();
        await sleep(3);
        instance.requestSuspend();
        let outcome = await running;
        if (outcome.kind === 'suspended') {
          const progress = readProgress(instance.memory(), hand.block);
          expect(progress).toBeGreaterThanOrEqual(0);
          expect(progress).toBeLessThan(1);
          const given = cuts < 2 ? cutRange(instance.memory(), hand.block) : undefined;
          if (given) {
            cuts++;
            queue.push({ lo: given.mid, hi: given.hi });
          }
          outcome = await instance.resume();
        }
        expect(outcome).toEqual(DONE);
        const output = readOutputs(instance.memory(), hand.block).values.get('squares');
        if (!output || !isPart(output as never)) throw new Error('no part');
        const { part: written } = output as { part: { first: number; elements: Float64Array } };
        squares.set(written.elements, written.first);
        await instance[Symbol.asyncDispose]();
      }
      expect(cuts).toBeGreaterThan(0);
      expect(squares).toEqual(Float64Array.from({ length }, (_, i) => i * i + 1));
    });
  });

  describe('traps', () => {
    test.each([
      [0, 'SHOAL2001', 'values[i + 1]: index 7 is out of bounds for length 5', { file: 'block.ts', line: 3, column: 9 }],
      [1, 'SHOAL2002', 'no solution', { file: 'block.ts', line: 5, column: 3 }],
      [2, 'SHOAL2005', 'divide by zero', { file: 'block.ts', line: 1, column: 1 }],
      [3, 'SHOAL2003', 'out of memory', { file: 'block.ts', line: 7, column: 3 }],
    ])('number %i is %s', async (input, code, message, at) => {
      const instance = await start(startEngine(), trappingBlock(), input, undefined, { memoryBytes: 4 * 2 ** 20 });
      const outcome = await instance.resume();
      expect(outcome).toMatchObject({ kind: 'failed', error: { code, message: expect.stringContaining(message), at } });
      expect(await instance.resume(), 'the end is final').toEqual(outcome);
    });

    test('memory never grows beyond its limit', async () => {
      const limits = { memoryBytes: 4 * 2 ** 20 };
      const instance = await start(startEngine(), trappingBlock(), 3, undefined, limits);
      await instance.resume();
      expect(instance.memory().length).toBe(limits.memoryBytes);
      const fresh = await start(startEngine(), generatorBlock(), 3, undefined, limits);
      fresh.grow(limits.memoryBytes);
      expect(() => fresh.grow(limits.memoryBytes + 1)).toThrow(expect.objectContaining({ code: 'SHOAL2003' }));
    });

    test('recursion as deep as Node goes can be paused at its deepest', async () => {
      const depth = 11_000;
      const instance = await start(startEngine(), patientBlock(), depth);
      const running = instance.resume();
      instance.requestSuspend();
      expect(await running).toEqual(SUSPENDED);
      expect(await instance.resume()).toEqual(DONE);
      expect(resultOf(instance)).toBe((depth * (depth + 1)) / 2);
    });

    test('a stack that is too deep for its frames to be saved is an error', async () => {
      const instance = await start(startEngine(), patientBlock(), 55_000);
      const running = instance.resume();
      instance.requestSuspend();
      expect(await running).toMatchObject({ kind: 'failed', error: { code: 'SHOAL2004' } });
    });

    test('endless recursion overflows the stack', async () => {
      const instance = await start(startEngine(), deepBlock(), -1);
      expect(await instance.resume()).toMatchObject({ kind: 'failed', error: { code: 'SHOAL2004' } });
    });
  });

  describe('modules and requests that are refused', () => {
    const memory = '(import "env" "memory" (memory 1 65536 shared))';
    test.each<[string, () => HandMadeBlock, string]>([
      ['garbage', () => blockAround(Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8, 9)), 'accept'],
      ['nothing', () => blockAround(new Uint8Array()), 'accept'],
      ['a truncated module', () => blockAround(generatorBlock().bytes.subarray(0, 200)), 'accept'],
      ['a wrong digest', () => ({ bytes: sineBlock().bytes, block: generatorBlock().block }), 'digest'],
      [
        'a forbidden function',
        () => blockAround(assemble(`(module ${memory} (import "env" "exec" (func $exec)) (func (export "run") (call $exec)))`)),
        'env.exec',
      ],
      [
        'a forbidden module',
        () => blockAround(assemble(`(module ${memory} (import "fs" "suspend" (func $read)) (func (export "run") (call $read)))`)),
        'fs.suspend',
      ],
      [
        'a function that is not of Math',
        () => blockAround(assemble(`(module ${memory} (import "math" "constructor" (func $f)) (func (export "run") (call $f)))`)),
        'math.constructor',
      ],
      ['a module without run', () => blockAround(assemble(`(module ${memory} (func (export "main")))`)), '"run"'],
      ['a memory of its own', () => blockAround(assemble('(module (memory 1) (func (export "run")))')), 'memory'],
      [
        'a start function',
        () =>
          blockAround(
            assemble(`(module ${memory} (func $f (i32.store (i32.const 0) (i32.const 1))) (start $f) (func (export "run")))`),
          ),
        'start',
      ],
    ])('%s', async (_, make, message) => {
      const { bytes, block } = make();
      await expect(startEngine().prepare(bytes, block)).rejects.toMatchObject({
        code: 'SHOAL3004',
        message: expect.stringContaining(message),
      });
    });

    test('a global that is not exported', async () => {
      const { bytes, block } = generatorBlock();
      const wrong = { ...block, module: { ...block.module, globals: ['count'] } };
      await expect(startEngine().prepare(bytes, wrong)).rejects.toMatchObject({ code: 'SHOAL3004' });
    });

    test('more memory than the limit', async () => {
      const engine = startEngine();
      const { bytes, block } = generatorBlock();
      const prepared = await engine.prepare(bytes, block);
      const error = { code: 'SHOAL2003' };
      await expect(engine.instantiate(prepared, 8 * 2 ** 20, { memoryBytes: 4 * 2 ** 20 })).rejects.toMatchObject(error);
      await expect(engine.instantiate(prepared, 0, { memoryBytes: WASM_PAGE_BYTES })).rejects.toMatchObject(error);
      await expect(engine.instantiate(prepared, Number.NaN, LIMITS)).rejects.toMatchObject(error);
      await expect(engine.instantiate(prepared, 2 ** 40, { memoryBytes: 2 ** 41 })).rejects.toMatchObject(error);
    });

    test('anything while it runs', async () => {
      const instance = await start(startEngine(), endlessBlock(), 0);
      const running = instance.resume();
      await expect(instance.resume()).rejects.toMatchObject({ code: 'SHOAL9001' });
      await expect(instance.captureGlobals()).rejects.toMatchObject({ code: 'SHOAL9001' });
      expect(() => instance.grow(2 ** 21)).toThrow(expect.objectContaining({ code: 'SHOAL9001' }));
      instance.requestSuspend();
      expect(await running).toEqual(SUSPENDED);
    });
  });

  describe('disposal', () => {
    test.each([
      ['with safepoints', endlessBlock],
      ['without safepoints', stubbornBlock],
    ])('ends a running block %s', async (_, make) => {
      const instance = await start(startEngine(), make(), 0);
      const running = instance.resume();
      await sleep(5);
      await instance[Symbol.asyncDispose]();
      expect(await running).toMatchObject({ kind: 'failed', error: { code: 'SHOAL2006' } });
      await expect(instance.resume()).rejects.toMatchObject({ code: 'SHOAL5003' });
      await instance[Symbol.asyncDispose]();
    });

    test('of the engine ends all that runs', async () => {
      const engine = createEngine();
      const instances = await Promise.all([start(engine, endlessBlock(), 0), start(engine, stubbornBlock(), 0)]);
      const outcomes = instances.map((instance) => instance.resume());
      await engine[Symbol.asyncDispose]();
      for (const outcome of outcomes) expect(await outcome).toMatchObject({ kind: 'failed', error: { code: 'SHOAL2006' } });
      await engine[Symbol.asyncDispose]();
      const { bytes, block } = endlessBlock();
      await expect(engine.prepare(bytes, block)).rejects.toMatchObject({ code: 'SHOAL2006' });
    });

    test('gives memory back', async () => {
      const engine = startEngine();
      const { bytes, block } = generatorBlock();
      const prepared = await engine.prepare(bytes, block);
      const before = process.memoryUsage.rss();
      for (let turn = 0; turn < 40; turn++) {
        const instance = await engine.instantiate(prepared, 32 * 2 ** 20, LIMITS);
        instance.memory().fill(1, HEAP_BASE);
        await instance[Symbol.asyncDispose]();
      }
      await sleep(100);
      expect((process.memoryUsage.rss() - before) / 2 ** 20).toBeLessThan(640);
    });

    test('leaves no status behind that is not the memory’s own', async () => {
      const engine = startEngine();
      const first = await start(engine, endlessBlock(), 0);
      const running = first.resume();
      first.requestSuspend();
      await running;
      await first[Symbol.asyncDispose]();
      const second = await start(engine, generatorBlock(), 5);
      expect(new DataView(second.memory().buffer).getInt32(CONTROL.status, true)).toBe(STATUS.fresh);
      expect(await second.resume()).toEqual(DONE);
      expect(resultOf(second)).toBe(generatorResult(5));
    });
  });
}
