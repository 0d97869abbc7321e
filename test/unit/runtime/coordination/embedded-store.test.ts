import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openEmbeddedStore } from '../../../../runtime/coordination/index.js';
import { describeStore } from '../../../conformance/store.js';

describeStore('the embedded store', (historyRevisions) => openEmbeddedStore({ historyRevisions }));

describe('the directory of the embedded store', () => {
  let parent: string;
  beforeAll(async () => {
    parent = await mkdtemp(join(tmpdir(), 'shoal-store-test-'));
  });
  afterAll(() => rm(parent, { recursive: true }));

  test('holds everything for the next process', async () => {
    const directory = join(parent, 'deep', 'new');
    const store = await openEmbeddedStore({ directory });
    await store.put('a', Uint8Array.of(1));
    const lease = await store.grantLease(60_000);
    await store.put('b', Uint8Array.of(2), lease);
    await store[Symbol.asyncDispose]();
    const again = await openEmbeddedStore({ directory });
    expect(await again.get('a')).toEqual({ key: 'a', value: Uint8Array.of(1), version: 1 });
    await again.keepAlive(lease);
    expect(await again.put('c', Uint8Array.of(3))).toBe(3);
    const seen: number[] = [];
    for await (const { revision } of again.watch('', { from: 1, signal: AbortSignal.timeout(5000) })) {
      seen.push(revision);
      if (revision === 3) break;
    }
    expect(seen).toEqual([1, 2, 3]);
    await again[Symbol.asyncDispose]();
  });

  test('belongs to one store at a time', async () => {
    const directory = join(parent, 'taken');
    const holder = spawn(process.execPath, ['-e', 'setTimeout(() => {}, 60_000)']);
    await using _store = await openEmbeddedStore({ directory });
    await writeFile(join(directory, 'lock'), String(holder.pid));
    await expect(openEmbeddedStore({ directory })).rejects.toMatchObject({
      code: 'SHOAL0002',
      message: expect.stringContaining(String(holder.pid)),
    });
    holder.kill('SIGKILL');
    await once(holder, 'exit');
  });

  test('that can not be used is a clear error', async () => {
    const file = join(parent, 'file');
    await writeFile(file, '');
    await expect(openEmbeddedStore({ directory: file })).rejects.toMatchObject({ code: 'SHOAL0002' });
    const damaged = join(parent, 'damaged');
    await (await openEmbeddedStore({ directory: damaged }))[Symbol.asyncDispose]();
    await writeFile(join(damaged, 'store.mdb'), Buffer.alloc(65536, 0x5a));
    await expect(openEmbeddedStore({ directory: damaged })).rejects.toMatchObject({ code: 'SHOAL0002' });
    await chmod(file, 0o600);
  });

  test('returns every acknowledged write after a SIGKILL', async () => {
    const directory = join(parent, 'killed');
    const source = `
      import { openEmbeddedStore } from '#dist/runtime/coordination/index.js';
      const store = await openEmbeddedStore({ directory: process.argv[1] });
      for (let n = 1; ; n++) {
        const revision = await store.put('k/' + n % 100, Buffer.from(String(n)));
        process.stdout.write(n + ' ' + revision + '\\n');
      }`;
    for (let round = 0; round < 3; round++) {
      const writer = spawn(process.execPath, ['--input-type=module', '-e', source, directory], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      const ended = once(writer, 'exit');
      let acknowledged = { n: 0, revision: 0 };
      for await (const line of createInterface({ input: writer.stdout })) {
        const [n = 0, revision = 0] = line.split(' ').map(Number);
        acknowledged = { n, revision };
        if (n === 300) writer.kill('SIGKILL');
      }
      // Its output ends a moment before the process does.
      await ended;
      await using store = await openEmbeddedStore({ directory });
      const { revision } = await store.list('k/');
      expect(revision).toBeGreaterThanOrEqual(acknowledged.revision);
      // The write after the last one acknowledged may have been done, or not; no later one.
      expect(revision).toBeLessThanOrEqual(acknowledged.revision + 1);
      const entry = await store.get(`k/${acknowledged.n % 100}`);
      expect(Number(Buffer.from(entry!.value).toString())).toBeGreaterThanOrEqual(acknowledged.n);
    }
  });
});
