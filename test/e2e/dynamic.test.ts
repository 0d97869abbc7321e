/** Functions of any values on hubs: results, changed arguments and thrown errors, compared with Node; also while their shard moves. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { compile } from '#dist/compiler/index.js';
import { connect } from '#dist/runtime/client/index.js';
import { startLocalCluster } from '#dist/runtime/cluster/index.js';
import { shoalJson } from './shoal.js';

const SHOP = `
export class OutOfStock extends RangeError {
  constructor(readonly item: string, readonly left: number) {
    super(\`\${item} is out of stock\`);
    this.name = 'OutOfStock';
  }
}

/** Takes the items out of the stock. */
export function order(stock: Record<string, number>, items: string[]): { total: number; notes: Map<string, bigint> } {
  let total = 0;
  const notes = new Map<string, bigint>();
  for (const item of items) {
    const left = stock[item] ?? 0;
    if (left <= 0) throw new OutOfStock(item, left);
    stock[item] = left - 1;
    total++;
    notes.set(item, BigInt(left) ** 70n);
  }
  return { total, notes };
}

/** Some seconds of work with strings and maps. */
export function words(count: number): Record<string, number> {
  let seed = 1;
  const counts = new Map<string, number>();
  for (let i = 0; i < count; i++) {
    seed = (seed * 48271) % 2147483647;
    const word = 'w' + (seed % 1000).toString(36);
    counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  return Object.fromEntries([...counts].sort(([a], [b]) => (a < b ? -1 : 1)));
}
`;

let directory: string;
let file: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'shoal-dynamic-'));
  file = join(directory, 'shop.ts');
  await writeFile(file, SHOP);
});
afterAll(() => rm(directory, { recursive: true, force: true }));

describe('shoal', () => {
  test("run compiles what is imported from the package itself, such as the seeded random numbers of 'shoal/random'", async () => {
    const program = join(import.meta.dirname, 'programs/buffon.ts');
    const { code, document } = await shoalJson('run', program, '--args', '[1000, 7]', '--verify');
    expect(code).toBe(0);
    expect(document).toMatchObject({ equal: true });
    expect(document.result.pi).toBeCloseTo(Math.PI, 0);
  });

  test('run gives results and changed arguments as JSON, equal to Node', async () => {
    const args = '[{"apple": 2, "pear": 0}, ["apple", "apple"]]';
    const { code, document } = await shoalJson('run', file, '--fn', 'order', '--args', args, '--verify');
    expect(code).toBe(0);
    expect(document).toMatchObject({
      ok: true,
      result: { total: 2, notes: { $map: [['apple', { $bigint: '1' }]] } },
      args: [{ apple: 0, pear: 0 }, ['apple', 'apple']],
      equal: true,
    });
  });

  test('run fails with what the function threw', async () => {
    const { code, document } = await shoalJson('run', file, '--fn', 'order', '--args', '[{}, ["fig"]]', '--verify');
    expect(code).toBe(1);
    expect(document).toMatchObject({ ok: false, error: { code: 'SHOAL2002', message: 'OutOfStock: fig is out of stock' } });
  });

  test('run gives the same while its shard is moved', async () => {
    const { code, document } = await shoalJson(
      ...['run', file, '--fn', 'words', '--args', '[3000000]', '--hubs', '2', '--move-every', '50', '--verify'],
    );
    expect(document).toMatchObject({ ok: true, equal: true });
    expect(document.args).toBeUndefined();
    expect(code).toBe(0);
  });

  test('check and compile take it', async () => {
    expect((await shoalJson('check', file, '--fn', 'order')).document).toMatchObject({ ok: true, diagnostics: [] });
    const { document } = await shoalJson('compile', file, '--fn', 'order', '-o', join(directory, 'out'));
    expect(document).toMatchObject({ ok: true, files: ['b0.wasm', 'graph.svg', 'manifest.json'], blocks: [{ kind: 'task' }] });
  });
});

describe('client', () => {
  test('rejects with the error, leaves the arguments alone and gives changed ones', async () => {
    const bundle = await compile(file, { functionName: 'order', components: false });
    await using cluster = await startLocalCluster({ hubs: 1 });
    await using client = await connect(cluster.address);
    const stock = { apple: 1 };
    const outcome = await client.call({ bundle, values: [stock, ['apple']] });
    expect(outcome).toEqual({
      kind: 'returned',
      result: { total: 1, notes: new Map([['apple', 1n]]) },
      arguments: [{ apple: 0 }, ['apple']],
    });
    expect(stock).toEqual({ apple: 1 });
    const failure = await client.run({ bundle, values: [stock, ['plum']] }).catch((error: unknown) => error);
    expect(failure).toMatchObject({ code: 'SHOAL2002' });
    const { cause } = failure as { readonly cause: unknown };
    expect(cause).toBeInstanceOf(RangeError);
    expect({ ...(cause as object) }).toEqual({ name: 'OutOfStock', item: 'plum', left: 0 });
    await expect(client.run({ bundle, values: [{ apple: () => 1 }, []] })).rejects.toMatchObject({
      code: 'SHOAL3001',
      message: 'stock.apple: a function can not be sent to another program',
    });
  });
});
