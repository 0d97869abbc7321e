import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { percentilesMs } from '../../../../runtime/cli/bench/percentiles.js';
import { requireWritable, resultJson, writeCbor } from '../../../../runtime/cli/run/output.js';
import { decodeCbor } from '../../../../runtime/cli/values/index.js';

let directory: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'shoal-output-'));
});
afterAll(() => rm(directory, { recursive: true }));

describe('the result of a run', () => {
  test('goes to a file to the last bit', async () => {
    const file = join(directory, 'r.cbor');
    await writeCbor(file, { x: -0, y: [Number.NaN], z: new Float32Array([0.1]) });
    expect(decodeCbor(await readFile(file))).toEqual({ x: -0, y: [Number.NaN], z: new Float32Array([0.1]) });
  });

  test('needs a directory that is there, known before the run', async () => {
    await expect(requireWritable(join(directory, 'none', 'r.cbor'), '--out', '.cbor')).rejects.toMatchObject({
      code: 'SHOAL0002',
    });
    await expect(requireWritable('r.json', '--out', '.cbor')).rejects.toMatchObject({
      code: 'SHOAL0001',
      message: '--out must name a .cbor file, not r.json',
    });
    await requireWritable(join(directory, 'r.cbor'), '--out', '.cbor');
  });

  test('is left out of JSON that V8 could not hold', () => {
    expect(resultJson(new Uint8Array(2 ** 28 + 1))).toBeUndefined();
    expect(resultJson([1, -0])).toEqual([1, { $number: '-0' }]);
  });
});

describe('percentilesMs', () => {
  test('keeps three digits', () => {
    const { p50, p99, max } = percentilesMs(Array.from({ length: 100 }, (_, index) => index + 1));
    expect(p50).toBeCloseTo(50, 0);
    expect(p99).toBeCloseTo(99, 0);
    expect(max).toBe(100);
  });

  test('takes none, and durations beyond its reach', () => {
    expect(percentilesMs([])).toEqual({ p50: 0, p99: 0, max: 0 });
    expect(percentilesMs([0, 1e9]).max).toBe(1e9);
  });
});
