/** What may go wrong between hubs: the run goes on with the right result, or says clearly why not. */
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { encodeCheckpoint } from '../../runtime/checkpoint/index.js';
import {
  CheckpointHeaderFrameSchema,
  type ShardStatus,
  StartShardHeaderSchema,
  TransferHeaderSchema,
} from '../../runtime/transport/gen/shoal/v1/shoal_pb.js';
import { Connections } from '../../runtime/transport/index.js';
import { eventually, expectSameBits, openCluster, runningShard, type TestCluster } from './cluster.js';
import { FakeHub, type Receive } from './fake-hub.js';
import { orbit, orbitBundle, sweep, sweepBundle } from './hand-made.js';

let hubs: TestCluster;
const open = async () => {
  hubs = await openCluster(3);
};
const close = () => hubs[Symbol.asyncDispose]();

const STATE = Float64Array.from({ length: 1_000_000 }, (_, index) => index % 1000);
const STEPS = 3_000_000;
const startSweep = () => {
  const run = hubs.client.run({ bundle: sweepBundle(), values: [STATE, STEPS, 100, 5000] });
  run.catch(() => {});
  return run;
};
/** For tests that end it themselves. */
const startEndless = () => {
  const abort = new AbortController();
  const run = hubs.client.run({ bundle: sweepBundle(), values: [STATE, 1e9, 100, 5000], signal: abort.signal });
  run.catch(() => {});
  return {
    async end() {
      abort.abort();
      await expect(run).rejects.toMatchObject({ code: 'SHOAL2006' });
    },
  };
};
const expectSweep = async (run: Promise<unknown>) => expectSameBits(await run, sweep(STATE, STEPS, 100, 5000));
const process_ = (name: string) => hubs.cluster.hubs.find((hub) => hub.name === name)!;
/** The coordinator's process is the one that must not die. */
const isCoordinator = (name: string) => process_(name).address === hubs.cluster.address;
const others = (name: string) => hubs.cluster.hubs.filter((hub) => hub.name !== name && !isCoordinator(hub.name));

async function moveTo(shard: ShardStatus, name: string): Promise<void> {
  if (shard.hub === name) return;
  const { result, reason } = await hubs.client.migrate(shard.key!.shard, name);
  expect({ result, reason }).toMatchObject({ result: 'moved' });
}

describe('a hub that is killed', () => {
  beforeEach(open);
  afterEach(close);

  test('during a run loses nothing', async () => {
    const run = hubs.client.run({ bundle: orbitBundle(), values: [1500, 40_000] });
    run.catch(() => {});
    await eventually('three hubs run shards', async () => {
      const running = (await hubs.client.shards()).filter(({ state }) => state === 'running');
      return new Set(running.map(({ hub }) => hub)).size === 3 ? true : undefined;
    });
    process.kill(hubs.cluster.hubs[2]!.pid, 'SIGKILL');
    expectSameBits(await run, orbit(1500, 40_000));
    const [lost] = (await hubs.client.hubs()).hubs.filter(({ info }) => info!.name === hubs.cluster.hubs[2]!.name);
    expect(lost?.info?.state).toBe('lost');
  });

  test.each(['source', 'target'] as const)('as the %s of a move loses nothing', async (victim) => {
    const run = startSweep();
    const shard = await runningShard(hubs.client);
    const [first, second] = others('none');
    await moveTo(shard, first!.name);
    const move = hubs.client.migrate(shard.key!.shard, second!.name);
    await delay(15);
    process.kill(victim === 'source' ? first!.pid : second!.pid, 'SIGKILL');
    const { result } = await move;
    expect(['stayed', 'moved', 'finished']).toContain(result);
    await expectSweep(run);
  });

  test('that is only stopped for a while does not run the shard twice', async () => {
    const run = startSweep();
    const shard = await runningShard(hubs.client);
    const [first] = others('none');
    await moveTo(shard, first!.name);
    process.kill(first!.pid, 'SIGSTOP');
    await eventually('the shard goes on elsewhere', async () => {
      const [now] = await hubs.client.shards();
      return now && now.hub !== first!.name && now.hub !== '' ? now : undefined;
    });
    process.kill(first!.pid, 'SIGCONT');
    await expectSweep(run);
    await eventually('the hub is back', async () => {
      const found = (await hubs.client.hubs()).hubs.find(({ info }) => info!.name === first!.name);
      return found?.info?.state === 'ready' && found.metrics?.queueLength === 0 ? true : undefined;
    });
  });
});

