/** The connections of one process to hubs, opened when first needed and kept. */
import { ShoalError } from '../errors.js';
import { Channel } from './channel.js';
import { createClient, type ServiceClient } from './client.js';
import { Coordinator, Hub } from './gen/shoal/v1/shoal_pb.js';

export type HubClient = ServiceClient<typeof Hub>;
export type CoordinatorClient = ServiceClient<typeof Coordinator>;

interface Connected {
  readonly channel: Channel;
  readonly hub: HubClient;
  readonly coordinator: CoordinatorClient;
}

export class Connections implements Disposable {
  readonly #control = new Map<string, Connected>();
  readonly #pages = new Map<string, Connected>();
  #closed = false;

  /** Control calls to the hub at `address`. */
  hub(address: string): HubClient {
    return this.#connect(this.#control, address).hub;
  }

  /** Calls to the same hub that carry a lot of bytes, over a connection of their own. */
  pages(address: string): HubClient {
    return this.#connect(this.#pages, address).hub;
  }

  coordinator(address: string): CoordinatorClient {
    return this.#connect(this.#control, address).coordinator;
  }

  /** Coordinator calls that carry a lot of bytes: results, modules, arguments. */
  coordinatorPages(address: string): CoordinatorClient {
    return this.#connect(this.#pages, address).coordinator;
  }

  /** Closes the connections to a hub that is lost; calls under way end with SHOAL4001. */
  drop(address: string): void {
    for (const connections of [this.#control, this.#pages]) {
      connections.get(address)?.channel[Symbol.dispose]();
      connections.delete(address);
    }
  }

  [Symbol.dispose](): void {
    this.#closed = true;
    for (const address of [...this.#control.keys(), ...this.#pages.keys()]) this.drop(address);
  }

  #connect(connections: Map<string, Connected>, address: string): Connected {
    const known = connections.get(address);
    if (known) return known;
    if (this.#closed) throw new ShoalError('SHOAL2006', `the connections of this process are closed; ${address} is not called`);
    const channel = new Channel(address);
    const connected = { channel, hub: createClient(channel, Hub), coordinator: createClient(channel, Coordinator) };
    connections.set(address, connected);
    return connected;
  }
}
