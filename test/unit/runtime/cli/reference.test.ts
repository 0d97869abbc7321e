import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { runInNode } from '../../../../runtime/cli/run/reference.js';

const example = (name: string): string => fileURLToPath(new URL(`../../../../examples/${name}.ts`, import.meta.url));

describe('runInNode', () => {
  test('calls a function of a TypeScript file', async () => {
    const { result, nodeMs } = await runInNode(example('matmul'), 'multiply', [
      [
        [1, 2],
        [3, 4],
      ],
      [[5], [-0]],
    ]);
    expect(result).toEqual([[5], [15]]);
    expect(nodeMs).toBeGreaterThanOrEqual(0);
  });

  test('reports what the function throws', async () => {
    await expect(runInNode(example('matmul'), 'multiply', [[[1]], []])).rejects.toMatchObject({
      code: 'SHOAL2002',
      message: expect.stringContaining('TypeError'),
    });
  });

  test('stops when it is told to', async () => {
    const controller = new AbortController();
    const running = runInNode(example('nbody'), 'simulate', [256, 1_000_000, 0.001, 1], controller.signal);
    setTimeout(() => controller.abort(new Error('enough')), 300);
    await expect(running).rejects.toThrow();
  });
});
