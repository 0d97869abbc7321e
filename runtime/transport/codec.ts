/** From a generated service descriptor to what grpc-js wants to know about a method. */
import {
  create,
  type DescMessage,
  type DescMethod,
  fromBinary,
  type MessageInitShape,
  type MessageShape,
  toBinary,
} from '@bufbuild/protobuf';
import { FrameSchema } from './gen/shoal/v1/shoal_pb.js';

/** `/shoal.v1.Hub/Describe`: the path of the HTTP/2 request. */
export function pathOf(method: DescMethod): string {
  if ((method.methodKind === 'client_streaming' || method.methodKind === 'bidi_streaming') && method.input !== FrameSchema) {
    throw new TypeError(`${method.name}: only frames are streamed to a server`);
  }
  return `/${method.parent.typeName}/${method.name}`;
}

export function encodeMessage<S extends DescMessage>(schema: S, message: MessageInitShape<S>): Buffer {
  const bytes = toBinary(schema, create(schema, message));
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

export function decodeMessage<S extends DescMessage>(schema: S, bytes: Uint8Array): MessageShape<S> {
  // Fields of bytes are views of the same class: no Buffers, whose slice() does not copy.
  return fromBinary(schema, new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength));
}

/** For messages that were encoded before they were given to grpc-js, so that a mistake is raised where it was made. */
export function asEncoded(bytes: Buffer): Buffer {
  return bytes;
}
