/** A hub that lives in the test and behaves as badly as the test wants. */
import { create } from '@bufbuild/protobuf';
import { Hub, HubInfoSchema, type ReceiveReply } from '../../runtime/transport/gen/shoal/v1/shoal_pb.js';
import { Connections, type FrameReader, type IncomingCall, TransportServer } from '../../runtime/transport/index.js';

export type Receive = (frames: FrameReader, call: IncomingCall) => AsyncIterable<Omit<ReceiveReply, '$typeName' | '$unknown'>>;

export class FakeHub implements AsyncDisposable {
  readonly name: string;
  readonly connections = new Connections();
  readonly #server = new TransportServer();
  readonly #beats: NodeJS.Timeout;
  readonly address: string;

  private constructor(name: string, address: string, coordinator: string, receive: Receive, server: TransportServer) {
    this.name = name;
    this.address = address;
    this.#server = server;
    const unsupported = () => {
      throw new Error('this hub is not real');
    };
    server.serve(Hub, {
      describe: unsupported,
      ping: ({ payload }) => ({ payload }),
      hasModule: () => ({ known: true }),
      deployModule: unsupported,
      startShard: unsupported,
      moveShard: unsupported,
      splitShard: unsupported,
      cancelShard: () => ({}),
      receiveShard: receive,
    });
    this.#beats = setInterval(() => {
      this.connections
        .coordinator(coordinator)
        .heartbeat({ hub: name, metrics: { cpu: 1, queueLength: 100 } })
        .catch(() => {});
    }, 500);
  }

  /** Joins the cluster and takes part in it with `receive` for what moves to it. */
  static async join(name: string, coordinator: string, receive: Receive): Promise<FakeHub> {
    const server = new TransportServer();
    const address = await server.listen('127.0.0.1:0');
    const hub = new FakeHub(name, address, coordinator, receive, server);
    const info = create(HubInfoSchema, { name, address, pid: process.pid, cores: 1, profile: 'node20' });
    await hub.connections.coordinator(coordinator).join({ info });
    return hub;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    clearInterval(this.#beats);
    this.connections[Symbol.dispose]();
    await this.#server.shutdown();
  }
}