describe('a coordinator that is only stopped for a while', () => {
  beforeEach(open);
  afterEach(close);

  test('in the middle of moves loses neither hubs nor shards', async () => {
    const [coordinator] = hubs.cluster.hubs;
    // Without a pause between moves a busy machine hardly gets on with the run.
    const run = hubs.client.run({ bundle: sweepBundle(), values: [STATE, STEPS, 100, 5000], moveEveryMs: 20, seed: 5 });
    run.catch(() => {});
    await runningShard(hubs.client);
    for (let k = 0; k < 3; k++) {
      await delay(150);
      process.kill(coordinator!.pid, 'SIGSTOP');
      await delay(k === 0 ? 2500 : 400);
      process.kill(coordinator!.pid, 'SIGCONT');
    }
    await expectSweep(run);
    const states = (await hubs.client.hubs()).hubs.map(({ info }) => info?.state);
    expect(states).toEqual(['ready', 'ready', 'ready']);
  });
});

describe('a target', () => {
  beforeAll(open);
  afterAll(close);

  const replies = {
    async *refuses() {
      yield { result: 'refused', reason: 'not today', loadMs: 0, commitMs: 0 };
    },
    async *breaks(frames) {
      await frames.requireHeader(TransferHeaderSchema);
      await frames.requireHeader(CheckpointHeaderFrameSchema);
      yield { result: 'loaded', reason: '', loadMs: 0, commitMs: 0 };
      throw new Error('broken on purpose');
    },
    async *hangs(_frames, { signal }) {
      await new Promise((resolve) => signal.addEventListener('abort', resolve));
    },
    async *ends() {},
    async *lies() {
      yield { result: 'resumed', reason: '', loadMs: 0, commitMs: 0 };
    },
  } satisfies Record<string, Receive>;

  test.each(['refuses', 'breaks', 'hangs', 'ends', 'lies'] as const)('that %s leaves the shard where it was', async (how) => {
    await using fake = await FakeHub.join(`hub-that-${how}`, hubs.cluster.address, replies[how]);
    const run = startEndless();
    const shard = await runningShard(hubs.client);
    const move = await hubs.client.migrate(shard.key!.shard, fake.name);
    expect(move).toMatchObject({ result: 'stayed', from: shard.hub });
    expect(move.reason).not.toBe('');
    const target = others(shard.hub)[0]!.name;
    expect(await hubs.client.migrate(shard.key!.shard, target)).toMatchObject({ result: 'moved', to: target });
    await run.end();
  });

  test('that takes all and never asks to own the shard does not get it', async () => {
    await using fake = await FakeHub.join('hub-that-keeps', hubs.cluster.address, async function* (frames, { signal }) {
      await frames.requireHeader(TransferHeaderSchema);
      for (;;) {
        const { bytes, final } = await frames.requireHeader(CheckpointHeaderFrameSchema);
        await frames.bytes(bytes, { what: 'a checkpoint' });
        if (final) break;
        yield { result: 'loaded', reason: '', loadMs: 0, commitMs: 0 };
      }
      await new Promise((resolve) => signal.addEventListener('abort', resolve));
    });
    const run = startEndless();
    const shard = await runningShard(hubs.client);
    const move = await hubs.client.migrate(shard.key!.shard, fake.name);
    expect(move).toMatchObject({ result: 'stayed', reason: expect.stringContaining(fake.name) });
    // Too late: the coordinator has taken the move back.
    const { run: name, shard: id, epoch } = shard.key!;
    const commit = await fake.connections
      .coordinator(hubs.cluster.address)
      .commitMove({ key: { run: name, shard: id, epoch }, move: `${id}.m1`, target: fake.name });
    expect(commit.granted).toBe(false);
    await run.end();
  });
});

