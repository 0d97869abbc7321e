/**
 * Streams of frames: headers (protobuf messages) and byte sequences, cut into chunks of at most {@link CHUNK_BYTES}.
 * An empty frame closes the stream: grpc-js shows the reader of a broken connection the same end as that of a complete stream.
 * A reader believes nothing: it checks every size against what was declared and what is allowed.
 */
import { constants } from 'node:buffer';
import type { Writable } from 'node:stream';
import { create, type DescMessage, fromBinary, type MessageInitShape, type MessageShape, toBinary } from '@bufbuild/protobuf';
import { type ErrorCode, ShoalError } from '../errors.js';
import { encodeChunkFrame, encodeHeaderFrame, LAST_FRAME, type WireFrame } from './frame-codec.js';

/** Upper limit of one chunk. Larger ones gain nothing and hold up the streams beside them on the same connection. */
export const CHUNK_BYTES = 1 << 20;
/** Upper limit of one message, of the header of a frame too. */
export const MESSAGE_LIMIT_BYTES = 4 << 20;
/** Tag and length of a frame's field. */
const FRAME_OVERHEAD_BYTES = 16;

export interface ByteLimits {
  /** For messages: what the bytes are, such as `the arguments of run r1`. */
  readonly what: string;
  /** The most that the reader takes; by default what one buffer can hold. */
  readonly limitBytes?: number;
  /** Code of the error when the stream ends too early; SHOAL6001 for checkpoints. */
  readonly truncated?: ErrorCode;
}

/** The receiving end. One reader at a time; errors are ShoalErrors, SHOAL4001 when the sender was lost. */
export class FrameReader {
  readonly #frames: AsyncIterator<WireFrame>;
  readonly #sender: string;
  #next: WireFrame | undefined;
  #ended = false;

  /** `sender` names the other side in messages. */
  constructor(frames: AsyncIterator<WireFrame>, sender: string) {
    this.#frames = frames;
    this.#sender = sender;
  }

  /** The next header, or undefined at the end of the stream. */
  async header<S extends DescMessage>(schema: S): Promise<MessageShape<S> | undefined> {
    const frame = await this.#peek();
    if (!frame) return undefined;
    if (frame.chunk.byteLength > 0) throw malformed(`${this.#sender} sent bytes where a ${schema.typeName} should stand`);
    this.#next = undefined;
    try {
      return fromBinary(schema, frame.header);
    } catch (cause) {
      throw malformed(`${this.#sender} sent something that is no ${schema.typeName}`, cause);
    }
  }

  /** The next header; the stream must not end here. */
  async requireHeader<S extends DescMessage>(schema: S): Promise<MessageShape<S>> {
    const header = await this.header(schema);
    if (!header) throw malformed(`the stream of ${this.#sender} ended where a ${schema.typeName} should stand`);
    return header;
  }

  /** Exactly `declaredBytes` bytes, as they arrive, in views that stay valid. */
  async *chunks(declaredBytes: number | bigint, limits: ByteLimits): AsyncGenerator<Uint8Array, void, undefined> {
    const total = checkDeclaredSize(declaredBytes, limits);
    for (let received = 0; received < total; ) {
      const frame = await this.#peek();
      if (!frame || frame.header.byteLength > 0) {
        throw new ShoalError(limits.truncated ?? 'SHOAL5008', `${limits.what} ended after ${received} of ${total} bytes`, {
          hint: 'send it again',
        });
      }
      this.#next = undefined;
      received += frame.chunk.byteLength;
      if (received > total) throw malformed(`${limits.what} has more than the ${total} bytes that were declared`);
      yield frame.chunk;
    }
  }

  /** Exactly `declaredBytes` bytes in one piece of memory of its own. */
  async bytes(declaredBytes: number | bigint, limits: ByteLimits): Promise<Uint8Array> {
    const total = checkDeclaredSize(declaredBytes, limits);
    // Not cleared, so a large declaration costs no memory before bytes arrive; whatever is not filled never leaves this function.
    const bytes = new Uint8Array(Buffer.allocUnsafeSlow(total).buffer);
    let at = 0;
    for await (const chunk of this.chunks(total, limits)) {
      bytes.set(chunk, at);
      at += chunk.byteLength;
    }
    return bytes;
  }

