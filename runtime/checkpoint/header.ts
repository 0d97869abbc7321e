/** The header of a checkpoint as CBOR, and its check. */
import { ShoalError } from '../errors.js';
import { decodeCbor, encodeCbor, type Value } from '../values/index.js';
import type { CheckpointHeader } from './types.js';

const WASM_PAGE_BYTES = 65536;
const MAX_MEMORY_BYTES = 2 ** 32;
const DIGEST = /^[0-9a-f]{64}$/;

export function encodeHeader(header: CheckpointHeader): Uint8Array {
  const { version, kind, run, shard, epoch, sequence, parent, moduleDigest, abi, memoryBytes, globals } = header;
  return encodeCbor({
    version,
    kind,
    run,
    shard,
    epoch,
    sequence,
    ...(parent !== undefined && { parent }),
    moduleDigest,
    abi,
    memoryBytes,
    // 64-bit integers as their eight bytes; all else is a number.
    globals: Object.entries(globals).map(([name, value]) => [name, typeof value === 'bigint' ? bigintBytes(value) : value]),
  });
}

/** Throws SHOAL6001 when the bytes are no header, SHOAL6003 when they are one of another version. */
export function decodeHeader(bytes: Uint8Array): CheckpointHeader {
  let document: unknown;
  try {
    document = decodeCbor(bytes);
  } catch (cause) {
    throw damaged(`its header can not be read: ${(cause as Error).message}`, cause);
  }
  if (typeof document !== 'object' || document === null || Array.isArray(document)) throw damaged('its header is no map');
  const fields = document as Readonly<Record<string, unknown>>;
  if (fields.version !== 1)
    throw new ShoalError('SHOAL6003', `a checkpoint of version ${String(fields.version)}, but this is version 1`);
  const { kind, parent } = fields;
  if (kind !== 'base' && kind !== 'delta') throw damaged('it is neither base nor delta');
  if ((parent === undefined) !== (kind === 'base')) throw damaged(`a ${kind} ${kind === 'base' ? 'with a' : 'without'} parent`);
  const header = {
    version: 1,
    kind,
    run: text(fields, 'run'),
    shard: text(fields, 'shard'),
    epoch: count(fields, 'epoch'),
    sequence: count(fields, 'sequence'),
    moduleDigest: text(fields, 'moduleDigest', DIGEST),
    abi: count(fields, 'abi'),
    memoryBytes: count(fields, 'memoryBytes'),
    globals: readGlobals(fields.globals),
  } as const;
  if ((header.sequence === 0) !== (kind === 'base')) throw damaged(`a ${kind} with the sequence number ${header.sequence}`);
  if (header.memoryBytes > MAX_MEMORY_BYTES || header.memoryBytes % WASM_PAGE_BYTES !== 0) {
    throw damaged(`no memory has ${header.memoryBytes} bytes`);
  }
  return parent === undefined ? header : { ...header, parent: text(fields, 'parent', DIGEST) };
}

function text(fields: Readonly<Record<string, unknown>>, name: string, pattern?: RegExp): string {
  const value = fields[name];
  if (typeof value !== 'string' || (pattern && !pattern.test(value))) throw damaged(`its header has no proper "${name}"`);
  return value;
}

function count(fields: Readonly<Record<string, unknown>>, name: string): number {
  const value = fields[name];
  if (!Number.isSafeInteger(value) || (value as number) < 0) throw damaged(`its header has no proper "${name}"`);
  return value as number;
}

function readGlobals(value: unknown): Record<string, number | bigint> {
  if (!Array.isArray(value)) throw damaged('its header has no globals');
  return Object.fromEntries(value.map(readGlobal));
}

function readGlobal(entry: unknown): readonly [string, number | bigint] {
  if (Array.isArray(entry) && entry.length === 2 && typeof entry[0] === 'string') {
    const [name, value] = entry as [string, Value];
    if (typeof value === 'number') return [name, value];
    if (value instanceof Uint8Array && value.length === 8) return [name, Buffer.from(value).readBigInt64LE()];
  }
  throw damaged('a global in its header is neither a number nor a 64-bit integer');
}

function bigintBytes(value: bigint): Uint8Array {
  const bytes = Buffer.alloc(8);
  bytes.writeBigInt64LE(BigInt.asIntN(64, value));
  return bytes;
}

/** A checkpoint that must not be loaded. */
export function damaged(what: string, cause?: unknown): ShoalError {
  return new ShoalError('SHOAL6001', `a damaged checkpoint: ${what}`, { cause });
}
