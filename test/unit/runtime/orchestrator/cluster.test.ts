import { create } from '@bufbuild/protobuf';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { Cluster } from '../../../../runtime/orchestrator/cluster.js';
import { HeartbeatRequestSchema, HubInfoSchema } from '../../../../runtime/transport/gen/shoal/v1/shoal_pb.js';

let events: string[];
let cluster: Cluster;
beforeEach(() => {
  vi.useFakeTimers();
  events = [];
  cluster = new Cluster({
    hubJoined: (hub) => events.push(`${hub} joined`),
    hubLost: (hub, address) => events.push(`${hub} at ${address} lost`),
  });
});
afterEach(() => {
  cluster[Symbol.dispose]();
  vi.useRealTimers();
});

const info = (name: string, port: number, pid = port) =>
  create(HubInfoSchema, { name, address: `127.0.0.1:${port}`, pid, cores: 2 });
const beat = (hub: string) => cluster.beat(create(HeartbeatRequestSchema, { hub, metrics: { cpu: 0.5 } }));
const pass = (ms: number, ...living: string[]) => {
  for (let passed = 0; passed < ms; passed += 500) {
    vi.advanceTimersByTime(500);
    for (const hub of living) beat(hub);
  }
};

describe('the cluster', () => {
  test('loses a hub that is silent, keeps one that speaks, and takes it back as a new one', () => {
    cluster.join(info('a', 1));
    cluster.join(info('b', 2));
    pass(9000, 'a');
    expect(events).toEqual(['a joined', 'b joined', 'b at 127.0.0.1:2 lost']);
    expect(cluster.infos().map(({ name, state }) => [name, state])).toEqual([['a', 'ready']]);
    expect(cluster.statuses().map(({ info: known }) => known?.state)).toEqual(['ready', 'lost']);
    expect(() => cluster.require('b')).toThrow('there is no hub "b"');
    expect(beat('b')).toBe(false);
    cluster.join(info('b', 2));
    expect(beat('b')).toBe(true);
    expect(events.at(-1)).toBe('b joined');
  });

  test('does not let a second process take a name, but knows a hub that joins twice', () => {
    cluster.join(info('a', 1));
    cluster.join(info('a', 1));
    expect(() => cluster.join(info('a', 9))).toThrow('a hub named a is in the cluster already, at 127.0.0.1:1');
    expect(events).toEqual(['a joined']);
  });

  test('gives a name to a new process when the old one is silent, and drops what that held', () => {
    cluster.join(info('a', 1));
    pass(2000);
    cluster.join(info('a', 9));
    expect(events).toEqual(['a joined', 'a at 127.0.0.1:1 lost', 'a joined']);
    expect(cluster.require('a').address).toBe('127.0.0.1:9');
  });

  test('loses a hub at once whose process has ended, but not the one that came after it', () => {
    cluster.join(info('a', 1));
    pass(2000);
    expect(cluster.silent(1500).map(({ name }) => name)).toEqual(['a']);
    cluster.heard('a');
    expect(cluster.silent(1500)).toEqual([]);
    cluster.refused(info('a', 9));
    expect(events).toEqual(['a joined']);
    cluster.refused(info('a', 1));
    cluster.refused(info('a', 1));
    expect(events).toEqual(['a joined', 'a at 127.0.0.1:1 lost']);
  });

  test('gives no more shards to a hub that leaves', () => {
    cluster.join(info('a', 1));
    cluster.join(info('b', 2));
    cluster.drain('b');
    expect(cluster.ready().map((hub) => hub.info.name)).toEqual(['a']);
    expect(cluster.infos().map(({ state }) => state)).toEqual(['ready', 'draining']);
    cluster.leave('b');
    expect(cluster.infos()).toHaveLength(1);
    expect(() => cluster.drain('b')).toThrow('there is no hub "b"');
  });

  test('refuses a hub without a name or address', () => {
    expect(() => cluster.join(undefined)).toThrow('no name');
    expect(() => cluster.join(create(HubInfoSchema, { name: 'x' }))).toThrow('no address');
  });
});
