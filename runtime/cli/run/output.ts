/** The result of a run as it leaves the process. */
import { access, constants, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { GraphConvention } from '../../../compiler/manifest.js';
import { fileError } from '../command.js';
import { usageError } from '../failure.js';
import { encodeCbor, graphToJson, isTypedArray, type Json, type Value, valueToJson } from '../values/index.js';

/** Above it a result is left out of the JSON: base64 makes it a third longer, and V8's strings end at 512 MiB. */
const MOST_JSON_BYTES = 256 * 2 ** 20;

/** Before the work, so that a run of an hour is not lost to a misspelt directory. Throws SHOAL0001 and SHOAL0002. */
export async function requireWritable(file: string, flag: string, suffix: string): Promise<void> {
  if (!file.endsWith(suffix)) throw usageError(`${flag} must name a ${suffix} file, not ${file}`);
  const directory = dirname(file);
  try {
    await access(directory, constants.W_OK);
  } catch (error) {
    throw fileError(directory, error, 'written');
  }
}

/** What CBOR as functions take it can't carry is written in the forms of graph-json.ts. Throws SHOAL0002. */
export async function writeCbor(file: string, value: unknown): Promise<void> {
  await write(file, encodeCbor((isPlainData(value) ? value : graphToJson(value)) as Value));
}

/** Throws SHOAL0002. */
export async function writeText(file: string, text: string): Promise<void> {
  await write(file, text);
}

async function write(file: string, content: string | Uint8Array): Promise<void> {
  try {
    await writeFile(file, content);
  } catch (error) {
    throw fileError(file, error, 'written');
  }
}

/** Whether the value is a tree of what encodeCbor knows. */
function isPlainData(value: unknown, around: ReadonlySet<unknown> = new Set()): boolean {
  if (typeof value !== 'object' || value === null) return typeof value !== 'bigint';
  if (isTypedArray(value)) return true;
  const prototype: unknown = Object.getPrototypeOf(value);
  if (around.has(value) || !(Array.isArray(value) || prototype === Object.prototype || prototype === null)) return false;
  const inside = new Set(around).add(value);
  return Object.values(value).every((inner) => isPlainData(inner, inside));
}

/** The result, or undefined when it is too large for one JSON document. */
export function resultJson(result: unknown, convention?: GraphConvention): Json | undefined {
  if (approximateBytes(result) > MOST_JSON_BYTES) return undefined;
  return convention ? graphToJson(result) : valueToJson(result as Value);
}

function approximateBytes(root: unknown): number {
  let bytes = 0;
  const seen = new Set<object>();
  const open: unknown[] = [root];
  while (open.length > 0) {
    const value = open.pop();
    bytes += 16;
    if (typeof value === 'string') bytes += 2 * value.length;
    if (typeof value !== 'object' || value === null || seen.has(value)) continue;
    seen.add(value);
    if (ArrayBuffer.isView(value) || value instanceof ArrayBuffer) bytes += value.byteLength;
    else if (value instanceof Map) for (const entry of value) open.push(...entry);
    else for (const inner of value instanceof Set || Array.isArray(value) ? value : Object.values(value)) open.push(inner);
  }
  return bytes;
}
