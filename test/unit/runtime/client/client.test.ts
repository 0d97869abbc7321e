/** The client against a coordinator that is nothing but its service: what it is sent and what it answers is under control. */
import { afterEach, describe, expect, test } from 'vitest';
import type { Bundle, Manifest, Type } from '../../../../compiler/manifest.js';
import { connect } from '../../../../runtime/client/index.js';
import { ShoalError } from '../../../../runtime/errors.js';
import { Coordinator, Hub, type RunEvent, SubmitHeaderSchema } from '../../../../runtime/transport/gen/shoal/v1/shoal_pb.js';
import { type Handlers, TransportServer } from '../../../../runtime/transport/index.js';
import { decodeBundle, encodeBundle, type Packed, type Value } from '../../../../runtime/values/index.js';

type CoordinatorHandlers = Handlers<typeof Coordinator>;

const servers: TransportServer[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await server.shutdown();
});

async function listen(handlers: Partial<CoordinatorHandlers>, coordinator?: string): Promise<string> {
  const refuse = () => {
    throw new ShoalError('SHOAL9001', 'not part of this test');
  };
  const server = new TransportServer();
  servers.push(server);
  let address = '';
  const all = (methods: object) => Object.fromEntries(Object.keys(methods).map((name) => [name, refuse]));
  server.serve(Hub, {
    ...(all(Hub.method) as unknown as Handlers<typeof Hub>),
    describe: () => ({ info: { name: 'hub-1' }, coordinator: coordinator ?? address }),
  });
  server.serve(Coordinator, { ...(all(Coordinator.method) as unknown as CoordinatorHandlers), ...handlers });
  address = await server.listen('127.0.0.1:0');
  return address;
}

const NUMBER: Type = { kind: 'number' };
const NUMBERS: Type = { kind: 'array', element: NUMBER };

function bundle(parameters: readonly Type[], returns: Type): Bundle {
  const block = (id: string, file: string, digest: string) => ({ id, module: { file, digest, bytes: 4, globals: [] } });
  const manifest = {
    schema: 'shoal/manifest@1',
    function: { name: 'f', file: 'f.ts', parameters: parameters.map((type, index) => ({ name: `p${index}`, type })), returns },
    digest: 'm',
    blocks: [block('b0', 'b0.wasm', 'd0'), block('b1', 'b1.wasm', 'd1'), block('b2', 'b1.wasm', 'd1')],
  } as unknown as Manifest;
  return {
    manifest,
    files: new Map([
      ['b0.wasm', Uint8Array.of(0, 1, 2)],
      ['b1.wasm', new Uint8Array(3 << 20).fill(7)],
    ]),
  };
}

function* resultParts(result: Packed, chunkBytes = 1000) {
  const bytes = encodeBundle(new Map([['result', result]]));
  for (let at = 0; at < bytes.byteLength; at += chunkBytes) {
    const value = { totalBytes: BigInt(bytes.byteLength), chunk: bytes.slice(at, at + chunkBytes) };
    yield { event: { case: 'result' as const, value } };
  }
}

