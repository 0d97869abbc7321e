/** Real hub processes: what was built is started, also from sources. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { connect } from '../../../../runtime/client/index.js';
import { startLocalCluster } from '../../../../runtime/cluster/index.js';

function isAlive(pid: number): boolean {
  try {
    // A zombie is dead: only its parent has not looked yet.
    return !/^\d+ \(.*\) Z/s.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
}

async function untilGone(pids: readonly number[]): Promise<void> {
  for (let waitedMs = 0; pids.some(isAlive); waitedMs += 50) {
    if (waitedMs > 15_000) throw new Error(`still alive: ${pids.filter(isAlive)}`);
    await sleep(50);
  }
}

/** The processes that this one started and that still are. */
function children(): number[] {
  const pids = readFileSync(`/proc/${process.pid}/task/${process.pid}/children`, 'utf8');
  return pids.trim().split(' ').filter(Boolean).map(Number).filter(isAlive);
}

describe('startLocalCluster', () => {
  test('starts hubs that know each other, and leaves nothing behind', async () => {
    const lines: string[] = [];
    const cluster = await startLocalCluster({ hubs: 3, onLog: (hub, line) => lines.push(`${hub}: ${line}`) });
    const pids = cluster.hubs.map(({ pid }) => pid);
    try {
      expect(cluster.hubs.map(({ name }) => name)).toEqual(['hub-1', 'hub-2', 'hub-3']);
      expect(cluster.address).toBe(cluster.hubs[0]!.address);
      expect(pids.every(isAlive)).toBe(true);
      // Any hub leads to the coordinator.
      await using client = await connect(cluster.hubs[2]!.address);
      const { hubs } = await client.hubs();
      expect(hubs.map(({ info }) => info?.name).sort()).toEqual(['hub-1', 'hub-2', 'hub-3']);
      expect(await client.shards()).toEqual([]);
    } finally {
      await cluster[Symbol.asyncDispose]();
    }
    expect(pids.some(isAlive)).toBe(false);
    await cluster[Symbol.asyncDispose]();
    expect(lines.join('\n')).not.toMatch(/error|"level":[56]0/i);
  });

  test('a hub that was killed does not keep the others', async () => {
    const cluster = await startLocalCluster({ hubs: 2, onLog: () => {} });
    process.kill(cluster.hubs[1]!.pid, 'SIGKILL');
    await untilGone([cluster.hubs[1]!.pid]);
    await cluster[Symbol.asyncDispose]();
    expect(cluster.hubs.some(({ pid }) => isAlive(pid))).toBe(false);
  });

  test('a hub that does not listen any more is killed', async () => {
    const cluster = await startLocalCluster({ hubs: 1, onLog: () => {} });
    process.kill(cluster.hubs[0]!.pid, 'SIGSTOP');
    await cluster[Symbol.asyncDispose]();
    expect(isAlive(cluster.hubs[0]!.pid)).toBe(false);
  });

  test.each([0, 300, 1500])('a signal after %i ms ends the start and all that was started', async (afterMs) => {
    const before = new Set(children());
    const controller = new AbortController();
    const starting = startLocalCluster({ hubs: 3, signal: controller.signal, onLog: () => {} });
    const ended = starting.then(
      (cluster) => cluster[Symbol.asyncDispose](),
      (error: unknown) => expect(error).toMatchObject({ code: 'SHOAL2006' }),
    );
    await sleep(afterMs);
    controller.abort();
    await ended;
    expect(children().filter((pid) => !before.has(pid))).toEqual([]);
  });

  test.each([0, -1, 1.5, 65, Number.NaN])('%f hubs are no cluster', async (hubs) => {
    await expect(startLocalCluster({ hubs })).rejects.toMatchObject({ code: 'SHOAL0001' });
  });

  test('the hubs end with a starter that is killed', async () => {
    const source = `
      import { startLocalCluster } from '#dist/runtime/cluster/index.js';
      const cluster = await startLocalCluster({ hubs: 2 });
      console.log(JSON.stringify(cluster.hubs.map(({ pid }) => pid)));
      setInterval(() => {}, 1000);`;
    const starter: ChildProcess = spawn(process.execPath, ['--input-type=module', '-e', source], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [line] = await once(createInterface({ input: starter.stdout! }), 'line', { signal: AbortSignal.timeout(60_000) });
    const pids = JSON.parse(String(line)) as number[];
    expect(pids).toHaveLength(2);
    expect(pids.every(isAlive)).toBe(true);
    starter.kill('SIGKILL');
    await untilGone(pids);
  });
});
