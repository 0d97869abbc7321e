/**
 * The wire form of `shoal.v1.Frame`, by hand: page data is most of what hubs send, and a general codec would copy each chunk
 * once more on either side. Encoding rules: https://protobuf.dev/programming-guides/encoding/
 */

/** A frame carries a header (an encoded message) or a chunk of bytes; the other one is empty. */
export interface WireFrame {
  readonly header: Uint8Array;
  readonly chunk: Uint8Array;
}

/** Neither header nor chunk: closes a stream. */
export const LAST_FRAME = Buffer.alloc(0);

const EMPTY = new Uint8Array(0);
const HEADER_TAG = (1 << 3) | 2;
const CHUNK_TAG = (2 << 3) | 2;
const WIRE_TYPE = { varint: 0, fixed64: 1, lengthDelimited: 2, fixed32: 5 } as const;

export function encodeHeaderFrame(header: Uint8Array): Buffer {
  return encodeField(HEADER_TAG, header);
}

export function encodeChunkFrame(chunk: Uint8Array): Buffer {
  return encodeField(CHUNK_TAG, chunk);
}

function encodeField(tag: number, bytes: Uint8Array): Buffer {
  let lengthBytes = 1;
  for (let rest = bytes.byteLength >>> 7; rest !== 0; rest >>>= 7) lengthBytes++;
  const frame = Buffer.allocUnsafe(1 + lengthBytes + bytes.byteLength);
  frame[0] = tag;
  let rest = bytes.byteLength;
  for (let at = 1; at < lengthBytes; at++, rest >>>= 7) frame[at] = (rest & 0x7f) | 0x80;
  frame[lengthBytes] = rest;
  frame.set(bytes, 1 + lengthBytes);
  return frame;
}

/** Header and chunk of the result are views into `message`. Throws a RangeError when the bytes are no message of this kind. */
export function decodeFrame(message: Uint8Array): WireFrame {
  const bytes = new Uint8Array(message.buffer, message.byteOffset, message.byteLength);
  let header: Uint8Array = EMPTY;
  let chunk: Uint8Array = EMPTY;
  let at = 0;

  const varint = (): number => {
    let value = 0;
    for (let factor = 1; factor < 2 ** 63; factor *= 128) {
      const byte = bytes[at++];
      if (byte === undefined) throw new RangeError('a frame ends inside a number');
      value += (byte & 0x7f) * factor;
      if (byte < 0x80) return value;
    }
    // The tenth byte, of numbers that are negative.
    const last = bytes[at++];
    if (last === undefined || last > 1) throw new RangeError('a number of a frame is too long');
    return value;
  };
  const skip = (length: number): void => {
    if (length > bytes.byteLength - at) throw new RangeError('a frame is cut short');
    at += length;
  };

  while (at < bytes.byteLength) {
    const tag = varint();
    switch (tag & 7) {
      case WIRE_TYPE.varint:
        varint();
        break;
      case WIRE_TYPE.fixed64:
        skip(8);
        break;
      case WIRE_TYPE.fixed32:
        skip(4);
        break;
      case WIRE_TYPE.lengthDelimited: {
        const length = varint();
        const start = at;
        skip(length);
        if (tag === HEADER_TAG) header = bytes.subarray(start, at);
        else if (tag === CHUNK_TAG) chunk = bytes.subarray(start, at);
        break;
      }
      default:
        throw new RangeError(`a frame has a field of unknown wire type ${tag & 7}`);
    }
    if (tag < 8) throw new RangeError('a frame has a field without a number');
  }
  return { header, chunk };
}
