/** Each command over real hub processes. */
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { decodeCbor } from '../../runtime/values/index.js';
import { type Called, call, callHub, eventually, example, long, shoal, shoalJson, workload } from './shoal.js';

let directory: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'shoal-cli-'));
});
afterAll(() => rm(directory, { recursive: true, force: true }));

test('doctor says what the machine has, and what to do about what it lacks', async () => {
  const { code, document } = await shoalJson('doctor');
  expect(code).toBe(0);
  expect(document.findings.map(({ part }: { part: string }) => part)).toEqual(['cores', 'changed pages']);
  process.env.SHOAL_TRACKER = 'shadow';
  try {
    const { stdout } = await shoal('doctor');
    expect(stdout).toMatch(/changed pages +slower +found by comparison \(SHOAL_TRACKER=shadow\)/);
  } finally {
    delete process.env.SHOAL_TRACKER;
  }
});

describe('compile and check', () => {
  test('write the blocks with their contracts', async () => {
    const out = join(directory, 'mandelbrot');
    const { code, document } = await shoalJson('compile', example('mandelbrot'), '-o', out);
    expect(code).toBe(0);
    expect(document).toMatchObject({ ok: true, schema: 'shoal/compile@1', directory: out });
    const range = document.blocks.find((block: { kind: string }) => block.kind === 'range');
    expect(range).toMatchObject({ parallel: true, contract: expect.any(Array) });
    const files = await readdir(out);
    expect(files.sort()).toEqual([...document.files].sort());
    expect(files).toEqual(expect.arrayContaining(['manifest.json', 'graph.svg', range.file, range.component, range.wit]));
    const manifest = JSON.parse(await readFile(join(out, 'manifest.json'), 'utf8'));
    expect(manifest.digest).toBe(document.digest);
  });

  test('print a table, and why a loop is not parallel', async () => {
    const { code, stdout } = await shoal('compile', example('nbody'), '-o', join(directory, 'nbody'));
    expect(code).toBe(0);
    expect(stdout).toMatch(/block +kind +lines +parallel/);
    expect(stdout).toContain('is not parallel');
  });

  test('explain each loop, as a page too', async () => {
    const html = join(directory, 'nbody.html');
    const { code, document } = await shoalJson('explain', example('nbody'), '--html', html);
    expect(code).toBe(0);
    expect(document).toMatchObject({ ok: true, schema: 'shoal/explain@1', function: 'simulate', tier: 'static', html });
    const step = document.loops.find(({ name }: { name: string }) => name === 'step');
    expect(step).toMatchObject({
      kind: 'sequential',
      reason: expect.stringContaining("'velocity'"),
      accesses: expect.any(Array),
    });
    expect(await readFile(html, 'utf8')).toContain('<b>sequential</b> loop <code>step</code>');
  });

  test('find no problem where there is none', async () => {
    const { code, document } = await shoalJson('check', example('words'));
    expect({ code, document }).toEqual({ code: 0, document: { ok: true, schema: 'shoal/check@1', diagnostics: [] } });
  });
});

