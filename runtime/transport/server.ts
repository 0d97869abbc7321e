/** A gRPC server: services of Shoal and the standard health service, on one or more addresses. */
import type { GenService, GenServiceMethods } from '@bufbuild/protobuf/codegenv2';
import { Server, ServerCredentials } from '@grpc/grpc-js';
import { HealthImplementation } from 'grpc-health-check';
import './grpc-log.js';
import { ShoalError } from '../errors.js';
import { formatAddress, parseAddress } from './address.js';
import { widenServerWindows } from './flow-control.js';
import { MESSAGE_LIMIT_BYTES } from './frames.js';
import { bindHandlers, type Handlers } from './handlers.js';

export interface ShutdownOptions {
  /** How long calls that are under way may still take, in ms; then they are broken off. Default 0. */
  readonly graceMs?: number;
}

export class TransportServer implements AsyncDisposable {
  readonly #server: Server;
  readonly #health = new HealthImplementation({ '': 'NOT_SERVING' });
  readonly #services: string[] = [''];
  #closing: Promise<void> | undefined;

  constructor() {
    this.#server = new Server({
      'grpc.max_receive_message_length': MESSAGE_LIMIT_BYTES,
      'grpc.max_send_message_length': MESSAGE_LIMIT_BYTES,
      // A caller whose machine vanished without a word must not be worked for any longer.
      'grpc.keepalive_time_ms': 20_000,
      'grpc.keepalive_timeout_ms': 20_000,
    });
    widenServerWindows(this.#server);
    this.#health.addToServer(this.#server);
  }

  /** Before or after `listen`; a service may be added once. */
  serve<S extends GenService<GenServiceMethods>>(service: S, handlers: Handlers<S>): this {
    const { definition, implementation } = bindHandlers(service, handlers);
    this.#server.addService(definition, implementation);
    this.#services.push(service.typeName);
    this.#health.setStatus(service.typeName, 'NOT_SERVING');
    return this;
  }

  /**
   * Listens on `host:port` (port 0: any free one) and returns the address with the port that it is.
   * Throws SHOAL4004 when that can't be done.
   */
  async listen(address: string): Promise<string> {
    const { host, port } = parseAddress(address, 'SHOAL4004');
    const bound = await new Promise<number>((resolve, reject) => {
      this.#server.bindAsync(formatAddress({ host, port }), ServerCredentials.createInsecure(), (error, boundPort) => {
        if (error) reject(cannotListen(host, port, error));
        else resolve(boundPort);
      });
    });
    return formatAddress({ host, port: bound });
  }

  /** What the health service answers for all services; a new server does not serve yet. */
  setServing(serving: boolean): void {
    for (const service of this.#services) this.#health.setStatus(service, serving ? 'SERVING' : 'NOT_SERVING');
  }

  /** Takes no new calls, waits for those under way, closes all connections. */
  shutdown(options: ShutdownOptions = {}): Promise<void> {
    this.#closing ??= this.#shutdown(options.graceMs ?? 0);
    return this.#closing;
  }

  async #shutdown(graceMs: number): Promise<void> {
    this.setServing(false);
    const idle = new Promise<void>((resolve) => this.#server.tryShutdown(() => resolve()));
    let timer: NodeJS.Timeout | undefined;
    const graceIsOver = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, graceMs);
    });
    await Promise.race([idle, graceIsOver]);
    clearTimeout(timer);
    this.#server.forceShutdown();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.shutdown();
  }
}

function cannotListen(host: string, port: number, cause: Error): ShoalError {
  const text = cause instanceof AggregateError ? cause.errors.join('; ') : cause.message;
  const hint = '--listen HOST:PORT chooses another; port 0 takes any free one';
  if (/EADDRINUSE/.test(text)) return new ShoalError('SHOAL4004', `port ${port} of ${host} is in use`, { cause, hint });
  if (/EACCES|EPERM/.test(text))
    return new ShoalError('SHOAL4004', `this user may not listen on port ${port} of ${host}`, { cause, hint });
  if (/EADDRNOTAVAIL/.test(text)) return new ShoalError('SHOAL4004', `${host} is no address of this machine`, { cause, hint });
  return new ShoalError('SHOAL4004', `can't listen on ${formatAddress({ host, port })}: ${text}`, { cause, hint });
}