describe('run', () => {
  test('sends manifest, modules and arguments, and returns the result', async () => {
    const received: { header?: unknown; modules: number[]; values?: unknown } = { modules: [] };
    const address = await listen({
      async *submitRun(frames) {
        const header = await frames.requireHeader(SubmitHeaderSchema);
        received.header = { run: header.run, moveEveryMs: header.moveEveryMs, seed: header.seed };
        expect(JSON.parse(Buffer.from(header.manifest).toString()).digest).toBe('m');
        for (const { bytes, digest } of header.modules) {
          const module = await frames.bytes(bytes, { what: digest });
          received.modules.push(module.byteLength);
        }
        received.values = decodeBundle(await frames.bytes(header.argumentBytes, { what: 'arguments' }));
        await frames.end();
        yield { event: { case: 'progress', value: { done: 0.5 } } };
        yield* resultParts(Float64Array.of(1, -0, Number.NaN, ...new Array(1000).fill(2)));
      },
    });
    await using client = await connect(address);
    const events: RunEvent[] = [];
    const result = await client.run({
      bundle: bundle([NUMBER, NUMBERS], NUMBERS),
      values: [-0, [1, 2]],
      run: 'r1',
      moveEveryMs: 5,
      seed: 3,
      onEvent: (event) => events.push(event),
    });
    expect(received.header).toEqual({ run: 'r1', moveEveryMs: 5, seed: 3n });
    expect(received.modules).toEqual([3, 3 << 20]);
    expect(received.values).toEqual(
      new Map<string, Packed>([
        ['p0', -0],
        ['p1', Float64Array.of(1, 2)],
      ]),
    );
    expect((result as Value[]).slice(0, 4)).toEqual([1, -0, Number.NaN, 2]);
    expect(events.map(({ event }) => event.case)).toEqual(['progress']);
  });

  test('returns what a function without a result returns', async () => {
    const address = await listen({
      async *submitRun() {
        yield* resultParts(undefined);
      },
    });
    await using client = await connect(address);
    expect(await client.run({ bundle: bundle([], { kind: 'void' }), values: [] })).toBeUndefined();
  });

  test('rejects with what the run failed with', async () => {
    const address = await listen({
      async *submitRun() {
        yield {
          event: { case: 'failed', value: { code: 'SHOAL2001', message: 'index 3', file: 'f.ts', line: 2, column: 5, hint: '' } },
        };
      },
    });
    await using client = await connect(address);
    await expect(client.run({ bundle: bundle([], NUMBER), values: [] })).rejects.toMatchObject({
      code: 'SHOAL2001',
      message: 'index 3',
      at: { file: 'f.ts', line: 2, column: 5 },
    });
  });

  test('rejects with what the coordinator refuses, while arguments are still on their way', async () => {
    const address = await listen({
      // biome-ignore lint/correctness/useYield: it refuses before it has anything to say
      async *submitRun(frames) {
        await frames.requireHeader(SubmitHeaderSchema);
        throw new ShoalError('SHOAL4002', 'no hub');
      },
    });
    await using client = await connect(address);
    const values = [new Array(4_000_000).fill(1.5)];
    await expect(client.run({ bundle: bundle([NUMBERS], NUMBER), values })).rejects.toMatchObject({ code: 'SHOAL4002' });
  });

  test.each<[string, (bytes: Uint8Array) => { totalBytes: bigint; chunk: Uint8Array }[], string]>([
    ['nothing', () => [], 'SHOAL4003'],
    ['half of it', (bytes) => [{ totalBytes: BigInt(bytes.byteLength), chunk: bytes.slice(0, 3) }], 'SHOAL4003'],
    ['more than announced', (bytes) => [{ totalBytes: 3n, chunk: bytes }], 'SHOAL5008'],
    ['noise', () => [{ totalBytes: 3n, chunk: Uint8Array.of(9, 9, 9) }], 'SHOAL5008'],
    ['too much for one value', () => [{ totalBytes: 1n << 50n, chunk: Uint8Array.of(9) }], 'SHOAL5006'],
  ])('takes %s for no result', async (_name, partsOf, code) => {
    const address = await listen({
      async *submitRun() {
        for (const value of partsOf(encodeBundle(new Map([['result', 1]])))) yield { event: { case: 'result', value } };
      },
    });
    await using client = await connect(address);
    await expect(client.run({ bundle: bundle([], NUMBER), values: [] })).rejects.toMatchObject({ code });
  });

  test('a result of another type is no result', async () => {
    const address = await listen({
      async *submitRun() {
        yield* resultParts('text');
      },
    });
    await using client = await connect(address);
    await expect(client.run({ bundle: bundle([], NUMBER), values: [] })).rejects.toMatchObject({ code: 'SHOAL5008' });
  });

  test('cancels the run with its signal, and with the client', async () => {
    const cancelled: string[] = [];
    let aborts = 0;
    const controller = new AbortController();
    const address = await listen({
      async *submitRun(_frames, { signal }) {
        signal.addEventListener('abort', () => aborts++);
        yield { event: { case: 'progress', value: { done: 0 } } };
        await new Promise((resolve) => signal.addEventListener('abort', resolve));
      },
      cancelRun: ({ run }) => {
        cancelled.push(run);
        return {};
      },
    });
    const client = await connect(address);
    const request = { bundle: bundle([], NUMBER), values: [], run: 'r2' };
    await expect(client.run({ ...request, signal: controller.signal, onEvent: () => controller.abort() })).rejects.toMatchObject({
      code: 'SHOAL2006',
    });
    expect(cancelled).toEqual(['r2']);
    await expect(client.run({ ...request, onEvent: () => void client[Symbol.asyncDispose]() })).rejects.toMatchObject({
      code: 'SHOAL2006',
    });
    await client[Symbol.asyncDispose]();
    expect(cancelled).toEqual(['r2', 'r2']);
    expect(aborts).toBe(2);
    await expect(client.hubs()).rejects.toMatchObject({ code: 'SHOAL2006' });
  });

  test('refuses arguments and bundles before anything is sent', async () => {
    const address = await listen({});
    await using client = await connect(address);
    await expect(client.run({ bundle: bundle([NUMBER], NUMBER), values: [] })).rejects.toMatchObject({ code: 'SHOAL3002' });
    await expect(client.run({ bundle: bundle([NUMBER], NUMBER), values: ['x'] })).rejects.toMatchObject({ code: 'SHOAL3001' });
    const { manifest } = bundle([], NUMBER);
    await expect(client.run({ bundle: { manifest, files: new Map() }, values: [] })).rejects.toMatchObject({ code: 'SHOAL3004' });
  });
});

