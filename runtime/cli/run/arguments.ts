/** The arguments of a run as the command line gives them: JSON text, a JSON or CBOR file, or standard input. */
import { readFile } from 'node:fs/promises';
import { text as readText } from 'node:stream/consumers';
import type { Parameter } from '../../../compiler/manifest.js';
import { ShoalError } from '../../errors.js';
import { fileError } from '../command.js';
import { usageError } from '../failure.js';
import { decodeCbor, type Json, JsonValueError, jsonToValue } from '../values/index.js';

export interface ArgumentSource {
  readonly args?: string;
  readonly argsFile?: string;
}

/** One value for each argument, not yet of the parameters' types; none when nothing is given. Throws SHOAL0001 and SHOAL0002. */
export async function loadArguments({ args, argsFile }: ArgumentSource): Promise<readonly unknown[]> {
  if (args !== undefined) return parseJson(args === '-' ? await readText(process.stdin) : args, '--args');
  if (argsFile === undefined) return [];
  if (argsFile === '-') return parseJson(await readText(process.stdin), '--args-file');
  const isCbor = argsFile.endsWith('.cbor');
  if (!isCbor && !argsFile.endsWith('.json')) throw usageError(`--args-file must name a .json or a .cbor file, not ${argsFile}`);
  let bytes: Buffer;
  try {
    bytes = await readFile(argsFile);
  } catch (error) {
    throw fileError(argsFile, error, 'read');
  }
  return isCbor ? parseCbor(bytes, argsFile) : parseJson(bytes.toString('utf8'), argsFile);
}

function parseJson(text: string, where: string): readonly unknown[] {
  let json: Json;
  try {
    json = JSON.parse(text) as Json;
  } catch (error) {
    throw usageError(`${where} is no JSON: ${(error as Error).message}`, 'in a shell, put the JSON between single quotes');
  }
  if (!Array.isArray(json)) throw notAnArray(where);
  try {
    return json.map((argument, index) => jsonToValue(argument as Json, `argument ${index + 1}`));
  } catch (error) {
    if (error instanceof JsonValueError)
      throw new ShoalError('SHOAL3001', `${where}, ${error.path}: ${error.message}`, { cause: error });
    throw error;
  }
}

function parseCbor(bytes: Uint8Array, where: string): readonly unknown[] {
  let value: unknown;
  try {
    value = decodeCbor(bytes);
  } catch (error) {
    throw usageError(`${where} is no CBOR: ${(error as Error).message}`);
  }
  if (!Array.isArray(value)) throw notAnArray(where);
  return value;
}

function notAnArray(where: string): ShoalError {
  return usageError(`${where} must hold one array with an element for each argument`, "such as '[3, [1, 2]]' for f(3, [1, 2])");
}

/** Which numeric parameters hold an integer in [0, 2^31 - 2], so that a bundle may be specialised on that. */
export function assumptionsThatHold(parameters: readonly Parameter[], values: readonly unknown[]): string[] {
  return parameters
    .filter((parameter, index) => parameter.type.kind === 'number' && isUint31(values[index]))
    .map(({ name }) => name);
}

/** Whether the bundle may be run with these arguments. */
export function assumptionsHold(parameters: readonly Parameter[], values: readonly unknown[]): boolean {
  return parameters.every((parameter, index) => parameter.assume !== 'uint31' || isUint31(values[index]));
}

function isUint31(value: unknown): boolean {
  return Number.isInteger(value) && !Object.is(value, -0) && (value as number) >= 0 && (value as number) < 2 ** 31 - 1;
}