  /** Waits for the end of the stream; anything more is an error. */
  async end(): Promise<void> {
    if (await this.#peek()) throw malformed(`${this.#sender} sent more than it announced`);
  }

  async #peek(): Promise<WireFrame | undefined> {
    if (this.#next || this.#ended) return this.#next;
    let result: IteratorResult<WireFrame, unknown>;
    try {
      result = await this.#frames.next();
    } catch (cause) {
      if (cause instanceof ShoalError) throw cause;
      throw new ShoalError('SHOAL4001', `the connection to ${this.#sender} broke in the middle of a stream`, { cause });
    }
    if (result.done) throw new ShoalError('SHOAL4001', `the connection to ${this.#sender} broke in the middle of a stream`);
    const { header, chunk } = result.value;
    if (header.byteLength === 0 && chunk.byteLength === 0) {
      this.#ended = true;
      return undefined;
    }
    if (header.byteLength > 0 && chunk.byteLength > 0) throw malformed(`${this.#sender} sent a header and bytes in one frame`);
    if (chunk.byteLength > CHUNK_BYTES) {
      throw new ShoalError('SHOAL5006', `${this.#sender} sent a chunk of ${chunk.byteLength} bytes; the limit is ${CHUNK_BYTES}`);
    }
    this.#next = result.value;
    return this.#next;
  }
}

/**
 * The sending end, with back-pressure: each write resolves when there is room for more. When the other side has failed, writes
 * reject with its error; when it has answered before the end of the stream, what is still written goes nowhere.
 */
export class FrameWriter {
  readonly #stream: Writable;
  #closed = false;
  #failure: ShoalError | undefined;
  #wake: (() => void) | undefined;

  constructor(stream: Writable) {
    this.#stream = stream;
  }

  /** True when the call is over and nothing that is written will be read. */
  get closed(): boolean {
    return this.#closed;
  }

  async writeHeader<S extends DescMessage>(schema: S, header: MessageInitShape<S>): Promise<void> {
    const bytes = toBinary(schema, create(schema, header));
    if (bytes.byteLength === 0) throw new ShoalError('SHOAL9001', `an empty ${schema.typeName} would end the stream`);
    if (bytes.byteLength + FRAME_OVERHEAD_BYTES > MESSAGE_LIMIT_BYTES) {
      throw new ShoalError(
        'SHOAL5006',
        `${schema.typeName} takes ${bytes.byteLength} bytes; the limit is ${MESSAGE_LIMIT_BYTES}`,
      );
    }
    await this.#write(encodeHeaderFrame(bytes));
  }

  /** The parts one after another, as one sequence of bytes. They may be changed as soon as this resolves. */
  async writeBytes(...parts: readonly Uint8Array[]): Promise<void> {
    for (const part of parts) {
      for (let at = 0; at < part.byteLength; at += CHUNK_BYTES) {
        await this.#write(encodeChunkFrame(part.subarray(at, at + CHUNK_BYTES)));
      }
    }
  }

  /** No more will be written: the stream is complete. */
  end(): void {
    if (!this.#closed) this.#stream.end(LAST_FRAME);
  }

  /** The call is over. */
  close(failure?: ShoalError): void {
    this.#closed = true;
    this.#failure ??= failure;
    this.#wake?.();
  }

  async #write(frame: Buffer): Promise<void> {
    if (!this.#closed && !this.#stream.write(frame)) await this.#drained();
    if (this.#failure) throw this.#failure;
  }

  #drained(): Promise<void> {
    return new Promise((resolve) => {
      const done = () => {
        this.#stream.removeListener('drain', done);
        this.#wake = undefined;
        resolve();
      };
      this.#wake = done;
      this.#stream.once('drain', done);
    });
  }
}

function checkDeclaredSize(declaredBytes: number | bigint, { what, limitBytes = constants.MAX_LENGTH }: ByteLimits): number {
  const total = Number(declaredBytes);
  if (!Number.isSafeInteger(total) || total < 0) throw malformed(`${what} has an impossible size of ${declaredBytes} bytes`);
  if (total > Math.min(limitBytes, constants.MAX_LENGTH)) {
    throw new ShoalError('SHOAL5006', `${what} takes ${total} bytes; the limit is ${Math.min(limitBytes, constants.MAX_LENGTH)}`);
  }
  return total;
}

function malformed(message: string, cause?: unknown): ShoalError {
  return new ShoalError('SHOAL5008', message, { cause });
}
