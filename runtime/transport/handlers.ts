/** Services as typed functions: from the handlers of a service to what a grpc-js server calls. */
import { once } from 'node:events';
import type { Writable } from 'node:stream';
import type { DescMethod, MessageInitShape, MessageShape } from '@bufbuild/protobuf';
import type { GenService, GenServiceMethods } from '@bufbuild/protobuf/codegenv2';
import type {
  handleBidiStreamingCall,
  handleClientStreamingCall,
  handleServerStreamingCall,
  handleUnaryCall,
  ServerErrorResponse,
  ServiceDefinition,
  UntypedServiceImplementation,
} from '@grpc/grpc-js';
import { asEncoded, decodeMessage, encodeMessage, pathOf } from './codec.js';
import { decodeFrame, type WireFrame } from './frame-codec.js';
import { FrameReader } from './frames.js';
import { statusOfError } from './status.js';

/** What a handler knows of the call beside the request. */
export interface IncomingCall {
  /** `host:port` of the other end of the connection. */
  readonly peer: string;
  /** Aborted when the caller has gone, gave up, or its deadline is over: nobody waits for the answer any more. */
  readonly signal: AbortSignal;
}

type Request<M extends DescMethod> = MessageShape<M['input']>;
type Reply<M extends DescMethod> = MessageInitShape<M['output']>;

/** Handlers throw ShoalErrors, which reach the caller as they are. Streamed requests are frames. */
export type Handler<M extends DescMethod> = M['methodKind'] extends 'unary'
  ? (request: Request<M>, call: IncomingCall) => Promise<Reply<M>> | Reply<M>
  : M['methodKind'] extends 'client_streaming'
    ? (frames: FrameReader, call: IncomingCall) => Promise<Reply<M>>
    : M['methodKind'] extends 'server_streaming'
      ? (request: Request<M>, call: IncomingCall) => AsyncIterable<Reply<M>>
      : (frames: FrameReader, call: IncomingCall) => AsyncIterable<Reply<M>>;

export type Handlers<S extends GenService<GenServiceMethods>> = { readonly [K in keyof S['method']]: Handler<S['method'][K]> };

type AnyHandler = (request: never, call: IncomingCall) => unknown;

/** The definition of `service` and its implementation, as `grpc.Server.addService` takes them. */
export function bindHandlers<S extends GenService<GenServiceMethods>>(
  service: S,
  handlers: Handlers<S>,
): { readonly definition: ServiceDefinition; readonly implementation: UntypedServiceImplementation } {
  const definition: Record<string, ServiceDefinition[string]> = {};
  const implementation: UntypedServiceImplementation = {};
  for (const [name, method] of Object.entries<DescMethod>(service.method)) {
    const requestStream = method.methodKind === 'client_streaming' || method.methodKind === 'bidi_streaming';
    const decode = requestStream ? decodeFrame : (bytes: Buffer) => decodeMessage(method.input, bytes);
    definition[name] = {
      path: pathOf(method),
      requestStream,
      responseStream: method.methodKind === 'server_streaming' || method.methodKind === 'bidi_streaming',
      requestSerialize: asEncoded,
      requestDeserialize: decode,
      responseSerialize: asEncoded,
      responseDeserialize: asEncoded,
    };
    const handler = handlers[name as keyof S['method']] as AnyHandler;
    implementation[name] = BINDERS[method.methodKind](method, handler) as UntypedServiceImplementation[string];
  }
  return { definition, implementation };
}

const BINDERS = {
  unary(method: DescMethod, handler: AnyHandler): handleUnaryCall<unknown, Buffer> {
    return (call, callback) => void answer(method, () => handler(call.request as never, incoming(call)), callback);
  },

  client_streaming(method: DescMethod, handler: AnyHandler): handleClientStreamingCall<WireFrame, Buffer> {
    return (call, callback) => {
      const frames = new FrameReader(call[Symbol.asyncIterator](), call.getPeer());
      void answer(method, () => handler(frames as never, incoming(call)), callback);
    };
  },

  server_streaming(method: DescMethod, handler: AnyHandler): handleServerStreamingCall<unknown, Buffer> {
    return (call) => void pour(method, () => handler(call.request as never, incoming(call)), call);
  },

  bidi_streaming(method: DescMethod, handler: AnyHandler): handleBidiStreamingCall<WireFrame, Buffer> {
    return (call) => {
      const frames = new FrameReader(call[Symbol.asyncIterator](), call.getPeer());
      void pour(method, () => handler(frames as never, incoming(call)), call);
    };
  },
} as const;

interface CallEvents {
  getPeer(): string;
  once(event: 'cancelled', listener: () => void): unknown;
  on(event: 'error', listener: () => void): unknown;
}

function incoming(call: CallEvents): IncomingCall {
  const controller = new AbortController();
  // Emitted after each call, finished or not; whoever still works for it may stop.
  call.once('cancelled', () => controller.abort());
  // A stream whose caller has gone; the handler learns it by the signal and by its next read or write.
  call.on('error', () => controller.abort());
  return { peer: call.getPeer(), signal: controller.signal };
}

async function answer(
  method: DescMethod,
  run: () => unknown,
  callback: (error: Partial<ServerErrorResponse> | null, reply?: Buffer) => void,
): Promise<void> {
  let reply: Buffer;
  try {
    reply = encodeMessage(method.output, (await run()) as MessageInitShape<DescMethod['output']>);
  } catch (error) {
    callback(statusOfError(error));
    return;
  }
  callback(null, reply);
}

/** Sends what the handler yields at the pace of the reader. */
async function pour(method: DescMethod, run: () => unknown, call: Writable & { readonly cancelled: boolean }): Promise<void> {
  const gone = new AbortController();
  call.once('close', () => gone.abort());
  try {
    for await (const reply of run() as AsyncIterable<MessageInitShape<DescMethod['output']>>) {
      if (call.cancelled || call.destroyed) return;
      if (!call.write(encodeMessage(method.output, reply))) await once(call, 'drain', { signal: gone.signal });
    }
    call.end();
  } catch (error) {
    if (!call.cancelled && !call.destroyed) call.emit('error', statusOfError(error));
  }
}
