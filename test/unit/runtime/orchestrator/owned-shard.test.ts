import { create } from '@bufbuild/protobuf';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { BlockManifest } from '../../../../compiler/manifest.js';
import { openEmbeddedStore, PlacementSchedule, type Store } from '../../../../runtime/coordination/index.js';
import { ShoalError } from '../../../../runtime/errors.js';
import { Cluster } from '../../../../runtime/orchestrator/cluster.js';
import { OwnedShard, type ShardServices } from '../../../../runtime/orchestrator/owned-shard.js';
import { Hub, HubInfoSchema } from '../../../../runtime/transport/gen/shoal/v1/shoal_pb.js';
import { Connections, TransportServer } from '../../../../runtime/transport/index.js';

const block = { id: 'b0', kind: 'range', parallel: true } as BlockManifest;

let store: Store;
let services: ShardServices;
let server: TransportServer;
/** What the source answers when it is asked to move the shard. */
let answer: () => Promise<{ readonly result: string; readonly reason: string }>;
let committed: Promise<void>;
let commit: () => void;
const MOVE = 'r.b0.0.m1';

beforeEach(async () => {
  server = new TransportServer();
  const refuse = () => {
    throw new ShoalError('SHOAL9001', 'not asked for here');
  };
  server.serve(Hub, {
    describe: refuse,
    ping: refuse,
    hasModule: refuse,
    deployModule: refuse,
    startShard: refuse,
    moveShard: () => answer(),
    splitShard: refuse,
    cancelShard: () => ({}),
    receiveShard: refuse,
  });
  const address = await server.listen('127.0.0.1:0');
  const cluster = new Cluster({ hubJoined: () => {}, hubLost: () => {} });
  for (const name of ['owner', 'there']) cluster.join(create(HubInfoSchema, { name, address, pid: 1 }));
  store = await openEmbeddedStore();
  services = { cluster, connections: new Connections(), schedule: new PlacementSchedule(store) };
  committed = new Promise((resolve) => {
    commit = resolve;
  });
});

afterEach(async () => {
  services.connections[Symbol.dispose]();
  services.cluster[Symbol.dispose]();
  await store[Symbol.asyncDispose]();
  await server.shutdown();
});

async function running(): Promise<OwnedShard> {
  const observer = { needsHub: () => {}, startShard: () => {}, moveEnded: () => {} };
  const shard = new OwnedShard({ run: 'r', id: 'r.b0.0', block, range: { lo: 0, hi: 10 } }, services, observer);
  await shard.raise({ kind: 'placed', hub: 'owner' });
  await shard.raise({ kind: 'startTaken', epoch: 1 });
  return shard;
}

describe('an owned shard', () => {
  test('is moved only to where the commit is asked from, once, under the next epoch', async () => {
    const shard = await running();
    const asked = new Promise<void>((resolve) => {
      answer = async () => {
        resolve();
        await committed;
        // The source does not know better.
        return { result: 'stayed', reason: 'the shard was given to another hub' };
      };
    });
    const moving = shard.move('there', false);
    await asked;
    const elsewhere = await shard.raise({ kind: 'commitAsked', move: MOVE, target: 'elsewhere', epoch: 1 });
    expect(elsewhere).toContainEqual(expect.objectContaining({ kind: 'answerCommit', granted: false }));
    const answers = await shard.raise({ kind: 'commitAsked', move: MOVE, target: 'there', epoch: 1 });
    expect(answers).toContainEqual({ kind: 'answerCommit', move: MOVE, granted: true, epoch: 2 });
    commit();
    expect(await moving).toMatchObject({ from: 'owner', to: 'there', result: 'moved' });
    expect(await services.schedule.get('r', shard.id)).toMatchObject({ hub: 'there', epoch: 2 });
    const late = await shard.raise({ kind: 'result', hub: 'owner', epoch: 1 });
    expect(late).toContainEqual(expect.objectContaining({ kind: 'refuseResult' }));
  });

  test('can not be moved while it is being moved, or to where it is', async () => {
    const shard = await running();
    answer = async () => {
      await committed;
      return { result: 'finished', reason: '' };
    };
    const moving = shard.move('there', false);
    await expect(shard.move('there', false)).rejects.toMatchObject({ code: 'SHOAL5003' });
    commit();
    expect(await moving).toMatchObject({ result: 'finished' });
    await expect(shard.move('owner', false)).rejects.toMatchObject({ code: 'SHOAL5003' });
  });

  test('stays where it is when its source can not be asked', async () => {
    const shard = await running();
    answer = async () => {
      throw new ShoalError('SHOAL4001', 'gone');
    };
    expect(await shard.move('there', false)).toMatchObject({ result: 'stayed', reason: expect.stringContaining('gone') });
    const late = await shard.raise({ kind: 'commitAsked', move: MOVE, target: 'there', epoch: 1 });
    expect(late).toContainEqual(expect.objectContaining({ kind: 'answerCommit', granted: false }));
  });

  test('keeps its owner when a new one can not be written down', async () => {
    const shard = await running();
    answer = async () => {
      await committed;
      return { result: 'stayed', reason: '' };
    };
    const moving = shard.move('there', false);
    await shard.raise({ kind: 'seen', hub: 'owner', epoch: 1 });
    await store[Symbol.asyncDispose]();
    const commitAsked = shard.raise({ kind: 'commitAsked', move: MOVE, target: 'there', epoch: 1 });
    await expect(commitAsked).rejects.toBeInstanceOf(ShoalError);
    expect(shard.state).toMatchObject({ owner: 'owner', epoch: 1 });
    commit();
    expect(await moving).toMatchObject({ result: 'stayed' });
  });
});
