/**
 * HTTP/2 flow control. grpc-js 1.14 heeds `grpc-node.flow_control_window` in clients only: its servers keep the default window
 * of 64 KiB, which allows 64 KiB per round trip for each connection (3.7 MB/s at 10 ms). RFC 9113, section 5.2.
 */
import type { Http2Server, ServerHttp2Session } from 'node:http2';
import type { Server } from '@grpc/grpc-js';

/** How much may be on its way to a receiver before it has taken some: bandwidth x delay of 6 Gbit/s at 10 ms. */
export const WINDOW_BYTES = 8 << 20;

/** Not part of grpc-js's public interface; `createHttp2Server` is called once for each address bound. */
interface HttpServerFactory {
  createHttp2Server?: (...args: unknown[]) => Http2Server;
}

/**
 * Makes every connection that `server` accepts take {@link WINDOW_BYTES} at a time, for each stream and in sum. Call it before
 * binding. Returns false, and leaves the server as it was, when this version of grpc-js is built otherwise.
 */
export function widenServerWindows(server: Server): boolean {
  const factory = server as unknown as HttpServerFactory;
  const original = factory.createHttp2Server;
  if (typeof original !== 'function') return false;
  factory.createHttp2Server = (...args) => {
    const http2Server = original.apply(server, args);
    http2Server.updateSettings({ initialWindowSize: WINDOW_BYTES });
    http2Server.on('session', (session: ServerHttp2Session) => session.setLocalWindowSize(WINDOW_BYTES));
    return http2Server;
  };
  return true;
}
