/** Checkpoints as bytes and back: see format.ts for the form. */
import { createHash } from 'node:crypto';
import { ShoalError } from '../errors.js';
import {
  DIGEST_BYTES,
  FORMAT_VERSION,
  type Layout,
  layOut,
  MAGIC,
  MAX_HEADER_BYTES,
  MAX_PAGES,
  PREFIX,
  PREFIX_BYTES,
} from './format.js';
import { damaged, decodeHeader, encodeHeader } from './header.js';
import { type Checkpoint, type CheckpointHeader, PAGE_BYTES, type PageSet } from './types.js';

export interface EncodedCheckpoint {
  /** sha256, lower-case hex: the checkpoint's name. */
  readonly digest: string;
  readonly bytes: number;
  /** In order. The pages' data is the caller's, not a copy. */
  readonly chunks: readonly Uint8Array[];
}

/** A checkpoint with its name. */
export interface NamedCheckpoint extends Checkpoint {
  readonly digest: string;
}

export function encodeCheckpoint({ header, pages }: Checkpoint): EncodedCheckpoint {
  const encodedHeader = encodeHeader(header);
  const layout = layOut(encodedHeader.length, pages.pages.length);
  const front = Buffer.alloc(layout.dataStart);
  MAGIC.copy(front);
  front.writeUInt32LE(FORMAT_VERSION, PREFIX.version);
  front.writeUInt32LE(encodedHeader.length, PREFIX.headerBytes);
  front.writeUInt32LE(pages.pages.length, PREFIX.pageCount);
  front.writeUInt32LE(PAGE_BYTES, PREFIX.pageBytes);
  front.set(encodedHeader, PREFIX_BYTES);
  // The table is aligned, and all supported machines are little-endian.
  new Uint32Array(front.buffer, front.byteOffset + layout.tableStart, pages.pages.length).set(pages.pages);
  const digest = createHash('sha256').update(front).update(pages.data).digest();
  return { digest: digest.toString('hex'), bytes: layout.bytes, chunks: [front, pages.data, digest] };
}

/**
 * The pages' data is a view of `bytes`. `expected` is the name under which the checkpoint was announced. Throws SHOAL6001 when the bytes
 * are no checkpoint, SHOAL6002 when one of them changed on the way or it is not the expected one, SHOAL6003 for another format.
 */
export function decodeCheckpoint(bytes: Uint8Array, expected?: string): NamedCheckpoint {
  const layout = readLayout(bytes);
  if (bytes.length !== layout.bytes) throw damaged(`it has ${bytes.length} bytes instead of ${layout.bytes}`);
  const digest = createHash('sha256').update(bytes.subarray(0, layout.digestStart)).digest();
  if (digest.compare(bytes, layout.digestStart) !== 0) {
    throw new ShoalError('SHOAL6002', 'the digest of a checkpoint is not that of its bytes: it was changed on its way');
  }
  const name = digest.toString('hex');
  if (expected !== undefined && name !== expected) {
    throw new ShoalError('SHOAL6002', `the checkpoint ${name} came in place of ${expected}`);
  }
  const header = readHeader(bytes);
  return { digest: name, header, pages: readPages(bytes, layout, header.memoryBytes / PAGE_BYTES) };
}

/** The header alone, from the first bytes of an encoded checkpoint, unverified. Throws as decodeCheckpoint does. */
export function readHeader(bytes: Uint8Array): CheckpointHeader {
  readLayout(bytes);
  const view = asBuffer(bytes);
  const end = PREFIX_BYTES + view.readUInt32LE(PREFIX.headerBytes);
  if (end > bytes.length) throw damaged('it ends within its header');
  return decodeHeader(bytes.subarray(PREFIX_BYTES, end));
}

/** Copies pages to where they belong. Throws SHOAL6001 when memory is too small. */
export function applyPages(memory: Uint8Array, { pages, data }: PageSet): void {
  const last = pages.at(-1);
  if (last !== undefined && (last + 1) * PAGE_BYTES > memory.length)
    throw damaged(`page ${last} is beyond ${memory.length} bytes`);
  // Neighbours are copied together.
  for (let first = 0; first < pages.length; ) {
    let after = first + 1;
    while (after < pages.length && pages[after] === pages[after - 1]! + 1) after++;
    memory.set(data.subarray(first * PAGE_BYTES, after * PAGE_BYTES), pages[first]! * PAGE_BYTES);
    first = after;
  }
}

function readLayout(bytes: Uint8Array): Layout {
  if (bytes.length < PREFIX_BYTES + DIGEST_BYTES) throw damaged(`it has only ${bytes.length} bytes`);
  const view = asBuffer(bytes);
  if (MAGIC.compare(view, 0, MAGIC.length) !== 0) throw damaged('it does not begin like one');
  const version = view.readUInt32LE(PREFIX.version);
  const pageBytes = view.readUInt32LE(PREFIX.pageBytes);
  if (version !== FORMAT_VERSION || pageBytes !== PAGE_BYTES) {
    throw new ShoalError(
      'SHOAL6003',
      `a checkpoint of format ${version} with pages of ${pageBytes} bytes, but this is format ${FORMAT_VERSION}`,
    );
  }
  const headerBytes = view.readUInt32LE(PREFIX.headerBytes);
  const pageCount = view.readUInt32LE(PREFIX.pageCount);
  if (headerBytes > MAX_HEADER_BYTES || pageCount > MAX_PAGES) throw damaged('its lengths make no sense');
  return layOut(headerBytes, pageCount);
}

function readPages(bytes: Uint8Array, { tableStart, dataStart, digestStart }: Layout, memoryPages: number): PageSet {
  // Copied, because it may stand at an odd address.
  const table = new Uint8Array(bytes.subarray(tableStart, dataStart));
  const pages = new Uint32Array(table.buffer, 0, (digestStart - dataStart) / PAGE_BYTES);
  for (let index = 1; index < pages.length; index++) {
    if (pages[index]! <= pages[index - 1]!) throw damaged('its pages are not in order');
  }
  if (pages.length > 0 && pages.at(-1)! >= memoryPages) throw damaged('a page is beyond its memory');
  return { pages, data: bytes.subarray(dataStart, digestStart) };
}

function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer as ArrayBuffer, bytes.byteOffset, bytes.byteLength);
}
