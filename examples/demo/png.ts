/** Writes greyscale and colour PNG files (ISO/IEC 15948). */
import { crc32, deflateSync } from 'node:zlib';

const SIGNATURE = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);
const GREYSCALE = 0;
const TRUECOLOUR = 2;

/** `pixels` holds one byte (grey) or three (red, green, blue) for each pixel, by rows. */
export function encodePng(width: number, height: number, pixels: Uint8Array): Uint8Array {
  const channels = pixels.length / (width * height);
  if (channels !== 1 && channels !== 3) throw new Error(`${pixels.length} bytes are no picture of ${width} x ${height} pixels`);
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, channels === 1 ? GREYSCALE : TRUECOLOUR, 0, 0, 0], 8);
  const stride = width * channels;
  // Each row starts with the number of its filter; 0 is none.
  const rows = Buffer.alloc((stride + 1) * height);
  for (let y = 0; y < height; y++) rows.set(pixels.subarray(y * stride, (y + 1) * stride), y * (stride + 1) + 1);
  return Buffer.concat([
    SIGNATURE,
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(rows, { level: 6 })),
    chunk('IEND', new Uint8Array(0)),
  ]);
}

function chunk(type: string, data: Uint8Array): Uint8Array {
  const bytes = Buffer.alloc(12 + data.length);
  bytes.writeUInt32BE(data.length, 0);
  bytes.write(type, 4, 'latin1');
  bytes.set(data, 8);
  bytes.writeUInt32BE(crc32(bytes.subarray(4, 8 + data.length)), 8 + data.length);
  return bytes;
}