describe('run', () => {
  test('prints the result as JSON and nothing else', async () => {
    const { code, stdout } = await shoal('run', example('monte-carlo'), '--args', '[8, 1000, 7]');
    expect(code).toBe(0);
    expect(stdout).toMatch(/^3\.\d+\n$/);
  });

  test('verifies, writes the exact result, and leaves no process', async () => {
    const out = join(directory, 'steps.cbor');
    const timeline = join(directory, 'steps.svg');
    const words = [
      'run',
      example('mandelbrot'),
      '--args',
      '[64, 48, 500]',
      '--hubs',
      '3',
      '--verify',
      '--out',
      out,
      '--timeline',
      timeline,
    ];
    const called = call(...words, '--json');
    const { code, stdout } = await called.ended;
    expect(called.descendants()).toEqual([]);
    const document = JSON.parse(stdout);
    expect(document).toMatchObject({
      ok: true,
      schema: 'shoal/run@1',
      result: { $typed: 'Uint16Array' },
      ms: expect.any(Number),
      nodeMs: expect.any(Number),
      hubs: expect.any(Array),
      blocks: expect.any(Array),
      moves: [],
    });
    expect(code).toBe(0);
    const exact = decodeCbor(await readFile(out)) as Uint16Array;
    expect(Buffer.from(exact.buffer, exact.byteOffset, exact.byteLength).toString('base64')).toBe(document.result.base64);
    expect(await readFile(timeline, 'utf8')).toContain('<svg');
  });

  test('moves shards at random without a trace in the result', async () => {
    const moves = ['--move-every', '150', '--seed', '5'];
    const words = ['run', workload, '--args', long(16), '--hubs', '2', ...moves, '--verify'];
    const { code, document } = await shoalJson(...words);
    expect(document).toMatchObject({ ok: true, equal: true });
    expect(code).toBe(0);
    expect(document.moves.length).toBeGreaterThan(0);
    for (const move of document.moves) {
      expect(move).toMatchObject({ shard: expect.any(String), from: expect.any(String), to: expect.any(String) });
      expect(move.totalMs).toBeGreaterThanOrEqual(move.blackoutMs);
      expect(move.bytes).toBeGreaterThan(0);
    }
  });

  test.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)('ends on %s without leaving a process', async (signal, exitCode) => {
    const called = call('run', example('nbody'), '--args', '[256, 1000000, 0.001, 1]', '--hubs', '2', '--json');
    await eventually(() => (called.descendants().length >= 3 ? true : undefined), 'hub processes');
    called.process.kill(signal);
    const { code, stdout } = await called.ended;
    expect(JSON.parse(stdout)).toMatchObject({ ok: false, error: { code: 'SHOAL2006' } });
    expect(code).toBe(exitCode);
    await eventually(() => (called.descendants().length === 0 ? true : undefined), 'end of all processes', 10_000);
  });
});

test('a hub waits for the one it joins', async () => {
  const address = `127.0.0.1:${await freePort()}`;
  const early = callHub('--listen', '127.0.0.1:0', '--name', 'early', '--join', address, '--json');
  const first = callHub('--listen', address, '--name', 'first', '--json');
  try {
    expect(JSON.parse(await first.firstLine)).toMatchObject({ ok: true, name: 'first', address });
    expect(JSON.parse(await early.firstLine)).toMatchObject({ ok: true, name: 'early' });
  } finally {
    for (const called of [early, first]) called.process.kill('SIGKILL');
    await Promise.all([early.ended, first.ended]);
  }
});

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

