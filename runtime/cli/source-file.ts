/** The user's file: there, readable, and one that the compiler takes. */
import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { ShoalError } from '../errors.js';
import { fileError } from './command.js';

/** Its absolute path. Throws SHOAL0002. */
export async function requireSourceFile(file: string): Promise<string> {
  const path = resolve(file);
  let isFile: boolean;
  try {
    isFile = (await stat(path)).isFile();
  } catch (error) {
    throw fileError(file, error, 'read');
  }
  if (!isFile) throw new ShoalError('SHOAL0002', `${file} can't be read: it is no file`);
  if (!/\.(?:[cm]?tsx?|m?jsx?)$/.test(file)) {
    throw new ShoalError('SHOAL0002', `${file} is no TypeScript or JavaScript file: its name must end in .ts or .js`);
  }
  return path;
}
