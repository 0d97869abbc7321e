import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { create, fromBinary, toBinary } from '@bufbuild/protobuf';
import { fc, test as property } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import { decodeFrame, encodeChunkFrame, encodeHeaderFrame } from '../../../../runtime/transport/frame-codec.js';
import { CHUNK_BYTES, FrameReader } from '../../../../runtime/transport/frames.js';
import {
  CheckpointHeaderFrameSchema,
  Coordinator,
  DeployHeaderSchema,
  FrameSchema,
  SubmitHeaderSchema,
} from '../../../../runtime/transport/gen/shoal/v1/shoal_pb.js';
import { Channel, createClient, type Handlers, TransportServer } from '../../../../runtime/transport/index.js';
import { listen } from './hub-server.js';

const what = 'the module';

describe('the wire form of frames', () => {
  property.prop([fc.uint8Array({ maxLength: 300 })])('is what protobuf writes', (bytes) => {
    expect(fromBinary(FrameSchema, Uint8Array.from(encodeHeaderFrame(bytes)))).toMatchObject({ header: bytes });
    expect(fromBinary(FrameSchema, Uint8Array.from(encodeChunkFrame(bytes)))).toMatchObject({ chunk: bytes });
    const frame = decodeFrame(toBinary(FrameSchema, create(FrameSchema, { header: bytes, chunk: bytes })));
    expect([...frame.header]).toEqual([...bytes]);
    expect([...frame.chunk]).toEqual([...bytes]);
  });

  property.prop([fc.uint8Array({ maxLength: 40 })])('other bytes are read as protobuf reads them, or refused', (bytes) => {
    let expected: { header: Uint8Array; chunk: Uint8Array } | undefined;
    try {
      expected = fromBinary(FrameSchema, bytes);
    } catch {
      expected = undefined;
    }
    let frame: { header: Uint8Array; chunk: Uint8Array } | undefined;
    try {
      frame = decodeFrame(bytes);
    } catch (error) {
      expect(error).toBeInstanceOf(RangeError);
    }
    // Groups, long gone from protobuf, are refused here; all that both accept must be the same.
    if (expected && frame) {
      expect([...frame.header]).toEqual([...expected.header]);
      expect([...frame.chunk]).toEqual([...expected.chunk]);
    }
  });
});