describe('connect', () => {
  test('goes from any hub to the coordinator', async () => {
    const coordinator = await listen({ listHubs: () => ({ coordinator: 'c', hubs: [{ info: { name: 'hub-1' } }] }) });
    await using client = await connect(await listen({}, coordinator));
    expect(await client.hubs()).toMatchObject({ coordinator: 'c', hubs: [{ info: { name: 'hub-1' } }] });
  });

  test('says what is wrong with an address', async () => {
    await expect(connect('nonsense')).rejects.toMatchObject({ code: 'SHOAL4001', message: expect.stringContaining('nonsense') });
    await expect(connect('127.0.0.1:1')).rejects.toMatchObject({
      code: 'SHOAL4001',
      message: expect.stringContaining('127.0.0.1:1'),
    });
    await expect(connect(await listen({}, ''))).rejects.toMatchObject({ code: 'SHOAL4001' });
    await expect(connect('127.0.0.1:1', AbortSignal.abort())).rejects.toMatchObject({ code: 'SHOAL2006' });
  });

  test('passes on what the coordinator answers to commands', async () => {
    const address = await listen({
      migrate: ({ shard, to, stopAndCopy }) => ({ move: { shard, to, result: stopAndCopy ? 'stopped' : 'moved' } }),
      split: ({ shard, to }) => ({ shard, to, created: 'b0.2' }),
      listShards: ({ all }) => ({ shards: [{ block: all ? 'all' : 'open' }] }),
      cancelRun: ({ run }) => {
        throw new ShoalError('SHOAL5007', `no run ${run}`);
      },
    });
    await using client = await connect(address);
    expect(await client.migrate('b0.1', 'hub-2')).toMatchObject({ shard: 'b0.1', to: 'hub-2', result: 'moved' });
    expect((await client.migrate('b0.1', 'hub-2', { stopAndCopy: true })).result).toBe('stopped');
    expect(await client.split('b0.1', 'hub-2')).toMatchObject({ created: 'b0.2' });
    expect(await client.shards({ all: true })).toMatchObject([{ block: 'all' }]);
    await expect(client.cancel('r9')).rejects.toMatchObject({ code: 'SHOAL5007', message: 'no run r9' });
  });
});
