/** Where a TypeScript source of this repository stands. */
import { existsSync } from 'node:fs';
import path from 'node:path';

/** The root of the repository, also where this file itself runs from `dist`. */
const ROOT = [path.join(import.meta.dirname, '..'), path.join(import.meta.dirname, '../..')].find((folder) =>
  existsSync(path.join(folder, 'package.json')),
)!;

/** By its path from the root. Programs that are measured are compiled from source, whatever runs the benchmark. */
export function sourcePath(file: string): string {
  return path.join(ROOT, file);
}