describe('a hub is sent', () => {
  beforeAll(open);
  afterAll(close);

  let connections: Connections;
  beforeEach(() => {
    connections = new Connections();
  });
  afterEach(() => connections[Symbol.dispose]());

  const target = () => hubs.cluster.hubs[1]!;
  const blockOf = (bundle = sweepBundle()) => bundle.manifest.blocks[0]!;

  /** A transfer of a shard nobody knows, with checkpoints as the test makes them. */
  async function transfer(
    damage: (bytes: Uint8Array) => { readonly bytes: Uint8Array; readonly declared?: bigint; readonly digest?: string },
  ) {
    const block = blockOf();
    const module = sweepBundle().files.get('b0.wasm')!;
    const deploy = connections.pages(target().address).deployModule();
    const { DeployHeaderSchema } = await import('../../runtime/transport/gen/shoal/v1/shoal_pb.js');
    await deploy.frames.writeHeader(DeployHeaderSchema, { digest: block.module.digest, bytes: BigInt(module.byteLength) });
    await deploy.frames.writeBytes(module);
    deploy.frames.end();
    await deploy.reply;
    const { frames, replies } = connections.pages(target().address).receiveShard();
    await frames.writeHeader(TransferHeaderSchema, {
      key: { run: 'r', shard: 'r.b0.0', epoch: 1 },
      move: 'r.b0.0.m1',
      block: Buffer.from(JSON.stringify(block)),
      moduleDigest: block.module.digest,
      coordinator: hubs.cluster.address,
      source: 'nobody',
    });
    const { chunks, digest } = encodeCheckpoint({
      header: {
        version: 1,
        kind: 'base',
        run: 'r',
        shard: 'r.b0.0',
        epoch: 1,
        sequence: 0,
        moduleDigest: block.module.digest,
        abi: 1,
        memoryBytes: 2 << 20,
        globals: {},
      },
      pages: { pages: Uint32Array.of(0), data: new Uint8Array(4096) },
    });
    const damaged = damage(Buffer.concat(chunks));
    await frames.writeHeader(CheckpointHeaderFrameSchema, {
      bytes: damaged.declared ?? BigInt(damaged.bytes.byteLength),
      digest: damaged.digest ?? digest,
      final: true,
    });
    await frames.writeBytes(damaged.bytes).catch(() => {});
    frames.end();
    const answers = [];
    for await (const reply of replies) answers.push(reply);
    return answers;
  }

  test('a checkpoint with a flipped bit, and refuses it', async () => {
    const answers = await transfer((bytes) => {
      bytes[bytes.length - 100]! ^= 1;
      return { bytes };
    });
    expect(answers).toMatchObject([{ result: 'refused', reason: expect.stringContaining('SHOAL6002') }]);
  });

  test('a checkpoint under the name of another, and refuses it', async () => {
    const answers = await transfer((bytes) => ({ bytes, digest: '0'.repeat(64) }));
    expect(answers).toMatchObject([{ result: 'refused', reason: expect.stringContaining('SHOAL6002') }]);
  });

  test('a checkpoint that is no checkpoint, and refuses it', async () => {
    const answers = await transfer(() => ({ bytes: new Uint8Array(10_000).fill(7) }));
    expect(answers).toMatchObject([{ result: 'refused', reason: expect.stringMatching(/SHOAL600[13]/) }]);
  });

  test('a checkpoint that ends too early, and refuses it', async () => {
    const answers = await transfer((bytes) => ({ bytes, declared: BigInt(bytes.byteLength + 1) }));
    expect(answers).toMatchObject([{ result: 'refused', reason: expect.stringContaining('SHOAL6001') }]);
  });

  test('a checkpoint larger than any memory, and refuses it', async () => {
    const answers = await transfer((bytes) => ({ bytes, declared: 1n << 40n }));
    expect(answers).toMatchObject([{ result: 'refused', reason: expect.stringContaining('SHOAL5006') }]);
  });

  test('a good checkpoint of a shard that nobody owns, and does not run it', async () => {
    const answers = await transfer((bytes) => ({ bytes }));
    expect(answers).toMatchObject([{ result: 'refused', reason: expect.stringContaining('coordinator') }]);
  });

  test('requests about a shard that it does not have', async () => {
    const hub = connections.hub(target().address);
    const key = { run: 'r', shard: 'nothing', epoch: 1 };
    const move = { key, move: 'm', target: 'hub-3', targetAddress: hubs.cluster.hubs[2]!.address };
    await expect(hub.moveShard(move)).rejects.toMatchObject({ code: 'SHOAL5001' });
    await expect(hub.splitShard({ key, split: 's' })).rejects.toMatchObject({ code: 'SHOAL5001' });
    await expect(hub.moveShard({ ...move, key: undefined })).rejects.toMatchObject({ code: 'SHOAL5008' });
    await expect(hub.cancelShard({ key })).resolves.toBeDefined();
  });

  test('an old epoch, and refuses it', async () => {
    const run = startEndless();
    const { key, hub } = await runningShard(hubs.client);
    const { run: name, shard } = key!;
    const old = { run: name, shard, epoch: 0 };
    const owner = connections.hub(process_(hub).address);
    await expect(owner.splitShard({ key: old, split: 's' })).rejects.toMatchObject({ code: 'SHOAL5004' });
    // To be dropped under an old epoch means another copy than this one.
    await owner.cancelShard({ key: old });
    expect((await hubs.client.shards()).map((status) => status.hub)).toEqual([hub]);
    await run.end();
  });

  test('inputs that are too large or damaged, and says so', async () => {
    const hub = connections.pages(target().address);
    const start = async (valueBytes: bigint, bytes: Uint8Array) => {
      const call = hub.startShard();
      await call.frames.writeHeader(StartShardHeaderSchema, {
        key: { run: 'r', shard: 'r.b0.9', epoch: 1 },
        block: Buffer.from(JSON.stringify(blockOf(orbitBundle()))),
        moduleDigest: 'x',
        valueBytes,
        coordinator: hubs.cluster.address,
      });
      await call.frames.writeBytes(bytes).catch(() => {});
      call.frames.end();
      return call.reply;
    };
    await expect(start(1n << 40n, new Uint8Array(10))).rejects.toMatchObject({ code: 'SHOAL5006' });
    await expect(start(10n, new Uint8Array(10))).rejects.toMatchObject({ code: 'SHOAL3004' });
    await expect(start(100n, new Uint8Array(10))).rejects.toMatchObject({ code: 'SHOAL5008' });
    await expect(start(1n, new Uint8Array(10))).rejects.toMatchObject({ code: 'SHOAL5008' });
  });
});
