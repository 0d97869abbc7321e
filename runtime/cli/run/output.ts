/** The result of a run as it leaves the process. */
import { access, constants, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { fileError } from '../command.js';
import { usageError } from '../failure.js';
import { encodeCbor, isTypedArray, type Json, type Value, valueToJson } from '../values/index.js';

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

/** Throws SHOAL0002. */
export async function writeCbor(file: string, value: Value): Promise<void> {
  await write(file, encodeCbor(value));
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

/** The result, or undefined when it is too large for one JSON document. */
export function resultJson(result: Value): Json | undefined {
  return approximateBytes(result) > MOST_JSON_BYTES ? undefined : valueToJson(result);
}

function approximateBytes(value: Value): number {
  if (typeof value === 'string') return 2 * value.length;
  if (typeof value !== 'object') return 16;
  if (isTypedArray(value)) return value.byteLength;
  let bytes = 16;
  for (const element of Array.isArray(value) ? (value as readonly Value[]) : Object.values(value))
    bytes += approximateBytes(element);
  return bytes;
}
