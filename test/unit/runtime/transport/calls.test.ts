import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { connect as connectTcp, createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client, credentials } from '@grpc/grpc-js';
import { describe, expect, test } from 'vitest';
import { ShoalError } from '../../../../runtime/errors.js';
import { Channel, TransportServer } from '../../../../runtime/transport/index.js';
import { connect, listen } from './hub-server.js';

async function rejection(promise: Promise<unknown>): Promise<ShoalError> {
  const error = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(ShoalError);
  return error as ShoalError;
}

describe('unary calls', () => {
  test('carry request and reply', async () => {
    const { hub } = await listen({ ping: ({ payload }) => ({ payload: payload.toReversed() }) });
    const { payload } = await hub.ping({ payload: Uint8Array.of(1, 2, 3) });
    expect([...payload]).toEqual([3, 2, 1]);
  });

  test.each([
    new ShoalError('SHOAL5001', 'there is no shard b0.1 in run r1'),
    new ShoalError('SHOAL2001', 'index 7 is out of bounds', { at: { file: 'näme ☃.ts', line: 3, column: 9 }, hint: 'check "n"' }),
    new ShoalError('SHOAL9001', 'half a pair \ud800 and a line\nbreak'),
    new ShoalError('SHOAL3001', 'x'.repeat(100_000)),
  ])('a ShoalError of the handler is the same at the caller: %s', async (thrown) => {
    const { hub } = await listen({
      describe: () => {
        throw thrown;
      },
    });
    const error = await rejection(hub.describe({}));
    expect(error.code).toBe(thrown.code);
    expect(error.at).toEqual(thrown.at);
    expect(error.hint).toBe(thrown.hint);
    expect(error.message.slice(0, 1000)).toBe(thrown.message.replace('\ud800', '\ufffd').slice(0, 1000));
  });

  test('another error of the handler is an internal one', async () => {
    const { hub } = await listen({ describe: () => Promise.reject(new TypeError('boom')) });
    const error = await rejection(hub.describe({}));
    expect(error.code).toBe('SHOAL9001');
    expect(error.message).toContain('TypeError: boom');
  });

  test('a deadline ends the wait, and tells the handler', async () => {
    let gaveUp: Promise<void> | undefined;
    const { hub, address } = await listen({
      describe: (_request, { signal }) => {
        gaveUp = new Promise((resolve) => signal.addEventListener('abort', () => resolve()));
        return new Promise(() => {});
      },
    });
    const error = await rejection(hub.describe({}, { deadlineMs: 50 }));
    expect(error.code).toBe('SHOAL4001');
    expect(error.message).toContain(address);
    expect(error.message).toContain('50 ms');
    await gaveUp;
  });

  test('a signal cancels the call on both sides', async () => {
    const controller = new AbortController();
    let gaveUp: Promise<void> | undefined;
    const { hub } = await listen({
      describe: (_request, { signal }) => {
        gaveUp = new Promise((resolve) => signal.addEventListener('abort', () => resolve()));
        controller.abort(new Error('enough'));
        return new Promise(() => {});
      },
    });
    const error = await rejection(hub.describe({}, { signal: controller.signal }));
    expect(error.code).toBe('SHOAL2006');
    expect(error.cause).toMatchObject({ message: 'enough' });
    await gaveUp;
    expect((await rejection(hub.describe({}, { signal: controller.signal }))).code).toBe('SHOAL2006');
  });

  test('a message that is too large is refused where it is made', async () => {
    const { hub } = await listen({ ping: () => ({ payload: new Uint8Array(5 << 20) }) });
    expect((await rejection(hub.ping({ payload: new Uint8Array(5 << 20) }))).code).toBe('SHOAL5006');
    expect((await rejection(hub.ping({}))).code).toBe('SHOAL5006');
  });

  test('a malformed request gets a clear answer', async () => {
    const { address, hub } = await listen({ ping: () => ({}) });
    const raw = new Client(address, credentials.createInsecure());
    const error = await new Promise<Error | null>((resolve) => {
      raw.makeUnaryRequest(
        '/shoal.v1.Hub/Ping',
        (b: Buffer) => b,
        (b) => b,
        Buffer.of(0x0a, 0xff, 0xff),
        (reason) => resolve(reason),
      );
    });
    expect(error?.message).toContain('deserializing');
    raw.close();
    await hub.ping({});
  });
});

