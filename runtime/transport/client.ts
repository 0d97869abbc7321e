/** Services of another process as typed functions. Every failure is a ShoalError: see status.ts. */
import type { Writable } from 'node:stream';
import { create, type DescMethod, type MessageInitShape, type MessageShape } from '@bufbuild/protobuf';
import type { GenService, GenServiceMethods } from '@bufbuild/protobuf/codegenv2';
import { type CallOptions as GrpcCallOptions, Metadata, type ServiceError, type status } from '@grpc/grpc-js';
import { ShoalError } from '../errors.js';
import type { Channel } from './channel.js';
import { asEncoded, decodeMessage, encodeMessage, pathOf } from './codec.js';
import { defaultDeadlineMs } from './deadlines.js';
import { FrameWriter, MESSAGE_LIMIT_BYTES } from './frames.js';
import { type CallSubject, cancelledCall, errorOfStatus } from './status.js';

export interface CallOptions {
  /** Ends the call; it then rejects with SHOAL2006. */
  readonly signal?: AbortSignal | undefined;
  /** In ms. Unary calls that take no time to answer have a default, see deadlines.ts; all others none. */
  readonly deadlineMs?: number;
}

/** A call that sends frames and gets one answer. */
export interface FrameCall<Reply> {
  readonly frames: FrameWriter;
  /** May come before the end of the stream. */
  readonly reply: Promise<Reply>;
  /** Breaks the call off. Whoever stops writing before the end must call it. */
  cancel(): void;
}

/** A call that sends frames and gets a stream of answers. */
export interface FrameExchange<Reply> {
  readonly frames: FrameWriter;
  /** To be read once. When the call fails, its error may overtake answers that were sent before. */
  readonly replies: AsyncIterable<Reply>;
  cancel(): void;
}

type Init<M extends DescMethod> = MessageInitShape<M['input']>;
type Reply<M extends DescMethod> = MessageShape<M['output']>;

export type Call<M extends DescMethod> = M['methodKind'] extends 'unary'
  ? (request: Init<M>, options?: CallOptions) => Promise<Reply<M>>
  : M['methodKind'] extends 'client_streaming'
    ? (options?: CallOptions) => FrameCall<Reply<M>>
    : M['methodKind'] extends 'server_streaming'
      ? (request: Init<M>, options?: CallOptions) => AsyncIterable<Reply<M>>
      : (options?: CallOptions) => FrameExchange<Reply<M>>;

export type ServiceClient<S extends GenService<GenServiceMethods>> = { readonly [K in keyof S['method']]: Call<S['method'][K]> };

/** The calls of `service` over `channel`. */
export function createClient<S extends GenService<GenServiceMethods>>(channel: Channel, service: S): ServiceClient<S> {
  const calls: Record<string, unknown> = {};
  for (const [name, method] of Object.entries<DescMethod>(service.method))
    calls[name] = CALLERS[method.methodKind](channel, method);
  return calls as ServiceClient<S>;
}

type Message = MessageShape<DescMethod['output']>;