describe('streams to a server', () => {
  test.each([0, 1, CHUNK_BYTES - 1, CHUNK_BYTES, CHUNK_BYTES + 1, 5 * CHUNK_BYTES + 7])('%i bytes arrive', async (size) => {
    const sent = randomBytes(size);
    const { hub } = await listen({
      deployModule: async (frames) => {
        const header = await frames.requireHeader(DeployHeaderSchema);
        const bytes = await frames.bytes(header.bytes, { what });
        await frames.end();
        return { known: Buffer.compare(bytes, sent) === 0 };
      },
    });
    const call = hub.deployModule();
    await call.frames.writeHeader(DeployHeaderSchema, { digest: 'd', bytes: BigInt(size) });
    await call.frames.writeBytes(sent.subarray(0, size >> 1), sent.subarray(size >> 1));
    call.frames.end();
    expect((await call.reply).known).toBe(true);
  });

  test('a slow reader holds the writer back', async () => {
    let release: (() => void) | undefined;
    const released = new Promise<void>((resolve) => {
      release = resolve;
    });
    const { hub } = await listen({
      deployModule: async (frames) => {
        const header = await frames.requireHeader(DeployHeaderSchema);
        await released;
        await frames.bytes(header.bytes, { what });
        return { known: true };
      },
    });
    const size = 128 * CHUNK_BYTES;
    const call = hub.deployModule();
    await call.frames.writeHeader(DeployHeaderSchema, { bytes: BigInt(size) });
    let written = 0;
    const chunk = new Uint8Array(CHUNK_BYTES);
    const writing = (async () => {
      for (; written < size; written += CHUNK_BYTES) await call.frames.writeBytes(chunk);
      call.frames.end();
    })();
    await sleep(500);
    expect(written).toBeLessThan(64 * CHUNK_BYTES);
    release!();
    await writing;
    expect((await call.reply).known).toBe(true);
  });

  test.each([
    ['a size beyond the limit', 101n, 0, 'SHOAL5006'],
    ['a size beyond all numbers', 2n ** 64n - 1n, 0, 'SHOAL5008'],
    ['too few bytes', 100n, 99, 'SHOAL6001'],
    ['too many bytes', 99n, 100, 'SHOAL5008'],
  ])('%s', async (_name, declared, size, code) => {
    const { hub } = await listen({
      deployModule: async (frames) => {
        const header = await frames.requireHeader(DeployHeaderSchema);
        await frames.bytes(header.bytes, { what, limitBytes: 100, truncated: 'SHOAL6001' });
        await frames.end();
        return {};
      },
    });
    const call = hub.deployModule();
    const write = async () => {
      await call.frames.writeHeader(DeployHeaderSchema, { bytes: declared });
      await call.frames.writeBytes(new Uint8Array(size));
      call.frames.end();
    };
    await write().catch(() => {});
    await expect(call.reply).rejects.toMatchObject({ code, message: expect.stringMatching(/the module|127.0.0.1/) });
  });

  test('a sender that vanishes is an error, never the end', async () => {
    let seen: Promise<unknown> | undefined;
    let entered: (() => void) | undefined;
    const inside = new Promise<void>((resolve) => {
      entered = resolve;
    });
    const { hub } = await listen({
      deployModule: (frames, { signal }) => {
        entered!();
        seen = (async () => {
          await frames.requireHeader(DeployHeaderSchema);
          await frames.bytes(1000n, { what });
        })().catch(async (error: unknown) => {
          if (!signal.aborted) await once(signal, 'abort');
          return error;
        });
        return seen.then(() => ({}));
      },
    });
    const call = hub.deployModule();
    await call.frames.writeHeader(DeployHeaderSchema, { bytes: 1000n });
    await call.frames.writeBytes(new Uint8Array(10));
    await inside;
    await sleep(20);
    call.cancel();
    await expect(call.reply).rejects.toMatchObject({ code: 'SHOAL4001' });
    expect(await seen).toMatchObject({ code: 'SHOAL4001' });
  });

  test('a writer does not wait for a server that has gone, nor beyond its signal', async () => {
    const chunk = new Uint8Array(CHUNK_BYTES);
    const controller = new AbortController();
    const { hub, server } = await listen({
      // Takes the call and reads nothing.
      deployModule: (_frames, { signal }) =>
        new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason))),
    });
    const writeForEver = async (call: ReturnType<typeof hub.deployModule>) => {
      for (;;) await call.frames.writeBytes(chunk);
    };
    const cancelled = hub.deployModule({ signal: controller.signal });
    const left = hub.deployModule();
    const late = hub.deployModule({ deadlineMs: 300 });
    const writing = [cancelled, left, late].map((call) => writeForEver(call).catch((error: unknown) => error));
    await sleep(200);
    controller.abort();
    expect(await writing[0]).toMatchObject({ code: 'SHOAL2006' });
    await expect(cancelled.reply).rejects.toMatchObject({ code: 'SHOAL2006' });
    expect(await writing[2]).toMatchObject({ code: 'SHOAL4001', message: expect.stringContaining('300 ms') });
    await server.shutdown();
    expect(await writing[1]).toMatchObject({ code: 'SHOAL4001' });
    await expect(left.reply).rejects.toMatchObject({ code: 'SHOAL4001' });
  });

  test('an early answer ends the writing, an early error too', async () => {
    const { hub } = await listen({
      deployModule: async (frames) => {
        const header = await frames.requireHeader(DeployHeaderSchema);
        if (header.digest === 'known') return { known: true };
        return frames.requireHeader(CheckpointHeaderFrameSchema).then(() => ({}));
      },
    });
    const chunk = new Uint8Array(CHUNK_BYTES);
    const early = hub.deployModule();
    await early.frames.writeHeader(DeployHeaderSchema, { digest: 'known', bytes: 1n << 30n });
    for (let n = 0; n < 200 && !early.frames.closed; n++) await early.frames.writeBytes(chunk);
    expect((await early.reply).known).toBe(true);
    await early.frames.writeBytes(chunk);

    const wrong = hub.deployModule();
    await wrong.frames.writeHeader(DeployHeaderSchema, { digest: 'other', bytes: 1n << 30n });
    const write = async () => {
      for (let n = 0; n < 200; n++) await wrong.frames.writeBytes(chunk);
    };
    await expect(write()).rejects.toMatchObject({ code: 'SHOAL5008' });
    await expect(wrong.reply).rejects.toMatchObject({ code: 'SHOAL5008' });
  });

  test('a reader refuses what no honest sender sends', async () => {
    const empty = new Uint8Array(0);
    const read = (...frames: { header: Uint8Array; chunk: Uint8Array }[]) =>
      new FrameReader(
        (async function* () {
          yield* frames;
          yield { header: empty, chunk: empty };
        })(),
        'a test',
      );
    const header = toBinary(DeployHeaderSchema, create(DeployHeaderSchema, { digest: 'x' }));
    await expect(read({ header, chunk: header }).header(DeployHeaderSchema)).rejects.toMatchObject({ code: 'SHOAL5008' });
    await expect(read({ header: empty, chunk: header }).header(DeployHeaderSchema)).rejects.toMatchObject({ code: 'SHOAL5008' });
    await expect(read({ header: Uint8Array.of(0xff), chunk: empty }).header(DeployHeaderSchema)).rejects.toMatchObject({
      code: 'SHOAL5008',
    });
    await expect(read({ header: empty, chunk: new Uint8Array(CHUNK_BYTES + 1) }).bytes(1, { what })).rejects.toMatchObject({
      code: 'SHOAL5006',
    });
    await expect(read({ header, chunk: empty }).bytes(1, { what })).rejects.toMatchObject({ code: 'SHOAL5008' });
    await expect(read().requireHeader(DeployHeaderSchema)).rejects.toMatchObject({ code: 'SHOAL5008' });
    expect(await read().header(DeployHeaderSchema)).toBeUndefined();
  });
});

