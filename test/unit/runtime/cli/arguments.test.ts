import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Parameter } from '../../../../compiler/manifest.js';
import { assumptionsHold, assumptionsThatHold, loadArguments } from '../../../../runtime/cli/run/arguments.js';
import { encodeCbor } from '../../../../runtime/cli/values/index.js';

let directory: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'shoal-arguments-'));
});
afterAll(() => rm(directory, { recursive: true }));

async function file(name: string, content: string | Uint8Array): Promise<string> {
  const path = join(directory, name);
  await writeFile(path, content);
  return path;
}

describe('loadArguments', () => {
  test('reads JSON text with special values', async () => {
    expect(await loadArguments({ args: '[1, {"$number": "-0"}, {"$typed": "Uint8Array", "base64": "AQI="}]' })).toEqual([
      1,
      -0,
      new Uint8Array([1, 2]),
    ]);
  });

  test('reads files', async () => {
    expect(await loadArguments({ argsFile: await file('a.json', '[[1, 2], "x"]') })).toEqual([[1, 2], 'x']);
    expect(await loadArguments({ argsFile: await file('a.cbor', encodeCbor([-0, new Float64Array([1])])) })).toEqual([
      -0,
      new Float64Array([1]),
    ]);
  });

  test('takes none for none', async () => {
    expect(await loadArguments({})).toEqual([]);
  });

  test.each([
    ['[1', 'SHOAL0001', '--args is no JSON'],
    ['{"a": 1}', 'SHOAL0001', '--args must hold one array'],
    ['[1, {"$number": "many"}]', 'SHOAL3001', '--args, argument 2: "$number" must be'],
  ])('refuses %s', async (args, code, message) => {
    await expect(loadArguments({ args })).rejects.toMatchObject({ code, message: expect.stringContaining(message) });
  });

  test('refuses files that are missing, of another kind, or broken', async () => {
    await expect(loadArguments({ argsFile: join(directory, 'none.json') })).rejects.toMatchObject({ code: 'SHOAL0002' });
    await expect(loadArguments({ argsFile: 'a.txt' })).rejects.toMatchObject({ code: 'SHOAL0001' });
    await expect(loadArguments({ argsFile: await file('b.cbor', new Uint8Array([0x82, 1])) })).rejects.toMatchObject({
      code: 'SHOAL0001',
    });
    await expect(loadArguments({ argsFile: await file('c.cbor', encodeCbor({ a: 1 })) })).rejects.toMatchObject({
      code: 'SHOAL0001',
    });
  });
});

describe('assumptions', () => {
  const parameters: Parameter[] = [
    { name: 'n', type: { kind: 'number' }, assume: 'uint31' },
    { name: 'x', type: { kind: 'number' } },
  ];

  test.each([
    [0, true],
    [2 ** 31 - 2, true],
    [2 ** 31 - 1, false],
    [-1, false],
    [-0, false],
    [0.5, false],
    [Number.NaN, false],
  ])('%d is an index: %s', (n, holds) => {
    expect(assumptionsHold(parameters, [n, 0.5])).toBe(holds);
    expect(assumptionsThatHold(parameters, [n, 0.5])).toEqual(holds ? ['n'] : []);
  });
});
