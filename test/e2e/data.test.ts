/** What hubs keep in their --data directories. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { CheckpointStore, restore } from '../../runtime/checkpoint/index.js';
import { connect } from '../../runtime/client/index.js';
import { eventually, runningShard } from './cluster.js';
import { sweepBundle } from './hand-made.js';

const COMMAND = createRequire(import.meta.url).resolve('#dist/runtime/cli/main.js');

let root: string;
const children: ChildProcess[] = [];
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'shoal-data-'));
});
afterEach(async () => {
  await Promise.all(
    children.splice(0).map(async (child) => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const ended = once(child, 'exit');
      child.stdin!.end();
      await ended;
    }),
  );
  await rm(root, { recursive: true });
});

async function startHub(name: string, ...more: string[]): Promise<{ readonly name: string; readonly address: string }> {
  const words = ['hub', '--json', '--listen', '127.0.0.1:0', '--name', name, '--data', join(root, name), '--die-with-parent'];
  const child = spawn(process.execPath, [COMMAND, ...words, ...more], {
    stdio: ['pipe', 'pipe', 'ignore'],
    env: { ...process.env, SHOAL_LOG_LEVEL: 'silent' },
  });
  children.push(child);
  const [line] = (await once(createInterface({ input: child.stdout! }), 'line')) as [string];
  return JSON.parse(line);
}

test('a hub keeps the checkpoint of a shard that came to it, and drops it when the shard has gone', async () => {
  const first = await startHub('first');
  const second = await startHub('second', '--join', first.address);
  await using client = await connect(first.address);
  const abort = new AbortController();
  const state = Float64Array.from({ length: 200_000 }, (_, index) => index + 1);
  const run = client.run({ bundle: sweepBundle(), values: [state, 1e9, 10, 1000], signal: abort.signal });
  run.catch(() => {});
  const shard = await runningShard(client);
  const there = shard.hub === 'first' ? second.name : first.name;
  expect(await client.migrate(shard.key!.shard, there)).toMatchObject({ result: 'moved' });

  const directory = join(root, there, 'checkpoints');
  const { run: name, shard: id, epoch } = shard.key!;
  const files = () => readdir(directory).catch((): string[] => []);
  // Base, delta and last delta. A store that is in use is not to be opened.
  await eventually('the chain is kept', async () => {
    const kept = await files();
    return kept.length > 2 && kept.every((file) => file.endsWith('.checkpoint')) ? true : undefined;
  });
  const store = await CheckpointStore.open(directory);
  const chain = await Promise.all(store.latestChain(name, id)!.map((digest) => store.load(digest)));
  const memory = new Uint8Array(chain.at(-1)!.header.memoryBytes);
  const moduleDigest = sweepBundle().manifest.blocks[0]!.module.digest;
  expect(restore(memory, chain, { run: name, shard: id, moduleDigest })).toMatchObject({ epoch });
  // Behind the window that the loop rewrites the state is as it came.
  const bytes = Buffer.from(state.buffer, 8 * 1000, 8 * 199_000);
  expect(Buffer.from(memory.buffer).includes(bytes)).toBe(true);

  abort.abort();
  await expect(run).rejects.toMatchObject({ code: 'SHOAL2006' });
  await eventually('nothing is left', async () => ((await files()).length === 0 ? true : undefined));
});

test('a second process can not use the directory of a coordinator that runs', async () => {
  await startHub('first');
  const second = spawn(process.execPath, [COMMAND, 'hub', '--json', '--listen', '127.0.0.1:0', '--data', join(root, 'first')], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  children.push(second);
  const [line] = (await once(createInterface({ input: second.stdout! }), 'line')) as [string];
  expect(JSON.parse(line)).toMatchObject({ ok: false, error: { code: 'SHOAL0002' } });
  if (second.exitCode === null) await once(second, 'exit');
});
