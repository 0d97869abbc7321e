import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { CheckpointStore, encodeCheckpoint } from '../../../../runtime/checkpoint/index.js';
import { HEADER, named, pageSet, successor } from './fixtures.js';

const base = named(HEADER, pageSet([1, 1]));
const first = successor(base, pageSet([1, 3]));
const second = successor(first, pageSet([2, 4]));
const moved = named({ ...HEADER, epoch: 2 }, pageSet([1, 8]));
const other = named({ ...HEADER, shard: 'b1.0' }, pageSet([1, 8]));

let directory: string;
beforeEach(async () => {
  directory = join(await mkdtemp(join(tmpdir(), 'shoal-store-')), 'checkpoints');
});
afterEach(() => rm(directory, { recursive: true, force: true }));

async function storeWith(...checkpoints: readonly (typeof base)[]): Promise<CheckpointStore> {
  const store = await CheckpointStore.open(directory);
  for (const checkpoint of checkpoints) await store.put(encodeCheckpoint(checkpoint));
  return store;
}

describe('the checkpoint store', () => {
  test('gives back what was put, after a restart too', async () => {
    await storeWith(base, first);
    const reopened = await CheckpointStore.open(directory);
    expect(await reopened.load(first.digest)).toEqual(first);
    expect(reopened.list()).toEqual(
      new Map([
        [base.digest, base.header],
        [first.digest, first.header],
      ]),
    );
  });

  test('finds the newest complete chain', async () => {
    const store = await storeWith(base, first, second, other);
    expect(store.latestChain('r1', 'b0.0')).toEqual([base.digest, first.digest, second.digest]);
    expect(store.latestChain('r1', 'b1.0')).toEqual([other.digest]);
    expect(store.latestChain('r1', 'b2.0')).toBeUndefined();
    await store.put(encodeCheckpoint(moved));
    expect(store.latestChain('r1', 'b0.0')).toEqual([moved.digest]);
    await store.delete(moved.digest);
    await store.delete(first.digest);
    expect(store.latestChain('r1', 'b0.0'), 'a chain with a gap does not count').toEqual([base.digest]);
  });

  test('forgets a shard', async () => {
    const store = await storeWith(base, first, other);
    await store.deleteShard('r1', 'b0.0');
    await store.deleteShard('r1', 'b0.0');
    expect(Array.from(store.list().keys())).toEqual([other.digest]);
    expect(await readdir(directory)).toHaveLength(1);
    await expect(store.load(base.digest)).rejects.toMatchObject({ code: 'SHOAL0002' });
  });

  test('notices damage when it loads', async () => {
    const store = await storeWith(base);
    const path = join(directory, `${base.digest}.checkpoint`);
    const bytes = await readFile(path);
    bytes[bytes.length - 100]! ^= 1;
    await writeFile(path, bytes);
    await expect(store.load(base.digest)).rejects.toMatchObject({ code: 'SHOAL6002' });
    await writeFile(path, bytes.subarray(0, 500));
    await expect(store.load(base.digest)).rejects.toMatchObject({ code: 'SHOAL6001' });
    await writeFile(path, Buffer.concat(encodeCheckpoint(first).chunks));
    await expect(store.load(base.digest)).rejects.toMatchObject({ code: 'SHOAL6002' });
  });

  test('removes remains of interrupted writes, leaves strange files alone, survives broken ones', async () => {
    await storeWith(base);
    await writeFile(join(directory, 'x.unfinished'), 'half');
    await writeFile(join(directory, 'notes.txt'), 'mine');
    await writeFile(join(directory, `${'0'.repeat(64)}.checkpoint`), 'garbage');
    const store = await CheckpointStore.open(directory);
    expect(Array.from(store.list().keys())).toEqual([base.digest]);
    expect((await readdir(directory)).sort()).toEqual(
      [`${'0'.repeat(64)}.checkpoint`, `${base.digest}.checkpoint`, 'notes.txt'].sort(),
    );
  });

  test('keeps to its directory', async () => {
    const store = await storeWith(base);
    await expect(store.load('../secret')).rejects.toMatchObject({ code: 'SHOAL6001' });
    await store.delete('../checkpoints');
    expect(await store.load(base.digest)).toEqual(base);
  });

  test('says why a directory can not be used', async () => {
    const file = `${directory}-file`;
    await writeFile(file, '');
    await expect(CheckpointStore.open(file)).rejects.toMatchObject({ code: 'SHOAL0002' });
    await rm(file);
  });
});
