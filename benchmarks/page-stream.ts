/**
 * How fast pages get from hub to hub: a stream of frames as Shoal sends it, beside the same bytes through grpc-js as it comes
 * (default windows, protobuf codec), on loopback and with a round trip of 10 ms. Flags: --mib N, --rounds N, --json.
 */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { connect as connectTcp, createServer, type Socket, type Server as TcpServer } from 'node:net';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { create, fromBinary, toBinary } from '@bufbuild/protobuf';
import { Client, credentials, Server, ServerCredentials, type ServerReadableStream } from '@grpc/grpc-js';
import { DeployHeaderSchema, type Frame, FrameSchema, Hub } from '../runtime/transport/gen/shoal/v1/shoal_pb.js';
import { CHUNK_BYTES, Channel, createClient, type Handlers, TransportServer } from '../runtime/transport/index.js';

const ROUND_TRIP_MS = 10;
const PLAIN_PATH = '/plain.Pages/Send';

if (process.argv[2] === 'serve') await serve();
else await measureAll();

/** Runs in a process of its own, as a hub does: both servers, until the parent goes. */
async function serve(): Promise<void> {
  const shoal = new TransportServer();
  const others = Object.fromEntries(Object.keys(Hub.method).map((name) => [name, () => ({})]));
  shoal.serve(Hub, {
    ...(others as unknown as Handlers<typeof Hub>),
    deployModule: async (frames) => {
      const { bytes } = await frames.requireHeader(DeployHeaderSchema);
      const received = await frames.bytes(bytes, { what: 'the pages' });
      await frames.end();
      return { known: received.byteLength > 0 };
    },
  });
  const plain = new Server();
  plain.addService(
    {
      send: {
        path: PLAIN_PATH,
        requestStream: true,
        responseStream: false,
        requestSerialize: (frame: Frame) => Buffer.from(toBinary(FrameSchema, frame)),
        requestDeserialize: (bytes: Buffer) => fromBinary(FrameSchema, bytes),
        responseSerialize: (bytes: Buffer) => bytes,
        responseDeserialize: (bytes: Buffer) => bytes,
      },
    },
    {
      send: (call: ServerReadableStream<Frame, Buffer>, answer: (error: null, reply: Buffer) => void) => {
        const chunks: Uint8Array[] = [];
        call.on('data', (frame: Frame) => chunks.push(frame.chunk));
        call.on('end', () => answer(null, Buffer.alloc(Buffer.concat(chunks).byteLength > 0 ? 1 : 0)));
      },
    },
  );
  const plainPort = await new Promise<number>((resolve, reject) => {
    plain.bindAsync('127.0.0.1:0', ServerCredentials.createInsecure(), (error, port) => (error ? reject(error) : resolve(port)));
  });
  process.on('disconnect', () => process.exit());
  process.send?.({ shoal: await shoal.listen('127.0.0.1:0'), plain: `127.0.0.1:${plainPort}` });
}

interface Row {
  readonly way: string;
  readonly roundTripMs: number;
  readonly p50Ms: number;
  readonly gigabytesPerSecond: number;
}

function describe({ way, roundTripMs, p50Ms, gigabytesPerSecond }: Row): string {
  return `${way.padEnd(20)} round trip ${String(roundTripMs).padStart(2)} ms: ${p50Ms.toFixed(1).padStart(8)} ms, ${gigabytesPerSecond.toFixed(3)} GB/s`;
}

async function measureAll(): Promise<void> {
  const { values } = parseArgs({
    options: { mib: { type: 'string', default: '64' }, rounds: { type: 'string', default: '10' }, json: { type: 'boolean' } },
  });
  const pages = new Uint8Array(Number(values.mib) << 20).fill(0x5a);
  const server: ChildProcess = fork(fileURLToPath(import.meta.url), ['serve']);
  const [addresses] = (await once(server, 'message')) as [{ shoal: string; plain: string }];
  const rows: Row[] = [];
  for (const roundTripMs of [0, ROUND_TRIP_MS]) {
    // With 64 KiB per round trip, the plain way would take 10 s for each round.
    const bytes = roundTripMs === 0 ? pages : pages.subarray(0, Math.min(pages.byteLength, 16 << 20));
    const rounds = roundTripMs === 0 ? Number(values.rounds) : 3;
    for (const [way, address, send] of [
      ['shoal', addresses.shoal, sendByShoal],
      ['grpc-js as it comes', addresses.plain, sendPlainly],
    ] as const) {
      const proxy = roundTripMs > 0 ? await delay(address, roundTripMs / 2) : undefined;
      const times = await send(proxy?.address ?? address, bytes, rounds);
      proxy?.server.close();
      times.sort((a, b) => a - b);
      const p50Ms = times[times.length >> 1]!;
      rows.push({ way, roundTripMs, p50Ms, gigabytesPerSecond: bytes.byteLength / p50Ms / 1e6 });
    }
  }
  server.disconnect();
  if (values.json) console.log(JSON.stringify({ rows }));
  else for (const row of rows) console.log(describe(row));
  process.exit();
}

async function sendByShoal(address: string, bytes: Uint8Array, rounds: number): Promise<number[]> {
  using channel = new Channel(address);
  const hub = createClient(channel, Hub);
  return await measure(rounds, async () => {
    const call = hub.deployModule();
    await call.frames.writeHeader(DeployHeaderSchema, { bytes: BigInt(bytes.byteLength) });
    await call.frames.writeBytes(bytes);
    call.frames.end();
    await call.reply;
  });
}

async function sendPlainly(address: string, bytes: Uint8Array, rounds: number): Promise<number[]> {
  const client = new Client(address, credentials.createInsecure());
  const times = await measure(
    rounds,
    () =>
      new Promise<void>((resolve, reject) => {
        const call = client.makeClientStreamRequest(
          PLAIN_PATH,
          (frame: Frame) => Buffer.from(toBinary(FrameSchema, frame)),
          (reply: Buffer) => reply,
          (error) => (error ? reject(error) : resolve()),
        );
        void (async () => {
          for (let at = 0; at < bytes.byteLength; at += CHUNK_BYTES) {
            if (!call.write(create(FrameSchema, { chunk: bytes.subarray(at, at + CHUNK_BYTES) }))) await once(call, 'drain');
          }
          call.end();
        })();
      }),
  );
  client.close();
  return times;
}

async function measure(rounds: number, run: () => Promise<void>): Promise<number[]> {
  await run();
  const times: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const startedMs = performance.now();
    await run();
    times.push(performance.now() - startedMs);
  }
  return times;
}

/** A way to `target` on which everything takes `ms` longer, in both directions. */
async function delay(target: string, ms: number): Promise<{ address: string; server: TcpServer }> {
  const [host, port] = target.split(':');
  const forward = (from: Socket, to: Socket) => {
    from.on('data', (data) => setTimeout(() => to.write(data), ms));
    from.on('end', () => setTimeout(() => to.end(), ms));
    from.on('error', () => to.destroy());
  };
  const server = createServer((near) => {
    const far = connectTcp({ host: host!, port: Number(port), noDelay: true });
    forward(near, far);
    forward(far, near);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { address: `127.0.0.1:${(server.address() as { port: number }).port}`, server };
}
