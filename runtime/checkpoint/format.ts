/**
 * The encoded form of a checkpoint, little-endian:
 *
 * ```
 *   0  magic 'SHOALCKP'
 *   8  u32 version of this format
 *  12  u32 bytes of the header
 *  16  u32 number of pages
 *  20  u32 bytes of a page
 *  24  header: CBOR, then zeros up to a multiple of 8
 *      page table: a u32 for each page, then zeros up to a multiple of 8
 *      data: the pages
 *      digest: sha256 of everything before, 32 bytes
 * ```
 */
import { PAGE_BYTES } from './types.js';

export const MAGIC = Buffer.from('SHOALCKP', 'latin1');
export const FORMAT_VERSION = 1;
export const PREFIX_BYTES = 24;
export const PREFIX = { version: 8, headerBytes: 12, pageCount: 16, pageBytes: 20 } as const;
export const DIGEST_BYTES = 32;
/** More than any header needs; keeps a damaged length from allocating memory. */
export const MAX_HEADER_BYTES = 1 << 20;
/** All pages of a memory of 4 GiB. */
export const MAX_PAGES = 2 ** 32 / PAGE_BYTES;

/** Where the parts of an encoded checkpoint stand. */
export interface Layout {
  readonly tableStart: number;
  readonly dataStart: number;
  readonly digestStart: number;
  readonly bytes: number;
}

export function layOut(headerBytes: number, pageCount: number): Layout {
  const tableStart = alignUp(PREFIX_BYTES + headerBytes);
  const dataStart = alignUp(tableStart + pageCount * Uint32Array.BYTES_PER_ELEMENT);
  const digestStart = dataStart + pageCount * PAGE_BYTES;
  return { tableStart, dataStart, digestStart, bytes: digestStart + DIGEST_BYTES };
}

function alignUp(offset: number): number {
  return Math.ceil(offset / 8) * 8;
}
