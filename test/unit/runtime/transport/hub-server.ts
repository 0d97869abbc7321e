/** A server with the Hub service of which a test writes only the calls it is about. */
import { afterEach } from 'vitest';
import { ShoalError } from '../../../../runtime/errors.js';
import { Hub } from '../../../../runtime/transport/gen/shoal/v1/shoal_pb.js';
import { Channel, createClient, type Handlers, type HubClient, TransportServer } from '../../../../runtime/transport/index.js';

const opened: (Disposable | AsyncDisposable)[] = [];

afterEach(async () => {
  for (const resource of opened.splice(0).reverse()) {
    if (Symbol.dispose in resource) resource[Symbol.dispose]();
    else await resource[Symbol.asyncDispose]();
  }
});

export async function listen(
  handlers: Partial<Handlers<typeof Hub>>,
): Promise<{ server: TransportServer; address: string; hub: HubClient }> {
  const server = new TransportServer();
  opened.push(server);
  const refuse = () => {
    throw new ShoalError('SHOAL5003', 'not part of this test');
  };
  const all = Object.fromEntries(Object.keys(Hub.method).map((name) => [name, refuse]));
  server.serve(Hub, { ...(all as unknown as Handlers<typeof Hub>), ...handlers });
  const address = await server.listen('127.0.0.1:0');
  return { server, address, hub: connect(address) };
}

export function connect(address: string): HubClient {
  const channel = new Channel(address);
  opened.push(channel);
  return createClient(channel, Hub);
}