describe('servers that are not there', () => {
  test('nobody listens', async () => {
    const { server, address } = await listen({});
    await server.shutdown();
    const error = await rejection(connect(address).describe({}));
    expect(error.code).toBe('SHOAL4001');
    expect(error.message).toContain(address);
    expect(error.hint).toContain('shoal hub');
  });

  test('something else listens', async () => {
    const other = createServer((socket) => {
      socket.on('error', () => {});
      socket.write('HTTP/1.1 400 Bad Request\r\n\r\n', () => socket.destroy());
    });
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const { port } = other.address() as { port: number };
    expect((await rejection(connect(`127.0.0.1:${port}`).describe({}, { deadlineMs: 2000 }))).code).toBe('SHOAL4001');
    await new Promise((resolve) => other.close(resolve));
  });

  test('another service listens', async () => {
    const server = new TransportServer();
    const address = await server.listen('127.0.0.1:0');
    const error = await rejection(connect(address).describe({}));
    expect(error.code).toBe('SHOAL4001');
    expect(error.message).toContain('does not know Describe');
    await server.shutdown();
  });

  test.each(['', 'localhost', '127.0.0.1:', ':7400', '127.0.0.1:70000', 'unix:/tmp/x', 'http://a:1', '[::1', '[x]:1', 'a b:1'])(
    'no address: %j',
    (address) => {
      expect(() => new Channel(address)).toThrow(expect.objectContaining({ code: 'SHOAL4001' }));
    },
  );

  test('a call is broken by the end of the server', async () => {
    let entered: (() => void) | undefined;
    const inside = new Promise<void>((resolve) => {
      entered = resolve;
    });
    const { hub, server } = await listen({
      describe: () => {
        entered!();
        return new Promise(() => {});
      },
    });
    const failed = rejection(hub.describe({}));
    await inside;
    await server.shutdown();
    expect((await failed).code).toBe('SHOAL4001');
  });
});

describe('servers', () => {
  test('a port in use is named, with the flag that chooses another', async () => {
    const { address } = await listen({});
    const error = await rejection(new TransportServer().listen(address));
    expect(error.code).toBe('SHOAL4004');
    expect(error.message).toContain(address.split(':')[1]);
    expect(error.hint).toContain('--listen');
  });

  test.each(['203.0.113.1:0', 'nonsense', '127.0.0.1'])('%s can not be listened on', async (address) => {
    expect((await rejection(new TransportServer().listen(address))).code).toBe('SHOAL4004');
  });

  test('a graceful shutdown lets calls finish and takes no new ones', async () => {
    let entered: (() => void) | undefined;
    const inside = new Promise<void>((resolve) => {
      entered = resolve;
    });
    const { hub, server, address } = await listen({
      describe: async () => {
        entered!();
        await sleep(100);
        return { coordinator: 'here' };
      },
    });
    const answer = hub.describe({});
    await inside;
    const closed = server.shutdown({ graceMs: 5000 });
    expect((await answer).coordinator).toBe('here');
    await closed;
    expect((await rejection(connect(address).describe({}))).code).toBe('SHOAL4001');
  });

  test('noise on the line is no call, and harms nobody', async () => {
    const { address, hub } = await listen({ describe: () => ({ coordinator: 'here' }) });
    const preface = Buffer.from('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n');
    for (const noise of [
      randomBytes(4096),
      Buffer.concat([preface, randomBytes(4096)]),
      Buffer.from('GET / HTTP/1.1\r\n\r\n'),
      Buffer.alloc(0),
    ]) {
      const socket = connectTcp(Number(address.split(':')[1]), '127.0.0.1');
      socket.on('error', () => {});
      socket.end(noise);
      await Promise.race([once(socket, 'close'), sleep(500)]);
      socket.destroy();
      expect((await hub.describe({})).coordinator).toBe('here');
    }
  });

  test('the health service tells whether the server serves', async () => {
    const { server, address } = await listen({});
    const raw = new Client(address, credentials.createInsecure());
    const check = () =>
      new Promise<number | undefined>((resolve, reject) => {
        raw.makeUnaryRequest(
          '/grpc.health.v1.Health/Check',
          (b: Buffer) => b,
          (b) => b,
          Buffer.of(),
          (error, reply?: Buffer) => (error ? reject(error) : resolve(reply?.[1])),
        );
      });
    expect(await check()).toBe(2);
    server.setServing(true);
    expect(await check()).toBe(1);
    raw.close();
  });
});