describe('a cluster', () => {
  const hubs = new Map<string, { called: Called; address: string; admin: string }>();
  let address = '';

  async function startHub(name: string, ...words: string[]): Promise<void> {
    const called = callHub('--listen', '127.0.0.1:0', '--name', name, '--data', join(directory, name), '--json', ...words);
    const ready = JSON.parse(await called.firstLine);
    expect(ready).toMatchObject({
      ok: true,
      name,
      address: expect.stringMatching(/:\d+$/),
      admin: expect.any(String),
      pid: called.process.pid,
    });
    hubs.set(name, { called, address: ready.address, admin: ready.admin });
  }

  beforeAll(async () => {
    await startHub('alpha');
    address = hubs.get('alpha')!.address;
    await startHub('beta', '--join', address);
  });
  afterAll(async () => {
    for (const { called } of hubs.values()) called.process.kill('SIGKILL');
    await Promise.all([...hubs.values()].map(({ called }) => called.ended));
  });

  test('is listed', async () => {
    const document = await eventually(async () => {
      const answer = await shoalJson('hubs', '--connect', address);
      return answer.document.hubs.every((hub: { metrics?: object }) => hub.metrics) ? answer.document : undefined;
    }, 'metrics of all hubs');
    expect(document).toMatchObject({ ok: true, schema: 'shoal/hubs@1', coordinator: address });
    expect(document.hubs.map((hub: { name: string }) => hub.name).sort()).toEqual(['alpha', 'beta']);
    const { stdout } = await shoal('hubs', '--connect', hubs.get('beta')!.address);
    expect(stdout).toContain('alpha *');
    expect(stdout).toContain('beta');
  });

  test('answers probes', async () => {
    const { admin } = hubs.get('beta')!;
    for (const path of ['/livez', '/readyz', '/metrics']) {
      const reply = await fetch(`http://${admin}${path}`);
      expect([path, reply.status]).toEqual([path, 200]);
      await reply.text();
    }
  });

  test('refuses what it does not know', async () => {
    const unknownShard = await shoalJson('migrate', 'nothing', '--to', 'beta', '--connect', address);
    expect(unknownShard).toMatchObject({ code: 5, document: { ok: false, error: { code: 'SHOAL5001' } } });
    const unknownSplit = await shoalJson('split', 'nothing', '--to', 'beta', '--connect', address);
    expect(unknownSplit).toMatchObject({ code: 5, document: { ok: false, error: { code: 'SHOAL5001' } } });
    const second = await shoalJson('hub', '--listen', '127.0.0.1:0', '--name', 'alpha', '--join', address);
    expect(second).toMatchObject({ code: 5, document: { ok: false } });
  });

  async function runningShard(kind: string): Promise<{ shard: string; hub: string }> {
    return await eventually(async () => {
      const { document } = await shoalJson('ps', '--connect', address);
      return document.shards.find((shard: { kind: string; state: string }) => shard.kind === kind && shard.state === 'running');
    }, `running shard of kind ${kind}`);
  }

  test('moves a running shard, and refuses unknown hubs', async () => {
    const run = call('run', workload, '--args', long(32), '--connect', address, '--verify', '--json');
    const { shard, hub } = await runningShard('sequential');
    const to = hub === 'alpha' ? 'beta' : 'alpha';
    const unknownHub = await shoalJson('migrate', shard, '--to', 'gamma', '--connect', address);
    expect(unknownHub).toMatchObject({ code: 5, document: { error: { code: 'SHOAL5002' } } });
    const { code, document } = await shoalJson('migrate', shard, '--to', to, '--connect', address);
    expect(document).toMatchObject({ ok: true, schema: 'shoal/migrate@1', move: { shard, from: hub, to } });
    expect(code).toBe(0);
    const back = await shoal('migrate', shard, '--to', hub, '--connect', address);
    expect(back.stdout + back.stderr).toContain(`${shard} moved from ${to} to ${hub}`);
    expect(JSON.parse((await run.ended).stdout)).toMatchObject({
      ok: true,
      equal: true,
      moves: [
        { from: hub, to },
        { from: to, to: hub },
      ],
    });
  });

  test('splits a running range', async () => {
    const run = call('run', example('mandelbrot'), '--args', '[600, 600, 20000]', '--connect', address, '--verify', '--json');
    const { shard, hub } = await runningShard('range');
    const to = hub === 'alpha' ? 'beta' : 'alpha';
    const { code, document } = await shoalJson('split', shard, '--to', to, '--connect', address);
    expect(document).toMatchObject({ ok: true, schema: 'shoal/split@1', split: { shard, to } });
    expect(document.split.kept.hi).toBe(document.split.given.lo);
    expect(code).toBe(0);
    expect(JSON.parse((await run.ended).stdout)).toMatchObject({ ok: true, equal: true });
    const { stdout } = await shoal('ps', '--all', '--connect', address);
    expect(stdout).toContain(document.split.created);
  });

  test('lets a hub go: its shards move away, and the run goes on', async () => {
    const run = call('run', workload, '--args', long(24), '--connect', address, '--verify', '--json');
    const { shard, hub } = await runningShard('sequential');
    if (hub === 'alpha') await shoalJson('migrate', shard, '--to', 'beta', '--connect', address);
    const { called } = hubs.get('beta')!;
    called.process.kill('SIGTERM');
    expect((await called.ended).code).toBe(0);
    const document = JSON.parse((await run.ended).stdout);
    expect(document).toMatchObject({ ok: true, equal: true });
    expect(document.moves.at(-1)).toMatchObject({ shard, from: 'beta', to: 'alpha' });
  });

  test('is left by the coordinator on SIGTERM', async () => {
    const { called } = hubs.get('alpha')!;
    called.process.kill('SIGTERM');
    expect((await called.ended).code).toBe(0);
  });
});

test('bench migration measures both kinds of moves', async () => {
  const { code, document } = await shoalJson('bench', 'migration', '--moves', '2', '--sizes', '1');
  expect(document).toMatchObject({
    ok: true,
    schema: 'shoal/bench-migration@1',
    cases: [{ stateBytes: 2 ** 20, dirtyBytes: 12_288, moves: 2, bytes: expect.any(Number) }],
  });
  const [{ blackoutMs, totalMs, stopAndCopyMs }] = document.cases;
  for (const { p50, p99, max } of [blackoutMs, totalMs, stopAndCopyMs]) {
    expect(p50).toBeGreaterThan(0);
    expect(p99).toBeGreaterThanOrEqual(p50);
    expect(max).toBeGreaterThanOrEqual(p50);
  }
  expect(code).toBe(0);
});