const CALLERS = {
  unary: (channel: Channel, method: DescMethod) => async (request: Init<DescMethod>, options?: CallOptions) => {
    const call = startCall(channel, method, options);
    const bytes = encodeMessage(method.input, create(method.input, request));
    if (bytes.byteLength > MESSAGE_LIMIT_BYTES) {
      throw new ShoalError('SHOAL5006', `${method.name} takes ${bytes.byteLength} bytes; the limit is ${MESSAGE_LIMIT_BYTES}`);
    }
    return new Promise<Message>((resolve, reject) => {
      const settle = call.settled((error, reply) => (error ? reject(error) : resolve(reply!)));
      call.bind(channel.grpc.makeUnaryRequest(call.path, asEncoded, call.decode, bytes, new Metadata(), call.grpc, settle));
    });
  },

  client_streaming:
    (channel: Channel, method: DescMethod) =>
    (options?: CallOptions): FrameCall<Message> => {
      const call = startCall(channel, method, options);
      let frames: FrameWriter | undefined;
      let cancel = () => {};
      const reply = new Promise<Message>((resolve, reject) => {
        const settle = call.settled((error, message) => {
          frames?.close(error);
          if (error) reject(error);
          else resolve(message!);
        });
        const stream = channel.grpc.makeClientStreamRequest(call.path, asEncoded, call.decode, new Metadata(), call.grpc, settle);
        frames = new FrameWriter(stream);
        cancel = () => stream.cancel();
        call.bind(stream);
      });
      // A failed write says the same, and may be all that the caller looks at.
      reply.catch(() => {});
      return { frames: frames!, reply, cancel };
    },

  server_streaming: (channel: Channel, method: DescMethod) => (request: Init<DescMethod>, options?: CallOptions) => {
    const call = startCall(channel, method, options);
    const bytes = encodeMessage(method.input, create(method.input, request));
    const stream = channel.grpc.makeServerStreamRequest(call.path, asEncoded, call.decode, bytes, new Metadata(), call.grpc);
    return receive(call, stream, () => {});
  },

  bidi_streaming:
    (channel: Channel, method: DescMethod) =>
    (options?: CallOptions): FrameExchange<Message> => {
      const call = startCall(channel, method, options);
      const stream = channel.grpc.makeBidiStreamRequest(call.path, asEncoded, call.decode, new Metadata(), call.grpc);
      const frames = new FrameWriter(stream as Writable);
      return { frames, replies: receive(call, stream, (error) => frames.close(error)), cancel: () => stream.cancel() };
    },
} as const;

interface StartedCall {
  readonly path: string;
  readonly grpc: GrpcCallOptions;
  readonly decode: (bytes: Buffer) => Message;
  /** Lets the caller's signal cancel the call. */
  bind(call: { cancel(): void }): void;
  /** The callback of a call with one answer: `then` gets a ShoalError or the message, and the signal is let go. */
  settled(then: (error?: ShoalError, reply?: Message) => void): (error: ServiceError | null, reply?: Message) => void;
}

/** Throws SHOAL2006 when the signal is aborted already. */
function startCall(channel: Channel, method: DescMethod, options: CallOptions = {}): StartedCall {
  const { signal, deadlineMs = defaultDeadlineMs(method) } = options;
  const subject: CallSubject = { method: method.name, address: channel.address, deadlineMs, signal };
  if (signal?.aborted) throw cancelledCall(subject);
  let onAbort: (() => void) | undefined;
  return {
    path: pathOf(method),
    grpc: deadlineMs === Number.POSITIVE_INFINITY ? {} : { deadline: Date.now() + deadlineMs },
    decode: (bytes) => decodeMessage(method.output, bytes),
    bind(call) {
      onAbort = () => call.cancel();
      signal?.addEventListener('abort', onAbort, { once: true });
    },
    settled(then) {
      return (error, reply) => {
        if (onAbort) signal?.removeEventListener('abort', onAbort);
        if (error) then(errorOfStatus(error, subject));
        else then(undefined, reply);
      };
    },
  };
}

interface ReplyStream extends AsyncIterable<Message> {
  cancel(): void;
  on(event: 'error', listener: (error: ServiceError) => void): unknown;
  on(event: 'status', listener: (status: { code: status }) => void): unknown;
}

/** `onEnd` is called once, as soon as the call is over, whether its answers were read or not. */
function receive(call: StartedCall, stream: ReplyStream, onEnd: (error?: ShoalError) => void): AsyncIterable<Message> {
  let failure: ShoalError | undefined;
  let over = false;
  const ended = new Promise<void>((resolve) => {
    const settle = call.settled((error) => {
      over = true;
      failure = error;
      onEnd(error);
      resolve();
    });
    // An error comes before its status; the status comes always.
    let error: ServiceError | null = null;
    stream.on('error', (raised) => {
      error = raised;
    });
    stream.on('status', () => settle(error));
  });
  call.bind(stream);
  return (async function* () {
    try {
      try {
        yield* stream;
      } catch {
        // What ended the stream is known by its status.
      }
      await ended;
    } finally {
      if (!over) stream.cancel();
    }
    if (failure) throw failure;
  })();
}