describe('streams from a server', () => {
  async function coordinator(submitRun: Handlers<typeof Coordinator>['submitRun']) {
    const server = new TransportServer();
    const others = Object.fromEntries(Object.keys(Coordinator.method).map((name) => [name, () => ({})]));
    server.serve(Coordinator, { ...(others as unknown as Handlers<typeof Coordinator>), submitRun });
    const channel = new Channel(await server.listen('127.0.0.1:0'));
    return {
      client: createClient(channel, Coordinator),
      server,
      async [Symbol.asyncDispose]() {
        channel[Symbol.dispose]();
        await server.shutdown();
      },
    };
  }

  test('answers arrive in order, then the end', async () => {
    await using setup = await coordinator(async function* (frames) {
      const header = await frames.requireHeader(SubmitHeaderSchema);
      for (let n = 0; n < 300; n++) yield { timeMs: n, event: { case: 'progress', value: { done: Number(header.seed) } } };
    });
    const call = setup.client.submitRun();
    await call.frames.writeHeader(SubmitHeaderSchema, { seed: 7n });
    call.frames.end();
    const times: number[] = [];
    for await (const event of call.replies) {
      expect(event.event).toMatchObject({ case: 'progress', value: { done: 7 } });
      times.push(event.timeMs);
    }
    expect(times).toEqual(Array.from({ length: 300 }, (_, n) => n));
  });

  test('an error reaches a late reader, too', async () => {
    await using setup = await coordinator(async function* (frames) {
      yield { timeMs: 1 };
      await frames.requireHeader(CheckpointHeaderFrameSchema);
    });
    const call = setup.client.submitRun();
    await call.frames.writeBytes(new Uint8Array(3));
    call.frames.end();
    await sleep(100);
    const read = async () => {
      for await (const _event of call.replies);
    };
    await expect(read()).rejects.toMatchObject({ code: 'SHOAL5008' });
  });

  test('a slow reader holds the server back; leaving the loop cancels the call', async () => {
    let produced = 0;
    let ended: (() => void) | undefined;
    const cancelled = new Promise<void>((resolve) => {
      ended = resolve;
    });
    await using setup = await coordinator(async function* (_frames, { signal }) {
      signal.addEventListener('abort', () => ended!());
      try {
        for (;;) {
          produced++;
          yield { event: { case: 'result', value: { chunk: new Uint8Array(CHUNK_BYTES) } } };
        }
      } finally {
        ended!();
      }
    });
    const call = setup.client.submitRun();
    for await (const _event of call.replies) {
      await sleep(300);
      expect(produced).toBeLessThan(100);
      break;
    }
    await cancelled;
  });

  test('a signal ends the stream', async () => {
    const controller = new AbortController();
    await using setup = await coordinator(async function* (_frames, { signal }) {
      yield { timeMs: 1 };
      await new Promise((resolve) => signal.addEventListener('abort', resolve));
    });
    const call = setup.client.submitRun({ signal: controller.signal });
    const read = async () => {
      for await (const _event of call.replies) controller.abort();
    };
    await expect(read()).rejects.toMatchObject({ code: 'SHOAL2006' });
  });
});
