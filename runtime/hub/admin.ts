/** The HTTP endpoint for whoever keeps a hub running: /livez, /readyz, /metrics. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ShoalError } from '../errors.js';
import { formatAddress, parseAddress } from '../transport/index.js';
import type { HubMetricsRegistry } from './metrics.js';

export interface Readiness {
  readonly ready: boolean;
  /** Why not, or what it is ready for. */
  readonly reason: string;
}

const REQUEST_LIMIT_MS = 5000;

export class AdminServer implements AsyncDisposable {
  readonly #server: Server;
  readonly address: string;

  private constructor(server: Server, address: string) {
    this.#server = server;
    this.address = address;
  }

  /** Throws SHOAL4004 when the address can't be listened on. */
  static async listen(address: string, metrics: HubMetricsRegistry, readiness: () => Readiness): Promise<AdminServer> {
    const { host, port } = parseAddress(address, 'SHOAL4004');
    const server = createServer({ requestTimeout: REQUEST_LIMIT_MS, headersTimeout: REQUEST_LIMIT_MS }, (request, response) => {
      void answer(request.method, request.url, metrics, readiness).then(({ status, type, body }) => {
        response.writeHead(status, { 'content-type': type }).end(request.method === 'HEAD' ? undefined : body);
      });
    });
    await new Promise<void>((resolve, reject) => {
      server.once('error', (cause) => {
        reject(new ShoalError('SHOAL4004', `can't listen on ${address} for HTTP: ${cause.message}`, { cause }));
      });
      server.listen(port, host, resolve);
    });
    return new AdminServer(server, formatAddress({ host, port: (server.address() as AddressInfo).port }));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const closed = new Promise<void>((resolve) => this.#server.close(() => resolve()));
    this.#server.closeAllConnections();
    await closed;
  }
}

interface Answer {
  readonly status: number;
  readonly type: string;
  readonly body: string;
}

async function answer(
  method: string | undefined,
  url: string | undefined,
  metrics: HubMetricsRegistry,
  readiness: () => Readiness,
): Promise<Answer> {
  const text = (status: number, body: string): Answer => ({ status, type: 'text/plain; charset=utf-8', body: `${body}\n` });
  if (method !== 'GET' && method !== 'HEAD') return text(405, 'only GET');
  switch (url?.split('?', 1)[0]) {
    case '/livez':
      return text(200, 'ok');
    case '/readyz': {
      const { ready, reason } = readiness();
      return text(ready ? 200 : 503, reason);
    }
    case '/metrics':
      try {
        return { status: 200, type: metrics.contentType, body: await metrics.render() };
      } catch (error) {
        return text(500, (error as Error).message);
      }
    default:
      return text(404, 'there are /livez, /readyz and /metrics');
  }
}
